/** The commands by which anybody checks the signatures of a layout, from files alone. Pure. */
import {join} from 'node:path';
import {splitDigest} from '../oci/descriptor.ts';
import type {SignedLayout} from '../sigstore/signing.ts';
import {formatCommand, quoteShell} from './shell.ts';
import type {VerifyCommand, VerifyContext} from './verify-commands.ts';
import {
  askCosignOfFile,
  findRootFile,
  LINES_ROOT_FILE,
  listSigner,
  listUnlogged,
  nameGhSigner,
  nameType
} from './verify-options.ts';
import type {VerifyTarget} from './verify-targets.ts';

interface Titled extends VerifyContext {
  readonly title: string;
}

/** Nothing where there is no file to go by. */
export function listLayoutCommands(
  target: VerifyTarget,
  layout: SignedLayout,
  {title, ...context}: Titled
): VerifyCommand[] {
  const {bundlePath} = target.statement;
  const root = findRootFile(context.signing);
  if (bundlePath === undefined || root === undefined) return [];
  const gh = askGh(target, layout, bundlePath, context);
  return [
    ...(gh === undefined ? [] : [{program: 'gh' as const, title, lines: gh}]),
    {program: 'cosign', title, lines: formatCommand(askCosign(target, root, bundlePath, context))}
  ];
}

/** A manifest in the layout is a file that hashes to the digest, which is all that gh wants of one. */
function askGh(
  {digest, statement}: VerifyTarget,
  {path, form}: SignedLayout,
  bundlePath: string,
  {repository, hostname, signer}: VerifyContext
): string[] | undefined {
  if (repository === undefined) return undefined;
  const {algorithm, hex} = splitDigest(digest);
  const blob = `blobs/${algorithm}/${hex}`;
  const taken = `${hex}.json`;
  const take = form === 'tar' ? [`tar -xOf ${quoteShell(path)} ${blob} > ${taken}`] : [];
  const command = [
    ...['gh', 'attestation', 'verify', form === 'tar' ? taken : join(path, blob)],
    ...['--repo', repository],
    ...(hostname === undefined ? [] : ['--hostname', hostname]),
    ...nameGhSigner(signer, statement.predicateType),
    ...['--bundle', bundlePath, '--custom-trusted-root', LINES_ROOT_FILE]
  ];
  return [...take, ...formatCommand(command)];
}

function askCosign(
  {digest, statement}: VerifyTarget,
  root: string,
  bundlePath: string,
  {signer, signing}: VerifyContext
): string[] {
  const trust = ['--trusted-root', root, ...listUnlogged(signing.instance)];
  return askCosignOfFile(bundlePath, digest, [
    ...nameType(statement.predicateType),
    ...listSigner(signer, trust)
  ]);
}
