/** Who signs: by the token, whatever the environment says, and checked in the certificate before anybody gets it. */
import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, afterEach, before, describe, it} from 'node:test';
import {createEvent} from '../../local/event.ts';
import type {Claims} from '../../local/sigstore/claims.ts';
import {startSigstore} from '../../local/sigstore/sigstore.ts';
import type {LocalSigstore} from '../../local/sigstore/sigstore.ts';
import type {StepRun} from '../support/step.ts';
import {useForeignVerifiers} from '../support/foreign-verifiers.ts';
import {copyRepository, listReferrers} from '../support/registry-hands.ts';
import {
  countRequests,
  countSigned,
  countWrites,
  createEngineless,
  listOutcomes,
  NOTHING_SIGNED,
  runJob
} from '../support/resumed-step.ts';
import type {Job} from '../support/resumed-step.ts';
import {useSigstore} from '../support/signed-step.ts';
import {assertExit} from '../support/step.ts';

const SIGNED = {
  index: 'signed, api verified, registry verified',
  'linux/amd64': 'signed, api verified, registry verified'
};
const PREDICATE_TYPE = 'https://slsa.dev/provenance/v1';
const WORKFLOW = 'octo-org/app/.github/workflows/image.yml@refs/heads/main';

describe('the signer of an image', () => {
  const platform = useSigstore();
  const foreign = useForeignVerifiers();
  const engineless = createEngineless();
  const built = {digest: '', image: ''};
  let copies = 0;

  before(async () => {
    const run = await runJob(platform, {
      inputs: {
        ...{context: '.', push: 'true', sign: 'false', platforms: 'linux/amd64'},
        tags: `${platform.registry.host}/octo-org/app:1`
      }
    });
    assertExit(run, 0);
    built.digest = run.outputs['digest'] ?? '';
  });
  afterEach(() => {
    const {sigstore, registry} = platform;
    registry.faults.clear();
    sigstore.faults.clear();
    sigstore.offline.clear();
    sigstore.attestations.length = 0;
    for (const name of Object.keys(sigstore.certified)) Reflect.deleteProperty(sigstore.certified, name);
  });

  /** Of the image in a repository where nothing is attached to it. */
  const sign = async (job: Job = {}): Promise<StepRun> => {
    const {registry, sigstore} = platform;
    built.image = copyRepository(registry, 'octo-org/app', `octo-org/copy-${String(++copies)}`);
    sigstore.requests.length = 0;
    registry.requests.length = 0;
    return runJob(platform, {
      ...job,
      inputs: {image: built.image, digest: built.digest, ...job.inputs},
      env: {...engineless.env, ...job.env}
    });
  };

  const assertSigned = (run: StepRun, identity: string): void => {
    assertExit(run, 0);
    assert.deepEqual(listOutcomes(run), SIGNED);
    const {verdict, signed} = run.outputs;
    assert.deepEqual(
      {verdict, signed, identity: run.outputs['signer-identity']},
      {verdict: 'verified', signed: 'true', identity}
    );
    assert.deepEqual(run.annotations, []);
    const steps = run.report.signing?.statements.flatMap(statement => statement.steps) ?? [];
    const named = steps.filter(({id}) => id === 'signer-identity').map(({evidence}) => evidence);
    assert.deepEqual(named, [`Signed as "${identity}".`, `Signed as "${identity}".`]);
  };

  /** Nothing of it went where anybody else looks. */
  const assertNothingBrought = async (): Promise<void> => {
    assert.equal(countWrites(platform.registry), 0);
    assert.deepEqual(await listReferrers(built.image, built.digest), []);
    assert.deepEqual(platform.sigstore.attestations, []);
  };

  const keepBundles = (kept: string[]): Pick<Job, 'beforePost'> => ({
    beforePost: ({workspace}) => {
      const path = join(workspace, 'bundles.jsonl');
      if (existsSync(path)) kept.push(...readFileSync(path, 'utf8').trimEnd().split('\n'));
    }
  });

  describe('is a reusable workflow', () => {
    const shared = 'octo-org/shared/.github/workflows/publish.yml@refs/tags/v2';
    const identity = `https://github.com/${shared}`;

    it('by its own name, which certificate, verifiers and printed commands agree on', async () => {
      const bundles: string[] = [];
      const accepted: (readonly string[])[] = [];
      const run = await sign({
        claims: {job_workflow_ref: shared, job_workflow_sha: '7'.repeat(40)},
        inputs: {'bundle-path': 'bundles.jsonl'},
        beforePost: async folders => {
          await keepBundles(bundles).beforePost?.(folders);
          const temp = readFileSync(join(folders.temp, 'created_attestation_paths.txt'), 'utf8');
          const [bundle = ''] = temp.split('\n');
          for (const name of [identity, `https://github.com/${WORKFLOW}`]) {
            accepted.push(
              await foreign.accept({
                ...{bundle, identity: name, predicateType: PREDICATE_TYPE, instance: 'public-good'},
                trustedRoot: platform.sigstore.trustedRoot,
                sha256: readSubject(bundle),
                issuer: 'https://token.actions.githubusercontent.com'
              })
            );
          }
        }
      });
      assertSigned(run, identity);
      assert.equal(bundles.length, 2);
      assert.deepEqual(accepted, [['cosign', 'sigstore-go'], []]);
      const commands = run.summary.replaceAll(/\s*\\\n\s*/g, ' ');
      assert.equal(
        commands.match(/gh attestation verify .*--repo octo-org\/app --cert-identity \S+/g)?.length,
        2
      );
      assert.deepEqual(
        new Set([...commands.matchAll(/--(?:cert|certificate)-identity (\S+)/g)].map(([, name]) => name)),
        new Set([identity])
      );
      const all = run.report.signing?.statements.flatMap(({steps}) => steps) ?? [];
      assert.ok(all.some(({id, outcome}) => id === 'signer-extensions' && outcome === 'passed'));
    });

    it('and another version of it does not pass for the same signer', async () => {
      const first = await sign({claims: {job_workflow_ref: shared}});
      assertSigned(first, identity);
      const image = built.image;
      const again = await sign({claims: {job_workflow_ref: shared}, inputs: {image}});
      assert.deepEqual(Object.keys(listOutcomes(again)), Object.keys(SIGNED));
      assert.deepEqual(countSigned(platform.sigstore), NOTHING_SIGNED);
      const later = shared.replace('v2', 'v3');
      const other = await sign({claims: {job_workflow_ref: later}, inputs: {image}});
      assertSigned(other, `https://github.com/${later}`);
    });
  });

  describe('is nobody, where the token is of another run', () => {
    const others: readonly (readonly [string, Claims, RegExp])[] = [
      ['ref', {ref: 'refs/heads/other'}, /ref is "refs\/heads\/other", the run's is "refs\/heads\/main"/],
      [
        'repository',
        {repository: 'octo-org/other'},
        /repository is "octo-org\/other", the run's is "octo-org\/app"/
      ],
      [
        'run and commit',
        {run_id: '1', sha: 'f'.repeat(40)},
        /sha is "f{40}", the run's is "[0-9a-f]{40}"; run_id is "1", the run's is "1234567890"/
      ]
    ];
    for (const [what, claims, message] of others) {
      it(`by its ${what}`, async () => {
        const run = await sign({claims});
        assertExit(run, 1);
        assert.deepEqual([run.outputs['verdict'], run.outputs['signed']], ['undecided', 'false']);
        assert.equal(run.annotations[0]?.name, 'error');
        assert.match(run.annotations[0].data, /The job's OIDC token is not of this run: /);
        assert.match(run.annotations[0].data, message);
        assert.equal(run.outputs['signer-identity'], '');
        assert.deepEqual(countSigned(platform.sigstore), NOTHING_SIGNED);
        await assertNothingBrought();
      });
    }
  });

  describe('is held to the token, where the certificate says otherwise', () => {
    const other = 'https://github.com/octo-org/app';
    const cases: readonly (readonly [string, Claims, RegExp])[] = [
      [
        'who it is',
        {job_workflow_ref: WORKFLOW.replace('image', 'evil')},
        /subject alternative name is "https:\S+\/evil\.yml@refs\/heads\/main", should be "https:\S+\/image\.yml@refs\/heads\/main"/
      ],
      [
        'of which ref',
        {ref: 'refs/heads/mainx'},
        /sourceRepositoryRef \(1\.3\.6\.1\.4\.1\.57264\.1\.14\) is "refs\/heads\/mainx", should be "refs\/heads\/main"/
      ],
      [
        'in which run',
        {run_id: '666'},
        new RegExp(`runInvocationUri \\(\\S+\\.21\\) is "${other}/actions/runs/666/attempts/1", should be`)
      ],
      [
        'on which machine',
        {runner_environment: 'self-hosted'},
        /runnerEnvironment \(\S+\.11\) is "self-hosted"/
      ],
      [
        'of which repository, by id',
        {repository_id: '75'},
        /sourceRepositoryId \(\S+\.15\) is "75", should be "74"/
      ]
    ];
    for (const [what, certified, message] of cases) {
      it(what, async () => {
        Object.assign(platform.sigstore.certified, certified);
        const run = await sign();
        assertExit(run, 1);
        assert.deepEqual([run.outputs['verdict'], run.outputs['signed']], ['rejected', 'false']);
        assert.equal(run.annotations[0]?.name, 'error');
        assert.match(run.annotations[0].data, message);
        assert.ok(run.summary.startsWith('## ❌'), run.summary.slice(0, 200));
        const {statements = []} = run.report.signing ?? {};
        assert.equal(statements.length, 2);
        for (const {places, bundlePath} of statements) {
          // It is kept, for whoever has to find out what happened.
          assert.deepEqual(
            places.map(({kind, verdict}) => [kind, verdict]),
            [['file', 'rejected']]
          );
          assert.ok(bundlePath !== undefined);
        }
        await assertNothingBrought();
      });
    }

    it('also where it is an older one, of another key', async () => {
      const {sigstore} = platform;
      const answers: Buffer[] = [];
      const claims = {repository_visibility: 'private'};
      sigstore.faults.add({
        path: /^fulcio\./,
        tamper: body => {
          answers.push(body);
          return body;
        }
      });
      assertExit(await sign({claims, inputs: {'store-attestation': 'false', force: 'true'}}), 0);
      sigstore.faults.clear();
      sigstore.faults.add({path: /^fulcio\./, tamper: () => answers[0] ?? Buffer.alloc(0)});
      const run = await sign({claims});
      assertExit(run, 1);
      assert.equal(run.outputs['verdict'], 'rejected');
      assert.match(run.annotations[0]?.data ?? '', /the certificate's key did not sign these bytes/);
      await assertNothingBrought();
    });
  });

  it('is not believed by the embedded root, where TUF is out of reach and another Sigstore signed', async () => {
    const run = await sign({inputs: {'trusted-root': '', 'sign-timeout': '20s'}});
    assertExit(run, 1);
    assert.equal(run.outputs['verdict'], 'rejected');
    assert.match(
      run.report.signing?.trust ?? '',
      /^trusted root embedded in this program, for TUF repository https:\/\/tuf-repo-cdn\.sigstore\.dev gave none: /
    );
    assert.match(run.annotations[0]?.data ?? '', /trusted root embedded in this program/);
    await assertNothingBrought();
  });

  describe('has a token', () => {
    it('that is asked for anew while it lives its last minute, once for all', async () => {
      const {registry, sigstore} = platform;
      const now = Math.floor(Date.now() / 1000);
      registry.faults.add({method: 'GET', path: /\/manifests\/sha256:/, times: 1, delayMs: 5000});
      const before = sigstore.tokens.length;
      // The second lives as long as they do, however busy the machine is.
      const watch = setInterval(() => {
        if (sigstore.tokens.length > before) Object.assign(sigstore.claims, {exp: now + 300});
      }, 20);
      const run = await sign({claims: {iat: now, exp: now + 8}}).finally(() => {
        clearInterval(watch);
      });
      assertSigned(run, `https://github.com/${WORKFLOW}`);
      assert.equal(sigstore.tokens.length - before, 2);
    });

    it('that is one for all statements', async () => {
      const {sigstore} = platform;
      const before = sigstore.tokens.length;
      const run = await sign({inputs: {'sign-attestation-manifests': 'true'}});
      assertExit(run, 0);
      assert.equal(run.report.signing?.statements.length, 3);
      assert.equal(countRequests(sigstore, 'GET', /idtoken/), 1);
      assert.equal(sigstore.tokens.length - before, 1);
    });
  });

  describe('on GHE.com', () => {
    let tenant: LocalSigstore;
    before(async () => {
      tenant = await startSigstore({serverUrl: 'https://octo.ghe.com'});
    });
    after(() => tenant.stop());
    const identity = `https://octo.ghe.com/${WORKFLOW}`;

    it('is certified by the instance of the tenant, and its commands ask the tenant', async () => {
      const accepted: (readonly string[])[] = [];
      const {registry, workspace} = platform;
      const run = await runJob(platform, {
        sigstore: tenant,
        event: createEvent('push', {sha: workspace.sha}),
        inputs: {
          ...{context: '.', push: 'true', platforms: 'linux/amd64'},
          tags: `${registry.host}/octo-org/tenant:1`
        },
        beforePost: async ({temp}) => {
          const [bundle = ''] = readFileSync(join(temp, 'created_attestation_paths.txt'), 'utf8').split('\n');
          accepted.push(
            await foreign.accept({
              ...{bundle, identity, predicateType: PREDICATE_TYPE, instance: 'github'},
              trustedRoot: tenant.trustedRoot,
              sha256: readSubject(bundle),
              issuer: 'https://token.actions.octo.ghe.com'
            })
          );
        }
      });
      assertSigned(run, identity);
      assert.deepEqual(accepted, [['cosign', 'sigstore-go']]);
      assert.deepEqual(countSigned(tenant), {certificates: 2, entries: 0, timestamps: 2, stored: 2});
      const hosts = new Set(tenant.requests.map(({host}) => host));
      assert.deepEqual(
        [...hosts].filter(host => !host.endsWith('octo.ghe.com')),
        []
      );
      assert.deepEqual(
        [run.report.signing?.instance, run.report.signing?.signer?.issuer],
        ['github', 'https://token.actions.octo.ghe.com']
      );
      assert.match(
        run.outputs['attestation-url'] ?? '',
        /^https:\/\/octo\.ghe\.com\/octo-org\/app\/attestations\/\d+$/
      );
      const commands = run.summary.replaceAll(/\s*\\\n\s*/g, ' ');
      assert.match(commands, /gh attestation verify .* --hostname octo\.ghe\.com /);
      assert.match(commands, /--cert-oidc-issuer https:\/\/token\.actions\.octo\.ghe\.com/);
      assert.match(commands, /--certificate-oidc-issuer https:\/\/token\.actions\.octo\.ghe\.com/);
    });

    it('is nobody, where the tenant names no trust domain, or its root is out of reach', async () => {
      const {registry} = platform;
      const image = copyRepository(registry, 'octo-org/tenant', 'octo-org/tenant-2');
      const digest = await digestOf(image, '1');
      const resume = () => {
        tenant.requests.length = 0;
        return runJob(platform, {
          sigstore: tenant,
          env: engineless.env,
          inputs: {image, digest, 'trusted-root': '', 'sign-timeout': '3s'}
        });
      };
      const nameless = await resume();
      tenant.faults.add({
        path: 'api.octo.ghe.com/meta',
        status: 200,
        body: JSON.stringify({domains: {artifact_attestations: {trust_domain: 'octo'}}})
      });
      const unreachable = await resume();
      for (const run of [nameless, unreachable]) {
        assertExit(run, 1);
        assert.deepEqual([run.outputs['verdict'], run.outputs['signed']], ['undecided', 'false']);
        assert.equal((await listReferrers(image, digest)).length, 1, 'only what was there');
      }
      assert.match(nameless.annotations[0]?.data ?? '', /looking up the trust domain: .*404 Not Found/);
      assert.match(
        unreachable.annotations[0]?.data ?? '',
        /octo\.trusted_root\.json.*https:\/\/tuf-repo\.github\.com/
      );
      assert.deepEqual(countSigned(tenant), NOTHING_SIGNED);
    });
  });
});

/** The first subject of a bundle's statement, 64 hexadecimal digits. */
function readSubject(path: string): string {
  const bundle = JSON.parse(readFileSync(path, 'utf8')) as {dsseEnvelope: {payload: string}};
  const statement = JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString()) as {
    subject: {digest: {sha256: string}}[];
  };
  return statement.subject[0]?.digest.sha256 ?? '';
}

async function digestOf(image: string, tag: string): Promise<string> {
  const [host = '', ...path] = image.split('/');
  const headers = {accept: 'application/vnd.oci.image.index.v1+json'};
  const answer = await fetch(`http://${host}/v2/${path.join('/')}/manifests/${tag}`, {
    method: 'HEAD',
    headers
  });
  return answer.headers.get('docker-content-digest') ?? '';
}
