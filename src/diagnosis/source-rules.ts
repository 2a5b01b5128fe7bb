/** A code for what an error says by its structure: class, status, code. Reads no text. */
import type {AttestationErrorCode} from '../attestation/attestation-error.ts';
import type {Code} from '../diagnostics/code.ts';
import type {FailureSource} from '../oci/failure-source.ts';
import type {ExtractionErrorCode} from '../extraction/extraction-error.ts';
import type {LayoutErrorCode} from '../oci/layout-error.ts';

/** What decides between twins. */
export interface RunFacts {
  /** Registry host -> whether docker knows a credential for it. */
  readonly loggedIn?: ReadonlyMap<string, boolean>;
  /** Somebody else's pull request, or another run of a fork's. */
  readonly fork?: boolean;
}

interface Twin {
  readonly code: Code;
  readonly distinction: string;
}

export interface SourceFinding {
  readonly code: Code;
  readonly twins?: readonly Twin[];
}

export const SIGSTORE_CODES: Readonly<Record<string, Code>> = {
  'server-unsupported': 'PROV-2D',
  'token-unavailable': 'PROV-2B',
  'token-refused': 'PROV-2B',
  'certificate-refused': 'PROV-2B',
  'certificate-unavailable': 'PROV-2E',
  'log-refused': 'PROV-2E',
  'log-unavailable': 'PROV-2E',
  'timestamp-refused': 'PROV-2E',
  'timestamp-unavailable': 'PROV-2E',
  'signing-timeout': 'PROV-2E',
  'bundle-too-large': 'PROV-1I',
  'bundle-incomplete': 'PROV-2E',
  'api-forbidden': 'PROV-2C',
  'api-not-found': 'PROV-2D',
  'api-invalid': 'PROV-3X',
  'api-unavailable': 'PROV-2E'
};

export const TRUST_CODES: Readonly<Record<string, Code>> = {
  'file-unreadable': 'PROV-010',
  malformed: 'PROV-010',
  unavailable: 'PROV-2E'
};

export const REFERRER_CODES: Readonly<Record<string, Code>> = {
  occupied: 'PROV-3E',
  full: 'PROV-3E',
  lost: 'PROV-3I',
  unsettled: 'PROV-3I',
  unlisted: 'PROV-3I',
  gone: 'PROV-3I'
};

export const LAYOUT_CODES: Readonly<Record<LayoutErrorCode, Code>> = {
  'not-a-layout': 'PROV-901',
  malformed: 'PROV-901',
  unreadable: 'PROV-901',
  unwritable: 'PROV-907',
  'not-a-tar': 'PROV-901',
  compressed: 'PROV-901',
  truncated: 'PROV-901',
  empty: 'PROV-903',
  ambiguous: 'PROV-903',
  'not-a-file': 'PROV-904',
  'too-large': 'PROV-904',
  'bad-header': 'PROV-904',
  'unsafe-name': 'PROV-904',
  'foreign-entry': 'PROV-904',
  duplicate: 'PROV-904',
  changed: 'PROV-906'
};

export const EXTRACTION_CODES: Readonly<Record<ExtractionErrorCode, Code>> = {
  'no-such-platform': 'PROV-010',
  'ambiguous-platform': 'PROV-010',
  'no-such-path': 'PROV-010',
  'not-extractable': 'PROV-010',
  'target-refused': 'PROV-010',
  unwritable: 'PROV-010',
  'malformed-layer': 'PROV-904',
  'unsupported-layer': 'PROV-904',
  'too-large': 'PROV-904'
};

/** What somebody wanted to make of a file or a subject is not what came back broken. */
export const ATTESTATION_CODES: Readonly<Record<AttestationErrorCode, Code>> = {
  file: 'PROV-016',
  predicate: 'PROV-016',
  'predicate-type': 'PROV-016',
  subject: 'PROV-016',
  secret: 'PROV-027',
  bundle: 'PROV-1G',
  signature: 'PROV-1G',
  statement: 'PROV-1G'
};

/** Classes of which every error means the same. */
export const CLASSES: Readonly<Record<string, Code>> = {
  BuildxMissingError: 'PROV-7C',
  CancelledError: 'PROV-026',
  ChangedFilesError: 'PROV-906',
  ContentError: 'PROV-1G',
  CredentialsError: 'PROV-3B',
  DiscoveryError: 'PROV-1I',
  InvalidDigestError: 'PROV-010',
  InvalidPlatformError: 'PROV-010',
  InvalidReferenceError: 'PROV-010',
  PlanError: 'PROV-011',
  PlanFileError: 'PROV-023',
  ProxyError: 'PROV-015',
  ReachError: 'PROV-3G',
  StatementError: 'PROV-1G'
};

/** Undefined where the structure says nothing. */
export function judgeSource(source: FailureSource, run: RunFacts = {}): SourceFinding | undefined {
  const {name, code = ''} = source;
  switch (name) {
    case 'InputError':
      return wrap(code === 'secret-files' ? 'PROV-023' : 'PROV-010');
    case 'SigningError':
      return judgeSigning(source);
    case 'AttestationError':
      return wrap(lookUp(ATTESTATION_CODES, code) ?? 'PROV-016');
    case 'TrustError':
      return wrap(lookUp(TRUST_CODES, code));
    case 'ReferrerError':
      return wrap(lookUp(REFERRER_CODES, code));
    case 'LayoutError':
      return wrap(lookUp(LAYOUT_CODES, code) ?? 'PROV-901');
    case 'ExtractionError':
      return wrap(lookUp(EXTRACTION_CODES, code) ?? 'PROV-010');
    case 'ContentError':
      return wrap(code === 'missing' ? 'PROV-6T' : code === 'too-large' ? 'PROV-1I' : 'PROV-1G');
    case 'RegistryError':
    case 'SchemeError':
    case 'PatienceError':
      return judgeRegistry(source, run);
    default:
      return wrap(lookUp(CLASSES, name));
  }
}

function lookUp<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function wrap(code: Code | undefined): SourceFinding | undefined {
  return code === undefined ? undefined : {code};
}

/** What GitHub answers alike for two causes, and an outage that looks like a refusal. */
const SIGSTORE_TWINS: Readonly<Record<string, Twin>> = {
  'token-unavailable': {
    code: 'PROV-2E',
    distinction: "GitHub's token service is down: later the same run gets its token, without a change."
  },
  'api-forbidden': {
    code: 'PROV-2D',
    distinction: 'The job has attestations: write, and the repository is private on a plan without them.'
  },
  'api-not-found': {
    code: 'PROV-2C',
    distinction:
      'The repository is public, or its plan has attestations: then it is the permission that lacks.'
  }
};

function judgeSigning({code = ''}: FailureSource): SourceFinding | undefined {
  const found = lookUp(SIGSTORE_CODES, code);
  const twin = lookUp(SIGSTORE_TWINS, code);
  return found === undefined || twin === undefined ? wrap(found) : {code: found, twins: [twin]};
}

function judgeRegistry({status, host}: FailureSource, {loggedIn, fork}: RunFacts): SourceFinding {
  if (status === undefined) return {code: 'PROV-3G'};
  if (status === 401) return {code: 'PROV-3B'};
  if (status === 403) return judgeForbidden(host, loggedIn, fork);
  if (status === 404) return {code: 'PROV-6T'};
  if (status === 429) return {code: 'PROV-3F'};
  if (status >= 500) return {code: 'PROV-3D'};
  return {code: 'PROV-3E'};
}

/** GHCR says 403 for a missing permission and for a package that is another repository's. */
function judgeForbidden(
  host: string | undefined,
  loggedIn: RunFacts['loggedIn'],
  fork: boolean | undefined
): SourceFinding {
  if (host !== undefined && loggedIn?.get(host) === false) return {code: 'PROV-3B'};
  if (fork === true) return {code: 'PROV-1A'};
  const linked = {
    code: 'PROV-3C' as const,
    distinction: 'The job has packages: write, and the package was first pushed by hand or from elsewhere.'
  };
  return {code: 'PROV-3A', twins: host === 'ghcr.io' ? [linked] : []};
}
