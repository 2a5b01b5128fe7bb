/** What must be true of the world, of the outputs and of what a person reads, however signing ended. */
import assert from 'node:assert/strict';
import {basename} from 'node:path';
import type {Verdict} from '../../src/verification/verification.ts';
import {ask} from './image-copy.ts';
import {readSummary} from './signing-trial.ts';
import type {Tried} from './signing-trial.ts';
import {assertExit} from './step.ts';

export interface Outcome {
  /** Undecided where absent. */
  readonly verdict?: Verdict;
  /** 1 where absent. */
  readonly exitCode?: number;
  /** How many statements are signed, of those of the image: its index and its platform. */
  readonly signed: number;
  /** How many bundles GitHub's API and the registry have. */
  readonly stored: readonly [api: number, registry: number];
  /** Of the first annotation; empty where there is none. */
  readonly title: string;
  /** In the first annotation and in the summary: cause and remedy. */
  readonly says: readonly RegExp[];
  /** The summary has the step that goes on from here; where absent, wherever the step fails. */
  readonly resumes?: boolean;
}

const STATEMENTS = 2;

/** The image is pushed, and all that is said of its signing is so. */
export async function assertOutcome(tried: Tried, expected: Outcome): Promise<void> {
  const {run} = tried;
  const {exitCode = 1, resumes = exitCode !== 0, ...outcome} = expected;
  assertExit(run, exitCode);
  assertOutputs(tried, outcome);
  await assertStored(tried, outcome);
  assertFiles(tried, outcome);
  assertRead(tried, {...outcome, exitCode, resumes});
}

function assertOutputs({run, repository}: Tried, {verdict = 'undecided', signed, stored}: Outcome): void {
  const {outputs} = run;
  const {digest = '', signed: said, verdict: judged, verified} = outputs;
  assert.deepEqual(
    {judged, verified, said},
    {judged: verdict, verified: String(verdict === 'verified'), said: String(signed === STATEMENTS)},
    run.stdout
  );
  assert.equal(outputs['image-ref'], `${repository.registry.host}/${repository.name}@${digest}`);
  assert.equal(outputs['signer-identity'] !== '', signed > 0);
  const url = outputs['attestation-url'] ?? '';
  assert.equal(
    url,
    stored[0] === 0 ? '' : `https://github.com/octo-org/app/attestations/${outputs['attestation-id'] ?? ''}`
  );
}

/** GitHub's API and the registry have what the report says that they have, and nothing else. */
async function assertStored({run, attestations, repository}: Tried, {stored}: Outcome): Promise<void> {
  const places = (run.report.signing?.statements ?? []).flatMap(statement => statement.places);
  const reported = places.filter(place => place.stored);
  const ids = reported.filter(({kind}) => kind === 'api').map(({id}) => id);
  assert.deepEqual(ids.sort(), attestations.map(({id}) => String(id)).sort());
  const referrers = reported.filter(({kind}) => kind === 'registry').flatMap(place => place.referrers ?? []);
  const image = JSON.parse(run.outputs['platform-digests'] ?? '{}') as Record<string, string>;
  const subjects = [run.outputs['digest'] ?? '', ...Object.values(image)];
  const listed = await Promise.all(subjects.map(subject => listTagged(repository, subject)));
  assert.deepEqual(referrers.sort(), listed.flat().sort());
  assert.deepEqual([ids.length, referrers.length], stored, run.stdout);
  // Of what signed nothing, nobody says that it is in a place.
  const failed = run.report.signing?.statements.filter(({outcome}) => outcome === 'failed') ?? [];
  assert.deepEqual(
    failed.flatMap(({places: all}) => all).filter(({kind, stored: is}) => is && kind !== 'file'),
    []
  );
}

/** What the tag lists that stands in for the Referrers API. */
async function listTagged(repository: Tried['repository'], subject: string): Promise<string[]> {
  try {
    const answer = await ask(repository, `manifests/${subject.replace(':', '-')}`, {
      headers: {accept: 'application/vnd.oci.image.index.v1+json'}
    });
    const {manifests} = (await answer.json()) as {manifests: {digest: string}[]};
    return manifests.map(({digest}) => digest);
  } catch (error) {
    assert.match((error as Error).message, /: 404$/);
    return [];
  }
}

/** There is a file for each bundle that holds, a line for each in another, and a list of them: or truthfully none. */
function assertFiles({run, files}: Tried, {signed}: Outcome): void {
  const good = (run.report.signing?.statements ?? []).filter(({outcome}) => outcome !== 'failed');
  assert.equal(good.length, signed, run.stdout);
  const paths = good.map(({bundlePath = ''}) => bundlePath);
  for (const path of paths) assert.match(files[path] ?? '', /^\{"mediaType":.*\}$/, path);
  const lines = run.outputs['bundle-path'] ?? '';
  const texts = (lines === '' ? '' : (files[lines] ?? assert.fail(`${lines} is not there`))).split('\n');
  assert.deepEqual(
    texts.filter(line => line !== ''),
    paths.map(path => files[path])
  );
  const [, created = ''] =
    Object.entries(files).find(([path]) => basename(path) === 'created_attestation_paths.txt') ?? [];
  assert.deepEqual(
    created
      .split('\n')
      .filter(line => line !== '')
      .sort(),
    paths.sort()
  );
}

function assertRead({run}: Tried, {title, says, exitCode, resumes}: Outcome): void {
  const [first] = run.annotations;
  const summary = readSummary(run);
  if (first === undefined) assert.deepEqual([title, says], ['', []]);
  else {
    assert.deepEqual([first.name, first.properties['title']], [exitCode === 0 ? 'warning' : 'error', title]);
    for (const text of says) {
      assert.match(first.data, text);
      // The same words; long ones are broken there.
      const [said = ''] = text.exec(first.data) ?? [];
      assert.ok(packText(summary).includes(packText(said)), `${said}\n${summary}`);
    }
    assert.equal(first.data.includes('the step in the summary signs it by its digest'), resumes);
  }
  assert.equal(run.annotations.filter(({name}) => name === 'error').length, exitCode === 0 ? 0 : 1);
  const {digest = '', 'image-ref': ref = ''} = run.outputs;
  const step = [
    `image: '${ref.split('@')[0] ?? ''}'`,
    `digest: '${digest}'`,
    /expected-revision: '[0-9a-f]{40}'/
  ];
  for (const line of step)
    assert.equal(typeof line === 'string' ? summary.includes(line) : line.test(summary), resumes, summary);
}

function packText(text: string): string {
  return text.replaceAll(/\s+/g, '');
}
