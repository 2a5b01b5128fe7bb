/** The runner's way to cancel a step: SIGINT, SIGTERM 7.5 s later, SIGKILL 2.5 s after that. */

/** A signal that aborts when the runner cancels the step. The process then has to end by itself, within 7 s. */
export function listenForCancellation(process: NodeJS.Process): AbortSignal {
  const controller = new AbortController();
  const cancel = (): void => {
    controller.abort(new CancelledError());
  };
  process.on('SIGINT', cancel);
  process.on('SIGTERM', cancel);
  return controller.signal;
}

export class CancelledError extends Error {
  override readonly name = 'CancelledError';

  constructor() {
    super('The step was cancelled.');
  }
}
