/** Several writers to the referrers of one image: nobody's attestation gets lost without a word. */
import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {logIn, startRegistry} from '../../local/registry.ts';
import type {Registry} from '../../local/registry.ts';
import {startSigstore} from '../../local/sigstore/sigstore.ts';
import type {LocalSigstore} from '../../local/sigstore/sigstore.ts';
import {useForeignVerifiers} from '../support/foreign-verifiers.ts';
import {
  attachForeign,
  copyRepository,
  listReferrers,
  readManifest,
  tagManifest,
  writeReferrersTag
} from '../support/registry-hands.ts';
import {createEngineless, PUSHED, usePushedImage} from '../support/resumed-step.ts';
import type {Job} from '../support/resumed-step.ts';
import {useSigstore} from '../support/signed-step.ts';
import {assertExit} from '../support/step.ts';
import type {StepRun} from '../support/step.ts';

const WRITERS = 8;

// Most of it is waiting for one another.
describe('an image to which several attach', {concurrency: true}, () => {
  const platform = useSigstore();
  const foreign = useForeignVerifiers();
  const pushed = usePushedImage(platform);
  const sigstores: LocalSigstore[] = [];
  before(async () => {
    sigstores.push(...(await Promise.all(Array.from({length: WRITERS}, () => startSigstore()))));
  });
  after(() => Promise.all(sigstores.map(one => one.stop())));

  const sign = (image: string, {inputs, ...job}: Job = {}): Promise<StepRun> =>
    pushed.resume({image, 'store-attestation': 'false', ...inputs}, job);

  /** Every step with its post step, each of a workflow and a run of its own. */
  const signSideBySide = (image: string): Promise<readonly StepRun[]> =>
    Promise.all(
      sigstores.map((sigstore, at) => {
        const workflow = `octo-org/app/.github/workflows/writer-${String(at)}.yml@refs/heads/main`;
        const env = {GITHUB_RUN_ID: String(7000 + at), GITHUB_WORKFLOW_REF: workflow};
        return sign(image, {sigstore, env, inputs: {force: 'true'}});
      })
    );

  /** What each run says that it attached, by subject. */
  const listAttached = (run: StepRun): readonly (readonly [subject: string, referrer: string])[] => {
    const statements = run.report.signing?.statements ?? [];
    return statements.flatMap(({subjects, places}) =>
      places.flatMap(({referrers = []}) => referrers.map(one => [subjects[0] ?? '', one] as const))
    );
  };

  const assertNothingLost = async (
    runs: readonly StepRun[],
    list: (subject: string) => Promise<readonly string[]>
  ): Promise<number> => {
    const listed = new Map(
      await Promise.all(pushed.subjects.map(async subject => [subject, await list(subject)] as const))
    );
    for (const [at, run] of runs.entries()) {
      const {signer, statements = []} = run.report.signing ?? {};
      assert.match(signer?.identity ?? '', new RegExp(`/writer-${String(at)}\\.yml@`));
      assert.deepEqual(
        statements.map(({outcome}) => outcome),
        ['signed', 'signed', 'signed']
      );
      const lost = listAttached(run).filter(([subject, one]) => listed.get(subject)?.includes(one) !== true);
      const isLoud = run.exitCode !== 0 || run.postExitCode !== 0;
      if (isLoud) assert.ok(run.annotations.some(({name}) => name === 'error'));
      else assert.deepEqual([listAttached(run).length, lost], [3, []], `writer ${String(at)} lost silently`);
    }
    return runs.filter(({exitCode, postExitCode}) => exitCode === 0 && postExitCode === 0).length;
  };

  it('through the tag that stands in for the Referrers API: all of eight are listed, or say so', async () => {
    const image = copyRepository(platform.registry, PUSHED, 'octo-org/busy');
    const runs = await signSideBySide(image);
    const successes = await assertNothingLost(runs, subject => listReferrers(image, subject));
    assert.ok(successes > 0, 'not one of them succeeded');
  });

  it('through the Referrers API: all of eight are listed, and there is no tag', async () => {
    const registry = await startRegistry({referrers: true});
    try {
      copyRepository(platform.registry, PUSHED, 'octo-org/busy', registry);
      const image = `${registry.host}/octo-org/busy`;
      const runs = await signSideBySide(image);
      const list = async (subject: string): Promise<string[]> => {
        const answer = await fetch(`${registry.url}/v2/octo-org/busy/referrers/${subject}`);
        const {manifests} = (await answer.json()) as {manifests: {digest: string}[]};
        return manifests.map(({digest}) => digest);
      };
      assert.equal(await assertNothingLost(runs, list), WRITERS);
      for (const subject of pushed.subjects) assert.equal((await list(subject)).length, WRITERS);
      for (const {report} of runs)
        assert.ok(report.signing?.statements.every(({places}) => places.every(({via}) => via !== 'tag')));
      assert.equal(await readManifest(image, pushed.digest.replace(':', '-')), undefined);
    } finally {
      await registry.stop();
    }
  });

  describe('where, between the step and the end of the job,', {concurrency: true}, () => {
    it('another program overwrites the tag: it is merged, and said', async () => {
      const image = pushed.copy();
      const added: string[] = [];
      const run = await sign(image, {
        beforePost: async () => {
          added.push(
            ...(await attachForeign(image, pushed.digest, [Buffer.from('sbom')], 'application/spdx+json'))
          );
          const {manifests = []} = (await readManifest(image, pushed.digest.replace(':', '-'))) ?? {};
          assert.equal(manifests.length, 2);
          const own = manifests.filter(({digest}) => added.includes(digest));
          await writeReferrersTag(image, pushed.digest, own);
        }
      });
      assertExit(run, 0);
      assert.equal(run.postExitCode, 0);
      const own = listAttached(run)[0]?.[1] ?? '';
      assert.deepEqual((await listReferrers(image, pushed.digest)).toSorted(), [own, ...added].toSorted());
      const [warning, ...more] = run.annotations;
      assert.deepEqual([warning?.name, more], ['warning', []]);
      assert.equal(
        warning?.properties['title'],
        'Provenance: attestations were overwritten, and are listed again'
      );
      const tag = pushed.digest.replace(':', '-');
      assert.match(warning.data, new RegExp(`another writer overwrote the tag ${tag} after this step`));
      assert.ok(warning.data.includes(own), warning.data);
    });

    it('another program attaches as it should: everything stays, and nothing is said', async () => {
      const image = pushed.copy();
      const run = await sign(image, {
        beforePost: async ({temp}) => {
          const file = join(temp, 'sbom.json');
          writeFileSync(file, '{}');
          const target = `${image}@${pushed.digest}`;
          const type = ['--artifact-type', 'application/spdx+json', '--disable-path-validation'];
          await foreign.run('oras', 'attach', '--plain-http', ...type, target, `${file}:application/json`);
        }
      });
      assertExit(run, 0);
      assert.deepEqual([run.postExitCode, run.annotations], [0, []]);
      assert.equal((await listReferrers(image, pushed.digest)).length, 2);
      assert.ok(run.lines.some(line => line.startsWith('Looked again: all attestations')));
    });

    it('the tag comes to name an image: nothing is overwritten, and the job fails', async () => {
      const image = pushed.copy();
      const [, amd64 = ''] = pushed.subjects;
      const run = await sign(image, {
        beforePost: async () => {
          await tagManifest(image, amd64, pushed.digest.replace(':', '-'));
        }
      });
      assertExit(run, 0);
      assert.equal(run.postExitCode, 1);
      const [error] = run.annotations;
      assert.equal(error?.name, 'error');
      assert.match(error.data, /names something else|no index|not an index/);
      assert.match(error.data, /run the step with this step's output `digest`/);
      assert.equal((await readManifest(image, pushed.digest.replace(':', '-')))?.manifests, undefined);
    });

    it('somebody logged out of the registry: the job fails, and is told how to log in', async () => {
      const registry: Registry = await startRegistry({auth: 'basic'});
      try {
        copyRepository(platform.registry, PUSHED, PUSHED, registry);
        const {env} = createEngineless();
        const config = env['DOCKER_CONFIG'] ?? '';
        logIn(registry, config);
        const run = await sign(`${registry.host}/${PUSHED}`, {
          env,
          beforePost: () => {
            writeFileSync(join(config, 'config.json'), '{}');
          }
        });
        assertExit(run, 0);
        assert.equal(run.postExitCode, 1);
        assert.match(run.annotations[0]?.data ?? '', /Log in before this step/);
      } finally {
        await registry.stop();
      }
    });
  });
});
