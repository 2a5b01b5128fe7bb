/** What is looked at before the build: facts gathered, checks run, and what they found recorded. */
import type {Diagnostic} from '../diagnostics/diagnostic.ts';
import type {PreflightFacts} from '../preflight/facts.ts';
import type {PreflightQuestion} from './preflight-facts.ts';
import type {Run} from './run.ts';
import type {Situation} from './situation.ts';

/** Something stands in the way, and nothing was built. Its diagnostics are recorded. */
export class PreflightError extends Error {
  override readonly name = 'PreflightError';

  constructor(diagnostics: readonly Diagnostic[]) {
    super(['Nothing was built.', ...diagnostics.map(({evidence}) => evidence.join(' '))].join('\n'));
  }
}

/** Loads what the checks need, while something else is waited for. */
export async function warmPreflight(): Promise<void> {
  const {warmPreflight: warm} = await import('./preflight-facts.ts');
  await warm();
}

export type PreflightSubject = Pick<
  PreflightQuestion,
  'engine' | 'plan' | 'planProblem' | 'signing' | 'attestations'
>;

/**
 * Returns what was found out. Throws {@link PreflightError} where a check failed, enforced or not: what was found would
 * only fail later.
 */
export async function preflight(
  run: Run,
  situation: Situation,
  subject: PreflightSubject
): Promise<PreflightFacts> {
  const {env, findings, signal, log} = run;
  if (subject.planProblem !== undefined) run.wrongInput = subject.planProblem.input;
  const [{gatherPreflightFacts}, {runChecks}] = await Promise.all([
    import('./preflight-facts.ts'),
    import('../preflight/check.ts')
  ]);
  const secretsMode = situation.inputs.secretsCheck;
  const facts = await gatherPreflightFacts({situation, env, signal, secretsMode, ...subject});
  const checks = runChecks(facts);
  findings.checks = checks;
  findings.registries = facts.registries;
  for (const {title, outcome, evidence} of checks) log.debug(`${outcome}: ${title}. ${evidence}`);
  const failed = checks
    .filter(({outcome}) => outcome === 'failed')
    .flatMap(({diagnostic}) => diagnostic ?? []);
  const others = checks
    .filter(({outcome}) => outcome !== 'failed')
    .flatMap(({diagnostic}) => diagnostic ?? []);
  findings.diagnostics.push(...failed, ...others);
  if (failed.length > 0) throw new PreflightError(failed);
  return facts;
}
