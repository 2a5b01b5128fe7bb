/** The forms in which a secret can turn up in a log. Knows no log. */

/** Shorter lines of a longer secret (`{`, `}`) would turn the whole log into asterisks. */
const SHORTEST_LINE = 4;

/**
 * Everything that has to be masked for one secret: itself, its lines (GitHub masks line by line), base64 in both
 * alphabets, with and without padding, and URL-encoded. Empty for a blank secret: masking that is an error.
 */
export function listSecretForms(secret: string): string[] {
  if (secret.trim() === '') return [];
  const lines = secret.split(/[\r\n]+/).map(line => line.trim());
  const whole = lines.length === 1 ? [secret, secret.trim()] : [secret];
  const forms = [...whole, secret.trim()].flatMap(listEncodings);
  return [...new Set([...whole, ...lines.filter(line => line.length >= SHORTEST_LINE), ...forms])];
}

function listEncodings(text: string): string[] {
  const bytes = Buffer.from(text);
  const base64 = bytes.toString('base64');
  const encodings = [
    base64,
    base64.replace(/=+$/, ''),
    bytes.toString('base64url'),
    encodeURIComponent(text.toWellFormed())
  ];
  return encodings.filter(encoding => encoding.length >= SHORTEST_LINE);
}
