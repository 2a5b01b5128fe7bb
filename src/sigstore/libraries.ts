/**
 * The Sigstore libraries, all that we use of them. A bundle of its own, read only when something is signed or verified:
 * others import it by `await import('./libraries.ts')` and types from the packages.
 */
import seeds from '@sigstore/tuf/seeds.json' with {type: 'json'};

export {attest} from '@actions/attest';
export {bundleFromJSON} from '@sigstore/bundle';
export {TrustedRoot} from '@sigstore/protobuf-specs';
export {toSignedEntity, toTrustMaterial, Verifier} from '@sigstore/verify';
export {BaseFetcher, Updater} from 'tuf-js';
export {DownloadHTTPError} from 'tuf-js/dist/error.js';

/** Of each TUF repository that the package knows: its root of trust and targets of the day it was released, in base64. */
export const tufSeeds: Readonly<
  Record<string, {readonly 'root.json': string; readonly targets: Readonly<Record<string, string>>}>
> = seeds;
