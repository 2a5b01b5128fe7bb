/** Secrets that are about to be published, found before anything is built. Pure; says where one is, never what. */
import type {Encoding} from './secret-search.ts';
import {findSightings, prepareNeedles} from './secret-sightings.ts';
import type {KnownSecret, Published, SecretRule, Sighting} from './secret-sightings.ts';

/** `default`: what surely is a secret stops the build, the rest warns. `strict`: all of it stops. */
export type SecretsMode = 'strict' | 'default' | 'off';

export interface ExposedSecret {
  readonly severity: 'error' | 'warning';
  readonly rule: SecretRule;
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
    return keepTelling(findSightings(item, needles)).map(one => describe(item, one, mode));
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

const TELLING: Readonly<Record<SecretRule, number>> = {known: 3, url: 2, shape: 1, name: 0};

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
