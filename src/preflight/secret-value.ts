/** Which values can be secrets, and how surely one is told by its characters alone. Knows no place to look. */

/** Shorter ones stand in every text. */
export const SHORTEST_SECRET = 6;

/** What people write where no secret is meant, or where everybody knows it. */
const TRIVIAL = new Set(
  [
    'true false enabled disabled none null undefined default main master trunk latest nightly stable canary',
    'release releases production development staging preview testing local localhost debug info warning error',
    'password passwd passphrase secret secrets token tokens changeme changeit change-me change_me replaceme',
    'replace-me placeholder example sample dummy dummy-value dummy_value dummytoken dummy-token dummykey dummy-key',
    'fake-token fakekey fake-key invalid insecure notasecret not-a-secret not-needed unused unset redacted hidden',
    'your-token your_token yourtoken your-password your-api-key your_api_key my-secret mysecret mypassword',
    'supersecret_change_me admin administrator root user username guest nobody runner docker github gitlab postgres',
    'postgresql mysql mariadb mongodb redis rabbitmq minio minioadmin anonymous public private internal',
    'ubuntu debian alpine fedora linux windows darwin x86_64 aarch64 x-access-token oauth2 build builder',
    'test-token test-key test-secret test_token test_key test_secret testtoken testkey testsecret testpassword',
    '123456 1234567 12345678 123456789 1234567890 000000 abcdef abcdefg abc123 qwerty letmein'
  ].flatMap(line => line.split(' '))
);

const MARKS = /[$<>]|\{\{|\*{3}|%s|%\(|\.\.\.|…/;
const PLACEHOLDER =
  /x{5,}|example|placeholder|change[-_]?me|replace[-_]?me|your[-_]|dummy|redacted|not[-_]?real/i;

/** Too short, or a word that says nothing: never counts, wherever it came from. */
export function isTrivial(value: string): boolean {
  const text = value.trim();
  if (text.length < SHORTEST_SECRET || /^(.)\1*$/s.test(text)) return true;
  return TRIVIAL.has(text.toLowerCase());
}

/** What stands for a secret: a variable, a pattern, an example. */
export function isPlaceholder(value: string): boolean {
  return isTrivial(value) || MARKS.test(value) || PLACEHOLDER.test(value);
}

/**
 * - `strong`: nobody writes it by chance, not even within a longer text
 * - `ordinary`: counts where it stands by itself, as a word does
 * - `word`: a word or a plain number, which stands in many texts: counts as a whole value alone
 */
export type Strength = 'strong' | 'ordinary' | 'word';

const LONG = 16;
const VERY_LONG = 24;

/** `word`, `WORD`, `Word`, `twoWords`. */
const WORD = /^(?:[A-Z]+|[A-Za-z]?[a-z]+(?:[A-Z][a-z]{2,})*)$/;

export function gradeSecret(value: string): Strength {
  const hasDigit = /\d/.test(value);
  const hasLetter = /[A-Za-z]/.test(value);
  if (value.split(/[-_./: ]/).every(part => WORD.test(part)))
    return value.length >= VERY_LONG ? 'ordinary' : 'word';
  if (/^[\d.]+$/.test(value)) return value.length >= LONG ? 'ordinary' : 'word';
  if (isAddress(value)) return 'ordinary';
  if (value.length >= VERY_LONG || (value.length >= LONG && hasDigit && hasLetter)) return 'strong';
  return 'ordinary';
}

/** A path, or a URL without a user: it says where something is. */
export function isAddress(value: string): boolean {
  const text = value.trim();
  if (/^(?:\.{0,2}\/|~\/|[A-Za-z]:\\)[^\s=]*$/.test(text) && !/[+=]/.test(text)) return true;
  return /^[a-z][a-z0-9+.-]*:\/\/[^\s@?]*$/i.test(text);
}

/** Whether many different characters, of several kinds, follow each other without sense. */
export function looksRandom(value: string): boolean {
  if (value.length < LONG || /\s/.test(value) || isAddress(value)) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/].filter(kind => kind.test(value)).length;
  const different = new Set(value).size;
  return kinds >= 2 && /\d/.test(value) && different >= 9;
}
