/** cosign and sigstore-go, as Debian builds them, asked whether a bundle is good. They know nothing of us. */
import {existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before} from 'node:test';
import {CommandError, runCommand} from '../../local/command.ts';
import {findTool, prepareToolbox} from '../../local/packages.ts';
import {logIn} from '../../local/registry.ts';
import type {Registry} from '../../local/registry.ts';
import {verifierKit} from '../../local/versions.ts';

export interface Expected {
  /** Paths. */
  readonly bundle: string;
  readonly trustedRoot: string;
  /** Of the subject: 64 hexadecimal digits. */
  readonly sha256: string;
  readonly predicateType: string;
  readonly identity: string;
  readonly issuer: string;
  readonly instance: 'public-good' | 'github';
}

export interface ForeignVerifiers {
  /** Runs `cosign`, `crane`, `oras` or `sigstore-go-verification`; resolves to its stdout. Throws `CommandError`. */
  readonly run: (name: string, ...args: readonly string[]) => Promise<string>;
  /** Path of a program. */
  readonly find: (name: string) => string;
  readonly home: string;
  /** They find the registry's credentials from now on. */
  readonly logIn: (registry: Registry) => void;
  /** Which of the two accept the bundle: `cosign`, `sigstore-go`. */
  readonly accept: (expected: Expected) => Promise<readonly string[]>;
}

/** GitHub's own instance has timestamps, and no logs. */
const cosignOptions = {
  'public-good': [],
  github: ['--use-signed-timestamps', '--insecure-ignore-tlog', '--insecure-ignore-sct']
};
const sigstoreGoOptions = {'public-good': [], github: ['-requireTlog=false', '-requireCTlog=false']};

function askCosign({run}: Pick<ForeignVerifiers, 'run'>, expected: Expected): Promise<string> {
  const {bundle, trustedRoot, sha256, predicateType, identity, issuer, instance} = expected;
  const signer = ['--certificate-identity', identity, '--certificate-oidc-issuer', issuer];
  const subject = ['--digest', sha256, '--digestAlg', 'sha256', '--type', predicateType];
  const trust = ['--trusted-root', trustedRoot, ...cosignOptions[instance]];
  return run('cosign', 'verify-blob-attestation', '--bundle', bundle, ...trust, ...signer, ...subject);
}

function askSigstoreGo({run}: Pick<ForeignVerifiers, 'run'>, expected: Expected): Promise<string> {
  const {bundle, trustedRoot, sha256, identity, issuer, instance} = expected;
  const signer = ['-expectedSAN', identity, '-expectedIssuer', issuer];
  const trust = ['-trustedrootJSONpath', trustedRoot, ...sigstoreGoOptions[instance]];
  return run('sigstore-go-verification', '-artifact-digest', sha256, ...signer, ...trust, bundle);
}

async function isAccepted(answer: Promise<string>): Promise<boolean> {
  try {
    await answer;
    return true;
  } catch (error) {
    if (error instanceof CommandError) return false;
    throw error;
  }
}

/** The verifiers, fetched before the first test. They get no environment but an empty home. */
export function useForeignVerifiers(): ForeignVerifiers {
  const home = mkdtempSync(join(tmpdir(), 'verifiers-'));
  const programs = new Map<string, string>();
  before(async () => {
    const toolbox = await prepareToolbox(() => undefined, verifierKit);
    for (const name of ['cosign', 'crane', 'oras', 'sigstore-go-verification'])
      programs.set(name, findTool(toolbox, name) ?? name);
  });
  after(() => rmSync(home, {recursive: true}));

  const find = (name: string): string => programs.get(name) ?? name;
  const signIn = (registry: Registry): void => {
    const folder = join(home, '.docker');
    mkdirSync(folder, {recursive: true});
    const config = join(folder, 'config.json');
    if (!existsSync(config)) writeFileSync(config, '{}');
    logIn(registry, folder);
  };
  const run = (name: string, ...args: readonly string[]): Promise<string> =>
    runCommand([find(name), ...args], {env: {HOME: home}, timeoutMs: 60_000});
  const accept = async (expected: Expected): Promise<readonly string[]> => {
    const asked = {cosign: askCosign({run}, expected), 'sigstore-go': askSigstoreGo({run}, expected)};
    const answers = await Promise.all(
      Object.entries(asked).map(async ([name, answer]) => ((await isAccepted(answer)) ? name : undefined))
    );
    return answers.filter(name => name !== undefined);
  };
  return {run, find, home, logIn: signIn, accept};
}
