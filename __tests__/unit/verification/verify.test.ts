import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {verifyPublished} from '../../../src/verification/verify.ts';
import {Layout} from '../../support/tampering.ts';
import {
  editBuilder,
  editMetadata,
  findStep,
  listFindings,
  policy,
  revision,
  verify
} from '../../support/verification.ts';

describe('verifyPublished, with what BuildKit wrote', () => {
  for (const name of ['v1', 'v02', 'oci-artifact']) {
    it(`verifies both platforms of ${name}`, async test => {
      const layout = await Layout.read(name);
      const verification = await verify(test, layout);
      assert.deepEqual(listFindings(verification), []);
      assert.equal(verification.verdict, 'verified');
      assert.equal(verification.root, layout.root);
      assert.match(verification.reason, /^All 2 platforms carry provenance \(mode=max\)/);
      for (const {platform, verdict, ...found} of verification.platforms) {
        const digests = layout.digestsOf(platform);
        assert.equal(verdict, 'verified');
        assert.equal(found.imageDigest, digests.image);
        assert.equal(found.attestationDigest, digests.attestation);
        assert.equal(found.statementDigest, digests.statement);
        assert.equal(found.mode, 'max');
        assert.equal(found.revision, revision);
        assert.equal(found.source, 'https://github.com/acme/app.git');
        assert.match(found.predicateType ?? '', name === 'v02' ? /v0\.2$/ : /v1$/);
        assert.equal(found.baseImages.length, 1);
        assert.match(found.baseImages[0]?.digest ?? '', /^sha256:/);
      }
    });
  }

  it('hands over the exact bytes of each statement', async test => {
    const layout = await Layout.read('v1');
    const {statements} = await verifyPublished(await layout.open(test), layout.root, policy);
    assert.deepEqual(
      statements.map(({platform, digest}) => [platform, digest]),
      policy.platforms.map(platform => [platform, layout.digestsOf(platform).statement])
    );
    for (const {digest, bytes} of statements) assert.deepEqual(Buffer.from(bytes), layout.blobs.get(digest));
  });

  it('says where and by what each step was decided', async test => {
    const verification = await verify(test, await Layout.read('oci-artifact'));
    const ids = new Set(verification.steps.map(({id}) => id));
    assert.equal(ids.size, 16);
    for (const {title, evidence} of verification.steps) {
      assert.match(title, /^[A-Z]/);
      assert.match(evidence, /^[A-Z1-9m].+\.$/);
    }
    assert.match(
      findStep(verification, 'layer-content', 'linux/amd64').evidence,
      /sha256:[0-9a-f]{64}.+OCI layout/
    );
    assert.deepEqual(JSON.parse(JSON.stringify(verification)), verification);
  });

  it('skips the subject field where BuildKit wrote none', async test => {
    const verification = await verify(test, await Layout.read('v02'));
    const step = findStep(verification, 'attestation-subject', 'linux/amd64');
    assert.equal(step.outcome, 'skipped');
    assert.match(step.evidence, /no subject field/);
  });

  it('rejects mode=min where max was asked for, and takes it where it was not', async test => {
    const layout = await Layout.read('min');
    const strict = await verify(test, layout);
    assert.deepEqual(listFindings(strict), [
      'failed provenance-mode linux/amd64',
      'failed provenance-mode linux/arm64'
    ]);
    assert.match(
      strict.reason,
      /^linux\/amd64: "The provenance is as complete as was asked for" does not hold: mode=min/
    );
    const lenient = await verify(test, layout, {mode: 'min'});
    assert.equal(lenient.verdict, 'verified');
    assert.match(lenient.reason, /mode=min/);
  });

  it('rejects an index without attestations at once, and a plain manifest likewise', async test => {
    for (const name of ['none', 'plain']) {
      const verification = await verify(test, await Layout.read(name));
      assert.equal(verification.verdict, 'rejected');
      assert.deepEqual(listFindings(verification), ['failed attestation-listed']);
      assert.match(verification.reason, /published without provenance/);
      assert.ok(verification.platforms.every(({verdict}) => verdict === 'rejected'));
    }
  });

  it('rejects statements without a subject', async test => {
    const verification = await verify(test, await Layout.read('unnamed'));
    assert.equal(verification.verdict, 'rejected');
    const step = findStep(verification, 'statement-subject', 'linux/arm64');
    assert.equal(step.source?.code, 'no-subject');
    assert.match(step.evidence, /only by the annotation/);
  });

  it('warns of a dirty tree', async test => {
    const verification = await verify(test, await Layout.read('single'), {platforms: ['linux/amd64']});
    assert.equal(verification.verdict, 'verified');
    assert.deepEqual(listFindings(verification), ['warning source-revision linux/amd64']);
    assert.equal(verification.platforms[0]?.revision, `${revision}-dirty`);
    assert.match(verification.reason, /^The image carries provenance/);
  });

  it("takes a git URL's commit for the source, and warns of a base image that is named by tag alone", async test => {
    const verification = await verify(test, await Layout.read('git-context'), {platforms: []});
    assert.equal(findStep(verification, 'source-revision', 'linux/amd64').outcome, 'passed');
    assert.deepEqual(listFindings(verification), ['warning base-images linux/amd64']);
    const [base] = verification.platforms[0]?.baseImages ?? [];
    assert.equal(base?.pinned, false);
    assert.match(base.digest ?? '', /^sha256:/);
  });
});

describe('verifyPublished, with a policy that does not fit', () => {
  it('names the platforms that are missing', async test => {
    const verification = await verify(test, await Layout.read('v1'), {
      platforms: ['linux/amd64', 'linux/s390x']
    });
    assert.deepEqual(listFindings(verification), ['failed platforms-present']);
    assert.match(verification.reason, /no image for linux\/s390x; it has linux\/amd64, linux\/arm64/);
  });

  it('rejects another builder id, and has nothing to say where none was asked for', async test => {
    const layout = await Layout.read('v1');
    const other = await verify(test, layout, {
      builderId: 'https://github.com/acme/app/actions/runs/2/attempts/1'
    });
    assert.deepEqual(listFindings(other), ['failed builder-id linux/amd64', 'failed builder-id linux/arm64']);
    const none = await verify(test, layout, {builderId: undefined});
    assert.equal(findStep(none, 'builder-id', 'linux/amd64').outcome, 'skipped');
    assert.equal(none.verdict, 'verified');
  });

  it('warns of another commit, and skips where nothing is expected', async test => {
    const layout = await Layout.read('v1');
    const other = await verify(test, layout, {revision: 'f'.repeat(40)});
    assert.equal(other.verdict, 'verified');
    assert.equal(findStep(other, 'source-revision', 'linux/arm64').outcome, 'warning');
    const none = await verify(test, layout, {revision: undefined});
    assert.equal(findStep(none, 'source-revision', 'linux/arm64').outcome, 'skipped');
  });

  it('refuses another commit, or none, of an image that was there already', async test => {
    const layout = await Layout.read('v1');
    const other = await verify(test, layout, {existing: true, revision: 'f'.repeat(40)});
    assert.equal(other.verdict, 'rejected');
    const {evidence} = findStep(other, 'source-revision', 'linux/arm64');
    assert.match(evidence, /expected was "f{40}"\. .*name it as expected-revision/);
    assert.equal((await verify(test, layout, {existing: true})).verdict, 'verified');
    for (const platform of policy.platforms) {
      layout.editStatement(platform, statement => {
        editMetadata(statement, metadata => {
          delete (metadata['buildkit_metadata'] as Record<string, unknown>)['vcs'];
        });
      });
    }
    const none = await verify(test, layout, {existing: true});
    assert.equal(none.verdict, 'rejected');
    assert.match(findStep(none, 'source-revision', 'linux/amd64').evidence, /records no source commit/);
  });

  it('refuses another commit of an image that was there already, also where it was dirty', async test => {
    const changes = {platforms: ['linux/amd64'], existing: true};
    const layout = await Layout.read('single');
    assert.equal((await verify(test, layout, changes)).verdict, 'verified');
    const other = await verify(test, layout, {...changes, revision: 'f'.repeat(40)});
    assert.equal(other.verdict, 'rejected');
  });

  it('says why there is no commit where that is known, and warns where it is not', async test => {
    const layout = await Layout.read('v1');
    for (const platform of policy.platforms) {
      layout.editStatement(platform, statement => {
        editMetadata(statement, metadata => {
          delete (metadata['buildkit_metadata'] as Record<string, unknown>)['vcs'];
        });
      });
    }
    const known = await verify(test, layout, {revisionAbsent: 'the context is no git folder.'});
    const step = findStep(known, 'source-revision', 'linux/amd64');
    assert.deepEqual(
      [step.outcome, step.evidence],
      ['skipped', 'The provenance records no source commit: the context is no git folder.']
    );
    const unknown = await verify(test, layout);
    assert.equal(findStep(unknown, 'source-revision', 'linux/amd64').outcome, 'warning');
  });
});

describe('verifyPublished', () => {
  it('hashes the root itself, and does not take the store’s word', async test => {
    const layout = await Layout.read('v1');
    const store = await layout.open(test);
    const other = await Layout.read('v02');
    const otherStore = await other.open(test);
    const lying = {
      ...otherStore,
      manifest: (reference: string) => {
        return reference === layout.root ? otherStore.manifest(other.root) : otherStore.manifest(reference);
      }
    };
    const {verification} = await verifyPublished(lying, layout.root, policy);
    assert.deepEqual(listFindings(verification), ['failed index-digest']);
    assert.match(store.name, /^OCI layout/);
  });

  it('throws mistakes, and texts that are no digest', async test => {
    const layout = await Layout.read('v1');
    const store = await layout.open(test);
    await assert.rejects(verifyPublished(store, 'latest', policy), {name: 'InvalidDigestError'});
    const broken = {...store, manifest: () => Promise.reject(new TypeError('not a function'))};
    await assert.rejects(verifyPublished(broken, layout.root, policy), TypeError);
  });

  it('cuts untrusted text and shows its control characters as replaced', async test => {
    const layout = await Layout.read('v1');
    const hostile = `\u001b[2J\n::error::\u202e${'x'.repeat(5000)}`;
    layout.editStatement('linux/amd64', statement => editBuilder(statement, hostile));
    const {evidence} = findStep(await verify(test, layout), 'builder-id', 'linux/amd64');
    assert.ok(evidence.length < 500, evidence);
    assert.match(evidence, /"\ufffd\[2J\ufffd::error::\ufffdx+…"/);
  });
});

describe('verifyPublished, of an image that any run of a repository may have built', () => {
  const changes = {builderId: undefined, anyRunOf: 'https://github.com/acme/app'};

  it('accepts whatever run and attempt', async test => {
    const layout = await Layout.read('v1');
    const verification = await verify(test, layout, changes);
    assert.equal(verification.verdict, 'verified');
    assert.match(findStep(verification, 'builder-id', 'linux/amd64').evidence, /a run of this repository/);
  });

  for (const id of [
    '',
    'https://github.com/acme/app',
    'https://github.com/acme/app2/actions/runs/1/attempts/1',
    'https://github.com/acme/app/actions/runs/1/attempts/1/x',
    'https://github.com/acme/app/actions/runs/../attempts/1',
    'https://example.com/https://github.com/acme/app/actions/runs/1/attempts/1'
  ]) {
    it(`rejects the builder id "${id}"`, async test => {
      const layout = await Layout.read('v1');
      layout.editStatement('linux/amd64', statement => editBuilder(statement, id));
      assert.deepEqual(listFindings(await verify(test, layout, changes)), ['failed builder-id linux/amd64']);
    });
  }
});
