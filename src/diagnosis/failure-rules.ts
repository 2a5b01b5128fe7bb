/** Which rules are asked about a failure, and in which order. Knows what was being done; holds no pattern of a cause. */
import {judgeBuildx} from './buildx-rules.ts';
import {judgeCache} from './cache-rules.ts';
import {judgeEngine, judgeMachine} from './docker-rules.ts';
import {judgeMissing, judgeRegistry} from './registry-rules.ts';
import type {Finding, Operation, Subject} from './rule.ts';
import {judgeProcess, parseProcessEnd} from './step-rules.ts';

/** What buildx's last word means; undefined where no rule knows it. */
export function judgeFailure(subject: Subject, certain: boolean): Finding | undefined {
  const end = parseProcessEnd(subject.text);
  if (end !== undefined) return judgeProcess(subject, end);

  const known = judgeEngine(subject) ?? judgeBuildx(subject) ?? judgeCache(subject) ?? judgeMachine(subject);
  if (known !== undefined) return known;
  const operation = findOperation(subject);
  if (operation === 'other' && !certain && !isRegistryText(subject.text)) return undefined;
  return judgeAnswer(subject, operation);
}

function judgeAnswer(subject: Subject, operation: Operation): Finding | undefined {
  const missing = judgeMissing(subject, operation);
  if (missing !== undefined) return missing;
  // The last word may be shorter than what the step said.
  const error = subject.step?.error?.text;
  const found = judgeRegistry({...subject, text: cutNames(subject.text)}, operation);
  if (found !== undefined || error === undefined || operation === 'other') return found;
  return judgeRegistry({...subject, text: cutNames(error)}, operation);
}

/** Without references and paths that somebody chose, as far as they stand in front. */
function cutNames(text: string): string {
  return text
    .replace(/^\S{1,400}: failed to resolve source metadata for \S{1,400}: /, '')
    .replace(/^failed to resolve source metadata for \S{1,400}: /, '');
}

function findOperation({text, step}: Subject): Operation {
  const name = step?.name ?? '';
  if (
    /\bfailed to resolve source metadata for /.test(text) ||
    /\bload metadata for \S/.test(name) ||
    /^\[[^\]]{1,200}\] FROM /.test(name)
  )
    return isFrontend(name) ? 'frontend' : 'pull';
  if (name.startsWith('resolve image config for ') || name.startsWith('docker-image://'))
    return isFrontend(name) ? 'frontend' : 'pull';
  if (
    text.startsWith('failed to push ') ||
    /^(?:exporting to image|pushing |\[internal\] pushing )/.test(name)
  )
    return 'push';
  if (/^push access denied\b|^failed commit on ref "/.test(text)) return 'push';
  if (name.startsWith('[internal] booting buildkit')) return 'boot';
  return step === undefined && isAboutReference(text) ? 'inspect' : 'other';
}

/** The image of `# syntax=`; the SBOM's scanner is resolved in the same way. */
function isFrontend(name: string): boolean {
  return (
    /^(?:resolve image config for |docker-image:\/\/)/.test(name) && !name.includes('buildkit-syft-scanner')
  );
}

/** `host/name:1: not found` and the like, which imagetools says of the image that it was asked for. */
function isAboutReference(text: string): boolean {
  return (
    /^[\w.-]{1,253}(?::\d{1,5})?\/\S{1,400}: not found$/.test(text) ||
    /^(?:httpReadSeeker: failed open|pull access denied|failed to do request: (?:Head|Get) "|unexpected status from (?:HEAD|GET) request to \S+\/manifests\/|content at \S)/.test(
      text
    )
  );
}

/** Forms that only clients of registries print. */
export function isRegistryText(text: string): boolean {
  return /^(?:failed to (?:do request|authorize|fetch (?:oauth|anonymous) token|copy|push|put manifest|resolve)|unexpected status|failed commit on ref|(?:pull|push) access denied|denied: |denied$|unauthorized: |unauthorized$|toomanyrequests|httpReadSeeker|error parsing HTTP \d{3} response body|received unexpected HTTP status|no basic auth credentials|manifest unknown|errors:$|name unknown: |manifest invalid|tag invalid: )/i.test(
    text
  );
}
