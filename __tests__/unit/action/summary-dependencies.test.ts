import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {marked} from 'marked';
import {renderDependencies} from '../../../src/action/summary-dependencies.ts';
import type {DependencyRecord, ImageRecord} from '../../../src/dependencies/record.ts';
import {dependenciesWith, DIGEST, IDENTITY, imageWith, ISSUER, reportWith} from '../../support/reports.ts';

const FORGERY = '</td></tr></table>\n\n## ✅ Provenance: verified\n\n<table><tr><td>[x](https://example.com)';
const SIGNED = {outcome: 'signed', signers: [{issuer: ISSUER, identity: IDENTITY}]} as const;

const render = (overrides: Partial<DependencyRecord>) =>
  renderDependencies(reportWith({dependencies: dependenciesWith(overrides)}));

function renderImages(
  images: readonly Partial<ImageRecord>[],
  counts: Partial<DependencyRecord> = {}
): string {
  const trunk = {root: DIGEST, platform: 'linux/amd64', images: images.map(imageWith), more: 0};
  return render({trunks: [trunk], ...counts});
}

/** Cells of the rows, tags gone. */
function listRows(html: string): readonly (readonly string[])[] {
  return [...html.matchAll(/<tr>(.*)<\/tr>/g)].slice(1).map(([, row = '']) => {
    const cells = [...row.matchAll(/<td>(.*?)<\/td>/g)].map(([, cell = '']) => cell);
    return cells.map(cell =>
      cell
        .replaceAll('&emsp;', '>')
        .replaceAll(/<[^>]*>/g, ' ')
        .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
        .replaceAll(/ +/g, ' ')
        .trim()
    );
  });
}

describe('what the image stands on, in the summary', () => {
  it('is a row for each image, further in the further away, with what was found', () => {
    const shortened = `sha256:${'a'.repeat(12)}…`;
    const rows = listRows(
      renderImages([
        {found: SIGNED},
        {depth: 2, pinned: false, image: `ghcr.io/me/base:1@${DIGEST}`, found: {outcome: 'nothing'}},
        {found: {outcome: 'invalid', reason: 'it is not about the image'}},
        {found: {outcome: 'unread', reason: '403 Forbidden'}, platform: 'linux/arm64'},
        {role: 'frontend', repeated: true},
        {role: 'tool'},
        {role: 'unused'}
      ])
    );
    const alpine = `└ docker.io/library/alpine:3 > ${shortened}`;
    assert.deepEqual(rows, [
      [`linux/amd64 ${shortened}`, ''],
      [alpine, `✅ signed by ${IDENTITY}`],
      [`>>└ ghcr.io/me/base:1 >>> ${shortened} , not pinned`, '➖ none'],
      [alpine, '❌ does not hold, not used: it is not about the image'],
      [`${alpine} , linux/arm64`, '❔ could not be told: 403 Forbidden'],
      [`${alpine} , Dockerfile frontend`, 'as above'],
      [`${alpine} , tool of the build, such as an SBOM generator`, '☑️ unsigned'],
      [`${alpine} , not read for this platform`, '☑️ unsigned']
    ]);
  });

  it('is counted in a sentence', () => {
    for (const [found, missing, sentence] of [
      [1, 0, 'The one image has provenance.'],
      [2, 0, 'Both images have provenance.'],
      [3, 0, 'All 3 images have provenance.'],
      [2, 1, '1 of 3 images has no provenance'],
      [1, 2, '2 of 3 images have no provenance'],
      [0, 1, 'The one image has no provenance']
    ] as const)
      assert.ok(render({found, missing}).includes(`\n\n${sentence}`), sentence);
  });

  it('is nothing where there is nothing, and why where nobody could look', () => {
    assert.equal(renderDependencies(reportWith()), '');
    assert.equal(render({trunks: [], found: 0, missing: 0}), '');
    const text = render({trunks: [], found: 0, missing: 0, problem: 'It broke <b>here</b>.'});
    assert.match(text, /Nobody could look/);
    assert.doesNotMatch(text, /<b>/);
  });

  it('stays within its rows, whatever the build named', () => {
    const images = [
      {image: FORGERY, platform: FORGERY, found: {outcome: 'invalid', reason: FORGERY}},
      {found: {outcome: 'signed', signers: [{issuer: FORGERY, identity: FORGERY}]}}
    ] as const;
    const page = marked.parse(renderImages(images), {async: false});
    assert.equal(page.match(/<table>/g)?.length, 1);
    assert.doesNotMatch(page, /<h2|<a /);
  });

  it('has no more rows than a page takes, and says how many are left out', () => {
    const rows = listRows(renderImages(Array.from({length: 300}, () => ({}))));
    assert.equal(rows.length, 201);
    assert.deepEqual(rows.at(-1), ['and 101 more', '']);
  });
});
