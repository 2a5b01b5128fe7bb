/** Booleans as buildx and BuildKit read them, in flags and in environment variables. */

/** What Go's `strconv.ParseBool` reads; undefined for anything else. https://pkg.go.dev/strconv#ParseBool */
export function parseGoBoolean(text: string): boolean | undefined {
  if (/^(?:1|t|T|true|TRUE|True)$/.test(text)) return true;
  if (/^(?:0|f|F|false|FALSE|False)$/.test(text)) return false;
  return undefined;
}
