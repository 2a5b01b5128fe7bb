/** Looking for signatures and checking them: in the words of cosign and gh. */
import {listRules} from './rule.ts';
import type {PatternRule, Twin} from './rule.ts';

const NOT_YET: Twin = ['PROV-6', 'It was pushed seconds ago: some minutes later it is there.'];
const LOST: Twin = ['PROV-3I', 'It had been there: two writers of the tag `sha256-…` overwrote each other.'];

export const SIGNATURE_RULES: readonly PatternRule[] = [
  ...listRules(
    'PROV-1C',
    'verify',
    [/\bfailed to fetch attestations (?:for subject|from)\b/],
    [NOT_YET, ['PROV-2E', 'GitHub cannot be reached, or gh has no token for the repository.']]
  ),
  ...listRules('PROV-2F', 'verify', [
    /\bnone of the expected identities matched what was in the certificate\b|\bno matching CertificateIdentity found\b|\bfailed to verify certificate identity\b|\bexpected (?:SAN|issuer|SourceRepository\w{0,20}|\w{1,40}) (?:value )?to (?:match|be) .{1,1000}\bgot\b|\bcertificate identity does not match\b|\bUNTRUSTED_SIGNER_ERROR\b|\bcertificate identity error - expected\b|\binvalid certificate extension - (?:expected|missing)\b/i
  ]),
  ...listRules(
    'PROV-1C',
    'verify',
    [
      /\bno (?:matching )?attestations found\b|\bno signatures found\b|\bfound no attestations\b|\bno matching attestations: *$|\bnone of the attestations matched the predicate type\b/i
    ],
    [NOT_YET, LOST]
  ),
  ...listRules(
    'PROV-1C',
    'verify',
    [/^HTTP 404: Not Found \(https:\/\/[\w.-]{1,200}\/repos\/\S{1,300}\/attestations\//],
    [NOT_YET, ['PROV-2D', 'The repository can have none: it is private, on a plan without attestations.']]
  ),
  ...listRules('PROV-1G', 'verify', [
    /\b(?:invalid signature when validating|signature verification failed|could not verify envelope|accepted signatures do not match threshold|failed to verify signature|no matching (?:signatures|attestations): .{0,300}(?:invalid|verif))/i
  ]),
  ...listRules('PROV-1G', 'verify', [
    /\bnot enough verified (?:log entries|timestamps)\b|\b(?:TLOG_BODY|TLOG_INCLUSION_PROOF|SIGNATURE|CERTIFICATE)_ERROR\b/
  ]),
  ...listRules('PROV-010', 'verify', [
    /^To use GitHub CLI in a GitHub Actions workflow, set the GH_TOKEN environment variable|^--certificate-identity(?: or --certificate-identity-regexp)? is required|^(?:--certificate-oidc-issuer|either --owner or --repo)\b/,
    /^HTTP 401: Bad credentials \(https:\/\/[\w.-]{1,200}\//
  ])
];
