/** Asks buildx about itself and the builder, with the environment that the build will have. */
import {buildxEnvironment} from '../build/environment.ts';
import {gatherFacts} from '../build/facts.ts';
import type {Facts, Outcome} from '../build/facts.ts';
import type {BuildOptions} from '../build/options.ts';
import {captureProcess} from '../build/process.ts';
import type {Command} from '../build/process.ts';

/** `buildx inspect` waits 20 s for a builder that is dead. */
const TIMEOUT_MS = 30_000;
const OUTPUT_LIMIT = 1024 * 1024;

/** The facts. Throws `BuildxMissingError`; whatever else is wrong is a fact. */
export async function inspectBuilder(
  options: BuildOptions,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal
): Promise<Facts> {
  const environment = buildxEnvironment(env, {githubCache: false, named: []});
  const run = async (command: readonly string[]): Promise<Outcome> => {
    const limits = {env: environment, signal, timeoutMs: TIMEOUT_MS, limit: OUTPUT_LIMIT};
    const {exitCode, stdout, stderr, spawnError} = await captureProcess(command as Command, limits);
    if (spawnError !== undefined) throw new Error(spawnError.message);
    return {exitCode: exitCode ?? -1, stdout, stderr};
  };
  const loadNeeded = options.load === true || options.outputs.some(({type}) => type === 'docker');
  const {builder} = options;
  return gatherFacts({env, run, loadNeeded, ...(builder === undefined ? {} : {builder})});
}
