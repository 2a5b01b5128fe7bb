/** Lengths of time in words. */

/** `350 ms`, `2 s`, `1 min 30 s`, `1 h`: at most two units, for people. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${String(Math.round(milliseconds))} ms`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${String(seconds)} s`;
  if (seconds < 3600) return joinUnits(seconds, 60, 'min', 's');
  return joinUnits(Math.round(seconds / 60), 60, 'h', 'min');
}

function joinUnits(total: number, base: number, large: string, small: string): string {
  const rest = total % base;
  const head = `${String(Math.floor(total / base))} ${large}`;
  return rest === 0 ? head : `${head} ${String(rest)} ${small}`;
}
