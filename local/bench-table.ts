/** What was measured, as tables of medians. Pure. */

/** One run of the step, beside the bare command that was run just before it. */
export interface Sample {
  readonly bareMs: number;
  readonly stepMs: number;
  /** From the start of the step's process to the start of buildx. */
  readonly spawnMs: number;
  readonly peakBytes: number;
}

export interface Phase {
  readonly phase: string;
  readonly durationMs: number;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

const formatSeconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

const formatRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map(formatRow).join('\n');
}

/** One row for each number of platforms. The ratio and what is added are medians of pairs, not of sums. */
export function formatSamples(measured: ReadonlyMap<number, readonly Sample[]>): string {
  const head = ['Platforms', 'bare buildx', 'the step', 'ratio', 'added', 'start to buildx', 'peak memory'];
  const rows = [...measured].map(([platforms, samples]) => {
    const middle = (pick: (sample: Sample) => number): number => median(samples.map(pick));
    return [
      String(platforms),
      formatSeconds(middle(({bareMs}) => bareMs)),
      formatSeconds(middle(({stepMs}) => stepMs)),
      middle(({bareMs, stepMs}) => stepMs / bareMs).toFixed(2),
      formatSeconds(middle(({bareMs, stepMs}) => stepMs - bareMs)),
      formatSeconds(middle(({spawnMs}) => spawnMs)),
      `${(middle(({peakBytes}) => peakBytes) / 2 ** 20).toFixed(0)} MB`
    ];
  });
  return formatTable(head, rows);
}

/** One row for each phase, in the order in which they first came, one column for each number of platforms. */
export function formatPhases(measured: ReadonlyMap<number, readonly (readonly Phase[])[]>): string {
  const names = [...measured.values()].flat(2).map(({phase}) => phase);
  const rows = [...new Set(names)].map(name => [
    name,
    ...[...measured.values()].map(runs => {
      const times = runs.flatMap(phases => sumPhase(phases, name) ?? []);
      return times.length === 0 ? '–' : formatSeconds(median(times));
    })
  ]);
  const counts = [...measured.keys()].map(count => `${count} ${count === 1 ? 'platform' : 'platforms'}`);
  return formatTable(['Phase', ...counts], rows);
}

/** A phase may come several times in a run, once for each place; undefined where it did not come. */
function sumPhase(phases: readonly Phase[], name: string): number | undefined {
  const times = phases.filter(({phase}) => phase === name).map(({durationMs}) => durationMs);
  return times.length === 0 ? undefined : times.reduce((sum, ms) => sum + ms, 0);
}
