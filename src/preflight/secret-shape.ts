/** What tokens and keys look like, whoever gave them out. Patterns alone; each is linear in the length of the text. */
import {isPlaceholder, looksRandom} from './secret-value.ts';

export interface Shape {
  /** With its article: `a GitHub token`. */
  readonly what: string;
  /** Where its first group takes part, that is the secret. Global. */
  readonly pattern: RegExp;
  /** Where the pattern says too little by itself. */
  readonly random?: true;
}

/** Found in a text. */
export interface ShapeMatch {
  readonly what: string;
  readonly at: number;
  readonly length: number;
}

/** Not within a longer word. */
const token = (what: string, source: string): Shape => ({
  what,
  pattern: new RegExp(`(?<![A-Za-z0-9])(?:${source})(?![A-Za-z0-9])`, 'g')
});

const SHAPES: readonly Shape[] = [
  {what: 'a private key', pattern: /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g},
  // How such a line begins in base64.
  {
    what: 'a private key in base64',
    pattern:
      /LS0tLS1CRUdJTiBQUklW|LS0tLS1CRUdJTiBSU0EgUFJJ|LS0tLS1CRUdJTiBFQyBQUkl|LS0tLS1CRUdJTiBPUEVOU1NI|LS0tLS1CRUdJTiBFTkNSWVBURU/g
  },
  token('a GitHub token', 'gh[pousr]_[A-Za-z0-9]{36,255}'),
  token('a GitHub token', 'github_pat_[A-Za-z0-9_]{22,255}'),
  token('a GitLab token', 'gl(?:pat|ptt|dt|rt|cbt|soat|agent|ffct|imt|oas)-[A-Za-z0-9_.-]{20,300}'),
  token('an npm token', 'npm_[A-Za-z0-9]{36}'),
  token('a PyPI token', 'pypi-AgE[A-Za-z0-9_-]{50,400}'),
  token('a RubyGems token', 'rubygems_[a-f0-9]{48}'),
  token('a NuGet key', 'oy2[a-z0-9]{43}'),
  token('a crates.io token', 'cio[A-Za-z0-9]{32}'),
  token('a Docker token', 'dckr_(?:pat|oat)_[A-Za-z0-9_-]{20,80}'),
  token('a Slack token', 'xox[abeoprs]-[A-Za-z0-9-]{10,250}'),
  token('a Slack token', 'xapp-\\d-[A-Za-z0-9-]{10,250}'),
  {
    what: 'a Slack webhook',
    pattern: /hooks\.slack\.com\/(?:services|workflows)\/[A-Z0-9]{8,}\/[A-Z0-9]{8,}\/[A-Za-z0-9]{16,}/g
  },
  {what: 'a Discord webhook', pattern: /discord(?:app)?\.com\/api\/webhooks\/\d{15,22}\/[\w-]{50,}/g},
  token('an AWS access key', '(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}'),
  {
    what: 'an AWS secret key',
    pattern: /aws.{0,20}?(?:secret|key).{0,20}?[=:\s"']([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/gi,
    random: true
  },
  token('a Google API key', 'AIza[A-Za-z0-9_-]{35}'),
  token('a Google OAuth token', 'ya29\\.[A-Za-z0-9_-]{20,300}'),
  token('a Google OAuth secret', 'GOCSPX-[A-Za-z0-9_-]{28}'),
  {what: 'a key of an Azure storage account', pattern: /AccountKey=([A-Za-z0-9+/]{60,100}={0,2})/g},
  token('an Azure client secret', '[A-Za-z0-9_~.-]{3}8Q~[A-Za-z0-9_~.-]{34}'),
  token('a Stripe key', '(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,250}'),
  {
    ...token(
      'an OpenAI or Anthropic key',
      'sk-(?:proj-|svcacct-|admin-|ant-[a-z0-9]{2,10}-)?[A-Za-z0-9_-]{32,250}'
    ),
    random: true
  },
  token('a Hugging Face token', 'hf_[A-Za-z0-9]{30,60}'),
  token('a SendGrid key', 'SG\\.[A-Za-z0-9_-]{16,32}\\.[A-Za-z0-9_-]{32,64}'),
  token('a Twilio key', 'SK[0-9a-f]{32}'),
  token('a Telegram token', '\\d{8,10}:AA[A-Za-z0-9_-]{33}'),
  token('a DigitalOcean token', 'do[opr]_v1_[a-f0-9]{64}'),
  token('a HashiCorp Vault token', 'hv[sbr]\\.[A-Za-z0-9_-]{24,300}'),
  token('a Terraform Cloud token', '[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_-]{60,70}'),
  token('an Atlassian token', 'ATATT3[A-Za-z0-9_=-]{60,300}'),
  token('a Sentry token', 'sntr[ysu]_[A-Za-z0-9+/=_-]{40,300}'),
  token('a Grafana token', 'gl(?:sa|c)_[A-Za-z0-9_+/=]{32,300}'),
  token('a Shopify token', 'shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}'),
  token('a Linear key', 'lin_api_[A-Za-z0-9]{40}'),
  token('a Doppler token', 'dp\\.(?:pt|st|ct|sa)\\.[A-Za-z0-9._-]{40,80}'),
  token('a Tailscale key', 'tskey-[a-z]{3,10}-[A-Za-z0-9_-]{16,80}'),
  token('an age key', 'AGE-SECRET-KEY-1[A-Z0-9]{58}'),
  token('a Postman key', 'PMAK-[a-f0-9]{24}-[a-f0-9]{34}'),
  token('a Databricks token', 'dapi[a-f0-9]{32}'),
  token('a PlanetScale token', 'pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.-]{32,64}'),
  {
    what: 'a JSON Web Token',
    pattern: /(?<![\w-])eyJ[\w-]{10,4000}\.eyJ[\w-]{10,8000}\.[\w-]{10,2000}/g
  },
  {
    what: 'an Authorization header',
    pattern:
      /authorization["']?\s{0,3}[:=]\s{0,3}["']?(?:bearer|basic|token)\s{1,3}([A-Za-z0-9+/=._~-]{12,4000})/gi
  },
  {
    what: 'a token of npm',
    pattern: /:_(?:authToken|auth|password)\s{0,3}=\s{0,3}["']?([A-Za-z0-9+/=._~-]{12,4000})/g
  },
  {
    what: 'a token in a URL',
    pattern:
      /[?&](?:access_token|private_token|auth_token|api_?key|token|sig|signature|x-amz-signature|x-goog-signature|client_secret)=([A-Za-z0-9%+/=._~-]{16,4000})/gi,
    random: true
  }
];

/** In a text of so many characters at most. */
const TEXT_LIMIT = 256 * 1024;

/** What of the text looks like a token or a key, and is no example of one. */
export function findShapes(text: string): readonly ShapeMatch[] {
  const searched = text.slice(0, TEXT_LIMIT);
  return SHAPES.flatMap(({what, pattern, random}) =>
    [...searched.matchAll(pattern)].flatMap(match => {
      const secret = match[1] ?? match[0];
      if (isPlaceholder(secret) || (random === true && !looksRandom(secret))) return [];
      return [{what, at: match.index, length: secret.length}];
    })
  );
}
