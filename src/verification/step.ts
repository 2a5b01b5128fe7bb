/** Makes steps and reads a verdict out of them. Knows no rule. */
import {classifyFailure} from '../attestation/failure.ts';
import type {FailureSource} from '../oci/failure-source.ts';
import {readSource} from '../oci/failure-source.ts';
import {describeError} from './evidence.ts';
import type {Outcome, Step, StepId, Verdict} from './verification.ts';

const TITLES: Record<StepId, string> = {
  'index-digest': 'What is published has the digest that was built',
  'platforms-present': 'Every platform that was asked for is there',
  'attestation-listed': 'Every platform has one attestation manifest',
  'attestation-readable': 'The attestation manifest can be read',
  'attestation-subject': 'The attestation manifest says which image it is about',
  'layer-content': 'The statement is the one that the manifest lists',
  'statement-type': 'The statement is an in-toto statement',
  'predicate-type': 'The statement holds SLSA provenance, as it is labelled',
  'statement-subject': "The statement is about this platform's image",
  'provenance-readable': "The provenance is BuildKit's and can be read",
  'provenance-mode': 'The provenance is as complete as was asked for',
  'builder-id': 'The provenance names this run as the builder',
  invocation: 'All platforms come from one build',
  'source-revision': 'The source is the expected commit',
  'image-layers': 'The image has the layers that BuildKit recorded',
  'image-content': 'Every layer of the image is there, byte for byte',
  'base-images': 'Base images are pinned by digest',
  sbom: 'The SBOM is there and bound to the image',
  'assert-materials-pinned': 'As asserted, all materials are pinned',
  'assert-materials-allowed': 'As asserted, all materials come from where they may',
  'assert-builder-id': 'As asserted, the builder is the right one',
  'assert-no-network': 'As asserted, no RUN step had a network',
  'assert-complete': 'As asserted, all of the build is recorded'
};

/** Makes the steps about one platform, or about the whole where there is none. */
export type MakeStep = (id: StepId, outcome: Outcome, evidence: string, source?: FailureSource) => Step;

export function createStepMaker(platform?: string): MakeStep {
  return (id, outcome, evidence, source) => ({
    id,
    title: TITLES[id],
    outcome,
    ...(platform === undefined ? {} : {platform}),
    evidence,
    ...(source === undefined ? {} : {source})
  });
}

interface JudgedFailure extends Required<Pick<Step, 'source'>> {
  readonly outcome: Outcome;
  readonly evidence: string;
}

/** What a step says where reading failed; throws the error again where it says nothing about what was read. */
export function judgeFailure(error: unknown): JudgedFailure {
  const source = readSource(error);
  switch (classifyFailure(error)) {
    case 'bad':
      return {outcome: 'failed', evidence: `Not what was named: ${describeError(error)}.`, source};
    case 'unread':
      return {outcome: 'unknown', evidence: `Could not be read: ${describeError(error)}.`, source};
    case undefined:
      throw error;
  }
}

/** One bad step rejects; without one, a step that could not be looked at leaves it open. */
export function decideVerdict(steps: readonly Step[]): Verdict {
  if (steps.some(({outcome}) => outcome === 'failed')) return 'rejected';
  return steps.some(({outcome}) => outcome === 'unknown') ? 'undecided' : 'verified';
}

/** A line for each thing that is said, with all the platforms that it is said of: `linux/amd64, linux/arm64: …`. */
export function describeSteps(steps: readonly Step[]): readonly string[] {
  const byText = Map.groupBy(steps, ({title, evidence}) => `${title}: ${evidence}`);
  return [...byText].map(([text, alike]) => {
    const platforms = new Set(alike.flatMap(({platform}) => platform ?? []));
    return platforms.size === 0 ? text : `${[...platforms].join(', ')}: ${text}`;
  });
}

/** The step that decided against, if any. */
export function findDecisive(steps: readonly Step[]): Step | undefined {
  return steps.find(({outcome}) => outcome === 'failed') ?? steps.find(({outcome}) => outcome === 'unknown');
}
