/** The `outputs` input: one exporter of buildx an item. Knows the exporters' names, not what a run does with them. */
import {join} from 'node:path';
import type {Output} from '../build/options.ts';
import {parseTag} from './build-value.ts';
import {ValueError} from './input-error.ts';
import {parseField, parseFields} from './list.ts';

const EXPORTERS = ['image', 'registry', 'docker', 'local', 'tar', 'oci', 'cacheonly', 'moby'];

/**
 * Returns the output as buildx understands it: a lone field without `type=` is a folder, and `-` an archive on
 * standard output.
 *
 * @throws {ValueError} also for an archive on standard output, which is the log.
 */
export function parseOutput(text: string): Output {
  const output = readOutput(text);
  assertDestination(output);
  if (output.type === 'image' || output.type === 'registry') parseNames(output.fields.get('name') ?? '');
  return output;
}

function readOutput(text: string): Output {
  const fields = parseFields(text);
  if (fields.length === 1 && fields[0] === text && !text.startsWith('type=')) {
    const type = text === '-' ? 'tar' : 'local';
    return {
      text,
      type,
      fields: new Map([
        ['type', type],
        ['dest', text]
      ])
    };
  }
  const pairs = fields.map(parseField);
  if (pairs.filter(([key]) => key === 'dest').length > 1) {
    throw new ValueError('names two destinations', 'one dest=PATH in each output');
  }
  const named = new Map(pairs);
  const type = named.get('type');
  if (type === undefined || !EXPORTERS.includes(type)) {
    throw new ValueError(type === undefined ? 'has no type' : 'has an unknown type', EXPORTERS.join(', '));
  }
  return {text, type, fields: named};
}

function assertDestination({type, fields}: Output): void {
  const dest = fields.get('dest') ?? '';
  if (type === 'local' && dest === '') throw new ValueError('has no destination', 'type=local,dest=FOLDER');
  const archive = type === 'tar' || type === 'oci';
  if ((archive && dest === '') || dest === '-') {
    throw new ValueError('would write an archive into the log', `type=${type},dest=FILE`);
  }
}

function parseNames(names: string): void {
  for (const name of names.split(',')) if (name.trim() !== '') parseTag(name.trim());
}

/** Returns the first output that would overwrite another's file. Folders (`type=local`) may be shared. */
export function findOverwriting(outputs: readonly Output[]): Output | undefined {
  const seen = new Map<string, string>();
  return outputs.find(({type, fields}) => {
    const dest = fields.get('dest');
    if (dest === undefined || dest === '') return false;
    const path = join(dest, '/');
    const before = seen.get(path);
    seen.set(path, type);
    return before !== undefined && !(before === 'local' && type === 'local');
  });
}
