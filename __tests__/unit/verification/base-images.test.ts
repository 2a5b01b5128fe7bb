import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {parseProvenance} from '../../../src/attestation/provenance.ts';
import type {Material, Provenance} from '../../../src/attestation/provenance.ts';
import {parseStatement} from '../../../src/attestation/statement.ts';
import {listBaseImages} from '../../../src/verification/steps-base-images.ts';
import {readStatement} from '../../support/tampering.ts';

const HEX = 'b4'.repeat(32);

/** As BuildKit 0.25 records the generator of `sbom: true`. */
const GENERATOR: Material = {
  uri: 'pkg:docker/docker/buildkit-syft-scanner@stable-1',
  digest: {sha256: HEX}
};

const readProvenance = async (name: string): Promise<Provenance> =>
  parseProvenance(parseStatement(await readStatement(name)));

describe('listBaseImages', () => {
  const listed = (provenance: Provenance, scanned: boolean) =>
    listBaseImages(provenance, scanned).map(({uri}) => uri);

  for (const name of ['v1', 'v02']) {
    it(`leaves out what made the SBOM, in ${name}`, async () => {
      const provenance = await readProvenance(name);
      const [base] = provenance.materials as [Material];
      const materials = [
        GENERATOR,
        base,
        {...GENERATOR, uri: 'pkg:docker/registry.example%3A5000/my/scan@1'}
      ];
      assert.deepEqual(listed({...provenance, materials}, true), [base.uri]);
    });
  }

  it('hides no base image, whatever it is called', async () => {
    const provenance = await readProvenance('v1');
    const [base] = provenance.materials as [Material];
    const {uri} = GENERATOR;
    const shown: readonly (readonly [why: string, material: Material, changes?: Partial<Provenance>])[] = [
      ['it was built for a platform', {...GENERATOR, uri: `${uri}?platform=linux%2Famd64`}],
      ['a step takes its digest', {...GENERATOR, digest: base.digest}],
      [
        'a step takes its name',
        GENERATOR,
        {sources: [`docker-image://docker.io/docker/buildkit-syft-scanner:2`]}
      ],
      ['no step is recorded', GENERATOR, {mode: 'min', sources: []}],
      ['no digest is recorded', {...GENERATOR, digest: {}}],
      [
        'it is the frontend',
        {...GENERATOR, uri: 'pkg:docker/docker/dockerfile@1'},
        {frontend: 'gateway.v0', args: {source: 'docker/dockerfile:1'}}
      ],
      ['it has no name', {...GENERATOR, uri: 'pkg:docker/'}],
      [
        'it has a name that leads nowhere',
        {...GENERATOR, uri: 'pkg:oci/%zz/a/@1'},
        {sources: ['docker-image://x/a/:1']}
      ]
    ];
    for (const [why, material, changes] of shown)
      assert.deepEqual(listed({...provenance, ...changes, materials: [material]}, true), [material.uri], why);
    assert.deepEqual(listed({...provenance, materials: [GENERATOR]}, false), [uri]);
  });

  it('takes for pinned what is named by the very digest that was recorded', async () => {
    const provenance = await readProvenance('v1');
    const pinned = (qualifiers: string) => {
      const materials = [{uri: `pkg:docker/alpine@3${qualifiers}`, digest: {sha256: HEX}}];
      return listBaseImages({...provenance, materials}, false)[0]?.pinned;
    };
    for (const qualifiers of [`?digest=sha256:${HEX}`, `?platform=linux%2Famd64&digest=sha256%3A${HEX}`])
      assert.equal(pinned(qualifiers), true, qualifiers);
    for (const qualifiers of [
      '',
      '?digest=',
      '?digest=sha256:beef',
      `?digest=${HEX}`,
      `?digest=sha256:${'0'.repeat(64)}`,
      `?x=%3Fdigest=sha256:${HEX}`
    ])
      assert.equal(pinned(qualifiers), false, qualifiers);
  });
});
