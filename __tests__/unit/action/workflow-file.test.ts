import assert from 'node:assert/strict';
import {mkdir, mkdtemp, realpath, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {findWorkflow, readRunWorkflow, readWorkflowText} from '../../../src/action/workflow-file.ts';

const FILE = '.github/workflows/image.yml';
const TEXT = `on: push
jobs:
  image:
    runs-on: ubuntu-24.04
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@main
      - uses: org/provenance-action@v1
        with:
          tags: ghcr.io/o/i:1
`;

let root = '';
let workspace = '';
let env: Record<string, string> = {};

const write = (file: string, text: string | Uint8Array) => writeFile(join(workspace, file), text);
const refuse = async (file: string, reason: RegExp) => {
  const found = await readWorkflowText(workspace, file);
  assert.match('reason' in found ? found.reason : 'found', reason, file);
};

before(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'workflow-file-')));
  workspace = join(root, 'workspace');
  await mkdir(join(workspace, '.github/workflows'), {recursive: true});
  await write(FILE, TEXT);
  await writeFile(join(root, 'outside.yml'), TEXT);
  env = {
    GITHUB_WORKFLOW_REF: `octo/app/${FILE}@refs/heads/main`,
    GITHUB_REPOSITORY: 'Octo/App',
    GITHUB_WORKSPACE: workspace,
    GITHUB_JOB: 'image',
    GITHUB_ACTION: '__org_provenance-action',
    GITHUB_ACTION_REPOSITORY: 'org/provenance-action',
    GITHUB_EVENT_NAME: 'push'
  };
});

after(() => rm(root, {recursive: true, force: true}));

describe('readRunWorkflow', () => {
  it('finds the step and what may be wrong with it', async () => {
    const reading = await readRunWorkflow(env);
    assert.deepEqual([reading.file, reading.text, reading.reasons], [FILE, TEXT, []]);
    const hint = reading.hintFor('PROV-3A');
    assert.deepEqual(hint?.place, {file: FILE, line: 5});
    assert.match(hint.patch ?? '', /\+ {6}packages: write/);
    assert.deepEqual(reading.placeOfInput('tags'), {file: FILE, line: 11});
    assert.deepEqual(
      reading.unpinned.map(({place}) => place.line),
      [8]
    );
  });

  it('says why it has no hints, and gives none', async () => {
    const silent = async (changes: Record<string, string | undefined>, reason: RegExp) => {
      const reading = await readRunWorkflow({...env, ...changes});
      assert.match(reading.reasons.join(' '), reason);
      assert.equal(reading.hintFor('PROV-1B'), undefined);
      assert.equal(reading.placeOfInput('tags'), undefined);
      assert.deepEqual(reading.unpinned, []);
    };
    await silent({GITHUB_WORKFLOW_REF: undefined}, /not set/);
    await silent({GITHUB_WORKFLOW_REF: `other/app/${FILE}@refs/heads/main`}, /another repository/);
    await silent(
      {GITHUB_WORKFLOW_REF: 'octo/app/.github/workflows/gone.yml@x'},
      /has no .*gone\.yml.*actions\/checkout/
    );
    await silent({GITHUB_WORKFLOW_REF: 'octo/app/dynamic/scan@x'}, /no workflow file/);
    await silent({GITHUB_WORKSPACE: undefined}, /GITHUB_WORKSPACE/);
    await silent({GITHUB_WORKSPACE: join(root, 'nowhere')}, /has no/);
    await silent({GITHUB_JOB: 'other'}, /no job of this name/);
    await write('.github/workflows/broken.yml', 'jobs:\n  a:\n\t- x\n');
    await silent(
      {GITHUB_WORKFLOW_REF: 'octo/app/.github/workflows/broken.yml@x'},
      /broken\.yml, line 3: .*not YAML/
    );
  });

  it('says when the checkout may hold another version', async () => {
    const version = /may hold another version/;
    const reasons = async (changes: Record<string, string>) =>
      (await readRunWorkflow({...env, ...changes})).reasons.join(' ');
    assert.match(await reasons({GITHUB_EVENT_NAME: 'pull_request_target'}), version);
    assert.match(await reasons({GITHUB_SHA: 'a', GITHUB_WORKFLOW_SHA: 'b'}), version);
    assert.equal(await reasons({GITHUB_SHA: 'a', GITHUB_WORKFLOW_SHA: 'a'}), '');
  });

  it('reads the reusable workflow that is called, where the checkout has it', async () => {
    await write(
      '.github/workflows/caller.yml',
      `jobs:\n  release:\n    uses: ./${FILE}\n    permissions: {contents: read}\n`
    );
    const called = {...env, GITHUB_WORKFLOW_REF: 'octo/app/.github/workflows/caller.yml@refs/heads/main'};
    const reading = await readRunWorkflow(called);
    assert.deepEqual(reading.hintFor('PROV-3A')?.place, {file: '.github/workflows/caller.yml', line: 4});
    assert.deepEqual(reading.hintFor('PROV-1B')?.place, {file: FILE, line: 9});
    await write(
      '.github/workflows/remote.yml',
      'jobs:\n  release:\n    uses: a/b/.github/workflows/c.yml@v1\n'
    );
    const remote = await readRunWorkflow({
      ...called,
      GITHUB_WORKFLOW_REF: 'octo/app/.github/workflows/remote.yml@x'
    });
    assert.match(remote.reasons.join(), /come from the job that calls it/);
    assert.equal(remote.hintFor('PROV-2A')?.place.line, 2);
  });

  it('calls no file outside of the workflows', async () => {
    await write(
      '.github/workflows/escape.yml',
      'jobs:\n  image:\n    uses: ./.github/workflows/../../../outside.yml\n'
    );
    const reading = await readRunWorkflow({
      ...env,
      GITHUB_WORKFLOW_REF: 'octo/app/.github/workflows/escape.yml@x'
    });
    assert.equal(reading.hintFor('PROV-1B'), undefined);
  });
});

describe('readWorkflowText', () => {
  it('takes a file of .github/workflows and nothing else', async () => {
    for (const file of [
      '',
      '../outside.yml',
      '.github/workflows/../../../outside.yml',
      '.github/workflows/a/b.yml',
      '.github/workflows/.yml',
      '.github/workflows/a\\b.yml',
      '.github/workflows/a\0.yml',
      '.github/workflows/image.txt',
      `.github/workflows/${'a'.repeat(300)}.yml`,
      '/etc/x.yml'
    ]) {
      await refuse(file, /no workflow file/);
    }
  });

  it('follows no link', async () => {
    await symlink(join(root, 'outside.yml'), join(workspace, '.github/workflows/link.yml'));
    await refuse('.github/workflows/link.yml', /is a link/);
    await symlink('image.yml', join(workspace, '.github/workflows/near.yml'));
    await refuse('.github/workflows/near.yml', /is a link/);
    const other = join(root, 'other');
    await mkdir(other);
    await symlink(join(workspace, '.github'), join(other, '.github'));
    const found = await readWorkflowText(other, FILE);
    assert.match(found.kind === 'absent' ? found.reason : '', /is a link/);
  });

  it('reads a workspace that is a link itself', async () => {
    await symlink(workspace, join(root, 'linked'));
    assert.equal((await readWorkflowText(join(root, 'linked'), FILE)).kind, 'found');
  });

  it('refuses folders, large files and what is not UTF-8', async () => {
    await mkdir(join(workspace, '.github/workflows/folder.yml'));
    await refuse('.github/workflows/folder.yml', /is no file|EISDIR/);
    await write('.github/workflows/large.yml', ' '.repeat(256 * 1024 + 1));
    await refuse('.github/workflows/large.yml', /more than 256 KiB/);
    await write('.github/workflows/binary.yml', new Uint8Array([0xff, 0xfe]));
    await refuse('.github/workflows/binary.yml', /not UTF-8/);
    await refuse(`${FILE}/x.yml`.replace('/x', ''), /has no/);
  });

  it('keeps a byte order mark and line ends, so that a patch fits', async () => {
    await write('.github/workflows/mark.yml', `\ufeff${TEXT.replaceAll('\n', '\r\n')}`);
    const found = await readWorkflowText(workspace, '.github/workflows/mark.yml');
    assert.equal(found.kind === 'found' && found.text.startsWith('\ufeffon: push\r\n'), true);
  });
});

describe('findWorkflow', () => {
  it('takes the file from a reference with any name in it', async () => {
    await write('.github/workflows/a@b.yaml', TEXT);
    for (const ref of ['refs/heads/a@b/c.yml', 'refs/pull/1/merge', 'refs/tags/v1']) {
      const found = await findWorkflow({
        ...env,
        GITHUB_WORKFLOW_REF: `octo/app/.github/workflows/a@b.yaml@${ref}`
      });
      assert.deepEqual([found.kind, found.file], ['found', '.github/workflows/a@b.yaml'], ref);
    }
  });
});
