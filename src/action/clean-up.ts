/** What `post` does first: the private folder is gone even where the step was killed. */
import {getState, saveState} from '@actions/core';
import {isPrivateFolder, removePrivate} from './folders.ts';

const STATE = 'private';

/** `post` will remove this folder. It is a path, never a secret: state is a plain file. */
export function rememberFolder(folder: string): void {
  saveState(STATE, folder);
}

/** Removes the folder that the step remembered, if it is one that a step made; says nothing when all is well. */
export async function cleanUp(env: NodeJS.ProcessEnv): Promise<void> {
  const folder = getState(STATE);
  if (folder !== '' && isPrivateFolder(folder, env['RUNNER_TEMP'] ?? '')) await removePrivate(folder);
}
