/** Tells the many meanings of "denied" and "unauthorized" apart by what else is known. Pure. */
import type {DiagnosticPhase} from '../diagnostics/diagnostic.ts';
import type {Finding, Operation, Subject, Twin} from './rule.ts';

const FORK: Twin = ['PROV-1A', 'The run is for a pull request from a fork: its token may never write.'];
const NO_PERMISSION: Twin = ['PROV-3A', 'The credential is there, and may not write to this repository.'];
const NO_LOGIN: Twin = [
  'PROV-3B',
  'No login ran for this host before the push, or with the credential of somebody else.'
];
const NO_LINK: Twin = [
  'PROV-3C',
  'The package exists already and was pushed by hand or from elsewhere; the job has `packages: write`.'
];
const NO_IMAGE: Twin = [
  'PROV-028',
  'There is no such image: some registries say the same of a name that does not exist.'
];
const RATE: Twin = ['PROV-3F', 'It works again some minutes later without a change.'];

/** The host that a failure speaks of. */
export function findHost({text, context}: Subject): string | undefined {
  const match =
    /\bhttps?:\/\/(?:[^/@\s"]{1,300}@)?([\w.-]{1,253}(?::\d{1,5})?)[/"?]/.exec(text) ??
    /\bfailed to push ([\w.-]{1,253}(?::\d{1,5})?)\//.exec(text);
  return match?.[1] ?? context.registryHost;
}

function isFork({context, log}: Subject): boolean {
  return (
    context.fork === true ||
    (context.fork === undefined && log.hints.pullRequest && log.hints.permissions?.get('packages') === 'read')
  );
}

function packagesAccess({context, log}: Subject): string | undefined {
  const permissions = context.permissions ?? log.hints.permissions;
  return permissions === undefined ? undefined : (permissions.get('packages') ?? 'none');
}

/** Whether the registry names who asks, or the permission that they lack. */
function isKnown(text: string): boolean {
  return /\bPermission "?[\w.:/-]{3,120}"? denied\b|\bis not authorized to perform\b/.test(text);
}

/** Who the registry knows, and does not let. */
export function judgeDenied(subject: Subject, phase: DiagnosticPhase, operation: Operation): Finding {
  if (operation === 'pull' || operation === 'frontend')
    return {code: 'PROV-3A', phase, twins: [NO_LOGIN, NO_IMAGE]};
  if (isFork(subject)) return {code: 'PROV-1A', phase, twins: [NO_PERMISSION]};
  const host = findHost(subject);
  // A registry that had let nobody in particular begin an upload refuses for another reason.
  const mayBegin = subject.context.pushAllowed?.get(host ?? '') === 'yes';
  if (host !== undefined && subject.context.loggedIn?.get(host) === false && !mayBegin)
    return {code: 'PROV-3B', phase, twins: [NO_PERMISSION]};

  const {text} = subject;
  const access = packagesAccess(subject);
  const github = host === 'ghcr.io' || /permission_denied|organization package/.test(text);
  if (/installation not allowed to (?:Create|Write) organization package/.test(text))
    return access === 'write'
      ? {code: 'PROV-3C', phase, twins: [NO_PERMISSION]}
      : {code: 'PROV-3A', phase, twins: [NO_LINK]};
  if (github && (access === 'write' || mayBegin)) return {code: 'PROV-3C', phase, twins: [NO_PERMISSION]};
  if (text.includes('permission_denied: read_package'))
    return {code: 'PROV-3C', phase, twins: [NO_PERMISSION]};
  const twins = [
    ...(github ? [NO_LINK] : isKnown(text) ? [] : [NO_LOGIN]),
    ...(/^denied(?:: denied)?$/m.test(text) ? [RATE] : []),
    ...(subject.context.event?.startsWith('pull_request') === true ? [FORK] : [])
  ];
  return {code: 'PROV-3A', phase, twins};
}

/** An image that Docker Hub gives to everybody: whoever is refused it asked for one that does not exist. */
function isOfficial({text, step, lines}: Subject): boolean {
  const names = [step?.name ?? '', lines[0]?.text ?? ''];
  return (
    /\brepository does not exist or may require authorization\b/.test(text) &&
    names.some(name => /\b(?:load|source) metadata for docker\.io\/library\/[^/\s]{1,300}(?:\s|$)/.test(name))
  );
}

/** Whom the registry does not know. */
export function judgeUnauthorized(subject: Subject, phase: DiagnosticPhase, operation: Operation): Finding {
  const pulling = operation === 'pull' || operation === 'frontend';
  const host = findHost(subject);
  const known = host !== undefined && subject.context.loggedIn?.get(host) === true;
  const vague =
    /insufficient_scope|may require authorization|requested access to the resource is denied|failed to fetch oauth token|: 403 /.test(
      subject.text
    );
  if (operation === 'pull' && isOfficial(subject)) return {code: 'PROV-028', phase, twins: [NO_LOGIN]};
  if (!pulling && isFork(subject)) return {code: 'PROV-1A', phase, twins: [NO_LOGIN, NO_PERMISSION]};
  if (known && vague) return {code: 'PROV-3A', phase, twins: [NO_LOGIN]};
  const twins = [...(pulling ? [NO_IMAGE] : []), ...(vague || known ? [NO_PERMISSION] : [])];
  return twins.length === 0 ? {code: 'PROV-3B', phase} : {code: 'PROV-3B', phase, twins};
}
