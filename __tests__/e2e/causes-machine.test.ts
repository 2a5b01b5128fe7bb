/** What the machine lacks, brought about for real: an emulator, disk, memory. And programs that only speak of it. */
import assert from 'node:assert/strict';
import {globSync, statfsSync} from 'node:fs';
import {join} from 'node:path';
import {before, describe, it} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import {runCommand} from '../../local/command.ts';
import {BUSYBOX_DOCKERFILE, FOREIGN, OWN, readBusybox} from '../support/busybox.ts';
import {assertDiagnosed} from '../support/diagnosed.ts';
import type {Diagnosed} from '../support/diagnosed.ts';
import {interruptAt, killBuildx, killInside} from '../support/interruptions.ts';
import type {Interruption} from '../support/interruptions.ts';
import {assertExit, runStep, usePlatform} from '../support/step.ts';
import type {StepRun} from '../support/step.ts';
import {createWorkspace} from '../support/workspace.ts';

/** Of the files of a context: what is run is printed in another form than it is written. */
const SLOW = `${BUSYBOX_DOCKERFILE}RUN echo "slow"" now" && busybox sleep 60\n`;
const SAYING = `${BUSYBOX_DOCKERFILE}COPY words /words\nRUN busybox cat /words; exit 1\n`;

/** A step of the Dockerfile failed, and no more is known. */
const ORDINARY = {
  code: 'PROV-020',
  cause: 'build-failure',
  phase: 'build',
  built: 'failed'
} as const satisfies Partial<Diagnosed>;

describe('what the machine lacks', () => {
  const platform = usePlatform({disk: '32m'});
  const programs: Record<string, Buffer> = {};
  before(async () => {
    for (const architecture of [OWN, FOREIGN]) programs[architecture] = await readBusybox(architecture);
  });

  interface Build {
    readonly dockerfile: string;
    readonly files?: Readonly<Record<string, string | Uint8Array>>;
    readonly inputs?: Readonly<Record<string, string>>;
    readonly interruption?: Interruption;
  }

  /** The context holds `busybox-amd64`, `busybox-arm64`, and this machine's as `busybox`. */
  const build = async (name: string, {dockerfile, files, inputs, interruption}: Build): Promise<StepRun> => {
    const named = Object.entries(programs).map(([architecture, bytes]) => [`busybox-${architecture}`, bytes]);
    const busybox = programs[OWN] ?? Buffer.alloc(0);
    const workspace = createWorkspace({
      Dockerfile: dockerfile,
      busybox,
      ...(Object.fromEntries(named) as Record<string, Buffer>),
      ...files
    });
    const tags = `${platform.registry.host}/octo-org/${name}:1`;
    try {
      return await runStep(
        {...platform, workspace},
        {
          inputs: {context: '.', network: 'none', push: 'true', tags, ...inputs},
          ...(interruption === undefined ? {} : {onLine: interruption.onLine})
        }
      );
    } finally {
      workspace.remove();
      assert.ok(interruption?.happened() ?? true, 'it did not come to that');
    }
  };

  it('is an emulator, where a RUN of one platform of two starts a program of another processor', async () => {
    // Machines with emulators would run it.
    assert.deepEqual(globSync('/proc/sys/fs/binfmt_misc/qemu-*'), []);
    const dockerfile =
      'FROM scratch\nARG TARGETARCH\nCOPY busybox-$TARGETARCH /bin/sh\nRUN echo hello > /made\n';
    const run = await build('emulator', {dockerfile, inputs: {platforms: `linux/${OWN},linux/${FOREIGN}`}});
    assertDiagnosed(run, {
      code: 'PROV-4A',
      cause: 'qemu-missing',
      open: ['PROV-020'],
      phase: 'build',
      says: [/process "\/bin\/sh -c echo hello > \/made" did not complete successfully/],
      built: 'failed'
    });
    assert.match(run.summary, /exec \/bin\/sh&#58; exec format error/);
    // What the check before the build had seen is told with it, and no second time.
    assert.match(run.summary, new RegExp(`does not run linux/${FOREIGN}`));
    assert.deepEqual(
      run.annotations.filter(({name}) => name === 'warning'),
      []
    );
  });

  it("is no emulator, where the builder's own platform is built: the program is the wrong one", async () => {
    const dockerfile = `FROM scratch\nCOPY busybox-${FOREIGN} /bin/tool\nRUN ["/bin/tool", "sh"]\n`;
    const run = await build('wrong-program', {dockerfile});
    assertDiagnosed(run, {...ORDINARY, says: [/process "\/bin\/tool sh" did not complete successfully/]});
    assert.match(run.summary, /exec \/bin\/tool&#58; exec format error/);
  });

  /** What the failed build still holds is not pruned, and containerd gives back what was on its own time. */
  const makeSpace = async (): Promise<void> => {
    const isFull = (): boolean => {
      const {bavail, bsize} = statfsSync(join(platform.engine.folder, 'data'));
      return bavail * bsize < 16_000_000;
    };
    const deadline = Date.now() + 60_000;
    do {
      assert.ok(Date.now() < deadline, 'the engine gives no space back');
      await runCommand(['docker', 'buildx', 'prune', '--all', '--force'], {env: platform.engine.env});
      await delay(200);
    } while (isFull());
  };

  const FULL = {
    code: 'PROV-024',
    cause: 'disk-full',
    phase: 'build',
    built: 'failed'
  } as const;

  it('is disk, where a RUN fills it', async () => {
    const dockerfile = `${BUSYBOX_DOCKERFILE}RUN busybox dd if=/dev/zero of=/big bs=1M count=100\n`;
    const run = await build('full-run', {dockerfile});
    assertDiagnosed(run, {...FULL, says: [/process ".*\bdd if=.*" did not complete successfully/]});
    assert.match(run.summary, /dd&#58; error writing .*No space left on device/);
  });

  it('is disk, where BuildKit itself has no place for a file', async () => {
    const dockerfile = `${BUSYBOX_DOCKERFILE}COPY big /big\n`;
    const run = await build('full-copy', {dockerfile, files: {big: new Uint8Array(40_000_000)}});
    assertDiagnosed(run, {...FULL, says: [/no space left on device/]});
  });

  it('is nothing any more, when the build cache was pruned, as the remedy says', async () => {
    await makeSpace();
    const run = await build('space', {dockerfile: BUSYBOX_DOCKERFILE});
    assertExit(run, 0);
    assert.equal(run.outputs['verdict'], 'verified');
  });

  const KILLED = {
    code: 'PROV-025',
    cause: 'out-of-memory',
    phase: 'build',
    built: 'failed'
  } as const;

  it('is memory as a rule, where the program of a RUN is killed; or the step ends itself so', async () => {
    const interruption = interruptAt(/slow now/, () => {
      killInside(platform.engine, 'busybox sleep');
    });
    const run = await build('killed-run', {dockerfile: SLOW, interruption});
    assertDiagnosed(run, {
      ...KILLED,
      open: ['PROV-020'],
      says: [/busybox sleep 60" did not complete successfully: exit code: 137/]
    });
  });

  it('is memory as a rule, where buildx is killed; or somebody else ended it', async () => {
    const interruption = interruptAt(/slow now/, () => {
      killBuildx(platform.engine);
    });
    const run = await build('killed-buildx', {dockerfile: SLOW, interruption});
    assertDiagnosed(run, {
      ...KILLED,
      open: ['PROV-026'],
      says: [/ended by SIGKILL, which this step did not send/]
    });
    assert.equal(run.report.failure?.cancelled, false);
    assert.match(run.stdout, /slow now/);
  });

  it('is not what a failing RUN tells stories of', async () => {
    const words = [
      'no space left on device is what it would say',
      'The disk (no space left on device) is fine',
      'Killed by a signal, said the novel',
      'exec /bin/false: exec format error, they say',
      'ERROR: failed to solve: failed to push x: 403 Forbidden: denied',
      '#99 ERROR: unauthorized',
      ''
    ].join('\n');
    const run = await build('stories', {dockerfile: SAYING, files: {words}});
    assertDiagnosed(run, {...ORDINARY, says: [/cat \/words; exit 1" did not complete successfully/]});
  });

  it('is not what the command itself says and prints', async () => {
    const run = await build('echo', {
      dockerfile: `${BUSYBOX_DOCKERFILE}RUN echo "no space left on device"; exit 1\n`
    });
    assertDiagnosed(run, {...ORDINARY, says: [/exit 1" did not complete successfully: exit code: 1/]});
  });
});
