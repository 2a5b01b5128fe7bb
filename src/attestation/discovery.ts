/** What was found attested about an image, as it was read. Judges nothing. */
import type {Descriptor} from '../oci/descriptor.ts';
import type {ImageManifest} from '../oci/manifest.ts';
import {formatPlatform} from '../oci/platform.ts';
import type {Platform} from '../oci/platform.ts';
import type {Content} from '../oci/store.ts';

/** A layer of an attestation manifest: one in-toto statement. `bytes` hash to `layer.digest`. */
export interface AttestationLayer {
  /** The layer's annotation `in-toto.io/predicate-type`. */
  readonly predicateType: string | undefined;
  readonly layer: Descriptor;
  readonly bytes: Uint8Array;
}

/** BuildKit's child of the index that carries the statements of one platform's image. */
export interface AttestationManifest {
  /** As the index lists it, with the annotations that name the image. */
  readonly descriptor: Descriptor;
  readonly manifest: ImageManifest;
  /** Provenance alone, and statements that do not say what they are: of the rest, SBOMs alone are read. */
  readonly attestations: readonly AttestationLayer[];
  /** Labelled as SPDX: one for the image, and one for each further stage or context that was scanned. */
  readonly sboms: readonly AttestationLayer[];
}

/** An object that could not be read, or that was not what the index names. */
export interface Problem {
  readonly kind: 'attestation-layer' | 'attestation-manifest' | 'image-manifest' | 'sbom-layer';
  readonly descriptor: Descriptor;
  readonly error: unknown;
}

/** A runnable image of the root, with every attestation manifest that names it. */
export interface PlatformImage {
  /** From the index; for a root that is a plain manifest, unknown until its config is read: undefined. */
  readonly platform: Platform | undefined;
  readonly image: Descriptor;
  /** Undefined where it was not asked for, or could not be read. */
  readonly manifest: ImageManifest | undefined;
  /** The attestation manifests that the index lists for the image, read or not. */
  readonly listed: readonly Descriptor[];
  readonly attestationManifests: readonly AttestationManifest[];
  readonly problems: readonly Problem[];
}

/** What a platform is called in steps and reports. */
export function namePlatform({platform}: PlatformImage): string {
  return platform === undefined ? 'unknown platform' : formatPlatform(platform);
}

export interface Discovery {
  readonly root: Content;
  readonly kind: 'index' | 'manifest';
  readonly images: readonly PlatformImage[];
  /** AttestationLayer manifests that name an image which the index does not hold. */
  readonly dangling: readonly Descriptor[];
  /** Children that are neither an image nor an attestation manifest, such as indexes: listed, not followed. */
  readonly others: readonly Descriptor[];
}
