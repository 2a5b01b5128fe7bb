/** The inputs about signing, and about an image that is there already. */
import {isDigest} from '../oci/descriptor.ts';
import type {Digest} from '../oci/descriptor.ts';
import {parseReference} from '../oci/reference.ts';
import type {Reference} from '../oci/reference.ts';
import type {SubjectsInput} from '../sigstore/statements.ts';
import {parseTag} from './build-value.ts';
import {quoteValue, ValueError} from './input-error.ts';
import type {InputMistake} from './input-error.ts';
import {dropAbsent, parseBoolean, parseTimeout, readBoolean, readItems, readValue} from './input-reader.ts';
import type {Reading} from './input-reader.ts';

/** `auto`: wherever it can be. `true`: or else the step fails. */
export type AutoInput = 'auto' | 'true' | 'false';

export interface SigningInputs {
  readonly sign: AutoInput;
  /** Milliseconds, from a second to half an hour, for signing, storing and checking together. */
  readonly timeoutMs: number;
  readonly subjects: SubjectsInput;
  readonly attestationManifests: boolean;
  readonly storeAttestation: AutoInput;
  readonly pushToRegistry: boolean;
  readonly createStorageRecord: boolean;
  /** Sign anew although an equal attestation is there. */
  readonly force: boolean;
  readonly bundlePath?: string;
  readonly trustedRoot?: string;
}

/** An image that is there already: nothing is built. */
export interface ResumeInputs {
  readonly digest: Digest;
  /** Never empty. */
  readonly references: readonly Reference[];
}

const DEFAULT_TIMEOUT_MS = 120_000;

export function readSigning(reading: Reading): SigningInputs {
  return {
    sign: readAuto(reading, 'sign'),
    timeoutMs: readValue(reading, 'sign-timeout', parseTimeout) ?? DEFAULT_TIMEOUT_MS,
    subjects: readValue(reading, 'subjects', parseSubjects) ?? 'both',
    attestationManifests: readBoolean(reading, 'sign-attestation-manifests') ?? false,
    storeAttestation: readAuto(reading, 'store-attestation'),
    pushToRegistry: readBoolean(reading, 'push-to-registry') ?? true,
    createStorageRecord: readBoolean(reading, 'create-storage-record') ?? true,
    force: readBoolean(reading, 'force') ?? false,
    ...dropAbsent({
      bundlePath: readValue(reading, 'bundle-path', parsePath),
      trustedRoot: readValue(reading, 'trusted-root', parsePath)
    })
  };
}

function readAuto(reading: Reading, input: string): AutoInput {
  return readValue(reading, input, parseAuto) ?? 'auto';
}

function parseAuto(text: string): AutoInput {
  if (text === 'auto') return text;
  return parseBoolean(text, 'true, false or auto') ? 'true' : 'false';
}

function parseSubjects(text: string): SubjectsInput {
  if (text === 'index' || text === 'platforms' || text === 'both') return text;
  throw new ValueError('names no subjects', 'index, platforms or both');
}

function parsePath(text: string): string {
  if (/[/\\]$/.test(text)) throw new ValueError('is a folder', 'the path of a file');
  return text;
}

/** What `digest` and `image` name; undefined where an image is to be built. `tags` stand in for `image`. */
export function readResume(reading: Reading, tags: readonly string[]): ResumeInputs | undefined {
  const digest = readValue(reading, 'digest', parseDigestInput);
  const images = readItems(reading, 'image', {}, parseImage);
  const wrong = reading.mistakes.some(({input}) => ['digest', 'image', 'tags'].includes(input));
  if (digest === undefined) {
    if (images.length > 0 && !wrong)
      reading.mistakes.push(describeLonely('image', images[0] ?? '', 'digest'));
    return undefined;
  }
  const names = images.length > 0 ? images : tags;
  if (names.length === 0 && !wrong) reading.mistakes.push(describeLonely('digest', digest, 'image'));
  return names.length === 0 ? undefined : {digest, references: names.map(parseReference)};
}

/** Output `image-ref` holds both, and is what people have at hand. */
function parseImage(text: string): string {
  const [, digest = '', ...more] = text.split('@');
  if (more.length === 0 && isDigest(digest))
    throw new ValueError('names a digest, which belongs in the input digest', '[REGISTRY/]NAME[:TAG]');
  return parseTag(text);
}

function describeLonely(input: string, value: string, missing: string): InputMistake {
  const problem = `needs the input ${missing} beside it`;
  const allowed = 'digest: sha256:… with image: NAME, of an image that was pushed already';
  return {input, value: quoteValue(value), problem, allowed};
}

function parseDigestInput(text: string): Digest {
  if (isDigest(text)) return text;
  throw new ValueError('is not a digest', 'sha256: and 64 hexadecimal digits in lower case');
}

export interface Contradicting {
  readonly signing: SigningInputs;
  readonly verify: boolean;
  readonly resumes: boolean;
}

/** Returns the mistakes about signing that no input makes alone, and those that only a look at the disk can find. */
export function findSigningMistakes(
  {signing, verify, resumes}: Contradicting,
  exists: (path: string) => boolean
): readonly InputMistake[] {
  const {sign, storeAttestation, trustedRoot} = signing;
  const mistakes: InputMistake[] = [];
  if (sign === 'true' && !verify) {
    const problem = 'contradicts verify: false, for nothing is signed that was not read back and verified';
    mistakes.push({input: 'sign', value: '"true"', problem, allowed: 'one of the two'});
  }
  if (resumes && !verify) {
    const problem = 'is false, and digest names an image to be verified';
    mistakes.push({input: 'verify', value: '"false"', problem, allowed: 'one of the two'});
  }
  if (sign === 'false' && storeAttestation === 'true') {
    const problem = 'contradicts sign: false, for only what is signed can be stored';
    mistakes.push({input: 'store-attestation', value: '"true"', problem, allowed: 'one of the two'});
  }
  if (trustedRoot !== undefined && !exists(trustedRoot)) {
    const problem = 'names a file that does not exist';
    const allowed = 'the path of a trusted_root.json in the workspace';
    mistakes.push({input: 'trusted-root', value: quoteValue(trustedRoot), problem, allowed});
  }
  return mistakes;
}
