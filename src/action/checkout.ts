/** Why BuildKit may have recorded no source commit: asks git, in the context that was built. */
import type {Context} from '../build/context.ts';
import {parseGoBoolean} from '../build/go-boolean.ts';
import {buildxEnvironment} from '../build/environment.ts';

/**
 * The reason in words, for a context whose commit buildx cannot see; `undefined` where it should see one.
 * buildx reads the commit from the context's own git checkout and keeps silent when git will not tell.
 */
export async function explainMissingRevision(
  context: Context,
  env: NodeJS.ProcessEnv
): Promise<string | undefined> {
  if (context.kind === 'remote')
    return 'the context is remote: BuildKit records the commit of git contexts only';
  if (context.kind === 'git') return undefined;
  if (parseGoBoolean(env['BUILDX_GIT_INFO'] ?? '') === false) return 'BUILDX_GIT_INFO turns it off';
  const {getExecOutput} = await import('@actions/exec');
  const environment = {...buildxEnvironment(env, {githubCache: false, named: []}), LC_ALL: 'C'};
  try {
    const {exitCode, stderr} = await getExecOutput('git', ['-C', context.value, 'rev-parse', 'HEAD'], {
      silent: true,
      ignoreReturnCode: true,
      env: environment,
      cwd: env['GITHUB_WORKSPACE'] ?? '.'
    });
    return exitCode === 0 ? undefined : explainGitFailure(stderr);
  } catch {
    return 'git is not on the PATH';
  }
}

function explainGitFailure(stderr: string): string {
  if (stderr.includes('dubious ownership')) {
    return 'git refuses the checkout because another user owns it (git config --global --add safe.directory PATH)';
  }
  if (stderr.includes('not a git repository'))
    return 'the context is not in a git checkout (is actions/checkout missing?)';
  return 'git cannot read the commit of the context';
}
