import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, describe, it} from 'node:test';
import {parseDemoOptions} from '../../local/demo-options.ts';
import {createEvent} from '../../local/event.ts';
import {createLogView} from '../../local/log-view.ts';
import {createCommandReader, parseCommand} from '../../local/runner-commands.ts';
import {parseRunnerFile} from '../../local/runner-files.ts';
import {runAction} from '../../local/runner.ts';
import type {ActionOptions, ActionRun} from '../../local/runner.ts';
import {createStepOutput} from '../../local/step-output.ts';
import {renderSummary} from '../../local/summary.ts';

const scratch = mkdtempSync(join(tmpdir(), 'runner-test-'));
after(() => rmSync(scratch, {recursive: true}));

const manifest = `
name: stand-in
inputs:
  With Space: {default: 'yes'}
  cache-from: {}
  number: {default: 3}
  token: {default: '\${{ github.token }}'}
outputs: {answer: {description: what it says}}
runs: {using: node24, main: main.cjs, post: post.cjs}
`;
const tools = `
const fs = require('node:fs');
const give = (file, text) => fs.appendFileSync(process.env[file], text + '\\n');
`;

/** Runs an action of two scripts. */
function runScripts(main: string, post: string, options: ActionOptions = {}): Promise<ActionRun> {
  const actionPath = mkdtempSync(join(scratch, 'action-'));
  writeFileSync(join(actionPath, 'action.yml'), manifest);
  writeFileSync(join(actionPath, 'main.cjs'), tools + main);
  writeFileSync(join(actionPath, 'post.cjs'), tools + post);
  return runAction({actionPath, ...options});
}

describe('runAction', () => {
  it('fills in inputs as the runner does, and gives the process nothing of its own environment', async () => {
    process.env['LOCAL_TEST_LEAK'] = 'yes';
    const run = await runScripts('console.log(JSON.stringify(process.env))', '', {
      inputs: {'CACHE-FROM': 'type=gha', other: 'x'},
      env: {DOCKER_HOST: 'unix:///nowhere', GITHUB_JOB: undefined},
      token: 'tok'
    });
    delete process.env['LOCAL_TEST_LEAK'];
    const env = JSON.parse(run.stdout) as Record<string, string>;
    assert.equal(env['INPUT_WITH_SPACE'], 'yes');
    assert.equal(env['INPUT_CACHE-FROM'], 'type=gha');
    assert.equal(env['INPUT_NUMBER'], '3');
    assert.equal(env['INPUT_TOKEN'], 'tok');
    assert.equal(env['DOCKER_HOST'], 'unix:///nowhere');
    assert.deepEqual([env['LOCAL_TEST_LEAK'], env['GITHUB_JOB']], [undefined, undefined]);
    assert.equal(env['GITHUB_REF'], 'refs/heads/main');
    assert.match(
      run.annotations[0]?.data ?? '',
      /^Unexpected input\(s\) 'other', valid inputs are \['With Space', /
    );
    assert.equal(existsSync(env['RUNNER_TEMP']!), false);
  });

  it('carries outputs, state, environment and summary from main to post and out', async () => {
    const run = await runScripts(
      `give('GITHUB_OUTPUT', 'answer<<E\\ntwo\\nlines\\nE');
       give('GITHUB_STATE', 'isPost=true');
       give('GITHUB_ENV', 'SEEN=1');
       give('GITHUB_PATH', '/added');
       give('GITHUB_STEP_SUMMARY', '# Main');
       console.log('::set-output name=old::way');
       process.exitCode = 3;`,
      `give('GITHUB_STEP_SUMMARY', '# Post');
       console.log(process.env.STATE_isPost, process.env.SEEN, process.env.PATH.split(':')[0]);`
    );
    assert.deepEqual([run.exitCode, run.postExitCode], [3, 0]);
    assert.deepEqual(run.outputs, {old: 'way', answer: 'two\nlines'});
    assert.deepEqual(run.state, {isPost: 'true'});
    assert.deepEqual(run.lines, ['true 1 /added']);
    assert.equal(run.summary, '# Main\n\n# Post\n');
    assert.ok(run.durations.mainMs > 0 && run.durations.postMs > 0);
  });

  it('shows no summary that is over 1 MiB, and says so', async () => {
    const run = await runScripts(`give('GITHUB_STEP_SUMMARY', 'x'.repeat(1024 * 1024))`, '');
    assert.equal(run.summary, '');
    assert.match(run.annotations[0]?.data ?? '', /upload aborted.*got 1025k/);
  });

  it('hands over the event and the checkout', async () => {
    writeFileSync(join(scratch, 'file.txt'), 'here');
    const main = `const event = JSON.parse(fs.readFileSync(process.env.GITHUB_EVENT_PATH, 'utf8'));
      console.log(event.pull_request.head.repo.full_name, process.env.GITHUB_REF, fs.readFileSync('file.txt', 'utf8'));`;
    const event = createEvent('pull_request', {head: 'fork/app'});
    const run = await runScripts(main, '', {event, workspace: scratch});
    assert.deepEqual(run.lines, ['fork/app refs/pull/7/merge here']);
  });

  it('cancels with SIGINT, and runs post all the same', async () => {
    const controller = new AbortController();
    const main = `process.on('SIGINT', () => { console.log('interrupted'); process.exit(1); });
      setInterval(() => undefined, 1000);
      console.log('ready');`;
    const run = await runScripts(main, `console.log('post')`, {
      signal: controller.signal,
      onLine: line => {
        if (line === 'ready') controller.abort();
      }
    });
    assert.deepEqual(run.lines, ['ready', 'interrupted', 'post']);
    assert.ok(run.durations.mainMs < 5000);
  });

  it('kills what does not end: SIGTERM after 7.5 s, SIGKILL to the whole tree 2.5 s later', async () => {
    const controller = new AbortController();
    const stubborn = `for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => console.log(name));
      setInterval(() => undefined, 1000);`;
    const main = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(stubborn)}], {stdio: 'inherit'});
      ${stubborn}
      console.log('ready');`;
    const run = await runScripts(main, '', {
      signal: controller.signal,
      onLine: line => {
        if (line === 'ready') controller.abort();
      }
    });
    assert.deepEqual(run.lines, ['ready', 'SIGINT', 'SIGTERM']);
    assert.equal(run.exitCode, 137);
    assert.ok(run.durations.mainMs > 9900 && run.durations.mainMs < 12_000, `${run.durations.mainMs} ms`);
  });
});

describe('a step’s output', () => {
  const read = (...chunks: string[]): {lines: readonly string[]; names: string[]} => {
    const output = createStepOutput(new Set(), false, () => undefined);
    for (const chunk of chunks) output.write('stdout', Buffer.from(chunk));
    output.end();
    return {lines: output.lines, names: output.commands.map(({name}) => name)};
  };

  it('ends a line at LF, CR and CRLF, wherever chunks are cut', () => {
    assert.deepEqual(read('a\r', '\nb\rc\n', 'd').lines, ['a', 'b', 'c', 'd']);
  });

  it('masks every line of a secret from then on, also within other lines', () => {
    assert.deepEqual(read('s3cret\n::add-mask::s3cret%0Aother\nx s3cret y other\n').lines, [
      's3cret',
      'x *** y ***'
    ]);
  });

  it('finds commands in brackets anywhere, between colons at the start, and no others', () => {
    assert.deepEqual(read('#9 1.2 ##[error]x\n \t::notice::y\n#9 ::error::z\n::unknown::w\n').names, [
      'error',
      'notice'
    ]);
    const command = parseCommand('::error file=a%2Cb,line=3::one%0Atwo%25');
    assert.deepEqual(command, {name: 'error', properties: {file: 'a,b', line: '3'}, data: 'one\ntwo%'});
  });

  it('obeys nothing while commands are stopped, not even a mask, until the token comes', () => {
    const reader = createCommandReader();
    const names = ['::stop-commands::tok', '::add-mask::x', '##[error]y', '::tok::', '::error::z'].map(
      line => reader.read(line)?.name
    );
    assert.deepEqual(names, ['stop-commands', undefined, undefined, 'tok', 'error']);
  });
});

describe('parseRunnerFile', () => {
  it('reads values of one line and of several', () => {
    const values = parseRunnerFile('a=1=2\nb<<EOF\nx\n\ny=<<\nEOF\nc<<E\nE\n');
    assert.deepEqual(
      [...values],
      [
        ['a', '1=2'],
        ['b', 'x\n\ny=<<'],
        ['c', '']
      ]
    );
  });

  it('refuses what the runner refuses', () => {
    assert.throws(() => parseRunnerFile('b<<EOF\nx\n'), /delimiter not found 'EOF'/);
    assert.throws(() => parseRunnerFile('plain'), /Invalid format 'plain'/);
  });
});

describe('what a person sees', () => {
  it('folds groups and marks errors', () => {
    const shown: string[] = [];
    const view = createLogView(line => shown.push(line));
    for (const line of ['##[group]Build', 'a', 'b', '##[error]no', '##[endgroup]', 'c', '##[group]Last'])
      view.show(line);
    view.end();
    assert.deepEqual(shown, ['Error: no', '▸ Build (2 lines)', 'c', '▸ Last (0 lines)']);
  });

  it('renders a summary as a page in which nothing runs', () => {
    const page = renderSummary('| a | b |\n| --- | --- |\n| `x` | <script>1</script> |\n');
    assert.match(page, /<td><code>x<\/code><\/td>/);
    assert.match(page, /default-src 'none'/);
  });

  it('is told what is wrong with the arguments of script/demo', () => {
    assert.deepEqual(parseDemoOptions(['a', '--event', 'push', '--keep']), {
      context: 'a',
      event: 'push',
      oci: false,
      verify: false,
      task: 'run and keep'
    });
    assert.deepEqual(parseDemoOptions(['--event', 'release', '--oci', '--verify']), {
      context: undefined,
      event: 'release',
      oci: true,
      verify: true,
      task: 'run'
    });
    assert.throws(() => parseDemoOptions(['--event', 'pull']), /--event pull is none of push, pull_request/);
    assert.throws(() => parseDemoOptions(['a', 'b']), /one context at a time/);
    assert.throws(() => parseDemoOptions(['--fork']), /--fork/);
  });
});
