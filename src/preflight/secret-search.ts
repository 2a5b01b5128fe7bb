/** Finds a secret in a text, in whatever encoding it stands there. Knows neither inputs nor builds. */
import {gradeSecret, isTrivial} from './secret-value.ts';
import type {Strength} from './secret-value.ts';

/** How the secret stood there; several, outermost first: `URL-encoded base64`. */
export type Encoding = string;

/** A secret, made ready to be looked for. */
export interface Needle {
  readonly value: string;
  readonly strength: Strength;
  /** What to look for, in a text whose white space was left in, or taken out. */
  readonly forms: readonly Form[];
}

interface Form {
  readonly encoding: 'plain' | 'base64' | 'hex' | 'plain, its lines joined';
  readonly text: string;
  /** Letters and digits may not go on on either side. */
  readonly delimited: boolean;
}

/** A text in the ways in which it can be read. */
export interface Haystack {
  readonly views: readonly View[];
  /** Of a longer text the whole, in which secrets are looked for as they are and in no encoding. */
  readonly long: readonly string[];
}

interface View {
  readonly encoding: 'URL-encoded' | 'escaped' | undefined;
  readonly text: string;
  readonly joined: string;
  readonly base64: string;
  readonly hex: string;
}

/** Characters; Dockerfiles have a few thousand, predicates up to 16 million. */
const TEXT_LIMIT = 256 * 1024;
/** Of base64 that begins or ends within a group, so many characters are certain enough. */
const SHORTEST_FORM = 7;
const SHORTEST_WORD_FORM = 10;
/** A line of a key, each of which gives much of it away. */
const KEY_LINE = /^[\w+/=-]{40,}$/;

/** Undefined for a value that never counts. */
export function prepareNeedle(secret: string): Needle | undefined {
  const value = normalizeLines(secret).trim();
  if (isTrivial(value)) return undefined;
  const strength = gradeSecret(value);
  if (strength === 'word') {
    const forms = listEncoded(value).filter(({text}) => text.length >= SHORTEST_WORD_FORM);
    return {value, strength, forms};
  }
  const delimited = strength === 'ordinary';
  const lines = value.split('\n').map(line => line.trim());
  const several = lines.length > 1;
  return {
    value,
    strength,
    forms: [
      {encoding: 'plain', text: value, delimited},
      ...lines
        .filter(line => several && KEY_LINE.test(line))
        .map(text => ({encoding: 'plain', text, delimited: false}) as const),
      ...(several
        ? [{encoding: 'plain, its lines joined', text: joinLines(value), delimited: false} as const]
        : []),
      ...[value, ...(several ? [value.replaceAll('\n', '\r\n')] : [])].flatMap(listEncoded)
    ]
  };
}

function listEncoded(value: string): readonly Form[] {
  const bytes = Buffer.from(value);
  return [
    ...[0, 1, 2].map(offset => ({encoding: 'base64', text: cutBase64(bytes, offset)}) as const),
    {encoding: 'hex', text: bytes.toString('hex')} as const
  ]
    .filter(({text}) => text.length >= SHORTEST_FORM)
    .map(form => ({...form, delimited: false}));
}

/** The characters that these bytes alone decide, where so many others stand before them. */
function cutBase64(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  return text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
}

/**
 * The text, and what it says once its escapes are resolved. Beyond 256 KiB it is not decoded: a secret is found where it
 * stands there as it is, which takes some 10 ms for each in 16 MB.
 */
export function prepareHaystack(whole: string): Haystack {
  const text = normalizeLines(whole.slice(0, TEXT_LIMIT));
  const views = [describeView(undefined, text)];
  const add = (encoding: View['encoding'], read: string): void => {
    if (views.every(view => view.text !== read)) views.push(describeView(encoding, read));
  };
  if (text.includes('%')) add('URL-encoded', decodePercent(text));
  if (text.includes('%')) add('URL-encoded', decodePercent(text.replaceAll('+', ' ')));
  if (text.includes('\\')) add('escaped', resolveEscapes(text));
  return {views, long: whole.length > TEXT_LIMIT ? listLong(normalizeLines(whole)) : []};
}

function listLong(text: string): readonly string[] {
  return text.includes('\\') ? [text, normalizeLines(resolveEscapes(text))] : [text];
}

function describeView(encoding: View['encoding'], text: string): View {
  const joined = joinLines(text);
  const base64 = joined.replaceAll('-', '+').replaceAll('_', '/');
  const hex = text.replaceAll(/\\x|0x|[\s:,]/gi, '').toLowerCase();
  return {encoding, text, joined, base64, hex};
}

/** Where the secret stands, in which encoding; undefined where it does not. */
export function findNeedle({forms, value}: Needle, {views, long}: Haystack): Encoding | undefined {
  for (const view of views) {
    const form = forms.find(one => isIn(one, view));
    if (form === undefined) continue;
    // An escape of its own that is read as such stands there plain all the same.
    return (
      [view.encoding, form.encoding === 'plain' ? undefined : form.encoding].filter(Boolean).join(' ') ||
      'plain'
    );
  }
  const plain = forms.filter(({encoding}) => encoding === 'plain');
  const stands =
    views.some(({text}) => text.trim() === value) ||
    long.some(text => plain.some(form => isPlainIn(form, text)));
  return stands ? 'plain' : undefined;
}

function isIn({encoding, text, delimited}: Form, view: View): boolean {
  switch (encoding) {
    case 'plain':
      return isPlainIn({text, delimited}, view.text);
    case 'plain, its lines joined':
      return view.joined.includes(text);
    case 'base64':
      return view.base64.includes(text);
    case 'hex':
      return view.hex.includes(text);
  }
}

function isPlainIn({text: secret, delimited}: Pick<Form, 'text' | 'delimited'>, text: string): boolean {
  return delimited ? includesWord(text, secret) : text.includes(secret);
}

function includesWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const around = `${text[at - 1] ?? ' '}${text[at + word.length] ?? ' '}`;
    if (!/[A-Za-z0-9]/.test(around)) return true;
  }
  return false;
}

function normalizeLines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

function joinLines(text: string): string {
  return text.replaceAll(/\\?\s+/g, '');
}

/** Sequences that are no UTF-8 become U+FFFD; a lone `%` stays. */
function decodePercent(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, run =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString()
  );
}

const ESCAPES: Readonly<Record<string, string>> = {n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '\n': ''};

/** As JSON, shells and Dockerfiles do. */
function resolveEscapes(text: string): string {
  return text.replaceAll(
    /\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|([^]))/gi,
    (_, long?: string, short?: string, one = '') => {
      const code = long ?? short;
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      const character = String(one);
      return Object.hasOwn(ESCAPES, character) ? (ESCAPES[character] ?? '') : character;
    }
  );
}
