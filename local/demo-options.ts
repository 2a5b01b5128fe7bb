/** What script/demo was asked for. */
import {parseArgs} from 'node:util';
import {eventNames} from './event.ts';
import type {EventName} from './event.ts';

export interface DemoOptions {
  /** The folder to build; the sample where absent. */
  readonly context: string | undefined;
  readonly event: EventName;
  /** The image goes into a tar, with all that it takes to verify it without a network. */
  readonly oci: boolean;
  /** Ask cosign about what was signed. */
  readonly verify: boolean;
  readonly task: 'run' | 'run and keep' | 'stop' | 'help';
}

/** The arguments cannot be understood; the message says which are. */
export class DemoOptionsError extends Error {
  override readonly name = 'DemoOptionsError';
}

export const usage = `Usage: script/demo [CONTEXT] [--event NAME] [--oci] [--verify] [--keep]
       script/demo --stop

Runs the action as GitHub's runner would: builds CONTEXT (a folder with a Dockerfile; a sample where absent) for
linux/amd64 and linux/arm64 with a real BuildKit, pushes it to a real registry on this machine, and signs it with a
Sigstore that plays the real one on this machine.

  --event NAME  the event that the run is for: ${eventNames.join(', ')}
  --oci         push nothing: end with a tar of image, provenance, bundles and trusted root, and verify it offline
  --verify      afterwards, run the commands for cosign that the step summary prints, with a cosign that is fetched once
  --keep        leave the engine and the registry running (Sigstore ends with the step)
  --stop        stop what --keep left running`;

function isEventName(name: string): name is EventName {
  return eventNames.some(one => one === name);
}

function readArguments(argv: readonly string[]): {
  values: {event: string; oci: boolean; verify: boolean; keep: boolean; stop: boolean; help: boolean};
  positionals: string[];
} {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        event: {type: 'string', default: 'push'},
        oci: {type: 'boolean', default: false},
        verify: {type: 'boolean', default: false},
        keep: {type: 'boolean', default: false},
        stop: {type: 'boolean', default: false},
        help: {type: 'boolean', short: 'h', default: false}
      }
    });
  } catch (error) {
    throw new DemoOptionsError(error instanceof Error ? error.message : String(error));
  }
}

/** Throws `DemoOptionsError`. */
export function parseDemoOptions(argv: readonly string[]): DemoOptions {
  const {values, positionals} = readArguments(argv);
  const {event, oci, verify, keep, stop, help} = values;
  if (positionals.length > 1)
    throw new DemoOptionsError(`one context at a time, not ${positionals.join(' ')}`);
  if (!isEventName(event)) throw new DemoOptionsError(`--event ${event} is none of ${eventNames.join(', ')}`);
  const task = help ? 'help' : stop ? 'stop' : keep ? 'run and keep' : 'run';
  return {context: positionals[0], event, oci, verify, task};
}
