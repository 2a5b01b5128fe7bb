/** What `post` says of referrers that it looked at again. Asks no registry; every text may be untrusted. */
import type {Descriptor} from '../oci/descriptor.ts';
import {cleanText} from '../oci/plain-text.ts';
import {formatReferrersTag} from '../oci/referrers.ts';
import {RegistryError} from '../oci/registry-error.ts';
import type {Log} from './log.ts';
import type {WatchedSubject} from './referrer-watch.ts';
import type {Restored} from './restoration.ts';

const LINES = 20;
/** In one line. */
const REFERRERS = 10;
const REASON_LIMIT = 2048;

export interface Circumstances {
  readonly enforce: boolean;
  readonly cancelled: boolean;
}

/** Returns false where the job should fail. */
export function tellRestoration(
  log: Log,
  restored: readonly Restored[],
  {enforce, cancelled}: Circumstances
): boolean {
  const overwritten = restored.filter(({referrers}) => referrers.length > 0);
  if (overwritten.length > 0) {
    const title = 'Provenance: attestations were overwritten, and are listed again';
    log.warning(clip(overwritten.map(describeRestored), LINES).join('\n'), {title});
  }
  const failed = restored.filter(({error}) => error !== undefined);
  if (failed.length === 0) {
    if (overwritten.length === 0) log.info(describeCalm(restored));
    return true;
  }
  const title = 'Provenance: attestations may have been overwritten';
  if (cancelled) {
    log.warning('Cancelled before it was seen whether all attestations are still listed.', {title});
    return true;
  }
  const message = [...clip(failed.map(describeFailed), LINES), ...listAdvice(failed)].join('\n');
  if (enforce) log.error(message, {title});
  else log.warning(message, {title});
  return !enforce;
}

/** The file of the step is not as it was: nobody knows of anything that is lost. */
export function tellUnreadable(log: Log, path: string, error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  const title = 'Provenance: attestations were not looked at again';
  const message = `The file in which this step noted what it attached, ${path}, is not as it was written`;
  log.warning(`${message}: ${reason}`, {title});
}

function describeCalm(restored: readonly Restored[]): string {
  const names = [...new Set(restored.map(({watched}) => nameImage(watched)))].join(', ');
  return `Looked again: all attestations that were attached to ${names} are listed.`;
}

function nameImage({registry, repository}: WatchedSubject): string {
  return `${registry}/${repository}`;
}

function describeRestored({watched, referrers}: Restored): string {
  const tag = formatReferrersTag(watched.subject);
  return (
    `${nameImage(watched)}@${watched.subject}: another writer overwrote the tag ${tag} after this step. ` +
    `Listed again: ${clip(referrers.map(describeReferrer), REFERRERS).join(', ')}`
  );
}

function describeReferrer({digest, artifactType}: Descriptor): string {
  return artifactType === undefined ? digest : `${digest} (${artifactType})`;
}

function describeFailed({watched, error}: Restored): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `${nameImage(watched)}@${watched.subject}: ${cleanText(reason, REASON_LIMIT)}`;
}

function listAdvice(failed: readonly Restored[]): readonly string[] {
  const loggedOut = failed.filter(({error}) => isLoggedOut(error)).map(({watched}) => watched.registry);
  const names = [...new Set(failed.map(({watched}) => nameImage(watched)))].join(', ');
  return [
    ...[...new Set(loggedOut)].map(
      registry =>
        `No credentials for ${registry} were left when the job ended. Log in before this step, so that the step ` +
        'that logs in logs out after it.'
    ),
    `To attach them again, run the step with this step's output \`digest\` as \`digest\` and with ${names} as ` +
      '`image`: it builds nothing, and signs nothing that is signed already.'
  ];
}

function isLoggedOut(error: unknown): boolean {
  return (
    error instanceof RegistryError &&
    error.authenticated === false &&
    (error.status === 401 || error.status === 403)
  );
}

function clip(items: readonly string[], limit: number): readonly string[] {
  const more = items.length - limit;
  return more > 0 ? [...items.slice(0, limit), `… and ${String(more)} more`] : items;
}
