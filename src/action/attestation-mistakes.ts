/** Mistakes in `attestations` that show beside the other inputs, and beside what is on the disk. Opens no file. */
import {relative, resolve} from 'node:path';
import {formatPlatform, parsePlatform} from '../oci/platform.ts';
import type {AttestationRequest} from './attestation-inputs.ts';
import {quoteValue} from './input-error.ts';
import type {InputMistake} from './input-error.ts';
import {isWithin} from './local-path.ts';
import type {LocalPath} from './local-path.ts';
import type {Inputs} from './inputs.ts';

const INPUT = 'attestations';

type Beside = Pick<Inputs, 'attestations' | 'build' | 'signing' | 'verification' | 'resume'>;

/** Returns the mistakes; `exists` is asked of absolute paths. */
export function findAttestationMistakes(
  inputs: Beside,
  exists: (path: string) => boolean,
  workspace: string
): readonly InputMistake[] {
  const {attestations, build, signing, verification} = inputs;
  if (attestations.length === 0) return [];
  const {early} = splitByBuild(inputs, workspace);
  return [
    ...findUnsignable(attestations, signing.sign === 'false', verification.verify),
    ...findStrangePlatforms(attestations, build.platforms),
    ...early.flatMap(request => findAbsent(request, exists))
  ];
}

function findUnsignable(
  [first]: readonly AttestationRequest[],
  signsNothing: boolean,
  verify: boolean
): InputMistake[] {
  if (first === undefined || (!signsNothing && verify)) return [];
  const value = quoteValue(first.predicateType);
  const why = signsNothing ? 'sign is false' : 'verify is false, and only what was verified is signed';
  return [{input: INPUT, value, problem: `is to be signed, and ${why}`, allowed: 'one of the two'}];
}

function findStrangePlatforms(
  attestations: readonly AttestationRequest[],
  platforms: readonly string[]
): InputMistake[] {
  if (platforms.length === 0 || platforms.includes('local')) return [];
  const built = platforms.map(name => formatPlatform(parsePlatform(name)));
  return attestations.flatMap(({subject}) => {
    if (subject.kind !== 'platform' || built.includes(subject.platform)) return [];
    const value = quoteValue(subject.platform);
    return [{input: INPUT, value, problem: 'is not among platforms', allowed: built.join(', ')}];
  });
}

function findAbsent(request: AttestationRequest, exists: (path: string) => boolean): InputMistake[] {
  return listFiles(request)
    .filter(({path}) => !exists(path))
    .map(({root, path}) => ({
      input: INPUT,
      value: quoteValue(relative(root, path)),
      problem: 'names a file that does not exist',
      allowed: 'a file that is there before this step, or that an output of the build writes'
    }));
}

/** The predicate, and what it is about where that is a file. */
export function listFiles({predicate, subject}: AttestationRequest): readonly LocalPath[] {
  return [predicate, ...(subject.kind === 'file' ? [subject.file] : [])];
}

export interface ByBuild {
  readonly early: readonly AttestationRequest[];
  /** The build itself writes a file of these: whatever is there before is an older one. */
  readonly late: readonly AttestationRequest[];
}

/** When to look at which. */
export function splitByBuild(
  {attestations, build, resume}: Pick<Inputs, 'attestations' | 'build' | 'resume'>,
  workspace: string
): ByBuild {
  const dests = resume === undefined ? build.outputs.map(({fields}) => fields.get('dest') ?? '') : [];
  const written = dests.filter(dest => dest !== '' && dest !== '-').map(dest => resolve(workspace, dest));
  const isLate = (request: AttestationRequest): boolean =>
    listFiles(request).some(({path}) => written.some(dest => isWithin(path, dest)));
  return {early: attestations.filter(one => !isLate(one)), late: attestations.filter(isLate)};
}
