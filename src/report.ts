/** The report on a run: what was found out, and what follows from it. Pure. */
import {describeEscalation} from './escalation/escalation.ts';
import type {Escalation} from './escalation/escalation.ts';
import type {Failure, Findings, Phase} from './findings.ts';
import {isSigned, judgeSigning} from './sigstore/signing.ts';
import type {Signing, SigningVerdict} from './sigstore/signing.ts';
import type {Verdict, Verification} from './verification/verification.ts';

/**
 * The whole run. `reportVersion` changes when a field changes its meaning or goes. Within a version, a later release may
 * add fields, and values to those that are listed here: pass over what you do not know. What is undefined is absent.
 */
export interface Report extends Readonly<Omit<Findings, 'buildLog' | 'workflow'>> {
  readonly reportVersion: 1;
  readonly verdict: Verdict;
  /** Why the verdict is what it is, in a sentence. */
  readonly reason: string;
  readonly conclusion: 'success' | 'failure';
  /** What to hand over where something is wrong. */
  readonly escalation?: Escalation;
}

/** The report on whatever was found out, however far the run came. */
export function assembleReport(findings: Findings): Report {
  const {verdict, reason} = judge(findings);
  const escalation = describeEscalation(findings, reason);
  // They are part of what is handed over, and nowhere else.
  const {buildLog, workflow, ...others} = findings;
  return {
    ...others,
    reportVersion: 1,
    verdict,
    reason,
    conclusion: conclude(findings, verdict),
    ...(escalation === undefined ? {} : {escalation})
  };
}

function judge(findings: Findings): {verdict: Verdict; reason: string} {
  const {failure, verifications, provenance, nothingToVerify, signing} = findings;
  const decisive = worstOf(verifications ?? []);
  if (failure !== undefined) {
    return {
      verdict: decisive?.verdict === 'rejected' ? 'rejected' : 'undecided',
      reason: describeFailure(failure, decisive !== undefined)
    };
  }
  if (decisive !== undefined) {
    const reason = describeDecisive(decisive, verifications ?? []);
    const signed = signing && judgeSigning(signing);
    if (decisive.verdict !== 'verified' || signed === undefined) return {verdict: decisive.verdict, reason};
    return {verdict: signed.verdict, reason: `${reason} ${describeSigning(signed, signing)}`};
  }
  if (provenance?.value === 'none') return {verdict: 'absent', reason: describeNone(provenance)};
  return {verdict: 'absent', reason: nothingToVerify ?? 'Nothing was published.'};
}

function describeDecisive({verdict, reason}: Verification, verifications: readonly Verification[]): string {
  if (verdict !== 'verified' || verifications.length === 1) return reason;
  return `Every one of ${String(verifications.length)} places was read back: ${verifications.map(({store}) => store).join(', ')}.`;
}

function describeSigning({verdict, reason}: SigningVerdict, signing: Signing | undefined): string {
  if (verdict === 'verified') return reason;
  if (isSigned(signing)) return `It is signed, but not everything about that is as it should be: ${reason}`;
  const some = signing?.statements.some(({outcome}) => outcome !== 'failed') === true;
  return `It is not ${some ? 'wholly ' : ''}signed: ${reason}`;
}

function describeNone({source, trace}: NonNullable<Findings['provenance']>): string {
  return `There is no provenance to verify: ${trace.at(-1) ?? source}.`;
}

function describeFailure({phase, cancelled}: Failure, verified: boolean): string {
  const failed = FAILURES[phase];
  const words = failed === BEFORE ? 'nothing was built' : failed;
  const what = cancelled ? 'The run was cancelled' : `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
  const so = verified ? 'after the image had been looked at' : 'so nothing was verified';
  return `${what}, ${so}.`;
}

const BEFORE = 'stopped before the build';

/** What a failure in this part of the run is called, as the end of a sentence. */
export const FAILURES: Readonly<Record<Phase, string>> = {
  inputs: BEFORE,
  builder: BEFORE,
  plan: BEFORE,
  preflight: BEFORE,
  build: 'the build failed',
  verify: 'reading the image back failed',
  extract: 'taking files out of the image failed',
  attestations: 'checking what attestations names failed',
  sign: 'signing failed',
  collect: 'collecting the provenance of what the image stands on failed',
  report: 'reporting failed'
};

const SEVERITY: Record<Verdict, number> = {rejected: 3, undecided: 2, absent: 1, verified: 0};

function worstOf(verifications: readonly Verification[]): Verification | undefined {
  return verifications.toSorted((a, b) => SEVERITY[b.verdict] - SEVERITY[a.verdict])[0];
}

/** The one place that decides how the step ends. */
function conclude(findings: Findings, verdict: Verdict): 'success' | 'failure' {
  const {failure, enforce, failOn, diagnostics} = findings;
  if (failure !== undefined) return 'failure';
  if (enforce === false || failOn === 'never') return 'success';
  if (verdict === 'rejected' || verdict === 'undecided') return 'failure';
  const failing = failOn === 'warning' ? ['error', 'warning'] : ['error'];
  const fails = diagnostics.some(({severity, expected}) => failing.includes(severity) && !expected);
  return fails ? 'failure' : 'success';
}
