/** Hands a token to a library that takes it from the environment alone. Knows neither library nor token. */
import {setImmediate} from 'node:timers/promises';

/** A live environment, such as `process.env`: what is written here is seen there. */
export type Environment = Record<string, string | undefined>;

/** What `@sigstore/sign` reads a ready token from. */
const TOKEN = 'SIGSTORE_ID_TOKEN';
/** With it, the library would ask the runner for another token beside, and take whichever comes first. */
const REQUEST_URL = 'ACTIONS_ID_TOKEN_REQUEST_URL';

let turn: Promise<unknown> = Promise.resolve();

/**
 * What `call` returns, begun while the token is in the environment, which is as before when this turn of the event
 * loop has ended: the library reads it before it first waits for anything outside. One caller at a time.
 */
export async function lendToken<T>(
  environment: Environment,
  token: string,
  call: () => Promise<T>
): Promise<T> {
  const lent = turn.then(() => lend(environment, token, call));
  turn = lent.catch(() => undefined);
  // In an object, for a promise within a promise would be awaited.
  const {result} = await lent;
  return result;
}

async function lend<T>(
  environment: Environment,
  token: string,
  call: () => Promise<T>
): Promise<{readonly result: Promise<T>}> {
  const before = [TOKEN, REQUEST_URL].map(name => [name, environment[name]] as const);
  environment[TOKEN] = token;
  // Of process.env, assigning undefined would make the text "undefined".
  Reflect.deleteProperty(environment, REQUEST_URL);
  try {
    const result = call();
    result.catch(() => undefined);
    await setImmediate();
    return {result};
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(environment, name);
      else environment[name] = value;
    }
  }
}
