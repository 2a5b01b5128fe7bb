/** Signing and storing what is signed: in the words of actions/attest, sigstore-js, cosign and gh. */
import {ATTACH_RULES} from './attach-rules.ts';
import {findByPattern, listRules} from './rule.ts';
import type {Finding, PatternRule, Subject, Twin} from './rule.ts';
import {SIGNATURE_RULES} from './signature-rules.ts';
import {FORK, TOKEN_RULES} from './token-rules.ts';

const PLAN: Twin = [
  'PROV-2D',
  'The repository is private on a plan without attestations: the permission changes nothing.'
];

const UNREACHED = String.raw`(?:\(?\b(?:408|429|5\d\d)\b|dial tcp|deadline exceeded|timed? ?out|timeout|connection (?:refused|reset)|no such host|ECONN|ENOTFOUND|EAI_AGAIN|socket hang up|EOF|fetch failed|giving up after|network)`;
const unreached = (before: string): RegExp => new RegExp(`${before}.{0,1000}${UNREACHED}`, 'i');

const SERVICES: readonly PatternRule[] = [
  ...listRules('PROV-010', 'store', [/^Failed to persist attestation: .{0,60}duplicate subject\b/]),
  ...listRules('PROV-2E', 'sign', [
    /\b(?:getting CTFE public keys|creating cached local store|verifying SCT)\b/
  ]),
  ...listRules(
    'PROV-2C',
    'store',
    [/^Failed to persist attestation: Resource not accessible by integration/],
    [PLAN, FORK]
  ),
  ...listRules('PROV-2D', 'store', [/^Failed to persist attestation: .{0,40}Feature not available\b/]),
  ...listRules('PROV-2F', 'store', [/^Failed to persist attestation: .{0,60}values do not match\b/]),
  ...listRules('PROV-2E', 'store', [
    /^Failed to persist attestation: (?:Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out|.{0,200}\b5\d\d\b|.{0,200}(?:timeout|ECONN|fetch failed|rate limit))/i
  ]),
  ...listRules(
    'PROV-2D',
    'store',
    [/^Failed to persist attestation: (?:Not Found|.{0,200}\b404\b)/],
    [['PROV-2C', 'The token lacks `attestations: write`.']]
  ),
  ...listRules(
    'PROV-2C',
    'store',
    [/^Failed to persist attestation: (?:Bad credentials|Must have|.{0,200}\b40[13]\b)/],
    [PLAN]
  ),
  ...listRules('PROV-1I', 'sign', [
    /\bpredicate (?:file )?exceeds maximum allowed size\b|^SBOM file exceeds maximum allowed size\b/
  ]),
  ...listRules('PROV-2G', 'sign', [/^Could not find subject at path\b/]),
  ...listRules('PROV-010', 'sign', [
    /^(?:One of subject-path\b|subject-(?:name|digest|path) must be|Only one of subject-path\b|Too many subjects specified\b|One of predicate-?path\b)/i
  ]),
  ...listRules('PROV-2E', 'sign', [
    /\berror creating (?:signing certificate|tlog entry|timestamp)\b.{0,40}\((?:409|408|429|5\d\d)\)/
  ]),
  ...listRules('PROV-2E', 'sign', [
    unreached(String.raw`\berror creating (?:signing certificate|tlog entry|timestamp)\b`)
  ]),
  ...listRules('PROV-2B', 'sign', [/\berror creating signing certificate - \(40[013]\)/]),
  ...listRules('PROV-2E', 'sign', [
    /\b(?:CA_CREATE_SIGNING_CERTIFICATE|TLOG_(?:CREATE|FETCH)_ENTRY|TSA_CREATE_TIMESTAMP|TUF_\w{1,60})_ERROR\b|\bTUF_\w{1,60}_ERROR\b|\berror creating (?:tlog entry|signing certificate|timestamp)\b/
  ]),
  ...listRules('PROV-2E', 'sign', [
    /\berror (?:refreshing|updating to) TUF (?:metadata|remote)\b|\b(?:initializing|updating) (?:tuf|trusted root|local metadata)\b.{0,300}:|^getting Rekor public keys\b|\[POST \/api\/v1\/log\/entries\]\[(?:409|429|5\d\d)\]/i
  ]),
  ...listRules('PROV-2E', 'sign', [
    unreached(
      String.raw`\b(?:rekor|fulcio|timestamp|tuf-repo(?:-cdn)?|oauth2)\.(?:sigstore\.dev|githubapp\.com|github\.com)\b`
    )
  ])
];

/** In the order of the work: token, signing, storing, attaching, checking. */
export const SIGSTORE_RULES: readonly PatternRule[] = [
  ...TOKEN_RULES,
  ...SERVICES,
  ...ATTACH_RULES,
  ...SIGNATURE_RULES
];

export function judgeSigstore({text}: Pick<Subject, 'text'>): Finding | undefined {
  return findByPattern(SIGSTORE_RULES, text);
}
