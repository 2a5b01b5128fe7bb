/** What a workflow file says about a diagnostic: hints, never verdicts. Pure; import it late, it loads the YAML library. */
import type {Code} from '../diagnostics/code.ts';
import type {Place} from '../diagnostics/diagnostic.ts';
import {isHinted} from './workflow-codes.ts';
import type {HintedCode} from './workflow-codes.ts';
import {finishHint, placeOf, quoteName} from './workflow-hint.ts';
import type {HintContext, WorkflowHint} from './workflow-hint.ts';
import {hintAttestations, hintIdToken, hintPackages} from './workflow-permission-hints.ts';
import {hintBuilder, hintEmulator, hintLogin, hintProvenance} from './workflow-step-hints.ts';
import type {LocatedStep} from './workflow-step.ts';
import type {Value} from './workflow.ts';

type Finder = (located: LocatedStep, context: HintContext) => WorkflowHint | undefined;

const FINDERS: Readonly<Record<HintedCode, Finder>> = {
  'PROV-1B': hintBuilder,
  'PROV-1C': hintProvenance,
  'PROV-1H': hintProvenance,
  'PROV-2A': hintIdToken,
  'PROV-2C': hintAttestations,
  'PROV-3A': hintPackages,
  'PROV-3B': hintLogin,
  'PROV-4A': hintEmulator,
  'PROV-7C': hintBuilder
};

/** What in the file may be the reason; undefined where nothing in it is. */
export function hintFor(
  code: Code,
  located: LocatedStep,
  context: HintContext = {}
): WorkflowHint | undefined {
  const hint = isHinted(code) ? FINDERS[code](located, context) : undefined;
  if (hint === undefined || located.certain || located.step === undefined) return hint;
  return {
    ...hint,
    detail: `${hint.detail} Several steps of the job use this action: this is about the first.`
  };
}

/** Where an input of the step stands, or else the step; undefined where the step is in no file that was read. */
export function placeOfInput(located: LocatedStep, input: string): Place | undefined {
  const at = placeOf(located);
  if (at === undefined) return undefined;
  return {file: at.workflow.file, line: at.step.with.get(input)?.line ?? at.step.line};
}

const UNPINNED_LIMIT = 10;

/** Actions of the job that are named by what can mean another commit tomorrow: a branch, `latest`. At most ten. */
export function findUnpinned(located: LocatedStep): readonly WorkflowHint[] {
  const {place, caller} = located;
  const steps = (place?.job.steps ?? []).flatMap(({uses}) => uses ?? []);
  const found = [
    ...(place === undefined ? [] : steps.map(uses => ({workflow: place.workflow, uses}))),
    ...(caller?.job?.uses === undefined ? [] : [{workflow: caller.workflow, uses: caller.job.uses}])
  ];
  const unpinned = found.filter(({uses}) => isUnpinned(uses)).slice(0, UNPINNED_LIMIT);
  return unpinned.map(({workflow, uses}) =>
    finishHint({
      workflow,
      line: uses.line,
      title: 'An action is not pinned',
      detail:
        `${quoteName(uses.text)} means whatever is there when the job runs, and runs with this job's ` +
        'permissions. Name a release, or better a commit.'
    })
  );
}

/** A commit, a digest and a release's tag are none; neither is a path, which is of this commit. */
function isUnpinned({text}: Value): boolean {
  if (text.startsWith('./') || text.includes('${{')) return false;
  if (text.startsWith('docker://')) {
    const name = text.slice(text.lastIndexOf('/') + 1);
    return !name.includes('@') && /^[^:]*(?::latest)?$/.test(name);
  }
  const reference = /@(.+)$/.exec(text)?.[1];
  return (
    reference !== undefined &&
    !/^(?:[0-9a-f]{40}|[0-9a-f]{64}|v?\d.*|.*[/-]v?\d+(?:\.\d+)*)$/i.test(reference)
  );
}
