/** Every combination of the layers that say where an image goes, held against a table of their order. */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {EXPORT_MODES, findExportContradictions, resolveExportMode} from '../../../src/build/export-mode.ts';
import type {ExportMode, ExportSources} from '../../../src/build/export-mode.ts';
import type {Output} from '../../../src/build/options.ts';

const output = (type: string, fields: Record<string, string> = {}): Output => ({
  text: `type=${type}`,
  type,
  fields: new Map(Object.entries(fields))
});

/** What one layer says; all that is set of `push`, `load`, `outputs` and `oci-path` is one layer. */
interface Words {
  readonly mode: ExportMode | undefined;
  readonly environment: ExportMode | undefined;
  readonly written: Written | undefined;
  readonly event: 'pull_request' | undefined;
}

interface Written extends Pick<ExportSources, 'wanted'> {
  readonly ociPath?: string;
  /** Most public first. */
  readonly says: readonly ExportMode[];
  readonly by: string;
}

const named = [undefined, ...EXPORT_MODES];
const written: readonly (Written | undefined)[] = [
  undefined,
  {wanted: {push: true, outputs: []}, says: ['registry'], by: 'input push'},
  {wanted: {push: false, outputs: []}, says: [], by: ''},
  {wanted: {load: true, outputs: []}, says: ['docker'], by: 'input load'},
  {wanted: {load: false, outputs: []}, says: [], by: ''},
  {wanted: {outputs: [output('oci', {dest: 'a.tar'})]}, says: ['oci'], by: 'input outputs'},
  {wanted: {outputs: [output('local', {dest: 'a'})]}, says: ['local'], by: 'input outputs'},
  {wanted: {outputs: []}, ociPath: 'a.tar', says: ['oci'], by: 'input oci-path'},
  {
    wanted: {push: true, load: true, outputs: [output('local', {dest: 'a'})]},
    ociPath: 'a/',
    says: ['registry', 'oci', 'docker', 'local'],
    by: 'input push'
  }
];

const combinations: readonly Words[] = named.flatMap(mode =>
  named.flatMap(environment =>
    written.flatMap(words =>
      ([undefined, 'pull_request'] as const).map(event => ({mode, environment, written: words, event}))
    )
  )
);

function sourcesOf({mode, environment, written: words, event}: Words): ExportSources {
  const {wanted = {outputs: []}, ociPath} = words ?? {};
  return {
    request: {
      ...(mode === undefined ? {} : {mode}),
      ...(environment === undefined ? {} : {environment}),
      ...(ociPath === undefined ? {} : {ociPath})
    },
    wanted,
    kind:
      event === undefined
        ? {value: 'attest', source: 'default', trace: []}
        : {value: 'dry run', source: 'event pull_request', trace: []}
  };
}

/** The highest layer that says anything, and what it says. */
function expectDecision({mode, environment, written: words}: Words): readonly [ExportMode, string] {
  if (mode !== undefined) return [mode, 'input export-mode'];
  if (environment !== undefined) return [environment, 'PROVENANCE_EXPORT_MODE'];
  const [first] = words?.says ?? [];
  return first === undefined ? ['none', 'default'] : [first, words?.by ?? ''];
}

const contradicts = (words: Words): boolean => findExportContradictions(sourcesOf(words)).length > 0;

describe('the layers that say where the image goes', () => {
  it('are asked from the highest down, in every combination that is no contradiction', () => {
    const agreeing = combinations.filter(words => !contradicts(words) && words.event === undefined);
    assert.ok(agreeing.length > 50);
    for (const words of agreeing) {
      const {value, source, trace} = resolveExportMode(sourcesOf(words));
      assert.deepEqual([value, source], expectDecision(words), JSON.stringify(words));
      assert.equal(trace[0], `input export-mode: ${words.mode ?? 'not set'}`);
      assert.equal(trace[1], `PROVENANCE_EXPORT_MODE: ${words.environment ?? 'not set'}`);
    }
  });

  it('never change a decision from below: what is added is no news, or a contradiction', () => {
    let added = 0;
    for (const words of combinations) {
      const {value, source} = resolveExportMode(sourcesOf(words));
      const less =
        words.mode !== undefined
          ? [
              {...words, environment: undefined},
              {...words, written: undefined}
            ]
          : words.environment !== undefined
            ? [{...words, written: undefined}]
            : [];
      for (const fewer of less) {
        if (contradicts(words) || contradicts(fewer) || words.event !== undefined) continue;
        const before = resolveExportMode(sourcesOf(fewer));
        assert.deepEqual([value, source], [before.value, before.source], JSON.stringify(words));
        added++;
      }
    }
    assert.ok(added > 50);
  });

  it('contradict each other where they say two things, and nowhere else', () => {
    for (const words of combinations) {
      const {mode, environment, written: wanted} = words;
      const decisive = mode ?? environment;
      const {push, load} = wanted?.wanted ?? {};
      const says = wanted?.says ?? [];
      const two = mode !== undefined && environment !== undefined && mode !== environment;
      const denied = (decisive === 'registry' && push === false) || (decisive === 'docker' && load === false);
      const lacksFolder = decisive === 'local' && says.length === 0;
      const opposed = decisive !== undefined && says.length > 0 && !says.includes(decisive);
      const found = findExportContradictions(sourcesOf(words));
      assert.equal(found.length, Number(two || denied || lacksFolder || opposed), JSON.stringify(words));
      for (const {input, problem} of found) {
        assert.equal(input, mode === undefined ? 'PROVENANCE_EXPORT_MODE' : 'export-mode');
        assert.match(problem, /^(?:contradicts|needs) \S/);
      }
    }
  });

  it('cannot make a dry run push', () => {
    for (const words of combinations) {
      if (words.event === undefined || contradicts(words)) continue;
      const {value, modes} = resolveExportMode(sourcesOf(words));
      assert.ok(value !== 'registry' && !modes.includes('registry'), JSON.stringify(words));
    }
  });
});
