/** Where texts hold what is, or looks like, a secret. Pure; judges nothing, and says never what one is. */
import {isSecretName} from './secret-name.ts';
import {findNeedle, prepareHaystack, prepareNeedle} from './secret-search.ts';
import type {Encoding, Needle} from './secret-search.ts';
import {findShapes} from './secret-shape.ts';
import {findUrlCredentials} from './secret-url.ts';
import {isAddress, isPlaceholder} from './secret-value.ts';

/** A text that goes into the provenance, or into the image. */
export interface Published {
  /** `build-args`, `Dockerfile`, `context`. */
  readonly where: string;
  /** Of an argument, a label, a variable: what its value stands under. */
  readonly name?: string;
  readonly text: string;
  /** 1-based, of the text's first line. */
  readonly line?: number;
  /** The text is searched elsewhere already: here the name alone is judged. */
  readonly nameOnly?: boolean;
  /** What merely looks like a secret is there with good reason. */
  readonly knownOnly?: boolean;
  /** A URL that this run goes to: nothing in it is an example. */
  readonly used?: boolean;
}

/** A secret that this run knows. */
export interface KnownSecret {
  /** What it is: `input secrets: npm`, `variable DEPLOY_TOKEN`. */
  readonly name: string;
  readonly value: string;
  /** Nobody said that it is a secret, but its name does: weak values do not count. */
  readonly guessed?: boolean;
}

/** By what a secret was found, the most telling first. */
export type SecretRule = 'known' | 'url' | 'shape' | 'name';

export interface Sighting {
  readonly rule: SecretRule;
  readonly certain: boolean;
  readonly what: string;
  readonly length: number;
  readonly encoding?: Encoding;
  readonly line?: number | undefined;
  /** It is, or may be, the name that holds it. */
  readonly inName?: boolean;
}

export interface PreparedSecret {
  readonly known: KnownSecret;
  readonly needle: Needle;
}

/** Equal values are one secret, under its first name. */
export function prepareNeedles(known: readonly KnownSecret[]): readonly PreparedSecret[] {
  const byValue = new Map<string, PreparedSecret>();
  for (const secret of known) {
    const needle = prepareNeedle(secret.value);
    if (needle === undefined || (secret.guessed === true && isWeakGuess(needle))) continue;
    const before = byValue.get(needle.value);
    if (before === undefined || (before.known.guessed === true && secret.guessed !== true)) {
      byValue.set(needle.value, {known: secret, needle});
    }
  }
  return [...byValue.values()];
}

function isWeakGuess({strength, value}: Needle): boolean {
  return strength === 'word' || isAddress(value) || isPlaceholder(value);
}

/** All that the text holds, its name among it. */
export function findSightings(item: Published, needles: readonly PreparedSecret[]): readonly Sighting[] {
  const known = item.nameOnly === true ? [] : findKnown(item, needles);
  if (item.knownOnly === true) return known;
  const looks = item.nameOnly === true ? [] : findLooks(item);
  return [...known, ...looks, ...findNamed(item)];
}

function findKnown(item: Published, needles: readonly PreparedSecret[]): readonly Sighting[] {
  const value = prepareHaystack(item.text);
  const name = item.name === undefined ? undefined : prepareHaystack(item.name);
  return needles.flatMap(({known, needle}) => {
    const encoding = findNeedle(needle, value);
    const inName =
      name !== undefined && needle.strength === 'strong' && findNeedle(needle, name) !== undefined;
    if (encoding === undefined && !inName) return [];
    return [
      {
        rule: 'known',
        certain: known.guessed !== true || needle.strength === 'strong',
        what: `holds ${known.name}`,
        length: needle.value.length,
        line: encoding === undefined ? item.line : locateNeedle(item, needle),
        inName,
        ...(encoding === undefined || encoding === 'plain' ? {} : {encoding})
      }
    ];
  });
}

/** The first line that holds it alone; a secret over several lines is where its first one is. */
function locateNeedle({text, line: first}: Published, needle: Needle): number | undefined {
  if (first === undefined) return undefined;
  const lines = text.split(/\r?\n/);
  const at = lines.findIndex(
    line => line.length >= 4 && findNeedle(needle, prepareHaystack(line)) !== undefined
  );
  if (at !== -1) return first + at;
  const start = needle.value.split('\n', 1)[0] ?? '';
  return (
    first +
    Math.max(
      lines.findIndex(line => line.includes(start)),
      0
    )
  );
}

/** A text with more of them tells nothing new. */
const LOOKS_LIMIT = 100;

function findLooks({name, text, line, used}: Published): readonly Sighting[] {
  const whole = name === undefined ? text : `${name}=${text}`;
  const views = prepareHaystack(whole).views.map(view => view.text);
  const lineOf = (view: string, at: number) =>
    line === undefined ? undefined : line + (view.slice(0, at).match(/\n/g)?.length ?? 0);
  const inName = (view: string, at: number) => view === whole && at < (name?.length ?? 0);
  return views.flatMap(view => [
    ...findUrlCredentials(view, used)
      .slice(0, LOOKS_LIMIT)
      .map(({at, length}) => ({
        ...({rule: 'url', certain: true, what: 'holds credentials in a URL', length} as const),
        ...{line: lineOf(view, at), inName: inName(view, at)}
      })),
    ...findShapes(view)
      .slice(0, LOOKS_LIMIT)
      .map(({what, at, length}) => ({
        ...({rule: 'shape', certain: false, what: `holds what looks like ${what}`, length} as const),
        ...{line: lineOf(view, at), inName: inName(view, at)}
      }))
  ]);
}

/** Values that are no secret whatever their name says. */
const HARMLESS_VALUE =
  /^(?:\d{1,10}|v?\d+(?:\.\d+)+\S{0,20}|(?:arn|op|vault|secret|env|file|ref|kms|awssm|gcpsm|projects)[:/]\S*)$/i;
/** The fingerprint of a key that everybody may have. */
const FINGERPRINT = /^(?:0x)?(?:[0-9A-F]{40}|[0-9A-F]{16}|[0-9A-F]{8})(?:\s+(?:0x)?[0-9A-F]{8,40})*$/;

function findNamed({name, text, line}: Published): readonly Sighting[] {
  const value = text.trim();
  if (name === undefined || isPlaceholder(value) || isAddress(value) || HARMLESS_VALUE.test(value)) return [];
  if (!isSecretName(name) || (FINGERPRINT.test(value) && /key/i.test(name))) return [];
  return [{rule: 'name', certain: false, what: 'is named like a secret', length: value.length, line}];
}
