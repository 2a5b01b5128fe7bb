/** Whose signatures count for the provenance of others: the user's trusted root, Sigstore's public instance, GitHub's. */
import {join, resolve} from 'node:path';
import type {Patience} from '../oci/patience.ts';
import type {Transport} from '../oci/transport.ts';
import {resolveInstance} from '../sigstore/instance.ts';
import type {Instance} from '../sigstore/instance.ts';
import type {Authority} from '../sigstore/signature-policy.ts';
import {loadTrust} from '../sigstore/trust.ts';
import type {Folders} from './folders.ts';
import type {Situation} from './situation.ts';

export interface AuthoritySources {
  readonly situation: Pick<Situation, 'inputs' | 'runner'>;
  readonly folders: Pick<Folders, 'trust'>;
  readonly transport: () => Promise<Transport>;
  readonly patience: Patience;
}

const GITHUB = 'https://github.com';

/** Each is loaded when it is first asked for, and counts by its own thresholds. */
export function listAuthorities(sources: AuthoritySources): readonly (() => Promise<Authority>)[] {
  const {inputs, runner} = sources.situation;
  const {trustedRoot} = inputs.signing;
  const publicGood = resolveInstance('public', GITHUB).value;
  const github = resolveInstance('private', GITHUB).value;
  const known = [publicGood, github].map(instance => () => open(sources, instance));
  if (trustedRoot === undefined) return known;
  const path = resolve(runner.workspace, trustedRoot);
  const own = async (): Promise<Authority> => {
    const {trust} = await open(sources, publicGood, path);
    // An instance that has a log must show that it logged.
    const {thresholds} = trust.material.tlogs.length > 0 ? publicGood : github;
    return {trust, thresholds};
  };
  return [own, ...known];
}

async function open(
  {folders, transport, patience}: AuthoritySources,
  instance: Instance,
  trustedRootPath?: string
): Promise<Authority> {
  // Apart from what signing fetches at the same time.
  const cachePath = join(folders.trust, 'dependencies');
  const trust = await loadTrust({
    instance,
    trustedRootPath,
    cachePath,
    transport: await transport(),
    patience
  });
  return {trust, thresholds: instance.thresholds};
}
