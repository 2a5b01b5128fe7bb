/** Runs the commands that a summary shows, as whoever pastes them into a shell. */
import {chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {runCommand} from '../../local/command.ts';
import type {Offline} from '../../local/offline.ts';
import type {ForeignVerifiers} from './foreign-verifiers.ts';

export interface Printed {
  /** Each call of gh and cosign: program and arguments, as they came through the shell. */
  readonly calls: readonly (readonly string[])[];
  /** What the commands wrote where they ran, by name. */
  readonly written: Readonly<Record<string, string>>;
}

/** The blocks of a summary that check signatures, in their order. */
export function readPrinted(summary: string): string {
  const blocks = [...summary.matchAll(/^```console\n(.*?)^```$/gms)].map(([, block = '']) => block);
  return blocks.filter(block => /^(?:gh|cosign) /m.test(block)).join('');
}

/**
 * Pastes a summary's commands into a shell that stops at the first failure: cosign is the real one, gh says yes to
 * everything, and jq writes a document as one line. `files` are put where they were while the step ran. What is
 * `offline` has no network.
 */
export async function pastePrinted(
  summary: string,
  verifiers: Pick<ForeignVerifiers, 'home' | 'find'>,
  files: Readonly<Record<string, Buffer>> = {},
  offline?: Offline
): Promise<Printed> {
  const folder = mkdtempSync(join(tmpdir(), 'printed-'));
  const record = join(folder, 'calls');
  const programs = join(folder, 'programs');
  const [bin, cwd] = [join(programs, 'bin'), join(folder, 'work')];
  for (const path of [bin, cwd]) mkdirSync(path, {recursive: true});
  const write = (name: string, body: string): void => {
    const note = `printf '%s\\n' ${name} "$@" '' >> '${record}'`;
    writeFileSync(join(bin, name), `#!/bin/sh\n${note}\n${body}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  write('cosign', `exec '${verifiers.find('cosign')}' "$@"`);
  write('gh', 'exit 0');
  write(
    'jq',
    `exec '${process.execPath}' -p 'JSON.stringify(JSON.parse(fs.readFileSync(process.argv[1])))' "$3"`
  );
  const restored = Object.entries(files).filter(([path]) => !existsSync(path));
  try {
    for (const [path, bytes] of restored) {
      mkdirSync(dirname(path), {recursive: true});
      writeFileSync(path, bytes);
    }
    const env = {HOME: verifiers.home, PATH: `${bin}:/usr/bin:/bin`, ...offline?.env};
    const shell = ['sh', '-eu', '-c', readPrinted(summary)] as const;
    const command = offline === undefined ? shell : offline.wrap(shell);
    await runCommand(command, {env, cwd, timeoutMs: 60_000});
    const root = join(cwd, 'trusted_root.jsonl');
    return {
      calls: existsSync(record) ? parseCalls(readFileSync(record, 'utf8')) : [],
      written: existsSync(root) ? {'trusted_root.jsonl': readFileSync(root, 'utf8')} : {}
    };
  } finally {
    for (const [path] of restored) rmSync(path, {force: true});
    rmSync(folder, {recursive: true});
  }
}

function parseCalls(text: string): string[][] {
  return text
    .split('\n\n')
    .filter(Boolean)
    .map(call => call.split('\n'));
}

/** With a value. https://cli.github.com/manual/gh_attestation_verify */
const GH_VALUES = [
  '--bundle',
  '--cert-identity',
  '--cert-identity-regex',
  '--cert-oidc-issuer',
  '--custom-trusted-root',
  '--digest-alg',
  '--format',
  '--hostname',
  '--jq',
  '--limit',
  '--owner',
  '--predicate-type',
  '--repo',
  '--signer-digest',
  '--signer-repo',
  '--signer-workflow',
  '--source-digest',
  '--source-ref',
  '--template'
];
const GH_FLAGS = ['--bundle-from-oci', '--deny-self-hosted-runners', '--no-public-good'];

/** What gh would be asked: the image, and its options, flags with an empty value. Throws for what gh does not know. */
export function parseGh(call: readonly string[]): {
  readonly image: string;
  readonly options: Readonly<Record<string, string>>;
} {
  const [program, group, verb, artifact = '', ...rest] = call;
  if (`${program ?? ''} ${group ?? ''} ${verb ?? ''}` !== 'gh attestation verify')
    throw new Error(call.join(' '));
  if (!artifact.startsWith('oci://')) throw new Error(`${artifact} is no image to gh`);
  const options: Record<string, string> = {};
  for (let at = 0; at < rest.length; at++) {
    const name = rest[at] ?? '';
    if (options[name] !== undefined) throw new Error(`${name} twice`);
    if (GH_FLAGS.includes(name)) options[name] = '';
    else if (GH_VALUES.includes(name)) options[name] = rest[++at] ?? '';
    else throw new Error(`gh attestation verify has no ${name}`);
  }
  const kinds = ['--cert-identity', '--cert-identity-regex', '--signer-repo', '--signer-workflow'];
  for (const alternatives of [kinds, ['--owner', '--repo'], ['--bundle', '--bundle-from-oci']]) {
    const given = alternatives.filter(name => options[name] !== undefined);
    if (given.length > 1) throw new Error(`gh takes one of ${given.join(', ')}`);
  }
  return {image: artifact.slice('oci://'.length), options};
}
