import {listIdleFindings, watchPatterns} from './coverage.ts';
import assert from 'node:assert/strict';
import {existsSync, globSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {CLIENT_RULES} from '../../src/diagnosis/buildx-rules.ts';
import {CONTEXT_RULES} from '../../src/diagnosis/context-rules.ts';
import {diagnoseLog} from '../../src/diagnosis/diagnose-log.ts';
import {ENGINE_RULES, MACHINE_RULES} from '../../src/diagnosis/docker-rules.ts';
import {SIGSTORE_RULES} from '../../src/diagnosis/sigstore-rules.ts';
import {
  ATTESTATION_CODES,
  CLASSES,
  EXTRACTION_CODES,
  LAYOUT_CODES,
  REFERRER_CODES,
  SIGSTORE_CODES,
  TRUST_CODES
} from '../../src/diagnosis/source-rules.ts';
import {OTHER_RULES} from '../../src/diagnosis/tool-rules.ts';
import {FAILED_STEPS} from '../../src/diagnosis/verification-rules.ts';
import {CATALOGUE} from '../../src/diagnostics/catalogue.ts';
import {CODES} from '../../src/diagnostics/code.ts';
import type {Code} from '../../src/diagnostics/code.ts';
import {runChecks} from '../../src/preflight/check.ts';
import {HINTED_CODES} from '../../src/preflight/workflow-codes.ts';
import {good} from '../unit/preflight/facts.ts';
import type {CodeCase, LogMiss, RecordCase, Words} from './case.ts';
import {judgeLog, judgeRecords} from './judge.ts';
import type {Judged} from './judge.ts';

const here = import.meta.dirname;
const source = join(here, '../../src');

const unmatched = watchPatterns([
  ...CLIENT_RULES,
  ...CONTEXT_RULES,
  ...ENGINE_RULES,
  ...MACHINE_RULES,
  ...SIGSTORE_RULES,
  ...OTHER_RULES
]);

async function readCase(code: Code): Promise<CodeCase> {
  const {default: read} = (await import(`./${code}/case.ts`)) as {default: CodeCase};
  return read;
}

const folders = readdirSync(here, {withFileTypes: true}).filter(entry => entry.isDirectory());
const cases = new Map<Code, CodeCase>();
for (const code of CODES.filter(one => existsSync(join(here, one, 'case.ts')))) {
  cases.set(code, await readCase(code));
}
const records = [...cases.values()].flatMap(one => one.records ?? []);

function assertIs(code: Code, judged: Judged, beside: boolean | undefined): void {
  if (beside !== true) assert.equal(judged[0], code);
  else assert.ok(judged[0] !== code && judged.includes(code), `not beside ${String(judged[0])}`);
}

/** Neither first nor beside. */
function assertIsNot(code: Code, judged: Judged, miss: Pick<LogMiss, 'code' | 'nor'>): void {
  assert.equal(judged[0], miss.code);
  for (const other of [code, ...(miss.nor ?? [])]) assert.ok(!judged.includes(other), `says ${other}`);
}

function readLog(code: Code, name: string): string {
  return readFileSync(join(here, code, name), 'utf8');
}

function testLog(code: Code, {log}: CodeCase): void {
  if (log === undefined) return;
  const {origin, beside, context, miss} = log;
  it(`is shown by its log (${origin})`, () =>
    assertIs(code, judgeLog(readLog(code, 'log.txt'), context), beside));
  it(`is not shown where ${miss.why}`, () =>
    assertIsNot(code, judgeLog(readLog(code, 'near-miss.txt'), context), miss));
}

function testWords(code: Code, {log, context, open = [], beside}: Words): void {
  it(`is meant by: ${log.trimEnd().split('\n').at(-1)?.slice(0, 110) ?? ''}`, () => {
    const judged = judgeLog(log, context);
    assertIs(code, judged, beside);
    assert.equal(diagnoseLog(log, context).fatal, beside !== true);
    for (const other of open) assert.ok(judged.includes(other), `leaves ${other} out of ${judged.join(' ')}`);
  });
}

function testRecord(code: Code, record: RecordCase): void {
  it(`comes from a ${record.by}, and not where ${record.miss.why}`, () => {
    const judged = judgeRecords(code, record);
    for (const one of judged.slice(0, -1)) assert.equal(one[0], code);
    const [first] = judged.at(-1) ?? [];
    assert.equal(first, record.miss.code);
    assert.notEqual(first, code);
  });
}

describe('the folders', () => {
  it('are one for each code, and no other', () => {
    assert.deepEqual(folders.map(({name}) => name).toSorted(), CODES.toSorted());
    assert.deepEqual([...cases.keys()], [...CODES]);
  });

  it('hold a log wherever the case speaks of one, and nothing that nobody reads', () => {
    for (const [code, {log}] of cases) {
      const expected = log === undefined ? ['case.ts'] : ['case.ts', 'log.txt', 'near-miss.txt'];
      assert.deepEqual(readdirSync(join(here, code)).toSorted(), expected, code);
    }
  });

  it('hold something that yields the code', () => {
    for (const [code, {log, records: own = []}] of cases)
      assert.ok(log !== undefined || own.length > 0, code);
  });
});

for (const [code, one] of cases) {
  describe(code, () => {
    it('has the cause that the catalogue says', () => assert.equal(one.cause, CATALOGUE[code].cause));
    testLog(code, one);
    for (const words of one.words ?? []) testWords(code, words);
    for (const miss of one.misses ?? [])
      it(`is not where ${miss.why}`, () => assertIsNot(code, judgeLog(miss.log, miss.context), miss));
    for (const record of one.records ?? []) testRecord(code, record);
  });
}

/** `SigningError token-refused`, for each entry of a table. */
function listEntries(tables: Readonly<Record<string, Readonly<Record<string, unknown>>>>): readonly string[] {
  return Object.entries(tables).flatMap(([name, codes]) => Object.keys(codes).map(code => `${name} ${code}`));
}

/** These come last: by now each case was tried. */
describe('the rules', () => {
  it('are each used by a case: those with a pattern', () => {
    assert.deepEqual(
      unmatched().map(({code, pattern}) => `${code} ${String(pattern)}`),
      []
    );
  });

  it('are each used by a case: those with a condition', () => {
    const files = globSync(['diagnosis/*.ts', 'preflight/check-*.ts'], {cwd: source});
    assert.deepEqual(listIdleFindings(files.map(file => join(source, file))), []);
  });

  it('are each used by a case: those about the structure of an error', () => {
    const given = records.flatMap(record => (record.by === 'source rule' ? record.given : []));
    const used = new Set(given.flatMap(({name, code}) => [`${name} ${code ?? ''}`, `any ${name}`]));
    const entries = listEntries({
      AttestationError: ATTESTATION_CODES,
      SigningError: SIGSTORE_CODES,
      TrustError: TRUST_CODES,
      ReferrerError: REFERRER_CODES,
      ExtractionError: EXTRACTION_CODES,
      LayoutError: LAYOUT_CODES,
      any: CLASSES
    });
    assert.deepEqual(
      entries.filter(entry => !used.has(entry)),
      []
    );
  });

  it('are each used by a case: those about the steps of a verification', () => {
    const given = records.flatMap(record => (record.by === 'verification rule' ? record.given : []));
    const used = new Set(
      given.flatMap(({steps}) => steps.filter(({outcome}) => outcome === 'failed').map(({id}) => id))
    );
    const steps = Object.keys(FAILED_STEPS) as (keyof typeof FAILED_STEPS)[];
    assert.deepEqual(
      steps.filter(id => !used.has(id)),
      []
    );
  });

  it('are each used by a case: the checks before the build, and the hints', () => {
    const checks = records.flatMap(record => (record.by === 'preflight check' ? record.given : []));
    const used = new Set(checks.map(({check}) => check));
    assert.deepEqual(
      runChecks(good).filter(({id}) => !used.has(id)),
      []
    );
    const hinted = [...cases].filter(([, one]) => one.records?.some(({by}) => by === 'workflow hint'));
    assert.deepEqual(
      hinted.map(([code]) => code),
      CODES.filter(code => (HINTED_CODES as readonly Code[]).includes(code))
    );
  });
});
