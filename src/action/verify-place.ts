/** One published place, verified by the policy that is meant for it. */
import {verifyPublished} from '../verification/verify.ts';
import type {VerifiedImage} from '../verification/verify.ts';
import type {Policy, Verification} from '../verification/verification.ts';
import type {Published} from './stores.ts';

/** What a verification leaves behind. */
export type VerifiedPlace = Pick<VerifiedImage, 'verification' | 'statements'>;

/** The judgement; where nobody can say what was published there, "could not check". */
export async function verifyPlace(
  {store, root, platform}: Published,
  policy: Policy
): Promise<VerifiedPlace> {
  if (root === undefined) return {verification: describeNothing(store.name), statements: []};
  const own = platform === undefined ? policy : {...policy, platforms: [platform], invocations: 1};
  return verifyPublished(store, root, own);
}

function describeNothing(store: string): Verification {
  const evidence = `${store} holds nothing under the name that was pushed, and buildx reported no digest.`;
  const step = {
    id: 'index-digest',
    title: 'What is published has the digest that was built',
    outcome: 'unknown',
    evidence
  } as const;
  return {store, root: '', verdict: 'undecided', reason: evidence, steps: [step], platforms: []};
}

/** Each statement once, however many repositories hold it. */
export function uniteStatements(places: readonly VerifiedPlace[]): VerifiedPlace['statements'] {
  const statements = places.flatMap(place => place.statements);
  return [
    ...new Map(statements.map(statement => [`${statement.platform} ${statement.digest}`, statement])).values()
  ];
}
