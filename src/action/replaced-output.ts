/** Whether an input would put a file of its own where the image goes. Compares paths; looks at no file. */
import {resolve} from 'node:path';
import type {Output} from '../build/options.ts';
import {quoteValue} from './input-error.ts';
import type {InputMistake} from './input-error.ts';
import {isWithin} from './local-path.ts';

/** What is written once the image is there: by which input, and where; a relative path begins in the workspace. */
export interface WrittenLater {
  readonly input: string;
  readonly path: string;
}

/** The mistakes of those that would replace an archive or a layout, or be in one; `type=local` is a folder for all. */
export function findReplacing(
  written: readonly WrittenLater[],
  outputs: readonly Output[],
  workspace: string
): readonly InputMistake[] {
  const images = outputs.flatMap(({type, fields}) => {
    const dest = fields.get('dest') ?? '';
    return type === 'local' || dest === '' ? [] : [resolve(workspace, dest)];
  });
  return written.flatMap(({input, path}) => {
    const own = resolve(workspace, path);
    const image = images.find(each => isWithin(own, each) || isWithin(each, own));
    if (image === undefined) return [];
    const problem = `goes where the image itself is written, to ${quoteValue(image)}`;
    return [{input, value: quoteValue(path), problem, allowed: 'a local path of its own'}];
  });
}
