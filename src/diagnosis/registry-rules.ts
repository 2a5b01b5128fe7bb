/** What a registry, or the way to it, answers to a push, a pull or a question. Reads no other part of a log. */
import type {DiagnosticPhase} from '../diagnostics/diagnostic.ts';
import {findHost, judgeDenied, judgeUnauthorized} from './registry-access.ts';
import {quotesSyntax} from './quoted-syntax.ts';
import type {Finding, Operation, Subject, Twin} from './rule.ts';

const RATE =
  /\btoomanyrequests\b|\b429 Too Many Requests\b|\bpull rate limit\b|\brate limit exceeded\b|\b429\b.{0,20}Too Many/i;
const DOWN =
  /\b5\d\d (?:Internal Server Error|Bad Gateway|Service (?:Temporarily )?Unavailable|Gateway Time-?out|Web server|status code)|\bunexpected (?:HTTP )?status(?: code)?:? .{0,400}\b5\d\d\b|\bunexpected HTTP status: 5\d\d|\bservice unavailable\b|\binternal server error\b/i;
const IMMUTABLE =
  /\btag is immutable\b|\bimmutable tags?\b|\btag .{0,200}\bimmutable\b|\bcannot be overwritten\b|\bTAG_INVALID\b|\bmanifest tag did not match\b/i;
const REJECTS =
  /\bmanifest (?:is )?invalid\b|\bMANIFEST_INVALID\b|\bmediaType in manifest should be\b|\bmanifest blob unknown\b|\bMANIFEST_BLOB_UNKNOWN\b|\bblob unknown to registry\b|: unsupported$|\bunsupported (?:manifest )?media ?type\b|\binvalid (?:OCI )?(?:manifest|mediatype)\b|\/manifests\/\S{1,300}: (?:400 Bad Request|405 Method Not Allowed|415 )|\b(?:manifest|index)-sha256:[0-9a-f]{8,64}".{0,40}unexpected status:? (?:code )?(?:400|405|415)\b|application\/vnd\.(?:in-toto|oci\.empty\.v1)\+json/im;
const NO_REPOSITORY =
  /\brepository with name \S{1,300} does not exist\b|\bNAME_UNKNOWN\b|\bname unknown\b|\brepository name not known to registry\b|\bRepository "[^"]{1,300}" not found\b|\bproject \S{1,200} not found\b|\/blobs\/uploads?\/\S{0,600}: 404 Not Found\b|\bfailed commit on ref "(?:layer|config)-sha256:[0-9a-f]{8,64}": unexpected status(?: code)?: 404\b/im;
const UNAUTHORIZED =
  /\b401 Unauthorized\b|\bunauthorized\b|\bno basic auth credentials\b|\binsufficient_scope\b|\bfailed to fetch (?:oauth|anonymous) token\b.{0,2000}: 40[0-4] |\bauthentication required\b|\bauthorization failed\b|\bunauthenticated\b|\bauthorization token has expired\b|\bincorrect username or password\b|\baccess denied, repository does not exist or may require authorization\b|\brequested access to the resource is denied\b/i;
const DENIED =
  /\bdenied\b|\b403 Forbidden\b|\bpermission_denied\b|\bstatus(?: code)?:? 403\b|\baccess forbidden\b/i;
const NETWORK =
  /\bno such host\b|\bconnection refused\b|\bconnection reset by peer\b|\bi\/o timeout\b|\bTLS handshake\b|\btls: |\bx509: |\bno route to host\b|\bnetwork is unreachable\b|\bproxyconnect\b|\bconnection timed out\b|\bserver misbehaving\b|\bname resolution\b|\bserver gave HTTP response to HTTPS client\b|\bbroken pipe\b|: (?:unexpected )?EOF$|\buse of closed network connection\b|\bcontext deadline exceeded\b|\bno response\b|\bINTERNAL_ERROR; received from peer\b|\bhttp2: |\bClient\.Timeout\b|\b407 Proxy\b|\bread\/write on closed pipe\b|\brequest must be retried\b/im;
const TOO_LARGE = /\b413 (?:Request Entity|Payload|Content) Too Large\b/i;

/** Which code the answer means, for what was being done; undefined where it is no answer of a registry. */
export function judgeRegistry(subject: Subject, operation: Operation): Finding | undefined {
  const {text} = subject;
  const phase = phaseOf(operation);
  if (RATE.test(text)) return {code: 'PROV-3F', phase};
  if (isDown(subject)) return {code: 'PROV-3D', phase, evidence: subject.step?.troubles.slice(-2) ?? []};
  if (TOO_LARGE.test(text)) return {code: 'PROV-3G', phase, twins: [TOO_LARGE_TWIN]};
  if (operation !== 'pull' && IMMUTABLE.test(text)) return {code: 'PROV-3H', phase};
  if (operation !== 'pull' && REJECTS.test(text)) return {code: 'PROV-3E', phase};
  if (operation === 'push' && NO_REPOSITORY.test(text))
    return {code: 'PROV-010', phase, twins: [NO_REPOSITORY_TWIN]};
  if (UNAUTHORIZED.test(text)) return judgeUnauthorized(subject, phase, operation);
  if (DENIED.test(text)) return judgeDenied(subject, phase, operation);
  return NETWORK.test(text) ? judgeNetwork(subject, operation) : undefined;
}

const TOO_LARGE_TWIN: Twin = [
  'PROV-1I',
  'The blob that is refused (`digest=` in the URL) is an attestation, and not a layer of the image.'
];
const NO_REPOSITORY_TWIN: Twin = [
  'PROV-3A',
  'The repository is there: some registries say this of one that the credential may not see.'
];

/** A 5xx; where the last word hides it ("unknown"), BuildKit's own lines of the same step show it. */
function isDown({text, step}: Subject): boolean {
  if (DOWN.test(text)) return true;
  return (
    /: unknown(?:: unknown error)?$/m.test(text) && (step?.troubles ?? []).some(line => DOWN.test(line.text))
  );
}

function judgeNetwork(subject: Subject, operation: Operation): Finding {
  const {text} = subject;
  const phase = phaseOf(operation);
  const host = findHost(subject);
  const twins: Twin[] = [];
  if (/\bconnection (?:refused|reset)|\bbroken pipe\b|\bEOF$|\btimeout\b|\bdeadline\b/im.test(text))
    twins.push(['PROV-3D', 'Others cannot reach this registry either, or its status page says so.']);
  if (
    /\bno such host\b/.test(text) &&
    (/[A-Z]/.test(host ?? '') || (host !== undefined && !/[.:]/.test(host)))
  )
    twins.push([
      'PROV-3H',
      'The first part of the reference is taken for a host: it is part of the name, which must be lower-case.'
    ]);
  if (operation === 'pull' && isStageLike(subject))
    twins.push([
      'PROV-028',
      'The name is that of a stage, misspelt: an unknown stage is looked up as an image.'
    ]);
  return twins.length === 0 ? {code: 'PROV-3G', phase} : {code: 'PROV-3G', phase, twins};
}

/** Whether the image was named as a stage would be: without a slash, by `COPY --from` or `FROM`. */
function isStageLike({step, log}: Subject): boolean {
  return (
    /\bload metadata for docker\.io\/library\/[\w-]{1,100}:latest$/.test(step?.name ?? '') &&
    log.dockerfile.some(line => /^ {0,8}\d{1,7} \| >>> .{0,500}--from=/.test(line.text))
  );
}

/** BuildKit resolves the generator of SBOMs as it does a frontend, of which it quotes the line that names it. */
const UNQUOTED: Finding = {
  code: 'PROV-010',
  phase: 'build',
  twins: [
    ['PROV-022', 'The image is no generator that sbom or attests names, but the frontend in BUILDKIT_SYNTAX.']
  ]
};

/** A base image, a frontend, a generator or a manifest that is not there. */
export function judgeMissing({text, log}: Subject, operation: Operation): Finding | undefined {
  if (
    /no match for platform in manifest|none of the manifests match the provided platforms|no matching manifest for \S+ in the manifest list|does not match the specified platform/.test(
      text
    )
  )
    return {code: 'PROV-4D', phase: 'build'};
  if (!/(?:: not found|\bmanifest unknown\b|\bMANIFEST_UNKNOWN\b.{0,200})$/im.test(text)) return undefined;
  if (operation === 'pull') return {code: 'PROV-028', phase: 'build'};
  if (operation === 'frontend') return quotesSyntax(log) ? {code: 'PROV-022', phase: 'build'} : UNQUOTED;
  return operation === 'inspect' ? {code: 'PROV-6T', phase: 'verify', twins: missingTwins(text)} : undefined;
}

function missingTwins(text: string): readonly Twin[] {
  const never: Twin = [
    'PROV-2G',
    'It was never pushed, or under another name: later it is not there either.'
  ];
  if (!text.includes('@sha256:')) return [never];
  return [
    never,
    ['PROV-4E', 'The digest comes from a job that pushed by digest, into another repository or not at all.']
  ];
}

function phaseOf(operation: Operation): DiagnosticPhase {
  const phases: Record<Operation, DiagnosticPhase> = {
    push: 'push',
    pull: 'build',
    frontend: 'build',
    inspect: 'verify',
    boot: 'build',
    other: 'push'
  };
  return phases[operation];
}
