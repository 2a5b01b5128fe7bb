/** What Fulcio writes about a job into its certificates, by number, name and form. Knows no token. */
import {readUri, readUtf8String, DerError} from './der.ts';

/** https://github.com/sigstore/fulcio/blob/v1.8.8/docs/oid-info.md; below 1.3.6.1.4.1.57264.1. */
const EXTENSIONS = {
  legacyIssuer: 1,
  legacyTrigger: 2,
  legacySha: 3,
  legacyWorkflowName: 4,
  legacyRepository: 5,
  legacyRef: 6,
  issuer: 8,
  buildSignerUri: 9,
  buildSignerDigest: 10,
  runnerEnvironment: 11,
  sourceRepositoryUri: 12,
  sourceRepositoryDigest: 13,
  sourceRepositoryRef: 14,
  sourceRepositoryId: 15,
  sourceRepositoryOwnerUri: 16,
  sourceRepositoryOwnerId: 17,
  buildConfigUri: 18,
  buildConfigDigest: 19,
  buildTrigger: 20,
  runInvocationUri: 21,
  sourceRepositoryVisibility: 22
} as const;

export type ExtensionName = keyof typeof EXTENSIONS;

export const EXTENSION_NAMES = Object.keys(EXTENSIONS) as readonly ExtensionName[];

/** The last ones that are bare text; all later ones are DER. */
const LAST_BARE = 6;
const ARC = '1.3.6.1.4.1.57264.1.';
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';

/** An extension's number and the bytes in its octet string. */
export interface CertificateExtension {
  readonly oid: string;
  readonly value: Uint8Array;
}

/** Whom a certificate names. Only as good as the certificate: verify that first. */
export interface CertificateIdentity {
  /** The one subject alternative name, a URI. */
  readonly san: string;
  readonly extensions: Readonly<Partial<Record<ExtensionName, string>>>;
  /** Numbers of Fulcio's extensions that nobody here knows. */
  readonly unknown: readonly string[];
}

/** A certificate that does not say in the expected form whom it names, or says it twice. */
export class IdentityError extends Error {
  override readonly name = 'IdentityError';
}

/** `1.3.6.1.4.1.57264.1.9`: the extension's number. */
export function oidOf(name: ExtensionName): string {
  return `${ARC}${String(EXTENSIONS[name])}`;
}

/**
 * Whom these extensions name. Sigstore's own reader takes the issuer as ASCII with the eighth bit cut off, the first
 * of several, and the address that stands in for a missing URI; here each must be there once and in the right form.
 * Throws {@link IdentityError}.
 */
export function readIdentity(extensions: readonly CertificateExtension[]): CertificateIdentity {
  const repeated = extensions.find(
    ({oid}, index) => extensions.findIndex(other => other.oid === oid) !== index
  );
  if (repeated !== undefined)
    throw new IdentityError(`the certificate holds extension ${repeated.oid} twice`);
  const values = new Map(extensions.map(({oid, value}) => [oid, value]));
  const known = EXTENSION_NAMES.flatMap(name => {
    const value = values.get(oidOf(name));
    return value === undefined ? [] : [[name, readValue(name, value)] as const];
  });
  const oids = new Set(EXTENSION_NAMES.map(oidOf));
  return {
    san: readName(values.get(SUBJECT_ALTERNATIVE_NAME)),
    extensions: Object.fromEntries(known),
    unknown: [...values.keys()].filter(oid => oid.startsWith(ARC) && !oids.has(oid))
  };
}

function readValue(name: ExtensionName, value: Uint8Array): string {
  try {
    if (EXTENSIONS[name] > LAST_BARE) return readUtf8String(value);
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(value);
  } catch (error) {
    const reason = error instanceof DerError ? error.message : 'is not UTF-8';
    throw new IdentityError(`the certificate's extension ${name} (${oidOf(name)}) ${reason}`, {cause: error});
  }
}

function readName(value: Uint8Array | undefined): string {
  if (value === undefined) throw new IdentityError('the certificate has no subject alternative name');
  try {
    return readUri(value);
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    throw new IdentityError(`the certificate's subject alternative name ${error.message}`, {cause: error});
  }
}
