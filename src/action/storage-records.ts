/** Records of where an artifact is stored, which GitHub keeps for organisations, as actions/attest makes them. */
import type {GitHubApi} from '../sigstore/github-api.ts';
import {describeCauses, joinSentences} from '../sigstore/signing-error.ts';
import {createStorageRecord, isOwnedByOrganization} from '../sigstore/store.ts';
import {nameImage} from './attested-image.ts';
import type {ImageGroup} from './attested-image.ts';

export interface StorageRecords {
  readonly ids: readonly string[];
  readonly warnings: readonly string[];
}

const REMEDY =
  'Give the job "permissions: artifact-metadata: write", or set create-storage-record: false. Nothing else depends on it.';

/**
 * A record for every repository that holds an image, once it is `signed`; none for a user's repository, nor for what
 * was not signed. Throws nothing: what fails is a warning.
 */
export async function createRecords(
  groups: readonly ImageGroup[],
  api: GitHubApi,
  signed: Promise<boolean>
): Promise<StorageRecords> {
  try {
    const [isOrganization, isSigned] = await Promise.all([isOwnedByOrganization(api), signed]);
    if (!isOrganization || !isSigned) return {ids: [], warnings: []};
    const artifacts = groups.flatMap(({image, places}) => {
      return places.flatMap(place => {
        const {reference} = place;
        if (reference === undefined) return [];
        const {registry, tag: version} = reference;
        const registryUrl = `https://${registry}`;
        return [{name: nameImage(place), digest: image.root.digest, version, registryUrl}];
      });
    });
    const ids = await Promise.all(artifacts.map(artifact => createStorageRecord(artifact, api)));
    return {ids: ids.flat(), warnings: []};
  } catch (error) {
    if (api.patience.signal?.aborted === true) {
      return {ids: [], warnings: ['Whether a storage record was made is not known: the step was cancelled.']};
    }
    const warning = joinSentences(`No storage record was made: ${describeCauses(error)}`, REMEDY);
    return {ids: [], warnings: [warning]};
  }
}
