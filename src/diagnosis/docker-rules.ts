/** The engine, the builder that should answer, the machine: in the words of docker, buildx and the runner. */
import {findByPattern} from './rule.ts';
import type {Finding, PatternRule, Subject, Twin} from './rule.ts';

const GONE: PatternRule['twins'] = [
  ['PROV-025', 'The machine ran out of memory, and the builder was what the kernel ended.']
];

/** On messages of buildx and docker alike. */
export const ENGINE_RULES: readonly PatternRule[] = [
  {
    code: 'PROV-7D',
    phase: 'build',
    pattern:
      /^(?:docker: )?(?:ERROR: )?(?:Cannot connect to the Docker daemon|failed to connect to the docker API) at /i
  },
  {
    code: 'PROV-7D',
    phase: 'build',
    pattern:
      /^(?:docker: )?(?:Got )?permission denied while trying to connect to the (?:Docker daemon socket|docker API) /i
  },
  {code: 'PROV-7D', phase: 'build', pattern: /^error during connect: /},
  {
    code: 'PROV-7D',
    phase: 'build',
    pattern: /^(?:could not connect to|failed to dial|unable to connect to) \S{1,300}(?:docker|buildkit)/i
  },
  {code: 'PROV-7D', phase: 'build', pattern: /^(?:listing workers for \w{1,40}: )?failed to list workers: /},
  {
    code: 'PROV-7D',
    phase: 'build',
    pattern:
      /^(?:failed to receive status: |Unavailable: )?(?:rpc error: code = Unavailable desc = |Unavailable: )?(?:error reading from server: (?:EOF|.{0,300}(?:connection reset|use of closed))|connection error: |transport is closing|closing transport due to)/,
    twins: GONE
  },
  {code: 'PROV-7D', phase: 'build', pattern: /^failed to receive status: /, twins: GONE},
  {
    code: 'PROV-7D',
    phase: 'build',
    pattern: /^(?:failed to .{1,500}: )?no active session for \S{1,100}: context deadline exceeded$/m,
    twins: GONE
  },
  {
    code: 'PROV-7D',
    phase: 'build',
    pattern: /^(?:Error response from daemon: )?No such container: buildx_buildkit_/i
  },
  {
    code: 'PROV-7D',
    phase: 'build',
    pattern:
      /^(?:failed to initialize builder|builder instance not running|unable to parse docker host|no active builder)/i
  },
  {code: 'PROV-7C', phase: 'build', pattern: /^(?:docker: )?'buildx' is not a docker command/},
  {code: 'PROV-7C', phase: 'build', pattern: /^(?:docker: )?unknown command: docker buildx/},
  {code: 'PROV-7C', phase: 'build', pattern: /^Docker buildx is required\b/i},
  {
    code: 'PROV-7C',
    phase: 'build',
    pattern: /^BuildKit is enabled but the buildx component is missing or broken/
  },
  {
    code: 'PROV-7B',
    phase: 'build',
    pattern: /^(?:Buildx|BuildKit) [\w .>=<]{0,40}BuildKit [\w.>=< ]{1,40} is required/
  },
  {code: 'PROV-7A', phase: 'build', pattern: /^Buildx >= \d[\w.]{0,20} is required\b/},
  {code: 'PROV-7A', phase: 'build', pattern: /^Attestations are only supported by buildx >= /}
];

export const MACHINE_RULES: readonly PatternRule[] = [
  {
    code: 'PROV-026',
    phase: 'build',
    pattern: /^(?:Canceled: )?context canceled$|^Canceled: |^got \d SIG(?:TERM|INT)/m
  },
  {
    code: 'PROV-026',
    phase: 'build',
    pattern:
      /^The operation was canceled\.?$|^The job running on runner .{1,300} has exceeded the maximum execution time|^The action '.{1,300}' has timed out after /
  },
  {
    code: 'PROV-026',
    phase: 'build',
    pattern: /^The runner has received a shutdown signal\b/,
    twins: [['PROV-025', 'It happens at the same place in every run: the machine ran out of memory.']]
  },
  {
    code: 'PROV-025',
    phase: 'build',
    pattern: /^(?:ResourceExhausted: )?.{0,300}(?:cannot allocate memory|\bout of memory\b)/
  },
  {code: 'PROV-024', phase: 'build', pattern: /\bno space left on device\b/i},
  {
    code: 'PROV-029',
    phase: 'build',
    pattern: /^(?:failed to .{1,500}: )?parent snapshot sha256:[0-9a-f]{64} does not exist: not found$/
  },
  {
    code: 'PROV-024',
    phase: 'build',
    pattern: /^You are running out of disk space\. The runner will stop working/
  }
];

/** What the engine says, or what buildx says of it. */
export function judgeEngine(subject: Subject): Finding | undefined {
  const {text, step} = subject;
  return findByPattern(ENGINE_RULES, text) ?? judgeBoot(text, step?.name ?? '') ?? judgeSilence(subject);
}

/** buildx waited for its builder, and no step had begun. Other programs say the same words. */
function judgeSilence({step, lines}: Subject): Finding | undefined {
  const last = lines[0]?.text.slice(0, 200) ?? '';
  if (step !== undefined || !/\bERROR: (?:failed to build: )?context deadline exceeded$/.test(last))
    return undefined;
  return {code: 'PROV-7D', phase: 'build', twins: [WAITED]};
}

const WAITED: Twin = [
  'PROV-3G',
  'The log above shows steps of the build: it waited for a registry or another host.'
];

/** What stops anything anywhere: no disk, no memory, a hand. */
export function judgeMachine({text}: Subject): Finding | undefined {
  return findByPattern(MACHINE_RULES, text);
}

/** The engine is well: it asked a registry for the builder's image, and says what came back. */
function isPullAnswer(text: string): boolean {
  return /\b(?:Get|Head) "https:\/\/|\bunexpected (?:HTTP )?status(?: code)?:? .{0,300}\b5\d\d\b/.test(text);
}

/** The builder did not come up. */
function judgeBoot(text: string, step: string): Finding | undefined {
  const waiting = step.startsWith('[internal] waiting for connection');
  if (!waiting && !step.startsWith('[internal] booting buildkit')) return undefined;
  if (/toomanyrequests|rate limit|no space left/i.test(text) || isPullAnswer(text)) return undefined;
  if (!/: not found$|manifest unknown|pull access denied/m.test(text))
    return {code: 'PROV-7D', phase: 'build'};
  return {
    code: 'PROV-7D',
    phase: 'build',
    twins: [['PROV-010', 'The image that the builder should run (`driver-opts: image=…`) does not exist.']]
  };
}
