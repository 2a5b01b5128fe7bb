/** Asks buildx about itself and the builder, with the environment that the build will have. */
import {buildxEnvironment} from './environment.ts';
import {listExports, loads} from './exports.ts';
import {gatherFacts} from './facts.ts';
import type {Facts} from './facts.ts';
import type {BuildOptions} from './options.ts';
import {captureProcess} from './process.ts';

/** `buildx inspect` waits 20 s for a builder that is dead. */
const TIMEOUT_MS = 30_000;
const OUTPUT_LIMIT = 1024 * 1024;

/** The facts. Throws `BuildxMissingError`; whatever else is wrong is a fact. */
export async function inspectBuilder(
  options: BuildOptions,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal | undefined
): Promise<Facts> {
  const limits = {
    env: buildxEnvironment(env, {githubCache: false, named: []}),
    ...(signal === undefined ? {} : {signal}),
    timeoutMs: TIMEOUT_MS,
    limit: OUTPUT_LIMIT
  };
  const {builder} = options;
  return gatherFacts({
    env,
    run: command => captureProcess(command, limits),
    loadNeeded: loads(listExports(options)),
    ...(builder === undefined ? {} : {builder})
  });
}
