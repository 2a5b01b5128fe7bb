/** Secrets for buildx: which flags name them, and which files hold them. Writes nothing. */
import {join} from 'node:path';
import type {Context} from './context.ts';
import {formatRow} from './csv.ts';
import type {BuildOptions} from './options.ts';
import type {RunContext} from './run-context.ts';

/** A file to be written, mode 0600, before buildx starts, and removed when it ends. */
export interface SecretFile {
  readonly path: string;
  readonly content: string;
}

export interface SecretPlan {
  /** Values of `--secret` that name environment variables. */
  readonly environment: readonly string[];
  /** Values of `--secret` that name files: ours with given values first, then the user's, then the git token's. */
  readonly files: readonly string[];
  readonly written: readonly SecretFile[];
}

/** Keeps every value out of the arguments, where other processes could read it. */
export function planSecrets(options: BuildOptions, run: RunContext, kind: Context['kind']): SecretPlan {
  const given = options.secrets.map(({key, value}, index) => ({
    key,
    file: {path: join(run.folder, `secret-${String(index)}`), content: value}
  }));
  const token = kind === 'git' ? planToken(options, run) : [];
  const name = ({key, file}: (typeof given)[number]) => formatRow([`id=${key}`, `src=${file.path}`]);
  return {
    environment: options.secretEnvs.map(({key, value}) => formatRow([`id=${key}`, `env=${value}`])),
    files: [
      ...given.map(name),
      ...options.secretFiles.map(({key, value}) => formatRow([`id=${key}`, `src=${value}`])),
      ...token.map(name)
    ],
    written: [...given, ...token].map(({file}) => file)
  };
}

// BuildKit gives a secret of this name to the git host that the name ends in; the bare name serves every host.
function planToken(
  {githubToken = '', secrets, secretFiles, secretEnvs}: BuildOptions,
  {serverHost, folder}: RunContext
): readonly {readonly key: string; readonly file: SecretFile}[] {
  const key = `GIT_AUTH_TOKEN.${serverHost}`;
  const taken = [...secrets, ...secretFiles, ...secretEnvs].some(
    secret => secret.key === key || secret.key === 'GIT_AUTH_TOKEN'
  );
  if (githubToken === '' || taken) return [];
  return [{key, file: {path: join(folder, 'secret-git'), content: githubToken}}];
}
