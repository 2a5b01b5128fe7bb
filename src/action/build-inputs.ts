/** The inputs that buildx is asked for: build-push-action's names, kinds and rules, with no default of our own. */
import type {BuildOptions, KeyValue} from '../build/options.ts';
import {
  asksForProvenance,
  parseAttest,
  parseKeyValue,
  parsePlatform,
  parseProvenance,
  parseSbom,
  parseTag
} from './build-value.ts';
import {findOverwriting, parseOutput} from './exporter.ts';
import {HIDDEN_VALUE, quoteValue, ValueError} from './input-error.ts';
import type {InputMistake} from './input-error.ts';
import {dropAbsent, readBoolean, readItems, readList, readRaw, readText, readValue} from './input-reader.ts';
import type {Reading} from './input-reader.ts';
import type {Environment} from './runner.ts';

const LINES = {keepCommas: true};

/** Returns what buildx is asked for; what is odd, but no mistake, is added to the notices. */
export function readBuild(reading: Reading, notices: string[]): BuildOptions {
  return {
    addHosts: readList(reading, 'add-hosts'),
    allow: readList(reading, 'allow'),
    annotations: readList(reading, 'annotations', LINES),
    attests: readItems(reading, 'attests', LINES, parseAttest),
    buildArgs: readItems(reading, 'build-args', {...LINES, hidden: true}, parseBuildArg),
    buildContexts: readItems(reading, 'build-contexts', LINES, parseBuildContext),
    cacheFrom: readList(reading, 'cache-from', LINES),
    cacheTo: readList(reading, 'cache-to', LINES),
    labels: readList(reading, 'labels', LINES),
    noCache: readBoolean(reading, 'no-cache') ?? false,
    noCacheFilters: readList(reading, 'no-cache-filters'),
    outputs: readItems(reading, 'outputs', {...LINES, keepQuotes: true}, parseOutput),
    platforms: readItems(reading, 'platforms', {}, parsePlatform),
    pull: readBoolean(reading, 'pull') ?? false,
    secretEnvs: readItems(reading, 'secret-envs', {hidden: true}, item => parseSecretEnv(item, reading.env)),
    secretFiles: readItems(reading, 'secret-files', {...LINES, hidden: true}, parseSecretFile),
    secrets: readSecrets(reading, notices),
    ssh: readList(reading, 'ssh'),
    tags: readItems(reading, 'tags', {}, parseTag),
    ulimit: readList(reading, 'ulimit', LINES),
    ...readBuildValues(reading)
  };
}

function readBuildValues(reading: Reading): Partial<BuildOptions> {
  return dropAbsent({
    builder: readText(reading, 'builder'),
    call: readText(reading, 'call'),
    cgroupParent: readText(reading, 'cgroup-parent'),
    context: readText(reading, 'context'),
    file: readText(reading, 'file'),
    githubToken: readToken(reading),
    load: readBoolean(reading, 'load'),
    network: readText(reading, 'network'),
    provenance: readValue(reading, 'provenance', parseProvenance),
    push: readBoolean(reading, 'push'),
    sbom: readValue(reading, 'sbom', parseSbom),
    shmSize: readText(reading, 'shm-size'),
    target: readText(reading, 'target')
  });
}

/** An empty secret is left out, as an unset `${{ secrets.NAME }}` is the rule on forks. */
function readSecrets(reading: Reading, notices: string[]): KeyValue[] {
  const secrets = readItems(reading, 'secrets', {...LINES, keepSpaces: true, hidden: true}, parseKeyValue);
  return secrets.filter(({value}, index) => {
    if (value.trim() === '') notices.push(`secrets: item ${String(index + 1)} is empty and was left out`);
    return value.trim() !== '';
  });
}

function readToken(reading: Reading): string | undefined {
  const token = readRaw(reading, 'github-token').trim();
  if (!/[\s\0]/.test(token)) return token === '' ? undefined : token;
  const problem = 'has white space in it';
  reading.mistakes.push({input: 'github-token', value: HIDDEN_VALUE, problem, allowed: 'one token'});
  return undefined;
}

/** A name alone takes its value from the environment. */
function parseBuildArg(text: string): string {
  if (text.startsWith('=')) throw new ValueError('has no name', 'NAME=VALUE, or NAME alone');
  return text;
}

function parseBuildContext(text: string): string {
  if (text.indexOf('=') < 1)
    throw new ValueError('has no name', 'NAME=PATH, NAME=URL, NAME=docker-image://IMAGE');
  return text;
}

function parseSecretFile(text: string): KeyValue {
  const file = parseKeyValue(text, 'KEY=PATH');
  if (file.value === '') throw new ValueError('has no PATH', 'KEY=PATH');
  return file;
}

/** The message names the key alone: people put the secret itself where its variable's name belongs. */
function parseSecretEnv(text: string, env: Environment): KeyValue {
  const allowed = 'KEY=VARIABLE, with the variable under env: of the step';
  const {key, value} = parseKeyValue(text, allowed);
  const variable = value.trim();
  if (!Object.hasOwn(env, variable) || env[variable] === undefined) {
    throw new ValueError(`names, for ${quoteValue(key)}, a variable that is not set`, allowed);
  }
  return {key, value: variable};
}

/** Returns the mistakes that no input makes alone. */
export function findContradictions({provenance, attests, outputs}: BuildOptions): InputMistake[] {
  const mistakes: InputMistake[] = [];
  const attest = attests.find(asksForProvenance);
  if (provenance === 'false' && attest !== undefined) {
    const problem = `contradicts attests ${quoteValue(attest)}`;
    mistakes.push({input: 'provenance', value: quoteValue(provenance), problem, allowed: 'one of the two'});
  }
  const overwriting = findOverwriting(outputs);
  if (overwriting !== undefined) {
    const value = quoteValue(overwriting.text);
    const problem = 'would overwrite what another output writes';
    mistakes.push({input: 'outputs', value, problem, allowed: 'a dest of its own for each output'});
  }
  return mistakes;
}

/** Returns the mistakes of `secret-files` that only a look at the disk can find. */
export function checkSecretFiles(
  files: readonly KeyValue[],
  exists: (path: string) => boolean
): readonly InputMistake[] {
  return files
    .filter(({value}) => !exists(value))
    .map(({key, value}) => ({
      input: 'secret-files',
      value: quoteValue(`${key}=${value}`),
      problem: 'names a file that does not exist',
      allowed: 'KEY=PATH of a file in the workspace'
    }));
}
