/** What somebody else's verifier says of the image: cosign, with the commands that the summary prints. */
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {delimiter, dirname, join} from 'node:path';
import {styleText} from 'node:util';
import {CommandError, runCommand, tryCommand} from './command.ts';
import type {Command, CommandOptions} from './command.ts';
import {say, sayTitle} from './demo-results.ts';
import {findTool, prepareToolbox} from './packages.ts';
import type {ActionRun} from './runner.ts';
import {verifierKit} from './versions.ts';

/** The commands of a summary that ask cosign about an image, in their order, each on one line. */
export function listPrintedCommands(summary: string): string[] {
  const blocks = summary.match(/^```console\n[^]*?^```$/gm) ?? [];
  const lines = blocks.flatMap(block => block.replaceAll(/\\\n\s*/g, '').split('\n'));
  return [...new Set(lines.filter(line => /^cosign verify-(?:blob-)?attestation /.test(line)))];
}

/** A `PATH` with a cosign in it: the distribution's, or whatever is there. */
export async function findCosign(): Promise<string> {
  const path = process.env['PATH'] ?? '';
  if ((await tryCommand(['apt-get', '--version'])) === undefined) return path;
  const program = findTool(await prepareToolbox(say, verifierKit), 'cosign');
  return program === undefined ? path : [dirname(program), path].join(delimiter);
}

/** Runs the command, shows it, and says whether it ended well. `wrap` is put around it. */
export async function isAccepted(
  command: string,
  options: CommandOptions,
  wrap = (shell: Command): Command => shell
): Promise<boolean> {
  const start = performance.now();
  try {
    // Through a shell, as whoever copies it would run it.
    await runCommand(wrap(['bash', '-c', command]), {timeoutMs: 60_000, ...options});
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    console.log(`${styleText('red', '✖')} ${command}\n${error.output}`);
    return false;
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${styleText('green', '✔')} ${command} ${styleText('gray', `(${seconds} s)`)}`);
  return true;
}

/** Whether cosign accepts all that the step signed; true where it signed nothing. The registry must be there still. */
export async function verifyWithCosign({outputs, summary}: ActionRun): Promise<boolean> {
  sayTitle('cosign');
  if (outputs['signed'] !== 'true') {
    console.log('Nothing was signed, so there is nothing to verify.');
    return true;
  }
  const commands = listPrintedCommands(summary);
  if (commands.length === 0) throw new Error('the summary prints no command for cosign');
  const home = mkdtempSync(join(tmpdir(), 'cosign-'));
  try {
    const env = {PATH: await findCosign(), HOME: home};
    const answers: boolean[] = [];
    for (const command of commands) answers.push(await isAccepted(command, {env}));
    return answers.every(Boolean);
  } finally {
    rmSync(home, {recursive: true});
  }
}
