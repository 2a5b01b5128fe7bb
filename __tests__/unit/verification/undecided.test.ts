import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {parseDigest} from '../../../src/oci/descriptor.ts';
import {RegistryError} from '../../../src/oci/registry-error.ts';
import {verifyPublished} from '../../../src/verification/verify.ts';
import type {Policy} from '../../../src/verification/verification.ts';
import {Layout} from '../../support/tampering.ts';
import {listFindings, policy, verify} from '../../support/verification.ts';
import type {Tampering} from '../../support/verification.ts';

describe('verifyPublished, with what could not be looked at, is undecided about', () => {
  const cases: readonly (Tampering & {changes?: Partial<Policy>})[] = [
    {
      title: 'a root that is not there',
      tamper: layout => layout.remove(layout.root),
      findings: ['unknown index-digest']
    },
    {
      title: 'an attestation manifest that is not there',
      tamper: layout => layout.remove(layout.digestsOf('linux/arm64').attestation),
      findings: ['unknown attestation-readable linux/arm64'],
      reason: /^linux\/arm64: "The attestation manifest can be read" could not be checked/
    },
    {
      title: 'a statement that is not there',
      tamper: layout => layout.remove(layout.digestsOf('linux/arm64').statement),
      findings: ['unknown layer-content linux/arm64']
    },
    {
      title: 'an image manifest that is not there',
      tamper: layout => layout.remove(layout.digestsOf('linux/arm64').image),
      findings: ['unknown image-layers linux/arm64']
    },
    {
      title: 'a statement that is too large to be read',
      tamper: layout => layout.editManifest('linux/amd64', ({layers}) => (layers[0]!.size = 2 ** 40)),
      findings: ['unknown layer-content linux/amd64']
    },
    {
      title: 'a version of provenance that is not known yet',
      tamper: layout => {
        layout.editStatement('linux/amd64', statement => {
          statement.predicateType = 'https://slsa.dev/provenance/v2';
        });
        layout.editManifest('linux/amd64', ({layers}) => {
          layers[0]!.annotations!['in-toto.io/predicate-type'] = 'https://slsa.dev/provenance/v2';
        });
      },
      findings: ['unknown provenance-readable linux/amd64']
    },
    {
      title: 'an index within the index',
      tamper: layout =>
        layout.editIndex(index => {
          index.manifests.push({
            mediaType: 'application/vnd.oci.image.index.v1+json',
            digest: layout.root,
            size: 1
          });
        }),
      findings: ['unknown platforms-present']
    },
    {
      title: 'more children than are looked at',
      tamper: layout =>
        layout.editIndex(index => {
          index.manifests = Array.from({length: 300}, () => index.manifests[0]!);
        }),
      findings: ['unknown index-digest']
    }
  ];
  for (const {title, tamper, findings, reason = /could not be checked/} of cases) {
    it(title, async test => {
      const layout = await Layout.read('v1');
      tamper(layout);
      const verification = await verify(test, layout);
      assert.deepEqual(listFindings(verification), findings);
      assert.equal(verification.verdict, 'undecided');
      assert.match(verification.reason, reason);
    });
  }

  it('a registry that refuses, at any object, and quotes it', async test => {
    const layout = await Layout.read('v1');
    const store = await layout.open(test);
    const error = new RegistryError({
      method: 'GET',
      url: 'https://user:secret@registry.example/v2/x?token=secret',
      status: 403,
      reason: '403 Forbidden'
    });
    const {image, attestation, statement} = layout.digestsOf('linux/arm64');
    const expected = new Map([
      [layout.root, 'unknown index-digest'],
      [image, 'unknown image-layers linux/arm64'],
      [attestation, 'unknown attestation-readable linux/arm64'],
      [statement, 'unknown layer-content linux/arm64']
    ]);
    for (const [digest, finding] of expected) {
      const refusing = {
        ...store,
        manifest: (reference: string) =>
          reference === digest ? Promise.reject(error) : store.manifest(reference),
        blob: (target: {digest: string}) => {
          return target.digest === digest
            ? Promise.reject(error)
            : store.blob({...target, digest: parseDigest(target.digest), size: 0, mediaType: ''});
        }
      };
      const {verification} = await verifyPublished(refusing, layout.root, policy);
      assert.deepEqual(listFindings(verification), [finding]);
      assert.equal(verification.verdict, 'undecided');
      assert.match(verification.reason, /403 Forbidden/);
      assert.doesNotMatch(JSON.stringify(verification), /secret/);
    }
  });

  it('nothing that is bad already', async test => {
    const layout = await Layout.read('v1');
    layout
      .remove(layout.digestsOf('linux/amd64').statement)
      .flipBit(layout.digestsOf('linux/arm64').statement, 1);
    const verification = await verify(test, layout);
    assert.equal(verification.verdict, 'rejected');
    assert.match(
      verification.reason,
      /^linux\/arm64: "The statement is the one that the manifest lists" does not hold/
    );
  });
});
