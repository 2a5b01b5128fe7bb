/** What the inputs ask for in attestations. Knows buildx by its version alone, and no destination. */
import {buildsImage} from './exports.ts';
import {formatRow, parsePair, parseRow} from './csv.ts';
import type {Facts} from './facts.ts';
import {parseGoBoolean} from './go-boolean.ts';
import type {BuildOptions} from './options.ts';
import {PlanError} from './plan-error.ts';
import {isAtLeast} from './release.ts';

/** What the inputs say, before anything is known of where the image goes. */
export interface Request {
  readonly asked: boolean;
  readonly disabled: boolean;
  readonly attributes: ReadonlyMap<string, string>;
  readonly source: string;
  readonly trace: readonly string[];
}

/**
 * `provenance` and `attests` merged: the former wins, and `false` there turns everything off.
 *
 * @throws {PlanError} for what buildx or BuildKit would refuse, or overlook.
 */
export function readRequest({provenance, attests}: Pick<BuildOptions, 'provenance' | 'attests'>): Request {
  const items = attests.filter(item => typeOf(item) === 'provenance');
  const merged = new Map<string, string>();
  for (const item of items) for (const [key, value] of readFields('attests', item)) merged.set(key, value);
  if (provenance !== undefined) for (const [key, value] of readInput(provenance)) merged.set(key, value);
  const disabled = merged.get('disabled') ?? 'false';
  const attributes = new Map([...merged].filter(([key]) => key !== 'type' && key !== 'disabled'));
  const source = sourceOf(provenance, items);
  assertMode(source, attributes.get('mode'));
  return {
    asked: provenance !== undefined || items.length > 0,
    disabled: readSwitch(source, disabled),
    attributes,
    source,
    trace: [
      provenance === undefined ? 'input provenance: empty' : `input provenance: ${provenance}`,
      items.length === 0 ? 'input attests: no provenance' : `input attests: ${items.join(' ; ')}`
    ]
  };
}

function sourceOf(provenance: string | undefined, items: readonly string[]): string {
  if (provenance !== undefined) return 'input provenance';
  return items.length > 0 ? 'input attests' : 'default';
}

type Field = readonly [key: string, value: string];

// `true` asks for what BuildKit makes of it, whatever `attests` says of the mode.
function readInput(provenance: string): readonly Field[] {
  const value = parseGoBoolean(provenance);
  if (value === undefined) return [['disabled', 'false'], ...readFields('provenance', provenance)];
  const state: Field = ['disabled', String(!value)];
  return value ? [state, ['mode', 'max']] : [state];
}

function readFields(input: string, text: string): readonly Field[] {
  const fields = parseRow(text);
  if (fields === undefined)
    throw new PlanError(input, `${JSON.stringify(text)} has a misplaced double quote`);
  return fields.map(field => {
    const bare = parseGoBoolean(field.trim());
    if (bare !== undefined) return ['disabled', String(!bare)];
    const pair = parsePair(field);
    // BuildKit overlooks a key with a capital letter or a blank, and would fall back to its default in silence.
    if (pair !== undefined && pair[0] !== '') return [pair[0], pair[1].trim()];
    throw new PlanError(
      input,
      `${JSON.stringify(field)} is not an option; write KEY=VALUE, such as mode=max`
    );
  });
}

function readSwitch(source: string, text: string): boolean {
  const value = parseGoBoolean(text);
  if (value !== undefined) return value;
  throw new PlanError(source.replace(/^input /, ''), `disabled=${text} is neither true nor false`);
}

// BuildKit itself finds out after the last step of the build.
function assertMode(source: string, mode: string | undefined): void {
  if (mode === undefined || ['max', 'min', 'full'].includes(mode)) return;
  throw new PlanError(source.replace(/^input /, ''), `mode=${mode} is unknown; write mode=max or mode=min`);
}

/** The type that an item of `attests` names; undefined where it names none. */
function typeOf(item: string): string | undefined {
  const pairs = parseRow(item)?.map(parsePair);
  return pairs?.findLast(pair => pair?.[0] === 'type')?.[1].trim();
}

/** Values of `--attest` other than provenance: `sbom` rather than any SBOM in `attests`, and the rest as it is. */
export function listAttests({sbom, attests, call}: BuildOptions, {buildx}: Facts): readonly string[] {
  if (!buildsImage(call) || !isAtLeast(buildx.release, '0.10.0')) return [];
  const others = attests.filter(item => {
    const type = typeOf(item);
    return type !== 'provenance' && (type !== 'sbom' || sbom === undefined);
  });
  return [...(sbom === undefined ? [] : [`type=sbom,${sbom}`]), ...others].map(spellSwitches);
}

// A bare `false` is ours and build-push-action's; buildx wants `disabled=true`.
function spellSwitches(item: string): string {
  const fields = parseRow(item);
  if (!fields?.some(field => parseGoBoolean(field) !== undefined)) return item;
  return formatRow(
    fields.map(field => {
      const value = parseGoBoolean(field);
      return value === undefined ? field : `disabled=${String(!value)}`;
    })
  );
}
