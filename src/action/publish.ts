/** Tells everybody: report file, outputs, step summary, annotations, exit code. Holds no rule. */
import {setOutput} from '@actions/core';
import {appendFile, writeFile} from 'node:fs/promises';
import type {Report} from '../report.ts';
import {listAnnotations} from './annotations.ts';
import type {Annotation} from './annotations.ts';
import type {Log} from './log.ts';
import {listOutputs} from './outputs.ts';
import {describeVerdict, renderSummary} from './summary.ts';

/** Everything that the report says is where people and later steps look; the process will exit as it concludes. */
export async function publishReport(report: Report, log: Log, env: NodeJS.ProcessEnv): Promise<void> {
  if (report.conclusion === 'failure') process.exitCode = 1;
  // Outputs first: nothing that goes wrong after them can leave one to the build's own log.
  setOutputs(report, log);
  log.endGroup();
  for (const annotation of listAnnotations(report)) annotate(log, annotation);
  log.info(`Provenance: ${describeVerdict(report)}. ${report.reason}`);
  await attempt(log, 'report', async () => {
    if (report.reportPath !== undefined) {
      await writeFile(report.reportPath, `${JSON.stringify(report, undefined, 2)}\n`, {mode: 0o600});
    }
  });
  await attempt(log, 'step summary', async () => {
    const path = env['GITHUB_STEP_SUMMARY'] ?? '';
    if (path !== '') await appendFile(path, renderSummary(report));
  });
}

/** Later steps act on outputs: where they cannot be set, the step fails whatever the verdict. */
function setOutputs(report: Report, log: Log): void {
  try {
    for (const [name, value] of Object.entries(listOutputs(report))) setOutput(name, value);
  } catch (error) {
    process.exitCode = 1;
    log.error(`The outputs could not be written: ${(error as Error).message}`, {title: 'Provenance'});
  }
}

function annotate(log: Log, {level, message, ...place}: Annotation): void {
  log[level](message, place);
}

async function attempt(log: Log, what: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    log.warning(`The ${what} could not be written: ${(error as Error).message}`, {title: 'Provenance'});
  }
}
