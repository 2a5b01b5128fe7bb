/** A Sigstore of our own in this process: authority, logs and timestamps with real keys, and bundles as one likes them. */
import {createHash, generateKeyPairSync, sign} from 'node:crypto';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after} from 'node:test';
// Not the package itself, which would load nock, and that replaces the process's HTTP client.
import {initializeCA, initializeCTLog} from '@sigstore/mock/dist/fulcio/index.js';
import {initializeTSA} from '@sigstore/mock/dist/timestamp/index.js';
import {canonicalizeDsse} from '../../../local/sigstore/dsse-entry.ts';
import {createTransparencyLog} from '../../../local/sigstore/transparency-log.ts';
import {formatTrustedRoot} from '../../../local/sigstore/trusted-root.ts';
import {createPatience} from '../../../src/oci/patience.ts';
import type {Transport} from '../../../src/oci/transport.ts';
import {EXTENSION_NAMES, oidOf} from '../../../src/sigstore/extensions.ts';
import type {ExpectedIdentity} from '../../../src/sigstore/identity.ts';
import {resolveInstance} from '../../../src/sigstore/instance.ts';
import {loadTrust} from '../../../src/sigstore/trust.ts';
import type {Trust} from '../../../src/sigstore/trust.ts';
import {IDENTITY, SERVER} from './release.ts';

export interface Recipe {
  /** What the certificate says. {@link IDENTITY} unless given. */
  readonly identity?: ExpectedIdentity;
  readonly payload: string;
  readonly payloadType?: string;
  /** Who witnesses: the log's entry, a timestamp. The log alone unless given. */
  readonly log?: boolean;
  readonly stamp?: boolean;
}

export interface World {
  readonly trust: Trust;
  readonly trustedRoot: string;
  /** The bundle's JSON, free to be changed. */
  sign(recipe: Recipe): Promise<SomeBundle>;
}

/** As much of a bundle as tests take apart. */
export interface SomeBundle {
  mediaType: string;
  dsseEnvelope: {payload: string; payloadType: string; signatures: {sig: string; keyid: string}[]};
  verificationMaterial: {
    certificate: {rawBytes: string};
    tlogEntries: {canonicalizedBody: string; integratedTime: string; inclusionPromise?: object}[];
    timestampVerificationData: {rfc3161Timestamps: {signedTimestamp: string}[]};
  };
}

export interface WorldOptions {
  /** Without one, certificates carry no SCT. */
  readonly ctLog?: boolean;
  /** When certificates are issued; they are valid for ten minutes. */
  readonly issuedAt?: Date;
}

/** New keys for everything; its files are gone when the tests of the file have ended. */
export async function createWorld({ctLog: logged = true, issuedAt}: WorldOptions = {}): Promise<World> {
  const ctLog = await initializeCTLog(newKeys());
  const ca = await initializeCA(newKeys(), logged ? ctLog : undefined, issuedAt);
  const tsa = await initializeTSA(newKeys());
  // sigstore-js reads no time such as 12.5 s, as this authority would write it.
  Object.assign(tsa, {getCurrentTime: () => new Date(Math.floor(Date.now() / 1000) * 1000)});
  const log = createTransparencyLog('rekor.sigstore.dev');
  const folder = mkdtempSync(join(tmpdir(), 'sigstore-test-'));
  after(() => rmSync(folder, {recursive: true}));
  const trustedRoot = join(folder, 'trusted_root.json');
  const authority = {organization: 'test', commonName: 'test', uri: 'https://fulcio.sigstore.dev'};
  const trusted = {
    certificateAuthorities: [{...authority, chain: [toBuffer(ca.rootCertificate)]}],
    timestampAuthorities: [
      {...authority, chain: [toBuffer(tsa.intCertificate), toBuffer(tsa.rootCertificate)]}
    ],
    transparencyLogs: [{baseUrl: 'https://rekor.sigstore.dev', publicKey: log.publicKey}],
    ctLogs: [{baseUrl: 'https://ctfe.sigstore.dev', publicKey: ctLog.publicKey}]
  };
  writeFileSync(trustedRoot, formatTrustedRoot(trusted, new Date(Date.now() - 86_400_000)));

  const makeBundle = async (recipe: Recipe): Promise<SomeBundle> => {
    const {payload, payloadType = 'application/vnd.in-toto+json', log: isLogged = true} = recipe;
    const keys = newKeys();
    const {san, extensions} = recipe.identity ?? IDENTITY;
    const certificate = await ca.issueCertificate({
      publicKey: keys.publicKey.export({format: 'der', type: 'spki'}),
      subjectAltName: san,
      extensions: EXTENSION_NAMES.flatMap(name => {
        const value = extensions[name];
        return value === undefined ? [] : [{oid: oidOf(name), value, legacy: name.startsWith('legacy')}];
      })
    });
    const body = Buffer.from(payload);
    const head = `DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${body.length} `;
    const signature = sign('sha256', Buffer.concat([Buffer.from(head), body]), keys.privateKey);
    const envelope = {
      payload: body.toString('base64'),
      payloadType,
      signatures: [{sig: signature.toString('base64'), keyid: ''}]
    };
    const rawBytes = toBuffer(certificate).toString('base64');
    const timestamp = recipe.stamp === true ? [await stamp(signature)] : [];
    return {
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      dsseEnvelope: envelope,
      verificationMaterial: {
        certificate: {rawBytes},
        tlogEntries: isLogged ? [logEntry(envelope, rawBytes)] : [],
        timestampVerificationData: {
          rfc3161Timestamps: timestamp.map(bytes => ({signedTimestamp: toBuffer(bytes).toString('base64')}))
        }
      }
    };
  };
  const stamp = (signature: Buffer) =>
    tsa.timestamp({
      artifactHash: createHash('sha256').update(signature).digest(),
      hashAlgorithmOID: '2.16.840.1.101.3.4.2.1',
      nonce: 1,
      policyOID: '1.3.6.1.4.1.57264.2',
      certReq: true
    });
  const logEntry = (envelope: object, rawBytes: string) => {
    const pem = `-----BEGIN CERTIFICATE-----\n${rawBytes}\n-----END CERTIFICATE-----\n`;
    const {uuid} = log.append(
      canonicalizeDsse(JSON.stringify(envelope), [Buffer.from(pem).toString('base64')])
    );
    const {body, integratedTime, logID, logIndex, verification} = log.find(uuid)!;
    const {inclusionProof: proof, signedEntryTimestamp} = verification;
    const toBase64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');
    return {
      logIndex: String(logIndex),
      logId: {keyId: toBase64(logID)},
      kindVersion: {kind: 'dsse', version: '0.0.1'},
      integratedTime: String(integratedTime),
      inclusionPromise: {signedEntryTimestamp},
      inclusionProof: {
        logIndex: String(proof.logIndex),
        rootHash: toBase64(proof.rootHash),
        treeSize: String(proof.treeSize),
        hashes: proof.hashes.map(toBase64),
        checkpoint: {envelope: proof.checkpoint}
      },
      canonicalizedBody: body
    };
  };
  return {trust: await trustFile(trustedRoot), trustedRoot, sign: makeBundle};
}

/** The trust that a file gives; nobody is asked. */
export function trustFile(trustedRootPath: string): Promise<Trust> {
  return loadTrust({
    instance: resolveInstance('public', SERVER).value,
    trustedRootPath,
    cachePath: '/nowhere',
    transport: unreachable,
    patience: createPatience({timeoutMs: 1000})
  });
}

const unreachable: Transport = {
  send: () => Promise.reject(new Error('no network here')),
  sendToHost: () => Promise.reject(new Error('no network here')),
  resolve: () => {
    throw new Error('no network here');
  },
  close: () => Promise.resolve()
};

function newKeys() {
  return generateKeyPairSync('ec', {namedCurve: 'P-256'});
}

function toBuffer(view: ArrayBufferView): Buffer {
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength);
}
