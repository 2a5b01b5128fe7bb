/** Whether one material is named by what it must be, and what to write where it is not. Pure. */
import type {Material, Provenance} from '../attestation/provenance.ts';
import type {BuildStep} from './build-record.ts';
import {describeMaterial} from '../attestation/dependency.ts';
import type {ImageDependency} from '../attestation/dependency.ts';
import {findRole, ROLES, writePinned} from '../attestation/role.ts';

export interface Pin {
  readonly outcome: 'pinned' | 'loose' | 'unknown';
  /** As the end of a sentence that begins with the URI. */
  readonly reason: string;
  readonly instead?: string;
}

/** What the build read from outside, by the URI that it asked for. */
export type StepsBySource = ReadonlyMap<string | undefined, readonly BuildStep[]>;

const PINNED: Pin = {outcome: 'pinned', reason: ''};

export function judgePin(material: Material, sources: StepsBySource, provenance: Provenance): Pin {
  const dependency = describeMaterial(material);
  switch (dependency.kind) {
    case 'image':
      return judgeImage(dependency, provenance);
    case 'git':
      return isPinnedTree(material)
        ? PINNED
        : {outcome: 'loose', reason: 'is named by something else than its whole commit'};
    case 'http':
      return judgeDownload(material, sources.get(material.uri) ?? []);
    case 'other':
      return {outcome: 'unknown', reason: 'is of a kind that nobody here knows'};
  }
}

function judgeImage(image: ImageDependency, provenance: Provenance): Pin {
  if (image.problem !== undefined) return {outcome: 'loose', reason: `is not certain: ${image.problem}`};
  if (image.pinned) return PINNED;
  const role = findRole(image, provenance);
  return loosen(
    `is named without a digest${role === undefined ? '' : ROLES[role]}`,
    writePinned(image, role)
  );
}

function loosen(reason: string, instead: string | undefined): Pin {
  return {outcome: 'loose', reason, ...(instead === undefined ? {} : {instead})};
}

/** `https://host/app.git#COMMIT:folder`, or the commit among the query's parameters. */
function isPinnedTree({uri, digest}: Material): boolean {
  const commit = digest['sha1'] ?? digest['gitCommit'] ?? digest['sha256'];
  const named =
    /#([0-9a-f]+)(?::|$)/.exec(uri)?.[1] ?? /[?&](?:checksum|commit)=([0-9a-f]+)(?:[&#]|$)/.exec(uri)?.[1];
  return commit !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit) && named === commit;
}

/** Only the build steps tell whether a checksum was asked for: what is recorded beside the URL is what came. */
function judgeDownload({uri, digest}: Material, sources: readonly BuildStep[]): Pin {
  const recorded = `sha256:${digest['sha256'] ?? ''}`;
  if (sources.length === 0) {
    return {
      outcome: 'unknown',
      reason: 'is a download, and no build step tells whether its checksum was asked for'
    };
  }
  if (sources.every(({attributes}) => attributes['http.checksum'] === recorded)) return PINNED;
  // A URL with credentials, or one that a Dockerfile's words would end in, is for the user to write.
  const isPlain = /^https?:\/\/[\w.:/%+-]{1,300}$/.test(uri) && /^sha256:[0-9a-f]{64}$/.test(recorded);
  return loosen(
    'is downloaded without a checksum',
    isPlain ? `ADD --checksum=${recorded} ${uri}` : undefined
  );
}
