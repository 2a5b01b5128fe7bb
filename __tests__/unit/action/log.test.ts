import assert from 'node:assert/strict';
import {after, describe, it} from 'node:test';
import fc from 'fast-check';
import {listSecretForms} from '../../../src/action/mask.ts';
import {startLogProcess} from '../../support/log-script.ts';
import type {LogAction} from '../../support/log-script.ts';
import type {RunnerCommand} from '../../../local/runner-commands.ts';
import {readRunnerLog} from '../../support/runner-commands.ts';

const {capture: captureLog, stop} = startLogProcess();
after(stop);

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const write = (text: string, from: 'stdout' | 'stderr' = 'stdout'): LogAction => [
  'write',
  's',
  base64(text),
  from
];
const stream = (...pieces: string[]): LogAction[] => [
  ['open', 's'],
  ...pieces.map(text => write(text)),
  ['end', 's']
];
const names = (commands: readonly RunnerCommand[]): string[] => commands.map(({name}) => name);
const STREAM_COMMANDS = ['add-mask', 'stop-commands', 'resume'];

describe('the log: our own lines', () => {
  it('shows text that holds commands, and obeys none', async () => {
    const hostile = [
      '::error::a',
      ' \t::add-mask::b',
      '\u2003::warning::c',
      'x ##[error]d',
      '\u001b[0m::error::e'
    ];
    const log = readRunnerLog(await captureLog(hostile.map(text => ['info', text] as const)));
    assert.deepEqual(log.commands, []);
    assert.deepEqual(log.plainLines.slice(0, -1), [
      '\\::error::a',
      ' \t\\::add-mask::b',
      '\u2003\\::warning::c',
      'x ##\\[error]d',
      '\\::error::e'
    ]);
  });

  it('obeys no command that follows a CR, an LF, U+2028 or invisible characters', async () => {
    const text =
      'a\r::error::b\n::error::c\u2028::error::d\u0085::error::e\u200b\n\ufeff:\u200d:error::f\n#\u00ad#[error]g';
    const log = readRunnerLog(await captureLog([['info', text]]));
    assert.deepEqual(log.commands, []);
    assert.equal(log.plainLines.length, 8);
  });

  it('strips escapes, hyperlinks, bidi controls and zero-width characters', async () => {
    const text =
      '\u001b[31mred\u001b[0m \u001b]8;;http://x\u0007link\u001b]8;;\u001b\\ \u202eevil\u202c a\u200bb \u009b2Jc \u001bcd\u0000e';
    const log = readRunnerLog(await captureLog([['info', text]]));
    assert.equal(log.plainLines[0], 'red link evil ab c de');
  });

  it('issues annotations with title and place, and their text as data', async () => {
    const place = {title: 'a\n::b', file: 'x,y:z', startLine: 3};
    const log = readRunnerLog(await captureLog([['annotate', 'one\n##[error]two', place]]));
    assert.deepEqual(log.commands, [
      {name: 'error', properties: {title: 'a \\::b', file: 'x,y:z', line: '3'}, data: 'one\n##\\[error]two'}
    ]);
  });

  it('ends a fold before it opens the next, and ends none that is not open', async () => {
    const log = readRunnerLog(
      await captureLog([['endGroup'], ['group', 'a'], ['group', 'b'], ['close'], ['close']])
    );
    assert.deepEqual(names(log.commands), ['group', 'endgroup', 'group', 'endgroup']);
  });

  it('writes debug lines only where debug logging is on', async () => {
    assert.equal(await captureLog([['debug', 'x']]), '');
    assert.deepEqual(names(readRunnerLog(await captureLog([['debug', 'x']], true)).commands), ['debug']);
  });

  it('masks each line of a secret and its base64 and URL forms, once, and no blank secret', async () => {
    const secret = 'first line/+?\nsecond line\n}';
    const log = readRunnerLog(
      await captureLog([
        ['mask', secret],
        ['mask', secret],
        ['mask', ' \n']
      ])
    );
    assert.equal(log.masked.length, log.commands.length);
    for (const form of [secret, 'first line/+?', 'second line', base64(secret), encodeURIComponent(secret)]) {
      assert.ok(log.masked.includes(form), form);
    }
    assert.ok(!log.masked.includes('}'));
    assert.deepEqual(listSecretForms('x'), ['x', 'eA==']);
  });
});

describe('the log: untrusted streams', () => {
  it('stops commands under a masked token and resumes them', async () => {
    const log = readRunnerLog(await captureLog(stream('::error::a\n', 'b ##[set-output name=digest]c\n')));
    assert.deepEqual(names(log.commands), STREAM_COMMANDS);
    assert.equal(log.commands[0]?.data, log.commands[1]?.data);
    assert.deepEqual(log.plainLines.slice(0, -1), ['::error::a', 'b ##\\[set-output name=digest]c']);
  });

  it('keeps colours and line ends, and drops other escapes', async () => {
    const text =
      '\u001b[1;31mred\u001b[0m\r\n50%\r100%\r\n\u001b]0;title\u0007a\u001b[2Jb\u202ec\u0007\ttab \ue000[2J\n';
    const stdout = await captureLog(stream(text));
    assert.ok(
      stdout.includes('\n\u001b[1;31mred\u001b[0m\r\n50%\r100%\r\nabc\ttab \ue000[2J\n'),
      JSON.stringify(stdout)
    );
  });

  it('puts pieces together: characters, CR LF and ##[ cut anywhere', async () => {
    const text = Buffer.from('ä##[error]x\r\ny\rz\n');
    const pieces = [...text].map(
      byte => ['write', 's', Buffer.of(byte).toString('base64'), 'stdout'] as const
    );
    const stdout = await captureLog([['open', 's'], ...pieces, ['end', 's']]);
    assert.ok(stdout.includes('\nä##\\[error]x\r\ny\rz\n::'), JSON.stringify(stdout));
  });

  it('ends a last line that has no end', async () => {
    for (const last of ['partial', 'partial\r']) {
      const log = readRunnerLog(await captureLog([...stream(last), ['warning', 'w']]));
      assert.deepEqual(names(log.commands), [...STREAM_COMMANDS, 'warning']);
      assert.equal(log.plainLines[0], 'partial');
    }
  });

  it('masks what is streamed after a mask, also the rest of a line that has begun', async () => {
    const actions: LogAction[] = [
      ['open', 's'],
      write('a s3cret-token\nb s3cr'),
      ['mask', 's3cret-token'],
      write('et-token\n'),
      ['end', 's']
    ];
    const log = readRunnerLog(await captureLog(actions));
    assert.deepEqual(log.plainLines.slice(0, -1), ['a s3cret-token', 'b ***']);
    assert.equal(log.stopped, false);
  });

  it('stops again after each command in mid-stream, under another token', async () => {
    const actions: LogAction[] = [
      ['open', 's'],
      write('a'),
      ['notice', 'n'],
      write('\n::error::b\n'),
      ['info', '::error::c'],
      ['end', 's']
    ];
    const log = readRunnerLog(await captureLog(actions));
    assert.deepEqual(names(log.commands), [
      'add-mask',
      'stop-commands',
      'resume',
      'notice',
      ...STREAM_COMMANDS
    ]);
    const tokens = log.commands.filter(({name}) => name === 'stop-commands').map(({data}) => data);
    assert.equal(new Set(tokens).size, 2);
    assert.deepEqual(log.plainLines.slice(0, -1), ['a', '::error::b', '\\::error::c']);
  });

  it('keeps lines of stdout and stderr, and of two streams, apart', async () => {
    const actions: LogAction[] = [
      ['open', 's'],
      ['open', 't'],
      write('out'),
      write('err', 'stderr'),
      ['write', 't', base64('other'), 'stdout'],
      write('put\n'),
      write('or\n', 'stderr'),
      ['end', 's'],
      ['write', 't', base64(' ::error::x\n'), 'stdout'],
      ['end', 't']
    ];
    const log = readRunnerLog(await captureLog(actions));
    assert.deepEqual(log.plainLines.slice(0, -1), ['output', 'error', 'other ::error::x']);
    assert.deepEqual(names(log.commands), STREAM_COMMANDS);
  });

  it('shows a line beyond a megabyte in pieces, as one line, and masks in the middle of it', async () => {
    const long = 'x'.repeat(700_000);
    const head: LogAction[] = [['open', 's'], write(long), write(`${long}##`)];
    const whole = readRunnerLog(await captureLog([...head, write('[error]y\n'), ['end', 's']]));
    assert.equal(whole.plainLines[0], `${long}${long}##\\[error]y`);
    const broken = readRunnerLog(
      await captureLog([...head, ['mask', 'tail-secret'], write(' tail-secret\n'), ['end', 's']])
    );
    assert.equal(broken.plainLines[1], '## ***');
    assert.equal(broken.stopped, false);
  });

  it('lets the runner obey again after a crash in mid-stream', async () => {
    const log = readRunnerLog(await captureLog([['group', 'g'], ['open', 's'], write('half'), ['crash']]));
    assert.equal(log.stopped, false);
    assert.deepEqual(log.plainLines.slice(0, -1), ['half']);
    assert.equal(log.commands.at(-1)?.name, 'endgroup');
  });

  it('leaves the runner to obey our own commands alone, whatever is streamed and however it is cut', async () => {
    const runs = fc.sample(scenarios, {numRuns: 10_000, seed: 7});
    const stdout = await captureLog(
      runs.flatMap(({actions}) => [['info', '=== next'], ...actions] as LogAction[])
    );
    const sections = stdout.split('=== next\n').slice(1);
    assert.equal(sections.length, runs.length);
    assert.ok(!stdout.includes('##['));
    runs.forEach((run, at) => {
      assertContained(sections[at] ?? '', run);
    });
  });
});

interface Scenario {
  readonly actions: readonly LogAction[];
  readonly own: number;
  /** Masked in mid-stream, and streamed again afterwards. */
  readonly secret: string | undefined;
}

function assertContained(section: string, {own, secret}: Scenario): void {
  const {commands, plainLines, masked, stopped} = readRunnerLog(section);
  const obeyed = names(commands).filter(name => !STREAM_COMMANDS.includes(name));
  const tokens = commands.filter(({name}) => name === 'stop-commands').map(({data}) => data);
  assert.deepEqual(
    obeyed,
    Array.from({length: own}, () => 'notice'),
    section
  );
  assert.equal(stopped, false, section);
  assert.deepEqual(new Set(masked), new Set([...tokens, ...listSecretForms(secret ?? '')]), section);
  if (secret !== undefined) assert.ok(!plainLines.some(line => line.includes(secret)), section);
}

const token = fc.constantFrom(
  '::',
  '##[',
  '#',
  '[',
  ']',
  ':',
  '\r',
  '\n',
  '\r\n',
  '\n',
  ' ',
  '\t',
  '\u2028',
  '\u0085',
  '\u200b',
  '\ufeff',
  '\u001b[0m',
  '\u001b]8;;x\u0007',
  '\u001b[2J',
  '\u001b',
  '\u009b',
  '\u0000',
  '::error::',
  '##[error]',
  '::add-mask::x',
  '##[add-mask]x',
  '::stop-commands::tok',
  '::tok::',
  '##[set-output name=digest]',
  '::set-output name=digest::',
  '%0A',
  '#9 0.123 ',
  'ä',
  '😀'
);

const scenarios: fc.Arbitrary<Scenario> = fc
  .record({
    text: fc.array(token, {maxLength: 24}),
    cuts: fc.array(fc.nat({max: 120}), {maxLength: 5}),
    own: fc.nat({max: 2}),
    masks: fc.boolean(),
    id: fc.uuid(),
    crash: fc.boolean()
  })
  .map(({text, cuts, own, masks, id, crash}) => {
    const secret = masks ? `secret-${id}` : undefined;
    const bytes = Buffer.from(text.join('') + (secret ?? ''));
    const borders = [
      0,
      ...cuts.map(cut => Math.min(cut, bytes.length - (secret?.length ?? 0))),
      bytes.length
    ].sort((a, b) => a - b);
    const pieces = borders
      .slice(1)
      .map((end, at): LogAction => [
        'write',
        's',
        bytes.subarray(borders[at], end).toString('base64'),
        at % 3 === 2 ? 'stderr' : 'stdout'
      ]);
    const mask: LogAction[] = secret === undefined ? [] : [['mask', secret]];
    const notices = Array.from({length: own}, (): LogAction => ['notice', text.join('')]);
    const end: LogAction = crash ? ['close'] : ['end', 's'];
    return {
      actions: [['open', 's'], ...pieces.slice(0, -1), ...notices, ...mask, ...pieces.slice(-1), end],
      own,
      secret
    };
  });
