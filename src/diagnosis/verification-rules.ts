/** A code for what a verification found. Reads steps, not their words. */
import type {Code} from '../diagnostics/code.ts';
import {isSilence} from '../oci/fault.ts';
import type {FailureSource} from '../oci/failure-source.ts';
import type {Step, StepId, Verification} from '../verification/verification.ts';
import {judgeSource} from './source-rules.ts';
import type {RunFacts, SourceFinding} from './source-rules.ts';

/** What it means that a step failed; that it could not be made is for its source to say. */
export const FAILED_STEPS: Readonly<Record<StepId, Code>> = {
  'index-digest': 'PROV-1G',
  'attestation-listed': 'PROV-1C',
  'attestation-readable': 'PROV-1G',
  'attestation-subject': 'PROV-1G',
  'layer-content': 'PROV-1G',
  'statement-type': 'PROV-1G',
  'predicate-type': 'PROV-1G',
  'statement-subject': 'PROV-1G',
  'provenance-readable': 'PROV-1G',
  'provenance-mode': 'PROV-1H',
  'builder-id': 'PROV-1G',
  invocation: 'PROV-4E',
  'source-revision': 'PROV-012',
  'image-layers': 'PROV-1G',
  'image-content': 'PROV-1G',
  'base-images': 'PROV-1G',
  sbom: 'PROV-1G',
  'platforms-present': 'PROV-4D',
  'assert-materials-pinned': 'PROV-1L',
  'assert-materials-allowed': 'PROV-1L',
  'assert-builder-id': 'PROV-1L',
  'assert-no-network': 'PROV-1L',
  'assert-complete': 'PROV-1L'
};

/** The steps show it. */
export type StepFinding = SourceFinding & {readonly steps: readonly Step[]};

/** What the decisive step of a bad verdict means; undefined for a good one. */
export function judgeVerification(
  {store, steps, platforms}: Verification,
  run: RunFacts = {}
): StepFinding | undefined {
  const failed = steps.find(({outcome}) => outcome === 'failed');
  if (failed !== undefined) {
    const finding = judgeContent(failed, store) ?? judgeFailed(failed, steps, platforms.length);
    return {...finding, steps: findEqual(failed, steps)};
  }
  const open = steps.find(({outcome}) => outcome === 'unknown');
  if (open === undefined) return undefined;
  if (isAssertion(open)) return {code: 'PROV-1M', steps: findEqual(open, steps)};
  return {...judgeOpen(open.source, run), steps: [open]};
}

/** What the user asserts and does not hold, where something else decided. */
export function judgeAssertions({steps}: Verification): StepFinding | undefined {
  const decisive = steps.find(({outcome}) => outcome === 'failed');
  const first = steps.find(step => step.outcome === 'failed' && isAssertion(step));
  if (first === undefined || first === decisive) return undefined;
  return {code: FAILED_STEPS[first.id], steps: findEqual(first, steps)};
}

function isAssertion({id}: Step): boolean {
  return id.startsWith('assert-');
}

/** The step; of what the user asserts, everything that ended alike: all of it is to be mended. */
function findEqual(step: Step, steps: readonly Step[]): readonly Step[] {
  return isAssertion(step) ? steps.filter(one => isAssertion(one) && one.outcome === step.outcome) : [step];
}

const SILENT: SourceFinding = {
  code: 'PROV-6T',
  twins: [
    {code: 'PROV-3D', distinction: 'Others get no answer from this registry either.'},
    {
      code: 'PROV-3G',
      distinction: 'Only this runner gets none: a firewall or a proxy keeps it from answering.'
    }
  ]
};

/** Silence says nothing of the way to the registry, which may just have taken the push. */
function judgeOpen(source: FailureSource | undefined, run: RunFacts): SourceFinding {
  const {status, code = ''} = source ?? {};
  if (status === undefined && isSilence(code)) return SILENT;
  return (source === undefined ? undefined : judgeSource(source, run)) ?? {code: 'PROV-6T'};
}

/** What a file of a layout holds is not what its name says; of a registry it is the attestation that is bad. */
function judgeContent({source}: Step, store: string): SourceFinding | undefined {
  const isOther = source?.code === 'digest-mismatch' || source?.code === 'size-mismatch';
  return isOther && store.startsWith('OCI layout ') ? {code: 'PROV-905'} : undefined;
}

/** What a good verdict leaves to be said: mode=max, and no record of the layers. */
export function judgeThinned({verdict, steps, platforms}: Verification): StepFinding | undefined {
  if (verdict !== 'verified') return undefined;
  const step = steps.find(({source, platform}) => {
    const isMax = platforms.some(one => one.platform === platform && one.mode === 'max');
    return isMax && source?.code === 'layers-unrecorded';
  });
  return step === undefined ? undefined : {code: 'PROV-5C', steps: [step]};
}

/** One platform without provenance among several is another matter than none at all. */
function judgeFailed({id, source}: Step, steps: readonly Step[], platforms: number): SourceFinding {
  if (source?.code === 'no-subject') return {code: 'PROV-014'};
  if (source?.code === 'no-sbom') return {code: 'PROV-1J'};
  if (source?.code === 'no-layers') return {code: 'PROV-1K'};
  if (id !== 'attestation-listed') return {code: FAILED_STEPS[id]};
  const lacking = steps.filter(step => step.id === id && step.outcome === 'failed').length;
  if (lacking < platforms) return {code: 'PROV-4C'};
  const other = {
    code: 'PROV-1B' as const,
    distinction: 'The builder uses the docker driver without the containerd image store.'
  };
  return {code: 'PROV-1C', twins: [other]};
}
