/** What is built: the run's own commit, a folder, or something remote. Reads no file system. */
import type {BuildOptions} from './options.ts';
import type {RunContext} from './run-context.ts';

/** `git`: the run's own commit; `path`: a folder, as a rule the checkout; `remote`: anything else. */
export interface Context {
  readonly kind: 'git' | 'path' | 'remote';
  readonly value: string;
}

export interface ContextPlan {
  readonly context: Context;
  readonly buildContexts: readonly string[];
}

/** Both with `{{defaultContext}}` replaced by the pinned git URL; an empty context is that URL. */
export function resolveContext(options: BuildOptions, {defaultContext}: RunContext): ContextPlan {
  const fill = (text: string) => text.replaceAll(/\{\{\s*defaultContext\s*\}\}/g, () => defaultContext);
  const value = fill(options.context ?? '') || defaultContext;
  return {
    context: {kind: kindOf(value, defaultContext), value: guardDash(value)},
    buildContexts: options.buildContexts.map(fill)
  };
}

const REMOTE = /^(?:[a-z][a-z0-9+.-]*:\/\/|github\.com\/|[\w.-]+@[\w.-]+:)/i;

function kindOf(value: string, defaultContext: string): Context['kind'] {
  if (value === defaultContext || value.startsWith(`${defaultContext}:`)) return 'git';
  return value === '-' || REMOTE.test(value) ? 'remote' : 'path';
}

// The context has no flag before it, so that a folder named `--push` would be one.
function guardDash(value: string): string {
  return value.startsWith('-') && value !== '-' ? `./${value}` : value;
}
