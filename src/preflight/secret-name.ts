/** Which names say that their value is a secret. Knows no value. */

/** Anywhere in the name. */
const SECRET_WORDS = new Set(
  (
    'token tokens secret secrets password passwords passwd passphrase passphrases passcode pass pwd pw ' +
    'apikey apikeys credential credentials creds pat privatekey accesskey secretkey accesstoken authtoken'
  ).split(' ')
);

/** What kind of key it is that would be a secret; alone, at the end of a name, `key` is one too. */
const KEY_WORDS = new Set(['key', 'keys']);

/** The name says that it is about a secret, and the value something else about it; the last word of the name. */
const ASPECTS = new Set(
  (
    'file files path paths dir directory folder url uri urls href link name names id ids type types algorithm alg ' +
    'ttl expiry expires expiration lifetime timeout interval age length len size limit limits count counts max min ' +
    'enabled enable disabled disable required optional header headers prefix suffix version region issuer audience ' +
    'endpoint host hostname port user username login email format encoding server fingerprint policy rotation ' +
    'provider scope scopes store storage ring scan map source ref reference arn mount backend engine method mode ' +
    'budget usage window price cost strategy separator pattern regex validator generator manager model vocab hint'
  ).split(' ')
);

/** Known to everybody, or no key to anything. */
const HARMLESS_WORDS = new Set(
  (
    'public pub publishable published dummy example sample fake cache primary foreign sort partition index lookup ' +
    'hot row group bucket idempotency map object sitekey keyboard shortcut translation i18n license spdx tokenizer ' +
    'cancellation csrf nonce'
  ).split(' ')
);

/** Tools that put what bears this prefix into what every browser gets. */
const BROWSER_PREFIX = /^(?:NEXT_PUBLIC|VITE|REACT_APP|EXPO_PUBLIC|GATSBY|NUXT_PUBLIC|VUE_APP|PUBLIC)_/i;

/** Whether the name of an argument, a label or a variable says that its value is a secret. */
export function isSecretName(name: string): boolean {
  if (BROWSER_PREFIX.test(name)) return false;
  const words = splitWords(name);
  const last = words.at(-1) ?? '';
  if (ASPECTS.has(last) || words.some(word => HARMLESS_WORDS.has(word))) return false;
  // The shell's own.
  if (/^(?:OLD)?PWD$/.test(name)) return false;
  return words.some(word => SECRET_WORDS.has(word)) || KEY_WORDS.has(last);
}

/** `apiToken`, `API_TOKEN`, `com.acme/api-token`: api, token. */
function splitWords(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z\d]+/)
    .filter(word => word !== '')
    .map(word => word.toLowerCase());
}
