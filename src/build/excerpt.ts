/** What is kept of a long output: its beginning and its end. Knows nothing of processes. */

/** `head` and `tail` end and begin at line borders where lines allow it. */
export interface Excerpt {
  /** The first 16 KiB. */
  readonly head: string;
  /** The last 64 KiB: everything, while there is no more. */
  readonly tail: string;
  /** How many bytes there were. */
  readonly bytes: number;
}

export const EMPTY_EXCERPT: Excerpt = {head: '', tail: '', bytes: 0};

const HEAD_BYTES = 16 * 1024;
const TAIL_BYTES = 64 * 1024;
const NEWLINE = 0x0a;

/** Takes an output of any length in pieces, in bounded memory. */
export class ExcerptCollector {
  readonly #head: Buffer[] = [];
  readonly #tail: Buffer[] = [];
  #headBytes = 0;
  #tailBytes = 0;
  #bytes = 0;

  add(chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#headBytes < HEAD_BYTES) {
      const piece = chunk.subarray(0, HEAD_BYTES - this.#headBytes);
      this.#head.push(piece);
      this.#headBytes += piece.length;
    }
    this.#tail.push(chunk.length > TAIL_BYTES ? chunk.subarray(-TAIL_BYTES - 1) : chunk);
    this.#tailBytes += this.#tail.at(-1)?.length ?? 0;
    this.#dropOldest();
  }

  read(): Excerpt {
    return {head: this.#readHead().toString(), tail: this.#readTail().toString(), bytes: this.#bytes};
  }

  /** Leaves at least one byte more than is shown: whether a line begins there can be seen from it. */
  #dropOldest(): void {
    for (let first = this.#tail[0]; first !== undefined; first = this.#tail[0]) {
      if (this.#tailBytes - first.length <= TAIL_BYTES) return;
      this.#tail.shift();
      this.#tailBytes -= first.length;
    }
  }

  #readHead(): Buffer {
    const head = Buffer.concat(this.#head);
    const border = head.lastIndexOf(NEWLINE);
    return this.#bytes === head.length || border === -1 ? head : head.subarray(0, border + 1);
  }

  #readTail(): Buffer {
    const tail = Buffer.concat(this.#tail).subarray(-TAIL_BYTES - 1);
    if (tail.length <= TAIL_BYTES) return tail;
    const border = tail.indexOf(NEWLINE);
    return border === -1 || border === tail.length - 1 ? tail.subarray(1) : tail.subarray(border + 1);
  }
}
