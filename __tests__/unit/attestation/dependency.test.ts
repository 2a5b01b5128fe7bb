import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {parseProvenance} from '../../../src/attestation/provenance.ts';
import {parseStatement} from '../../../src/attestation/statement.ts';
import {describeMaterial, listDependencies, nameImage} from '../../../src/attestation/dependency.ts';
import type {ImageDependency} from '../../../src/attestation/dependency.ts';
import {parseImageUri} from '../../../src/attestation/image-uri.ts';
import {formatReference} from '../../../src/oci/reference.ts';
import {readStatement} from '../../support/tampering.ts';
import {composeProvenance, HEX, OTHER_HEX} from '../dependencies/provenance.ts';

const D = `sha256:${HEX}`;

function describeImage(uri: string, digest: Record<string, string> = {sha256: HEX}): ImageDependency {
  const found = describeMaterial({uri, digest});
  assert.ok(found.kind === 'image', uri);
  return found;
}

const nameOf = (uri: string): string | undefined => {
  const {reference} = describeImage(uri);
  return reference && formatReference(reference);
};

describe('the images that a provenance names', () => {
  for (const layout of ['v02', 'v1'] as const) {
    it(`are read as BuildKit recorded them (${layout})`, async () => {
      const [image, ...others] = listDependencies(
        parseProvenance(parseStatement(await readStatement(layout, 'linux/arm64')))
      );
      assert.deepEqual(others, []);
      assert.ok(image?.kind === 'image');
      const {uris, reference, digest, platform, pinned, problem} = image;
      assert.equal(uris.length, 1);
      assert.equal(reference?.repository, 'layouts/base');
      assert.match(reference.registry, /^127\.0\.0\.1:\d+$/);
      assert.match(digest ?? '', /^sha256:861411ac/);
      assert.deepEqual([platform, pinned, problem], ['linux/arm64', true, undefined]);
    });
  }

  it('are told from git trees, and from images that were named by tag', async () => {
    const found = listDependencies(
      parseProvenance(parseStatement(await readStatement('git-context', 'linux/amd64')))
    );
    assert.deepEqual(
      found.map(one => [one.kind, one.kind === 'image' && one.pinned]),
      [
        ['image', false],
        ['git', false]
      ]
    );
    assert.match(found[0]?.kind === 'image' ? (found[0].digest ?? '') : '', /^sha256:/);
  });

  const names: readonly [string, string | undefined][] = [
    ['pkg:docker/alpine@3.20?platform=linux%2Famd64', 'docker.io/library/alpine:3.20'],
    ['pkg:docker/me/app', 'docker.io/me/app'],
    ['pkg:docker/127.0.0.1%3A5000/base@1', '127.0.0.1:5000/base:1'],
    ['pkg:docker/127.0.0.1:5000/base@1', '127.0.0.1:5000/base:1'],
    [`pkg:docker/alpine@sha256%3A${HEX}`, 'docker.io/library/alpine'],
    ['pkg:docker/me/app@1?repository_url=ghcr.io', 'ghcr.io/me/app:1'],
    [
      `pkg:oci/debian@sha256%3A${HEX}?repository_url=ghcr.io/me/debian&arch=arm64&tag=12`,
      'ghcr.io/me/debian:12'
    ],
    ['pkg:oci/debian?platform=linux%2Famd64', undefined],
    [`docker-image://docker.io/library/alpine:3@${D}`, 'docker.io/library/alpine:3'],
    ['oci-layout://local/layout', undefined]
  ];
  for (const [uri, name] of names) {
    it(`are named by ${uri.replaceAll(HEX, '…')}`, () => {
      assert.equal(nameOf(uri), name);
      assert.equal(describeImage(uri).digest, D);
      assert.equal(describeImage(uri).problem, undefined);
    });
  }

  it('have the platform that the URI says, normalised', () => {
    const platform = (qualifiers: string) => describeImage(`pkg:docker/a?${qualifiers}`).platform;
    assert.equal(platform('platform=linux%2Farm64%2Fv8'), 'linux/arm64');
    assert.equal(platform('platform=linux/arm/v7'), 'linux/arm/v7');
    assert.equal(platform('arch=amd64'), 'linux/amd64');
    assert.equal(platform('x=y'), undefined);
    assert.match(describeImage('pkg:docker/a?platform=no').problem ?? '', /"no" is not a platform/);
  });

  it('are pinned where the URI names the very digest that was recorded', () => {
    const {pinned, digest, problem} = describeImage(`pkg:docker/a@1?digest=sha256:${OTHER_HEX}`);
    assert.deepEqual([pinned, digest], [false, undefined]);
    assert.equal(problem, `it is named by sha256:${OTHER_HEX}, but ${D} was recorded`);
    assert.equal(describeImage(`pkg:docker/a@1?digest=${D}`).pinned, true);
    assert.equal(describeImage(`pkg:docker/a@1?digest=${D}`, {}).digest, D);
    assert.equal(describeImage('pkg:docker/a@1').pinned, false);
    const bad = describeImage('pkg:docker/a@1?digest=sha256:beef');
    assert.deepEqual([bad.pinned, bad.digest], [false, undefined]);
  });

  it('without a digest have none', () => {
    for (const digest of [{}, {md5: 'ff'}, {sha256: HEX.toUpperCase()}, {sha256: HEX.slice(1)}])
      assert.equal(describeImage('pkg:docker/a@1', digest).digest, undefined);
    const long = 'ab'.repeat(64);
    assert.equal(describeImage('pkg:docker/a@1', {sha512: long}).digest, `sha512:${long}`);
  });

  it('that nobody can name say why', () => {
    const problem = (uri: string) => describeImage(uri).problem ?? '';
    assert.match(problem('pkg:docker/a/../b@1'), /repository has parts/);
    assert.match(problem('pkg:docker/u:secret@host.example/x@1'), /is not an image reference/);
    assert.doesNotMatch(problem('pkg:docker/u:secret@host.example/x@1'), /secret/);
    assert.match(problem('pkg:docker/%zz@1'), /no package URL: Invalid purl/);
    assert.match(problem(`pkg:docker/${'a'.repeat(5000)}`), /longer than 4096/);
  });

  it('are named once, however often, and pinned only if they are each time', () => {
    const statement = composeProvenance({
      materials: [
        {uri: 'pkg:docker/a@1?platform=linux%2Famd64', digest: {sha256: HEX}},
        {uri: 'https://example.com/me/app.git#main', digest: {sha1: 'a'.repeat(40)}},
        {uri: `pkg:docker/a@1?digest=${D}&platform=linux%2Famd64`, digest: {sha256: HEX}},
        {uri: 'https://example.com/me/app.git#main', digest: {sha1: 'a'.repeat(40)}},
        {uri: 'pkg:docker/a@1?platform=linux%2Farm64', digest: {sha256: HEX}},
        {uri: 'https://example.com/file', digest: {sha256: HEX}},
        {uri: 'thing', digest: {}}
      ]
    });
    const found = listDependencies(parseProvenance(parseStatement(statement)));
    assert.deepEqual(
      found.map(one => (one.kind === 'image' ? [one.platform, one.pinned, one.uris.length] : [one.kind])),
      [['linux/amd64', false, 2], ['git'], ['linux/arm64', false, 1], ['http'], ['other']]
    );
    const pinned = composeProvenance({
      materials: [{uri: `pkg:docker/a@1?digest=${D}`, digest: {sha256: HEX}}]
    });
    assert.deepEqual(
      listDependencies(parseProvenance(parseStatement(pinned))).map(
        one => one.kind === 'image' && one.pinned
      ),
      [true]
    );
  });

  it('are called by reference and digest, without a password', () => {
    assert.equal(nameImage(describeImage('pkg:docker/alpine@3')), `docker.io/library/alpine:3@${D}`);
    assert.equal(nameImage(describeImage('oci-layout://me:secret@x/y', {})), 'oci-layout://***@x/y');
  });

  it('never throw, whatever the URI', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({unit: 'binary'})), fc.string(), (path, hex) => {
        for (const scheme of ['pkg:docker/', 'pkg:oci/', 'docker-image://', 'oci-layout://', '']) {
          const found = describeMaterial({uri: scheme + path, digest: {sha256: hex}});
          if (found.kind === 'image') nameImage(found);
        }
      })
    );
  });

  it('survive the way into a package URL and back', () => {
    const label = fc.stringMatching(/^[a-z0-9]{1,9}$/);
    fc.assert(
      fc.property(label, label, label, fc.boolean(), (host, name, tag, escaped) => {
        const registry = `${host}.example${escaped ? '%3A' : ':'}5000`;
        const {reference} = parseImageUri(`pkg:docker/${registry}/${name}/x@${tag}?digest=${D}`) ?? {};
        assert.deepEqual(reference, {registry: `${host}.example:5000`, repository: `${name}/x`, tag});
      })
    );
  });
});
