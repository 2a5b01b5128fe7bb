/** What is left in files of what was signed: all bundles as JSON lines, and the trusted root that they hold by. */
import {resolve} from 'node:path';
import {formatJsonLines} from '../attestation/bundle.ts';
import {writeWholeFile} from '../oci/whole-file.ts';
import type {Signing} from '../sigstore/signing.ts';
import {writeBundleLines} from './bundle-files.ts';
import type {Task} from './sign-images.ts';

export interface KeptFiles {
  readonly kept: Pick<Signing, 'bundlePath' | 'trustedRootPath'>;
  readonly warnings: readonly string[];
}

/** Nothing is written where nothing was signed. What cannot be written is a warning: each bundle has its own file. */
export async function keepFiles(bundles: readonly Uint8Array[], task: Task): Promise<KeptFiles> {
  if (bundles.length === 0) return {kept: {}, warnings: []};
  const [lines, root] = await Promise.all([keepLines(bundles, task), keepRoot(task)]);
  return {kept: {...lines.kept, ...root.kept}, warnings: [...lines.warnings, ...root.warnings]};
}

async function keepLines(
  bundles: readonly Uint8Array[],
  {options: {situation, folders}, custody}: Task
): Promise<KeptFiles> {
  const {inputs, runner} = situation;
  const {bundlePath} = inputs.signing;
  const wanted = bundlePath === undefined ? [] : [resolve(runner.workspace, bundlePath)];
  const warnings: string[] = [];
  for (const path of [...wanted, folders.bundleLines]) {
    try {
      await writeBundleLines(path, bundles);
      custody.record(path, Buffer.from(formatJsonLines(bundles)), 'signed');
      if (warnings.length > 0) warnings.push(`The bundles are in ${path} instead.`);
      return {kept: {bundlePath: path}, warnings: joinWarnings(warnings)};
    } catch (error) {
      warnings.push(`The bundles could not be written to ${path}: ${describeWriting(error)}.`);
    }
  }
  return {kept: {}, warnings: joinWarnings(warnings)};
}

async function keepRoot({options: {folders}, authority, custody}: Task): Promise<KeptFiles> {
  const {trustedRoot: path} = folders;
  const {bytes} = authority.trust;
  try {
    await writeWholeFile(path, bytes, {mode: 0o600});
    custody.record(path, bytes, 'signed');
    return {kept: {trustedRootPath: path}, warnings: []};
  } catch (error) {
    const warning = `The trusted root could not be written to ${path}: ${describeWriting(error)}.`;
    return {kept: {}, warnings: [warning]};
  }
}

function joinWarnings(warnings: readonly string[]): string[] {
  return warnings.length === 0 ? [] : [warnings.join(' ')];
}

export function describeWriting(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
