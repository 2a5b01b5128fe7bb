/** What follows the build and need not wait for it: begun while buildx runs, ended with the step. */
import type {Context} from '../build/context.ts';
import type {Destination} from '../build/destination.ts';
import type {Wait} from '../oci/patience.ts';
import {explainMissingRevision} from './checkout.ts';
import type {Folders} from './folders.ts';
import type {Log} from './log.ts';
import {tellWait} from './narration.ts';
import {prepareSigner} from './signer.ts';
import type {Signer} from './signer.ts';
import type {Situation} from './situation.ts';
import {prepareStores} from './stores.ts';
import type {Stores} from './stores.ts';

export interface Access {
  readonly stores: Stores;
  /** Undefined where nothing is to be signed. */
  readonly signer: Signer | undefined;
  /** Why the provenance may name no commit; undefined where it should. */
  readonly revisionAbsent: Promise<string | undefined>;
  /** Ends every connection, so that the process can end. */
  close(): Promise<void>;
}

export interface AccessOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly situation: Situation;
  readonly folders: Folders;
  readonly destination: Destination;
  /** Undefined where nothing is built. */
  readonly context: Context | undefined;
  readonly signs: boolean;
}

/** Everything is under way. What goes wrong shows when it is used. */
export function prepareAccess(options: AccessOptions): Access {
  const {env, log, signal, situation, folders, destination, context, signs} = options;
  const {insecureRegistries, timeoutMs} = situation.inputs.verification;
  const onWait = (wait: Wait): void => {
    tellWait(log, wait);
  };
  const mask = (secret: string): void => {
    log.mask(secret);
  };
  const push = signs && situation.inputs.signing.pushToRegistry;
  const stores = prepareStores(destination, {env, signal, insecureRegistries, timeoutMs, onWait, push});
  const signer = signs ? prepareSigner({env, situation, folders, signal, mask, onWait}) : undefined;
  return {
    stores,
    signer,
    revisionAbsent: context === undefined ? Promise.resolve(undefined) : explainMissingRevision(context, env),
    close: async () => {
      await Promise.all([stores.close(), signer?.close()]);
    }
  };
}
