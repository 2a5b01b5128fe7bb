/** Paths that inputs name, in the workspace or the runner's temporary folder. Looks at no file. */
import {isAbsolute, relative, resolve, sep} from 'node:path';
import {ValueError} from './input-error.ts';
import type {Runner} from './runner.ts';

/** Where local paths may lie; relative ones begin in the workspace. */
export type LocalPlaces = Pick<Runner, 'temp' | 'workspace'>;

export interface LocalPath {
  /** The workspace or the temporary folder. */
  readonly root: string;
  /** Absolute, below the root. */
  readonly path: string;
}

/**
 * The path, as far as its text tells: whether links lead out of there shows when it is opened.
 *
 * @throws {ValueError}
 */
export function parseLocalPath(text: string, {workspace, temp}: LocalPlaces, rule: string): LocalPath {
  if (text === '') throw new ValueError('has no local path', rule);
  if (text.includes('\0')) throw new ValueError('has a NUL in it', rule);
  const path = resolve(workspace, text);
  const root = [workspace, temp].map(folder => resolve(folder)).find(folder => isBelow(folder, path));
  if (root !== undefined) return {root, path};
  throw new ValueError(
    'has a local path outside the workspace',
    "a path below the workspace or the runner's temporary folder"
  );
}

/** Whether it is this file or folder, or in it. Both are absolute. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || isBelow(folder, path);
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && !isAbsolute(way) && way.split(sep)[0] !== '..';
}
