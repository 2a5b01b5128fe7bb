import assert from 'node:assert/strict';
import {fileURLToPath} from 'node:url';
import {describe, it} from 'node:test';
import {groupImages} from '../../../src/action/attested-image.ts';
import type {VerifiedPublished} from '../../../src/action/attested-image.ts';
import {digestBytes, parseDigest} from '../../../src/oci/descriptor.ts';
import type {Digest} from '../../../src/oci/descriptor.ts';
import {openLayout, findRoot} from '../../../src/oci/layout.ts';
import {parseReference} from '../../../src/oci/reference.ts';
import {verifyPublished} from '../../../src/verification/verify.ts';
import type {VerifiedSbom} from '../../../src/verification/verify.ts';
import {policy} from '../../support/verification.ts';

const LAYOUT = fileURLToPath(new URL('../../fixtures/layouts/v1', import.meta.url));

async function publish(image: string, mode: 'max' | 'min' = 'max'): Promise<VerifiedPublished> {
  const store = await openLayout(LAYOUT);
  const root = findRoot(LAYOUT, await openLayout(LAYOUT), undefined).digest;
  const verified = await verifyPublished(store, root, {
    ...policy,
    mode,
    builderId: undefined,
    revision: undefined
  });
  return {published: {name: image, content: {store, root}, reference: parseReference(image)}, verified};
}

describe('what is signed', () => {
  it('is one image, however many repositories hold it', async () => {
    const [group, ...rest] = groupImages([
      await publish('ghcr.io/me/app:1'),
      await publish('localhost:5000/app')
    ]);
    assert.deepEqual(rest, []);
    assert.equal(group?.image.name, 'ghcr.io/me/app');
    assert.equal(group.places.length, 2);
    assert.deepEqual(
      group.image.platforms.map(({platform, statements, attestationManifests}) => [
        platform,
        statements.length,
        attestationManifests.length
      ]),
      [
        ['linux/amd64', 1, 1],
        ['linux/arm64', 1, 1]
      ]
    );
  });

  it('is every SBOM that holds, with its own image, each once', async () => {
    const {published, verified} = await publish('ghcr.io/me/app');
    const [amd64, arm64] = verified.verification.platforms.map(({imageDigest}) => parseDigest(imageDigest));
    assert.ok(amd64 !== undefined && arm64 !== undefined);
    const sbomOf = (image: Digest, text: string): VerifiedSbom => {
      const bytes = Buffer.from(text);
      return {platform: 'whatever', image, digest: digestBytes(bytes), bytes};
    };
    const sboms = [sbomOf(arm64, 'one'), sbomOf(amd64, 'two'), sbomOf(arm64, 'three'), sbomOf(arm64, 'one')];
    const [group] = groupImages([{published, verified: {...verified, sboms}}]);
    assert.deepEqual(
      group?.image.platforms.map(platform => platform.sboms.map(bytes => Buffer.from(bytes).toString())),
      [['two'], ['one', 'three']]
    );
  });

  it('is nothing that was not verified', async () => {
    const good = await publish('ghcr.io/me/app');
    for (const verdict of ['rejected', 'undecided'] as const) {
      const {verification} = good.verified;
      const bad = {...good, verified: {...good.verified, verification: {...verification, verdict}}};
      assert.deepEqual(groupImages([bad]), []);
    }
  });
});
