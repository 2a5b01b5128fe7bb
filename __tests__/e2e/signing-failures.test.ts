/** Whatever can go wrong between a verified image and its stored signatures. */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Fault} from '../../local/faults.ts';
import {logIn, startRegistry} from '../../local/registry.ts';
import type {Registry} from '../../local/registry.ts';
import {never} from '../../local/sigstore/sigstore.ts';
import {ask} from '../support/image-copy.ts';
import {listLeaks} from '../support/leaks.ts';
import {assertOutcome} from '../support/signing-outcome.ts';
import type {Outcome} from '../support/signing-outcome.ts';
import {CANARIES, readSummary, tryToSign, useTrials} from '../support/signing-trial.ts';
import type {Trial} from '../support/signing-trial.ts';

const FULCIO = {method: 'POST', path: 'fulcio.sigstore.dev/api/v2/signingCert'};
const REKOR = {method: 'POST', path: 'rekor.sigstore.dev/api/v1/log/entries'};
const API = {method: 'POST', path: 'api.github.com/repos/octo-org/app/attestations'};
const TIMESTAMPS = /^timestamp\.githubapp\.com\//;
const MANIFEST = {method: 'PUT', path: /manifests\/sha256:[0-9a-f]{64}/};
const TAG = {method: 'PUT', path: /manifests\/sha256-[0-9a-f]{64}/};
const SIGNING = /^POST (?:fulcio|rekor|timestamp)\./;

const GOOD: Outcome = {verdict: 'verified', exitCode: 0, signed: 2, stored: [2, 2], title: '', says: []};
const UNSIGNED = {
  signed: 0,
  stored: [0, 0],
  title: 'Provenance: pushed and verified, unsigned (signing failed)'
} as const;
const NOT_STORED = {signed: 2, title: 'Provenance: verified and signed, but not stored everywhere'} as const;

describe('the search for secrets', () => {
  const secret = CANARIES.secret;
  const json = JSON.stringify({secret});
  for (const [form, text] of [
    ['in clear', `a ${secret} b`],
    ['in JSON', json],
    ['in JSON in JSON', JSON.stringify(json)],
    ['in a URL', `https://example.com/?q=${encodeURIComponent(secret)}`],
    ['in hex', Buffer.from(`ab${secret}`).toString('hex')],
    ...['', 'u', 'us', 'user:'].flatMap(before => [
      [`in base64 behind "${before}"`, Buffer.from(`${before}${secret} and more`).toString('base64')],
      [`in base64url behind "${before}"`, Buffer.from(`${before}${secret}`).toString('base64url')]
    ])
  ] as const) {
    it(`finds one ${form}`, () => {
      assert.equal(listLeaks({text: `x${text}`}, [secret]).length > 0, true);
    });
  }
});

describe('signing of what is verified', {concurrency: 6}, () => {
  const trials = useTrials();

  /** The library tries for eight seconds by itself, and names whoever failed only then. */
  const patient = {inputs: {'sign-timeout': '15s'}};
  const down: readonly (readonly [title: string, trial: Trial, cause: RegExp])[] = [
    [
      'Rekor answering 503',
      {faults: [{...REKOR, status: 503}]},
      /Rekor \(https:\/\/rekor\.sigstore\.dev\/\): .*\(503\)/
    ],
    [
      'Rekor resetting connections',
      {faults: [{...REKOR, status: 201, resetAfter: 0}]},
      /Rekor \(https:\/\/rekor\.sigstore\.dev\/\): .*socket hang up/
    ],
    [
      'Fulcio answering 500',
      {faults: [{...FULCIO, status: 500}]},
      /Fulcio \(https:\/\/fulcio\.sigstore\.dev\/\): .*\(500\)/
    ],
    [
      'the timestamp authority answering 503 to a private repository',
      {faults: [{path: TIMESTAMPS, status: 503}], claims: {repository_visibility: 'private'}},
      /Timestamp authority \(https:\/\/timestamp\.githubapp\.com\/\): .*\(503\)/
    ]
  ];
  for (const [title, trial, cause] of down) {
    it(`tells of ${title} until the deadline`, async () => {
      const tried = await tryToSign(trials, slug(title), {...trial, ...patient});
      await assertOutcome(tried, {...UNSIGNED, says: [cause, /gave up after \d+ attempts in 1\d s/]});
      assert.deepEqual(
        tried.run.report.signing?.statements.map(({outcome}) => outcome),
        ['failed', 'failed']
      );
      assert.match(tried.run.summary, /No bundle was made, so that none can be lost/);
    });
  }

  for (const [name, faults] of [
    ['Fulcio', [{...FULCIO, delayMs: never}]],
    ['Rekor', [{...REKOR, delayMs: never}]],
    ['Rekor, answering 503 for less time than the library tries,', [{...REKOR, status: 503}]]
  ] as const) {
    it(`does not wait for ${name} beyond the deadline`, async () => {
      const tried = await tryToSign(trials, slug(name), {faults, inputs: {'sign-timeout': '3s'}});
      const who = /Fulcio \(https:\/\/fulcio\.sigstore\.dev\) and Rekor \(https:\/\/rekor\.sigstore\.dev\)/;
      await assertOutcome(tried, {...UNSIGNED, says: [who, /no complete answer before the deadline/]});
      const {durationMs = Number.NaN} = tried.run.report.timings.find(({phase}) => phase === 'sign') ?? {};
      assert.ok(durationMs < 10_000, String(durationMs));
    });
  }

  it('tells of an API that answers 500 until the deadline, and keeps what is signed', async () => {
    const faults = [{...API, status: 500, body: '{"message":"Server Error"}'}];
    const tried = await tryToSign(trials, 'api-500', {faults, inputs: {'sign-timeout': '12s'}});
    const cause = /GitHub's API, storing the attestation: .*POST \S+: 500 .*gave up after \d+ attempts/;
    await assertOutcome(tried, {...NOT_STORED, stored: [0, 2], says: [cause]});
    assert.match(tried.run.summary, /Signed already: index, linux\/amd64\. The bundles are on the runner/);
    for (const text of [tried.run.annotations[0]?.data ?? '', readSummary(tried.run)])
      assert.doesNotMatch(text, /Sigstore cannot be reached|pushed, and is not signed/);
  });

  it('tells of a registry that never lists what it took', async () => {
    const registryFaults = [{method: 'GET', path: TAG.path, status: 404}];
    const inputs = {'sign-timeout': '10s'};
    const tried = await tryToSign(trials, 'never-listed', {registryFaults, inputs});
    const {run, repository} = tried;
    const all = run.report.signing?.statements.flatMap(({places}) => places) ?? [];
    const bad = all.filter(({verdict}) => verdict !== 'verified');
    assert.deepEqual(
      bad.map(({place, stored, verdict}) => [place, stored, verdict]),
      Array(2).fill([`registry ${repository.registry.host}/${repository.name}`, false, 'undecided'])
    );
    for (const {evidence} of bad) {
      assert.match(evidence, /not listed: sha256:[0-9a-f]{64}; tag sha256-[0-9a-f]{64}: /);
      assert.match(evidence, /set push-to-registry: false/);
    }
    assert.deepEqual([run.exitCode, run.outputs['verdict'], run.outputs['signed']], [1, 'undecided', 'true']);
  });

  it('signs and stores where nothing is wrong', async () => {
    const {asked, ...tried} = await tryToSign(trials, 'good');
    await assertOutcome({...tried, asked}, GOOD);
    assert.equal(asked.filter(request => SIGNING.test(request)).length, 4);
  });

  it('counts an entry that Rekor has already as success, once it is fetched and checked', async () => {
    const faults = [{...REKOR, resetAfter: 0, times: 2}];
    const {run, requests, ...tried} = await tryToSign(trials, 'rekor-409', {faults});
    await assertOutcome({run, requests, ...tried}, GOOD);
    const statuses = requests.filter(({host}) => host.startsWith('rekor.')).map(({status}) => status);
    assert.deepEqual(statuses.sort(), [0, 0, 200, 200, 409, 409]);
    for (const {logIndex} of run.report.signing?.statements ?? []) assert.match(logIndex ?? '', /^12\d{7}$/);
  });

  it('gives up at once where Rekor refuses', async () => {
    const faults = [{...REKOR, status: 422, body: '{"code":602,"message":"validation failure"}'}];
    const tried = await tryToSign(trials, 'rekor-422', {faults});
    await assertOutcome(tried, {...UNSIGNED, says: [/Rekor .*\(422\) validation failure/]});
    assert.equal(tried.asked.filter(request => request.includes('rekor')).length, 2);
  });

  it('keeps and stores what could be signed, and says what could not', async () => {
    const faults = [{...REKOR, status: 422, skip: 1, times: 1}];
    const tried = await tryToSign(trials, 'partly', {faults});
    const title = 'Provenance: pushed and verified, partly unsigned (1 of 2 signed)';
    await assertOutcome(tried, {
      signed: 1,
      stored: [1, 1],
      title,
      says: [/It is not wholly signed: .*Rekor .*\(422\)/]
    });
  });

  for (const status of [400, 403]) {
    it(`gives up at once where Fulcio answers ${String(status)}`, async () => {
      const body = '{"code":3,"message":"There was an error processing the identity token","details":[]}';
      const tried = await tryToSign(trials, `fulcio-${String(status)}`, {
        faults: [{...FULCIO, status, body}]
      });
      const cause = new RegExp(
        `Fulcio .*\\(${String(status)}\\) There was an error processing the identity token`
      );
      const innocent = /The token's audience, issuer and times are right/;
      await assertOutcome(tried, {...UNSIGNED, says: status === 400 ? [cause, innocent] : [cause]});
      assert.equal(tried.asked.filter(request => SIGNING.test(request)).length, 2);
    });
  }

  it('is a warning with enforce: false, and outputs say what is', async () => {
    const trial = {faults: [{...REKOR, status: 422}], inputs: {enforce: 'false'}};
    const tried = await tryToSign(trials, 'lax', trial);
    await assertOutcome(tried, {...UNSIGNED, exitCode: 0, resumes: true, says: [/Rekor .*\(422\)/]});
  });

  for (const [status, remedy] of [
    [403, /permissions: attestations: write/],
    [404, /need a plan with artifact attestations \(GitHub Enterprise Cloud\)/]
  ] as const) {
    const faults = [{...API, status, body: '{"message":"Resource not accessible by integration"}'}];
    const says = [
      new RegExp(`storing the attestation: .*: ${String(status)} `),
      remedy,
      /set store-attestation: false/
    ];

    it(`is content with the registry where the API answers ${String(status)}`, async () => {
      const tried = await tryToSign(trials, `api-${String(status)}`, {faults});
      const title = "Provenance: not in GitHub's attestations API";
      await assertOutcome(tried, {...GOOD, stored: [0, 2], title, says});
      assert.equal(tried.run.annotations.length, 1);
    });

    it(`fails with store-attestation: true where the API answers ${String(status)}`, async () => {
      const inputs = {'store-attestation': 'true'};
      const tried = await tryToSign(trials, `api-${String(status)}-true`, {faults, inputs});
      await assertOutcome(tried, {...NOT_STORED, stored: [0, 2], says});
    });
  }

  it('fails where the API finds the bundle invalid', async () => {
    const faults = [{...API, status: 422, body: '{"message":"values do not match"}'}];
    const tried = await tryToSign(trials, 'api-422', {faults});
    await assertOutcome(tried, {
      ...NOT_STORED,
      stored: [0, 2],
      says: [/422 Unprocessable Entity \(values do not match\)/]
    });
  });

  it('tries again where the API fails once', async () => {
    const tried = await tryToSign(trials, 'api-500-once', {faults: [{...API, status: 500, times: 1}]});
    await assertOutcome(tried, GOOD);
    assert.equal(tried.asked.filter(request => request === `POST ${API.path}`).length, 3);
  });

  it('says that github-token is empty, and asks no API', async () => {
    const says = [/the input github-token is empty\. Leave the input github-token at its default/];
    const auto = await tryToSign(trials, 'no-github-token', {inputs: {'github-token': ''}});
    await assertOutcome(auto, {
      ...GOOD,
      stored: [0, 2],
      title: "Provenance: not in GitHub's attestations API",
      says
    });
    const demanding = {'github-token': '', 'store-attestation': 'true'};
    const tried = await tryToSign(trials, 'no-github-token-true', {inputs: demanding});
    await assertOutcome(tried, {...NOT_STORED, stored: [0, 2], says});
    for (const {asked} of [auto, tried])
      assert.deepEqual(
        asked.filter(request => request.includes(' api.')),
        []
      );
  });

  const refusals: readonly (readonly [what: string, fault: Fault, status: number])[] = [
    ...[401, 400, 413].map(status => ['the manifest of a referrer', MANIFEST, status] as const),
    ...[403, 405].map(status => ['the tag that lists referrers', TAG, status] as const)
  ];
  for (const [what, fault, status] of refusals) {
    it(`tells of a registry that answers ${String(status)} to ${what}`, async () => {
      const body = '{"errors":[{"code":"DENIED","message":"no referrers here"}]}';
      const name = slug(`${what} ${String(status)}`);
      const tried = await tryToSign(trials, name, {registryFaults: [{...fault, status, body}]});
      const cause = new RegExp(
        `PUT http://\\S+/manifests/sha256\\S+: ${String(status)} .*DENIED: no referrers here`
      );
      const remedy = status === 401 || status === 403 ? /permissions: packages: write/ : /takes no bundles/;
      await assertOutcome(tried, {
        ...NOT_STORED,
        stored: [2, 0],
        says: [cause, remedy, /set push-to-registry: false/]
      });
    });
  }

  for (const [title, path, reason] of [
    ['a device', '/dev/full', /in a folder of the system/],
    ['where no folder can be made', '/proc/new/bundles.jsonl', /in a folder of the system/],
    ['below a file', 'greeting/bundles.jsonl', /ENOTDIR/],
    ['a folder', '.git', /is a folder/]
  ] as const) {
    it(`keeps the bundles elsewhere where bundle-path is ${title}`, async () => {
      const {run, ...tried} = await tryToSign(trials, slug(`path ${title}`), {inputs: {'bundle-path': path}});
      const says = [/^The bundles could not be written to .*instead\.$/s, reason];
      await assertOutcome({run, ...tried}, {...GOOD, title: 'Provenance', says});
      assert.ok(run.annotations[0]?.data.includes(`are in ${run.outputs['bundle-path'] ?? '?'} instead`));
    });
  }

  it('is not kept waiting by a referrer that is listed, and was deleted', async () => {
    const {registry, digest} = trials;
    const repository = {registry, name: 'octo-org/deleted'};
    const mediaType = 'application/vnd.oci.image.index.v1+json';
    const put = async (reference: string, manifests: readonly object[]): Promise<Response> => {
      const body = JSON.stringify({schemaVersion: 2, mediaType, manifests});
      return ask(repository, `manifests/${reference}`, {
        method: 'PUT',
        headers: {'content-type': mediaType},
        body
      });
    };
    const gone = (await put('gone', [])).headers.get('docker-content-digest') ?? '';
    const size = JSON.stringify({schemaVersion: 2, mediaType, manifests: []}).length;
    await put(digest.replace(':', '-'), [{mediaType, digest: gone, size}]);
    const registryFaults = [{method: 'GET', path: `manifests/${gone}`, status: 404}];
    const {run} = await tryToSign(trials, 'deleted', {registryFaults});
    assert.deepEqual(
      [run.exitCode, run.outputs['signed'], run.outputs['verdict']],
      [0, 'true', 'verified'],
      run.stdout
    );
    assert.deepEqual(
      run.lines.filter(line => line.startsWith('Waiting ') && line.includes(gone)),
      []
    );
  });

  const own: {registry?: Registry} = {};
  before(async () => {
    own.registry = await startRegistry({auth: 'basic', referrers: true});
    logIn(own.registry, trials.engine.env['DOCKER_CONFIG'] ?? '');
  });
  after(() => own.registry?.stop());

  it('tells of a Referrers API that lists others, and never what was taken', async () => {
    const mediaType = 'application/vnd.oci.image.index.v1+json';
    const other = {
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      digest: `sha256:${'0'.repeat(64)}`,
      size: 2
    };
    const listing = {
      status: 200,
      headers: {'content-type': mediaType},
      body: JSON.stringify({schemaVersion: 2, mediaType, manifests: [other]})
    };
    const registryFaults = [{method: 'GET', path: /referrers\/sha256:[0-9a-f]{64}/, ...listing}];
    const registry = own.registry!;
    const trial = {registry, registryFaults, inputs: {'sign-timeout': '8s'}};
    const {run} = await tryToSign(trials, 'unlisted', trial);
    const places = run.report.signing?.statements.flatMap(({places: all}) => all) ?? [];
    const evidence = places.filter(({kind}) => kind === 'registry').map(({evidence: text}) => text);
    assert.equal(evidence.length, 2);
    for (const text of evidence)
      assert.match(
        text,
        /the registry took it, and its Referrers API does not list it.*set push-to-registry: false/
      );
    assert.deepEqual([run.exitCode, run.outputs['verdict'], run.outputs['signed']], [1, 'undecided', 'true']);
  });

  for (const [title, fault, verdict, headline] of [
    [
      'a statement of which a bit was flipped',
      {method: 'GET', path: /blobs\/sha256:[0-9a-f]{64}/, tamper: flipBit},
      'rejected',
      'rejected, unsigned'
    ],
    [
      'an index that nobody can read',
      {method: 'GET', path: /manifests\/sha256:[0-9a-f]{64}/, status: 503},
      'undecided',
      // Whether there is an image, and whether it is signed, nobody saw.
      'undecided'
    ]
  ] as const) {
    it(`is never tried of ${title}`, async () => {
      const trial = {registryFaults: [fault], inputs: {'verify-timeout': '2s'}};
      const {run, asked, attestations, storageRecords, files} = await tryToSign(trials, verdict, trial);
      assert.deepEqual([run.exitCode, run.outputs['verdict'], run.outputs['signed']], [1, verdict, 'false']);
      assert.deepEqual(
        asked.filter(request => SIGNING.test(request) || request.startsWith('POST ')),
        []
      );
      assert.deepEqual([attestations, storageRecords], [[], []]);
      assert.deepEqual(
        Object.keys(files).filter(path => /bundles|sigstore\.json|created_attest/.test(path)),
        []
      );
      assert.equal(run.annotations[0]?.properties['title'], `Provenance: ${headline}`);
    });
  }
});

function flipBit(body: Buffer): Buffer {
  body[100] = (body[100] ?? 0) ^ 1;
  return body;
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
