import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {CATALOGUE} from '../../../src/diagnostics/catalogue.ts';
import {CODES} from '../../../src/diagnostics/code.ts';
import type {Code} from '../../../src/diagnostics/code.ts';
import {folder, plainText, readPage, root} from './pages.ts';

interface Guide {
  readonly categories: readonly {
    readonly id: string;
    readonly heading: string;
    readonly causes: readonly {readonly id: string; readonly heading: string}[];
    readonly messages: readonly string[];
  }[];
  readonly errorPatterns: readonly string[];
  readonly knownIssues: readonly {readonly id: string; readonly code: Code}[];
  readonly debuggingSteps: readonly string[];
  readonly escalation: readonly string[];
}

const guide = JSON.parse(readFileSync(join(root, '__tests__/fixtures/guide-headings.json'), 'utf8')) as Guide;
const pages = new Map(CODES.map(code => [code, readPage(code)]));
const followed = new Set(CODES.flatMap(code => CATALOGUE[code].guide ?? []));
const everything = [...pages.values()].flatMap(({sections}) => [...sections.values()]).join('\n');

function readGuideSection(code: Code): string {
  return pages.get(code)?.sections.get('What the guide says') ?? '';
}

describe('the guide', () => {
  for (const {id, heading, causes, messages} of guide.categories) {
    it(`${id}, ${heading}: has a code for each cause`, () => {
      const wanted = causes.length === 0 ? [id] : causes.map(cause => cause.id);
      assert.deepEqual(
        wanted.filter(one => !followed.has(one)),
        []
      );
    });

    it(`${id}, ${heading}: has each message that it quotes on a page`, () => {
      for (const message of messages) {
        assert.ok(everything.toLowerCase().includes(message.toLowerCase()), message);
      }
    });
  }

  it('is named by no code for a heading that it does not have', () => {
    const ids = guide.categories.flatMap(({id, causes}) => [id, ...causes.map(cause => cause.id)]);
    const others = [...guide.knownIssues.map(({id}) => id), 'Common Error Patterns', 'Escalation Checklist'];
    assert.deepEqual(
      [...followed].filter(id => !ids.includes(id) && !others.includes(id)),
      []
    );
  });

  it('gives its number to the codes of its letters', () => {
    for (const code of CODES) {
      const letter = /^(\d)\.([A-Z])$/.exec(CATALOGUE[code].guide ?? '');
      if (letter !== null) assert.equal(code, `PROV-${letter[1] ?? ''}${letter[2] ?? ''}`);
    }
  });

  it('is answered on the page of each code that follows it', () => {
    for (const code of CODES) {
      const {guide: heading} = CATALOGUE[code];
      const said = readGuideSection(code).toLowerCase();
      assert.ok(said.includes(heading?.toLowerCase() ?? 'guide'), code);
    }
  });

  it('has its known issues and error patterns answered', () => {
    for (const {id, code} of guide.knownIssues) assert.ok(readGuideSection(code).includes(id), id);
    const answers = CODES.map(readGuideSection).join('\n');
    for (const pattern of guide.errorPatterns) assert.ok(answers.includes(pattern), pattern);
  });

  it('has its debugging steps in the index, and its escalation items on the page of what nothing recognises', () => {
    const index = plainText(readFileSync(join(root, folder, 'README.md'), 'utf8'));
    for (const [at, step] of guide.debuggingSteps.entries()) {
      assert.ok(index.includes(`${String(at + 1)}. ${step}`), step);
    }
    const remedy = pages.get('PROV-000')?.sections.get('Remedy') ?? '';
    for (const [at, item] of guide.escalation.entries()) {
      assert.ok(remedy.includes(`${String(at + 1)}. ${item}`), item);
    }
  });
});
