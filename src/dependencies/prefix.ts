/** What may serve as a prefix of URIs. Knows no material. */

/** What a client may read in another way than we do; `..` leads elsewhere than the prefix says. */
const AMBIGUOUS = /[\\\s\p{C}]|(?:^|\/)(?:\.|%2e){1,2}(?:[/?#]|$)/iu;

export function isAmbiguous(uri: string): boolean {
  return AMBIGUOUS.test(uri);
}

/** Whether a text may serve as a prefix at all. */
export function isPrefix(text: string): boolean {
  return text !== '' && !isAmbiguous(text);
}
