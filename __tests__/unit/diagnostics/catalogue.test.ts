import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {parse} from 'yaml';
import {CATALOGUE} from '../../../src/diagnostics/catalogue.ts';
import {CAUSES} from '../../../src/diagnostics/cause.ts';
import type {Cause} from '../../../src/diagnostics/cause.ts';
import {CODES} from '../../../src/diagnostics/code.ts';
import {root} from './pages.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as {
  inputs: Readonly<Record<string, unknown>>;
};
const entries = CODES.map(code => [code, CATALOGUE[code]] as const);
const snippets = entries.flatMap(([code, {remedy}]) =>
  remedy.yaml === undefined ? [] : [{code, text: remedy.yaml, value: parse(remedy.yaml) as unknown}]
);
const steps = snippets.flatMap(({value}) => (Array.isArray(value) ? (value as Step[]) : []));

/** Given by callers alone: nothing is wrong. */
const WITHOUT_CODE: readonly Cause[] = ['none'];

/** What a word before a colon can be in a remedy, other than an input. */
const OTHER_KEYS = ['id-token', 'timeout-minutes'];

function countSentences(text: string): number {
  return text.split(/(?<=[.!?)])\s+(?=["'A-Z])/).length;
}

describe('the catalogue', () => {
  it('has an entry for each code and for nothing else', () => {
    assert.deepEqual(Object.keys(CATALOGUE).sort(), [...CODES].sort());
  });

  it('leads to every cause, but for those that only callers give', () => {
    const reached = new Set<Cause>(entries.map(([, {cause}]) => cause));
    assert.deepEqual(
      CAUSES.filter(cause => !reached.has(cause)),
      WITHOUT_CODE
    );
  });

  it('says what is expected as a notice, and only that', () => {
    for (const [code, {expected, severity}] of entries) assert.equal(expected, severity === 'notice', code);
  });

  it('has a title of its own for each code, short enough for an annotation', () => {
    for (const [code, {title}] of entries) {
      assert.match(title, /^(?:[A-Z]|buildx|BuildKit).{10,59}[^.]$/, code);
    }
    assert.equal(new Set(entries.map(([, {title}]) => title)).size, CODES.length);
  });

  it('is plain text in whole sentences', () => {
    for (const [code, {explanation, remedy, check}] of entries) {
      for (const text of [explanation, remedy.text, check]) {
        assert.match(text, /^[A-Za-z].*\.$/, code);
        assert.doesNotMatch(text, /[`\n\t]|\s{2}|\]\(|\*\*/, code);
      }
    }
  });

  it('explains in one to three sentences, and mends in one to four', () => {
    for (const [code, {explanation, remedy}] of entries) {
      assert.ok(countSentences(explanation) <= 3, `${code}: ${explanation}`);
      assert.ok(countSentences(remedy.text) <= 4, `${code}: ${remedy.text}`);
    }
  });

  it('names only codes that there are', () => {
    const text = JSON.stringify(CATALOGUE);
    for (const [code] of text.matchAll(/PROV-\w+/g))
      assert.ok((CODES as readonly string[]).includes(code), code);
  });

  it('names only inputs that there are', () => {
    for (const [code, {remedy}] of entries) {
      for (const [, name = ''] of remedy.text.matchAll(/\b([a-z]+(?:-[a-z]+)+): \S/g)) {
        assert.ok(name in action.inputs || OTHER_KEYS.includes(name), `${code}: ${name}`);
      }
    }
  });
});

describe('what the catalogue offers to paste', () => {
  it('is a list of steps, or keys of a workflow', () => {
    for (const {code, value} of snippets) {
      if (Array.isArray(value)) {
        for (const step of value as Step[]) assert.ok((step.uses ?? step.run) !== undefined, code);
      } else {
        for (const key of Object.keys(value as object)) {
          assert.ok(['permissions', 'concurrency', 'env', 'jobs'].includes(key), code);
        }
      }
    }
  });

  it('names actions at a major, and says that they should be pinned', () => {
    for (const {code, text} of snippets) {
      for (const line of text.split('\n').filter(one => one.includes('uses:'))) {
        assert.match(line, /uses: [\w-]+\/[\w-]+@v\d+ # pin by commit/, code);
      }
    }
  });

  it('gives this action only inputs that it has', () => {
    for (const step of steps.filter(({uses}) => uses?.startsWith('org/provenance-action@'))) {
      for (const input of Object.keys(step.with ?? {})) assert.ok(input in action.inputs, input);
    }
  });

  it('grants exactly what publishing, signing and storing need', () => {
    const granted = snippets.filter(({value}) => Object.hasOwn(value as object, 'permissions'));
    assert.deepEqual(granted.map(({code}) => code).sort(), ['PROV-2A', 'PROV-2C', 'PROV-3A']);
    for (const {code, value} of granted) {
      const needed = {contents: 'read', packages: 'write', 'id-token': 'write', attestations: 'write'};
      assert.deepEqual(value, {permissions: needed}, code);
    }
  });

  it('expands no expression inside a script', () => {
    for (const {run} of steps) assert.ok(run?.includes('${{') !== true, run);
  });

  it('never runs unreviewed code with a token that may write', () => {
    for (const {code, text} of snippets) assert.doesNotMatch(text, /pull_request_target|write-all/, code);
  });
});
