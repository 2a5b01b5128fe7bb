import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {ESLint} from 'eslint';
import tseslint from 'typescript-eslint';
import {floors, refuseImport} from '../../../script/floors.ts';

const root = join(import.meta.dirname, '../../..');

/** The repository's own configuration without the rules that need types, which are too slow for a unit test. */
const eslint = new ESLint({cwd: root, overrideConfig: [tseslint.configs.disableTypeChecked]});

async function lint(filePath: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, {filePath: join(root, filePath)});
  return (result?.messages ?? []).map(({ruleId, message}) => `${ruleId ?? 'parser'}: ${message}`);
}

async function assertRefused(filePath: string, text: string, reason: RegExp): Promise<void> {
  const messages = await lint(filePath, text);
  assert.equal(messages.length, 1, `${text} gave ${JSON.stringify(messages)}`);
  assert.match(messages[0]!, reason);
}

describe('the floors', () => {
  it('name every part of src, and nothing imports in a circle', () => {
    const reach = (part: string, path: readonly string[]): void => {
      assert.ok(!path.includes(part), `${[...path, part].join(' -> ')} is a circle`);
      for (const next of floors[part] ?? assert.fail(`no floor for ${part}`)) reach(next, [...path, part]);
    };
    Object.keys(floors).forEach(part => reach(part, []));

    const parts = readdirSync(join(root, 'src')).map(name => name.replace(/\.ts$/, ''));
    assert.deepEqual(
      parts.filter(part => !(part in floors)),
      []
    );
  });

  it('let a floor import those below, its own files and what everybody may', () => {
    assert.equal(refuseImport('src/verification/verify.ts', '../oci/store.ts'), undefined);
    assert.equal(refuseImport('src/oci/registry.ts', './store.ts'), undefined);
    assert.equal(refuseImport('src/oci/registry.ts', '../resolved.ts'), undefined);
    assert.equal(refuseImport('src/main.ts', './action/inputs.ts'), undefined);
    assert.equal(refuseImport('src/oci/transport.ts', 'undici'), undefined);
  });

  it('refuse what lies higher, beside, or outside of src', () => {
    assert.match(refuseImport('src/oci/store.ts', '../attestation/statement.ts') ?? '', /src\/oci may not/);
    assert.match(refuseImport('src/build/run.ts', '../verification/verify.ts') ?? '', /src\/build may not/);
    assert.match(refuseImport('src/verification/x.ts', '../diagnostics/catalogue.ts') ?? '', /may not/);
    assert.match(refuseImport('src/action/summary.ts', '../main.ts') ?? '', /src\/action may not/);
    assert.match(refuseImport('src/main.ts', '../script/floors.ts') ?? '', /leaves src/);
    assert.match(refuseImport('src/novelty/x.ts', '../oci/store.ts') ?? '', /no floor yet/);
  });

  it('are kept by lint, whatever the form of the import', async () => {
    const higher = /floors\/imports: src\/oci may not import src\/report/;
    await assertRefused('src/oci/store.ts', "import {a} from '../report.ts';\na();\n", higher);
    await assertRefused(
      'src/oci/store.ts',
      "import type {A} from '../report.ts';\nexport const a: A = 1;\n",
      higher
    );
    await assertRefused('src/oci/store.ts', "export {a} from '../report.ts';\n", higher);
    await assertRefused('src/oci/store.ts', "export * from '../report.ts';\n", higher);
    await assertRefused('src/oci/store.ts', "export const a = import('../report.ts');\n", higher);
    await assertRefused('src/oci/store.ts', "export let a: typeof import('../report.ts');\n", higher);
    await assertRefused(
      'src/oci/store.ts',
      'export const a = (b: string): Promise<unknown> => import(b);\n',
      /computed/
    );
  });

  it('keep packages and the process to their owners', async () => {
    const owned = /floors\/imports: "(@actions\/core|node:child_process|undici|node:process)" belongs to/;
    await assertRefused('src/build/run.ts', "export {info} from '@actions/core';\n", owned);
    await assertRefused('src/build/run.ts', "export {spawn} from 'node:child_process';\n", owned);
    await assertRefused('src/action/run.ts', "export const a = import('undici');\n", owned);
    await assertRefused(
      'src/extraction/layer.ts',
      "export {Header} from 'tar';\n",
      /belongs to src\/oci\/tar\.ts/
    );
    await assertRefused(
      'src/oci/tar-index.ts',
      "export {Header} from 'tar/header';\n",
      /belongs to src\/oci\/tar\.ts/
    );
    await assertRefused('src/main.ts', "export {env} from 'node:process';\n", owned);

    const known = /floors\/imports: Only .* know the process/;
    await assertRefused('src/oci/store.ts', 'export const home = process.env.HOME;\n', known);
    await assertRefused('src/oci/store.ts', "export const a = process['stdout'];\n", known);
    await assertRefused('src/oci/store.ts', 'export const {env} = process;\n', known);
    await assertRefused('src/oci/store.ts', 'export const a = {process};\n', known);
    await assertRefused('src/oci/store.ts', 'console.log(1);\n', /no-console/);
    await assertRefused(
      'src/oci/store.ts',
      "export const a: unknown = fetch('https://example.com');\n",
      /no-restricted-globals/
    );
  });

  it('leave alone what is no business of theirs', async () => {
    assert.deepEqual(
      await lint('src/oci/store.ts', "export const windows = process.platform === 'win32';\n"),
      []
    );
    assert.deepEqual(
      await lint('src/oci/store.ts', 'export const a = (b: {process: 1}): number => b.process;\n'),
      []
    );
    assert.deepEqual(
      await lint('src/oci/store.ts', 'const process = {env: 1};\nexport const a = process.env;\n'),
      []
    );
    assert.deepEqual(await lint('src/main.ts', 'export const home = process.env;\n'), []);
    assert.deepEqual(await lint('script/test.ts', "export {spawn} from 'node:child_process';\n"), []);
  });
});
