/** What a step's name tells. Knows no rule. */
import type {Speaker} from './log.ts';

interface StepName {
  readonly speaker: Speaker;
  readonly platform: string | undefined;
  readonly buildPlatform: string | undefined;
}

const PLATFORM = /^(?:linux|windows|darwin|freebsd|wasi)(?:\([\d.]{1,20}\))?\/[\w/.-]{1,40}$/;

/** Names that BuildKit and buildx give to work of their own, which no Dockerfile chooses. */
const OWN =
  /^(?:exporting |importing |pushing |writing |resolving |resolve |loading |sending |copying |preparing |merging |docker-image:\/\/|oci-layout:\/\/)/;

/** Instructions of a Dockerfile that run no program. */
const QUIET = /^(?:FROM|COPY|ADD|WORKDIR)(?: |$)/;

/** Speaker and platform of `[linux/arm64 build 2/5] RUN make`, `exporting to image`, `[internal] load .dockerignore`. */
export function parseStepName(name: string): StepName {
  const end = name.startsWith('[') ? name.indexOf('] ') : -1;
  if (end < 0)
    return {speaker: OWN.test(name) ? 'buildkit' : 'program', platform: undefined, buildPlatform: undefined};

  const words = name.slice(1, end).split(' ');
  const [from = '', to] = (words[0] ?? '').split('->');
  const isPlatform = PLATFORM.test(from);
  const rest = isPlatform ? words.slice(1) : words;
  const own = (rest.length === 1 && rest[0] === 'internal') || rest[0] === 'auth';
  const quiet = QUIET.test(name.slice(end + 2));
  return {
    speaker: own || quiet ? 'buildkit' : 'program',
    platform: isPlatform ? (to ?? from) : undefined,
    buildPlatform: isPlatform && to !== undefined ? from : undefined
  };
}

/** Reads a cache to build from; such a step may fail, and the build goes on. */
export function isCacheImport(name: string): boolean {
  return name.startsWith('importing cache manifest from') || name.startsWith('[internal] importing cache');
}

/** Writes a cache. */
export function isCacheExport(name: string): boolean {
  return /^(?:exporting (?:cache|content cache|to GitHub Actions Cache)|writing cache|preparing build cache)/i.test(
    name
  );
}
