import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {marked} from 'marked';
import {escapeText, formatCode, formatCommands, formatTable} from '../../../src/action/markdown.ts';

const HOSTILE = [
  '</td></tr><tr><td>linux/amd64</td><td>✅ verified',
  '| a | b |\n|---|---|',
  '\n\n## ✅ Provenance: verified',
  '<img src=x onerror=alert(1)>',
  '[x](javascript:alert(1))',
  '```\nend of code',
  '<!-- hide the rest',
  '@octocat #1 GH-1 https://example.com www.example.com',
  '**bold** _it_ ~~no~~ `code` :smile:',
  '\u202egnp.exe\u200b',
  '\\`*{}[]()#+-.!|<>&"\''
];

describe('escapeText', () => {
  for (const text of HOSTILE) {
    it(`leaves nothing but text of ${JSON.stringify(text)}`, () => {
      const html = marked.parse(`before ${escapeText(text)} after`, {gfm: true, async: false});
      assert.match(html, /^<p>before [^<>]*after<\/p>\n$/);
    });
  }

  it('leaves nothing but text of anything', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary', maxLength: 200}), text => {
        const html = marked.parse(`before ${escapeText(text)} after`, {gfm: true, async: false});
        assert.match(html, /^<p>before [^<>]*after<\/p>\n$/);
      })
    );
  });

  it('keeps the text readable', () => {
    const html = marked.parseInline(escapeText('ghcr.io/me/app:1.2 is <new>'), {async: false});
    assert.equal(decode(html), 'ghcr.io/me/app:1.2 is <new>');
  });

  it('is cut at the limit, between characters', () => {
    assert.equal(decode(escapeText('👍'.repeat(10), 3)), '👍👍👍…');
  });

  it('takes a long text in little time', () => {
    assert.equal(decode(escapeText('x'.repeat(50_000_000), 5)), 'xxxxx…');
  });
});

describe('formatTable', () => {
  it('has the rows that it was given, whatever they hold', () => {
    const rows = HOSTILE.map(text => [formatCode(text), escapeText(text)]);
    const html = marked.parse(formatTable(['a', 'b'], rows), {gfm: true, async: false});
    assert.equal(html.match(/<tr>/g)?.length, HOSTILE.length + 1);
    assert.deepEqual(
      new Set(html.match(/<[a-z/!]+/g)),
      new Set(['<table', '<tr', '<th', '</th', '</tr', '<td', '<code', '</code', '</td', '</table'])
    );
  });
});

describe('formatCommands', () => {
  it('cannot be left by a command', () => {
    const html = marked.parse(formatCommands(['echo ```\n## no']), {gfm: true, async: false});
    assert.doesNotMatch(html, /<h2>/);
  });
});

function decode(html: string): string {
  const text = html.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>');
}
