import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import type {TestContext} from 'node:test';
import {promisify} from 'node:util';

const run = promisify(execFile);

const SCRIPT = `
import {createLog} from ${path('action/log.ts')};
import {publishReport} from ${path('action/publish.ts')};
import {startFindings} from ${path('findings.ts')};
import {assembleReport} from ${path('report.ts')};
const report = assembleReport({...startFindings(), reportPath: process.env.REPORT});
await publishReport(report, createLog({debug: false}), process.env);
`;

function path(module: string): string {
  return JSON.stringify(new URL(`../../../src/${module}`, import.meta.url).href);
}

/** Publishes the report on a run that succeeded, in a process of its own, whose stdout is the runner's. */
async function publish(
  test: TestContext,
  prepare: (files: Readonly<Record<string, string>>) => Promise<void>
): Promise<{exitCode: unknown; stdout: string; stderr: string; files: Readonly<Record<string, string>>}> {
  const folder = await mkdtemp(join(tmpdir(), 'publish-'));
  test.after(() => rm(folder, {recursive: true}));
  const files = {
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary'),
    REPORT: join(folder, 'report.json')
  };
  await prepare(files);
  const argv = ['--input-type=module', '--eval', SCRIPT];
  const ended: unknown = await run(process.execPath, argv, {env: files}).catch((error: unknown) => error);
  const {code = 0, stdout, stderr} = ended as {code?: unknown; stdout: string; stderr: string};
  return {exitCode: code, stdout, stderr, files};
}

describe('publishing the report', () => {
  it('sets outputs, and writes report and summary', async test => {
    const {exitCode, stderr, files} = await publish(test, async ({GITHUB_OUTPUT = ''}) => {
      await writeFile(GITHUB_OUTPUT, '');
    });
    assert.equal(exitCode, 0, stderr);
    assert.match(await readFile(files['GITHUB_OUTPUT'] ?? '', 'utf8'), /^verdict<</m);
    assert.match(await readFile(files['REPORT'] ?? '', 'utf8'), /"reportVersion": 1/);
    assert.match(await readFile(files['GITHUB_STEP_SUMMARY'] ?? '', 'utf8'), /Provenance: absent/);
  });

  it('fails the step where its outputs cannot be set, and tells the rest all the same', async test => {
    const {exitCode, stdout, stderr, files} = await publish(test, async () => Promise.resolve());
    assert.equal(exitCode, 1);
    assert.equal(stderr, '');
    assert.match(stdout, /^::error title=Provenance::The outputs could not be written: /m);
    assert.match(await readFile(files['REPORT'] ?? '', 'utf8'), /"reportVersion": 1/);
  });
});
