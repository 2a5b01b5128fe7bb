import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {parseStatement} from '../../../src/attestation/statement.ts';
import {parseProvenance} from '../../../src/attestation/provenance.ts';
import {listRoles} from '../../../src/attestation/role.ts';
import {composeProvenance, HEX, sourceStep} from '../dependencies/provenance.ts';
import type {Recipe} from '../dependencies/provenance.ts';

const material = (uri: string) => ({uri: `pkg:docker/${uri}`, digest: {sha256: HEX}});
const STEPS = [sourceStep('step0', `docker-image://docker.io/library/alpine:3@sha256:${'1'.repeat(64)}`)];
const RECIPE: Recipe = {
  materials: [
    material('alpine@3?platform=linux%2Farm64'),
    material('docker/dockerfile@1'),
    material('docker/buildkit-syft-scanner@stable-1'),
    material('busybox@1?platform=linux%2Farm64'),
    {uri: 'https://github.com/me/app.git', digest: {sha1: 'a'.repeat(40)}}
  ],
  steps: STEPS,
  frontend: 'gateway.v0',
  args: {source: 'docker/dockerfile:1', cmdline: 'docker/dockerfile:1'},
  platform: 'linux/amd64'
};

function rolesOf(recipe: Recipe): readonly unknown[] {
  return listRoles(parseProvenance(parseStatement(composeProvenance(recipe)))).map(one =>
    one.kind === 'image' ? [one.reference?.repository, one.role, one.platform] : one.kind
  );
}

describe('the role of an image', () => {
  for (const version of ['v0.2', 'v1'] as const) {
    it(`is what BuildKit's record of the steps leaves, and tools run on the builder (${version})`, () => {
      assert.deepEqual(rolesOf({...RECIPE, version}), [
        ['library/alpine', undefined, 'linux/arm64'],
        ['docker/dockerfile', 'frontend', 'linux/amd64'],
        ['docker/buildkit-syft-scanner', 'tool', 'linux/amd64'],
        ['library/busybox', 'unused', 'linux/arm64'],
        'git'
      ]);
    });
  }

  it('is that of a tool alone where no step is recorded', () => {
    const {steps: _steps, ...min} = RECIPE;
    assert.deepEqual(
      rolesOf(min).map(one => (Array.isArray(one) ? (one as unknown[])[1] : one)),
      [undefined, 'frontend', 'tool', undefined, 'git']
    );
  });
});
