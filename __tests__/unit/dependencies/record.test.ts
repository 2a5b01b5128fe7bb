import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {countImages, recordTrunks} from '../../../src/dependencies/record.ts';
import type {DependencyTree, ImageNode} from '../../../src/dependencies/tree.ts';
import type {Digest} from '../../../src/oci/descriptor.ts';

const digestOf = (character: string): Digest => `sha256:${character.repeat(64)}`;

const nodeWith = (overrides: Partial<ImageNode> = {}): ImageNode => ({
  image: 'docker.io/library/alpine:3',
  digest: digestOf('1'),
  platform: 'linux/amd64',
  pinned: true,
  role: undefined,
  found: {outcome: 'unsigned'},
  looked: ['a place'],
  repeated: false,
  dependencies: [],
  others: [],
  statements: [],
  ...overrides
});

const treeOf = (...trunks: readonly (readonly ImageNode[])[]): DependencyTree => ({
  root: digestOf('f'),
  trunks: trunks.map((dependencies, at) => ({platform: `linux/${String(at)}`, dependencies, others: []}))
});

describe('the record of a tree', () => {
  it('has each image by depth and order, with each signer once, and without its documents', () => {
    const extensions = {issuer: 'https://issuer.example'};
    const signer = {san: 'me', extensions} as Extract<
      ImageNode['found'],
      {outcome: 'signed'}
    >['signers'][number];
    const tree = treeOf([
      nodeWith({
        found: {outcome: 'signed', signers: [signer, signer]},
        dependencies: [nodeWith({digest: undefined, found: {outcome: 'unread', reason: 'silence'}})]
      }),
      nodeWith({role: 'tool', repeated: true})
    ]);
    const [trunk] = recordTrunks(tree);
    assert.deepEqual([trunk?.root, trunk?.platform, trunk?.more], [digestOf('f'), 'linux/0', 0]);
    assert.deepEqual(
      trunk?.images.map(({depth, digest, role, found, repeated}) => [depth, digest, role, found, repeated]),
      [
        [
          1,
          digestOf('1'),
          undefined,
          {outcome: 'signed', signers: [{issuer: 'https://issuer.example', identity: 'me'}]},
          false
        ],
        [2, undefined, undefined, {outcome: 'unread', reason: 'silence'}, false],
        [1, digestOf('1'), 'tool', {outcome: 'unsigned'}, true]
      ]
    );
    assert.deepEqual(JSON.parse(JSON.stringify(trunk)), trunk);
  });

  it('counts what it leaves out', () => {
    const many = Array.from({length: 900}, () => nodeWith());
    assert.deepEqual(
      recordTrunks(treeOf(many, many, many)).map(({images, more}) => [images.length, more]),
      [
        [900, 0],
        [100, 800],
        [0, 900]
      ]
    );
  });
});

describe('the images of a tree', () => {
  it('are counted by digest, and found where they are for every platform', () => {
    const missing = nodeWith({platform: 'linux/arm64', found: {outcome: 'nothing'}});
    assert.deepEqual(countImages([treeOf([nodeWith()], [missing])]), {found: 0, missing: 1});
    const other = nodeWith({digest: digestOf('2'), found: {outcome: 'invalid', reason: ''}});
    assert.deepEqual(countImages([treeOf([nodeWith(), nodeWith({repeated: true}), other])]), {
      found: 1,
      missing: 1
    });
    assert.deepEqual(countImages([treeOf()]), {found: 0, missing: 0});
  });
});
