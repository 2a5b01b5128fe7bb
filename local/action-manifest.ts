/** Reads an `action.yml`, and fills in inputs as the runner does. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {parse} from 'yaml';

export interface ActionManifest {
  /** Defaults by name; undefined where there is none. */
  readonly inputs: ReadonlyMap<string, string | undefined>;
  readonly outputs: readonly string[];
  readonly main: string;
  readonly post: string | undefined;
  /** `always()` where the file does not say. */
  readonly postIf: string;
}

interface RawManifest {
  readonly inputs?: Readonly<Record<string, {readonly default?: string | number | boolean | null} | null>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly runs: {
    readonly using: string;
    readonly main: string;
    readonly post?: string;
    readonly 'post-if'?: string;
  };
}

/** The manifest in an action's folder. */
export function readActionManifest(folder: string): ActionManifest {
  // YAML 1.1's yes and no are strings to the runner, as here.
  const {
    inputs = {},
    outputs = {},
    runs
  } = parse(readFileSync(join(folder, 'action.yml'), 'utf8')) as RawManifest;
  if (!runs.using.startsWith('node'))
    throw new TypeError(`${folder} is no JavaScript action: it uses ${runs.using}`);
  const defaults = Object.entries(inputs).map(([name, input]) => {
    const value = input?.default ?? undefined;
    return [name, value === undefined ? undefined : String(value)] as const;
  });
  return {
    inputs: new Map(defaults),
    outputs: Object.keys(outputs),
    main: runs.main,
    post: runs.post,
    postIf: runs['post-if'] ?? 'always()'
  };
}

/** A default such as `${{ github.token }}`, with what the context holds; anything else in an expression is refused. */
function evaluate(text: string, context: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
    const value = context[expression];
    if (value === undefined) throw new TypeError(`no value for the expression \${{ ${expression} }}`);
    return value;
  });
}

/** `INPUT_*` for every declared input, and for the others that were given; names as the runner makes them. */
export function formatInputs(
  manifest: ActionManifest,
  given: Readonly<Record<string, string>>,
  context: Readonly<Record<string, string>>
): Record<string, string> {
  const lower = new Map(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
  const names = new Set([...[...manifest.inputs.keys()].map(name => name.toLowerCase()), ...lower.keys()]);
  const defaults = new Map([...manifest.inputs].map(([name, value]) => [name.toLowerCase(), value]));
  const pairs = [...names].map(name => {
    const value = lower.get(name) ?? evaluate(defaults.get(name) ?? '', context);
    return [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value] as const;
  });
  return Object.fromEntries(pairs);
}

/** What the runner warns about: inputs that the action does not declare. */
export function listUnexpectedInputs(
  manifest: ActionManifest,
  given: Readonly<Record<string, string>>
): readonly string[] {
  const declared = new Set([...manifest.inputs.keys()].map(name => name.toLowerCase()));
  return Object.keys(given).filter(name => !declared.has(name.toLowerCase()));
}

/** Whether the runner starts `post`, given how `main` ended. */
export function wantsPost({post, postIf}: ActionManifest, failed: boolean, cancelled: boolean): boolean {
  const values: Readonly<Record<string, boolean>> = {
    'always()': true,
    'success()': !failed && !cancelled,
    'failure()': failed && !cancelled,
    'cancelled()': cancelled,
    '!cancelled()': !cancelled
  };
  const wanted = values[postIf];
  if (wanted === undefined) throw new TypeError(`this runner does not know post-if: ${postIf}`);
  return post !== undefined && wanted;
}
