/** After verification: the SBOMs that hold are handed over. */
import {resolve} from 'node:path';
import type {Target} from '../extraction/target.ts';
import type {Custody} from '../oci/custody.ts';
import type {VerifiedSbom} from '../verification/verify.ts';
import type {Folders} from './folders.ts';
import type {Run} from './run.ts';

/** Where they go. */
export interface SbomDestination {
  readonly folders: Pick<Folders, 'root' | 'sbom'>;
  /** The user's. */
  readonly wanted: Target | undefined;
  readonly custody: Custody;
}

/**
 * They are in the folder that the findings name, the run's own where the user's cannot be written to, which is a warning.
 * Without any, there is no folder.
 */
export async function handOverSboms(
  {findings, log}: Pick<Run, 'findings' | 'log'>,
  sboms: readonly VerifiedSbom[],
  {folders, wanted, custody}: SbomDestination
): Promise<void> {
  if (sboms.length === 0) return;
  const [{writeSboms}, {ExtractionError}] = await Promise.all([
    import('./sbom-files.ts'),
    import('../extraction/extraction-error.ts')
  ]);
  const write = async (target: Target): Promise<void> => {
    for (const {path, bytes} of await writeSboms(target, sboms)) custody.record(path, bytes, 'built');
  };
  if (wanted !== undefined) {
    try {
      await write(wanted);
      findings.sbomPath = resolve(wanted.root, wanted.target);
    } catch (error) {
      if (!(error instanceof ExtractionError)) throw error;
      findings.warnings.push(`sbom-path: ${error.message}. The SBOMs are in ${folders.sbom} instead.`);
    }
  }
  if (findings.sbomPath === undefined) {
    await write({root: folders.root, target: folders.sbom});
    findings.sbomPath = folders.sbom;
  }
  log.info(`${sboms.length} ${sboms.length === 1 ? 'SBOM' : 'SBOMs'} in ${findings.sbomPath}`);
}
