/** Untrusted bytes in, complete inert lines out. Knows no stdout. */
import {EOL} from 'node:os';
import {StringDecoder} from 'node:string_decoder';
import {cleanStream} from './inert-text.ts';

/** A line longer than this (in UTF-16 units) is shown in pieces; a command meanwhile would break it in two. */
const LONGEST_LINE = 1024 * 1024;

/**
 * Holds back the part of a line that has come so far. The runner acts on whole lines anyway, and a mask that is
 * issued now still covers what is held back.
 */
export class LineBuffer {
  readonly #decoder = new StringDecoder('utf8');
  #pending: string[] = [];
  #length = 0;

  /** Complete lines, cleaned. A CR ends a line unless it may be the first half of a CR LF. */
  take(chunk: Uint8Array): string {
    const text = this.#decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    const border = Math.max(text.lastIndexOf('\n'), text.slice(0, -1).lastIndexOf('\r')) + 1;
    const ended = text !== '' && this.#pending.at(-1)?.endsWith('\r') === true;
    if (border === 0 && !ended) return this.#hold(text);
    const complete = this.#pending.join('') + text.slice(0, border);
    this.#pending = [];
    this.#length = 0;
    return cleanStream(complete) + this.#hold(text.slice(border));
  }

  /** What is left, as a complete line. */
  takeRest(): string {
    const rest = this.#pending.join('') + this.#decoder.end();
    this.#pending = [];
    return rest === '' ? '' : cleanStream(rest) + EOL;
  }

  #hold(text: string): string {
    if (text !== '') this.#pending.push(text);
    this.#length += text.length;
    return this.#length > LONGEST_LINE ? this.#takePiece() : '';
  }

  /** Cuts where no escape and no `##[` is under way. */
  #takePiece(): string {
    const text = this.#pending.join('');
    const unfinished = /(?:[\u001b\u0090-\u009f][^\u001b\u0090-\u009f]{0,4096}|#{1,2}|\r)$/.exec(text);
    const rest = unfinished?.[0] ?? '';
    this.#pending = rest === '' ? [] : [rest];
    this.#length = rest.length;
    return cleanStream(text.slice(0, text.length - rest.length));
  }
}
