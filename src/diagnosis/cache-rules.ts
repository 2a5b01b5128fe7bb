/** The build cache: what it says when it cannot be written, or read. */
import type {Finding, Subject, Twin} from './rule.ts';
import {isCacheExport} from './step-name.ts';

const WORDS =
  /^(?:error writing (?:layer|manifest|config) blob\b|failed to configure \w{1,40} cache (?:exporter|importer)\b|cache manifest not found\b|failed to parse error response \d{3}\b|This legacy service is shutting down|(?:token|url) not set for github actions cache|missing signature for github actions cache|invalid token without expiration time)/;
const OLD_SERVICE =
  /This legacy service is shutting down|failed to configure gha cache exporter: url not set|\b(?:url) not set for github actions cache/;
const SERVICE =
  /failed to parse error response \d{3}|services aren't available right now|GitHub Actions is temporarily unavailable|\/twirp\/github\.actions\.results\.api|\/_apis\/artifactcache\//;
const UNREACHED =
  /dial tcp|\b5\d\d\b|timeout|deadline|connection (?:refused|reset)|EOF|error response|available/i;
const DENIED = /\bdenied\b|\b403 Forbidden\b/i;
const UNAUTHORIZED = /\b401 Unauthorized\b|\bunauthorized\b|\binsufficient_scope\b|no basic auth/i;

const TWINS: readonly (readonly [RegExp, Twin])[] = [
  [
    DENIED,
    [
      'PROV-3A',
      'The cache lies in a registry, and the push of an image into the same repository is refused as well.'
    ]
  ],
  [UNAUTHORIZED, ['PROV-3B', 'The cache lies in a registry that no login ran for.']],
  [/\b429\b|toomanyrequests/i, ['PROV-3F', 'The registry that holds the cache limits requests.']]
];

/** A cache that could not be written: the image may be there all the same. */
export function judgeCache({text, step}: Subject): Finding | undefined {
  if (
    !(step !== undefined && isCacheExport(step.name)) &&
    !WORDS.test(text) &&
    !/\/twirp\/github\.actions\.results\.api|\/_apis\/artifactcache\//.test(text)
  )
    return undefined;
  if (OLD_SERVICE.test(text)) return {code: 'PROV-5A', phase: 'cache'};
  if (SERVICE.test(text) && UNREACHED.test(text))
    return {code: 'PROV-5B', phase: 'cache', ...oldService(text)};
  const twins = TWINS.filter(([pattern]) => pattern.test(text)).map(([, twin]) => twin);
  return twins.length === 0 ? {code: 'PROV-5', phase: 'cache'} : {code: 'PROV-5', phase: 'cache', twins};
}

function oldService(text: string): {readonly twins?: readonly Twin[]} {
  if (!text.includes('/_apis/artifactcache/')) return {};
  return {
    twins: [
      [
        'PROV-5A',
        "The address is that of the cache service's first version, which is gone: buildx or BuildKit is too old."
      ]
    ]
  };
}
