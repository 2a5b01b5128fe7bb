/** Versions of buildx and BuildKit, as far as they can be compared. Knows no feature. */
import coerce from 'semver/functions/coerce.js';
import gte from 'semver/functions/gte.js';

/**
 * `0.29.1` of `0.29.1+ds1-4` or `v0.29.1-rc2`; undefined for what names no release: a commit, or the `v0.0.0+unknown`
 * of a distribution's build.
 */
export function parseRelease(version: string): string | undefined {
  if (!/^v?\d+\.\d+/.test(version)) return undefined;
  const release = coerce(version)?.version;
  return release === '0.0.0' ? undefined : release;
}

/** A release that nobody can parse counts as new. */
export function isAtLeast(release: string | undefined, minimum: string): boolean {
  return release === undefined || gte(release, minimum);
}
