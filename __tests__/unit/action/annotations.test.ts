import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {listAnnotations} from '../../../src/action/annotations.ts';
import {createDiagnostic} from '../../../src/diagnostics/create.ts';
import {
  apiPlace,
  failedWith,
  registryPlace,
  reportWith,
  signedStatements,
  signedWith,
  signingWith,
  stepWith,
  unsignedWith,
  verificationWith
} from '../../support/reports.ts';

describe('listAnnotations', () => {
  it('says nothing about a run that is well', () => {
    assert.deepEqual(listAnnotations(reportWith()), []);
  });

  it('begins with the failed checks of a rejected image, platform by platform', () => {
    const steps = [
      stepWith(),
      stepWith({outcome: 'failed', platform: 'linux/arm64', evidence: 'Only mode=min.'})
    ];
    const verifications = [
      verificationWith({verdict: 'rejected', reason: 'linux/arm64 is incomplete.', steps})
    ];
    const [first] = listAnnotations(reportWith({verifications, warnings: ['something']}));
    assert.equal(first?.level, 'error');
    assert.equal(
      first.message,
      'linux/arm64 is incomplete.\nlinux/arm64: The provenance is complete (mode=max): Only mode=min.'
    );
  });

  it('says once what several platforms and places share, and how much more there is', () => {
    const platforms = ['linux/amd64', 'linux/arm64'];
    const steps = Array.from({length: 23}, (_, at) =>
      platforms.map(platform =>
        stepWith({title: 'T', outcome: 'failed', platform, evidence: `Number ${String(at + 1)}.`})
      )
    );
    const place = verificationWith({verdict: 'rejected', reason: 'Number 1.', steps: steps.flat()});
    const [first] = listAnnotations(reportWith({verifications: [place, place]}));
    const lines = first?.message.split('\n') ?? [];
    assert.deepEqual(lines.slice(0, 2), ['Number 1.', 'linux/amd64, linux/arm64: T: Number 2.']);
    assert.deepEqual(lines.slice(-2), [
      'linux/amd64, linux/arm64: T: Number 21.',
      'And 2 more, in the summary.'
    ]);
  });

  it('has the lines to write, behind what to do', () => {
    const base = createDiagnostic('PROV-1L', {phase: 'verify', evidence: ['x']});
    const broken = {...base, remedy: {...base.remedy, instead: ['FROM a@b', 'FROM c@d']}};
    const verifications = [verificationWith({verdict: 'rejected'})];
    const [first] = listAnnotations(reportWith({verifications, diagnostics: [broken]}));
    assert.ok(
      first?.message.endsWith(`What to do: ${base.remedy.text}\nTo write instead:\nFROM a@b\nFROM c@d`)
    );
  });

  it('says what else it may be, and what tells the two apart', () => {
    const killed = createDiagnostic('PROV-025', {
      phase: 'build',
      evidence: ['exit code: 137'],
      alternatives: [{code: 'PROV-020', distinction: 'The step ends itself.'}]
    });
    const failure = {phase: 'build', message: 'It failed.', cancelled: false} as const;
    const [first] = listAnnotations(reportWith({failure, diagnostics: [killed]}));
    assert.match(
      first?.message ?? '',
      /\nWhat to do: .*\nIt may also be PROV-020 \(build-failure\): The step ends itself\.$/
    );
  });

  it('shows what the failing step printed, and warns of the same no second time', () => {
    const evidence = ['[2/2] RUN make', 'main.c:12: error', 'make', '3 | >>> RUN make'];
    const diagnostics = [
      createDiagnostic('PROV-4A', {phase: 'build', evidence}),
      createDiagnostic('PROV-4A', {phase: 'preflight', evidence: ['x'], severity: 'warning'})
    ];
    const failure = {phase: 'build', message: 'It failed: make', cancelled: false} as const;
    const all = listAnnotations(reportWith({failure, diagnostics}));
    assert.ok(
      all[0]?.message.startsWith(['It failed: make', ...evidence.toSpliced(2, 1), 'PROV-4A: '].join('\n')),
      all[0]?.message
    );
    assert.equal(all.length, 1);
  });

  it('says once why the job may not sign, and once what could not be checked', () => {
    const diagnostics = [createDiagnostic('PROV-2A', {phase: 'preflight', evidence: ['No token.']})];
    const failure = {phase: 'preflight', message: 'No token.', cancelled: false} as const;
    const [stopped] = listAnnotations(
      reportWith({failure, diagnostics, signing: unsignedWith({remedy: 'Give it.'})})
    );
    assert.doesNotMatch(stopped?.message ?? '', /Unsigned: /);

    const steps = [stepWith({outcome: 'unknown', evidence: 'No answer.'})];
    const verifications = [verificationWith({verdict: 'undecided', reason: 'x: No answer.', steps})];
    const [open] = listAnnotations(reportWith({verifications}));
    assert.equal(open?.message, 'x: No answer.');
  });

  it('warns instead where enforcing is off', () => {
    const [first] = listAnnotations(
      reportWith({enforce: false, verifications: [verificationWith({verdict: 'rejected'})]})
    );
    assert.equal(first?.level, 'warning');
  });

  it('tells what is missing of base images where that fails nothing, and beside what fails', () => {
    const errors = (['PROV-805', 'PROV-802'] as const).map(code =>
      createDiagnostic(code, {phase: 'collect', evidence: ['x'], severity: 'error'})
    );
    const tell = (enforce: boolean) =>
      listAnnotations(reportWith({enforce, verifications: [verificationWith()], diagnostics: errors})).map(
        ({level, title}) => `${level} ${title.slice(0, 10)}`
      );
    assert.deepEqual(tell(false), ['warning PROV-805: ', 'warning PROV-802: ']);
    assert.deepEqual(tell(true), ['error Provenance', 'error PROV-802: ']);
  });

  it('does not call provenance absent that nobody looked for', () => {
    const provenance = {value: 'max', source: 'default', trace: []} as const;
    const unchecked = {
      provenance,
      verifications: [],
      nothingToVerify: 'Nothing was checked: verify is false.'
    };
    const [annotation] = listAnnotations(reportWith(unchecked));
    assert.equal(annotation?.title, 'Provenance: not checked, unsigned');
    const [bare] = listAnnotations(reportWith({...unchecked, provenance: {...provenance, value: 'none'}}));
    assert.equal(bare?.title, 'Provenance: absent, unsigned');
  });

  it('says once what several platforms share', () => {
    const steps = ['linux/amd64', 'linux/arm64'].map(platform =>
      stepWith({outcome: 'warning', title: 'Base images are pinned', platform, evidence: 'alpine:3 is not.'})
    );
    const annotations = listAnnotations(reportWith({verifications: [verificationWith({steps})]}));
    assert.deepEqual(
      annotations.map(({title, message}) => [title, message]),
      [
        [
          'Provenance: "Base images are pinned" does not quite hold',
          'alpine:3 is not. (linux/amd64, linux/arm64)'
        ]
      ]
    );
  });

  it('makes a notice, not a warning, of a pull request', () => {
    const skip = {label: 'PR build', reason: 'The event is pull_request.'};
    const annotations = listAnnotations(reportWith({skip, verifications: []}));
    assert.deepEqual(
      annotations.map(({level}) => level),
      ['notice']
    );
  });

  it('says nothing about a signed run that is well', () => {
    assert.deepEqual(listAnnotations(reportWith({signing: signingWith()})), []);
  });

  it('warns once of a run that could not be signed, with the remedy', () => {
    assert.deepEqual(listAnnotations(reportWith({signing: unsignedWith()})), [
      {
        level: 'warning',
        title: 'Provenance: verified, unsigned',
        message:
          'Unsigned: the job may not request an OIDC token (ACTIONS_ID_TOKEN_REQUEST_URL not set). Give the job "permissions: {id-token: write, attestations: write}".'
      }
    ]);
  });

  it('has no second annotation for that where there is one already', () => {
    const verifications = [verificationWith({verdict: 'rejected'})];
    const annotations = listAnnotations(reportWith({verifications, signing: unsignedWith()}));
    assert.equal(annotations.length, 1);
    assert.equal(annotations[0]?.title, 'Provenance: rejected, unsigned');
    assert.match(annotations[0].message, /\nUnsigned: .* Give the job/);
  });

  it('says nothing about a run that is unsigned by choice', () => {
    const {remedy: _remedy, ...choice} = unsignedWith();
    assert.deepEqual(listAnnotations(reportWith({signing: choice})), []);
  });

  it('says nothing about signing in a dry run', () => {
    const skip = {label: 'PR build', reason: 'The event is pull_request.'};
    const annotations = listAnnotations(reportWith({skip, signing: unsignedWith()}));
    assert.deepEqual(
      annotations.map(({level}) => level),
      ['notice']
    );
    assert.doesNotMatch(JSON.stringify(annotations), /sign/i);
  });

  it('begins with what decided, then has each statement and place that failed', () => {
    const denied = registryPlace({verdict: 'undecided', stored: false, evidence: '403 denied.'});
    const bad = apiPlace({verdict: 'rejected', evidence: 'The signer is somebody else.'});
    const statements = [
      failedWith({title: 'index', error: 'Rekor is down.'}),
      failedWith({error: 'Rekor is down.'}),
      signedWith({title: 'linux/arm64', places: [denied, bad]})
    ];
    const [first, ...rest] = listAnnotations(reportWith({signing: signingWith({statements})}));
    assert.deepEqual(rest, []);
    assert.equal(first?.level, 'error');
    assert.equal(first.title, 'Provenance: pushed and verified, partly unsigned (1 of 3 signed)');
    const [reason, ...failures] = first.message.split('\n');
    assert.match(reason ?? '', /The signer is somebody else\.$/);
    assert.deepEqual(failures, [
      'index, linux/amd64: Rekor is down.',
      'linux/arm64 in registry ghcr.io/me/app: 403 denied.',
      'The image is pushed. When the cause is mended, the step in the summary signs it by its digest, without building again.'
    ]);
  });

  it('says what to do about a layout that is not signed', () => {
    const signing = signingWith({statements: [failedWith()]});
    const verifications = [verificationWith({store: 'OCI layout image.tar'})];
    const [first] = listAnnotations(reportWith({imageRefs: [], verifications, signing}));
    assert.match(first?.message ?? '', /The image is in its layout\. .*run this job again; or copy/);
    assert.doesNotMatch(first?.message ?? '', /The image is pushed/);
  });

  it('warns where enforcing is off', () => {
    const signing = signingWith({statements: [failedWith()]});
    const [first] = listAnnotations(reportWith({enforce: false, signing}));
    assert.equal(first?.level, 'warning');
  });

  it("warns once where GitHub's API took no bundle and need not", () => {
    const refused = apiPlace({
      stored: false,
      verdict: 'absent',
      evidence: 'Give the job attestations: write.'
    });
    const statements = signedStatements({places: [registryPlace(), refused]});
    assert.deepEqual(listAnnotations(reportWith({signing: signingWith({statements})})), [
      {
        level: 'warning',
        title: "Provenance: not in GitHub's attestations API",
        message: 'Give the job attestations: write. (index, linux/amd64, linux/arm64)'
      }
    ]);
  });

  it('is bounded, however many statements failed', () => {
    const statements = Array.from({length: 3000}, (_, at) =>
      failedWith({title: `p${String(at)}`, error: `e${String(at)}`})
    );
    const [first] = listAnnotations(reportWith({signing: signingWith({statements})}));
    assert.ok((first?.message.split('\n').length ?? 0) < 30);
  });
});
