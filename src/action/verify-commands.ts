/** The commands by which anybody checks what was signed, with `gh` and with cosign. Pure; runs nothing. */
import type {Report} from '../report.ts';
import type {Signer, Signing} from '../sigstore/signing.ts';
import {formatCommand, isRepository, quoteShell} from './shell.ts';
import {listTargets} from './verify-targets.ts';
import {listLayoutCommands} from './verify-layout.ts';
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

export interface VerifyCommand {
  readonly program: 'gh' | 'cosign';
  /** The image, and the statement about it: `ghcr.io/me/app, index`. */
  readonly title: string;
  /** For a POSIX shell, in lines to be pasted together. */
  readonly lines: readonly string[];
}

export interface VerifyCommands {
  /** What the others need first: files with the authorities to trust. */
  readonly preparations: readonly string[];
  /** Those about the index of the first image come first. */
  readonly commands: readonly VerifyCommand[];
  /** So many more there would have been. */
  readonly omitted: number;
}

const COMMANDS_LIMIT = 40;
const GITHUB_ROOT_FILE = 'github-trusted-root.json';

type PushedTarget = VerifyTarget & {readonly pinned: string};

export interface VerifyContext {
  readonly signing: Signing;
  readonly signer: Signer;
  /** `owner/name`, where gh can be asked. */
  readonly repository: string | undefined;
  /** Of a GHE.com server. */
  readonly hostname: string | undefined;
}

/** The commands for each statement that is signed and stored, for each image, digest by digest. */
export function listVerifyCommands(
  report: Pick<Report, 'imageRefs' | 'run' | 'signing' | 'verifications'>
): VerifyCommands {
  const {signing, run} = report;
  const signer = signing?.signer;
  if (signing === undefined || signer === undefined) return {preparations: [], commands: [], omitted: 0};
  const url = run === undefined ? null : URL.parse(run.serverUrl);
  const hostname = url === null || url.hostname === 'github.com' ? undefined : url.hostname;
  const repository = run !== undefined && isRepository(run.repository) ? run.repository : undefined;
  const context: VerifyContext = {signing, signer, repository, hostname};
  const all = dropRepeated(listTargets(report).flatMap(target => listForTarget(target, context)));
  const commands = all.slice(0, COMMANDS_LIMIT);
  return {
    preparations: listPreparations(context, commands),
    commands,
    omitted: all.length - commands.length
  };
}

function dropRepeated(commands: readonly VerifyCommand[]): VerifyCommand[] {
  return [...Map.groupBy(commands, ({lines}) => lines.join('\n')).values()].flatMap(([first]) => first ?? []);
}

function listForTarget(target: VerifyTarget, context: VerifyContext): VerifyCommand[] {
  const {name, digest, statement, image} = target;
  const about = digest === statement.subjects[0] ? statement.title : `${statement.title}, ${digest}`;
  const title = `${name}, ${about}`;
  if (image === undefined) return listElsewhere(target, {title, ...context});
  if ('layout' in image) return listLayoutCommands(target, image.layout, {title, ...context});
  const gh = askGh({...target, ...image}, context);
  const cosign = askCosign({...target, ...image}, context);
  return [
    ...(gh === undefined ? [] : [{program: 'gh' as const, title, lines: formatCommand(gh)}]),
    ...(cosign === undefined ? [] : [{program: 'cosign' as const, title, lines: formatCommand(cosign)}])
  ];
}

/** Of what is in no image, the digest is all that is known: gh wants the file itself. */
function listElsewhere(
  {digest, statement}: VerifyTarget,
  {title, signer, signing}: VerifyContext & {readonly title: string}
): VerifyCommand[] {
  const {bundlePath, predicateType} = statement;
  if (bundlePath === undefined) return [];
  const trust = listTrust({...signing, trustedRoot: findRootFile(signing)});
  const rest = [...nameType(predicateType), ...listSigner(signer, trust)];
  return [{program: 'cosign', title, lines: formatCommand(askCosignOfFile(bundlePath, digest, rest))}];
}

/** https://cli.github.com/manual/gh_attestation_verify: by default it asks the API, for SLSA provenance v1. */
function askGh(
  {pinned, statement, found}: PushedTarget,
  {repository, hostname, signer, signing}: VerifyContext
): string[] | undefined {
  const {predicateType, part} = statement;
  const from = findSource(statement, found);
  const forCosign = part === 'attestation manifest' && found.inRegistry;
  if (repository === undefined || from === undefined || forCosign) return undefined;
  return [
    ...['gh', 'attestation', 'verify', `oci://${pinned}`, '--repo', repository],
    ...(hostname === undefined ? [] : ['--hostname', hostname]),
    ...nameGhSigner(signer, predicateType),
    ...from,
    ...(signing.trustedRoot === undefined ? [] : ['--custom-trusted-root', LINES_ROOT_FILE])
  ];
}

/** Where gh is told to look, which is the API by itself; undefined where there is no bundle to be had. */
function findSource(
  {bundlePath}: VerifyTarget['statement'],
  {inApi, inRegistry}: VerifyTarget['found']
): string[] | undefined {
  if (inApi) return [];
  if (inRegistry) return ['--bundle-from-oci'];
  return bundlePath === undefined ? undefined : ['--bundle', bundlePath];
}

/** Of what is stored in no registry, a file is checked, and of what the API alone has, nothing: cosign knows no API. */
function askCosign(
  {pinned, digest, statement, found}: PushedTarget,
  {signer, signing}: VerifyContext
): string[] | undefined {
  const {predicateType, bundlePath, part} = statement;
  const common = listSigner(signer, listTrust(signing));
  const type = nameType(predicateType);
  if (found.inRegistry && part === 'attestation manifest') return ['cosign', 'verify', pinned, ...common];
  if (found.inRegistry) return ['cosign', 'verify-attestation', pinned, ...type, ...common];
  if (found.inApi || bundlePath === undefined) return undefined;
  return askCosignOfFile(bundlePath, digest, [...type, ...common]);
}

/** GitHub's instance has a timestamp authority and neither log, and cosign has no trusted root of it. */
function listTrust({
  instance,
  trustedRoot
}: {
  readonly instance?: Signing['instance'];
  readonly trustedRoot?: string | undefined;
}): string[] {
  const file = trustedRoot ?? (instance === 'github' ? GITHUB_ROOT_FILE : undefined);
  const root = file === undefined ? [] : ['--trusted-root', file];
  return [...root, ...listUnlogged(instance)];
}

function listPreparations({signing, hostname}: VerifyContext, commands: readonly VerifyCommand[]): string[] {
  const {instance} = signing;
  const trustedRoot = findRootFile(signing);
  const asks = (program: VerifyCommand['program']) => commands.some(command => command.program === program);
  // gh reads one trusted root from each line that a line feed ends.
  if (trustedRoot !== undefined)
    return asks('gh') ? [`jq -c . ${quoteShell(trustedRoot)} > ${LINES_ROOT_FILE}`] : [];
  if (instance !== 'github' || !asks('cosign')) return [];
  // The server's own root is the last line: the public-good instance's comes before it.
  const host = hostname === undefined ? '' : ` --hostname ${quoteShell(hostname)}`;
  return [`gh attestation trusted-root${host} | tail -n 1 > ${GITHUB_ROOT_FILE}`];
}
