/** The inputs of the action: their names, kinds, defaults and rules. Knows neither the event nor buildx's version. */
import {applyExportMode} from '../build/export-mode.ts';
import type {ExportSources} from '../build/export-mode.ts';
import type {BuildOptions} from '../build/options.ts';
import type {Rule} from '../dependencies/rules.ts';
import type {Target} from '../extraction/target.ts';
import type {FailOn} from '../findings.ts';
import type {SecretsMode} from '../preflight/secrets.ts';
import {readAttestations} from './attestation-inputs.ts';
import type {AttestationRequest} from './attestation-inputs.ts';
import {findAttestationMistakes} from './attestation-mistakes.ts';
import {findAssertMistakes, readAssertions} from './assert-input.ts';
import {checkSecretFiles, findContradictions, readBuild} from './build-inputs.ts';
import {findDependencyMistakes, readDependencies} from './dependency-inputs.ts';
import type {DependencyInputs} from './dependency-inputs.ts';
import {findExportMistakes, readExport} from './export-inputs.ts';
import {findExtractMistakes, readExtract, parseTarget} from './extract-inputs.ts';
import type {ExtractInputs} from './extract-inputs.ts';
import type {LocalPlaces} from './local-path.ts';
import {InputError, ValueError} from './input-error.ts';
import {dropAbsent, parseBoolean, parseTimeout, readBoolean, readItems, readValue} from './input-reader.ts';
import type {Reading} from './input-reader.ts';
import {findReplacing} from './replaced-output.ts';
import type {WrittenLater} from './replaced-output.ts';
import type {Environment} from './runner.ts';
import {findSigningMistakes, readResume, readSigning} from './signing-inputs.ts';
import type {ResumeInputs, SigningInputs} from './signing-inputs.ts';

export interface RunInputs {
  /** Undefined: decided by the event. */
  readonly dryRun: boolean | undefined;
  readonly pushOnPullRequest: boolean;
}

export interface VerificationInputs {
  readonly verify: boolean;
  /** Every layer is hashed, too. */
  readonly verifyLayers: boolean;
  /** Milliseconds, from a second to half an hour. */
  readonly timeoutMs: number;
  /** In lower case, 40 or 64 hexadecimal digits. */
  readonly expectedRevision?: string;
  /** `HOST` or `HOST:PORT`, in lower case. */
  readonly insecureRegistries: readonly string[];
  /** A folder for the SBOMs. */
  readonly sbomPath?: Target;
  /** What the provenance must keep. */
  readonly rules: readonly Rule[];
}

export interface Inputs {
  /** With the exports that export-mode and oci-path add. */
  readonly build: BuildOptions;
  readonly export: Pick<ExportSources, 'request' | 'wanted'>;
  readonly run: RunInputs;
  readonly verification: VerificationInputs;
  readonly signing: SigningInputs;
  /** Of the user's own, to be signed with what was built. */
  readonly attestations: readonly AttestationRequest[];
  readonly dependencies: DependencyInputs;
  /** Undefined where no file is taken out of the image. */
  readonly extract?: ExtractInputs;
  /** Undefined where an image is to be built. */
  readonly resume?: ResumeInputs;
  /** `false` turns a bad verdict into a warning; a failing build fails all the same. */
  readonly enforce: boolean;
  readonly failOn: FailOn;
  /** `strict`: what only looks like a secret stops the build, too. */
  readonly secretsCheck: SecretsMode;
  /** `false`: the summary is short. */
  readonly summary: boolean;
  /** What is odd, but no mistake. */
  readonly notices: readonly string[];
}

/**
 * Returns the inputs of the step, deeply frozen.
 *
 * @param env - with `INPUT_<NAME>` as the runner sets them, and the variables that `secret-envs` names.
 * @param places - the folders that files of the image may be taken out to.
 * @param exists - whether a file is there, its path relative to the workspace.
 * @throws {InputError} with every mistake in every input.
 */
export function readInputs(
  env: Environment,
  exists: (path: string) => boolean,
  places: LocalPlaces = NOWHERE
): Inputs {
  const reading: Reading = {env, mistakes: []};
  const notices: string[] = [];
  const wanted = readBuild(reading, notices);
  const request = readExport(reading);
  const build = applyExportMode(wanted, request);
  const attestations = readAttestations(reading, places);
  notices.push(...attestations.notices);
  const inputs: Inputs = {
    build,
    export: {request, wanted},
    run: readRun(reading),
    verification: readVerification(reading, places),
    signing: readSigning(reading),
    attestations: attestations.requests,
    dependencies: readDependencies(reading),
    ...dropAbsent({resume: readResume(reading, build.tags), extract: readExtract(reading, places)}),
    enforce: readBoolean(reading, 'enforce') ?? true,
    failOn: readValue(reading, 'fail-on', text => parseChoice(text, FAIL_ON)) ?? 'error',
    secretsCheck: readValue(reading, 'secrets-check', text => parseChoice(text, SECRETS_MODES)) ?? 'default',
    summary: readBoolean(reading, 'summary') ?? true,
    notices
  };
  reading.mistakes.push(
    ...findContradictions(inputs.build),
    ...findExportMistakes(request, wanted),
    ...findAssertMistakes(inputs.verification.rules, inputs.verification.verify),
    ...findExtractMistakes(inputs.extract, build.platforms),
    ...(inputs.resume === undefined ? findReplacing(listLater(inputs), build.outputs, places.workspace) : []),
    ...findAttestationMistakes(inputs, exists, places.workspace),
    ...findDependencyMistakes(inputs.dependencies, inputs.verification.verify),
    ...checkSecretFiles(inputs.build.secretFiles, exists),
    ...findSigningMistakes(
      {signing: inputs.signing, verify: inputs.verification.verify, resumes: inputs.resume !== undefined},
      exists
    )
  );
  if (reading.mistakes.length > 0) throw new InputError(reading.mistakes);
  return freeze(inputs);
}

function listLater({extract, signing: {bundlePath}}: Inputs): readonly WrittenLater[] {
  const bundles = bundlePath === undefined ? [] : [{input: 'bundle-path', path: bundlePath}];
  return [...(extract?.requests ?? []).map(({target}) => ({input: 'extract', path: target})), ...bundles];
}

/** Where nothing else is said, paths are relative to where the program runs. */
const NOWHERE: LocalPlaces = {workspace: '.', temp: '.'};

const FAIL_ON: readonly FailOn[] = ['error', 'warning', 'never'];
const SECRETS_MODES: readonly SecretsMode[] = ['strict', 'default', 'off'];

function parseChoice<T extends string>(text: string, choices: readonly T[]): T {
  const found = choices.find(choice => choice === text);
  if (found !== undefined) return found;
  throw new ValueError('is none of the choices', choices.join(', '));
}

function readRun(reading: Reading): RunInputs {
  const dryRun = readValue(reading, 'dry-run', text =>
    text === 'auto' ? undefined : parseBoolean(text, 'true, false or auto')
  );
  return {dryRun, pushOnPullRequest: readBoolean(reading, 'push-on-pull-request') ?? false};
}

const DEFAULT_TIMEOUT_MS = 60_000;

function readVerification(reading: Reading, places: LocalPlaces): VerificationInputs {
  return {
    verify: readBoolean(reading, 'verify') ?? true,
    verifyLayers: readBoolean(reading, 'verify-layers') ?? false,
    timeoutMs: readValue(reading, 'verify-timeout', parseTimeout) ?? DEFAULT_TIMEOUT_MS,
    rules: readAssertions(reading),
    insecureRegistries: readItems(reading, 'insecure-registries', {}, parseHost),
    ...dropAbsent({
      expectedRevision: readValue(reading, 'expected-revision', parseRevision),
      sbomPath: readValue(reading, 'sbom-path', text => parseTarget(text, places))
    })
  };
}

function parseRevision(text: string): string {
  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(text)) return text.toLowerCase();
  throw new ValueError('is not a full commit id', '40 or 64 hexadecimal digits');
}

function parseHost(text: string): string {
  if (/^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.test(text))
    return text.toLowerCase();
  throw new ValueError('is not a host', 'HOST or HOST:PORT, without scheme and path');
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !(value instanceof Map)) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}
