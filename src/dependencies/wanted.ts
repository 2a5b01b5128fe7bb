/** Which images are to be looked at, each content for each platform once. Asks nobody. */
import type {Dependency, ImageDependency} from '../attestation/dependency.ts';

/** An image, and the platform that it is wanted for: its own, or that of what stands on it. */
export interface Wanted {
  readonly image: ImageDependency;
  readonly platform: string | undefined;
}

/** The same content for the same platform under several names, in the order in which they were met. */
export type WantedGroup = readonly [Wanted, ...Wanted[]];

export function listWanted(named: readonly Dependency[], platform: string | undefined): readonly Wanted[] {
  return named
    .filter(one => one.kind === 'image')
    .map(image => ({image, platform: image.platform ?? platform}));
}

/** Equal for one content and platform, wherever it is from; without a digest, for one name. */
export function keyOf({image: {digest, uris}, platform}: Wanted): string {
  return JSON.stringify([digest ?? uris, platform]);
}

export function groupWanted(wanted: readonly Wanted[]): readonly WantedGroup[] {
  const groups = new Map<string, [Wanted, ...Wanted[]]>();
  for (const one of wanted) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return [...groups.values()];
}
