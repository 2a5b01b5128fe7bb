/** Many attestations as lines of one file, and back. */
import {Attestation} from './attestation.ts';
import {writeFile} from './attestation-file.ts';
import {formatJsonLines, readAttestationLines} from './bundle.ts';
import type {LinesLimits} from './bundle.ts';
import {SignedAttestation} from './signed-attestation.ts';
import type {Subject} from './subject.ts';

/** All of them are in this file, a line each: bundles of those that are signed, statements of the others. */
export async function exportLines(
  path: string,
  attestations: readonly (Attestation | SignedAttestation)[]
): Promise<void> {
  const files = attestations.map(one => (one instanceof SignedAttestation ? one.asFile() : one.asFile()));
  await writeFile(path, formatJsonLines(files.map(({bytes}) => bytes)));
}

/** One for each line that is a bundle or a statement. Throws `LinesError`, and `AttestationError` for a bad one. */
export function parseLines(
  bytes: Uint8Array,
  limits?: LinesLimits
): readonly (Attestation<readonly Subject[]> | SignedAttestation)[] {
  return readAttestationLines(bytes, limits).flatMap(line => {
    if (line.kind === 'unknown') return [];
    return [line.kind === 'bundle' ? SignedAttestation.parse(line.bytes) : Attestation.parse(line.bytes)];
  });
}
