/** The `trusted_root.json` that makes verifiers believe the stand-ins. Writes nothing. */
import {createHash} from 'node:crypto';

/** An authority: certificates in DER, the root's last. */
export interface TrustedAuthority {
  readonly uri: string;
  readonly organization: string;
  readonly commonName: string;
  readonly chain: readonly Buffer[];
}

export interface TrustedLog {
  readonly baseUrl: string;
  /** DER of a P-256 key. */
  readonly publicKey: Buffer;
}

export interface Trusted {
  readonly certificateAuthorities: readonly TrustedAuthority[];
  readonly timestampAuthorities: readonly TrustedAuthority[];
  readonly transparencyLogs: readonly TrustedLog[];
  readonly ctLogs: readonly TrustedLog[];
}

/** https://github.com/sigstore/protobuf-specs/blob/v0.5.0/protos/sigstore_trustroot.proto in JSON, valid from then on. */
export function formatTrustedRoot(trusted: Trusted, start: Date): string {
  const validFor = {start: start.toISOString()};
  const formatLog = ({baseUrl, publicKey}: TrustedLog): unknown => ({
    baseUrl,
    hashAlgorithm: 'SHA2_256',
    publicKey: {rawBytes: publicKey.toString('base64'), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor},
    logId: {keyId: createHash('sha256').update(publicKey).digest('base64')}
  });
  const formatAuthority = ({uri, organization, commonName, chain}: TrustedAuthority): unknown => ({
    subject: {organization, commonName},
    uri,
    certChain: {certificates: chain.map(der => ({rawBytes: der.toString('base64')}))},
    validFor
  });
  const root = {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: trusted.transparencyLogs.map(formatLog),
    certificateAuthorities: trusted.certificateAuthorities.map(formatAuthority),
    ctlogs: trusted.ctLogs.map(formatLog),
    timestampAuthorities: trusted.timestampAuthorities.map(formatAuthority)
  };
  return `${JSON.stringify(root, null, 2)}\n`;
}
