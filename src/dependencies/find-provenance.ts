/** Everything that one image's repository holds of its provenance. Follows nothing that it names. */
import {digestBytes} from '../oci/descriptor.ts';
import type {Digest} from '../oci/descriptor.ts';
import type {ContentStore} from '../oci/store.ts';
import {concludeLooks} from './finding.ts';
import type {Finding, FoundStatement, Look} from './finding.ts';
import {lookAtReferrers} from './look-at-referrers.ts';
import type {SignatureOptions} from './look-at-referrers.ts';
import {lookInIndex} from './look-in-index.ts';
import {saysSame} from './same-predicate.ts';

/**
 * The provenance of the image that this digest names for the platform: in its index, then attached and signed, to the
 * image or to the index. Each predicate once: a bundle stands for the statement that it signs. Throws as a cancelled
 * run does.
 */
export async function findProvenance(
  store: ContentStore,
  digest: Digest,
  platform: string | undefined,
  options: SignatureOptions
): Promise<Finding> {
  const inIndex = await lookInIndex(store, digest, platform);
  if (inIndex.image === undefined) return concludeLooks([inIndex]);
  const subjects = [...new Set([inIndex.image, digest])];
  const attached = await Promise.all(
    subjects.map(subject => lookAtReferrers(store, subject, subjects, options))
  );
  return mergeStatements(concludeLooks([inIndex, ...dropRepeated(attached)]));
}

/** Where somebody must have signed, what nobody signed is no better than what somebody else did. */
export function dropUnsigned({found, looked, statements, ...rest}: Finding): Finding {
  const signed = statements.filter(({signer}) => signer !== undefined);
  if (found.outcome !== 'unsigned') return {found, looked, statements: signed, ...rest};
  const reason = 'nobody signed it, and only certain signers are accepted';
  return {found: {outcome: 'invalid', reason}, looked, statements: []};
}

/** A bundle may be attached to both. */
function dropRepeated(looks: readonly Look[]): readonly Look[] {
  const seen = new Set<string>();
  return looks.map(look => {
    const statements = look.statements.filter(({document}) => {
      const key = digestBytes(document);
      return !seen.has(key) && seen.add(key);
    });
    return {...look, statements};
  });
}

function mergeStatements(finding: Finding): Finding {
  const isSigned = ({signer}: FoundStatement): boolean => signer !== undefined;
  const signed = finding.statements.filter(isSigned);
  const unsigned = finding.statements.filter(
    one => !isSigned(one) && !signed.some(bundle => saysSame(bundle, one))
  );
  return {...finding, statements: [...signed, ...unsigned]};
}
