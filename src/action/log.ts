/**
 * The one writer of stdout, which the runner reads for commands line by line. Knows the runner's commands; knows
 * nothing of builds.
 */
import {endGroup, error, notice, setSecret, startGroup, warning, debug as writeDebug} from '@actions/core';
import type {AnnotationProperties} from '@actions/core';
import {randomUUID} from 'node:crypto';
import {EOL} from 'node:os';
import {listInertLines} from './inert-text.ts';
import {listSecretForms} from './mask.ts';
import {UntrustedStream} from './untrusted-stream.ts';
import type {UntrustedOutput} from './untrusted-stream.ts';

/** Where an annotation points. */
export type Place = Pick<AnnotationProperties, 'title' | 'file' | 'startLine' | 'endLine'>;

/** Every text may be untrusted: whatever it holds, it is shown and nothing else. */
export interface Log {
  /** Shows each line of the text as a line. */
  info(text: string): void;
  /** Shown where debug logging is on. */
  debug(text: string): void;
  /** Opens a fold; GitHub knows no fold in a fold, so an open one ends first. */
  group(title: string): void;
  /** Ends the open fold, if there is one. */
  endGroup(): void;
  notice(message: string, place?: Place): void;
  warning(message: string, place?: Place): void;
  error(message: string, place?: Place): void;
  /** Masks a secret in every line that ends after this call, whatever is being streamed. */
  mask(secret: string): void;
  /** Opens a stream of untrusted output. Several may be open; commands are stopped while one is. */
  untrusted(): UntrustedOutput;
  /** Ends every open stream and fold. Safe to call again, and from handlers of last resort. */
  close(): void;
}

export interface LogOptions {
  readonly debug: boolean;
}

/** A log on this process's stdout, which nobody else may write to. */
export function createLog({debug}: LogOptions): Log {
  return new RunnerLog(debug);
}

/**
 * Between `::stop-commands::TOKEN` and `::TOKEN::` the runner obeys nothing: no command of a hostile build, but no
 * `add-mask` of ours either (https://github.com/actions/runner/issues/807). So each command of ours resumes, is
 * issued and stops again, under a new token: the runner has shown the old one, masked. That needs column 0, which is
 * why lines are held back until they are complete; see `LineBuffer`.
 */
class RunnerLog implements Log {
  readonly #debug: boolean;
  readonly #streams = new Set<UntrustedStream>();
  readonly #masked = new Set<string>();
  #token: string | undefined;
  #grouped = false;
  #atLineStart = true;

  constructor(debug: boolean) {
    this.#debug = debug;
    process.stdout.off('error', ignoreBrokenPipe).on('error', ignoreBrokenPipe);
  }

  info(text: string): void {
    this.#startLine();
    for (const line of listInertLines(text)) process.stdout.write(line + EOL);
  }

  debug(text: string): void {
    if (this.#debug)
      this.#command(() => {
        writeDebug(listInertLines(text).join('\n'));
      });
  }

  group(title: string): void {
    this.endGroup();
    this.#grouped = true;
    this.#command(() => {
      startGroup(listInertLines(title).join(' '));
    });
  }

  endGroup(): void {
    if (!this.#grouped) return;
    this.#grouped = false;
    this.#command(endGroup);
  }

  notice(message: string, place: Place = {}): void {
    this.#command(() => {
      notice(...describe(message, place));
    });
  }

  warning(message: string, place: Place = {}): void {
    this.#command(() => {
      warning(...describe(message, place));
    });
  }

  error(message: string, place: Place = {}): void {
    this.#command(() => {
      error(...describe(message, place));
    });
  }

  mask(secret: string): void {
    const forms = listSecretForms(secret).filter(form => !this.#masked.has(form));
    if (forms.length === 0) return;
    this.#command(() => {
      for (const form of forms) setSecret(form);
    });
    for (const form of forms) this.#masked.add(form);
  }

  untrusted(): UntrustedOutput {
    const stream = new UntrustedStream(
      text => this.#show(text),
      () => {
        this.#endStream(stream);
      }
    );
    this.#streams.add(stream);
    if (this.#token === undefined) this.#stop();
    return stream;
  }

  close(): void {
    for (const stream of this.#streams) stream.end();
    this.endGroup();
  }

  #show(text: string): void | Promise<void> {
    if (text === '') return;
    const flowing = process.stdout.write(text);
    this.#atLineStart = /[\r\n]$/.test(text);
    if (!flowing) return waitForDrain();
  }

  #endStream(stream: UntrustedStream): void {
    this.#streams.delete(stream);
    if (this.#streams.size === 0) this.#resume();
  }

  #command(issue: () => void): void {
    const stopped = this.#token !== undefined;
    if (stopped) this.#resume();
    this.#startLine();
    issue();
    if (stopped) this.#stop();
  }

  #stop(): void {
    this.#startLine();
    this.#token = randomUUID();
    // First of all masked: the runner shows the line that stops it.
    setSecret(this.#token);
    process.stdout.write(`::stop-commands::${this.#token}${EOL}`);
  }

  #resume(): void {
    if (this.#token === undefined) return;
    this.#startLine();
    process.stdout.write(`::${this.#token}::${EOL}`);
    this.#token = undefined;
  }

  #startLine(): void {
    if (!this.#atLineStart) process.stdout.write(EOL);
    this.#atLineStart = true;
  }
}

function describe(message: string, {title, ...place}: Place): [string, AnnotationProperties] {
  const heading = title === undefined ? {} : {title: listInertLines(title).join(' ')};
  return [listInertLines(message).join('\n'), {...place, ...heading}];
}

/** A runner that has gone away must not keep us from tidying up. */
function ignoreBrokenPipe(): void {
  return;
}

let drained: Promise<void> | undefined;

/** Resolves when stdout takes more, or never will again. */
function waitForDrain(): Promise<void> {
  drained ??= new Promise<void>(resolve => {
    const settle = (): void => {
      for (const event of ['drain', 'close', 'error']) process.stdout.off(event, settle);
      drained = undefined;
      resolve();
    };
    for (const event of ['drain', 'close', 'error']) process.stdout.on(event, settle);
    if (process.stdout.destroyed) settle();
  });
  return drained;
}
