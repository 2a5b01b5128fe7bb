import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {Layout} from '../../support/tampering.ts';
import {editBuilder, editMetadata, listFindings, policy, verify} from '../../support/verification.ts';
import type {Tampering} from '../../support/verification.ts';

const tamperings: readonly Tampering[] = [
  {
    title: 'an index with one bit changed',
    tamper: layout => layout.flipBit(layout.root, 700),
    findings: ['failed index-digest'],
    reason: /hashes to sha256/
  },
  {
    title: 'an attestation manifest with one bit changed',
    tamper: layout => layout.flipBit(layout.digestsOf('linux/arm64').attestation, 300),
    findings: ['failed attestation-readable linux/arm64']
  },
  {
    title: 'a statement with one bit changed',
    tamper: layout => layout.flipBit(layout.digestsOf('linux/arm64').statement, 2000),
    findings: ['failed layer-content linux/arm64'],
    reason: /^linux\/arm64: "The statement is the one that the manifest lists" does not hold/
  },
  {
    title: 'an image manifest with one bit changed',
    tamper: layout => layout.flipBit(layout.digestsOf('linux/amd64').image, 200),
    findings: ['failed image-layers linux/amd64']
  },
  {
    title: 'a statement that ends early',
    tamper: layout => layout.cut(layout.digestsOf('linux/amd64').statement, 1000),
    findings: ['failed layer-content linux/amd64'],
    reason: /should have \d+ bytes/
  },
  {
    title: 'a size that is not the statement’s',
    tamper: layout => layout.editManifest('linux/amd64', ({layers}) => layers[0]!.size++),
    findings: ['failed layer-content linux/amd64']
  },
  {
    title: 'a size that is not the attestation manifest’s',
    tamper: layout => layout.editIndex(index => layout.find('linux/amd64', index).attestation.size++),
    findings: ['failed attestation-readable linux/amd64']
  },
  {
    title: 'an attestation manifest that is an index',
    tamper: layout => {
      const nested = layout.put({
        schemaVersion: 2,
        mediaType: 'application/vnd.oci.image.index.v1+json',
        manifests: []
      });
      layout.editIndex(index => Object.assign(layout.find('linux/amd64', index).attestation, nested));
    },
    findings: ['failed attestation-readable linux/amd64']
  },
  {
    title: 'statements that were swapped between the platforms',
    tamper: layout => {
      const [first, second] = policy.platforms.map(platform =>
        layout.blobs.get(layout.digestsOf(platform).statement)!
      );
      layout.editStatement('linux/amd64', second!).editStatement('linux/arm64', first!);
    },
    findings: ['failed statement-subject linux/amd64', 'failed statement-subject linux/arm64']
  },
  {
    title: 'attestation manifests that were swapped in the index',
    layout: 'oci-artifact',
    tamper: layout =>
      layout.editIndex(index => {
        const [first, second] = policy.platforms.map(platform => layout.find(platform, index).attestation);
        [first!.digest, second!.digest] = [second!.digest, first!.digest];
      }),
    findings: policy.platforms.flatMap(platform => [
      `failed attestation-subject ${platform}`,
      `failed statement-subject ${platform}`
    ])
  },
  {
    title: 'a subject field with another size',
    layout: 'oci-artifact',
    tamper: layout => layout.editManifest('linux/amd64', ({subject}) => subject!.size++),
    findings: ['failed attestation-subject linux/amd64']
  },
  {
    title: 'a subject field with another media type',
    layout: 'oci-artifact',
    tamper: layout =>
      layout.editManifest('linux/amd64', ({subject}) => {
        subject!.mediaType = 'application/vnd.docker.distribution.manifest.v2+json';
      }),
    findings: ['failed attestation-subject linux/amd64']
  },
  {
    title: 'a second attestation manifest for one platform, as good as the first',
    tamper: layout => {
      const {attestation} = layout.find('linux/amd64');
      const bytes = layout.put(
        Buffer.from(layout.blobs.get(attestation.digest)!.toString().replace('{', '{ '))
      );
      layout.editIndex(index => index.manifests.push({...attestation, ...bytes}));
    },
    findings: ['failed attestation-listed linux/amd64'],
    reason: /lists 2 attestation manifests/
  },
  {
    title: 'a second attestation manifest of another image, put first',
    tamper: layout =>
      layout.editIndex(index => {
        const {attestation} = layout.find('linux/amd64', index);
        const other = layout.find('linux/arm64', index).attestation;
        index.manifests.unshift({...other, annotations: attestation.annotations!});
      }),
    findings: ['failed attestation-listed linux/amd64', 'failed statement-subject linux/amd64']
  },
  {
    title: 'an attestation manifest that was stripped from one platform',
    tamper: layout =>
      layout.editIndex(index => {
        const {attestation} = layout.find('linux/arm64', index);
        index.manifests = index.manifests.filter(child => child !== attestation);
      }),
    findings: ['failed attestation-listed linux/arm64'],
    reason:
      /^linux\/arm64: "Every platform has one attestation manifest" does not hold: Index sha256:\w+ in OCI layout .+ lists no attestation manifest/
  },
  {
    title: 'an annotation that names an image which is not there',
    tamper: layout =>
      layout.editIndex(index => {
        const {attestation} = layout.find('linux/arm64', index);
        attestation.annotations!['vnd.docker.reference.digest'] = `sha256:${'0'.repeat(64)}`;
      }),
    findings: ['warning attestation-listed', 'failed attestation-listed linux/arm64'],
    reason: /Attested, but not in the index/
  },
  {
    title: 'an annotation without the type of reference',
    tamper: layout =>
      layout.editIndex(index => {
        delete layout.find('linux/arm64', index).attestation.annotations!['vnd.docker.reference.type'];
      }),
    findings: ['failed attestation-listed linux/arm64']
  },
  {
    title: 'an image that was replaced after the build',
    tamper: layout =>
      layout.editIndex(index => {
        const {image} = layout.find('linux/amd64', index);
        Object.assign(
          image,
          layout.put({...(layout.json(image.digest) as object), annotations: {replaced: 'yes'}})
        );
      }),
    findings: ['warning attestation-listed', 'failed attestation-listed linux/amd64']
  },
  {
    title: 'an image that hides behind the annotations of an attestation manifest',
    tamper: layout =>
      layout.editIndex(index => {
        const {image, attestation} = layout.find('linux/arm64', index);
        index.manifests.unshift({...image, annotations: {...attestation.annotations!}, size: image.size + 1});
      }),
    findings: ['warning platforms-present', 'failed image-layers linux/arm64']
  },
  {
    title: 'a label that is not what the statement holds',
    tamper: layout =>
      layout.editManifest('linux/amd64', ({layers}) => {
        layers[0]!.annotations!['in-toto.io/predicate-type'] = 'https://slsa.dev/provenance/v0.2';
      }),
    findings: ['failed predicate-type linux/amd64']
  },
  {
    title: 'a statement of something else that is labelled as provenance',
    tamper: layout =>
      layout.editStatement(
        'linux/amd64',
        statement => (statement.predicateType = 'https://spdx.dev/Document')
      ),
    findings: ['failed predicate-type linux/amd64']
  },
  {
    title: 'a statement that is labelled as something else than provenance',
    tamper: layout =>
      layout.editManifest('linux/amd64', ({layers}) => {
        layers[0]!.annotations!['in-toto.io/predicate-type'] = 'https://spdx.dev/Document';
      }),
    findings: ['failed predicate-type linux/amd64', 'failed sbom linux/amd64'],
    reason: /lists no in-toto statement with SLSA provenance: it lists .+spdx/
  },
  {
    title: 'a statement that has no label',
    tamper: layout => layout.editManifest('linux/amd64', ({layers}) => delete layers[0]!.annotations),
    findings: ['failed predicate-type linux/amd64'],
    reason: /is not labelled/
  },
  {
    title: 'a layer that is no in-toto statement by its media type',
    tamper: layout =>
      layout.editManifest('linux/amd64', ({layers}) => {
        layers[0]!.mediaType = 'application/vnd.dsse.envelope.v1+json';
      }),
    findings: ['failed predicate-type linux/amd64']
  },
  {
    title: 'an attestation manifest without layers',
    tamper: layout =>
      layout.editManifest('linux/amd64', manifest => {
        manifest.layers = [];
      }),
    findings: ['failed predicate-type linux/amd64']
  },
  {
    title: 'a statement that is no JSON',
    tamper: layout => layout.editStatement('linux/amd64', Buffer.from('{"_type":')),
    findings: ['failed statement-type linux/amd64']
  },
  {
    title: 'a statement of an unknown type',
    tamper: layout =>
      layout.editStatement('linux/amd64', statement => {
        statement._type = 'https://in-toto.io/Statement/v3';
      }),
    findings: ['failed statement-type linux/amd64']
  },
  {
    title: 'a statement with a predicate type that is no URI',
    tamper: layout =>
      layout.editStatement('linux/amd64', statement => {
        statement.predicateType = 'provenance';
      }),
    findings: ['failed predicate-type linux/amd64']
  },
  {
    title: 'a statement about a file',
    tamper: layout =>
      layout.editStatement('linux/amd64', statement => {
        statement.subject = [{name: 'app', digest: {sha256: 'e'.repeat(64)}}];
      }),
    findings: ['failed statement-subject linux/amd64']
  },
  {
    title: 'a statement whose subject has a weak digest alone',
    tamper: layout =>
      layout.editStatement('linux/amd64', statement => {
        statement.subject = [{name: 'app', digest: {sha1: 'e'.repeat(40)}}];
      }),
    findings: ['failed statement-subject linux/amd64']
  },
  {
    title: 'a statement without a subject in a place that has a name',
    tamper: layout =>
      layout.editStatement('linux/amd64', statement => {
        statement.subject = [];
      }),
    findings: ['failed statement-subject linux/amd64']
  },
  {
    title: 'a predicate that is no provenance',
    tamper: layout =>
      layout.editStatement('linux/amd64', statement => {
        delete statement.predicate['runDetails'];
      }),
    findings: ['failed provenance-readable linux/amd64'],
    reason: /\$\.predicate\.runDetails/
  },
  {
    title: 'the builder id of another run on one platform',
    tamper: layout =>
      layout.editStatement('linux/arm64', statement => editBuilder(statement, `${policy.builderId}2`)),
    findings: ['failed builder-id linux/arm64']
  },
  {
    title: 'no builder id',
    tamper: layout => layout.editStatement('linux/arm64', statement => editBuilder(statement, '')),
    findings: ['failed builder-id linux/arm64'],
    reason: /has no builder id/
  },
  {
    title: 'build steps that were cut out of the provenance',
    tamper: layout =>
      layout.editStatement('linux/arm64', statement => {
        const definition = statement.predicate['buildDefinition'] as {
          internalParameters: {buildConfig?: object};
        };
        delete definition.internalParameters.buildConfig;
      }),
    findings: ['failed provenance-mode linux/arm64']
  },
  {
    title: 'the provenance of another build on one platform',
    tamper: layout =>
      layout.editStatement('linux/arm64', statement => {
        editMetadata(statement, metadata => {
          metadata['invocationId'] = 'another';
        });
      }),
    findings: ['failed invocation'],
    reason: /2 invocation ids/
  },
  {
    title: 'no invocation id at all',
    tamper: layout => {
      for (const platform of policy.platforms) {
        layout.editStatement(platform, statement => {
          editMetadata(statement, metadata => delete metadata['invocationId']);
        });
      }
    },
    findings: ['failed invocation']
  },
  {
    title: 'an index without images',
    tamper: layout =>
      layout.editIndex(index => {
        index.manifests = index.manifests.slice(2);
      }),
    findings: ['failed platforms-present', 'warning attestation-listed']
  }
];

describe('verifyPublished, with what was tampered with, rejects', () => {
  for (const {title, layout: name = 'v1', tamper, findings, reason = /./} of tamperings) {
    it(title, async test => {
      const layout = await Layout.read(name);
      tamper(layout);
      const verification = await verify(test, layout);
      assert.deepEqual(listFindings(verification), findings);
      assert.equal(verification.verdict, 'rejected');
      assert.match(verification.reason, reason);
    });
  }

  it('no less where the images were merged from several builds, but for the number of builds', async test => {
    const layout = await Layout.read('v1');
    layout.editStatement('linux/arm64', statement => {
      editMetadata(statement, metadata => {
        metadata['invocationId'] = 'another';
      });
    });
    assert.equal((await verify(test, layout, {invocations: 2})).verdict, 'verified');
  });

  it('one changed bit, wherever it is in anything that is read', async test => {
    for (const digest of await listDigests('oci-artifact')) {
      for (const at of [0, 97, 181, 353, 659, 1201]) {
        const layout = await Layout.read('oci-artifact');
        const {verdict, reason} = await verify(test, layout.flipBit(digest, at));
        assert.equal(verdict, 'rejected', `${digest} at ${String(at)}: ${reason}`);
        assert.match(reason, new RegExp(digest));
      }
    }
  });

  it('one platform and leaves the other its own verdict', async test => {
    const layout = await Layout.read('v1');
    layout.flipBit(layout.digestsOf('linux/arm64').statement, 5);
    const {platforms} = await verify(test, layout);
    assert.deepEqual(
      platforms.map(({platform, verdict}) => [platform, verdict]),
      [
        ['linux/amd64', 'verified'],
        ['linux/arm64', 'rejected']
      ]
    );
  });
});

async function listDigests(name: string): Promise<string[]> {
  const layout = await Layout.read(name);
  return [layout.root, ...policy.platforms.flatMap(platform => Object.values(layout.digestsOf(platform)))];
}
