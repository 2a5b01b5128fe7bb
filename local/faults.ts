/** What a registry is told to do wrong, and which requests it befalls. */

export interface Fault {
  /** Any where absent. */
  readonly method?: string;
  /** Matched against the path without the query: equal to a string, or found by a pattern. */
  readonly path: string | RegExp;
  /** How many matching requests are let through first; none where absent. */
  readonly skip?: number;
  /** How many are struck then; all where absent. */
  readonly times?: number;
  readonly delayMs?: number;
  /** Answered instead of what the registry would say. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Changes the body that the registry sends with a success; headers stay, but for the length. */
  readonly tamper?: (body: Buffer) => Buffer;
  /** The connection is reset after as many bytes of the body; without a status, of the registry's own success. */
  readonly resetAfter?: number;
  /** Done when the registry has carried out what was asked, before anybody is told. */
  readonly meanwhile?: () => Promise<void>;
}

/** Whether a fault strikes before the registry is asked, or only what it then sends. */
export type Moment = 'request' | 'response';

/** Faults in the order in which they were added: a request meets the first that wants it. */
export interface Faults {
  /** Returns a function that takes the fault away again. */
  add(fault: Fault): () => void;
  clear(): void;
  /** The fault that befalls this request at this moment, counted as done. */
  take(moment: Moment, method: string, path: string): Fault | undefined;
}

function findMoment({status, tamper, resetAfter, meanwhile}: Fault): Moment {
  return status === undefined && (tamper ?? resetAfter ?? meanwhile) !== undefined ? 'response' : 'request';
}

/** A script of faults. An exhausted fault is passed over, so `times: 1` thrice makes a sequence. */
export function createFaults(initial: readonly Fault[] = []): Faults {
  const script = new Map<Fault, {seen: number}>(initial.map(fault => [fault, {seen: 0}]));
  const wants = (fault: Fault, moment: Moment, method: string, path: string): boolean =>
    findMoment(fault) === moment &&
    (fault.method === undefined || fault.method === method) &&
    (typeof fault.path === 'string' ? fault.path === path : fault.path.test(path));

  const take = (moment: Moment, method: string, path: string): Fault | undefined => {
    for (const [fault, state] of script) {
      const {skip = 0, times = Infinity} = fault;
      if (!wants(fault, moment, method, path) || state.seen >= skip + times) continue;
      state.seen += 1;
      if (state.seen > skip) return fault;
    }
    return undefined;
  };
  return {
    add: fault => {
      script.set(fault, {seen: 0});
      return () => void script.delete(fault);
    },
    clear: () => script.clear(),
    take
  };
}
