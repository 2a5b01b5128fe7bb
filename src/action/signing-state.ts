/** How signing ended, in the few words of headline, summary and annotations. Pure; formats and escapes nothing. */
import type {Report} from '../report.ts';
import {shareText} from '../sigstore/shared-text.ts';
import type {Told} from '../sigstore/shared-text.ts';
import {isSigned, judgeSigning} from '../sigstore/signing.ts';
import type {PlaceRecord, Signing, StatementRecord} from '../sigstore/signing.ts';
import type {Verification} from '../verification/verification.ts';

/** Whether an image is in a registry now, whatever else went wrong: of one that was to be there, nobody knows until it is read. */
export function isPushed({imageRefs = [], verifications = [], skip, existing}: Report): boolean {
  if (skip !== undefined) return false;
  if (existing === true && !verifications.some(isRead)) return false;
  return imageRefs.length > 0 || verifications.some(({store}) => store.startsWith('registry '));
}

function isRead({steps, verdict}: Verification): boolean {
  return (
    verdict !== 'undecided' || steps.some(({id, outcome}) => id === 'index-digest' && outcome === 'passed')
  );
}

/** Whether an image is where the user wanted it, in a registry or in a layout: what it is signed for. */
export function isPublished(report: Report): boolean {
  const {verifications = [], skip} = report;
  const isExported = skip === undefined && verifications.some(({store}) => store.startsWith('OCI layout '));
  return isExported || isPushed(report);
}

/** Verdict and signature of a run that failed nowhere and was no dry run: what is pushed and unsigned says so. */
export function describeOutcome(report: Report): string {
  const {verdict, signing} = report;
  const pushed = isPushed(report);
  if (signing?.decision.value !== true) {
    if (pushed && isUnchecked(report)) return 'not checked, unsigned';
    return pushed || verdict === 'verified' ? `${verdict}, unsigned` : verdict;
  }
  if (!isPublished(report)) return verdict;
  const published = pushed ? 'pushed' : 'exported';
  if (!isProvenanceVerified(report)) return `${verdict}, ${describeSigned(signing)}`;
  const signed = signing.statements.filter(({outcome}) => outcome !== 'failed').length;
  if (signed === 0) return `${published} and verified, unsigned (signing failed)`;
  if (!isSigned(signing)) {
    return `${published} and verified, partly unsigned (${String(signed)} of ${String(signing.statements.length)} signed)`;
  }
  return describeKept(signing);
}

/** The image was pushed with provenance, for all that anybody knows: `absent` would say that it has none. */
function isUnchecked({verdict, provenance}: Report): boolean {
  return verdict === 'absent' && provenance !== undefined && provenance.value !== 'none';
}

/** For a run that failed: what else is true of the image, with a comma before it; nothing where there is none. */
export function describeLeftBehind(report: Report): string {
  return isPublished(report) ? `, ${describeSigned(report.signing)}` : '';
}

function describeSigned(signing: Signing | undefined): 'signed' | 'partly signed' | 'unsigned' {
  if (isSigned(signing)) return 'signed';
  const some = signing?.statements.some(({outcome}) => outcome !== 'failed') === true;
  return some ? 'partly signed' : 'unsigned';
}

function isProvenanceVerified({verifications = []}: Report): boolean {
  return verifications.length > 0 && verifications.every(({verdict}) => verdict === 'verified');
}

/** Who signed, where anything is signed: a signing that failed knows only who would have. */
export function findSigner(signing: Signing | undefined): Signing['signer'] {
  return signing?.statements.some(({outcome}) => outcome !== 'failed') === true ? signing.signer : undefined;
}

function describeKept(signing: Signing): string {
  const judged = judgeSigning(signing)?.verdict;
  if (judged === 'verified') return 'verified, signed';
  if (judged === 'rejected') return 'signed, but a stored signature is bad';
  const unsettled = listPlaces(signing).filter(({verdict}) => verdict === 'undecided');
  const missing = unsettled.some(({stored}) => !stored);
  return `verified and signed, but not ${missing ? 'stored' : 'read back'} everywhere`;
}

function listPlaces({statements}: Signing): PlaceRecord[] {
  return statements.flatMap(({places}) => places);
}

/** Signing was to be done, something of it is not done, and doing it again by digest may help. */
export function isResumable(report: Report): boolean {
  return isPushed(report) && isUnfinished(report);
}

/** The same of an image in a layout alone, which nothing signs later where it is. */
export function isExportedUnfinished(report: Report): boolean {
  return isPublished(report) && !isPushed(report) && isUnfinished(report);
}

function isUnfinished({signing, verifications = []}: Report): boolean {
  if (signing?.decision.value !== true) return false;
  const isBad = verifications.some(({verdict}) => verdict === 'rejected');
  return !isBad && judgeSigning(signing)?.verdict !== 'verified';
}

/** What went wrong in signing, the worst first, each once with all that it befell. Untrusted text. */
export function listSigningFailures(signing: Signing | undefined): string[] {
  if (signing?.decision.value !== true) return [];
  const {problems, statements} = signing;
  return [
    ...problems,
    ...shareText(statements.flatMap(statement => listPlaceFailures(statement, 'rejected'))),
    ...shareText(statements.flatMap(({title, error}) => (error === undefined ? [] : [{title, text: error}]))),
    ...shareText(statements.flatMap(statement => listPlaceFailures(statement, 'undecided')))
  ];
}

function listPlaceFailures({title, places}: StatementRecord, wanted: PlaceRecord['verdict']): Told[] {
  return places
    .filter(({verdict}) => verdict === wanted)
    .map(({place, evidence}) => ({title: `${title} in ${place}`, text: evidence}));
}

/** Places that take no bundles, as far as that is no failure: why, and whose bundles are not there. */
export function listRefusals(signing: Signing | undefined): Told[] {
  if (signing?.decision.value !== true) return [];
  const refused = signing.statements
    .filter(({outcome}) => outcome !== 'failed')
    .flatMap(({title, places}) => places.filter(isRefusal).map(({evidence}) => ({title, text: evidence})));
  const byText = Map.groupBy(refused, ({text}) => text);
  return [...byText].map(([text, all]) => ({title: all.map(({title}) => title).join(', '), text}));
}

function isRefusal({kind, verdict, stored, evidence}: PlaceRecord): boolean {
  return kind === 'api' && verdict === 'absent' && !stored && evidence !== '';
}
