/** The rules of input assert, held against what BuildKit really records and the registry really gives back. */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {createEvent} from '../../local/event.ts';
import {startGitServer} from '../../local/git-server.ts';
import type {GitServer} from '../../local/git-server.ts';
import {pushScanner} from '../../local/scanner.ts';
import {BUSYBOX_DOCKERFILE, readBusybox} from '../support/busybox.ts';
import {assertDiagnosed} from '../support/diagnosed.ts';
import {assertJudgement} from '../support/judgement.ts';

import {readSummary} from '../support/signing-trial.ts';
import {runSigned, useSigstore} from '../support/signed-step.ts';
import {assertExit, PLATFORMS, runStep} from '../support/step.ts';
import type {StepRun} from '../support/step.ts';
import {createWorkspace} from '../support/workspace.ts';
import type {Workspace} from '../support/workspace.ts';

const RUN = 'https://github.com/octo-org/app/actions/runs';

describe('the step asserts', () => {
  const platform = useSigstore({engine: {bridge: true}});
  const made: {base: string; git?: GitServer} = {base: ''};
  const workspaces: Workspace[] = [];
  const create = (files: Readonly<Record<string, string | Uint8Array>>): Workspace => {
    const workspace = createWorkspace(files);
    workspaces.push(workspace);
    return workspace;
  };
  const tagOf = (name: string) => `${platform.registry.host}/octo-org/${name}:1`;
  const inputsOf = (name: string, more: Record<string, string>) => ({
    ...{context: '.', push: 'true', platforms: PLATFORMS, tags: tagOf(name)},
    ...more
  });
  before(async () => {
    made.git = await startGitServer();
    const found = await runStep(platform, {inputs: inputsOf('base', {})});
    assertExit(found, 0);
    made.base = found.outputs['digest'] ?? '';
  });
  after(async () => {
    for (const workspace of workspaces) workspace.remove();
    await made.git?.stop();
  });

  const loose = () => create({Dockerfile: `FROM ${tagOf('base')}\nCOPY greeting /again\n`});
  const pinned = () => create({Dockerfile: `FROM ${tagOf('base')}@${made.base}\nCOPY greeting /again\n`});
  const run = (name: string, workspace: Workspace, more: Record<string, string>, event?: 'pull_request') =>
    runStep(
      {...platform, workspace},
      {
        inputs: inputsOf(name, more),
        ...(event === undefined ? {} : {event: createEvent(event, {sha: workspace.sha})})
      }
    );
  const stepsOf = ({report}: StepRun) =>
    (report.verifications ?? []).flatMap(({steps}) => steps).filter(({id}) => id.startsWith('assert-'));
  const outcomesOf = (found: StepRun) => stepsOf(found).map(({id, outcome}) => `${id} ${outcome}`);

  it('what holds of every platform, and signs it', async () => {
    const workspace = pinned();
    const rules = [
      'materials-pinned',
      `materials-allowed=pkg:docker/${platform.registry.host}/octo-org/`,
      `builder-id=${RUN}/*`,
      'no-network'
    ];
    const inputs = inputsOf('good', {assert: rules.join('\n')});
    const found = await runSigned({...platform, workspace}, {inputs});
    assertExit(found, 0);
    assert.deepEqual([found.outputs['verdict'], found.outputs['signed']], ['verified', 'true']);
    const ids = ['materials-pinned', 'materials-allowed', 'builder-id', 'no-network'];
    assert.deepEqual(
      stepsOf(found).map(({id, platform: name, outcome}) => `${id} ${name ?? ''} ${outcome}`),
      PLATFORMS.split(',').flatMap(name => ids.map(id => `assert-${id} ${name} passed`))
    );
  });

  it('and lists every violation of two platforms once, with the lines to write, and signs nothing', async () => {
    const before = platform.sigstore.attestations.length;
    const workspace = loose();
    const rules = [
      'materials-pinned',
      `materials-allowed=pkg:docker/${platform.registry.host}/octo,git+https://github.com/octo-org/`,
      'builder-id=https://github.com/octo/*',
      'complete'
    ];
    const inputs = inputsOf('bad', {assert: rules.join('\n'), subjects: 'both'});
    const found = await runSigned({...platform, workspace}, {inputs});
    const material = (name: string) =>
      `"pkg:docker/${tagOf('base').replace(/:1$/, '@1')}?platform=linux%2F${name}"`;
    const line = `FROM ${tagOf('base')}@${made.base}`;
    const said = ['amd64', 'arm64'].flatMap(name => [
      `${material(name)} is named without a digest.`,
      `${material(name)} comes from none of the places that are allowed.`
    ]);
    said.push(
      `The builder id is "${RUN}/1234567890/attempts/1"; asserted is "https://github.com/octo/*".`,
      'Not everything that went into the build is among the materials: local directories ("context", "dockerfile") never are.'
    );
    assertDiagnosed(found, {
      code: 'PROV-1L',
      cause: 'assertion-violated',
      phase: 'verify',
      says: [...said, line].map(text => new RegExp(escapePattern(text))),
      built: 'yes'
    });
    assert.deepEqual([found.outputs['verdict'], found.outputs['signed']], ['rejected', 'false']);
    assert.equal(platform.sigstore.attestations.length, before);
    assert.deepEqual(
      found.report.diagnostics.map(({code}) => code),
      ['PROV-1L']
    );
    const [first, ...others] = found.annotations;
    const [, section = ''] = readSummary(found).split(/^### /m);
    for (const text of [...said, line]) {
      assert.equal(first?.data.split(text).length, 2, `${text}\n${first?.data ?? ''}`);
      const shown = section.replaceAll(/\s+/g, '').split(text.replaceAll(/\s+/g, ''));
      assert.equal(shown.length, 2, `${text}\n${section}`);
    }
    assert.deepEqual(
      others.filter(({data}) => data.includes('pkg:docker/')),
      []
    );
    const {platforms = []} = found.report.verifications?.[0] ?? {};
    assert.deepEqual(
      platforms.map(({verdict}) => verdict),
      ['rejected', 'rejected']
    );
  });

  it('that every material is pinned, the generator of the SBOM, too', async () => {
    const sbom = await pushScanner(platform.engine, platform.registry.host);
    const name = sbom.replace('generator=', '');
    const rules = {assert: 'materials-pinned', platforms: ''};
    const workspace = create({
      Dockerfile: `FROM ${tagOf('base')}@${made.base}\nCOPY packages /packages\n`,
      packages: 'one 1.0 MIT\n'
    });
    const found = await run('generator', workspace, {...rules, sbom});
    const evidence = /scanner@1" is named without a digest \(no step reads it: the generator of the SBOM\)\./;
    assertJudgement(found, {
      verdict: 'rejected',
      id: 'assert-materials-pinned',
      platform: found.report.verifications?.[0]?.platforms[0]?.platform ?? '',
      evidence
    });
    const [line = ''] = found.report.diagnostics[0]?.remedy.instead ?? [];
    assert.match(line, new RegExp(`^sbom: generator=${escapePattern(name)}@sha256:[0-9a-f]{64}$`));
    const again = await run('generator', workspace, {...rules, sbom: line.replace('sbom: ', '')});
    assertExit(again, 0);
    assert.deepEqual(outcomesOf(again), ['assert-materials-pinned passed']);
  });

  it('where a git tree comes from, up to a boundary, and that all of the build is recorded', async () => {
    const {url} = made.git!;
    const workspace = create({});
    for (const owner of ['me', 'meevil']) await made.git!.publish(workspace.path, `${owner}/app`);
    for (const [owner, prefix, outcome] of [
      ['me', `${url}/me`, 'passed'],
      ['me', `git+${url}/me/`, 'passed'],
      ['meevil', `${url}/me`, 'failed'],
      ['meevil', `git+${url}/me/`, 'failed']
    ] as const) {
      const context = `${url}/${owner}/app.git#${workspace.sha}`;
      const rules = `complete\nmaterials-pinned\nmaterials-allowed=${prefix}`;
      const found = await run('tree', workspace, {context, assert: rules, platforms: ''});
      assert.deepEqual(
        outcomesOf(found),
        ['complete passed', 'materials-pinned passed', `materials-allowed ${outcome}`].map(
          text => `assert-${text}`
        )
      );
      assertExit(found, outcome === 'passed' ? 0 : 1);
    }
  });

  it('that no RUN step had a network, and names the line of one that had', async () => {
    const quiet = `${BUSYBOX_DOCKERFILE}RUN --network=none true\n`;
    for (const [dockerfile, outcome] of [
      [quiet, 'passed'],
      [`${quiet}RUN true\n`, 'failed']
    ] as const) {
      const workspace = create({Dockerfile: dockerfile, busybox: await readBusybox()});
      const found = await run('network', workspace, {assert: 'no-network', platforms: ''});
      assert.deepEqual(outcomesOf(found), [`assert-no-network ${outcome}`], found.stdout);
      assertExit(found, outcome === 'passed' ? 0 : 1);
      if (outcome === 'failed')
        assert.match(
          found.annotations[0]?.data ?? '',
          /Line 5 of the Dockerfile .* ran with the builder's network\./
        );
    }
  });

  it('and passes nothing that cannot be told', async () => {
    const found = await run('least', pinned(), {
      assert: 'no-network',
      provenance: 'mode=min',
      platforms: 'linux/amd64'
    });
    assertJudgement(found, {
      verdict: 'undecided',
      id: 'assert-no-network',
      platform: 'linux/amd64',
      evidence: /records no build steps \(mode=min\)/
    });
    assertDiagnosed(found, {
      code: 'PROV-1M',
      cause: 'provenance-incomplete',
      phase: 'verify',
      says: [/records no build steps \(mode=min\), and does not call the build hermetic\./],
      built: 'yes'
    });
  });

  it('in a pull request, of what would be published', async () => {
    const found = await run('pull', loose(), {assert: 'materials-pinned'}, 'pull_request');
    assertExit(found, 1);
    assert.deepEqual([found.outputs['skipped'], found.outputs['verdict']], ['true', 'rejected']);
    assert.equal(found.report.diagnostics[0]?.code, 'PROV-1L');
    const held = await run('pull', pinned(), {assert: 'materials-pinned'}, 'pull_request');
    assertExit(held, 0);
    assert.equal(held.outputs['verdict'], 'verified');
  });

  it('of a layout, of an image that is there, and as a warning where enforce is false', async () => {
    const rules = {assert: 'materials-pinned'};
    const layout = await run('layout', loose(), {...rules, push: '', 'oci-path': 'image.tar'});
    assertExit(layout, 1);
    assert.equal(layout.report.diagnostics[0]?.code, 'PROV-1L');
    const workspace = loose();
    const pushed = await run('there', workspace, {...rules, enforce: 'false'});
    assertJudgement(pushed, {
      verdict: 'rejected',
      id: 'assert-materials-pinned',
      platform: 'linux/amd64',
      evidence: /is named without a digest\./,
      exitCode: 0
    });
    const digest = pushed.outputs['digest'] ?? '';
    assertExit(await run('there', workspace, {digest, push: ''}), 0);
    const there = await run('there', workspace, {...rules, digest, push: ''});
    assertExit(there, 1);
    assert.equal(there.report.diagnostics[0]?.code, 'PROV-1L');
  });

  it('nothing by rules that are wrong: their mistakes are told with all others, before anything is built', async () => {
    const found = await run('wrong', platform.workspace, {
      assert: 'signed\nmaterials-pinned=yes\nbuilder-id=https://github.com/me*',
      'verify-timeout': 'never'
    });
    assertDiagnosed(found, {
      code: 'PROV-010',
      cause: 'configuration',
      phase: 'preflight',
      says: [
        /4 inputs are wrong/,
        /assert: "signed" is no rule: .* sign: true fails/,
        /assert: "materials-pinned=yes" has a value/,
        /assert: "builder-id=https:\/\/github\.com\/me\*" would also allow/,
        /verify-timeout: "never"/
      ],
      built: 'no'
    });
  });

  it('nothing where no provenance will be: that is told before the build', async () => {
    for (const more of [{provenance: 'false'}, {push: '', outputs: 'type=local,dest=out'}]) {
      const found = await run('none', platform.workspace, {assert: 'complete', ...more});
      assertDiagnosed(found, {
        code: 'PROV-011',
        cause: 'configuration',
        phase: 'preflight',
        says: [/assert: judges the provenance of an image that was verified, and /],
        built: 'no'
      });
    }
    const found = await run('none', platform.workspace, {assert: 'complete', verify: 'false'});
    assertExit(found, 1);
    assert.match(found.annotations[0]?.data ?? '', /assert: "complete" contradicts verify: false/);
  });
});

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
