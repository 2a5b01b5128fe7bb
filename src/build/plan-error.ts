/** A request that no build can fulfil, found before anything has run. */

/** What was asked for, why it cannot be, and what to do instead; `input` names the input to change. */
export class PlanError extends Error {
  override readonly name = 'PlanError';
  readonly input: string;

  constructor(input: string, message: string, options?: ErrorOptions) {
    super(`${input}: ${message}`, options);
    this.input = input;
  }
}
