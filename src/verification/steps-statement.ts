/** Steps about a statement: what it is, and which image it is about. Does not look into the provenance. */
import type {AttestationLayer, AttestationManifest, PlatformImage} from '../attestation/discovery.ts';
import {isAbout, parseStatement, StatementError} from '../attestation/statement.ts';
import type {Statement} from '../attestation/statement.ts';
import type {Digest} from '../oci/descriptor.ts';
import {isEmpty, NO_LAYERS, WHY_EMPTY} from './empty-image.ts';
import {describeError, quoteValue, quoteValues} from './evidence.ts';
import {findProblems} from './steps-attestation.ts';
import type {MakeStep} from './step.ts';
import type {Step, StepId} from './verification.ts';

/** A failed step where the manifest lists nothing that could be provenance. */
export function checkLabelled(
  makeStep: MakeStep,
  {descriptor, manifest, attestations}: AttestationManifest,
  image: PlatformImage
): readonly Step[] {
  const unread = findProblems(image, 'attestation-layer').filter(problem => {
    return manifest.layers.includes(problem.descriptor);
  });
  if (attestations.length + unread.length > 0) return [];
  const layers = manifest.layers.map(({mediaType, annotations}) => {
    return `${mediaType} ${annotations?.['in-toto.io/predicate-type'] ?? ''}`.trim();
  });
  const held = layers.length === 0 ? 'it is empty' : `it lists ${quoteValues(layers)}`;
  const evidence = `Attestation manifest ${descriptor.digest} lists no in-toto statement with SLSA provenance: ${held}.`;
  return [
    isEmpty(image) && layers.length === 0
      ? makeStep('predicate-type', 'failed', `${evidence} ${WHY_EMPTY}`, NO_LAYERS)
      : makeStep('predicate-type', 'failed', evidence)
  ];
}

/** The statement, of whatever predicate, if there is one to go on with, and what was found on the way. */
export function checkStatement(
  makeStep: MakeStep,
  attestation: AttestationLayer,
  image: PlatformImage
): {readonly steps: readonly Step[]; readonly statement: Statement | undefined} {
  const {digest} = attestation.layer;
  try {
    const statement = parseStatement(attestation.bytes);
    const steps = [
      makeStep('statement-type', 'passed', `Statement ${digest} is of type ${statement.type}.`),
      checkPredicateType(makeStep, attestation, statement),
      checkStatementSubject(makeStep, statement, {statement: digest, image: image.image.digest})
    ];
    return {steps, statement};
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    const step = makeStep(locateError(error), 'failed', `Statement ${digest}. ${describeError(error)}.`);
    return {steps: [step], statement: undefined};
  }
}

function locateError({path}: StatementError): StepId {
  if (/^\$\.subject\b/.test(path)) return 'statement-subject';
  return /^\$\.predicateType\b/.test(path) ? 'predicate-type' : 'statement-type';
}

function checkPredicateType(
  makeStep: MakeStep,
  {layer, predicateType}: AttestationLayer,
  statement: Statement
): Step {
  const actual = quoteValue(statement.predicateType);
  if (predicateType !== statement.predicateType) {
    const label = predicateType === undefined ? 'not labelled' : `labelled ${quoteValue(predicateType)}`;
    return makeStep(
      'predicate-type',
      'failed',
      `Statement ${layer.digest} is ${label}, but holds ${actual}.`
    );
  }
  return makeStep(
    'predicate-type',
    'passed',
    `Statement ${layer.digest} is labelled ${actual} and holds it.`
  );
}

function checkStatementSubject(
  makeStep: MakeStep,
  statement: Statement,
  digests: {readonly statement: Digest; readonly image: Digest}
): Step {
  const what = `Statement ${digests.statement}`;
  if (isAbout(statement, digests.image)) {
    return makeStep('statement-subject', 'passed', `${what} names image ${digests.image} as its subject.`);
  }
  if (statement.subjects.length > 0) {
    const others = statement.subjects.map(
      ({name = '', digest}) => `${name} ${Object.values(digest).join(' ')}`
    );
    const evidence = `${what} is not about image ${digests.image}, but about ${quoteValues(others)}.`;
    return makeStep('statement-subject', 'failed', evidence);
  }
  const evidence = `${what} names no subject: it is bound to image ${digests.image} only by the annotation in the index.`;
  const why = 'BuildKit writes it so for an output without a name.';
  return makeStep('statement-subject', 'failed', `${evidence} ${why}`, {
    name: 'StatementError',
    code: 'no-subject'
  });
}
