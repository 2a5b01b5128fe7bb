/** X.509 authorities and what they issue. The one owner of the certificate library; knows neither Sigstore nor TLS. */
import 'reflect-metadata';
import {randomBytes} from 'node:crypto';
import type {webcrypto} from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PublicKey,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator
} from '@peculiar/x509';
import type {JsonName, Extension} from '@peculiar/x509';

export {
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension
} from '@peculiar/x509';

export interface Name {
  readonly organization: string;
  readonly commonName: string;
}

export interface Authority {
  readonly name: Name;
  readonly keys: webcrypto.CryptoKeyPair;
  /** DER: its own certificate first, the root's last. */
  readonly chain: readonly [Buffer, ...Buffer[]];
}

export interface Leaf {
  /** DER: SubjectPublicKeyInfo. */
  readonly publicKey: Buffer;
  /** None where absent. */
  readonly name?: Name;
  readonly minutes: number;
  readonly extensions: readonly Extension[];
}

const curve = {name: 'ECDSA', namedCurve: 'P-384'};
const signing = {name: 'ECDSA', hash: 'SHA-384'};
const minute = 60_000;
const yearInMinutes = 365 * 24 * 60;

const formatName = ({organization, commonName}: Name): JsonName => [{O: [organization]}, {CN: [commonName]}];

/** From a few seconds ago, for clocks that are behind. */
function makeValidity(minutes: number): {notBefore: Date; notAfter: Date} {
  const start = Date.now() - 5_000;
  return {notBefore: new Date(start), notAfter: new Date(start + minutes * minute)};
}

async function describeAuthority(publicKey: webcrypto.CryptoKey, pathLength?: number): Promise<Extension[]> {
  return [
    new BasicConstraintsExtension(true, pathLength, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    await SubjectKeyIdentifierExtension.create(publicKey)
  ];
}

export async function createRoot(name: Name): Promise<Authority> {
  const keys = await crypto.subtle.generateKey(curve, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: formatName(name),
    keys,
    ...makeValidity(yearInMinutes),
    signingAlgorithm: signing,
    extensions: await describeAuthority(keys.publicKey)
  });
  return {name, keys, chain: [Buffer.from(certificate.rawData)]};
}

export async function createIntermediate(root: Authority, name: Name, usage: Extension): Promise<Authority> {
  const keys = await crypto.subtle.generateKey(curve, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.create({
    subject: formatName(name),
    issuer: formatName(root.name),
    publicKey: keys.publicKey,
    signingKey: root.keys.privateKey,
    ...makeValidity(yearInMinutes),
    signingAlgorithm: signing,
    extensions: [
      ...(await describeAuthority(keys.publicKey, 0)),
      usage,
      await AuthorityKeyIdentifierExtension.create(root.keys.publicKey)
    ]
  });
  return {name, keys, chain: [Buffer.from(certificate.rawData), ...root.chain]};
}

/**
 * The DER of a certificate. Where there is `extend`, it is given the certificate first without what it then adds: what
 * a certificate transparency log signs.
 */
export async function issueCertificate(
  authority: Authority,
  leaf: Leaf,
  extend?: (bare: ArrayBuffer) => Promise<Extension>
): Promise<Buffer> {
  const publicKey = new PublicKey(leaf.publicKey);
  const bare = {
    serialNumber: Buffer.concat([Buffer.of(1), randomBytes(15)]).toString('hex'),
    ...(leaf.name === undefined ? {} : {subject: formatName(leaf.name)}),
    issuer: formatName(authority.name),
    publicKey,
    signingKey: authority.keys.privateKey,
    ...makeValidity(leaf.minutes),
    signingAlgorithm: signing,
    extensions: [
      ...leaf.extensions,
      await SubjectKeyIdentifierExtension.create(publicKey),
      await AuthorityKeyIdentifierExtension.create(authority.keys.publicKey)
    ]
  };
  const certificate = await X509CertificateGenerator.create(bare);
  if (extend === undefined) return Buffer.from(certificate.rawData);
  const extensions = [...bare.extensions, await extend(certificate.rawData)];
  return Buffer.from((await X509CertificateGenerator.create({...bare, extensions})).rawData);
}

export function formatPem(der: Uint8Array): string {
  return new X509Certificate(Buffer.from(der)).toString('pem').trim() + '\n';
}

/** The bytes of an extension's value; undefined where the certificate (DER or PEM) has none of that OID. */
export function readExtension(certificate: Buffer, oid: string): Buffer | undefined {
  const value = new X509Certificate(certificate).getExtension(oid)?.value;
  return value === undefined ? undefined : Buffer.from(value);
}
