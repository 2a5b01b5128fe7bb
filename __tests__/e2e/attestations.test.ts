/** Attestations that a user brings: signed, stored and attached beside what was built, and found by strangers. */
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {readFileSync, symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {after, afterEach, before, describe, it} from 'node:test';
import {parse} from 'yaml';
import {runCommand} from '../../local/command.ts';
import {createEvent} from '../../local/event.ts';
import type {ActionOptions} from '../../local/runner.ts';
import {createDockerConfig} from '../support/docker-config.ts';
import {useForeignVerifiers} from '../support/foreign-verifiers.ts';
import {pastePrinted} from '../support/printed-commands.ts';
import {
  describeBytes,
  findFile,
  readObject,
  readReferrers,
  readSigned,
  runKept,
  SLSA_V1,
  subjectsOf
} from '../support/signed-image.ts';
import type {KeptRun} from '../support/signed-image.ts';
import {useSigstore} from '../support/signed-step.ts';
import {assertExit, PLATFORMS} from '../support/step.ts';
import {createWorkspace} from '../support/workspace.ts';
import type {Workspace} from '../support/workspace.ts';

const SCAN = 'https://example.com/scan/v1';
const LICENCES = 'https://example.com/licences/v1';
const CHART = Buffer.from('a chart\n');
const CHART_DIGEST = `sha256:${createHash('sha256').update(CHART).digest('hex')}`;
const STRANGER = `sha256:${'5'.repeat(64)}`;
const TOKEN = createHash('sha1').update('a secret of the job').digest('hex');
const PREDICATE = '{"passed": true, "score": 12345678901234567890, "findings": [], "`|<b>": "::error::x"}\n';

/** Provenance that differs in the run that it names. */
const nameRun = (invocationId: string) =>
  JSON.stringify({
    buildDefinition: {buildType: 'https://example.com/b'},
    runDetails: {metadata: {invocationId}}
  });

describe('attestations of the user', () => {
  const platform = useSigstore();
  const verifiers = useForeignVerifiers();
  let workspace: Workspace;
  before(() => {
    workspace = createWorkspace({
      'reports/scan.json': PREDICATE,
      'reports/licences.json': '{"MIT": 3}',
      'dist/chart.tgz': CHART.toString(),
      'list.json': '[1]',
      'env.json': JSON.stringify({env: {DEPLOY_TOKEN: TOKEN}}),
      'log.json': JSON.stringify({log: `$ login\n${btoa(`me:${TOKEN}`)}`}),
      'half.json': '{"a":',
      ...Object.fromEntries(['first', 'second'].map(run => [`${run}.json`, nameRun(run)]))
    });
    symlinkSync('/etc', join(workspace.path, 'elsewhere'));
    symlinkSync('reports', join(workspace.path, 'inside'));
  });
  after(() => {
    workspace.remove();
  });
  afterEach(() => {
    platform.sigstore.attestations.length = 0;
    platform.sigstore.requests.length = 0;
  });

  const tagOf = (name: string) => `${platform.registry.host}/octo-org/${name}:1`;
  const placeOf = (name: string) => ({url: platform.registry.url, repository: `octo-org/${name}`});
  const run = (
    inputs: Readonly<Record<string, string>>,
    more: Omit<ActionOptions, 'inputs'> = {}
  ): Promise<KeptRun> =>
    runKept({...platform, workspace}, {...more, inputs: {context: '.', platforms: PLATFORMS, ...inputs}});
  const listLines = (...lines: readonly string[]) => ({attestations: lines.join('\n')});
  const broughtOf = ({report}: KeptRun) =>
    (report.signing?.statements ?? []).filter(({part}) => part === 'brought');
  const outcomesOf = (signed: KeptRun) =>
    broughtOf(signed).map(({title, outcome, places}) => [
      title,
      outcome,
      places.map(({kind, verdict}) => `${kind} ${verdict}`).join()
    ]);
  const codesOf = ({outputs}: KeptRun) =>
    (JSON.parse(outputs['diagnostics'] ?? '') as {code: string}[]).map(({code}) => code);
  const countSignatures = () =>
    platform.sigstore.requests.filter(({method, host}) => method === 'POST' && host.startsWith('fulcio'))
      .length;

  describe('with a push of two platforms', () => {
    let signed: KeptRun;
    let [index, amd64, arm64] = ['', '', ''];
    let stored = 0;
    before(async () => {
      signed = await run({
        push: 'true',
        tags: tagOf('app'),
        ...listLines(
          `type=${SCAN},path=reports/scan.json`,
          `type=${SCAN},path=inside/scan.json,subject=linux/amd64`,
          `type=${LICENCES},path=reports/licences.json,subject=arm64`,
          `type=${SCAN},path=reports/licences.json,subject-path=dist/chart.tgz`,
          `type=${SCAN},path=reports/scan.json,subject=registry.example/other@${STRANGER}`
        )
      });
      stored = platform.sigstore.attestations.length;
      assertExit(signed, 0);
      const digests = JSON.parse(signed.outputs['platform-digests'] ?? '') as Record<string, string>;
      [index, amd64 = '', arm64 = ''] = [signed.outputs['digest'] ?? '', ...Object.values(digests)];
    });

    it('are signed and stored wherever what they are about is kept', () => {
      const everywhere = 'file verified,api verified,registry verified';
      assert.deepEqual(outcomesOf(signed), [
        ['reports/scan.json of index', 'signed', everywhere],
        ['inside/scan.json of linux/amd64', 'signed', everywhere],
        ['reports/licences.json of linux/arm64', 'signed', everywhere],
        ['reports/licences.json of chart.tgz', 'signed', 'file verified,api verified'],
        ['reports/scan.json of registry.example/other', 'signed', 'file verified,api verified']
      ]);
      assert.deepEqual(
        [signed.outputs['verdict'], signed.outputs['signed'], stored],
        ['verified', 'true', 8]
      );
      const about = broughtOf(signed).map(({bundlePath = ''}) =>
        subjectsOf(readSigned(signed.files[bundlePath] ?? Buffer.from('{}')))
      );
      assert.deepEqual(about, [[index], [amd64], [arm64], [CHART_DIGEST], [STRANGER]]);
    });

    it('say what the file said, to the last digit', () => {
      const [first] = broughtOf(signed);
      const {predicate, predicateType} = readSigned(
        signed.files[first?.bundlePath ?? ''] ?? Buffer.from('{}')
      );
      assert.equal(predicateType, SCAN);
      assert.equal(predicate['score'], 'number 12345678901234567890');
    });

    it('leave index and tag as they were built', async () => {
      const bytes = await readObject(placeOf('app'), 'manifests', '1');
      const metadata = JSON.parse(signed.outputs['metadata'] ?? '') as Record<string, unknown>;
      assert.deepEqual([describeBytes(bytes).digest, metadata['containerimage.digest']], [index, index]);
    });

    it('hang on what they are about, each once', async () => {
      for (const [digest, types] of [
        [index, [SCAN]],
        [amd64, [SCAN]],
        [arm64, [LICENCES]]
      ] as const) {
        const found = await readReferrers(placeOf('app'), digest);
        const own = found
          .map(({manifest}) => manifest.annotations['dev.sigstore.bundle.predicateType'])
          .filter(type => type === SCAN || type === LICENCES);
        assert.deepEqual(own, types);
      }
    });

    it('are accepted by cosign, as the summary asks it', async () => {
      const {calls} = await pastePrinted(signed.summary, verifiers, signed.files);
      const asked = calls.filter(
        call => call[0] === 'cosign' && [SCAN, LICENCES].some(type => call.includes(type))
      );
      const image = tagOf('app').replace(':1', '');
      assert.deepEqual(
        asked.map(call => [
          call[1],
          call.find(word => word.includes('@sha256:')) ?? call[call.indexOf('--digest') + 1]
        ]),
        [
          ['verify-attestation', `${image}@${index}`],
          ['verify-attestation', `${image}@${amd64}`],
          ['verify-attestation', `${image}@${arm64}`],
          ['verify-blob-attestation', CHART_DIGEST.slice(7)],
          ['verify-blob-attestation', STRANGER.slice(7)]
        ]
      );
    });

    it('are in the one file of all bundles, and in the table', () => {
      const lines = findFile(signed, 'bundles.jsonl').toString().trimEnd().split('\n');
      assert.equal(lines.length, 8);
      for (const {title} of broughtOf(signed))
        assert.ok(signed.summary.includes(`<tr><td>${title.replaceAll('.', '&#46;')}</td>`), title);
      assert.doesNotMatch(signed.summary, /<b>/);
    });

    it('are not signed again where an equal one is there', async () => {
      const inputs = {
        digest: index,
        image: tagOf('app'),
        ...listLines(
          `type=${SCAN},path=reports/scan.json`,
          `type=${LICENCES},path=reports/licences.json,subject-path=dist/chart.tgz`
        )
      };
      const [scan, licences] = ['reports/scan.json of index', 'reports/licences.json of chart.tgz'];
      for (const outcomes of [
        ['reused', 'signed'],
        ['reused', 'reused']
      ]) {
        const again = await run(inputs);
        assertExit(again, 0);
        const found = outcomesOf(again).map(([title, outcome]) => [title, outcome]);
        assert.deepEqual(found, [
          [scan, outcomes[0]],
          [licences, outcomes[1]]
        ]);
      }
    });
  });

  it('of one type are not taken for another run of the same, as the provenance of the workflow is', async () => {
    const image = tagOf('runs');
    const signed = await run({push: 'true', tags: image, ...listLines(`type=${SLSA_V1},path=first.json`)});
    assertExit(signed, 0);
    assert.match(signed.report.notices.join(), /a type that builds and signers write by themselves/);
    for (const [path, outcome] of [
      ['first.json', 'reused'],
      ['second.json', 'signed']
    ] as const) {
      const digest = signed.outputs['digest'] ?? '';
      const again = await run({digest, image, ...listLines(`type=${SLSA_V1},path=${path}`)});
      assert.deepEqual(
        broughtOf(again).map(one => one.outcome),
        [outcome]
      );
    }
  });

  describe('before the build', () => {
    it('are refused all together where a file is no predicate, or lies elsewhere', async () => {
      const failed = await run({
        push: 'true',
        tags: tagOf('refused'),
        ...listLines(
          `type=${SCAN},path=list.json`,
          `type=${SCAN},path=half.json`,
          `type=${SCAN},path=elsewhere/hostname`,
          `type=${SCAN},path=reports/scan.json,subject-path=elsewhere/hostname`,
          `type=${SCAN},path=reports/scan.json,subject-path=dist`
        )
      });
      assertExit(failed, 1);
      assert.deepEqual(codesOf(failed), ['PROV-016']);
      const {message = ''} = failed.report.failure ?? {};
      for (const problem of [
        /attestations: list\.json: predicate file ".*" should be a JSON object\./,
        /attestations: half\.json: predicate file ".*" cannot be used: /,
        /attestations: elsewhere\/hostname: ".*" is a link, or is behind one, that leads out of ".*"\./,
        /attestations: reports\/scan\.json: ".*elsewhere\/hostname" is a link/,
        /attestations: reports\/scan\.json: subject file ".*dist" cannot be read/
      ])
        assert.match(message, problem);
      assert.deepEqual([failed.report.build, countSignatures()], [undefined, 0]);
    });

    it('are told with every other mistake where a file is missing', async () => {
      const failed = await run({
        push: 'maybe',
        tags: tagOf('missing'),
        ...listLines(`type=${SCAN},path=nothing.json`, `type=${SCAN},path=list.json,subject=linux/s390x`)
      });
      assertExit(failed, 1);
      assert.deepEqual(codesOf(failed), ['PROV-010']);
      const {message = ''} = failed.report.failure ?? {};
      assert.match(message, /push: "maybe" is not a boolean/);
      assert.match(message, /attestations: "nothing\.json" names a file that does not exist/);
      assert.match(message, /attestations: "linux\/s390x" is not among platforms/);
    });

    it('are a mistake beside sign: false, and demand the permission to sign', async () => {
      const inputs = {
        push: 'true',
        tags: tagOf('unsigned'),
        ...listLines(`type=${SCAN},path=reports/scan.json`)
      };
      const refused = await run({...inputs, sign: 'false'});
      assertExit(refused, 1);
      assert.match(refused.report.failure?.message ?? '', /is to be signed, and sign is false/);
      const env = {ACTIONS_ID_TOKEN_REQUEST_URL: undefined, ACTIONS_ID_TOKEN_REQUEST_TOKEN: undefined};
      const denied = await run(inputs, {env});
      assertExit(denied, 1);
      assert.deepEqual([codesOf(denied)[0], denied.report.build], ['PROV-2A', undefined]);
      const lenient = await run({...inputs, enforce: 'false'}, {env});
      assertExit(lenient, 0);
      assert.match(lenient.report.warnings.join(), /looked at, and not signed: the job may not/);
    });
  });

  describe('with a secret of the job in them', () => {
    const env = {DEPLOY_TOKEN: TOKEN};
    const assertKept = (failed: KeptRun) => {
      for (const text of [failed.summary, JSON.stringify(failed.report), failed.lines.join('\n')])
        assert.ok(!text.includes(TOKEN), text);
      assert.deepEqual([countSignatures(), platform.sigstore.attestations], [0, []]);
    };

    it('stop the step before the build, all in one message, unless nobody wants that', async () => {
      const inputs = {
        push: 'true',
        tags: tagOf('secret'),
        ...listLines(
          `type=${SCAN},path=env.json`,
          `type=${SCAN},path=log.json,subject=linux/amd64`,
          `type=${SCAN},path=reports/scan.json`
        )
      };
      const failed = await run(inputs, {env});
      assertExit(failed, 1);
      assertKept(failed);
      assert.deepEqual([codesOf(failed), failed.report.build], [['PROV-027'], undefined]);
      assert.equal(
        failed.report.failure?.message,
        'Nothing was built.\nattestations: env.json holds variable DEPLOY_TOKEN, 40 characters. And 1 more. ' +
          'attestations: log.json holds variable DEPLOY_TOKEN (base64), 40 characters'
      );
      await assert.rejects(readObject(placeOf('secret'), 'manifests', '1'), /: 404$/);
      const pushed = await run({...inputs, 'secrets-check': 'off'}, {env});
      assertExit(pushed, 0);
      const {digest = ''} = pushed.outputs;
      platform.sigstore.attestations.length = 0;
      platform.sigstore.requests.length = 0;
      const resumed = await run({...inputs, push: '', digest, image: tagOf('secret')}, {env});
      assertExit(resumed, 1);
      assertKept(resumed);
      assert.deepEqual(codesOf(resumed), ['PROV-027']);
    });

    it('are refused after the build that writes them, and before anything of them is signed', async () => {
      const made = createWorkspace({
        Dockerfile: 'FROM scratch\nCOPY env.json scan.json /\n',
        'env.json': JSON.stringify({env: {DEPLOY_TOKEN: TOKEN}}),
        'scan.json': PREDICATE
      });
      try {
        const inputs = {
          context: '.',
          platforms: 'linux/amd64',
          tags: 'registry.example/octo-org/app:1',
          outputs: 'type=oci,dest=image.tar\ntype=local,dest=files',
          ...listLines(`type=${SCAN},path=files/env.json`, `type=${SCAN},path=files/scan.json`)
        };
        const failed = await runKept({...platform, workspace: made}, {inputs, env});
        assertExit(failed, 1);
        assert.deepEqual(codesOf(failed), ['PROV-027']);
        assert.deepEqual(
          broughtOf(failed).map(({title, outcome, error}) => [title, outcome, error]),
          [
            ['files/scan.json of index', 'signed', undefined],
            ['files/env.json', 'failed', 'it holds variable DEPLOY_TOKEN, 40 characters']
          ]
        );
        const lines = findFile(failed, 'bundles.jsonl').toString().trimEnd().split('\n');
        const signed = lines.map(line => JSON.stringify(readSigned(Buffer.from(line))));
        assert.deepEqual([signed.length, platform.sigstore.attestations.length], [3, 3]);
        for (const text of [...signed, failed.summary]) assert.ok(!text.includes(TOKEN), text);
        const lenient = {...inputs, 'secrets-check': 'off'};
        assertExit(await runKept({...platform, workspace: made}, {inputs: lenient, env}), 0);
      } finally {
        made.remove();
      }
    });
  });

  it('are looked at in a pull request, which says that they are not signed', async () => {
    const event = createEvent('pull_request', {sha: workspace.sha});
    const inputs = {push: 'true', tags: tagOf('pull')};
    const checked = await run({...inputs, ...listLines(`type=${SCAN},path=reports/scan.json`)}, {event});
    assertExit(checked, 0);
    assert.match(checked.report.notices.join(), /looked at, and not signed: a dry run publishes nothing/);
    assert.match(checked.summary, /what it names is looked at/);
    const wrong = listLines(`type=${SCAN},path=list.json`);
    const failed = await run({...inputs, ...wrong}, {event});
    assertExit(failed, 1);
    assert.deepEqual(codesOf(failed), ['PROV-016']);
    const strange = listLines(`type=${SCAN},path=reports/scan.json,subject=linux/s390x`);
    const unfit = await run({...inputs, platforms: '', ...strange}, {event});
    assertExit(unfit, 1);
    assert.deepEqual(codesOf(unfit), ['PROV-016']);
    assert.match(unfit.summary, /^## ❌ Provenance: checking what attestations names failed$/m);
    assert.match(unfit.report.reason, /^Checking what attestations names failed, after the image had been/);
    assert.equal(unfit.report.failure?.phase, 'attestations');
    assert.equal(countSignatures(), 0);
  });

  it('about a platform that the image does not have fail alone', async () => {
    const failed = await run({
      push: 'true',
      platforms: '',
      tags: tagOf('strange'),
      ...listLines(
        `type=${SCAN},path=reports/scan.json,subject=linux/s390x`,
        `type=${LICENCES},path=reports/licences.json`
      )
    });
    assertExit(failed, 1);
    assert.deepEqual(codesOf(failed), ['PROV-016']);
    assert.match(
      failed.report.diagnostics[0]?.evidence.join() ?? '',
      /scan\.json of linux\/s390x: the image has no platform linux\/s390x; it has linux\/\w+/
    );
    assert.match(failed.summary, /pushed and verified, partly unsigned \(3 of 4 signed\)/);
  });

  describe('of an OCI layout', () => {
    it('are written into it, and are about what the build wrote beside it', async () => {
      const signed = await run({
        platforms: 'linux/amd64',
        tags: 'registry.example/octo-org/app:1',
        outputs: 'type=oci,dest=image.tar\ntype=local,dest=files',
        ...listLines(
          `type=${SCAN},path=reports/scan.json,subject=linux/amd64`,
          `type=${SCAN},path=reports/scan.json,subject-path=files/greeting,subject-name=greeting`
        )
      });
      assertExit(signed, 0);
      assert.deepEqual(outcomesOf(signed), [
        ['reports/scan.json of linux/amd64', 'signed', 'file verified,api verified,layout verified'],
        ['reports/scan.json of greeting', 'signed', 'file verified,api verified']
      ]);
      const [, greeting] = broughtOf(signed);
      assert.deepEqual(greeting?.subjects, [describeBytes(Buffer.from('hello\n')).digest]);
      const {calls} = await pastePrinted(signed.summary, verifiers, signed.files);
      const asked = calls.filter(call => call[0] === 'cosign' && call.includes(SCAN));
      assert.deepEqual(
        asked.map(call => call[1]),
        ['verify-blob-attestation', 'verify-blob-attestation']
      );
    });

    it('are never about the layout itself, which the bundles change', async () => {
      const inputs = {
        'oci-path': 'image.tar',
        tags: 'registry.example/octo-org/app:1',
        ...listLines(`type=${SCAN},path=reports/scan.json,subject-path=image.tar`)
      };
      const failed = await run(inputs);
      assertExit(failed, 1);
      assert.deepEqual(codesOf(failed), ['PROV-016']);
      assert.match(
        failed.report.failure?.message ?? '',
        /image\.tar" belongs to the layout into which the bundles are written/
      );
      assertExit(await run({...inputs, 'push-to-registry': 'false'}), 0);
    });
  });

  it('fail the step where a file changes after it was read', async () => {
    const buildx = `if [ "$1" = build ]; then printf ' ' >> reports/scan.json; fi\nexec "$BUILDX" "$@"`;
    const failed = await run(
      {push: 'true', tags: tagOf('changed'), ...listLines(`type=${SCAN},path=reports/scan.json`)},
      {env: {DOCKER_CONFIG: createDockerConfig(platform.engine, {buildx})}}
    );
    assertExit(failed, 1);
    assert.deepEqual([codesOf(failed)[0], countSignatures()], ['PROV-906', 0]);
    assert.match(failed.report.failure?.message ?? '', /scan\.json" is not what was read: it was sha256:/);
  });

  it('are what README shows', async () => {
    const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
    const shown = [...readme.matchAll(/^```yaml\n(.*?)^```$/gms)]
      .map(([, block = '']) => block)
      .find(block => block.includes('attestations: |'));
    const [make, step] = parse(shown ?? '') as [{run: string}, {with: Record<string, unknown>}];
    const made = createWorkspace({'dist/chart.tgz': 'a chart\n', 'made/trivy': TRIVY});
    try {
      const folder = join(made.path, 'made');
      await runCommand(['bash', '-e', '-c', make.run], {
        cwd: made.path,
        env: {
          PATH: `${folder}:/usr/bin:/bin`,
          HOME: folder,
          RUNNER_TEMP: folder,
          GITHUB_SERVER_URL: 'https://github.com',
          GITHUB_REPOSITORY: 'octo-org/app',
          GITHUB_RUN_ID: '1234567890'
        },
        timeoutMs: 10_000
      });
      const inputs = Object.entries(step.with).map(([name, value]) => [
        name,
        String(value).replaceAll('${{ runner.temp }}', 'made')
      ]);
      const wanted = {...(Object.fromEntries(inputs) as Record<string, string>), tags: tagOf('shown')};
      const signed = await runKept({...platform, workspace: made}, {inputs: {context: '.', ...wanted}});
      assertExit(signed, 0);
      const [, link] = broughtOf(signed);
      const {predicate} = readSigned(signed.files[link?.bundlePath ?? ''] ?? Buffer.from('{}'));
      assert.deepEqual(predicate, {run: 'https://github.com/octo-org/app/actions/runs/1234567890'});
      assert.deepEqual(
        outcomesOf(signed).map(([, outcome]) => outcome),
        ['signed', 'signed', 'signed']
      );
    } finally {
      made.remove();
    }
  });
});

/** As trivy is asked in the README. */
const TRIVY = Buffer.from(
  '#!/bin/sh\n[ "$1 $2 $3 $4" = "fs --format json --output" ] && echo \'{"Results": []}\' > "$5"\n'
);
