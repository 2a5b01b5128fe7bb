import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';
import {captureProcess, runProcess} from '../../../src/build/process.ts';
import type {Command, RunOptions} from '../../../src/build/process.ts';

const node = (script: string, ...args: string[]): Command => [process.execPath, '-e', script, ...args];
const {PATH} = process.env;
const run = (command: Command, options: Partial<RunOptions> = {}) =>
  runProcess({command, env: {PATH}, ...options});

describe('runProcess', () => {
  it('returns exit code, both outputs and how long it took', async () => {
    const result = await run(node('console.log("out"); console.error("err"); process.exitCode = 3'));
    assert.equal(result.exitCode, 3);
    assert.equal(result.stdout.tail, 'out\n');
    assert.equal(result.stderr.tail, 'err\n');
    assert.equal(result.signal, undefined);
    assert.equal(result.cancelled, false);
    assert.ok(result.durationMs > 0);
  });

  it('passes every argument as it is, whatever it holds', async () => {
    const args = ['a b', '$(id)', '"', "'", '`x`', '-e', '', 'ä\n'];
    const result = await run(
      node('process.stdout.write(JSON.stringify(process.argv.slice(1)))', '--', ...args)
    );
    assert.deepEqual(JSON.parse(result.stdout.tail), args);
  });

  it('gives the child the given environment and nothing else', async () => {
    const result = await run(node('process.stdout.write(JSON.stringify(process.env))'), {
      env: {ONLY: 'this'}
    });
    assert.deepEqual(JSON.parse(result.stdout.tail), {ONLY: 'this'});
  });

  it('closes stdin, or writes the input and closes it then', async () => {
    const echo = node('process.stdin.pipe(process.stdout)');
    assert.equal((await run(echo)).stdout.tail, '');
    assert.equal((await run(echo, {input: 'hello'})).stdout.tail, 'hello');
  });

  it('survives a child that does not read its input', async () => {
    const result = await run(node('process.exit(4)'), {input: 'x'.repeat(1_000_000)});
    assert.equal(result.exitCode, 4);
  });

  it('returns a program that cannot be started in the same shape', async () => {
    for (const [program, code] of [
      ['/no/such/program', 'ENOENT'],
      ['/', 'EACCES'],
      ['a\0b', 'ERR_INVALID_ARG_VALUE']
    ] as const) {
      const result = await run([program]);
      assert.equal(result.spawnError?.code, code);
      assert.equal(result.exitCode, undefined);
      assert.equal(result.stderr.tail, '');
    }
  });

  it('reports the moment of the start', async () => {
    let pid = 0;
    const result = await run(node('process.stdout.write(String(process.pid))'), {
      onSpawn: started => {
        pid = started;
      }
    });
    assert.equal(result.stdout.tail, String(pid));
  });

  it('passes pieces on as they come', async () => {
    const began = performance.now();
    const seen: number[] = [];
    await run(node('process.stdout.write("a"); setTimeout(() => process.stdout.write("b"), 400)'), {
      onStdout: () => {
        seen.push(performance.now() - began);
      }
    });
    assert.ok((seen.at(-1) ?? 0) - (seen[0] ?? 0) > 250);
  });

  it('holds the child back while a handler is busy', async () => {
    const script =
      'let n = 0; const w = () => { while (n < 400 && process.stdout.write("x".repeat(65536))) n++; n++ < 400 ? process.stdout.once("drain", w) : 0 }; w()';
    let pending = 0;
    let most = 0;
    let bytes = 0;
    await run(node(script), {
      onStdout: async chunk => {
        most = Math.max(most, ++pending);
        bytes += chunk.length;
        if (bytes < 500_000) await sleep(1);
        pending--;
      }
    });
    assert.equal(most, 1);
    assert.ok(bytes > 20_000_000);
  });

  it('keeps the beginning and the end of a long output, cut at line borders', async () => {
    const result = await run(node('for (let i = 0; i < 40000; i++) console.log("line " + i)'));
    const {head, tail, bytes} = result.stdout;
    assert.ok(head.startsWith('line 0\n') && head.endsWith('\n') && head.length <= 16 * 1024);
    assert.match(tail, /^line \d+\n/);
    assert.ok(tail.endsWith('line 39999\n') && tail.length <= 64 * 1024 && tail.length > 63 * 1024);
    assert.ok(bytes > 400_000);
  });

  it('interrupts when told to', async () => {
    const script =
      'process.on("SIGINT", () => { console.log("interrupted"); process.exit(130) }); console.log("up"); setInterval(() => {}, 1000)';
    const abort = new AbortController();
    const result = await run(node(script), {
      signal: abort.signal,
      onStdout: () => {
        abort.abort();
      }
    });
    assert.equal(result.exitCode, 130);
    assert.equal(result.cancelled, true);
    assert.equal(result.stdout.tail, 'up\ninterrupted\n');
  });

  it('goes on to SIGTERM and SIGKILL when the child does not end', async () => {
    const script =
      'for (const s of ["SIGINT", "SIGTERM"]) process.on(s, () => console.log(s)); console.log("up"); setInterval(() => {}, 1000)';
    const abort = new AbortController();
    const began = performance.now();
    const result = await run(node(script), {
      signal: abort.signal,
      graceMs: 100,
      onStdout: () => {
        abort.abort();
      }
    });
    assert.equal(result.signal, 'SIGKILL');
    assert.equal(result.stdout.tail, 'up\nSIGINT\nSIGTERM\n');
    assert.ok(performance.now() - began < 2000);
  });

  it('does not wait for a grandchild that holds the outputs', async () => {
    const script =
      'require("child_process").spawn("sleep", ["30"], {stdio: "inherit"}).unref(); console.log("done"); process.exit(0)';
    const began = performance.now();
    const result = await run(node(script));
    assert.equal(result.exitCode, 0);
    assert.equal(result.stdout.tail, 'done\n');
    assert.ok(performance.now() - began < 5000);
  });

  it('starts nothing when it is cancelled already', async () => {
    const result = await run(node(''), {signal: AbortSignal.abort(), onSpawn: () => assert.fail('started')});
    assert.equal(result.cancelled, true);
    assert.equal(result.exitCode, undefined);
  });

  it('ends the child and rejects when a handler throws', async () => {
    const failing = run(node('console.log("x"); setInterval(() => {}, 1000)'), {
      onStdout: () => {
        throw new Error('handler');
      }
    });
    await assert.rejects(failing, /handler/);
  });
});

describe('captureProcess', () => {
  const limits = {env: {PATH}, timeoutMs: 5000, limit: 1000};

  it('returns all that was written', async () => {
    const capture = await captureProcess(node('process.stdin.pipe(process.stdout); console.error("e")'), {
      ...limits,
      input: 'i'
    });
    assert.deepEqual(
      [capture.exitCode, capture.stdout, capture.stderr, capture.timedOut],
      [0, 'i', 'e\n', false]
    );
  });

  it('ends a process that takes too long', async () => {
    const capture = await captureProcess(node('setInterval(() => {}, 1000)'), {...limits, timeoutMs: 200});
    assert.equal(capture.timedOut, true);
    assert.equal(capture.cancelled, false);
    assert.equal(capture.exitCode, undefined);
  });

  it('ends a process that writes too much', async () => {
    const capture = await captureProcess(
      node('setInterval(() => process.stdout.write("x".repeat(700)))'),
      limits
    );
    assert.equal(capture.overflowed, true);
    assert.equal(capture.stdout.length, 1000);
    assert.equal(capture.timedOut, false);
  });

  it('says why a program did not start', async () => {
    const capture = await captureProcess(['/no/such/program'], limits);
    assert.equal(capture.spawnError?.code, 'ENOENT');
  });

  it('tells a cancelled run from one that took too long', async () => {
    const capture = await captureProcess(node('setInterval(() => {}, 1000)'), {
      ...limits,
      signal: AbortSignal.timeout(200)
    });
    assert.equal(capture.cancelled, true);
    assert.equal(capture.timedOut, false);
  });
});
