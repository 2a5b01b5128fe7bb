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

/** `WHERE holds FORM` for each secret, in clear or in an encoding that somebody could undo. */
export function listLeaks(traces: Readonly<Record<string, string>>, secrets: readonly string[]): string[] {
  const forms = new Set(secrets.flatMap(listReadableForms));
  return Object.entries(traces).flatMap(([where, text]) =>
    [...forms].filter(form => text.includes(form)).map(form => `${where} holds ${form}`)
  );
}

/** What to look for: in clear, escaped for JSON once and twice, for URLs and for commands, in hex, in base64. */
function listReadableForms(secret: string): string[] {
  const json = escapeJson(secret);
  const hex = Buffer.from(secret).toString('hex');
  const url = encodeURIComponent(secret);
  const command = secret.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return [
    secret,
    json,
    escapeJson(json),
    url,
    url.replaceAll('%20', '+'),
    command,
    hex,
    hex.toUpperCase(),
    ...listBase64(secret)
  ];
}

function escapeJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** As it stands in the base64 of any longer text, `user:secret` or a whole line: that depends on where it begins. */
function listBase64(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap(before => {
    const padded = Buffer.concat([Buffer.alloc(before), bytes]);
    const own = [Math.ceil((before * 8) / 6), Math.floor((padded.length * 8) / 6)] as const;
    return [padded.toString('base64').slice(...own), padded.toString('base64url').slice(...own)];
  });
}
