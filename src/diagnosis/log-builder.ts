/** Collects the parts of a log, within bounds, and joins what spans several lines. Knows no cause. */
import {findEnding} from './ending.ts';
import {HintCollector} from './hints.ts';
import {describeFailure, joinMessage} from './message.ts';
import type {Message} from './message.ts';
import type {Numbered} from './line-kinds.ts';
import type {Build, Log, LogLine, Step} from './log.ts';
import {isMarker, isToolLine, isTrouble} from './markers.ts';
import {isCacheImport, parseStepName} from './step-name.ts';

const MESSAGE_LINES = 30;
const STEPS = 20_000;
const KEPT = 400;
const LAST_OUTPUT = 6;

/** Adds, and where there are too many already keeps the first quarter and the last half, so that few are moved for each. */
function keep<T>(list: T[], item: T, limit = KEPT): void {
  if (list.length >= limit) list.splice(limit / 4, limit / 4);
  list.push(item);
}

export class LogBuilder {
  private readonly builds: Build[] = [];
  private readonly messages: Message[] = [];
  private readonly warnings: LogLine[] = [];
  private readonly toolLines: LogLine[] = [];
  private readonly runnerErrors: LogLine[] = [];
  private readonly dockerfile: LogLine[] = [];
  private readonly first: LogLine[] = [];
  private readonly last: LogLine[] = [];
  private readonly hints = new HintCollector();
  private message: Message | undefined;
  private excerpt: Step | undefined;
  private isRepeated = false;

  addNumbered({id, timed, text}: Numbered, at: LogLine): void {
    this.endMessage();
    const line = {line: at.line, text};
    if (id === '0') {
      this.beginBuild(text);
      return;
    }
    if (this.isNextBuild(id, text, timed)) this.beginBuild('');
    const step = this.build.steps.get(id);
    if (step === undefined) this.addStep(id, line);
    else if (timed) addOutput(step, line);
    else this.addOwn(step, line);
  }

  /** A line of the drawn display; what is of use in it is how each step ended. */
  addTerminal(line: LogLine): void {
    this.endMessage();
    const match = /^ ?=> (ERROR |CACHED |CANCELED )?(\S.*)$/s.exec(line.text.slice(0, 2000));
    if (match === null || match[2]?.startsWith('=>') === true) return;
    const name = (match[2] ?? '').replace(/ {1,200}\d{1,6}\.\d{1,2}s$/, '').trimEnd();
    const id = `=> ${name}`;
    const step = this.build.steps.get(id) ?? this.addStep(id, {line: line.line, text: name});
    step.state = match[1] === 'ERROR ' ? 'failed' : match[1] === 'CANCELED ' ? 'cancelled' : 'done';
  }

  /** ` > [2/2] RUN make:`, behind which the last lines of that step stand again. */
  beginExcerpt(line: LogLine): void {
    this.endMessage();
    const name = line.text.slice(3).replace(/:$/, '');
    const steps = [...this.build.steps.values()];
    const known = steps.findLast(step => step.name === name);
    this.isRepeated = known?.firstOutput !== undefined;
    this.excerpt = known ?? this.addStep(`> ${name}`, {line: line.line, text: name});
    if (known === undefined && !isCacheImport(name)) this.excerpt.state = 'failed';
  }

  addExcerpt(line: LogLine): void {
    const text = line.text.replace(/^(?:#\d{1,6} )?\d{1,7}\.\d{1,3} /, '');
    if (this.excerpt !== undefined) addOutput(this.excerpt, {line: line.line, text}, this.isRepeated);
  }

  addDockerfile(line: LogLine): void {
    keep(this.dockerfile, line);
  }

  addScript(text: string): void {
    this.hints.addScript(text);
  }

  beginGroup(title: string): void {
    this.hints.beginGroup(title);
  }

  /** buildx's last word begins. */
  beginFinal(line: LogLine, isError: boolean): void {
    this.endMessage();
    if (isError) keep(this.runnerErrors, line);
    this.message = {lines: [line], step: undefined, build: this.builds.length - 1};
    keep(this.messages, this.message);
  }

  addWarning(line: LogLine): void {
    this.endMessage();
    keep(this.warnings, line);
  }

  /** A line of another program or of the runner, or the next of a message that was begun. */
  addOther(line: LogLine, isError: boolean): void {
    if (isError) {
      this.endMessage();
      keep(this.last, line, 60);
      keep(this.runnerErrors, line);
      return;
    }
    if (this.message !== undefined && this.message.lines.length < MESSAGE_LINES) {
      this.message.lines.push(line);
      return;
    }
    if (this.first.length < 5) this.first.push(line);
    keep(this.last, line, 60);
    this.hints.addLine(line.text);
    if (isToolLine(line.text)) keep(this.toolLines, line);
  }

  endMessage(): void {
    const {message} = this;
    this.message = undefined;
    const line = message?.lines[0]?.line;
    if (message?.step === undefined || line === undefined) return;
    message.step.error = {line, text: joinMessage(message.lines)};
  }

  finish(lineCount: number): Log {
    this.endMessage();
    const {builds, warnings, toolLines, runnerErrors, dockerfile} = this;
    const failures = this.messages.map(message => describeFailure(message, this.builds[message.build]));
    const hints = this.hints.read();
    const parts = {
      builds,
      failures,
      warnings,
      toolLines,
      runnerErrors,
      dockerfile,
      hints,
      lineCount,
      opening: this.first
    };
    return {...parts, ending: findEnding(parts, this.last)};
  }

  private get build(): Build {
    return this.builds.at(-1) ?? this.beginBuild('');
  }

  private beginBuild(words: string): Build {
    const driver = /^building with ".{1,200}" instance using ([\w-]{1,60}) driver$/.exec(words)?.[1];
    const build: Build = {steps: new Map(), driver};
    keep(this.builds, build, 100);
    return build;
  }

  /** Step 1 begins again, though it had ended: another build, of a buildx that has no line `#0`. */
  private isNextBuild(id: string, text: string, timed: boolean): boolean {
    const known = id === '1' && !timed ? this.builds.at(-1)?.steps.get('1') : undefined;
    return (
      known !== undefined && known.state !== 'open' && (text === known.name || text.startsWith('[internal] '))
    );
  }

  private addStep(id: string, at: LogLine): Step {
    const {steps} = this.build;
    const step: Step = {
      name: at.text,
      ...parseStepName(at.text),
      state: 'open',
      at,
      lastOutput: [],
      markers: [],
      troubles: []
    };
    if (steps.size < STEPS) steps.set(id, step);
    return step;
  }

  /** A line that BuildKit itself prints for a step. */
  private addOwn(step: Step, line: LogLine): void {
    const [word = ''] = line.text.split(' ', 1);
    if (word === 'DONE') step.state = 'done';
    else if (word === 'CACHED') step.state = 'cached';
    else if (word === 'CANCELED') step.state = 'cancelled';
    else if (word === 'ERROR:') {
      step.state = 'failed';
      step.error = {line: line.line, text: line.text.slice('ERROR: '.length)};
      this.message = {lines: [step.error], step, build: this.builds.length - 1};
    } else if (isTrouble(line.text)) keep(step.troubles, line, 40);
  }
}

function keepLast(list: LogLine[], line: LogLine): void {
  if (line.text.trim() === '') return;
  if (list.length >= LAST_OUTPUT) list.shift();
  list.push(line);
}

/** A line behind a time: a program's, or BuildKit's where the step is its own. */
function addOutput(step: Step, line: LogLine, isRepeated = false): void {
  if (step.speaker === 'buildkit') {
    if (isTrouble(line.text)) keep(step.troubles, line, 40);
    return;
  }
  step.firstOutput ??= line;
  if (!isRepeated) keepLast(step.lastOutput, line);
  if (isMarker(line.text)) keep(step.markers, line, 20);
}
