/** Secrets that are about to be published, found before anything is built. Pure; says where one is, never what. */
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

/** `default`: what surely is a secret stops the build, the rest warns. `strict`: all of it stops. */
export type SecretsMode = 'strict' | 'default' | 'off';

export interface ExposedSecret {
  readonly severity: 'error' | 'warning';
  readonly rule: 'known' | 'url' | 'shape' | 'name';
  readonly where: string;
  readonly name?: string;
  /** 1-based. */
  readonly line?: number;
  /** `holds variable DEPLOY_TOKEN`, `holds credentials in a URL`, `is named like a secret`. */
  readonly what: string;
  /** Undefined where it stands there as it is. */
  readonly encoding?: Encoding;
  /** Characters of the secret; of the value, where the name alone says something. */
  readonly length: number;
}

export interface SecretsQuestion {
  readonly published: readonly Published[];
  readonly known: readonly KnownSecret[];
  readonly mode: SecretsMode;
}

/** What should not be published, the worst first; of one place only what says most. Holds no value. */
export function findExposedSecrets({published, known, mode}: SecretsQuestion): readonly ExposedSecret[] {
  if (mode === 'off') return [];
  const needles = prepareNeedles(known);
  const found = published.flatMap(item => {
    const sightings = item.nameOnly === true ? [] : [...findKnown(item, needles), ...findLooks(item)];
    return keepTelling([...sightings, ...findNamed(item)]).map(one => describe(item, one, mode));
  });
  return keepOncePerLine(found).toSorted(
    (a, b) => Number(b.severity === 'error') - Number(a.severity === 'error')
  );
}

/** `build-args NPM_TOKEN holds variable NPM_TOKEN (base64), 40 characters`. Names come from outside: escape it. */
export function describeExposure({where, name, line, what, encoding, length}: ExposedSecret): string {
  const place = [
    where,
    ...(line === undefined ? [] : [`line ${String(line)}`]),
    ...(name === undefined ? [] : [name])
  ];
  const how = encoding === undefined ? '' : ` (${encoding})`;
  return `${place.join(' ')} ${what}${how}, ${String(length)} characters`;
}

interface Sighting {
  readonly rule: ExposedSecret['rule'];
  readonly certain: boolean;
  readonly what: string;
  readonly length: number;
  readonly encoding?: Encoding;
  readonly line?: number | undefined;
  /** It is, or may be, the name that holds it. */
  readonly inName?: boolean;
}

interface PreparedSecret {
  readonly known: KnownSecret;
  readonly needle: Needle;
}

/** Equal values are one secret, under its first name. */
function prepareNeedles(known: readonly KnownSecret[]): readonly PreparedSecret[] {
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

const TELLING: Readonly<Record<Sighting['rule'], number>> = {known: 3, url: 2, shape: 1, name: 0};

/** Of each line what says most: a known secret rather than the shape that it has. */
function keepTelling(sightings: readonly Sighting[]): readonly Sighting[] {
  return sightings.filter(({rule, line}) => {
    return !sightings.some(other => other.line === line && TELLING[other.rule] > TELLING[rule]);
  });
}

function describe(item: Published, sighting: Sighting, mode: SecretsMode): ExposedSecret {
  const {rule, certain, what, length, encoding, line, inName} = sighting;
  return {
    severity: certain || mode === 'strict' ? 'error' : 'warning',
    rule,
    where: item.where,
    ...(item.name === undefined ? {} : {name: inName === true ? '(its name hidden)' : nameSafely(item.name)}),
    ...(line === undefined ? {} : {line}),
    what,
    ...(encoding === undefined ? {} : {encoding}),
    length
  };
}

/** A line of a key that was taken for an argument would be shown as its name. */
function nameSafely(name: string): string {
  return /^[\w./-]{1,64}$/.test(name) && !/[A-Za-z0-9+/]{40}/.test(name) ? name : '(its name hidden)';
}

/** The same secret in the same line is told once, also where the line was looked at in two ways. */
function keepOncePerLine(found: readonly ExposedSecret[]): readonly ExposedSecret[] {
  const kept = new Map<string, ExposedSecret>();
  for (const one of found) {
    const key = JSON.stringify([
      one.where,
      one.line,
      one.line === undefined ? one.name : '',
      one.rule,
      one.what
    ]);
    if (!kept.has(key)) kept.set(key, one);
  }
  // What is known to be in a line makes its name, judged by itself, nothing new.
  const lines = new Set(
    [...kept.values()].filter(one => one.rule !== 'name').map(({where, line}) => `${where} ${String(line)}`)
  );
  return [...kept.values()].filter(
    one => one.rule !== 'name' || one.line === undefined || !lines.has(`${one.where} ${String(one.line)}`)
  );
}
