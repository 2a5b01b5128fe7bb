/** An attestation that somebody signed, and what signs, judges and keeps it. Knows no Sigstore and no registry. */
import {expectObject, JsonError, parseJson} from '../oci/json.ts';
import {Attestation} from './attestation.ts';
import {AttestationError} from './attestation-error.ts';
import {nameFile, writeFile} from './attestation-file.ts';
import type {AttestationFile} from './attestation-file.ts';
import {BUNDLE_MEDIA_TYPE} from './bundle.ts';
import {BUNDLE_LIMIT, BundleError, PAYLOAD_TYPE, readEnvelope} from './envelope.ts';
import {isExactObject, parseExact} from './exact-json.ts';

/** Whoever signs statements. */
export interface AttestationSigner {
  /** The same statement, signed. */
  sign(attestation: Attestation): Promise<SignedAttestation>;
}

/** What every judgement of a bundle says; those who judge say more. */
export interface SignedVerdict {
  readonly verdict: 'verified' | 'rejected';
  /** In one sentence. */
  readonly reason: string;
}

/** Who must have signed, about what, and whom to believe for it. */
export interface AttestationPolicy<Verdict extends SignedVerdict = SignedVerdict> {
  /** Throws nothing for a bad bundle. */
  judge(signed: SignedAttestation): Promise<Verdict>;
}

/** A place that keeps signed attestations with what they are about. */
export interface AttestationStore<Kept = unknown> {
  /** It is there, for each of its subjects that the place holds. */
  attach(signed: SignedAttestation): Promise<Kept>;
}

/**
 * - `statement`: what was signed, byte for byte
 * - `envelope`: that and its signature, without what proves whose it is
 * - `bundle`: everything that is needed to verify it, on one line
 */
export type SignedFormat = 'bundle' | 'envelope' | 'statement';

/** A Sigstore bundle and the attestation that it holds. Whether it holds, nobody has said: see `verify`. */
export class SignedAttestation {
  /** What was signed, as the bundle says. */
  readonly attestation: Attestation;
  readonly #bundle: Uint8Array;
  readonly #payload: Uint8Array;

  private constructor(bundle: Uint8Array, payload: Uint8Array, attestation: Attestation) {
    this.attestation = attestation;
    this.#bundle = bundle;
    this.#payload = payload;
    Object.freeze(this);
  }

  /** The attestation of the bundle in these bytes, about something. Throws {@link AttestationError} `bundle`. */
  static parse(bytes: Uint8Array): SignedAttestation {
    try {
      const object = expectObject(parseJson(bytes, {bytes: BUNDLE_LIMIT}), '$');
      const {payload} = readEnvelope({path: '$', object});
      const attestation = Attestation.parse(payload);
      if (!attestation.isBound()) throw new BundleError('what was signed is about nothing');
      return new SignedAttestation(Uint8Array.from(bytes), payload, attestation);
    } catch (error) {
      const known = [BundleError, JsonError, AttestationError].some(type => error instanceof type);
      if (!known) throw error;
      const message = `no bundle of a signed statement: ${(error as Error).message}`;
      throw new AttestationError('bundle', message, {cause: error});
    }
  }

  /** A copy of the bundle's bytes. */
  get bundle(): Uint8Array {
    return Uint8Array.from(this.#bundle);
  }

  /** What the policy says of it: there is no verifying without one. */
  verify<Verdict extends SignedVerdict>(policy: AttestationPolicy<Verdict>): Promise<Verdict> {
    return policy.judge(this);
  }

  /** It is kept there, with its subjects. Throws what the store throws. */
  attach<Kept>(store: AttestationStore<Kept>): Promise<Kept> {
    return store.attach(this);
  }

  /** As a file that nobody has written yet. */
  asFile(format: SignedFormat = 'bundle'): AttestationFile {
    const {predicateType} = this.attestation;
    const end = Buffer.from('\n');
    switch (format) {
      case 'statement': {
        const bytes = Buffer.concat([this.#payload, end]);
        return {name: nameFile(predicateType, 'intoto.json'), mediaType: PAYLOAD_TYPE, bytes};
      }
      case 'envelope': {
        const bytes = Buffer.from(`${JSON.stringify(this.#read()['dsseEnvelope'])}\n`);
        return {name: nameFile(predicateType, 'dsse.json'), mediaType: ENVELOPE_MEDIA_TYPE, bytes};
      }
      case 'bundle': {
        const bytes = Buffer.from(`${JSON.stringify(this.#read())}\n`);
        return {name: nameFile(predicateType, 'sigstore.json'), mediaType: BUNDLE_MEDIA_TYPE, bytes};
      }
    }
  }

  /** It is in this file, whole or not at all. Throws {@link AttestationError} `file`. */
  async export(path: string, format?: SignedFormat): Promise<void> {
    await writeFile(path, this.asFile(format).bytes);
  }

  #read() {
    const bundle = parseExact(this.#bundle, {bytes: BUNDLE_LIMIT});
    return isExactObject(bundle) ? bundle : {};
  }
}

const ENVELOPE_MEDIA_TYPE = 'application/vnd.dsse.envelope.v1+json';
