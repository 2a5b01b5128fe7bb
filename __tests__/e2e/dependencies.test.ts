/** What an image stands on: provenance of its base images, collected while ours is signed, on real parts. */
import assert from 'node:assert/strict';
import {randomUUID} from 'node:crypto';
import {globSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {createEvent} from '../../local/event.ts';
import {startRegistry} from '../../local/registry.ts';
import type {Registry} from '../../local/registry.ts';
import type {ActionOptions} from '../../local/runner.ts';
import {CATALOGUE} from '../../src/diagnostics/catalogue.ts';
import {readDiagnostics} from '../support/diagnosed.ts';
import {durationOf} from '../support/judgement.ts';
import {runSigned, useSigstore} from '../support/signed-step.ts';
import {IDENTITY} from '../support/signed-image.ts';
import {readSummary} from '../support/signing-trial.ts';
import {assertExit, PLATFORMS, runStep} from '../support/step.ts';
import type {StepRun} from '../support/step.ts';
import {tamperStatement} from '../support/tampered-statement.ts';
import {createWorkspace} from '../support/workspace.ts';

const SCRATCH = 'FROM scratch\nCOPY greeting /\n';

interface Wanted extends Pick<ActionOptions, 'env' | 'event'> {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly signs?: boolean;
  readonly registry?: Registry;
}

interface Ran extends StepRun {
  /** Lines of the file of output `dependencies-path`. */
  readonly file: readonly string[];
}

describe('the step, on base images', () => {
  const platform = useSigstore();
  const digests: Record<string, string> = {};
  const nameOf = (name: string, {host}: Registry = platform.registry) => `${host}/octo-org/${name}`;
  const standOn = (name: string, registry?: Registry) => {
    const digest = digests[name] ?? '';
    return `FROM ${nameOf(name, registry)}:1@${digest}\nCOPY greeting /${randomUUID()}\n`;
  };

  async function run(name: string, dockerfile: string, wanted: Wanted = {}): Promise<Ran> {
    const {inputs, signs = false, registry, ...rest} = wanted;
    const workspace = createWorkspace({Dockerfile: dockerfile});
    const lines: string[] = [];
    const options: ActionOptions = {
      ...rest,
      inputs: {
        ...{context: '.', push: 'true', tags: `${nameOf(name, registry)}:1`},
        ...{'trusted-root': platform.sigstore.trustedRoot, 'cache-timeout': '0', ...inputs}
      },
      beforePost: ({temp}) => {
        for (const path of globSync(join(temp, 'provenance-action-*/dependencies/*')))
          lines.push(...readFileSync(path, 'utf8').split(/(?<=\n)/));
      }
    };
    try {
      const step = await (signs ? runSigned : runStep)({...platform, workspace}, options);
      return {...step, file: lines};
    } finally {
      workspace.remove();
    }
  }

  async function push(name: string, dockerfile: string, wanted: Wanted = {}): Promise<void> {
    const pushed = await run(name, dockerfile, wanted);
    assertExit(pushed, 0);
    digests[name] = pushed.outputs['digest'] ?? '';
  }

  before(async () => {
    await push('signed', SCRATCH, {signs: true, inputs: {platforms: PLATFORMS}});
    await push('unsigned', standOn('signed'), {inputs: {platforms: PLATFORMS}});
    await push('bare', SCRATCH, {inputs: {platforms: PLATFORMS, provenance: 'false', verify: 'false'}});
    await push('tampered', SCRATCH);
    await tamperStatement(platform.registry, 'octo-org/tampered');
    const answer = await fetch(`${platform.registry.url}/v2/octo-org/tampered/manifests/1`, {
      method: 'HEAD',
      headers: {accept: 'application/vnd.oci.image.index.v1+json'}
    });
    digests['tampered'] = answer.headers.get('docker-content-digest') ?? '';
  });

  it('follows them to the end for each platform, into one file, ours first and each once', async () => {
    const step = await run('top', standOn('unsigned'), {signs: true, inputs: {platforms: PLATFORMS}});
    assertExit(step, 0);
    assert.deepEqual([step.outputs['verdict'], step.outputs['signed']], ['verified', 'true']);
    assert.deepEqual(countsOf(step), ['2', '0']);
    assert.deepEqual(outcomesOf(step), [
      ['linux/amd64', '.unsigned unsigned', '..signed signed'],
      ['linux/arm64', '.unsigned unsigned', '..signed signed']
    ]);
    assert.deepEqual([readDiagnostics(step), step.annotations], [[], []]);
    const own = step.report.signing?.statements.length ?? 0;
    assert.deepEqual(step.file.map(nameKind), [
      ...Array<string>(own).fill('bundle'),
      ...['statement', 'bundle', 'bundle', 'statement', 'bundle']
    ]);
    assert.equal(new Set(step.file).size, step.file.length);
    const name = `${(step.outputs['digest'] ?? '').slice(7)}.provenance.jsonl`;
    assert.ok(step.outputs['dependencies-path']?.endsWith(`/dependencies/${name}`));
    const summary = readSummary(step);
    assert.match(summary, /Both images have provenance\./);
    assert.ok(summary.includes(`signed by  ${IDENTITY}`), summary);
  });

  it('tells them apart by platform, and warns of one without provenance by name, digest and place', async () => {
    const dockerfile = [
      `FROM ${nameOf('signed')}:1@${digests['signed'] ?? ''} AS base-amd64`,
      `FROM ${nameOf('bare')}:1@${digests['bare'] ?? ''} AS base-arm64`,
      'FROM base-${TARGETARCH}',
      `COPY greeting /${randomUUID()}\n`
    ];
    const step = await run('two', dockerfile.join('\n'), {inputs: {platforms: PLATFORMS}});
    assertExit(step, 0);
    assert.deepEqual(outcomesOf(step), [
      ['linux/amd64', '.bare nothing', '.signed signed'],
      ['linux/arm64', '.bare again', '.signed again']
    ]);
    assert.deepEqual(rolesOf(step), [
      ['unused', undefined],
      [undefined, 'unused']
    ]);
    assert.deepEqual(countsOf(step), ['1', '1']);
    // The builder had the base's layers from building it, and records none of them: PROV-5C says so.
    assert.ok(codesOf(step).includes('PROV-802 warning'));
    assert.deepEqual(
      step.annotations.map(({name, properties}) => [name, properties['title']]),
      [['warning', `PROV-802: ${CATALOGUE['PROV-802'].title}`]]
    );
    const place = `registry ${nameOf('bare')}`;
    const digest = digests['bare'] ?? '';
    for (const text of [step.annotations[0]?.data ?? '', readSummary(step)]) {
      for (const words of [
        `${nameOf('bare')}:1@${digest} (linux/arm64) has no provenance.`,
        `Looked at: index ${digest} in ${place}`,
        `referrers of ${digest} in ${place}`
      ])
        assert.ok(pack(text).includes(pack(words)), `${words}\n${text}`);
    }
    assert.match(readSummary(step), /1 of 2 images has no provenance/);
    assert.deepEqual(step.file.map(nameKind), ['statement', 'statement', 'bundle', 'bundle']);
  });

  it('fails for one without provenance where that is asked for, and says so beside the verdict', async () => {
    const step = await run('strict', standOn('bare'), {inputs: {'on-missing-dependency': 'error'}});
    assertExit(step, 1);
    assert.deepEqual([step.outputs['verdict'], step.outputs['verified']], ['verified', 'true']);
    assert.deepEqual(codesOf(step), ['PROV-802 error']);
    assert.deepEqual(countsOf(step), ['0', '1']);
    const [first, ...others] = step.annotations;
    assert.deepEqual([first?.name, others], ['error', []]);
    assert.match(
      first?.properties['title'] ?? '',
      /^Provenance: verified, unsigned; PROV-802 fails the step$/
    );
    assert.match(
      first?.data ?? '',
      new RegExp(`${digests['bare'] ?? ''} \\(linux/amd64\\) has no provenance`)
    );
    assert.match(step.summary, /^## ❌ Provenance: verified, unsigned; PROV-802 fails the step\n/);
  });

  it('says no more of it than the summary does where it is to be ignored', async () => {
    const step = await run('lenient', standOn('bare'), {inputs: {'on-missing-dependency': 'ignore'}});
    assertExit(step, 0);
    assert.deepEqual([readDiagnostics(step), step.annotations], [[], []]);
    assert.deepEqual([outcomesOf(step), countsOf(step)], [[['linux/amd64', '.bare nothing']], ['0', '1']]);
    assert.match(readSummary(step), /The one image has no provenance/);
  });

  for (const [onMissing, severity] of [
    ['ignore', 'warning'],
    ['warn', 'warning'],
    ['error', 'error']
  ] as const) {
    it(`never uses a statement that somebody changed, with on-missing-dependency: ${onMissing}`, async () => {
      const inputs = {'on-missing-dependency': onMissing};
      const step = await run(`on-tampered-${onMissing}`, standOn('tampered'), {inputs});
      assertExit(step, severity === 'error' ? 1 : 0);
      assert.equal(step.outputs['verdict'], 'verified');
      assert.deepEqual(outcomesOf(step), [['linux/amd64', '.tampered invalid']]);
      assert.deepEqual([codesOf(step), countsOf(step)], [[`PROV-805 ${severity}`], ['0', '1']]);
      assert.match(
        step.annotations[0]?.data ?? '',
        /provenance that does not hold, and is not used:\n.*not about image/
      );
      assert.deepEqual(step.file.map(nameKind), ['statement']);
    });
  }

  it('takes only what somebody signed whom dependency-policy names', async () => {
    const policies = {
      'repository=octo-org/app': ['.signed signed', []],
      'repository=octo-org/other': ['.signed invalid', ['PROV-805 warning']],
      [`issuer=https://issuer.example,identity=${IDENTITY}`]: ['.signed invalid', ['PROV-805 warning']]
    } as const;
    for (const [policy, [outcome, found]] of Object.entries(policies)) {
      const step = await run('policed', standOn('signed'), {inputs: {'dependency-policy': policy}});
      assertExit(step, 0);
      assert.deepEqual([outcomesOf(step), codesOf(step)], [[['linux/amd64', outcome]], found], policy);
    }
    const inputs = {'dependency-policy': 'repository=octo-org/app'};
    const step = await run('policed', standOn('unsigned'), {inputs});
    assert.deepEqual(outcomesOf(step), [['linux/amd64', '.unsigned invalid']]);
    assert.match(step.annotations[0]?.data ?? '', /nobody signed it/);
  });

  it('collects nothing for an image that is not verified, however lenient it is to be', async () => {
    const inputs = {'on-missing-dependency': 'ignore', 'builder-id': 'https://builder.example/other'};
    await push('foreign', standOn('bare'), {inputs});
    const digest = digests['foreign'] ?? '';
    const resumed = {digest, image: nameOf('foreign'), tags: '', push: 'false', context: ''};
    const step = await run('foreign', SCRATCH, {
      inputs: {...resumed, 'on-missing-dependency': 'ignore', 'expected-revision': 'f'.repeat(40)}
    });
    assertExit(step, 1);
    assert.equal(step.outputs['verdict'], 'rejected');
    assert.deepEqual([step.outputs['dependencies-path'], countsOf(step), step.file], ['', ['', ''], []]);
    assert.equal(step.report.dependencies, undefined);
  });

  it('collects for a pull request too, which publishes nothing', async () => {
    const step = await run('pull', standOn('unsigned'), {event: createEvent('pull_request')});
    assertExit(step, 0);
    assert.equal(step.outputs['skipped'], 'true');
    assert.deepEqual(outcomesOf(step), [['linux/amd64', '.unsigned unsigned', '..signed signed']]);
    assert.deepEqual(step.file.map(nameKind)[0], 'statement');
  });

  it('leaves the images as they are without it, and its file beside them', async test => {
    const folder = mkdtempSync(join(tmpdir(), 'dependencies-'));
    test.after(() => rmSync(folder, {recursive: true}));
    const dockerfile = standOn('unsigned');
    const build = async (dependencies: 'true' | 'false') => {
      const outputs = `type=oci,dest=${join(folder, dependencies)},rewrite-timestamp=true`;
      const inputs = {dependencies, outputs, push: '', 'no-cache': 'true', platforms: PLATFORMS};
      const env = {SOURCE_DATE_EPOCH: '1700000000'};
      const step = await run('beside', dockerfile, {inputs, env, signs: true});
      assertExit(step, 0);
      return step;
    };
    const [collected, plain] = [await build('true'), await build('false')];
    assert.match(collected.outputs['platform-digests'] ?? '', /sha256/);
    assert.equal(collected.outputs['platform-digests'], plain.outputs['platform-digests']);
    const paths = ['bundle-path', 'dependencies-path', 'provenance-path'].map(one => collected.outputs[one]);
    assert.equal(new Set(paths).size, 3, paths.join());
    const own = collected.report.signing?.statements.length ?? 0;
    const others = collected.file.slice(own);
    assert.deepEqual([others.length > 0, plain.file], [true, []]);
    const layout = readFileSync(join(folder, 'true'));
    for (const line of others) assert.equal(layout.includes(line.trimEnd()), false, line);
    assert.equal(layout.includes('provenance.jsonl'), false);
  });

  it('looks at none where nobody wants that', async () => {
    const step = await run('off', standOn('bare'), {inputs: {dependencies: 'false'}});
    assertExit(step, 0);
    assert.deepEqual([countsOf(step), step.file, readDiagnostics(step)], [['', ''], [], []]);
  });

  describe('in another registry', () => {
    let other: Registry;
    before(async () => {
      other = await startRegistry();
      await push('elsewhere', SCRATCH, {registry: other});
    });
    after(() => other.stop());
    const ours = () => other.requests.filter(({path}) => /\/referrers\/|\/manifests\/sha256-/.test(path));

    it('asks none inside the network that nobody but a provenance names', async () => {
      const step = await run('inside', standOn('elsewhere', other));
      assertExit(step, 0);
      assert.deepEqual(codesOf(step), ['PROV-802 warning']);
      assert.match(step.annotations[0]?.data ?? '', /could not be told:\n.*has a loopback address/);
      assert.deepEqual(ours(), []);
    });

    it('asks one that insecure-registries names', async () => {
      const inputs = {'insecure-registries': other.host};
      const step = await run('named', standOn('elsewhere', other), {inputs});
      assertExit(step, 0);
      assert.deepEqual(outcomesOf(step), [['linux/amd64', '.elsewhere unsigned']]);
      assert.ok(ours().length > 0);
    });

    it('waits no longer than verify-timeout for one that is silent', async () => {
      other.faults.add({path: /\/referrers\/|\/manifests\/sha256-/, delayMs: 60_000});
      const inputs = {'insecure-registries': other.host, 'verify-timeout': '3'};
      const step = await run('silent', standOn('elsewhere', other), {inputs});
      assertExit(step, 0);
      assert.deepEqual(codesOf(step), ['PROV-802 warning']);
      const took = durationOf(step, 'collect');
      assert.ok(took > 2000 && took < 8000, String(took));
      assert.ok(step.lines.includes('Waiting for the provenance of what the image stands on.'));
    });
  });
});

function countsOf({outputs}: StepRun): readonly (string | undefined)[] {
  return [outputs['dependencies-found'], outputs['dependencies-missing']];
}

function rolesOf({report}: StepRun): readonly (readonly (string | undefined)[])[] {
  return (report.dependencies?.trunks ?? []).map(({images}) => images.map(({role}) => role));
}

function codesOf(step: StepRun): readonly string[] {
  return readDiagnostics(step).map(({code, severity}) => `${code} ${severity}`);
}

/** For each platform its name, then its images: a dot for each step away, name and outcome. */
function outcomesOf({report}: StepRun): readonly (readonly string[])[] {
  return (report.dependencies?.trunks ?? []).map(({platform, images}) => [
    platform,
    ...images.map(({depth, image, found, repeated}) => {
      const [, name = image] = /\/octo-org\/([^:@]+)/.exec(image) ?? [];
      return `${'.'.repeat(depth)}${name} ${repeated ? 'again' : found.outcome}`;
    })
  ]);
}

function nameKind(line: string): string {
  return 'dsseEnvelope' in (JSON.parse(line) as object) ? 'bundle' : 'statement';
}

/** Without blanks: long lines are broken in the summary. */
function pack(text: string): string {
  return text.replaceAll(/\s+/g, '');
}
