import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {verifyPublished} from '../../../src/verification/verify.ts';
import {collectKeys, replaceKey} from '../../support/damage.ts';
import {Layout} from '../../support/tampering.ts';
import type {LooseIndex, LooseManifest, LooseStatement} from '../../support/tampering.ts';
import {policy} from '../../support/verification.ts';

/** Each damages one kind of object, and everything above it stays well-formed. */
const damages = {
  index: (layout: Layout, key: string, by: unknown) => {
    layout.editIndex(index => assign(index, key, by));
  },
  manifest: (layout: Layout, key: string, by: unknown) => {
    layout.editManifest('linux/arm64', manifest => assign(manifest, key, by));
  },
  statement: (layout: Layout, key: string, by: unknown) => {
    layout.editStatement('linux/arm64', statement => assign(statement, key, by));
  }
};

function assign(target: LooseIndex | LooseManifest | LooseStatement, key: string, by: unknown): void {
  Object.assign(target, replaceKey(target, key, by));
}

describe('verifyPublished, with an object that makes no sense', () => {
  it('throws nothing, and verifies nothing that has no provenance', async () => {
    const layout = await Layout.read('oci-artifact');
    const {attestation, statement} = layout.digestsOf('linux/arm64');
    const keys = [layout.root, attestation, statement].flatMap(digest => collectKeys(layout.json(digest)));
    const value = fc.oneof(
      fc.jsonValue({maxDepth: 1}),
      fc.constantFrom('linux', layout.root, attestation, 1e9)
    );
    const damage = fc.record({
      kind: fc.constantFrom(...Object.values(damages)),
      key: fc.constantFrom(...keys),
      value
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({kind, key, value: by}) => {
        const damaged = new Layout(new Map(layout.blobs), layout.root);
        kind(damaged, key, by);
        const {verification} = await verifyPublished(damaged.remember(), damaged.root, policy);
        const {verdict, platforms} = verification;
        if (verdict !== 'verified') return;
        assert.equal(platforms.length, 2);
        for (const found of platforms) assert.deepEqual([found.mode, found.verdict], ['max', 'verified']);
      }),
      {numRuns: 200}
    );
  });
});
