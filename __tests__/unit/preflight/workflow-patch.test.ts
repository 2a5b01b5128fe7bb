import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {applyEdits, formatPatch, insertLines, PATCH_LIMIT} from '../../../src/preflight/workflow-patch.ts';
import type {Edit} from '../../../src/preflight/workflow-patch.ts';
import {applyPatch} from './unified-diff.ts';

describe('formatPatch', () => {
  it('shows three lines around a change, numbered as git does', () => {
    const text = 'a\nb\nc\nd\ne\nf\ng\nh\n';
    assert.equal(
      formatPatch('w.yml', text, [insertLines(text, 5, ['new'])]),
      '--- a/w.yml\n+++ b/w.yml\n@@ -2,6 +2,7 @@\n b\n c\n d\n+new\n e\n f\n g\n'
    );
  });

  it('keeps a missing last newline, and says so as diff does', () => {
    assert.equal(
      formatPatch('w.yml', 'a\nb', [insertLines('a\nb', 3, ['c'])]),
      '--- a/w.yml\n+++ b/w.yml\n@@ -1,2 +1,3 @@\n a\n-b\n\\ No newline at end of file\n+b\n+c\n\\ No newline at end of file\n'
    );
  });

  it('is nothing where nothing changes, or too much', () => {
    assert.equal(formatPatch('w.yml', 'a\n', [{start: 0, end: 1, text: 'a'}]), undefined);
    const undone = [
      {start: 8, end: 8, text: '\n'},
      {start: 9, end: 10, text: ''}
    ];
    assert.equal(formatPatch('w.yml', 'bb\na\n\n\na\n\n  d\na', undone), undefined);
    const long = 'x'.repeat(PATCH_LIMIT);
    assert.equal(formatPatch('w.yml', `${long}\na\n`, [insertLines(`${long}\na\n`, 2, ['b'])]), undefined);
  });

  it('makes the edited text of the old one, whatever the edits', () => {
    const texts = fc.array(fc.constantFrom('a', 'bb', '', 'c c', '  d'), {maxLength: 24}).chain(lines =>
      fc.tuple(fc.constantFrom('\n', '\r\n'), fc.constantFrom('', '\n')).map(([newline, last]) => {
        return lines.join(newline) + (lines.length > 0 ? last : '');
      })
    );
    const cuts = fc.array(fc.tuple(fc.nat(), fc.nat(9), fc.constantFrom('', 'x', 'y\n', 'z\nz\n', '\n')), {
      maxLength: 4
    });
    fc.assert(
      fc.property(texts, cuts, (text, wanted) => {
        const edits: Edit[] = [];
        let free = 0;
        for (const [start, length, added] of wanted.toSorted((one, other) => one[0] - other[0])) {
          const from = free + (start % 12);
          if (from > text.length) break;
          const end = Math.min(from + length, text.length);
          edits.push({start: from, end, text: added});
          free = end + 1;
        }
        const after = applyEdits(text, edits);
        const patch = formatPatch('w.yml', text, edits);
        assert.equal(patch === undefined, after === text);
        if (patch !== undefined) assert.equal(applyPatch(text, patch), after);
      }),
      {numRuns: 1000}
    );
  });
});
