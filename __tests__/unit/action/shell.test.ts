import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {tmpdir} from 'node:os';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {formatCommand, isRepository, quoteShell} from '../../../src/action/shell.ts';

/**
 * The words that bash makes of a text. Were they not quoted, they would be run: so it is a restricted bash that finds
 * no program and may write nowhere, and what it is given does nothing. Generated texts are never given to a shell.
 */
function askBash(text: string): string[] {
  const options = {
    encoding: 'utf8',
    cwd: tmpdir(),
    env: {PATH: '/nonexistent', HOME: '/nonexistent'}
  } as const;
  return execFileSync('/bin/bash', ['--norc', '-r', '-c', `printf '%s\\0' ${text}`], options)
    .split('\0')
    .slice(0, -1);
}

const HARMLESS = [
  '$(echo no)',
  '`echo no`',
  "it's",
  '"',
  '; echo no',
  'a b',
  '',
  '\n',
  '~',
  '=no',
  '\\',
  'é'
];

const PART =
  /^(?:'(?<single>[^']*)'|\$'(?<bytes>(?:\\x[0-9a-f]{2}|[^'\\])*)'|\\(?<quote>')|(?<bare>[\w@%+=:,./-]))/;

/** What a shell reads in one word of ours; undefined where it would read several, or act on something. */
function readWord(text: string): string | undefined {
  let word = '';
  let rest = text;
  while (rest !== '') {
    const match = PART.exec(rest);
    if (match?.groups === undefined) return undefined;
    const {single, bytes, quote, bare} = match.groups;
    word += single ?? quote ?? bare ?? readBytes(bytes ?? '');
    rest = rest.slice(match[0].length);
  }
  return word;
}

function readBytes(text: string): string {
  const bytes = text.replaceAll(/\\x([0-9a-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16))
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

describe('quoteShell', () => {
  it('leaves alone what no shell acts on', () => {
    for (const text of ['ghcr.io/me/app@sha256:00ff', 'https://github.com/me/app/x.yml@refs/heads/main'])
      assert.equal(quoteShell(text), text);
  });

  it('makes one word of anything, of which a shell reads the same again', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary'}), text => {
        assert.equal(readWord(quoteShell(text)), text.toWellFormed());
      })
    );
  });

  it('is read by bash as it is meant', () => {
    const quoted = HARMLESS.map(quoteShell);
    assert.deepEqual(quoted.map(readWord), HARMLESS);
    assert.deepEqual(askBash(quoted.join(' ')), HARMLESS);
  });

  it('shows what cannot be seen, and leaves no backtick that could end a block of code', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary'}), text => {
        assert.match(quoteShell(text), /^[ -_a-~]+$/);
      })
    );
    assert.equal(quoteShell('a`b\u202ec'), "$'a\\x60b\\xe2\\x80\\xaec'");
  });
});

describe('formatCommand', () => {
  it('breaks long commands between options, so that they can be pasted as they stand', () => {
    const argv = ['tool', 'verify', 'x'.repeat(90), '--one', '1', '--flag', '--two', 'it has `two` words'];
    const long = 'x'.repeat(90);
    assert.deepEqual(formatCommand(argv), [
      'tool verify \\',
      `  ${long} --one 1 \\`,
      "  --flag --two $'it has \\x60two\\x60 words'"
    ]);
  });
});

describe('isRepository', () => {
  it('takes owner and name, and nothing else', () => {
    assert.equal(isRepository('me/my.app_1-x'), true);
    for (const text of ['', 'me', 'me/app/x', 'me/a b', 'me/$(id)', 'me/app\n', '--owner=x/y z'])
      assert.equal(isRepository(text), false, text);
  });
});
