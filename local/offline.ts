/** Runs programs without a network, as far as this machine lets us take it away. */
import {tryCommand} from './command.ts';
import type {Command} from './command.ts';

export interface Offline {
  /** The command, as it is to be run. */
  readonly wrap: (command: Command) => Command;
  readonly env: Readonly<Record<string, string>>;
  /** In words. */
  readonly how: string;
}

const NAMESPACES: readonly Command[] = [
  ['unshare', '--net'],
  ['unshare', '--map-root-user', '--net']
];
const NOWHERE = 'http://127.0.0.1:9';
const env = {HTTP_PROXY: NOWHERE, HTTPS_PROXY: NOWHERE, NO_PROXY: ''};

/** A network namespace of its own, which has no way out; where none may be made, proxies that nobody serves. */
export async function findOffline(): Promise<Offline> {
  for (const namespace of NAMESPACES) {
    const wrap = (command: Command): Command => [...namespace, ...command];
    if ((await tryCommand(wrap(['true']))) !== undefined)
      return {wrap, env, how: 'in a network namespace without any network'};
  }
  return {wrap: command => command, env, how: 'with proxies that lead nowhere'};
}
