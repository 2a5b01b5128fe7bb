import assert from 'node:assert/strict';
import {mkdir, mkdtemp, rm, symlink, truncate, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import type {TestContext} from 'node:test';
import {assertNothingRefused, readAttestationFiles} from '../../../src/action/attestation-files.ts';
import type {AttestationRequest, RequestedSubject} from '../../../src/action/attestation-inputs.ts';
import {AttestationError} from '../../../src/attestation/attestation-error.ts';
import {digestBytes} from '../../../src/oci/descriptor.ts';

const SCAN = 'https://example.com/scan/v1';
const MIB = 1024 * 1024;
const SIGNAL = new AbortController().signal;

async function makeWorkspace(test: TestContext, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'brought-'));
  test.after(() => rm(folder, {recursive: true}));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), {recursive: true});
    await writeFile(join(folder, name), text);
  }
  return folder;
}

function request(
  root: string,
  path: string,
  subject: RequestedSubject = {kind: 'index'}
): AttestationRequest {
  return {predicateType: SCAN, predicate: {root, path: join(root, path)}, subject};
}

const fileSubject = (root: string, path: string): RequestedSubject => ({
  kind: 'file',
  name: path,
  file: {root, path: join(root, path)}
});

const problemsOf = async (requests: readonly AttestationRequest[]) =>
  (await readAttestationFiles(requests, SIGNAL)).refused.map(({title, error}) => [
    title,
    error.code,
    error.message
  ]);

describe('files that attestations name', () => {
  it('are read to the last digit, and known by their digests', async test => {
    const text = '{"n": 1.0}';
    const root = await makeWorkspace(test, {'a/scan.json': text, 'app.bin': 'app'});
    const {brought, refused, files} = await readAttestationFiles(
      [request(root, 'a/scan.json', fileSubject(root, 'app.bin'))],
      SIGNAL
    );
    assert.deepEqual(refused, []);
    const [{name, attestation, subject} = assert.fail()] = brought;
    const digest = digestBytes(Buffer.from('app'));
    assert.deepEqual([name, subject], ['a/scan.json', {kind: 'digest', name: 'app.bin', digest}]);
    assert.equal(JSON.stringify(attestation.predicate), '{"n":1.0}');
    assert.deepEqual(files, [
      {path: join(root, 'a/scan.json'), digest: digestBytes(Buffer.from(text))},
      {path: join(root, 'app.bin'), digest}
    ]);
  });

  it('are hashed piece by piece, however large they are', async test => {
    const root = await makeWorkspace(test, {'scan.json': '{}', large: ''});
    await truncate(join(root, 'large'), 400 * MIB);
    const before = process.memoryUsage().rss;
    const {files} = await readAttestationFiles(
      [request(root, 'scan.json', fileSubject(root, 'large'))],
      SIGNAL
    );
    // `head -c 419430400 /dev/zero | sha256sum`
    assert.equal(files[1]?.digest, 'sha256:6ed5e85372e488807486f4446e2a3a501d319be812e969e3de426db798cc5704');
    assert.ok(process.memoryUsage().rss - before < 200 * MIB);
  });

  it('are hashed no further once the run is cancelled', async test => {
    const root = await makeWorkspace(test, {'scan.json': '{}', huge: ''});
    await truncate(join(root, 'huge'), 4 * 1024 * MIB);
    const cancelling = new AbortController();
    const reason = new Error('the run was cancelled');
    setTimeout(() => {
      cancelling.abort(reason);
    }, 200);
    const reading = readAttestationFiles(
      [request(root, 'scan.json', fileSubject(root, 'huge'))],
      cancelling.signal
    );
    await assert.rejects(reading, reason);
  });

  it('may be behind links that stay where files may lie, and no others', async test => {
    const root = await makeWorkspace(test, {'a/scan.json': '{}'});
    const outside = await makeWorkspace(test, {'scan.json': '{}'});
    await symlink('a', join(root, 'inside'));
    await symlink(join(root, 'a/scan.json'), join(root, 'same.json'));
    await symlink(outside, join(root, 'outside'));
    await symlink(join(outside, 'scan.json'), join(root, 'other.json'));
    await symlink('nowhere', join(root, 'broken.json'));
    const names = ['inside/scan.json', 'same.json', 'outside/scan.json', 'other.json', 'broken.json'];
    const found = await problemsOf(names.map(name => request(root, name)));
    assert.deepEqual(
      found.map(([title, code]) => [title, code]),
      ['outside/scan.json', 'other.json', 'broken.json'].map(name => [name, 'file'])
    );
    assert.match(found[0]?.[2] ?? '', /leads out of/);
    const [through] = await problemsOf([
      request(root, 'a/scan.json', fileSubject(root, 'outside/scan.json'))
    ]);
    assert.match(through?.[2] ?? '', /leads out of/);
  });

  it('are one JSON object that fits into a bundle', async test => {
    const root = await makeWorkspace(test, {
      array: '[]',
      empty: '',
      lines: '{}\n{}',
      twice: '{"a":1,"a":2}',
      'folder/file': '{}',
      fits: JSON.stringify({text: 'x'.repeat(12.5 * 1000 * 1000)}),
      long: JSON.stringify({text: 'x'.repeat(12.6 * 1000 * 1000)}),
      longer: JSON.stringify({text: 'x'.repeat(16 * MIB)})
    });
    const names = ['array', 'empty', 'lines', 'twice', 'folder', 'fits', 'long', 'longer', 'none'];
    const found = await problemsOf(names.map(name => request(root, name)));
    assert.deepEqual(
      found.map(([title, code]) => [title, code]),
      [
        ['array', 'predicate'],
        ['empty', 'predicate'],
        ['lines', 'predicate'],
        ['twice', 'predicate'],
        ['folder', 'file'],
        ['long', 'predicate'],
        ['longer', 'predicate'],
        ['none', 'file']
      ]
    );
    assert.match(found[5]?.[2] ?? '', /has 12600011 bytes of JSON, and a predicate of at most 1\d{7} bytes/);
  });

  it('are told together where they are bad', async test => {
    const root = await makeWorkspace(test, {array: '[]'});
    const {refused} = await readAttestationFiles(
      ['array', 'none'].map(name => request(root, name)),
      SIGNAL
    );
    assert.throws(
      () => {
        assertNothingRefused(refused);
      },
      (error: unknown) => {
        assert.ok(error instanceof AttestationError);
        assert.match(error.message, /^attestations: array: .*\.\nattestations: none: .*\.$/);
        return error.code === 'predicate';
      }
    );
    assertNothingRefused([]);
  });
});
