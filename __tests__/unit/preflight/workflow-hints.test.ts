import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {HINTED_CODES} from '../../../src/preflight/workflow-codes.ts';
import type {HintContext, WorkflowHint} from '../../../src/preflight/workflow-hint.ts';
import {findUnpinned, hintFor, placeOfInput} from '../../../src/preflight/workflow-hints.ts';
import {readWorkflow} from '../../../src/preflight/workflow-reader.ts';
import {locateStep} from '../../../src/preflight/workflow-step.ts';
import type {LocatedStep} from '../../../src/preflight/workflow-step.ts';
import type {Code} from '../../../src/diagnostics/code.ts';
import {applyPatch} from './unified-diff.ts';

const FILE = '.github/workflows/image.yml';

function locate(text: string, called: Readonly<Record<string, string>> = {}): LocatedStep {
  const files = Object.entries(called).map(
    ([name, content]) => [`./${name}`, readWorkflow(content, name)] as const
  );
  const running = {job: 'image', step: '__org_provenance-action', repository: 'org/provenance-action'};
  return locateStep(readWorkflow(text, FILE), running, new Map(files));
}

const hint = (code: Code, text: string, context?: HintContext): WorkflowHint | undefined =>
  hintFor(code, locate(text), context);

/** The lines that a patch takes away and adds, and the line that the hint is about. */
function changes(code: Code, text: string, context?: HintContext): {line: number; changed: string[]} {
  const found = hint(code, text, context);
  assert.ok(found?.patch !== undefined, JSON.stringify(found));
  readWorkflow(applyPatch(text, found.patch), FILE);
  const changed = found.patch.split('\n').filter(line => /^[-+](?!--|\+\+)/.test(line));
  return {line: found.place.line, changed};
}

const STEPS = [
  '    steps:',
  '      - uses: actions/checkout@v5',
  '      # the image',
  '      - uses: org/provenance-action@v1',
  '        with:',
  '          push: true',
  '          tags: ghcr.io/o/i:1'
].join('\n');

const lines = (...parts: string[]) => `${parts.join('\n')}\n`;
const job = (permissions: string, steps = STEPS) =>
  lines('on: push', 'jobs:', '  image:', '    runs-on: ubuntu-24.04', permissions, steps);
const NEVER = 'permissions:\n      contents: read';

describe('a missing permission', () => {
  it("is added to the job's block, behind the last line and its comment", () => {
    const text = job('    permissions:\n      contents: read # to fetch\n      # nothing else');
    assert.deepEqual(changes('PROV-2A', text), {
      line: 5,
      changed: ['+      id-token: write', '+      attestations: write']
    });
    assert.deepEqual(changes('PROV-3A', text).changed, ['+      packages: write']);
  });

  it('is one line where signatures are not stored, or where the other is there', () => {
    const block = '    permissions:\n      contents: read';
    const unstored = job(block, `${STEPS}\n          store-attestation: false`);
    assert.deepEqual(changes('PROV-2A', unstored).changed, ['+      id-token: write']);
    assert.deepEqual(changes('PROV-2A', job(`${block}\n      attestations: write`)).changed, [
      '+      id-token: write'
    ]);
    assert.deepEqual(changes('PROV-2C', job(`${block}\n      id-token: write`)).changed, [
      '+      attestations: write'
    ]);
  });

  it('takes the place of a lower one', () => {
    const text = job("    permissions:\n      contents: read\n      packages: 'read' # to pull");
    assert.deepEqual(changes('PROV-3A', text).changed, [
      "-      packages: 'read' # to pull",
      '+      packages: write # to pull'
    ]);
  });

  it('is added in flow style where the block is in flow style', () => {
    const flow = (text: string) => changes('PROV-3A', job(`    permissions: ${text} # c`)).changed[1];
    assert.equal(flow('{contents: read}'), '+    permissions: {contents: read, packages: write} # c');
    assert.equal(flow('{ contents: read, }'), '+    permissions: { contents: read, packages: write } # c');
    assert.equal(flow('{}'), '+    permissions: {packages: write} # c');
    assert.deepEqual(
      changes('PROV-3A', job('    permissions: {\n      contents: read # , }\n    }')).changed[1],
      '+      contents: read, packages: write # , }'
    );
  });

  it('replaces read-all, which cannot be added to', () => {
    const found = hint('PROV-2A', job('    permissions: read-all # enough'));
    assert.match(
      found?.patch ?? '',
      /\+ {4}permissions: \{contents: read, id-token: write, attestations: write\} # enough/
    );
    assert.match(found?.detail ?? '', /lists instead/);
  });

  it('fills an empty block', () => {
    assert.deepEqual(changes('PROV-3A', job('    permissions:')), {
      line: 5,
      changed: ['+      packages: write']
    });
  });

  it('makes a block where nothing is stated, with what the job needs besides', () => {
    const {line, changed} = changes('PROV-2A', lines('jobs:', '  image:', '    runs-on: x', STEPS));
    assert.equal(line, 2);
    assert.deepEqual(changed, [
      '+    permissions:',
      '+      contents: read',
      '+      packages: write',
      '+      id-token: write',
      '+      attestations: write'
    ]);
    const elsewhere = STEPS.replace('ghcr.io', 'registry.example');
    const other = changes('PROV-2A', lines('jobs:', '  image:', '    runs-on: x', elsewhere)).changed;
    assert.equal(
      other.some(text => text.includes('packages')),
      false
    );
  });

  it("goes to the workflow's block where it has no other job", () => {
    const text = lines('permissions:', '  contents: read', 'jobs:', '  image:', '    runs-on: x', STEPS);
    assert.deepEqual(changes('PROV-3A', text), {line: 1, changed: ['+  packages: write']});
  });

  it("goes to a block of the job's own, which repeats the workflow's, where there are other jobs", () => {
    const text = lines(
      'permissions:',
      '  contents: read',
      '  issues: write',
      'jobs:',
      '  test:',
      '    steps: []',
      '  image:',
      '    runs-on:',
      '      - self-hosted',
      '      - linux',
      STEPS
    );
    assert.deepEqual(changes('PROV-3A', text), {
      line: 7,
      changed: [
        '+    permissions:',
        '+      contents: read',
        '+      issues: write',
        '+      packages: write'
      ]
    });
    assert.deepEqual(changes('PROV-3A', text.replace(/:\n.*contents.*\n.*issues.*/, ': {}')).changed, [
      '+    permissions:',
      '+      contents: read',
      '+      packages: write'
    ]);
  });

  it('follows the indentation of the file', () => {
    const wide = lines('jobs:', '    image:', '        runs-on: x', STEPS.replaceAll(/^ {4}/gm, '        '));
    assert.deepEqual(changes('PROV-3A', wide).changed, [
      '+        permissions:',
      '+            contents: read',
      '+            packages: write'
    ]);
  });

  it('keeps Windows line ends and a missing last newline', () => {
    const windows = job('    permissions:\n      contents: read').replaceAll('\n', '\r\n');
    assert.deepEqual(changes('PROV-3A', windows).changed, ['+      packages: write\r']);
    const steps = `  image:\n    runs-on: x\n${STEPS}`;
    const open = `jobs:\n${steps}\npermissions:\n  contents: read`;
    assert.match(
      hint('PROV-3A', open)?.patch ?? '',
      /\+ {2}packages: write\n\\ No newline at end of file\n$/
    );
  });

  it('is no hint where the file grants it', () => {
    for (const granted of ['write-all', '{id-token: write, attestations: write, packages: write}']) {
      const text = job(`    permissions: ${granted}`);
      for (const code of ['PROV-2A', 'PROV-2C', 'PROV-3A'] as const)
        assert.equal(hint(code, text), undefined);
    }
  });

  it('of packages matters for the registry of GitHub alone', () => {
    const text = job(`    ${NEVER}`);
    assert.equal(hint('PROV-3A', text, {registry: 'registry.example'}), undefined);
    assert.equal(hint('PROV-3A', text.replace('ghcr.io', 'docker.io')), undefined);
    assert.ok(hint('PROV-3A', text.replace('ghcr.io/o', '${{ vars.IMAGE }}'), {registry: 'ghcr.io'}));
    assert.ok(hint('PROV-3A', text.replace('ghcr.io', 'containers.acme.ghe.com')));
  });

  it('has a line and no patch where the text is shared, computed, or in flow style', () => {
    const place = (text: string) => {
      const found = hint('PROV-3A', text);
      assert.equal(found?.patch, undefined);
      return found?.place.line;
    };
    assert.equal(place(job('    permissions: ${{ vars.P }}')), 5);
    const anchor = lines('jobs:', '  a:', '    permissions: &p {contents: read}', '    steps: []');
    assert.equal(place(`${anchor}${lines('  image:', '    runs-on: x', '    permissions: *p', STEPS)}`), 7);
    assert.equal(
      place(
        'jobs: {image: {runs-on: x, steps: [{uses: org/provenance-action@v1, with: {tags: ghcr.io/a/b}}]}}\n'
      ),
      1
    );
  });
});

describe('a missing permission of a reusable workflow', () => {
  const CALLED = '.github/workflows/called.yml';
  const caller = (permissions = '') => `jobs:\n  release:\n    uses: ./${CALLED}\n${permissions}`;
  const called = (permissions = '') =>
    lines('on: workflow_call', 'jobs:', '  image:', '    runs-on: x', `${permissions}${STEPS}`);
  const block = '    permissions:\n      contents: read\n';

  it('is granted by the job that calls it, whether or not the called file is there', () => {
    for (const files of [{}, {[CALLED]: called()}, {[CALLED]: called(block)}]) {
      const found = hintFor('PROV-2A', locate(caller(block), files));
      assert.deepEqual(found?.place, {file: FILE, line: 4});
      assert.match(found.title, /calling job release/);
      assert.match(found.detail, /come from the job that calls it/);
      assert.match(found.patch ?? '', /\+ {6}id-token: write\n/);
    }
  });

  it('gets a block behind uses where the caller has none', () => {
    const {patch = ''} = hintFor('PROV-2A', locate(caller())) ?? {};
    assert.equal(
      applyPatch(caller(), patch),
      `${caller()}    permissions:\n      contents: read\n      packages: write\n      id-token: write\n      attestations: write\n`
    );
  });

  it('is granted by the called job where only that lacks it', () => {
    const found = hintFor(
      'PROV-2A',
      locate(caller('    permissions: write-all\n'), {[CALLED]: called(block)})
    );
    assert.deepEqual(found?.place, {file: CALLED, line: 5});
    assert.match(found.patch ?? '', /^--- a\/\.github\/workflows\/called\.yml\n/);
  });

  it('is no hint where the caller grants it, and the called job states nothing', () => {
    const located = locate(caller('    permissions: write-all\n'), {[CALLED]: called()});
    assert.equal(hintFor('PROV-2A', located), undefined);
  });

  it('has no patch where several jobs may be the caller', () => {
    const two = `${caller()}  again:\n    uses: ./${CALLED}\n`;
    const found = hintFor('PROV-2A', locate(two));
    assert.deepEqual([found?.place.line, found?.patch], [2, undefined]);
  });
});

describe('a missing step', () => {
  it('is put before this step, above its comments', () => {
    assert.deepEqual(changes('PROV-1B', job(`    ${NEVER}`)), {
      line: 10,
      changed: ['+      - uses: docker/setup-buildx-action@v4 # pin by commit']
    });
    const found = hint('PROV-7C', job(`    ${NEVER}`));
    assert.match(found?.patch ?? '', /checkout@v5\n\+.*\n {7}# the image/);
  });

  it('has a name, blank lines and the indentation as the others have', () => {
    const steps = [
      '    steps:',
      '    -   name: Check out',
      '        uses: actions/checkout@v5',
      '',
      '    -   name: Image',
      '        uses: org/provenance-action@v1',
      '        with:',
      '            tags: ghcr.io/o/i:1'
    ].join('\n');
    const text = job(`    ${NEVER}`, steps);
    assert.deepEqual(changes('PROV-3B', text).changed, [
      '+    -   name: Log in to the registry',
      '+        uses: docker/login-action@v4 # pin by commit',
      '+        with:',
      '+            registry: ghcr.io',
      '+            username: ${{ github.actor }}',
      '+            password: ${{ github.token }}',
      '+'
    ]);
  });

  it('of emulators comes before the builder', () => {
    const buildx = STEPS.replace('      # the', '      - uses: docker/setup-buildx-action@v4\n      # the');
    const found = hint('PROV-4A', job(`    ${NEVER}`, buildx));
    assert.match(
      found?.patch ?? '',
      /\+ {6}- uses: docker\/setup-qemu-action@v4.*\n {7}- uses: docker\/setup-buildx/
    );
    assert.deepEqual(changes('PROV-4A', job(`    ${NEVER}`)).changed.length, 1);
  });

  it('is no hint where it is there', () => {
    const setup = ['setup-qemu', 'setup-buildx']
      .map(name => `      - uses: docker/${name}-action@v4\n`)
      .join('');
    const text = job(`    ${NEVER}`, STEPS.replace('      # the', `${setup}      # the`));
    for (const code of ['PROV-1B', 'PROV-7C', 'PROV-4A'] as const) assert.equal(hint(code, text), undefined);
  });

  it('is moved where it comes too late, with its comments', () => {
    const late =
      '      # who\n      - uses: docker/login-action@v4\n        with:\n          registry: ghcr.io\n          # logout: false';
    const text = job(`    ${NEVER}`, `${STEPS}\n${late}\n      - run: echo`);
    const {line, changed} = changes('PROV-3B', text);
    assert.equal(line, 15);
    assert.deepEqual(changed, [
      ...late.split('\n').map(added => `+${added}`),
      ...late.split('\n').map(gone => `-${gone}`)
    ]);
  });

  it('that runs only sometimes is shown, and not changed', () => {
    const text = job(
      `    ${NEVER}`,
      STEPS.replace(
        '      # the',
        "      - if: github.ref == 'x'\n        uses: docker/setup-buildx-action@v4\n      # the"
      )
    );
    const found = hint('PROV-1B', text);
    assert.deepEqual([found?.place.line, found?.patch], [9, undefined]);
    assert.match(found?.title ?? '', /condition/);
  });

  it('cannot be added in flow style or to a list that is shared', () => {
    assert.equal(
      hint('PROV-1B', job(`    ${NEVER}`, '    steps: [{uses: org/provenance-action@v1}]'))?.patch,
      undefined
    );
    const shared = job(`    ${NEVER}`, STEPS.replace('steps:', 'steps: &steps'));
    assert.equal(hint('PROV-1B', `${shared}  other:\n    steps: *steps\n`)?.patch, undefined);
    assert.ok(hint('PROV-1B', shared)?.patch);
  });

  it('is not added where several steps may be meant', () => {
    const twice = job(`    ${NEVER}`, `${STEPS}\n      - uses: org/provenance-action@v1`);
    const running = {job: 'image', step: '', repository: 'org/provenance-action'};
    const found = hintFor('PROV-1B', locateStep(readWorkflow(twice, FILE), running));
    assert.equal(found?.patch, undefined);
    assert.match(found?.detail ?? '', /about the first/);
  });
});

describe('a builder that cannot attest', () => {
  const setup = (input: string) =>
    job(
      `    ${NEVER}`,
      STEPS.replace(
        '      # the',
        `      - uses: docker/setup-buildx-action@v4\n        with: {${input}}\n      # the`
      )
    );

  it('is shown where the file asks for it', () => {
    assert.deepEqual(changes('PROV-1B', setup('driver: docker')), {
      line: 10,
      changed: ['-        with: {driver: docker}', '+        with: {driver: docker-container}']
    });
    assert.equal(changes('PROV-1B', setup('use: false')).line, 10);
    assert.equal(hint('PROV-1B', setup('driver: remote')), undefined);
  });
});

describe('a missing login', () => {
  const login = (inputs: string, text = job(`    ${NEVER}`)) =>
    text.replace('      # the', `      - uses: docker/login-action@v4\n${inputs}      # the`);

  it('is for the registry of the diagnostic, or of the tags', () => {
    const text = job(`    ${NEVER}`);
    assert.match(hint('PROV-3B', text)?.title ?? '', /for ghcr\.io$/);
    assert.match(
      hint('PROV-3B', text, {registry: 'registry.example:5000'})?.patch ?? '',
      /registry: registry\.example:5000\n/
    );
    assert.match(
      hint('PROV-3B', text.replace('ghcr.io/', ''))?.patch ?? '',
      /\+ +username: \$\{\{ vars\.DOCKERHUB_USERNAME/
    );
    const variable = `env: {HOST: quay.io}\n${text.replace('ghcr.io', '${{ env.HOST }}')}`;
    assert.match(hint('PROV-3B', variable)?.title ?? '', /for quay\.io$/);
    assert.equal(hint('PROV-3B', text.replace('ghcr.io/o/i:1', '${{ steps.meta.outputs.tags }}')), undefined);
  });

  it('is missing too where the login is to another registry', () => {
    assert.match(hint('PROV-3B', login(''))?.title ?? '', /no docker\/login-action for ghcr\.io/);
    assert.equal(hint('PROV-3B', login('        with: {registry: "https://ghcr.io/"}\n')), undefined);
    assert.equal(
      hint('PROV-3B', login('        with: {registry: docker.io}\n').replace('ghcr.io/o/i', 'o/i')),
      undefined
    );
  });

  it('is no hint where the file does not say to what some step logs in', () => {
    assert.equal(hint('PROV-3B', login('        with: {registry: "${{ inputs.host }}"}\n')), undefined);
    const byHand = job(`    ${NEVER}`).replace(
      'uses: actions/checkout@v5',
      'run: docker login ghcr.io -u a --password-stdin'
    );
    assert.equal(hint('PROV-3B', byHand), undefined);
  });

  it('puts no host into a file that is none', () => {
    for (const registry of ['a: b', 'x\ny', '${{ x }}', '-', '#', "'", 'a b']) {
      assert.equal(hint('PROV-3B', job(`    ${NEVER}`), {registry}), undefined, registry);
    }
  });
});

describe('provenance that is turned off', () => {
  const input = (text: string) => job(`    ${NEVER}`, `${STEPS}\n          ${text}`);

  it('is turned on again', () => {
    assert.deepEqual(changes('PROV-1C', input('provenance: false # for now')), {
      line: 14,
      changed: ['-          provenance: false # for now', '+          provenance: mode=max # for now']
    });
    assert.deepEqual(
      changes('PROV-1H', input('provenance: "mode=min,version=v1"')).changed[1],
      '+          provenance: mode=max,version=v1'
    );
    assert.equal(hint('PROV-1C', input('provenance: mode=max')), undefined);
    assert.equal(hint('PROV-1C', input('load: true')), undefined);
  });

  it('is shown, and not changed, where the value is computed', () => {
    const computed = "provenance: ${{ github.event_name != 'pull_request' && 'mode=max' || 'false' }}";
    const found = hint('PROV-1C', input(computed));
    assert.deepEqual([found?.place.line, found?.patch], [14, undefined]);
    assert.deepEqual(hint('PROV-1C', input('attests: type=provenance,disabled=true'))?.place.line, 14);
  });

  it('is asked for by name where a variable turns it off', () => {
    const text = `env:\n  BUILDX_NO_DEFAULT_ATTESTATIONS: 1\n${job(`    ${NEVER}`)}`;
    assert.deepEqual(changes('PROV-1C', text), {line: 2, changed: ['+          provenance: mode=max']});
    const bare = text.replace(/ {8}with:[\s\S]*/, '');
    assert.deepEqual(changes('PROV-1C', bare).changed, ['+        with:', '+          provenance: mode=max']);
  });
});

describe('hintFor', () => {
  it('says nothing about codes of which no file knows', () => {
    assert.equal(hint('PROV-000', job(`    ${NEVER}`)), undefined);
    assert.equal(hint('PROV-024', job(`    ${NEVER}`)), undefined);
  });

  it('speaks of no step that a composite action holds, but of its permissions', () => {
    const composite = job(`    ${NEVER}`, '    steps:\n      - uses: org/release@v1');
    for (const code of HINTED_CODES) {
      assert.equal(
        hint(code, composite, {registry: 'ghcr.io'}) !== undefined,
        /-(?:2.|3A)$/.test(code),
        code
      );
    }
  });

  it('has titles of one line, whatever a job is called', () => {
    const odd = job(`    ${NEVER}`).replace('  image:', `  ${JSON.stringify('im\u202eage\n::error::')}:`);
    const running = {job: 'im\u202eage\n::error::', step: '', repository: 'org/provenance-action'};
    const found = hintFor('PROV-3A', locateStep(readWorkflow(odd, FILE), running));
    assert.match(found?.title ?? '', /^[\x20-\x7e]+$/);
  });
});

describe('placeOfInput', () => {
  it('is the line of the input, or of the step', () => {
    const located = locate(job(`    ${NEVER}`));
    assert.deepEqual(placeOfInput(located, 'tags'), {file: FILE, line: 13});
    assert.deepEqual(placeOfInput(located, 'platforms'), {file: FILE, line: 10});
    assert.equal(placeOfInput(locate('jobs: {a: {}}'), 'tags'), undefined);
  });
});

describe('findUnpinned', () => {
  const uses = (...names: string[]) =>
    findUnpinned(
      locate(job(`    ${NEVER}`, ['    steps:', ...names.map(name => `      - uses: ${name}`)].join('\n')))
    );

  it('lists branches and latest, by line', () => {
    const found = uses(
      'a/b@main',
      'a/b/c@release/next',
      'docker://alpine',
      'docker://x.y:5/alpine:latest',
      'org/provenance-action@main'
    );
    assert.deepEqual(
      found.map(({place}) => place.line),
      [8, 9, 10, 11, 12]
    );
    assert.match(found[0]?.detail ?? '', /^a\/b@main means/);
  });

  it('lists no release, commit, digest or path', () => {
    const pinned = [
      'a/b@v1',
      'a/b@1.2.3',
      `a/b@${'0a'.repeat(20)}`,
      'a/b/c@release/v1',
      './x',
      'docker://a:3',
      `docker://a@sha256:${'0'.repeat(64)}`
    ];
    assert.deepEqual(uses(...pinned, 'org/provenance-action@v1'), []);
  });

  it('lists a called workflow, and ten at most', () => {
    assert.equal(
      findUnpinned(locate('jobs:\n  x:\n    uses: a/b/.github/workflows/c.yml@main\n'))[0]?.place.line,
      3
    );
    assert.equal(uses(...Array.from({length: 20}, () => 'a/b@main'), 'org/provenance-action@v1').length, 10);
  });
});
