import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {marked} from 'marked';
import {renderChecks, renderDiagnostics} from '../../../src/action/summary-diagnosis.ts';
import {CODES} from '../../../src/diagnostics/code.ts';
import {createDiagnostic} from '../../../src/diagnostics/create.ts';
import {reportWith, RUN} from '../../support/reports.ts';

const HOSTILE = '</pre><img src=x onerror=alert(1)> ``` \n## ✅ verified | @everyone';

describe('the diagnosis in the summary', () => {
  const diagnostic = createDiagnostic('PROV-3A', {
    phase: 'push',
    evidence: [HOSTILE],
    alternatives: [{code: 'PROV-3C', distinction: HOSTILE}]
  });

  it('says what is wrong, how one knows, what to do and how to see that it worked', () => {
    const text = renderDiagnostics(reportWith({diagnostics: [diagnostic]}));
    for (const part of [
      '### ❌ ',
      '**What to do:** ',
      '```yaml\n',
      '**How to see that it worked:** ',
      'It may also be:'
    ])
      assert.ok(text.includes(part), part);
  });

  it('links the page of the very version that runs', () => {
    const actionUrl = 'https://github.com/org/provenance-action/blob/v1';
    const run = {...RUN, actionUrl};
    const html = marked.parse(renderDiagnostics(reportWith({diagnostics: [diagnostic], run}))) as string;
    assert.match(html, /href="[^"]*\/blob\/v1\/src\/diagnostics\/docs\/PROV/);
  });

  it('lets nothing out of what was read', () => {
    const patch = `+ ${HOSTILE}`;
    const hint = {place: {file: HOSTILE, line: 1}, title: HOSTILE, detail: HOSTILE, patch};
    const html = marked.parse(renderDiagnostics(reportWith({diagnostics: [diagnostic], hint}))) as string;
    assert.doesNotMatch(html, /<img|<h2/);
    assert.equal(html.match(/<h3/g)?.length, 1);
  });

  it('has the lines to write in place of the example, each on its line, and harmless', () => {
    const long = `FROM ${'a'.repeat(200)} b`;
    const remedy = {...diagnostic.remedy, instead: [long, HOSTILE]};
    const text = renderDiagnostics(reportWith({diagnostics: [{...diagnostic, remedy}]}));
    assert.doesNotMatch(text, /```yaml/);
    const html = marked.parse(text) as string;
    assert.ok(html.includes(`<pre>${long}\n`), html);
    assert.doesNotMatch(html, /<img|<h2/);
  });

  it("keeps a patch's marks and indentation", () => {
    const hint = {
      place: {file: 'a.yml', line: 1},
      title: 't',
      detail: 'd',
      patch: '@@ x\n     a\n+      b\n-    c'
    };
    const text = renderDiagnostics(reportWith({diagnostics: [diagnostic], hint}));
    assert.match(text, /\n {5}a\n\+ {6}b\n- {4}c<\/pre>/);
  });

  it("shows the workflow's own lines in place of an example", () => {
    const hint = {place: {file: 'a.yml', line: 1}, title: 't', detail: 'd', patch: '+ b'};
    const text = renderDiagnostics(reportWith({diagnostics: [diagnostic], hint}));
    assert.doesNotMatch(text, /```yaml/);
    assert.ok(text.indexOf('**In the workflow**') < text.indexOf('**How to see that it worked:**'), text);
  });

  it('tells a code once, with what the check before had seen', () => {
    const [warned, failed] = ['No emulator.', 'exec format error'].map(line =>
      createDiagnostic('PROV-4A', {phase: 'build', evidence: [line]})
    );
    assert.ok(warned !== undefined && failed !== undefined);
    const text = renderDiagnostics(reportWith({diagnostics: [failed, warned]}));
    assert.equal(text.match(/^### /gm)?.length, 1);
    assert.match(text, /<pre>exec format error\nNo emulator&#46;<\/pre>/);
  });

  it("has buildx's last word, and not what its step had said in the same words", () => {
    const evidence = ['failed to push x: denied', 'ERROR: failed to solve: failed to push x: denied'];
    const text = renderDiagnostics(
      reportWith({diagnostics: [createDiagnostic('PROV-3A', {phase: 'push', evidence})]})
    );
    assert.equal(text.match(/failed to push x/g)?.length, 1);
  });

  it('shows ten, and nothing where nothing is wrong', () => {
    assert.equal(renderDiagnostics(reportWith()), '');
    const many = CODES.slice(0, 30).map(code => createDiagnostic(code, {phase: 'build', evidence: []}));
    assert.equal(renderDiagnostics(reportWith({diagnostics: many})).match(/^### /gm)?.length, 10);
  });
});

describe('the checks before the build', () => {
  it('are a table in which unknown is not passed', () => {
    const checks = [
      {id: 'push', title: HOSTILE, outcome: 'unknown', evidence: HOSTILE},
      {id: 'buildx', title: 'buildx is there', outcome: 'passed', evidence: '0.29'}
    ] as const;
    const html = marked.parse(renderChecks(reportWith({checks}))) as string;
    assert.match(html, /2, 1 failed or unknown/);
    assert.match(html, /❔ unknown/);
    assert.doesNotMatch(html, /<img|<h2/);
    assert.equal(renderChecks(reportWith()), '');
  });
});
