import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {globSync} from 'node:fs';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {pathToFileURL} from 'node:url';
import {root} from './tracked.ts';

/** What starts by itself when it is loaded. */
const ENTRIES = new Set(['src/index.ts', 'src/post.ts', 'src/action/cache-client.ts']);

/** Loads modules, and prints what is another variable afterwards. */
const LOADER = `
const before = {...process.env};
for (const url of JSON.parse(process.argv[1])) await import(url);
const names = new Set([...Object.keys(before), ...Object.keys(process.env)]);
console.log(JSON.stringify([...names].filter(name => process.env[name] !== before[name])));
`;

describe('the environment', () => {
  it('is left as it was by whatever is loaded', () => {
    const files = globSync('src/**/*.ts', {cwd: root}).filter(
      file => !ENTRIES.has(file) && !file.endsWith('.d.ts')
    );
    assert.ok(files.length > 300);
    const urls = JSON.stringify(files.map(file => pathToFileURL(join(root, file)).href));
    const env = {PATH: process.env['PATH'], PROVENANCE_EXPORT_MODE: 'oci'};
    const args = ['--no-warnings', '--input-type=module', '--eval', LOADER, urls];
    assert.equal(execFileSync(process.execPath, args, {cwd: root, env, encoding: 'utf8'}), '[]\n');
  });
});
