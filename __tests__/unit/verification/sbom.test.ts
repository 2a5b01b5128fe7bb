import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {verifyPublished} from '../../../src/verification/verify.ts';
import type {VerifiedImage} from '../../../src/verification/verify.ts';
import {Layout} from '../../support/tampering.ts';
import type {LooseDescriptor, LooseStatement} from '../../support/tampering.ts';
import {findStep, listFindings, policy} from '../../support/verification.ts';
import type {TestContext} from 'node:test';

const SPDX = 'https://spdx.dev/Document';

interface Sbom {
  /** Changes the statement before it is stored. */
  readonly edit?: (statement: LooseStatement) => void;
  /** In place of the statement. */
  readonly bytes?: Buffer;
  readonly mediaType?: string;
}

const DOCUMENT = {
  spdxVersion: 'SPDX-2.3',
  name: 'sbom',
  creationInfo: {creators: ['Tool: x-1']},
  packages: [{licenseDeclared: 'MIT'}]
};

/** Adds an SBOM of the platform's image, before its provenance, as BuildKit does; returns its digest. */
function addSbom(layout: Layout, platform: string, {edit, bytes, mediaType}: Sbom = {}): string {
  const {image} = layout.digestsOf(platform);
  const statement: LooseStatement = {
    _type: 'https://in-toto.io/Statement/v0.1',
    predicateType: SPDX,
    subject: [{name: 'x', digest: {sha256: image.slice(7)}}],
    predicate: structuredClone(DOCUMENT)
  };
  edit?.(statement);
  const stored = layout.put(bytes ?? statement);
  layout.editManifest(platform, ({layers}) => {
    const at = layers.findIndex(({annotations}) => annotations?.['in-toto.io/predicate-type'] !== SPDX);
    const [first] = layers as [LooseDescriptor];
    const layer = {...first, ...stored, annotations: {'in-toto.io/predicate-type': SPDX}};
    layers.splice(at, 0, mediaType === undefined ? layer : {...layer, mediaType});
  });
  return stored.digest;
}

async function judge(test: TestContext, layout: Layout, sbom: boolean): Promise<VerifiedImage> {
  return verifyPublished(await layout.open(test), layout.root, {...policy, sbom});
}

describe('verifyPublished, of SBOMs', () => {
  for (const name of ['v1', 'oci-artifact']) {
    it(`verifies one for each platform of ${name}, and hands over its bytes`, async test => {
      const layout = await Layout.read(name);
      const digests = policy.platforms.map(platform => addSbom(layout, platform));
      const {verification, sboms, statements} = await judge(test, layout, true);
      assert.deepEqual(listFindings(verification), []);
      assert.equal(verification.verdict, 'verified');
      assert.deepEqual(
        sboms.map(({platform, digest, image}) => [platform, digest, image]),
        policy.platforms.map((platform, at) => [platform, digests[at], layout.digestsOf(platform).image])
      );
      for (const {digest, bytes} of sboms) assert.deepEqual(Buffer.from(bytes), layout.blobs.get(digest));
      assert.equal(statements.length, 2, 'provenance alone');
      const [first] = verification.platforms;
      assert.deepEqual(first?.sboms, [
        {
          statementDigest: digests[0],
          version: 'SPDX-2.3',
          name: 'sbom',
          creators: ['Tool: x-1'],
          packages: 1,
          licences: 1
        }
      ]);
      assert.equal(first.predicateType, 'https://slsa.dev/provenance/v1');
      const {evidence} = findStep(verification, 'sbom', 'linux/arm64');
      assert.match(evidence, /^SBOM sha256:\w+, \d+ bytes, was read from .*: SPDX-2\.3, 1 package\.$/);
    });
  }

  it('has nothing to say where none was asked for and none is there', async test => {
    const {verification, sboms} = await judge(test, await Layout.read('v1'), false);
    assert.ok(verification.steps.every(({id}) => id !== 'sbom'));
    assert.deepEqual(sboms, []);
    assert.ok(verification.platforms.every(platform => !('sboms' in platform)));
  });

  it('names the platform that has none', async test => {
    const layout = await Layout.read('v1');
    addSbom(layout, 'linux/amd64');
    const {verification} = await judge(test, layout, true);
    assert.deepEqual(listFindings(verification), ['failed sbom linux/arm64']);
    assert.match(
      verification.reason,
      /^linux\/arm64: "The SBOM is there and bound to the image" does not hold: An SBOM was asked for, and image sha256:/
    );
    const {source, evidence} = findStep(verification, 'sbom', 'linux/arm64');
    assert.equal(source?.code, 'no-sbom');
    assert.ok(evidence.includes(layout.digestsOf('linux/arm64').attestation), evidence);
  });

  it('says that a platform without an attestation manifest has none either, and does not guess at an unread one', async test => {
    const layout = await Layout.read('v1');
    const {attestation} = layout.digestsOf('linux/arm64');
    for (const platform of policy.platforms) addSbom(layout, platform);
    layout.editIndex(index => {
      index.manifests = index.manifests.filter(
        ({digest}) => digest !== layout.find('linux/arm64').attestation.digest
      );
    });
    const {verification} = await judge(test, layout, true);
    assert.deepEqual(listFindings(verification), [
      'failed attestation-listed linux/arm64',
      'failed sbom linux/arm64'
    ]);
    const unread = (await Layout.read('v1')).remove(attestation);
    addSbom(unread, 'linux/amd64');
    const open = await judge(test, unread, true);
    assert.deepEqual(listFindings(open.verification), [
      'unknown attestation-readable linux/arm64',
      'unknown sbom linux/arm64'
    ]);
  });

  it('takes all of a platform, and rejects for the worst of them', async test => {
    const layout = await Layout.read('v1');
    for (const platform of policy.platforms) addSbom(layout, platform);
    addSbom(layout, 'linux/amd64', {edit: ({predicate}) => (predicate['name'] = 'sbom-tools')});
    const good = await judge(test, layout, true);
    assert.equal(good.verification.verdict, 'verified');
    assert.deepEqual(
      good.verification.platforms.map(({sboms = []}) => sboms.map(({name}) => name)),
      [['sbom', 'sbom-tools'], ['sbom']]
    );
    assert.match(findStep(good.verification, 'sbom', 'linux/amd64').evidence, /It has 2 SBOMs\.$/);
    addSbom(layout, 'linux/amd64', {bytes: Buffer.from('{}')});
    const bad = await judge(test, layout, true);
    assert.deepEqual(listFindings(bad.verification), ['failed sbom linux/amd64']);
    assert.equal(bad.sboms.length, 3, 'those that hold');
  });

  const about = (layout: Layout, platform: string) => [
    {name: 'x', digest: {sha256: layout.digestsOf(platform).image.slice(7)}}
  ];
  /** What is wrong with it, and what that is where an SBOM was asked for, and where none was. */
  const cases: readonly (readonly [
    title: string,
    sbom: Sbom | ((layout: Layout) => Sbom),
    asked: string,
    unasked: string,
    evidence: RegExp
  ])[] = [
    [
      "another platform's",
      layout => ({edit: statement => (statement.subject = about(layout, 'linux/arm64'))}),
      'failed',
      'failed',
      /is not about image/
    ],
    ['of no image', {edit: statement => (statement.subject = [])}, 'failed', 'failed', /names no subject/],
    [
      'that is no statement',
      {bytes: Buffer.from('{"spdxVersion":"SPDX-2.3"}')},
      'failed',
      'failed',
      /\$\._type/
    ],
    ['that is no JSON', {bytes: Buffer.from('SPDXVersion: SPDX-2.3')}, 'failed', 'failed', /is not JSON/],
    [
      'whose label is not what it holds',
      {edit: statement => (statement.predicateType = 'https://cyclonedx.org/bom')},
      'failed',
      'failed',
      /is labelled "https:\/\/spdx\.dev\/Document", but holds/
    ],
    [
      'of another media type',
      {mediaType: 'application/spdx+json'},
      'failed',
      'failed',
      /is "application\/spdx\+json", and no in-toto statement/
    ],
    ['that is no SPDX', {edit: statement => (statement.predicate = {})}, 'failed', 'warning', /spdxVersion/],
    [
      'of a version that is not known yet',
      {edit: ({predicate}) => (predicate['spdxVersion'] = 'SPDX-3.0')},
      'unknown',
      'warning',
      /only version 2 is known/
    ]
  ];
  for (const [title, sbom, asked, unasked, evidence] of cases) {
    it(`judges one ${title}: ${asked} where one was asked for, ${unasked} where none was`, async test => {
      const layout = await Layout.read('v1');
      addSbom(layout, 'linux/arm64');
      addSbom(layout, 'linux/amd64', typeof sbom === 'function' ? sbom(layout) : sbom);
      for (const [isAsked, outcome] of [
        [true, asked],
        [false, unasked]
      ] as const) {
        const {verification, sboms} = await judge(test, layout, isAsked);
        assert.deepEqual(listFindings(verification), [`${outcome} sbom linux/amd64`]);
        assert.match(findStep(verification, 'sbom', 'linux/amd64').evidence, evidence);
        assert.deepEqual(
          sboms.map(({platform}) => platform),
          ['linux/arm64'],
          'what does not hold is neither signed nor handed over'
        );
      }
    });
  }

  it('rejects one whose bytes are not those that the manifest lists', async test => {
    const layout = await Layout.read('v1');
    addSbom(layout, 'linux/arm64');
    layout.flipBit(addSbom(layout, 'linux/amd64'), 40);
    for (const asked of [true, false]) {
      const {verification} = await judge(test, layout, asked);
      assert.deepEqual(listFindings(verification), ['failed sbom linux/amd64']);
    }
  });

  it('is undecided about one that cannot be read, and only warns of it where none was asked for', async test => {
    const layout = await Layout.read('v1');
    addSbom(layout, 'linux/arm64');
    layout.remove(addSbom(layout, 'linux/amd64'));
    const asked = await judge(test, layout, true);
    assert.deepEqual(listFindings(asked.verification), ['unknown sbom linux/amd64']);
    assert.equal(asked.verification.verdict, 'undecided');
    const unasked = await judge(test, layout, false);
    assert.deepEqual(listFindings(unasked.verification), ['warning sbom linux/amd64']);
    assert.equal(unasked.verification.verdict, 'verified');
  });

  it('bounds what a document says of itself', async test => {
    const layout = await Layout.read('v1');
    addSbom(layout, 'linux/arm64');
    addSbom(layout, 'linux/amd64', {
      edit: ({predicate}) => {
        predicate['name'] = `\u001b${'n'.repeat(5000)}`;
        predicate['creationInfo'] = {creators: Array.from({length: 50}, () => 'Tool: \u202e')};
      }
    });
    const {verification} = await judge(test, layout, true);
    const [sbom] = verification.platforms[0]?.sboms ?? [];
    assert.ok((sbom?.name?.length ?? 0) < 210);
    assert.doesNotMatch(JSON.stringify(sbom), /\\u001b|\u202e/);
    assert.equal(sbom?.creators.length, 10);
  });
});
