import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {Layout} from '../../support/tampering.ts';
import type {LooseDescriptor, LooseManifest} from '../../support/tampering.ts';
import {editMetadata, findStep, listFindings, verify} from '../../support/verification.ts';

/** The layers are gone from the platform's image, as BuildKit writes it then; what is attested names it anew. */
function empty(layout: Layout, platform: string): void {
  layout.editIndex(index => {
    const {image, attestation} = layout.find(platform, index);
    Object.assign(image, layout.put({...(layout.json(image.digest) as LooseManifest), layers: null}));
    attestation.annotations!['vnd.docker.reference.digest'] = image.digest;
  });
}

const isImage = ({annotations}: LooseDescriptor) => annotations === undefined;

const dropAttestations = (layout: Layout) =>
  layout.editIndex(index => {
    index.manifests = index.manifests.filter(isImage);
  });

describe('verifyPublished, of an image without layers', () => {
  it('says that BuildKit attests nothing about it, where nothing is attested', async test => {
    const layout = await Layout.read('v1');
    for (const platform of ['linux/amd64', 'linux/arm64']) empty(layout, platform);
    dropAttestations(layout);
    const {verdict, reason, steps} = await verify(test, layout);
    assert.equal(verdict, 'rejected');
    assert.match(reason, /without provenance\. An image without layers gets no provenance from BuildKit/);
    assert.equal(steps.find(({outcome}) => outcome === 'failed')?.source?.code, 'no-layers');
  });

  it('says so of the platform alone that has none', async test => {
    const layout = await Layout.read('v1');
    empty(layout, 'linux/arm64');
    layout.editIndex(index => {
      const {attestation} = layout.find('linux/arm64', index);
      index.manifests = index.manifests.filter(one => one !== attestation);
    });
    const verification = await verify(test, layout);
    assert.deepEqual(listFindings(verification), ['failed attestation-listed linux/arm64']);
    const {source, evidence} = findStep(verification, 'attestation-listed', 'linux/arm64');
    assert.equal(source?.code, 'no-layers');
    assert.match(evidence, /without layers/);
  });

  it('says so of a plain manifest, and where an SBOM that was asked for left an empty attestation', async test => {
    const plain = await Layout.read('v1');
    empty(plain, 'linux/amd64');
    plain.root = plain.digestsOf('linux/amd64').image as Layout['root'];
    const listed = await Layout.read('v1');
    empty(listed, 'linux/amd64');
    listed.editManifest('linux/amd64', manifest => {
      manifest.layers = [];
    });
    for (const layout of [plain, listed]) {
      const {steps} = await verify(test, layout);
      assert.equal(steps.find(({outcome}) => outcome === 'failed')?.source?.code, 'no-layers');
    }
  });

  it('gives no such reason where there are layers, or nobody knows', async test => {
    const unread = await Layout.read('v1');
    for (const platform of ['linux/amd64', 'linux/arm64']) unread.remove(unread.digestsOf(platform).image);
    const mixed = await Layout.read('v1');
    empty(mixed, 'linux/amd64');
    for (const layout of [await Layout.read('v1'), unread, mixed]) {
      dropAttestations(layout);
      const {verdict, steps} = await verify(test, layout);
      assert.equal(verdict, 'rejected');
      assert.deepEqual(
        steps.flatMap(({source}) => source?.code ?? []),
        []
      );
    }
  });

  it('verifies one that is attested all the same', async test => {
    const layout = await Layout.read('v1');
    empty(layout, 'linux/amd64');
    const {image} = layout.digestsOf('linux/amd64');
    layout.editStatement('linux/amd64', statement => {
      statement.subject[0]!.digest = {sha256: image.slice(7)};
      editMetadata(statement, metadata => {
        delete (metadata['buildkit_metadata'] as {layers?: object}).layers;
      });
    });
    const verification = await verify(test, layout);
    assert.deepEqual(listFindings(verification), []);
    assert.equal(verification.verdict, 'verified');
    assert.equal(findStep(verification, 'image-layers', 'linux/amd64').source, undefined);
  });
});
