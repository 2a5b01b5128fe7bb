/** Any workflow, any code: the patch applies, and the file that it makes differs by what it promises and nothing else. */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {parse} from 'yaml';
import {HINTED_CODES} from '../../../src/preflight/workflow-codes.ts';
import {hintFor} from '../../../src/preflight/workflow-hints.ts';
import {readWorkflow} from '../../../src/preflight/workflow-reader.ts';
import {locateStep} from '../../../src/preflight/workflow-step.ts';
import {applyPatch} from './unified-diff.ts';

const FILE = '.github/workflows/image.yml';
const OURS = 'org/provenance-action@v1';
const ACTIONS = ['docker/setup-qemu-action', 'docker/setup-buildx-action', 'docker/login-action'];

interface Shape {
  readonly unit: number;
  readonly flush: boolean;
  readonly gap: number;
  readonly blank: boolean;
  readonly comments: boolean;
  readonly named: boolean;
  readonly flow: boolean;
  readonly newline: '\n' | '\r\n';
  readonly closed: boolean;
  readonly others: number;
  readonly top: string | undefined;
  readonly own: string | undefined;
  readonly runsOn: 'word' | 'list' | 'flow';
  readonly last: 'steps' | 'permissions';
  readonly steps: readonly string[];
}

const PERMISSIONS = [undefined, 'read-all', 'write-all', '{}', '', 'list', 'long', 'flow'];

const shapes: fc.Arbitrary<Shape> = fc.record({
  unit: fc.constantFrom(2, 3, 4),
  flush: fc.boolean(),
  gap: fc.constantFrom(1, 1, 3),
  blank: fc.boolean(),
  comments: fc.boolean(),
  named: fc.boolean(),
  flow: fc.boolean(),
  newline: fc.constantFrom('\n', '\r\n'),
  closed: fc.boolean(),
  others: fc.constantFrom(0, 1, 2),
  top: fc.constantFrom(...PERMISSIONS),
  own: fc.constantFrom(...PERMISSIONS),
  runsOn: fc.constantFrom('word', 'list', 'flow'),
  last: fc.constantFrom('steps', 'permissions'),
  steps: fc
    .shuffledSubarray(['actions/checkout', ...ACTIONS, 'run'])
    .chain(steps => fc.nat(steps.length).map(at => steps.toSpliced(at, 0, OURS)))
});

function writePermissions(
  kind: string | undefined,
  column: number,
  unit: number,
  comments: boolean
): string[] {
  if (kind === undefined) return [];
  const key = `${' '.repeat(column)}permissions:`;
  const note = comments ? ' # enough' : '';
  if (kind === 'flow') return [`${key} {contents: read, "packages": read}${note}`];
  if (kind !== 'list' && kind !== 'long') return [`${key}${kind === '' ? '' : ` ${kind}`}${note}`];
  const inner = ' '.repeat(column + unit);
  const scopes =
    kind === 'list' ? ['contents: read'] : ['contents: read', "id-token: 'none'", 'issues: write'];
  const lines = [key + note, ...scopes.map(scope => inner + scope + note)];
  return comments ? [...lines, `${inner}# packages: write`] : lines;
}

function writeStep(name: string, column: number, shape: Shape): string[] {
  const {gap, named, flow, comments, unit} = shape;
  const inner = ' '.repeat(column + 1 + gap);
  const inputs =
    name === OURS
      ? ['tags: ghcr.io/o/i:1', 'provenance: false', 'platforms: "linux/amd64,linux/arm64"']
      : name === 'docker/login-action'
        ? ['registry: ghcr.io', 'username: me']
        : [];
  const uses = name.includes('@') ? name : `${name}@v4`;
  const entries = [
    ...(named ? [`name: ${name} #1`] : []),
    ...(name === 'run'
      ? ['run: |', `${' '.repeat(unit)}echo 1`, `${' '.repeat(unit)}# no comment`]
      : [`uses: ${uses}`]),
    ...(inputs.length === 0
      ? []
      : flow
        ? [`with: {${inputs.join(', ')}}`]
        : ['with:', ...inputs.map(input => ' '.repeat(unit) + input)])
  ];
  const dash = `${' '.repeat(column)}-${' '.repeat(gap)}`;
  const lines = entries.map((entry, at) => (at === 0 ? dash : inner) + entry);
  return comments ? [`${' '.repeat(column)}# about ${name}`, ...lines, `${inner}# end of ${name}`] : lines;
}

function writeJob(id: string, shape: Shape): string[] {
  const {unit, own, comments, runsOn, last, flush, blank} = shape;
  const pad = ' '.repeat(2 * unit);
  const steps = shape.steps.flatMap((name, at) => {
    return [...(blank && at > 0 ? [''] : []), ...writeStep(name, (flush ? 2 : 3) * unit, shape)];
  });
  const runs = {
    word: [`${pad}runs-on: ubuntu-24.04`],
    list: [`${pad}runs-on:`, `${pad}- self-hosted`, `${pad}- linux`],
    flow: [`${pad}runs-on: [self-hosted,`, `${pad}   linux]`]
  };
  const permissions = writePermissions(own, 2 * unit, unit, comments);
  const body = [`${pad}steps:`, ...steps];
  return [
    `${' '.repeat(unit)}${id}:${comments ? ' # a job' : ''}`,
    ...runs[runsOn],
    ...(last === 'steps' ? [...permissions, ...body] : [...body, ...permissions])
  ];
}

function write(shape: Shape): string {
  const jobs = ['image', 'second', 'third'].slice(0, shape.others + 1).toReversed();
  const lines = [
    'name: image',
    'on: push',
    ...writePermissions(shape.top, 0, shape.unit, shape.comments),
    'jobs:',
    ...jobs.flatMap(id => writeJob(id, shape))
  ];
  return lines.join(shape.newline) + (shape.closed ? shape.newline : '');
}

type Permissions = Record<string, string> | string | null | undefined;
interface Model {
  permissions?: Permissions;
  jobs: Record<
    string,
    {permissions?: Permissions; steps: {uses?: string; name?: string; with?: Record<string, unknown>}[]}
  >;
}

const model = (text: string): Model => parse(text) as Model;
const has = (permissions: Permissions, scope: string) =>
  permissions === 'write-all' || (typeof permissions === 'object' && permissions?.[scope] === 'write');
const of = (file: Model, id: string) => {
  const job = file.jobs[id];
  return job !== undefined && 'permissions' in job ? job.permissions : file.permissions;
};
const without = (file: Model): unknown => {
  const jobs = Object.entries(file.jobs).map(([id, {permissions: _, ...job}]) => [id, job]);
  return {...file, permissions: 0, jobs};
};

function comparePermissions(before: Model, after: Model, scopes: readonly string[]): void {
  assert.deepEqual(without(after), without(before));
  for (const scope of scopes) assert.ok(has(of(after, 'image'), scope), scope);
  for (const id of Object.keys(before.jobs).filter(id => id !== 'image')) {
    assert.deepEqual(of(after, id), of(before, id));
  }
  const had = of(before, 'image');
  if (typeof had !== 'object' || had === null) return;
  for (const [scope, level] of Object.entries(had)) {
    if (level !== 'none' && !scopes.includes(scope))
      assert.deepEqual((of(after, 'image') as typeof had)[scope], level);
  }
}

function compareSteps(before: Model, after: Model, action: string): void {
  const old = before.jobs['image']!.steps;
  const now = after.jobs['image']!.steps;
  const is = ({uses}: {uses?: string}) => uses?.startsWith(`${action}@`) === true;
  assert.deepEqual(
    now.filter(step => !is(step)),
    old.filter(step => !is(step))
  );
  assert.equal(now.filter(is).length, 1);
  const moved = old.find(is);
  if (moved !== undefined) assert.deepEqual(now.find(is), moved);
  assert.ok(now.findIndex(is) < now.findIndex(({uses}) => uses === OURS));
  const rest = (file: Model) => ({...file, jobs: {...file.jobs, image: {...file.jobs['image'], steps: 0}}});
  assert.deepEqual(rest(after), rest(before));
}

function compareInput(before: Model, after: Model): void {
  const step = before.jobs['image']!.steps.find(({uses}) => uses === OURS);
  step!.with!['provenance'] = 'mode=max';
  assert.deepEqual(after, before);
}

const COMPARISONS: Readonly<Record<(typeof HINTED_CODES)[number], (before: Model, after: Model) => void>> = {
  'PROV-1B': (before, after) => compareSteps(before, after, 'docker/setup-buildx-action'),
  'PROV-1C': compareInput,
  'PROV-1H': compareInput,
  'PROV-2A': (before, after) => comparePermissions(before, after, ['id-token', 'attestations']),
  'PROV-2C': (before, after) => comparePermissions(before, after, ['id-token', 'attestations']),
  'PROV-3A': (before, after) => comparePermissions(before, after, ['packages']),
  'PROV-3B': (before, after) => compareSteps(before, after, 'docker/login-action'),
  'PROV-4A': (before, after) => compareSteps(before, after, 'docker/setup-qemu-action'),
  'PROV-7C': (before, after) => compareSteps(before, after, 'docker/setup-buildx-action')
};

const RUNNING = {job: 'image', step: '__org_provenance-action', repository: 'org/provenance-action'};
const commentsOf = (text: string) => [...text.matchAll(/#[^\r\n]*/g)].map(String).sort();

/** What stands right below the comment above each step, and right above the comment below it. */
function neighboursOf(text: string): readonly string[] {
  const lines = text.split(/\r?\n/);
  const neighbours = lines.flatMap((line, at) => {
    if (line.includes('# about ')) return [line + String(lines[at + 1])];
    return line.includes('# end of ') ? [String(lines[at - 1]) + line] : [];
  });
  return neighbours.toSorted();
}

describe('a patch', () => {
  it('makes the promised change of any workflow, and no other', () => {
    let offered = 0;
    fc.assert(
      fc.property(shapes, fc.constantFrom(...HINTED_CODES), (shape, code) => {
        const text = write(shape);
        const hint = hintFor(code, locateStep(readWorkflow(text, FILE), RUNNING));
        if (hint === undefined) return;
        assert.ok(hint.patch !== undefined, `${hint.title}\n${text}`);
        offered++;
        const after = applyPatch(text, hint.patch);
        COMPARISONS[code](model(text), model(after));
        assert.equal(
          hintFor(code, locateStep(readWorkflow(after, FILE), RUNNING)),
          undefined,
          'nothing is left to do'
        );
        const kept = commentsOf(after);
        for (const comment of commentsOf(text)) assert.ok(kept.includes(comment), comment);
        if (!/1C|1H/.test(code)) assert.deepEqual(neighboursOf(after), neighboursOf(text));
        assert.equal(after.includes('\r'), shape.newline === '\r\n');
        assert.doesNotMatch(after, shape.newline === '\r\n' ? /[^\r]\n/ : /\r/);
        const gone = hint.patch.split('\n').filter(line => /^-(?!--)/.test(line)).length;
        if (!hint.title.includes('comes after')) assert.ok(gone <= 2, hint.patch);
      }),
      {numRuns: 200}
    );
    assert.ok(offered > 60, String(offered));
  });
});
