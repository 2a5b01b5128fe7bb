import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {parseStatement} from '../../../src/attestation/statement.ts';
import {judgeRules} from '../../../src/dependencies/judge-rules.ts';
import type {Reason} from '../../../src/dependencies/judgement.ts';
import {parseRules} from '../../../src/dependencies/rules.ts';
import {composeProvenance, HEX, sourceStep} from './provenance.ts';
import type {Recipe} from './provenance.ts';

const D = `sha256:${HEX}`;
const versions = ['v0.2', 'v1'] as const;

function judge(uri: string, recipe: Recipe = {}): Reason | undefined {
  const materials = [{uri, digest: {sha256: HEX}}];
  const statement = parseStatement(composeProvenance({materials, ...recipe}));
  const [verdict] = judgeRules(parseRules(['materials-pinned']), [{name: 'x', statement}]);
  return verdict?.outcome === 'passed' ? undefined : verdict?.reasons[0];
}

/** As BuildKit records a build whose Dockerfile begins with `# syntax=`. */
const frontend = (source: string): Recipe => ({
  frontend: 'gateway.v0',
  args: {cmdline: source, source}
});

describe('what is not pinned', () => {
  const lines: readonly [string, string][] = [
    ['pkg:docker/alpine@3.20?platform=linux%2Famd64', `FROM alpine:3.20@${D}`],
    ['pkg:docker/me/app@1?platform=linux%2Farm64', `FROM me/app:1@${D}`],
    ['pkg:docker/ghcr.io/me/app@1?platform=linux%2Farm64', `FROM ghcr.io/me/app:1@${D}`],
    ['pkg:docker/127.0.0.1%3A5000/base?platform=linux%2Farm64', `FROM 127.0.0.1:5000/base@${D}`]
  ];
  for (const [uri, instead] of lines) {
    it(`comes with the line to write: ${instead.replace(HEX, '…')}`, () => {
      assert.deepEqual(judge(uri), {text: `"${uri}" is named without a digest.`, instead});
    });
  }

  it('comes without one where no digest was recorded, or where nobody knows which image it is', () => {
    for (const materials of [
      [{uri: 'pkg:docker/alpine@3.20?platform=linux%2Famd64', digest: {}}],
      [{uri: `pkg:docker/a@1?digest=${D}`, digest: {sha256: 'c'.repeat(64)}}],
      [{uri: 'pkg:docker/A%20B@1?platform=linux%2Famd64', digest: {sha256: HEX}}],
      [{uri: 'oci-layout://x', digest: {sha256: HEX}}]
    ])
      assert.equal(judge('', {materials})?.instead, undefined, JSON.stringify(materials));
  });

  for (const version of versions) {
    it(`may be the frontend, which has its line too (${version})`, () => {
      for (const source of ['docker/dockerfile:1', 'docker.io/docker/dockerfile:1'])
        assert.deepEqual(judge('pkg:docker/docker/dockerfile@1', {version, ...frontend(source)}), {
          text: '"pkg:docker/docker/dockerfile@1" is named without a digest (the frontend that reads the Dockerfile).',
          instead: `# syntax=docker/dockerfile:1@${D}`
        });
    });

    it(`may be the generator of the SBOM, which the step's inputs name (${version})`, () => {
      const uri = 'pkg:docker/docker/buildkit-syft-scanner@stable-1';
      for (const more of [{}, frontend('docker/dockerfile:1'), frontend('not a reference')])
        assert.deepEqual(judge(uri, {version, ...more}), {
          text: `"${uri}" is named without a digest (no step reads it: the generator of the SBOM).`,
          instead: `sbom: generator=docker/buildkit-syft-scanner:stable-1@${D}`
        });
    });
  }

  it('is no frontend for being named like one', () => {
    const uri = 'pkg:docker/docker/dockerfile@1?platform=linux%2Famd64';
    assert.equal(judge(uri, frontend('docker/dockerfile:1'))?.instead, `FROM docker/dockerfile:1@${D}`);
    const other = judge('pkg:docker/docker/dockerfile@1', {
      buildType: 'https://example.com/b',
      ...frontend('docker/dockerfile:1')
    });
    assert.equal(other?.text, '"pkg:docker/docker/dockerfile@1" is named without a digest.');
  });

  it('is a frontend or a generator that is pinned where its name has the digest', () => {
    assert.equal(
      judge(`pkg:docker/docker/dockerfile@1?digest=${D}`, frontend(`docker/dockerfile:1@${D}`)),
      undefined
    );
  });

  it('is a download, unless its URL could be read as more than a URL', () => {
    const read = (uri: string): string | undefined =>
      judge(uri, {steps: [sourceStep('step0', uri)]})?.instead;
    assert.equal(read('https://example.com/a-1.tgz'), `ADD --checksum=${D} https://example.com/a-1.tgz`);
    for (const uri of ['https://me:word@example.com/a', 'https://example.com/a b', 'https://example.com/$x'])
      assert.equal(read(uri), undefined, uri);
  });
});
