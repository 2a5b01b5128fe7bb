/** Which part of src may import which, and who owns the outside world. The one table; eslint.config.ts enforces it. */
import {posix, relative, sep} from 'node:path';
import type {Rule} from 'eslint';

type Literal = Extract<Rule.Node, {type: 'Literal'}>;
type Identifier = Extract<Rule.Node, {type: 'Identifier'}>;

/** What every part may import. */
const shared = ['resolved'];

const engines = ['oci', 'attestation', 'extraction', 'build', 'verification', 'sigstore'];
const judgement = [
  'diagnostics',
  'findings',
  'escalation',
  'report',
  'preflight',
  'diagnosis',
  'dependencies'
];

/** Part of src (a folder, or a file without `.ts`) -> the other parts that it may import. Lowest floor first. */
export const floors: Readonly<Record<string, readonly string[]>> = {
  resolved: [],
  oci: [],

  attestation: ['oci'],
  extraction: ['oci'],

  build: ['oci'],
  verification: ['attestation', 'oci'],
  sigstore: ['attestation', 'oci'],

  dependencies: ['sigstore', 'verification', 'attestation', 'oci'],

  diagnostics: [],
  findings: ['diagnostics', 'preflight', 'dependencies', ...engines],
  escalation: ['findings', 'diagnostics', 'preflight', ...engines],
  report: ['findings', 'escalation', 'diagnostics', 'preflight', ...engines],
  preflight: ['diagnostics', ...engines],
  diagnosis: ['diagnostics', 'dependencies', ...engines],

  action: [...engines, ...judgement],
  library: [...engines, ...judgement],

  main: [...engines, ...judgement, 'action'],
  index: ['main', 'action'],
  post: ['action']
};

/** Part -> the files that may use it; a folder ends in `/`. A package covers its subpaths; `*` ends a prefix. */
export const owners: Readonly<Record<string, readonly string[]>> = {
  '@actions/*': ['src/action/', 'src/sigstore/libraries.ts'],
  'node:child_process': ['src/build/process.ts'],
  tar: ['src/oci/tar.ts'],
  undici: ['src/oci/'],
  'node:http': ['src/oci/'],
  'node:https': ['src/oci/'],
  'node:process': []
};

/** Where environment, standard streams and exit code are known; all others are given what they need. */
export const edge: readonly string[] = ['src/action/', 'src/main.ts', 'src/index.ts', 'src/post.ts'];

/** Facts of the machine rather than of the run, which anybody may ask `process` for. */
const machine = new Set(['arch', 'getuid', 'kill', 'pid', 'platform', 'version', 'versions']);

const importSources = [
  'ImportDeclaration > Literal.source',
  'ExportNamedDeclaration > Literal.source',
  'ExportAllDeclaration > Literal.source',
  'ImportExpression > Literal.source',
  'TSImportType Literal'
].join(', ');

/** The part of src that a file belongs to: its folder under src, or its own name. */
function partOf(file: string): string {
  return (file.split('/')[1] ?? '').replace(/\.ts$/, '');
}

function isWithin(file: string, places: readonly string[]): boolean {
  return places.some(place => (place.endsWith('/') ? file.startsWith(place) : file === place));
}

function isPackage(source: string, pattern: string): boolean {
  if (pattern.endsWith('*')) return source.startsWith(pattern.slice(0, -1));
  return source === pattern || source.startsWith(`${pattern}/`);
}

function refuseRelative(file: string, source: string): string | undefined {
  const target = posix.join(posix.dirname(file), source);
  if (!target.startsWith('src/')) return `"${source}" leaves src: the product stands on nothing beside it.`;

  const from = partOf(file);
  const to = partOf(target);
  const allowed = floors[from];
  if (allowed === undefined) return `src/${from} has no floor yet: add it to script/floors.ts.`;
  if (from === to || shared.includes(to) || allowed.includes(to)) return undefined;
  return `src/${from} may not import src/${to}; it may import ${[...shared, ...allowed].join(', ')} (script/floors.ts).`;
}

function refusePackage(file: string, source: string): string | undefined {
  for (const [pattern, places] of Object.entries(owners)) {
    if (!isPackage(source, pattern) || isWithin(file, places)) continue;
    return `"${source}" belongs to ${places.join(', ') || 'nobody'} (script/floors.ts).`;
  }
  return undefined;
}

/** Why this file may not import that; undefined when it may. Files are paths from the root, with `/`. */
export function refuseImport(file: string, source: string): string | undefined {
  return source.startsWith('.') ? refuseRelative(file, source) : refusePackage(file, source);
}

/** The ESLint rule made of the tables above: imports of every kind, and the global `process`. */
export const floorRule: Rule.RuleModule = {
  meta: {type: 'problem', schema: []},
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join('/');
    if (!file.startsWith('src/')) return {};

    return {
      [importSources](node: Literal) {
        const message = refuseImport(file, String(node.value));
        if (message !== undefined) context.report({node, message});
      },
      'ImportExpression > :not(Literal).source'(node: Rule.Node) {
        context.report({node, message: 'An import that is computed can be neither checked nor bundled.'});
      },
      'Program:exit'() {
        const globals = context.sourceCode.scopeManager.globalScope?.through ?? [];
        for (const {identifier} of globals) {
          const node = identifier as Identifier;
          if (node.name !== 'process' || isWithin(file, edge) || isMachineFact(node)) continue;
          context.report({
            node,
            message: `Only ${edge.join(', ')} know the process: take it as a parameter.`
          });
        }
      }
    };
  }
};

/** Whether the process is asked for a fact of the machine alone, or its type is meant. */
function isMachineFact({parent}: Identifier): boolean {
  if (parent.type.startsWith('TS')) return true;
  if (parent.type !== 'MemberExpression' || parent.computed) return false;
  return parent.property.type === 'Identifier' && machine.has(parent.property.name);
}
