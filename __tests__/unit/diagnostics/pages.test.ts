import assert from 'node:assert/strict';
import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import type {Tokens} from 'marked';
import {parse} from 'yaml';
import {CATALOGUE} from '../../../src/diagnostics/catalogue.ts';
import {CODES} from '../../../src/diagnostics/code.ts';
import {folder, listLinks, plainText, readMarkdown, readPage, root} from './pages.ts';

const HEADINGS = ['Symptom', 'Cause', 'Remedy', 'How to check', 'What the guide says'];

describe('the pages of the codes', () => {
  it('are one for each code, and no other', () => {
    const expected = [...CODES.map(code => `${code}.md`), 'README.md'];
    assert.deepEqual(readdirSync(join(root, folder)).sort(), expected.sort());
  });

  for (const code of CODES) {
    const page = readPage(code);
    const entry = CATALOGUE[code];

    it(`${code}: has the headings that all have, with something under each`, () => {
      assert.deepEqual([...page.sections.keys()].slice(1), HEADINGS);
      for (const heading of HEADINGS) assert.notEqual(page.sections.get(heading), '', heading);
    });

    it(`${code}: says what the catalogue says`, () => {
      assert.equal(page.title, `${code}: ${entry.title}`);
      const expected = entry.expected ? 'yes' : 'no';
      assert.deepEqual(page.facts, [entry.cause, entry.severity, expected, entry.guide ?? '–']);
      assert.ok(page.sections.get('Cause')?.startsWith(entry.explanation), 'explanation');
      assert.ok(page.sections.get('Remedy')?.startsWith(entry.remedy.text), 'remedy');
      assert.ok(page.sections.get('How to check')?.startsWith(entry.check), 'check');
    });

    it(`${code}: shows the workflow that the catalogue has, and only YAML that parses`, () => {
      assert.equal(page.yaml[0], entry.remedy.yaml);
      for (const text of page.yaml) assert.notEqual(parse(text), null);
    });

    it(`${code}: links to pages that are there, and to each code that it names`, () => {
      for (const link of page.links) {
        assert.ok(link.startsWith('https:') || existsSync(join(root, folder, link)), link);
      }
      const text = [...page.sections.values()].join('\n');
      for (const [named = ''] of text.matchAll(/\bPROV-\w+/g)) {
        assert.ok(named === code || page.links.includes(`${named}.md`), named);
      }
    });
  }
});

describe('the index of the pages', () => {
  const tokens = readMarkdown(`${folder}/README.md`);
  const tables = tokens.filter((token): token is Tokens.Table => token.type === 'table');
  const rows = tables.filter(({header}) => header[0]?.text === 'Code').flatMap(table => table.rows);

  it('lists each code once, as the catalogue has it', () => {
    const listed = rows.map(cells => cells.map(({text}) => plainText(text)));
    const expected = CODES.map(code => {
      const {title, severity, expected: isExpected, cause} = CATALOGUE[code];
      return [code, title, isExpected ? `${severity}, expected` : severity, cause];
    });
    assert.deepEqual(listed.sort(), expected.sort());
  });

  it('links each code to its page, and to nothing that is missing', () => {
    for (const [cell] of rows) assert.match(cell?.text ?? '', /^\[(PROV-\w+)\]\(\1\.md\)$/);
    for (const link of listLinks(tokens)) {
      assert.ok(link.startsWith('https:') || existsSync(join(root, folder, link)), link);
    }
  });
});
