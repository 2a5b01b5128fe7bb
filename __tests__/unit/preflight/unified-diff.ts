/** Applies a unified diff to the letter: every line of context must be there, at the line that the hunk names. */
import assert from 'node:assert/strict';

const split = (text: string): string[] => text.split(/(?<=\n)/).filter(line => line !== '');

export function applyPatch(text: string, patch: string): string {
  const old = split(text);
  const [from = '', to = '', ...body] = split(patch);
  assert.match(from, /^--- a\/.+\n$/);
  assert.match(to, /^\+\+\+ b\/.+\n$/);
  const result: string[] = [];
  let at = 0;
  let left = {old: 0, new: 0};
  for (let index = 0; index < body.length; index++) {
    const line = body[index] ?? '';
    const head = /^@@ -(\d+),(\d+) \+(\d+),(\d+) @@\n$/.exec(line);
    if (head !== null) {
      assert.deepEqual(left, {old: 0, new: 0});
      left = {old: Number(head[2]), new: Number(head[4])};
      const start = left.old === 0 ? Number(head[1]) : Number(head[1]) - 1;
      assert.ok(start >= at, 'hunks are in order');
      result.push(...old.slice(at, start));
      at = start;
      assert.equal(left.new === 0 ? Number(head[3]) : Number(head[3]) - 1, result.length);
      continue;
    }
    const open = body[index + 1]?.startsWith('\\') === true;
    const content = open ? line.slice(1, -1) : line.slice(1);
    if (open) index++;
    if (!line.startsWith('+')) {
      assert.equal(content, old[at]);
      at++;
      left.old--;
    }
    if (!line.startsWith('-')) {
      result.push(content);
      left.new--;
    }
    assert.match(line[0] ?? '', /[-+ ]/);
  }
  assert.deepEqual(left, {old: 0, new: 0});
  return [...result, ...old.slice(at)].join('');
}
