import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {marked} from 'marked';
import {parse} from 'yaml';
import {renderSummary} from '../../../src/action/summary.ts';
import type {Findings} from '../../../src/findings.ts';
import type {Signing} from '../../../src/sigstore/signing.ts';
import {createStep} from '../../../src/sigstore/signature-step.ts';
import {
  apiPlace,
  DIGEST,
  failedWith,
  IDENTITY,
  ISSUER,
  platformWith,
  registryPlace,
  reportWith,
  RUN,
  signedStatements,
  signedWith,
  signingWith,
  unsignedWith,
  verificationWith
} from '../../support/reports.ts';

const FORGERY =
  '</code></td></tr></table>\n\n## ✅ Provenance: verified\n\n<a href="https://evil.example">x</a>`';
const OUTAGE = signedStatements().map(({title, part, subjects}) => failedWith({title, part, subjects}));
const NOT_STORED = registryPlace({stored: false, verdict: 'undecided', evidence: '403 denied.'});

function render(signing: Signing, findings: Partial<Findings> = {}): string {
  return renderSummary(reportWith({run: RUN, signing, ...findings}));
}

function headline(signing: Signing, findings: Partial<Findings> = {}): string {
  return render(signing, findings).split('\n')[0] ?? '';
}

/** HTML as a browser reads it, without its entities. */
function toHtml(markdown: string): string {
  return marked
    .parse(markdown, {gfm: true, async: false})
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&quot;', '"');
}

describe('of a layout, the summary', () => {
  const name = 'OCI layout image.tar';
  const findings: Partial<Findings> = {imageRefs: [], verifications: [verificationWith({store: name})]};
  const place = {...registryPlace(), kind: 'layout', place: name} as const;
  const layouts = [{name, path: '/w/image.tar', form: 'tar', root: DIGEST}] as const;
  const trustedRootPath = '/tmp/trusted_root.json';

  it('shows where the bundles are, and commands that need no network', () => {
    const statements = signedStatements({places: [place, apiPlace()]});
    const text = render(signingWith({layouts, trustedRootPath, statements}), findings);
    assert.match(text, /^## ✅ Provenance: verified, signed/);
    assert.match(toHtml(text), /<th>OCI layout image\.tar<\/th>/);
    assert.match(text, /without a network/);
    assert.doesNotMatch(text, /logged in to the registry/);
    assert.match(toHtml(text), /The trusted root, beside them: <code>\/tmp\/trusted_root\.json/);
  });

  it('says what went wrong, and not that the image is pushed', () => {
    const failed = signingWith({layouts, statements: OUTAGE});
    assert.equal(
      headline(failed, findings),
      '## ❔ Provenance: exported and verified, unsigned (signing failed)'
    );
    assert.doesNotMatch(render(failed, findings), /The image is pushed/);
    assert.match(render(unsignedWith(), findings), /Unsigned:/);
    const skip = {label: 'PR build', reason: 'a pull request'};
    assert.doesNotMatch(render(unsignedWith(), {...findings, skip}), /Unsigned:/);
  });
});

describe('of a layout that is not signed, the summary', () => {
  const findings: Partial<Findings> = {
    imageRefs: [],
    verifications: [verificationWith({store: 'OCI layout image.tar'})]
  };
  const layout = {
    name: 'OCI layout image.tar',
    path: '/w/my `image`.tar',
    form: 'tar',
    root: DIGEST
  } as const;

  it('says to run the job again, or to copy this very image and sign the copy', () => {
    const text = render(signingWith({layouts: [layout], statements: OUTAGE}), findings);
    assert.match(text, /^> \*\*The image is in its layout, as it was built, .*run this job again/m);
    const source = `$'/w/my \\x60image\\x60.tar@${DIGEST}'`;
    assert.ok(
      text.includes(`> oras cp \\\n>   --from-oci-layout ${source} \\\n>   ghcr.io/OWNER/IMAGE:TAG\n`),
      text
    );
    const [, yaml = ''] = /```yaml\n([^]*?)> ```/.exec(text.slice(text.indexOf('is in its layout'))) ?? [];
    assert.equal(
      yaml,
      [
        '> - uses: org/provenance-action@v1 # as you name it now',
        '>   with:',
        ">     image: 'ghcr.io/OWNER/IMAGE'",
        `>     digest: '${DIGEST}'`,
        `>     expected-revision: '${'d'.repeat(40)}'`,
        ''
      ].join('\n')
    );
    assert.match(text, /^> No bundle was made/m);
    assert.doesNotMatch(text, /output digest of the run that pushed/);
  });

  it('only says to run it again where the copy could not be told from others, or there are several', () => {
    const {revision: _, ...unnamed} = platformWith();
    const verifications = [verificationWith({store: 'OCI layout image.tar', platforms: [unnamed]})];
    for (const text of [
      render(signingWith({layouts: [layout], statements: OUTAGE}), {...findings, verifications}),
      render(signingWith({layouts: [layout, layout], statements: OUTAGE}), findings),
      render(signingWith({statements: OUTAGE}), findings)
    ]) {
      assert.match(text, /^> \*\*The image is in its layout, .*run this job again/m);
      assert.doesNotMatch(text, /oras/);
    }
  });

  it('says which bundles there are where they only could not be put into it', () => {
    const lost = {
      ...registryPlace({stored: false, verdict: 'undecided'}),
      kind: 'layout',
      place: 'OCI layout image.tar'
    } as const;
    const text = render(
      signingWith({layouts: [layout], statements: signedStatements({places: [lost]})}),
      findings
    );
    assert.match(text, /is in its layout, without all of its bundles in it/);
    assert.match(text, /^> Signed already: index, linux.*all&#46;jsonl/m);
  });

  it('says nothing of it where all is well, and in a dry run', () => {
    const skip = {label: 'PR build', reason: 'a pull request'};
    const place = {...registryPlace(), kind: 'layout', place: 'OCI layout image.tar'} as const;
    for (const text of [
      render(signingWith({layouts: [layout], statements: signedStatements({places: [place]})}), findings),
      render(signingWith({layouts: [layout], statements: OUTAGE}), {...findings, skip})
    ])
      assert.doesNotMatch(text, /run this job again/);
  });
});

describe('the headline', () => {
  const failing = (place: Partial<Parameters<typeof registryPlace>[0]>) =>
    signingWith({statements: signedStatements({places: [registryPlace(place)]})});
  const cases: readonly [string, Signing, string, Partial<Findings>?][] = [
    ['all is well', signingWith(), '✅ Provenance: verified, signed'],
    ['the job may not sign', unsignedWith(), '✅ Provenance: verified, unsigned'],
    [
      'signing failed',
      signingWith({statements: OUTAGE}),
      '❔ Provenance: pushed and verified, unsigned (signing failed)'
    ],
    [
      'nobody could be trusted',
      signingWith({statements: [], problems: ['No trusted root.']}),
      '❔ Provenance: pushed and verified, unsigned (signing failed)'
    ],
    [
      'some statements are signed',
      signingWith({statements: [signedWith(), failedWith()]}),
      '❔ Provenance: pushed and verified, partly unsigned (1 of 2 signed)'
    ],
    [
      'a place took no bundle',
      failing({stored: false, verdict: 'undecided'}),
      '❔ Provenance: verified and signed, but not stored everywhere'
    ],
    [
      'a bundle could not be read back',
      failing({verdict: 'undecided'}),
      '❔ Provenance: verified and signed, but not read back everywhere'
    ],
    [
      'what was read back is bad',
      failing({verdict: 'rejected'}),
      '❌ Provenance: signed, but a stored signature is bad'
    ],
    [
      'the provenance itself is bad',
      signingWith({statements: [], problems: ['Nothing is verified.']}),
      '❌ Provenance: rejected, unsigned',
      {verifications: [verificationWith({verdict: 'rejected'})]}
    ],
    [
      'the run failed after the push',
      unsignedWith(),
      '❌ Provenance: reading the image back failed, unsigned',
      {failure: {phase: 'verify', message: 'x', cancelled: false}}
    ],
    [
      'nobody decided on signing before the run was cancelled',
      unsignedWith(),
      '❌ Provenance: cancelled, unsigned',
      {failure: {phase: 'verify', message: 'x', cancelled: true}}
    ],
    [
      'the run failed with nothing pushed',
      unsignedWith(),
      '❌ Provenance: the build failed',
      {failure: {phase: 'build', message: 'x', cancelled: false}, imageRefs: [], verifications: []}
    ]
  ];
  for (const [when, signing, expected, findings] of cases) {
    it(`is true where ${when}`, () => assert.equal(headline(signing, findings), `## ${expected}`));
  }

  it('says "unsigned" wherever something was pushed and is not signed, whatever else is true', () => {
    for (const verdict of ['verified', 'rejected', 'undecided', 'absent'] as const)
      for (const signing of [undefined, unsignedWith(), signingWith({statements: OUTAGE})]) {
        const verifications = [verificationWith({verdict})];
        const report = reportWith({verifications, ...(signing === undefined ? {} : {signing})});
        assert.match(renderSummary(report).split('\n')[0] ?? '', /unsigned/);
      }
  });

  it('says nothing about signing in a dry run', () => {
    const skip = {label: 'PR build', reason: 'The event is pull_request.'};
    const text = render(unsignedWith(), {skip});
    assert.doesNotMatch(text, /signed|sign/i);
  });
});

describe('the signatures', () => {
  it('are shown with signer, instance, trust, log and every place', () => {
    const html = toHtml(render(signingWith()));
    for (const shown of [IDENTITY, ISSUER, 'public-good instance', 'tuf-repo-cdn.sigstore.dev'])
      assert.ok(html.includes(shown), shown);
    assert.ok(html.includes('<a href="https://search.sigstore.dev/?logIndex=123456789">123456789</a>'));
    assert.ok(html.includes('✅ <a href="https://github.com/me/app/attestations/4711">4711</a>'));
    assert.match(html, /<th>registry ghcr\.io\/me\/app<\/th><th>GitHub attestations API<\/th>/);
    assert.match(html, /<td>index<\/td><td><code>sha256:a{12}…<\/code><br>/);
  });

  it('have a time where there is no log', () => {
    const {logIndex: _index, ...statement} = signedWith();
    const html = toHtml(render(signingWith({instance: 'github', statements: [statement]})));
    assert.match(html, /<td>2026-11-02 10:00:00Z<\/td>/);
    assert.doesNotMatch(html, /search\.sigstore\.dev/);
  });

  it('link to the public log alone, not to the log of a Sigstore of the user', () => {
    const html = toHtml(render(signingWith({trustedRoot: 'root.json'})));
    assert.match(html, /<td>123456789<\/td>/);
    assert.doesNotMatch(html, /search\.sigstore\.dev/);
  });

  it('say of each place what is true of it', () => {
    const statements = [
      signedWith({places: [registryPlace({via: 'tag'}), apiPlace({stored: false, verdict: 'absent'})]}),
      signedWith({places: [registryPlace({verdict: 'undecided'}), apiPlace({verdict: 'rejected'})]}),
      signedWith({places: [NOT_STORED]})
    ];
    const html = toHtml(render(signingWith({statements})));
    for (const cell of [
      '✅ read back, listed by tag',
      '➖ not stored',
      '❔ stored, not read back',
      '❔ not stored'
    ])
      assert.ok(html.includes(`<td>${cell}</td>`), cell);
    assert.match(html, /❌ <a [^>]*>4711<\/a>, and bad/);
  });

  it('keep every step that was checked', () => {
    const steps = [createStep('signer-identity', 'failed', 'It is somebody else.')];
    const html = toHtml(render(signingWith({statements: [signedWith({steps})]})));
    assert.match(html, /Checks of the signatures: 1, 1 failed/);
    assert.match(html, /<td>❌<\/td><td>linux\/amd64<\/td>.*It is somebody else\./);
  });

  it('name nobody as the signer where nothing was signed', () => {
    assert.doesNotMatch(toHtml(render(signingWith({statements: OUTAGE}))), /Signer/);
  });

  it('say why a place was left out without failing', () => {
    const evidence = 'Give the job "permissions: attestations: write".';
    const places = [registryPlace(), apiPlace({stored: false, verdict: 'absent', evidence})];
    const html = toHtml(render(signingWith({statements: [signedWith({places})]})));
    assert.ok(html.includes(`⚠️ linux/amd64: ${evidence}`));
  });

  it('come with commands, the first in sight and the others folded', () => {
    const html = toHtml(render(signingWith()));
    assert.match(html, /gh attestation verify/);
    assert.match(html, /<summary>Commands for 2 more<\/summary>/);
    assert.doesNotMatch(html, /insecure/);
    const unlogged = toHtml(render(signingWith({instance: 'github'})));
    assert.match(unlogged, /keeps no public log/);
  });
});

describe('what went wrong', () => {
  it('is told in full, once for all that it befell', () => {
    const error = `Transparency log Rekor: ${'503 '.repeat(200)}the end`;
    const html = toHtml(render(signingWith({statements: OUTAGE.map(one => ({...one, error}))})));
    const told = html.match(/<pre>index, linux\/amd64, linux\/arm64: .*?<\/pre>/gs);
    assert.equal(told?.length, 1);
    assert.match(told[0], /the end\s*<\/pre>/);
  });

  it('is told of a run that may not sign, with the remedy', () => {
    const html = toHtml(render(unsignedWith()));
    assert.match(html, /<blockquote>\s*<p><strong>Unsigned:<\/strong> the job may not request/);
    assert.match(html, /Give the job "permissions:/);
    const {remedy: _remedy, ...choice} = unsignedWith({
      decision: {value: false, source: 'input sign', trace: ['sign is false']}
    });
    assert.match(toHtml(render(choice)), /Not signed: sign is false\./);
  });
});

describe('the way to sign it after all', () => {
  /** The step that the summary shows. */
  function readStep(markdown: string): unknown {
    const block = /^> ```yaml\n((?:> .*\n)+?)> ```$/m.exec(markdown)?.[1] ?? '';
    return parse(block.replaceAll(/^> /gm, '')) as unknown;
  }

  it('is a step that builds nothing, with the digest, the names and the commit', () => {
    const text = render(signingWith({statements: OUTAGE}));
    assert.deepEqual(readStep(text), [
      {
        uses: 'org/provenance-action@v1',
        with: {image: 'ghcr.io/me/app', digest: DIGEST, 'expected-revision': 'd'.repeat(40)}
      }
    ]);
    assert.match(text, /No bundle was made/);
    const useless = OUTAGE.map(one => ({...one, bundlePath: '/tmp/bundles/index.sigstore.json'}));
    assert.match(render(signingWith({statements: useless})), /No bundle that holds was made/);
  });

  it('names every repository, also where YAML would read something else', () => {
    const imageRefs = [`[::1]:5000/app@${DIGEST}`, `docker.io/me/app@${DIGEST}`];
    const [step] = readStep(render(signingWith({statements: OUTAGE}), {imageRefs})) as [
      {with: {image: string}}
    ];
    assert.equal(step.with.image, '[::1]:5000/app\ndocker.io/me/app\n');
    const one = readStep(render(signingWith({statements: OUTAGE}), {imageRefs: imageRefs.slice(0, 1)}));
    assert.equal((one as [{with: {image: string}}])[0].with.image, '[::1]:5000/app');
  });

  it('is not offered where the provenance names no commit, by which the image would be known', () => {
    const {revision: _revision, ...platform} = platformWith();
    const verifications = [verificationWith({platforms: [platform]})];
    const text = render(signingWith({statements: OUTAGE}), {verifications});
    assert.doesNotMatch(text, /```yaml\n- uses: org\/provenance-action@v1 # as/);
    assert.match(text, /It cannot be signed later by its digest/);
  });

  it('expects no commit where the provenance names several, or something else', () => {
    for (const revisions of [['d'.repeat(40), 'e'.repeat(40)], ["x'\n    sign: 'false"]]) {
      const platforms = revisions.map(revision => ({...platformWith(), revision}));
      const verifications = [verificationWith({platforms})];
      const [step] = readStep(render(signingWith({statements: OUTAGE}), {verifications})) as [{with: object}];
      assert.deepEqual(Object.keys(step.with), ['image', 'digest']);
    }
  });

  it('tells where bundles are that exist already', () => {
    const statements = [signedWith({places: [NOT_STORED]}), failedWith({title: 'linux/arm64'})];
    const html = toHtml(render(signingWith({statements})));
    assert.match(
      html,
      /Signed already: linux\/amd64\. The bundles .*<code>\/tmp\/bundles\/all\.jsonl<\/code>/
    );
    const {bundlePath: _path, ...unkept} = signedWith({places: [NOT_STORED]});
    const lost = toHtml(render(signingWith({statements: [unkept]})));
    assert.match(lost, /Signed already, but not kept in a file: linux\/amd64/);
  });

  it('is not offered where all is signed, nothing was to be, or the provenance is bad', () => {
    const bad = {verifications: [verificationWith({verdict: 'rejected'})]};
    for (const text of [
      render(signingWith()),
      render(unsignedWith()),
      render(signingWith({statements: OUTAGE}), bad),
      render(signingWith({statements: OUTAGE}), {imageRefs: []})
    ])
      assert.doesNotMatch(text, /yaml/);
  });
});

describe('hostile words about signing', () => {
  it('make no heading, row, link or block of code', () => {
    const url = 'javascript:alert(1)';
    const places = [
      registryPlace({place: FORGERY, evidence: FORGERY, verdict: 'undecided'}),
      apiPlace({place: `${FORGERY}2`, evidence: FORGERY, id: FORGERY, url}),
      apiPlace({place: `${FORGERY}3`, evidence: FORGERY, stored: false, verdict: 'absent'})
    ];
    const steps = [createStep('signer-issuer', 'passed', FORGERY)];
    const statements = [
      signedWith({
        title: FORGERY,
        predicateType: FORGERY,
        logIndex: FORGERY,
        signedAt: FORGERY,
        bundlePath: FORGERY,
        error: FORGERY,
        subjects: [FORGERY as 'sha256:x'],
        places,
        steps
      }),
      failedWith({title: FORGERY, error: FORGERY})
    ];
    const signing = signingWith({
      signer: {identity: FORGERY, issuer: FORGERY},
      trust: FORGERY,
      trustedRoot: FORGERY,
      bundlePath: FORGERY,
      problems: [FORGERY],
      statements
    });
    const html = marked.parse(render(signing), {gfm: true, async: false});
    assert.equal(html.match(/<h\d/g)?.length, 2);
    assert.equal(html.match(/<a /g), null);
    // Platforms, signatures, and four that are folded.
    assert.equal(html.match(/<table/g)?.length, 6);
    // The resuming step, buildx's command, and the first check.
    assert.ok((html.match(/<pre><code/g)?.length ?? 0) <= 3);
    const unsigned = unsignedWith({
      decision: {value: false, source: FORGERY, trace: [FORGERY]},
      remedy: FORGERY
    });
    const bare = marked.parse(render(unsigned), {gfm: true, async: false});
    assert.equal(bare.match(/<h\d/g)?.length, 1);
    assert.equal(bare.match(/<a /g), null);
  });

  it('are bounded', () => {
    const statements = Array.from({length: 1000}, (_, at) =>
      signedWith({
        title: `p${String(at)}`,
        places: Array.from({length: 20}, (__, one) => registryPlace({place: `registry r${String(one)}/x`})),
        steps: Array.from({length: 20}, () => createStep('signer-issuer', 'passed', '…'.repeat(1000)))
      })
    );
    const text = render(signingWith({statements}));
    assert.ok(Buffer.byteLength(text) < 1_000_000);
  });
});
