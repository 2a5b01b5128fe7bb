/** Looks for secrets where a step leaves something behind. */
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {StepRun} from './step.ts';

/** All that somebody may read when the step is over, but for the lines that tell the runner what to mask. */
export function readTraces(run: StepRun): Readonly<Record<string, string>> {
  const {stdout, stderr, summary, lines, outputs, state, exported, report, annotations} = run;
  const values = {outputs, state, exported, report, annotations};
  const texts = Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]);
  const told = stdout.replaceAll(/^::add-mask::.*$/gm, '');
  return {
    stdout: told,
    stderr,
    summary,
    lines: lines.join('\n'),
    ...(Object.fromEntries(texts) as Record<string, string>)
  };
}

/** Every file below these folders, by its path. */
export function readFolders(folders: readonly string[]): Readonly<Record<string, string>> {
  const paths = folders.flatMap(folder =>
    readdirSync(folder, {recursive: true, withFileTypes: true})
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
  );
  return Object.fromEntries(paths.map(path => [path, readFileSync(path, 'latin1')]));
}

/** `WHERE holds SECRET` for each, in clear or in base64. */
export function listLeaks(traces: Readonly<Record<string, string>>, secrets: readonly string[]): string[] {
  const forms = secrets.flatMap(secret => [
    secret,
    Buffer.from(secret).toString('base64').replace(/=+$/, '')
  ]);
  return Object.entries(traces).flatMap(([where, text]) =>
    forms.filter(form => text.includes(form)).map(form => `${where} holds ${form}`)
  );
}
