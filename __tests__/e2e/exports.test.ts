/** What the step's outputs give, as a script that uses the package takes it and hands it on. */
import assert from 'node:assert/strict';
import {globSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {pushScanner} from '../../local/scanner.ts';
import {listDigests} from '../../src/attestation/subject.ts';
import {Attestation, exportLines, parseLines, SignedAttestation} from '../../src/library.ts';
import {runSigned, useSigstore} from '../support/signed-step.ts';
import {assertExit, PLATFORMS} from '../support/step.ts';
import {createWorkspace} from '../support/workspace.ts';

const SCAN = 'https://example.com/scan/v1';

/** What a careless reader loses or breaks a line at. */
const ODD = 'grüße 🙂 \u2028 "x" 12345678901234567890';

describe('what the step leaves', () => {
  const platform = useSigstore({engine: {bridge: true}});
  const kept: {statements: Buffer[]; bundles: Buffer; folder: string} = {
    statements: [],
    bundles: Buffer.of(),
    folder: mkdtempSync(join(tmpdir(), 'exports-'))
  };
  before(async () => {
    const workspace = createWorkspace({
      Dockerfile: 'FROM scratch\nARG ODD TARGETARCH\nCOPY packages /\nLABEL platform=$TARGETARCH\n',
      packages: 'one 1.0 MIT\n',
      'scan.json': JSON.stringify({ODD})
    });
    const found = await runSigned(
      {...platform, workspace},
      {
        inputs: {
          ...{context: '.', push: 'true', platforms: PLATFORMS, 'build-args': `ODD=${ODD}`},
          sbom: await pushScanner(platform.engine, platform.registry.host),
          attestations: `type=${SCAN},path=scan.json`,
          tags: `${platform.registry.host}/octo-org/exports:1`
        },
        beforePost: ({temp}) => {
          const own = join(temp, 'provenance-action-*');
          kept.statements = globSync(join(own, 'provenance/*')).map(path => readFileSync(path));
          const [bundles = ''] = globSync(join(own, '*.jsonl'));
          kept.bundles = readFileSync(bundles);
        }
      }
    );
    workspace.remove();
    assertExit(found, 0);
  });
  after(() => rmSync(kept.folder, {recursive: true}));

  const read = (name: string): string => readFileSync(join(kept.folder, name), 'utf8');
  const signed = (): readonly SignedAttestation[] =>
    parseLines(kept.bundles).map(one => {
      assert.ok(one instanceof SignedAttestation);
      return one;
    });

  it('is a bundle a line, each of which can be had as statement, envelope, bundle and again as a line', async () => {
    const all = signed();
    assert.deepEqual(all.map(({attestation}) => attestation.predicateType).sort(), [
      SCAN,
      ...Array<string>(3).fill('https://slsa.dev/provenance/v1'),
      ...Array<string>(2).fill('https://spdx.dev/Document')
    ]);
    for (const one of all) {
      for (const format of ['statement', 'envelope', 'bundle'] as const)
        await one.export(join(kept.folder, format), format);
      const {payload} = JSON.parse(read('envelope')) as {payload: string};
      assert.equal(read('statement'), `${Buffer.from(payload, 'base64').toString()}\n`);
      const bundle = JSON.parse(read('bundle')) as {dsseEnvelope: unknown};
      assert.deepEqual(bundle.dsseEnvelope, JSON.parse(read('envelope')));
      for (const format of ['statement', 'envelope', 'bundle'])
        assert.equal(read(format).split('\n').length, 2);
    }
    await exportLines(join(kept.folder, 'lines'), all);
    assert.equal(read('lines'), kept.bundles.toString());
  });

  it('is a statement of each platform, whose predicate is signed to the last letter', async () => {
    const statements = kept.statements.map(bytes => Attestation.parse(bytes));
    assert.equal(statements.length, 2);
    for (const one of statements) {
      assert.ok(one.isBound());
      assert.ok(one.statement().includes(JSON.stringify(ODD).slice(1, -1)), one.statement());
      const predicate = JSON.stringify(one.predicate);
      const digests = new Set(one.subjects.flatMap(listDigests));
      const same = signed().filter(({attestation}) => {
        const isAbout = attestation.subjects.flatMap(listDigests).every(digest => digests.has(digest));
        return isAbout && JSON.stringify(attestation.predicate) === predicate;
      });
      assert.equal(same.length, 1);
      await one.export(join(kept.folder, 'one'));
      assert.equal(read('one'), `${one.statement()}\n`);
    }
    await exportLines(
      join(kept.folder, 'lines'),
      statements.filter(one => one.isBound())
    );
    const again = parseLines(readFileSync(join(kept.folder, 'lines')));
    assert.deepEqual(
      again.map(one => (one instanceof Attestation && one.isBound() ? one.statement() : '')),
      statements.map(one => (one.isBound() ? one.statement() : ''))
    );
  });
});
