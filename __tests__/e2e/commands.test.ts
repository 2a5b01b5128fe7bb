import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {createWorkspace} from '../support/workspace.ts';

const root = join(import.meta.dirname, '..', '..');

/** What the README tells people to run, as they would run it. */
async function runScript(name: string, ...args: string[]): Promise<{code: number | null; output: string}> {
  const child = spawn(join(root, 'script', name), args, {cwd: root, stdio: ['ignore', 'pipe', 'pipe']});
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return {code, output: Buffer.concat(chunks).toString()};
}

async function runDemo(...args: string[]): Promise<string> {
  const {code, output} = await runScript('demo', ...args);
  assert.equal(code, 0, output);
  return output;
}

describe('the commands in the README', () => {
  it('shows the whole step with script/demo', async () => {
    const output = await runDemo('--verify');
    assert.match(output, /^verdict: verified$/m);
    assert.match(output, /^signed: true$/m);
    assert.doesNotMatch(output, /^Warning: /m);
    const bundles = /^Signed bundles: (\S+)$/m.exec(output)?.[1] ?? '';
    assert.equal(readFileSync(join(root, bundles), 'utf8').trimEnd().split('\n').length, 3);
    assert.equal(output.match(/^✔ cosign verify-attestation /gm)?.length, 3);
    assert.match(readFileSync(join(root, '.local', 'demo', 'summary.html'), 'utf8'), /Provenance: verified/);
  });

  it('shows that a second run is served from the cache', async () => {
    const output = await runDemo();
    assert.equal(output.match(/^ {2}\S+: has provenance, unsigned, served from the cache$/gm)?.length, 2);
  });

  it('shows a dry run with --event pull_request', async () => {
    const output = await runDemo('--event', 'pull_request', '--verify');
    assert.match(output, /^skipped: true$/m);
    assert.match(output, /^Nothing was signed/m);
    assert.match(output, /Provenance: Skipped \(PR build\)/);
  });

  it('ends with a tar that cosign verifies without a network, with --oci', async () => {
    const output = await runDemo('--oci');
    assert.match(output, /^verdict: verified$/m);
    assert.match(output, /^export-mode: oci$/m);
    assert.match(output, /^diagnostics: \[\]$/m);
    assert.equal(output.match(/^✔ cosign verify-blob-attestation /gm)?.length, 1);
    const release = /^The release: +(\S+)$/m.exec(output)?.[1] ?? '';
    const listed = execFileSync('tar', ['-tf', join(root, release)], {encoding: 'utf8'}).split('\n');
    for (const name of [
      'image.tar',
      'trusted_root.json',
      'bundles/index.sigstore.json',
      'provenance/linux-arm64.json',
      'sbom/linux-arm64.spdx.json',
      'bundles/SBOM-of-linux-arm64.sigstore.json'
    ])
      assert.ok(listed.includes(`release/${name}`), listed.join(' '));
  });

  it("builds somebody's own folder", async () => {
    const workspace = createWorkspace();
    try {
      assert.match(await runDemo(workspace.path), /^verdict: verified$/m);
    } finally {
      workspace.remove();
    }
  });

  it('leaves engine and registry running with --keep, until --stop', async () => {
    try {
      const host = /registry on (\S+)/.exec(await runDemo('--keep'))?.[1] ?? '';
      assert.equal((await fetch(`http://${host}/v2/`)).status, 200);
      await runDemo('--stop');
      await assert.rejects(fetch(`http://${host}/v2/`));
    } finally {
      await runScript('demo', '--stop');
    }
  });

  it('measures with script/bench, without signing and with it', async () => {
    const {code, output} = await runScript('bench', '--runs', '1', '--latency', '5', '--sigstore-delay', '5');
    assert.equal(code, 0, output);
    assert.equal(output.match(/^\| 10 \|/gm)?.length, 2);
    assert.match(output, /^\| sign \| \d/m);
  });
});
