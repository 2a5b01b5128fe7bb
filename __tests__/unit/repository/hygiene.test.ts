import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync, globSync, readFileSync, statSync} from 'node:fs';
import {homedir, hostname} from 'node:os';
import {join, relative} from 'node:path';
import {describe, it} from 'node:test';
import {root, trackedFiles} from './tracked.ts';

interface Line {
  readonly place: string;
  readonly text: string;
}

const itself = relative(root, import.meta.filename);

function linesOf(files: readonly string[]): Line[] {
  return files.flatMap(file => {
    const lines = readFileSync(join(root, file), 'utf8').split('\n');
    return lines.map((text, index) => ({place: `${file}:${String(index + 1)}`, text}));
  });
}

const files = trackedFiles().filter(file => file !== itself && statSync(join(root, file)).isFile());
/** What people wrote: neither bundled, nor captured, nor locked. */
const written = files.filter(
  file => !file.startsWith('dist/') && !file.startsWith('__tests__/fixtures/') && file !== 'package-lock.json'
);

function assertNowhere(where: readonly string[], pattern: RegExp, except?: RegExp): void {
  const found = linesOf(where).filter(({text}) => pattern.test(text) && except?.test(text) !== true);
  assert.deepEqual(
    found.map(({place, text}) => `${place}: ${text.trim().slice(0, 160)}`),
    []
  );
}

/** Hosts that everybody's machine may name. */
const publicHosts = /(?:^|\.)(?:github\.com|localhost)$/;

/** The registries and archives that this machine installs from, and its own name. */
function machineHosts(): string[] {
  const configurations = [
    join(homedir(), '.npmrc'),
    ...globSync('/etc/apt/sources.list{,.d/*}'),
    ...globSync('/etc/{npmrc,pip.conf}')
  ].filter(path => existsSync(path) && statSync(path).isFile());
  const texts = configurations.map(path => readFileSync(path, 'utf8'));
  const urls = [...texts, ...Object.values(process.env)]
    .join('\n')
    .matchAll(/https?:\/\/(?:[^/\s@]*@)?([\w.-]+)/g);
  const hosts = [...urls].map(([, host = '']) => host).filter(host => host.includes('.'));
  return [...new Set([hostname(), ...hosts])].filter(
    host => host.length > 5 && !publicHosts.test(host) && !/^[\d.]+$/.test(host)
  );
}

const escape = (text: string): string => text.replace(/[^\w]/g, '\\$&');

describe('what is committed', () => {
  it('names no folder of this machine', () => {
    const own = root.split('/').length > 2 ? `|(?<![\\w./-])${escape(root)}` : '';
    assertNowhere(files, new RegExp(`(?<![\\w.])/(?:home|Users)/(?!runner\\b|USER\\b|you\\b)\\w+/${own}`));
  });

  it('names no host of this machine', () => {
    const hosts = machineHosts();
    if (hosts.length > 0)
      assertNowhere(files, new RegExp(`(?<![\\w-])(?:${hosts.map(escape).join('|')})(?![\\w-])`, 'i'));
  });

  it('locks packages by their content, whatever registry they come from', () => {
    const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
    assert.doesNotMatch(lock, /"resolved"/);
    const {packages} = JSON.parse(lock) as {packages: Record<string, {integrity?: string}>};
    const loose = Object.entries(packages).filter(
      ([path, {integrity}]) => path !== '' && integrity === undefined
    );
    assert.deepEqual(
      loose.map(([path]) => path),
      []
    );
  });

  it('holds no key, token or password of anybody', () => {
    const secret =
      /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY|\bgh[pousr]_(?!(\w)\1{9})\w{30,}|\bnpm_\w{36}|\bAKIA[0-9A-Z]{16}|_authToken=/;
    // The certificate of the tests' own server on loopback.
    const own = '__tests__/fixtures/tls/';
    assertNowhere(
      files.filter(file => !file.startsWith(own)),
      secret
    );
  });

  it('leaves nothing to be done, and no test out', () => {
    assertNowhere(written, /(?:\/\/|\/?\*|#|<!--)\s*(?:TODO|FIXME|XXX|HACK)\b/);
    const tests = written.filter(file => file.startsWith('__tests__/'));
    assertNowhere(
      tests.filter(file => !file.endsWith('/tally.test.ts')),
      /\b(?:it|test|describe|suite)\.(?:only|skip|todo)\b|\bt\.(?:skip|todo)\(/
    );
  });

  it('has no test that replaces a module or a function of ours: what stands in is given as an argument', () => {
    const tests = written.filter(file => /^(?:__tests__|local)\/.*\.ts$/.test(file));
    assert.ok(tests.length > 100);
    assertNowhere(
      tests,
      /\b(?:jest|vi|vitest|sinon|proxyquire|esmock|testdouble)\b[.(]|\bmock\.(?:module|method|fn|getter|setter|property)\(|\bregisterHooks\(|experimental-test-module-mocks/
    );
  });

  it('asks for inputs and for the mode of export in one place each', () => {
    const sources = written.filter(file => /^src\/.*\.ts$/.test(file));
    const naming = (pattern: RegExp) => [
      ...new Set(
        linesOf(sources)
          .filter(({text}) => pattern.test(text) && !/^\s*(?:\/?\*|\/\/)/.test(text))
          .map(({place}) => place.replace(/:\d+$/, ''))
      )
    ];
    assert.deepEqual(naming(/\bgetInput\b|`INPUT_/), ['src/action/input-reader.ts']);
    assert.deepEqual(naming(/\benv\[EXPORT_MODE_VARIABLE\]/), ['src/action/export-inputs.ts']);
    // Of the step, and of the library, which has no inputs.
    assert.deepEqual(naming(/(?<!function )\bresolveExportMode\(\{/), [
      'src/action/situation.ts',
      'src/library/build-image.ts'
    ]);
  });

  it('claims no level of SLSA: that depends on where a build ran, which the step cannot know', () => {
    const claim = /\bSLSA\s+(?:v?1(?:\.\d)?\s+)?(?:build\s+)?(?:L|level\s*)[1-4]\b/i;
    assertNowhere(
      [...written, ...files.filter(file => file.startsWith('dist/'))],
      claim,
      /\b(?:not|no|never|cannot)\b/i
    );
  });

  it('praises nothing', () => {
    const praise =
      /\b(?:blazing(?:ly)?|seamless(?:ly)?|effortless(?:ly)?|world-class|best-in-class|cutting-edge|military-grade)\b/i;
    assertNowhere(written, praise);
  });

  it('is text with line feeds, and ends in one', () => {
    for (const file of written) {
      const text = readFileSync(join(root, file), 'utf8');
      assert.ok(!text.includes('\r'), `${file} has carriage returns`);
      assert.ok(text === '' || text.endsWith('\n'), `${file} ends without a line feed`);
    }
  });

  it('has scripts that can be run, and that bash can read', () => {
    const scripts = written.filter(file => /^(?:script|\.ci)\/[^.]+$/.test(file));
    assert.ok(scripts.length > 0);
    for (const file of scripts) {
      assert.notEqual(statSync(join(root, file)).mode & 0o111, 0, `${file} is not executable`);
      if (/^#!.*\bbash\b/.test(readFileSync(join(root, file), 'utf8')))
        execFileSync('bash', ['-n', join(root, file)]);
    }
  });
});
