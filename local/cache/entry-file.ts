/** Entries of the cache in a file, for a cache that goes on where another one ended. */
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import type {CacheEntry} from './entries.ts';

interface Kept extends Omit<CacheEntry, 'archive'> {
  readonly base64: string;
}

/** Those of the file, none where there is no file yet. */
export function readEntries(file: string): CacheEntry[] {
  if (!existsSync(file)) return [];
  const kept = JSON.parse(readFileSync(file, 'utf8')) as readonly Kept[];
  return kept.map(({base64, ...entry}) => ({...entry, archive: Buffer.from(base64, 'base64')}));
}

/** What is only reserved is left out. */
export function writeEntries(file: string, entries: readonly CacheEntry[]): void {
  const kept = entries.flatMap(({archive, ...entry}): Kept[] =>
    archive === undefined ? [] : [{...entry, base64: archive.toString('base64')}]
  );
  writeFileSync(file, JSON.stringify(kept));
}
