import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {
  applyExportMode,
  EXPORT_MODES,
  findExportContradictions,
  resolveExportMode
} from '../../../src/build/export-mode.ts';
import type {
  ExportMode,
  ExportRequest,
  ExportSources,
  WantedExports
} from '../../../src/build/export-mode.ts';
import type {Output} from '../../../src/build/options.ts';

const output = (type: string, fields: Record<string, string> = {}): Output => ({
  text: `type=${type}`,
  type,
  fields: new Map(Object.entries(fields))
});

const attest = {value: 'attest', source: 'default', trace: []} as const;
const dryRun = {value: 'dry run', source: 'event pull_request', trace: []} as const;

const resolve = (
  wanted: Partial<WantedExports>,
  request: ExportRequest = {},
  kind: ExportSources['kind'] = attest
) => resolveExportMode({request, wanted: {outputs: [], ...wanted}, kind});

const complain = (wanted: Partial<WantedExports>, request: ExportRequest) =>
  findExportContradictions({request, wanted: {outputs: [], ...wanted}}).map(
    ({input, problem}) => `${input} ${problem}`
  );

const OUTPUTS: readonly Output[] = [
  output('image', {push: 'true'}),
  output('oci', {dest: 'a.tar'}),
  output('docker'),
  output('docker', {dest: 'd.tar'}),
  output('local', {dest: 'out'})
];

const optional = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), {nil: undefined});
const sources: fc.Arbitrary<ExportSources> = fc.record({
  request: fc.record({
    mode: optional(EXPORT_MODES),
    environment: optional(EXPORT_MODES),
    ociPath: optional(['x.tar', 'folder/'])
  }) as fc.Arbitrary<ExportRequest>,
  wanted: fc.record({
    push: optional([true, false]),
    load: optional([true, false]),
    outputs: fc.subarray([...OUTPUTS])
  }) as fc.Arbitrary<WantedExports>,
  kind: fc.constantFrom(attest, dryRun)
});

describe('where the image goes', () => {
  it('is what push, load, outputs and oci-path say', () => {
    const cases: readonly (readonly [Partial<WantedExports>, ExportRequest, ExportMode, string])[] = [
      [{}, {}, 'none', 'default'],
      [{push: true}, {}, 'registry', 'input push'],
      [{load: true}, {}, 'docker', 'input load'],
      [{outputs: [output('image', {push: 'true'})]}, {}, 'registry', 'input outputs'],
      [{outputs: [output('local', {dest: 'o'})]}, {}, 'local', 'input outputs'],
      [{}, {ociPath: 'x.tar'}, 'oci', 'input oci-path'],
      [{push: true, load: true}, {ociPath: 'x.tar'}, 'registry', 'input push'],
      [{push: false, load: false}, {}, 'none', 'default']
    ];
    for (const [wanted, request, value, source] of cases) {
      const decision = resolve(wanted, request);
      assert.deepEqual([decision.value, decision.source], [value, source]);
    }
    assert.deepEqual(resolve({push: true, load: true}, {ociPath: 'x'}).modes, ['registry', 'oci', 'docker']);
  });

  it('is what a mode says, before all that', () => {
    assert.deepEqual(
      [resolve({}, {mode: 'oci'}).source, resolve({}, {environment: 'oci'}).source],
      ['input export-mode', 'PROVENANCE_EXPORT_MODE']
    );
    assert.deepEqual(resolve({push: true}, {mode: 'oci', ociPath: 'x'}).modes, ['oci', 'registry']);
  });

  it('is no registry in a dry run, whoever asks for it', () => {
    const pushed = resolve({push: true}, {}, dryRun);
    assert.deepEqual([pushed.value, pushed.source, pushed.modes], ['none', 'event pull_request', []]);
    assert.equal(resolve({}, {mode: 'registry'}, dryRun).value, 'none');
    assert.equal(resolve({push: true}, {ociPath: 'x'}, dryRun).value, 'oci');
    assert.equal(resolve({load: true}, {}, dryRun).source, 'input load');
  });

  it('is nothing where no image is made', () => {
    const {value, source, trace} = resolve({call: 'check', push: true}, {mode: 'oci'});
    assert.deepEqual([value, source], ['none', 'input call']);
    assert.equal(trace.at(-1), 'call: check makes no image');
  });

  it('is the registry that holds it where digest names an image that is there, whatever a build would do', () => {
    const requests: readonly ExportRequest[] = [{}, {ociPath: 'x.tar'}, {mode: 'none'}, {environment: 'oci'}];
    for (const kind of [attest, dryRun])
      for (const request of requests) {
        const decision = resolveExportMode({request, wanted: {outputs: []}, kind, resumes: true});
        const {value, source, modes} = decision;
        assert.deepEqual([value, source, modes], ['registry', 'input digest', ['registry']]);
      }
  });

  it('is a mistake where two words of the user contradict each other, naming both', () => {
    assert.deepEqual(complain({}, {mode: 'oci', environment: 'docker'}), [
      'export-mode contradicts PROVENANCE_EXPORT_MODE: docker'
    ]);
    assert.deepEqual(complain({push: true}, {mode: 'oci'}), ['export-mode contradicts push']);
    assert.deepEqual(complain({push: false}, {environment: 'registry'}), [
      'PROVENANCE_EXPORT_MODE contradicts push: false'
    ]);
    assert.deepEqual(complain({load: true}, {mode: 'none'}), ['export-mode contradicts load']);
    assert.match(complain({}, {mode: 'local'})[0] ?? '', /needs an output/);
    assert.deepEqual(complain({push: true}, {mode: 'registry', environment: 'registry'}), []);
    assert.deepEqual(complain({push: true, load: true}, {mode: 'docker'}), []);
  });

  it('never changes by what a lower layer says: it is the same, or a contradiction', () => {
    fc.assert(
      fc.property(sources, all => {
        if (findExportContradictions(all).length > 0) return;
        const {value} = resolveExportMode(all);
        const {mode, environment} = all.request;
        const asked = mode ?? environment;
        if (asked === undefined) return;
        const alone = {request: {mode: asked}, wanted: {outputs: []}, kind: all.kind};
        const expected = resolveExportMode(alone).value;
        assert.ok(value === expected || (asked === 'registry' && all.kind === dryRun));
      })
    );
  });

  it('is what the build is then asked for, and nothing else', () => {
    fc.assert(
      fc.property(sources, all => {
        if (findExportContradictions(all).length > 0) return;
        const decision = resolveExportMode(all);
        const applied = applyExportMode(all.wanted, all.request);
        // What was decided from the words is decided again from what they came to.
        const again = resolveExportMode({request: {}, wanted: applied, kind: all.kind});
        assert.deepEqual(new Set(again.modes), new Set(decision.modes));
        if (decision.value === 'none') assert.deepEqual(decision.modes, []);
        else assert.equal(decision.modes[0], decision.value);
      })
    );
  });

  it('writes a tar, or with a slash at its end a folder, whatever the path holds', () => {
    const texts = ['image.tar', 'my, "image".tar', 'out/layout/', '/'].map(
      ociPath => applyExportMode<WantedExports>({outputs: []}, {ociPath}).outputs[0]?.text
    );
    assert.deepEqual(texts, [
      'type=oci,dest=image.tar',
      'type=oci,"dest=my, ""image"".tar"',
      'type=oci,dest=out/layout,tar=false',
      'type=oci,dest=/,tar=false'
    ]);
  });
});
