/** A running child process: reads what it writes, and makes it end. Starts none. */
import type {Readable} from 'node:stream';

/** What it takes to end a process. */
export interface Endable {
  kill(signal: NodeJS.Signals): boolean;
  unref(): void;
}

/** Takes a piece of output; a promise holds the next piece back until it settles. */
export type ChunkHandler = (chunk: Buffer) => void | Promise<void>;

/** How long a pipe may be silent after the exit: a grandchild that inherited it does not hold us up. */
const SILENCE_MS = 750;
/** How long a grandchild may go on writing after the exit. */
const CHATTER_MS = 5000;

/** One of the child's outputs, read at the pace of its handler. */
export class Pipe {
  readonly #stream: Readable;
  readonly #handle: ChunkHandler | undefined;
  #busy = false;
  #drained = false;
  #silence: NodeJS.Timeout | undefined;
  #limit: NodeJS.Timeout | undefined;

  constructor(stream: Readable, handle: ChunkHandler | undefined) {
    this.#stream = stream;
    this.#handle = handle;
  }

  async drain(): Promise<void> {
    try {
      for await (const chunk of this.#stream as AsyncIterable<Buffer>) {
        this.#busy = true;
        await this.#handle?.(chunk);
        this.#busy = false;
        this.#silence?.refresh();
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    } finally {
      this.#drained = true;
      clearTimeout(this.#silence);
      clearTimeout(this.#limit);
    }
  }

  closeWhenSilent(): void {
    if (this.#drained) return;
    this.#silence = setTimeout(() => {
      if (this.#busy) this.#silence?.refresh();
      else this.#stream.destroy();
    }, SILENCE_MS);
    this.#limit = setTimeout(() => this.#stream.destroy(), CHATTER_MS);
  }
}

/** Ever stronger requests to end: within one and a half times the grace and a second more, nobody waits any longer. */
export class Escalation {
  /** Resolves when even SIGKILL did not help. */
  readonly abandoned: Promise<{signal: NodeJS.Signals}>;
  readonly #child: Endable;
  readonly #graceMs: number;
  readonly #abandon: (exit: {signal: NodeJS.Signals}) => void;
  #timers: NodeJS.Timeout[] = [];
  begun = false;

  constructor(child: Endable, graceMs: number) {
    const {promise, resolve} = Promise.withResolvers<{signal: NodeJS.Signals}>();
    this.abandoned = promise;
    this.#abandon = resolve;
    this.#child = child;
    this.#graceMs = graceMs;
  }

  begin(): void {
    const child = this.#child;
    this.begun = true;
    child.kill('SIGINT');
    this.#timers = [
      setTimeout(() => child.kill('SIGTERM'), this.#graceMs),
      setTimeout(() => child.kill('SIGKILL'), this.#graceMs * 1.5),
      setTimeout(
        () => {
          child.unref();
          this.#abandon({signal: 'SIGKILL'});
        },
        this.#graceMs * 1.5 + 1000
      )
    ];
  }

  end(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }
}
