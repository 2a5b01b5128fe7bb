/** An image that is there already: verified and signed by its digest, without an engine, and never twice. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, afterEach, before, describe, it} from 'node:test';
import {parse} from 'yaml';
import {createEvent} from '../../local/event.ts';
import {logIn, startRegistry} from '../../local/registry.ts';
import type {Registry} from '../../local/registry.ts';
import {assertJudgement, durationOf, listWaits} from '../support/judgement.ts';
import {listLeaks, readTraces} from '../support/leaks.ts';
import {copyRepository, listReferrers, readManifest} from '../support/registry-hands.ts';
import {
  assertResumed,
  assertUntouched,
  countSigned,
  createEngineless,
  inAll,
  listOutcomes,
  PUSHED,
  runJob,
  usePushedImage
} from '../support/resumed-step.ts';
import {useSigstore} from '../support/signed-step.ts';
import {assertExit, PLATFORMS} from '../support/step.ts';

const NO_INDEX = /is a plain image manifest, which carries no attestation\. .*name the digest of the index/;

const SIGNED = 'signed, api verified, registry verified';

describe('an image that was pushed unsigned', () => {
  const platform = useSigstore();
  const pushed = usePushedImage(platform);
  let secret: Registry;
  before(async () => {
    secret = await startRegistry({auth: 'basic'});
    copyRepository(platform.registry, PUSHED, PUSHED, secret);
  });
  after(() => secret.stop());
  afterEach(() => {
    const {registry, sigstore} = platform;
    registry.faults.clear();
    sigstore.faults.clear();
    sigstore.attestations.length = 0;
  });

  const {copy, resume} = pushed;
  const assertNothingDone = (): void => {
    assertUntouched(platform);
    assert.deepEqual(platform.sigstore.attestations, []);
  };
  /** Its digest. */
  const build = async (inputs: Record<string, string>, repository?: string): Promise<string> => {
    const {sha} = platform.workspace;
    const run = await runJob(platform, {
      event: createEvent('push', {sha, ...(repository === undefined ? {} : {repository})}),
      inputs: {context: '.', push: 'true', sign: 'false', ...inputs}
    });
    assertExit(run, 0);
    return run.outputs['digest'] ?? '';
  };

  describe('is signed by a later run, by its digest', () => {
    it('under every name, a private one too, without buildx', async () => {
      const {sigstore} = platform;
      const names = [copy(), copy(), `${secret.host}/${PUSHED}`];
      const config = createEngineless();
      logIn(secret, config.env['DOCKER_CONFIG'] ?? '');
      const tokens = sigstore.tokens.length;
      const lines: string[] = [];
      const run = await resume(
        {image: names.join('\n')},
        {
          env: {...config.env, RUNNER_DEBUG: '1'},
          beforePost: ({temp}) => {
            lines.push(readFileSync(join(temp, 'created_attestation_paths.txt'), 'utf8'));
          }
        }
      );
      assertResumed(
        run,
        inAll('signed, api verified, registry verified, registry verified, registry verified')
      );
      assert.equal(config.asked(), false);
      assert.deepEqual(countSigned(sigstore), {certificates: 3, entries: 3, timestamps: 0, stored: 3});
      assert.equal(sigstore.tokens.length - tokens, 1, 'one token is enough for all statements');
      const {digest} = pushed;
      assert.equal(run.report.existing, true);
      assert.deepEqual(
        run.report.imageRefs,
        names.map(name => `${name}@${digest}`)
      );
      assert.deepEqual(
        [run.outputs['digest'], run.outputs['image-ref']],
        [digest, `${names[0] ?? ''}@${digest}`]
      );
      const signer = 'https://github.com/octo-org/app/.github/workflows/image.yml@refs/heads/main';
      assert.equal(run.outputs['signer-identity'], signer);
      assert.match(
        run.outputs['attestation-url'] ?? '',
        /^https:\/\/github\.com\/octo-org\/app\/attestations\/\d+$/
      );
      assert.equal(lines.join('').trimEnd().split('\n').length, 3);
      for (const subject of pushed.subjects)
        for (const name of names.slice(0, 2))
          assert.equal((await listReferrers(name, subject)).length, 1, name);

      // The image itself was only read, and the private registry by its password alone.
      const paths = [...platform.registry.requests, ...secret.requests]
        .filter(({method}) => method === 'PUT')
        .map(({path}) => path);
      assert.deepEqual(
        paths.filter(path => path.endsWith(digest) || path.endsWith('/manifests/1')),
        []
      );
      const reads = secret.requests.filter(({path, status}) => path !== '/v2/' && status < 300);
      assert.ok(reads.length > 10 && reads.every(({authorization}) => authorization));
      assert.deepEqual(listLeaks(readTraces(run), ['local-only', ...sigstore.tokens]), []);

      // By whom it was built and by whom it was signed are two things.
      const {platforms} = run.report.verifications?.[0] ?? {platforms: []};
      assert.match(platforms[0]?.builderId ?? '', /\/runs\/1234567890\/attempts\/1$/);
      assert.equal(run.report.run?.url, 'https://github.com/octo-org/app/actions/runs/1234599999/attempts/2');
    });

    it('named by tags, where image is not given', async () => {
      const name = copy();
      const run = await resume({tags: `${name}:1\n${name}:2`, push: 'true', context: '.'});
      assertResumed(run, inAll(SIGNED));
      assert.equal((await listReferrers(name, pushed.digest)).length, 1);
    });

    it('and its platforms are held to those that are asked for', async () => {
      const run = await resume({image: copy(), platforms: 'linux/amd64,linux/s390x'});
      assertJudgement(run, {verdict: 'rejected', id: 'platforms-present', evidence: /linux\/s390x/});
      assertNothingDone();
    });
  });

  describe('is refused, and nothing is signed', () => {
    it('where a run of another repository built it', async () => {
      const tags = `${platform.registry.host}/octo-org/foreign:1`;
      const digest = await build({tags}, 'octo-org/other');
      const run = await resume({image: `${platform.registry.host}/octo-org/foreign`, digest});
      assertJudgement(run, {
        verdict: 'rejected',
        id: 'builder-id',
        platform: 'linux/amd64',
        evidence:
          /octo-org\/other\/actions\/runs\/\d+\/attempts\/1", expected was a run of "https:\/\/github\.com\/octo-org\/app"/
      });
      assertNothingDone();
      assert.doesNotMatch(run.summary, /sign it without building again/);
    });

    it('where it was built of another commit, until that is the one expected', async () => {
      const image = copy();
      const event = createEvent('workflow_dispatch', {sha: 'c'.repeat(40)});
      const run = await resume({image}, {event});
      assertJudgement(run, {
        verdict: 'rejected',
        id: 'source-revision',
        platform: 'linux/amd64',
        evidence: new RegExp(
          `records commit "${platform.workspace.sha}", expected was "c{40}".*expected-revision`
        )
      });
      assertNothingDone();
      const again = await resume({image, 'expected-revision': platform.workspace.sha}, {event});
      assertResumed(again, inAll(SIGNED));
    });

    it('where mode=max is wanted and it holds mode=min, until that is enough', async () => {
      const image = `${platform.registry.host}/octo-org/min`;
      const digest = await build({provenance: 'mode=min', tags: `${image}:1`});
      const run = await resume({image, digest});
      assertJudgement(run, {
        verdict: 'rejected',
        id: 'provenance-mode',
        platform: 'linux/amd64',
        evidence: /mode=min.*but mode=max was asked for/
      });
      assertNothingDone();
      const again = await resume({image, digest, provenance: 'mode=min'});
      assertResumed(again, {
        index: SIGNED,
        'linux/amd64': SIGNED
      });
    });

    it('where the registry has no such digest: awaited to the deadline, and undecided', async () => {
      const digest = `sha256:${'9'.repeat(64)}`;
      const run = await resume({image: copy(), digest, 'verify-timeout': '2s'});
      assertJudgement(run, {
        verdict: 'undecided',
        id: 'index-digest',
        evidence: new RegExp(`${digest}.*404 Not Found .*; gave up after \\d+ attempts`)
      });
      assert.ok(listWaits(run).length > 0);
      assert.ok(durationOf(run, 'verify') > 1500);
      // Nobody has seen it.
      for (const text of [run.annotations[0]?.data ?? '', run.summary])
        assert.doesNotMatch(text, /The image is pushed/);
      assertNothingDone();
    });

    it('where the digest is of one platform, and not of the index', async () => {
      const digest = pushed.subjects[1] ?? '';
      const run = await resume({image: copy(), digest});
      assertJudgement(run, {verdict: 'rejected', id: 'attestation-listed', evidence: NO_INDEX});
      assertNothingDone();
    });

    it('where the digest is of an attestation manifest', async () => {
      const index = await readManifest(`${platform.registry.host}/${PUSHED}`, pushed.digest);
      const digest = index?.manifests?.find(one => !pushed.subjects.includes(one.digest))?.digest ?? '';
      const run = await resume({image: copy(), digest});
      assertJudgement(run, {verdict: 'rejected', id: 'attestation-listed', evidence: NO_INDEX});
      assertNothingDone();
    });
  });

  describe('is not even looked at', () => {
    const DIGEST = `sha256:${'a'.repeat(64)}`;
    const wrong: readonly (readonly [string, Record<string, string>, RegExp])[] = [
      [
        'the digest is in upper case',
        {digest: `sha256:${'A'.repeat(64)}`},
        /^ *digest: .*is not a digest.*lower case/m
      ],
      ['the digest is short', {digest: 'sha256:abc'}, /^ *digest: .*is not a digest/m],
      ['the digest is a reference', {digest: `app@${DIGEST}`}, /^ *digest: .*is not a digest/m],
      ['image is missing', {image: '', digest: DIGEST}, /^ *digest: .*needs the input image beside it/m],
      ['the digest is missing', {digest: ''}, /^ *image: .*needs the input digest beside it/m],
      ['nothing is to be verified', {digest: DIGEST, verify: 'false'}, /^ *verify: .*digest names an image/m],
      ['no provenance is wanted', {digest: DIGEST, provenance: 'false'}, /provenance.*turns provenance off/]
    ];
    for (const [title, inputs, message] of wrong) {
      it(`where ${title}`, async () => {
        const run = await resume({image: `${platform.registry.host}/${PUSHED}`, ...inputs});
        assertExit(run, 1);
        assert.deepEqual([run.outputs['verdict'], run.outputs['signed']], ['undecided', 'false']);
        assert.equal(run.annotations.length, 1);
        assert.equal(run.annotations[0]?.name, 'error');
        assert.match(run.annotations[0].data, message);
        assert.deepEqual(platform.registry.requests, []);
        assertNothingDone();
      });
    }
  });

  describe('because Rekor was down', () => {
    it('is signed by the very step that the summary of that run shows', async () => {
      const {registry, sigstore, workspace} = platform;
      sigstore.faults.add({path: /^rekor\./, status: 503, body: '{"code":503,"message":"unavailable"}'});
      sigstore.requests.length = 0;
      const names = ['outage', 'outage-mirror'].map(name => `${registry.host}/octo-org/${name}`);
      const first = await runJob(platform, {
        event: createEvent('push', {sha: workspace.sha}),
        inputs: {
          ...{context: '.', push: 'true', platforms: PLATFORMS, 'sign-timeout': '4s'},
          tags: names.map(name => `${name}:1.2`).join()
        }
      });
      assertExit(first, 1);
      const {digest = '', verdict, verified, signed} = first.outputs;
      assert.deepEqual(
        {verdict, verified, signed},
        {verdict: 'undecided', verified: 'false', signed: 'false'}
      );
      assert.deepEqual(listOutcomes(first), inAll('failed'));
      assert.equal(first.outputs['bundle-path'], '');
      assert.equal(first.outputs['signer-identity'], '');
      assert.deepEqual(sigstore.attestations, []);
      for (const name of names) assert.deepEqual(await listReferrers(name, digest), []);
      const title = 'Provenance: pushed and verified, unsigned (signing failed)';
      assert.equal(first.annotations[0]?.properties['title'], title);
      assert.match(first.annotations[0].data, /It is not signed: .*sigstore\.dev/);
      assert.match(first.summary, /No bundle was made, so that none can be lost/);

      const step = readStep(first.summary);
      assert.deepEqual(step, {
        image: `${names.join('\n')}\n`,
        digest,
        'expected-revision': workspace.sha
      });

      // The outage is over, and main has moved on.
      sigstore.faults.clear();
      const event = createEvent('workflow_dispatch', {sha: 'e'.repeat(40)});
      const second = await resume(step, {event});
      assertResumed(second, inAll('signed, api verified, registry verified, registry verified'));
      for (const name of names) assert.equal((await listReferrers(name, digest)).length, 1);
      assertResumed(
        await resume(step, {event}),
        inAll('reused, api verified, registry verified, registry verified')
      );
    });
  });
});

/** The inputs of the step that a summary tells people to run. */
function readStep(summary: string): Record<string, string> {
  const quoted = summary.replace(/^> ?/gm, '');
  const yaml = /```yaml\n(.*?)```/s.exec(quoted)?.[1] ?? '';
  const [step] = parse(yaml) as {readonly uses: string; readonly with: Record<string, string>}[];
  assert.match(step?.uses ?? '', /provenance-action@/);
  return step?.with ?? {};
}
