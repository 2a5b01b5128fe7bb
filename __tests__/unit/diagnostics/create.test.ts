import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {CATALOGUE} from '../../../src/diagnostics/catalogue.ts';
import {CODES} from '../../../src/diagnostics/code.ts';
import {
  createDiagnostic,
  EVIDENCE_LINE_LENGTH,
  EVIDENCE_LINES,
  pageOf
} from '../../../src/diagnostics/create.ts';
import {root} from './pages.ts';

const evidenceOf = (...evidence: string[]): readonly string[] =>
  createDiagnostic('PROV-3A', {phase: 'push', evidence}).evidence;

describe('createDiagnostic', () => {
  it('fills in what the catalogue says of the code', () => {
    const {phase, evidence, alternatives, page, ...rest} = createDiagnostic('PROV-3A', {
      phase: 'push',
      evidence: ['denied']
    });
    assert.deepEqual(rest, {...CATALOGUE['PROV-3A'], code: 'PROV-3A'});
    assert.deepEqual([phase, evidence, alternatives], ['push', ['denied'], []]);
    assert.equal(page, 'src/diagnostics/docs/PROV-3A.md');
  });

  it('points to a page that is there, whatever the code', () => {
    for (const code of CODES) assert.ok(existsSync(join(root, pageOf(code))), code);
  });

  it('takes another severity, but not for what is expected', () => {
    assert.equal(
      createDiagnostic('PROV-2A', {phase: 'sign', evidence: [], severity: 'warning'}).severity,
      'warning'
    );
    assert.equal(
      createDiagnostic('PROV-1A', {phase: 'build', evidence: [], severity: 'error'}).severity,
      'notice'
    );
  });

  it('keeps a place, and has none without', () => {
    const place = {file: 'Dockerfile', line: 3};
    assert.deepEqual(createDiagnostic('PROV-022', {phase: 'build', evidence: [], place}).place, place);
    assert.ok(!('place' in createDiagnostic('PROV-022', {phase: 'build', evidence: []})));
  });

  it('gives alternatives their cause, each once, and never the code itself', () => {
    const {alternatives} = createDiagnostic('PROV-3A', {
      phase: 'push',
      evidence: [],
      alternatives: [
        {code: 'PROV-3C', distinction: 'the package\nis there already'},
        {code: 'PROV-3A', distinction: 'itself'},
        {code: 'PROV-3C', distinction: 'again'}
      ]
    });
    assert.deepEqual(alternatives, [
      {code: 'PROV-3C', cause: 'registry-package-link', distinction: 'the package is there already'}
    ]);
  });

  it('parts evidence into lines, without colours, blank lines and what cannot be seen', () => {
    assert.deepEqual(evidenceOf('\x1b[31mERROR: denied\x1b[0m  \r\n\n  2 | >>> RUN\tmake', ' '), [
      'ERROR: denied',
      '  2 | >>> RUN make'
    ]);
    assert.deepEqual(evidenceOf('a\u202eb\u0007c\u2028d'), ['a\ufffdb\ufffdc\ufffdd']);
  });

  it('says that there was more evidence than it keeps', () => {
    const lines = Array.from({length: 30}, (_, at) => `line ${String(at)}`);
    const kept = evidenceOf(...lines);
    assert.equal(kept.length, EVIDENCE_LINES);
    assert.deepEqual([kept[0], kept.at(-2), kept.at(-1)], ['line 0', 'line 18', '…']);
    assert.deepEqual(evidenceOf(lines.slice(0, 20).join('\n')), lines.slice(0, 20));
  });

  it('cuts a long line between characters', () => {
    const [line = ''] = evidenceOf('😀'.repeat(400));
    assert.ok(line.endsWith('😀…') && line.length <= EVIDENCE_LINE_LENGTH && line.isWellFormed());
  });

  it('is quick about evidence without end', () => {
    const start = performance.now();
    assert.deepEqual(evidenceOf(...Array<string>(50_000).fill('\n'.repeat(50_000))), []);
    assert.ok(evidenceOf('\x1b[1;'.repeat(1_000_000)).length <= EVIDENCE_LINES);
    assert.ok(performance.now() - start < 5000);
  });

  it('bounds and cleans any evidence', () => {
    const piece = fc.constantFrom(
      'a',
      ' ',
      '\t',
      '\n',
      '\r',
      '\x1b[31m',
      '\x1b[',
      '\0',
      '\u202e',
      '\u2028',
      '😀',
      '\ud83d'
    );
    const text = fc.array(piece, {maxLength: 40}).map(parts => parts.join('').repeat(20));
    fc.assert(
      fc.property(fc.constantFrom(...CODES), fc.array(text, {maxLength: 22}), (code, evidence) => {
        const diagnostic = createDiagnostic(code, {phase: 'build', evidence});
        assert.ok(diagnostic.evidence.length <= EVIDENCE_LINES);
        for (const line of diagnostic.evidence) {
          assert.ok(line.length <= EVIDENCE_LINE_LENGTH && line.isWellFormed() && line.trim() !== '');
          assert.doesNotMatch(line, /[\p{C}\p{Zl}\p{Zp}]/u);
        }
      }),
      {numRuns: 100}
    );
  });
});
