/** One decision where the image goes, and everybody who reads the image reads it there: nobody looks elsewhere. */
import assert from 'node:assert/strict';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, afterEach, describe, it} from 'node:test';
import {createEvent} from '../../local/event.ts';
import {digestBytes} from '../../src/oci/descriptor.ts';
import {assertDiagnosed} from '../support/diagnosed.ts';
import type {Diagnosed} from '../support/diagnosed.ts';
import {createDockerConfig, writeScript} from '../support/docker-config.ts';
import {goodTar, hostileTars} from '../support/hostile-tars.ts';
import {readSummary} from '../support/signing-trial.ts';
import {assertExit, PLATFORMS, runStep, usePlatform} from '../support/step.ts';
import type {StepRun} from '../support/step.ts';

type Inputs = Readonly<Record<string, string>>;

/** A time for everything in the image, so that builds that start anew come to the same. */
const REPRODUCIBLE = {SOURCE_DATE_EPOCH: '1700000000'};

describe('where the image goes', () => {
  const platform = usePlatform();
  const results = mkdtempSync(join(tmpdir(), 'export-modes-'));
  after(() => rmSync(results, {recursive: true}));
  const build = (inputs: Inputs, more: Partial<Parameters<typeof runStep>[1]> = {}) =>
    runStep(platform, {inputs: {context: '.', platforms: PLATFORMS, ...inputs}, ...more});
  const tagOf = (name: string, tag = '1') => `${platform.registry.host}/octo-org/${name}:${tag}`;
  const codesOf = ({outputs}: StepRun) =>
    (JSON.parse(outputs['diagnostics'] ?? '') as {code: string}[]).map(({code}) => code);

  /** Files that were taken out, by the path in the workspace, and the statements of output `provenance-path`. */
  const taken = new Map<string, string>();
  const statements: string[] = [];
  afterEach(() => {
    taken.clear();
    statements.length = 0;
  });
  const take: Parameters<typeof runStep>[1]['beforePost'] = ({workspace, temp}) => {
    const file = join(workspace, 'out/greeting');
    if (existsSync(file)) taken.set('out/greeting', readFileSync(file, 'utf8'));
    const [own = ''] = readdirSync(temp).filter(name => name.startsWith('provenance-action-'));
    const folder = join(temp, own, 'provenance');
    if (existsSync(folder)) statements.push(...readdirSync(folder).sort());
  };

  const extract = {extract: '/greeting=out/greeting', 'extract-platform': 'linux/arm64'};
  const places: readonly (readonly [mode: string, inputs: () => Inputs, event?: 'pull_request'])[] = [
    ['registry', () => ({push: 'true', tags: tagOf('matrix', 'a'.repeat(64))})],
    ['registry', () => ({push: 'true', tags: tagOf('matrix', `sha256-${'b'.repeat(64)}`)})],
    ['oci', () => ({'oci-path': join(results, 'matrix.tar')})],
    ['oci', () => ({'oci-path': `${join(results, 'matrix')}/`})],
    ['oci', () => ({outputs: `type=oci,dest=${join(results, 'artifact.tar')},oci-artifact=true`})],
    ['none', () => ({push: 'true', tags: tagOf('dry')}), 'pull_request']
  ];

  it('is told to everybody who reads it: outputs, statements, files and summary say the same of it', async () => {
    const found: unknown[] = [];
    for (const [mode, inputs, event] of places) {
      taken.clear();
      statements.length = 0;
      const {sha} = platform.workspace;
      const run = await build(
        {...extract, ...inputs()},
        {
          env: REPRODUCIBLE,
          beforePost: take,
          ...(event === undefined ? {} : {event: createEvent(event, {sha})})
        }
      );
      assertExit(run, 0);
      const {outputs, report, summary} = run;
      assert.equal(outputs['export-mode'], mode);
      const [place, ...others] = report.verifications ?? [];
      assert.deepEqual([others.length, place?.root], [0, outputs['digest']]);
      assert.match(outputs['digest'] ?? '', /^sha256:[0-9a-f]{64}$/);
      assert.equal(report.exportMode?.value, mode);
      assert.equal(report.exportMode.source, outputs['export-mode-source']);
      assert.match(summary, new RegExp(`<td>Export</td><td>${mode}</td>`));
      for (const line of report.exportMode.trace) assert.ok(readSummary(run).includes(line), line);
      assert.deepEqual(statements, ['linux-amd64.json', 'linux-arm64.json']);
      const files = JSON.parse(outputs['extracted'] ?? '') as {sha256: string}[];
      assert.equal(files[0]?.sha256, digestBytes(Buffer.from(taken.get('out/greeting') ?? '')));
      found.push([outputs['verdict'], outputs['platform-digests'], taken.get('out/greeting')]);
    }
    for (const one of found) assert.deepEqual(one, found[0]);
    assert.match(JSON.stringify(found[0]), /"verified".*linux.*hello/);
  });

  it('has the same images from a build that starts anew, with SOURCE_DATE_EPOCH', async () => {
    const digests: unknown[] = [];
    for (const name of ['one', 'two']) {
      const outputs = `type=oci,dest=${join(results, `${name}.tar`)},rewrite-timestamp=true`;
      const run = await build({outputs, 'no-cache': 'true'}, {env: REPRODUCIBLE});
      assertExit(run, 0);
      digests.push(run.outputs['platform-digests']);
    }
    assert.match(String(digests[0]), /sha256/);
    assert.equal(digests[1], digests[0]);
  });

  it('asks docker for nothing, not even where it is there', async () => {
    const folder = mkdtempSync(join(results, 'programs-'));
    const asked = join(folder, 'asked');
    writeScript(join(folder, 'docker'), `printf '%s\\n' "$*" >> '${asked}'\nexit 97`);
    const env = {PATH: `${folder}:${platform.engine.env['PATH'] ?? process.env['PATH'] ?? ''}`};
    for (const inputs of [{'oci-path': join(results, 'alone.tar'), ...extract}, extract] as const) {
      const {sha} = platform.workspace;
      const event = createEvent('oci-path' in inputs ? 'push' : 'pull_request', {sha});
      const run = await build({...inputs, tags: 'octo-org/app:1'}, {env, event});
      assertExit(run, 0);
      assert.equal(run.outputs['verdict'], 'verified');
    }
    assert.equal(existsSync(asked) ? readFileSync(asked, 'utf8') : '', '');
  });

  it('is not changed by taking files out of it', async () => {
    const path = join(results, 'read.tar');
    const buildx = `"$BUILDX" "$@" || exit\nif [ "$1" = build ]; then cp '${path}' '${path}.built'; fi`;
    const env = {DOCKER_CONFIG: createDockerConfig(platform.engine, {buildx})};
    assertExit(await build({'oci-path': path, ...extract}, {env, beforePost: take}), 0);
    assert.equal(taken.get('out/greeting'), 'hello\n');
    assert.equal(digestBytes(readFileSync(path)), digestBytes(readFileSync(`${path}.built`)));
  });

  it('leaves nothing in the temporary folder but what outputs name', async () => {
    const named = new Set(['dependencies', 'provenance', 'report.json']);
    const runs: readonly (readonly [Inputs, 'push' | 'pull_request', number])[] = [
      [{'oci-path': join(results, 'left.tar'), ...extract}, 'push', 0],
      [{'oci-path': join(results, 'left.tar'), ...extract, extract: '/none=out/none'}, 'push', 1],
      [{'oci-path': join(results, 'left.tar'), file: 'no.Dockerfile'}, 'push', 1],
      [{push: 'true', tags: tagOf('left'), ...extract}, 'pull_request', 0]
    ];
    for (const [inputs, event, exitCode] of runs) {
      const left: string[] = [];
      const run = await build(inputs, {
        event: createEvent(event, {sha: platform.workspace.sha}),
        afterPost: ({temp}) => {
          for (const name of readdirSync(temp)) {
            assert.match(name, /^provenance-action-\w+$/);
            left.push(...readdirSync(join(temp, name)));
          }
        }
      });
      assertExit(run, exitCode);
      assert.deepEqual(
        left.filter(name => !named.has(name)),
        []
      );
      assert.ok(left.includes('report.json'));
    }
  });

  /** A buildx that does this once it has built. */
  const meddle = (script: string): Record<string, string> => {
    const buildx = `"$BUILDX" "$@" || exit\nif [ "$1" = build ]; then ${script}; fi`;
    return {DOCKER_CONFIG: createDockerConfig(platform.engine, {buildx})};
  };
  const broken = (code: 'PROV-901' | 'PROV-903' | 'PROV-904' | 'PROV-906', says: RegExp): Diagnosed => ({
    code,
    cause: 'layout-invalid',
    phase: 'verify',
    says: [says],
    built: 'yes'
  });

  it('is nowhere else where the layout is gone, empty, or of another build', async () => {
    const path = join(results, 'swapped.tar');
    const [stale, empty] = [join(results, 'stale.tar'), join(results, 'empty.tar')];
    assertExit(await build({'oci-path': stale, 'no-cache': 'true'}), 0);
    writeFileSync(empty, goodTar);
    const trials = [
      [`rm '${path}'`, broken('PROV-901', /no OCI layout, as there is nothing/)],
      [`cp '${empty}' '${path}'`, broken('PROV-903', /index\.json lists no image/)],
      [`cp '${stale}' '${path}'`, broken('PROV-906', /and buildx reported sha256:/)]
    ] as const;
    for (const [script, expected] of trials) {
      const run = await build(
        {'oci-path': path, labels: 'fresh=1', ...extract},
        {env: meddle(script), beforePost: take}
      );
      assertDiagnosed(run, expected);
      assert.notEqual(run.outputs['verified'], 'true');
      assert.equal(taken.size, 0);
    }
  });

  it('is nowhere outside, whatever the tar says, and nothing of it is written', async () => {
    const titles = ['a name that leads beside the layout', 'a symbolic link', 'two entries of one name'];
    const trials = hostileTars.filter(({title}) => titles.includes(title));
    assert.equal(trials.length, titles.length);
    for (const {bytes, message} of trials) {
      const folder = mkdtempSync(join(results, 'layout-'));
      const [path, hostile] = [join(folder, 'layout', 'image.tar'), join(results, 'hostile.tar')];
      mkdirSync(join(folder, 'layout'));
      writeFileSync(hostile, bytes);
      const run = await build(
        {'oci-path': path, ...extract},
        {env: meddle(`cp '${hostile}' '${path}'`), beforePost: take}
      );
      assertDiagnosed(run, broken('PROV-904', message));
      assert.deepEqual(
        [readdirSync(folder), readdirSync(join(folder, 'layout'))],
        [['layout'], ['image.tar']]
      );
      assert.equal(taken.size, 0);
    }
  });

  it('is said by the highest word that is not empty, and wrong words are named', async () => {
    const path = join(results, 'said.tar');
    const env = {PROVENANCE_EXPORT_MODE: 'oci'};
    const [next, none] = [
      await build({'export-mode': '', 'oci-path': path}, {env}),
      await build({'export-mode': 'none'}, {env: {PROVENANCE_EXPORT_MODE: ''}})
    ];
    assert.deepEqual(
      [next, none].map(({outputs}) => [outputs['export-mode'], outputs['export-mode-source']]),
      [
        ['oci', 'PROVENANCE_EXPORT_MODE'],
        ['none', 'input export-mode']
      ]
    );
    assert.equal(next.exported['PROVENANCE_EXPORT_MODE'], undefined);
    for (const [inputs, wrong] of [
      [{'export-mode': 'OCI'}, {}],
      [{'export-mode': 'true'}, {}],
      [{}, {PROVENANCE_EXPORT_MODE: 'yes'}],
      [{}, {PROVENANCE_EXPORT_MODE: '1'}]
    ] as const) {
      const run = await build(inputs, {env: wrong});
      assertExit(run, 1);
      assert.equal(codesOf(run)[0], 'PROV-010');
      const [layer = '', word = ''] = Object.entries({...inputs, ...wrong})[0] ?? [];
      assert.ok(run.annotations[0]?.data.includes(`${layer}: "${word}" is none of the choices`));
    }
  });

  it('makes no difference to an image without layers, about which BuildKit attests nothing', async () => {
    const file = join(results, 'Empty.Dockerfile');
    writeFileSync(file, 'FROM scratch\nLABEL nothing=inside\n');
    for (const inputs of [{push: 'true', tags: tagOf('empty')}, {'oci-path': join(results, 'nothing.tar')}]) {
      const run = await build({...inputs, file});
      assertDiagnosed(run, {
        code: 'PROV-1K',
        cause: 'attestation-missing',
        phase: 'verify',
        says: [/An image without layers gets no provenance from BuildKit/],
        built: 'yes'
      });
    }
  });
});
