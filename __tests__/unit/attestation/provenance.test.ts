import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {
  findRevision,
  isProvenanceType,
  parseProvenance,
  ProvenanceError
} from '../../../src/attestation/provenance.ts';
import {parseStatement} from '../../../src/attestation/statement.ts';
import type {Statement} from '../../../src/attestation/statement.ts';
import type {JsonObject} from '../../../src/oci/json.ts';
import {collectKeys, replaceKey} from '../../support/damage.ts';
import {readStatement} from '../../support/tampering.ts';

const revision = '3ac40d6691359f12a018c69497c77fa4ac567ffb';

async function readProvenance(name: string, platform?: string) {
  return parseProvenance(parseStatement(await readStatement(name, platform)));
}

function state(predicate: JsonObject, version = 'v1'): Statement {
  return {
    type: 'https://in-toto.io/Statement/v1',
    predicateType: `https://slsa.dev/provenance/${version}`,
    subjects: [],
    predicate
  };
}

const least = {
  buildDefinition: {buildType: 'https://example.com/type', externalParameters: {}},
  runDetails: {builder: {id: ''}}
};

describe('parseProvenance', () => {
  it('reads version 1 as BuildKit wrote it', async () => {
    const provenance = await readProvenance('v1');
    assert.equal(provenance.version, 'v1');
    assert.equal(provenance.mode, 'max');
    assert.equal(provenance.builderId, 'https://github.com/acme/app/actions/runs/1/attempts/1');
    assert.equal(provenance.frontend, 'dockerfile.v0');
    assert.equal(provenance.args['build-arg:GREETING'], 'hi');
    assert.equal(provenance.configSource.path, 'Dockerfile');
    assert.deepEqual(provenance.vcs, {source: 'https://github.com/acme/app.git', revision, dirty: false});
    assert.match(provenance.invocationId ?? '', /^[a-z0-9]{25}$/);
    assert.match(provenance.startedOn ?? '', /^2026-\d\d-\d\dT.*Z$/);
    assert.deepEqual(provenance.completeness, {request: true, materials: false});
    assert.equal(provenance.hermetic, false);
    assert.equal(provenance.builderPlatform, 'linux/amd64');
    assert.deepEqual(
      provenance.finalLayers.map(chain => chain.length),
      [2]
    );
  });

  it('gives one form for two versions of the same build', async () => {
    for (const platform of ['linux/amd64', 'linux/arm64']) {
      const [old, recent] = await Promise.all([
        readProvenance('v02', platform),
        readProvenance('v1', platform)
      ]);
      const sameBuild = {invocationId: '', startedOn: '', finishedOn: '', buildType: '', version: 'v1'};
      assert.notEqual(old.version, recent.version);
      assert.deepEqual({...old, ...sameBuild}, {...recent, ...sameBuild});
    }
  });

  it('goes by what is recorded, not by what the request says, to tell max from min', async () => {
    assert.equal((await readProvenance('min')).mode, 'min');
    const {buildDefinition, runDetails} = parseStatement(await readStatement('v1')).predicate as unknown as {
      buildDefinition: JsonObject;
      runDetails: JsonObject;
    };
    const mode = (predicate: JsonObject) => parseProvenance(state(predicate)).mode;
    assert.equal(mode({buildDefinition, runDetails}), 'max');
    const withoutSteps = {...buildDefinition, internalParameters: {buildConfig: {llbDefinition: []}}};
    assert.equal(mode({buildDefinition: withoutSteps, runDetails}), 'min');
    const withoutSource = {...runDetails, metadata: {buildkit_metadata: {source: {infos: []}}}};
    assert.equal(mode({buildDefinition, runDetails: withoutSource}), 'min');
  });

  it('tells a dirty tree from its commit', async () => {
    assert.deepEqual((await readProvenance('single')).vcs, {
      source: 'https://github.com/acme/app.git',
      revision,
      dirty: true
    });
  });

  it('reads a build of a git URL: its commit, complete materials and hermetic', async () => {
    const provenance = await readProvenance('git-context');
    assert.equal(provenance.vcs, undefined);
    assert.equal(provenance.configSource.digest['sha1'], revision);
    assert.equal(provenance.completeness.materials, true);
    assert.equal(provenance.hermetic, true);
    assert.equal(findRevision(provenance), revision);
  });

  it('is content with the least that SLSA asks for, and with null for absent', () => {
    const provenance = parseProvenance(state(least));
    assert.equal(provenance.builderId, '');
    assert.equal(provenance.mode, 'min');
    assert.equal(provenance.invocationId, undefined);
    assert.deepEqual(provenance.materials, []);
    const nulls = {...least, runDetails: {builder: {id: null}, metadata: null}};
    assert.deepEqual(parseProvenance(state(nulls)), provenance);
  });

  it('names the place that is wrong', () => {
    const refused = (predicate: JsonObject, path: string, version?: string) => {
      assert.throws(() => parseProvenance(state(predicate, version)), {name: 'ProvenanceError', path});
    };
    refused({}, '$.predicate.buildDefinition');
    refused({...least, runDetails: {}}, '$.predicate.runDetails.builder');
    const {buildDefinition} = least;
    const materials = [{uri: 'x', digest: {sha256: 1}}];
    refused(
      {...least, buildDefinition: {...buildDefinition, resolvedDependencies: materials}},
      '$.predicate.buildDefinition.resolvedDependencies[0].digest.sha256'
    );
    const metadata = {buildkit_metadata: {layers: {'step0:0': [{}]}}};
    refused(
      {...least, runDetails: {builder: {}, metadata}},
      '$.predicate.runDetails.metadata.buildkit_metadata.layers["step0:0"][0]'
    );
    refused({buildType: ''}, '$.predicate.buildType', 'v0.2');
    refused(least, '$.predicateType', 'v9');
  });

  it('throws nothing but its own error, whatever it is given', async () => {
    const real = parseStatement(await readStatement('v1')).predicate;
    const key = fc.constantFrom(...collectKeys(real));
    const tree = fc.letrec<{value: unknown}>(tie => ({
      value: fc.oneof(
        {depthSize: 'small'},
        fc.jsonValue(),
        fc.dictionary(key, tie('value'), {maxKeys: 4}),
        fc.array(tie('value'), {maxLength: 4})
      )
    })).value;
    const version = fc.constantFrom('v1', 'v0.2', 'v3');
    fc.assert(
      fc.property(fc.dictionary(key, tree), key, tree, version, (loose, changed, value, name) => {
        const damaged = replaceKey(real, changed, value);
        for (const predicate of [loose, damaged]) {
          try {
            parseProvenance(state(JSON.parse(JSON.stringify(predicate)) as JsonObject, name));
          } catch (error) {
            assert.ok(error instanceof ProvenanceError, String(error));
          }
        }
      }),
      {numRuns: 100}
    );
  });
});

describe('findRevision', () => {
  it('takes a sha256 for a commit only where a git URL was the source', async () => {
    const base = await readProvenance('v1');
    const of = (uri: string) => {
      return findRevision({
        ...base,
        vcs: undefined,
        configSource: {uri, digest: {sha256: 'c'}, path: undefined}
      });
    };
    assert.equal(of('https://example.com/app.git#main'), 'c');
    assert.equal(of('git://example.com/app#main'), 'c');
    assert.equal(of('https://example.com/Dockerfile'), undefined);
  });
});

describe('isProvenanceType', () => {
  it('takes any version of SLSA provenance and nothing else', () => {
    assert.equal(isProvenanceType('https://slsa.dev/provenance/v7'), true);
    assert.equal(isProvenanceType('https://spdx.dev/Document'), false);
    assert.equal(isProvenanceType('https://slsa.dev/verification_summary/v1'), false);
  });
});
