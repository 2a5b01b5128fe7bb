/** Output of a child process on its way to the log, line by line. Knows no command of the runner, and writes nothing. */
import {LineBuffer} from './line-buffer.ts';

export interface UntrustedOutput {
  /** Shows complete lines at once and the rest when its line is complete. A promise asks the writer to wait. */
  write(chunk: Uint8Array, from?: 'stdout' | 'stderr'): void | Promise<void>;
  /** Shows what is left, and lets the runner obey commands again. Must be called in any case: use `finally`. */
  end(): void;
}

/** One open stream: its two outputs are told apart, so that neither breaks into a line of the other. */
export class UntrustedStream implements UntrustedOutput {
  readonly #buffers = {stdout: new LineBuffer(), stderr: new LineBuffer()};
  readonly #show: (text: string) => void | Promise<void>;
  readonly #onEnd: () => void;
  #ended = false;

  constructor(show: (text: string) => void | Promise<void>, onEnd: () => void) {
    this.#show = show;
    this.#onEnd = onEnd;
  }

  write(chunk: Uint8Array, from: 'stdout' | 'stderr' = 'stdout'): void | Promise<void> {
    if (!this.#ended) return this.#show(this.#buffers[from].take(chunk));
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const buffer of Object.values(this.#buffers)) void this.#show(buffer.takeRest());
    this.#onEnd();
  }
}
