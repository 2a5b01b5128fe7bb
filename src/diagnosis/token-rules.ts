/** The job's identity token, for Sigstore and for the logins of clouds. */
import {listRules} from './rule.ts';
import type {PatternRule, Twin} from './rule.ts';

export const FORK: Twin = [
  'PROV-1A',
  'The run is for a pull request from a fork or for Dependabot, which never get one.'
];
const REFUSED: Twin = [
  'PROV-2B',
  'Both variables of the token service are set, and it refuses or cannot be reached.'
];
const KEYS: Twin = ['PROV-3B', 'The step takes keys and no role: then the secrets that hold them are empty.'];

const SIGNING: readonly PatternRule[] = [
  ...listRules(
    'PROV-2A',
    'sign',
    [
      /^(?:Failed to get ID token: )?(?:Error message: )?Unable to get ACTIONS_ID_TOKEN_REQUEST_(?:URL|TOKEN) env variable/
    ],
    [FORK]
  ),
  ...listRules('PROV-2A', 'sign', [/^missing "id-token" permission\b/], [FORK]),
  ...listRules('PROV-2B', 'sign', [
    /^(?:Failed to get ID token: ?)?(?:Error Code ?: \d{3}|Error message: Failed to get ID Token|.{0,40}Response json body do not have ID Token field)/i
  ]),
  ...listRules('PROV-2B', 'sign', [/^(?:Missing claims: |Unexpected "iss" claim|unexpected "?iss"? claim)/i]),
  ...listRules('PROV-2D', 'sign', [/^Invalid server URL\b/]),
  ...listRules(
    'PROV-2A',
    'sign',
    [
      /^failed to get (?:OIDC|ID) token\b(?!: Error message: )|^CI: no tokens available|\berror retrieving identity token\b|\bIDENTITY_TOKEN_READ_ERROR\b/i
    ],
    [REFUSED, FORK]
  ),
  ...listRules(
    'PROV-2A',
    'sign',
    [
      /(?:retrieving cert|getting key from Fulcio|getting signer): .{0,300}(?:error obtaining token|getting provider|fetching ambient OIDC|oidc: |expired_token|device flow|no (?:matching )?OIDC provider)/i
    ],
    [REFUSED]
  ),
  ...listRules('PROV-2B', 'sign', [
    /There was an error processing the identity token|\bIDENTITY_TOKEN_PARSE_ERROR\b/
  ]),
  ...listRules('PROV-2B', 'sign', [/^Failed to get ID token\b/]),
  ...listRules(
    'PROV-2A',
    'sign',
    [
      /^Non-interactive mode detected, using device flow|^Enter the verification code \S{1,40} in your browser at: https:\/\/oauth2\.sigstore\.dev\//
    ],
    [REFUSED]
  )
];

/** The login of a cloud whose registry is pushed to, by the job's identity token. */
const CLOUD: readonly PatternRule[] = [
  ...listRules(
    'PROV-2A',
    'push',
    [
      /^(?:google-github-actions\/auth failed with: )?.{0,80}\bgitHub Actions did not inject \$ACTIONS_ID_TOKEN_REQUEST_TOKEN\b/,
      /^Please make sure to give write permissions to id-token in the workflow\b/
    ],
    [FORK]
  ),
  ...listRules(
    'PROV-2A',
    'push',
    [
      /^Credentials could not be loaded, please check your action inputs: Could not load credentials from any providers/
    ],
    [KEYS, FORK]
  ),
  ...listRules('PROV-2B', 'push', [
    /^Could not assume role with OIDC: /,
    /^(?:google-github-actions\/auth failed with: )?.{0,80}\bfailed to generate Google Cloud federated token\b/,
    /^(?:: )?AADSTS7002\d{1,4}: No matching federated identity record found\b/
  ])
];

export const TOKEN_RULES: readonly PatternRule[] = [...SIGNING, ...CLOUD];
