/** What stands in the way of signing before anything is signed: permission, server, inputs, token, trust, size, time. */
import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {logIn} from '../../local/registry.ts';
import {never, startSigstore} from '../../local/sigstore/sigstore.ts';
import type {LocalSigstore} from '../../local/sigstore/sigstore.ts';
import {createDockerConfig} from '../support/docker-config.ts';
import {assertOutcome} from '../support/signing-outcome.ts';
import type {Outcome} from '../support/signing-outcome.ts';
import {tryToSign, useTrials} from '../support/signing-trial.ts';
import type {Trial, Tried} from '../support/signing-trial.ts';
import {assertExit} from '../support/step.ts';
import {createWorkspace} from '../support/workspace.ts';
import type {Workspace} from '../support/workspace.ts';

const FULCIO = {method: 'POST', path: 'fulcio.sigstore.dev/api/v2/signingCert'};
const REKOR = {method: 'POST', path: 'rekor.sigstore.dev/api/v1/log/entries'};
const API = {method: 'POST', path: 'api.github.com/repos/octo-org/app/attestations'};
const TOKEN = /^run-actions-1\..*\/idtoken\//;
const RECORD = {method: 'POST', path: /\/storage-record$/};
const SIGNING = /^POST (?:fulcio|rekor|timestamp)\./;

const NO_TOKEN = {ACTIONS_ID_TOKEN_REQUEST_URL: undefined, ACTIONS_ID_TOKEN_REQUEST_TOKEN: undefined};
const ENTERPRISE = {GITHUB_SERVER_URL: 'https://git.example.com'};
const PERMISSIONS = [
  /the job may not request an OIDC token/,
  /Give the job "permissions: \{id-token: write, attestations: write, packages: write, contents: read\}"/
];
const ENTERPRISE_SERVER =
  /git\.example\.com is a GitHub Enterprise Server, for whose workflows Sigstore has no identity/;

const UNSIGNED = {
  signed: 0,
  stored: [0, 0],
  title: 'Provenance: pushed and verified, unsigned (signing failed)'
} as const;
const MAY_NOT = {
  verdict: 'verified',
  exitCode: 0,
  signed: 0,
  stored: [0, 0],
  title: 'Provenance: verified, unsigned'
} as const;
const GOOD: Outcome = {verdict: 'verified', exitCode: 0, signed: 2, stored: [2, 2], title: '', says: []};

describe('the step that is to sign', {concurrency: 6}, () => {
  const trials = useTrials();
  const own: {other?: LocalSigstore} = {};
  const made: Workspace[] = [];
  before(async () => {
    own.other = await startSigstore();
  });
  after(async () => {
    for (const workspace of made) workspace.remove();
    await own.other?.stop();
  });

  /** Builds, and says with what buildx was called. */
  const build = async (name: string, trial: Trial): Promise<Tried & {readonly calls: readonly string[]}> => {
    const config = createDockerConfig(trials.engine, {
      buildx: 'echo "$1" >> "$DOCKER_CONFIG/calls"\nexec "$BUILDX" "$@"'
    });
    logIn(trials.registry, config);
    writeFileSync(join(config, 'calls'), '');
    const env = {...trial.env, DOCKER_CONFIG: config};
    const tried = await tryToSign(trials, name, {builds: trials.workspace, ...trial, env});
    return {...tried, calls: readFileSync(join(config, 'calls'), 'utf8').split('\n')};
  };

  /** One error that says all of it, and nothing that happened. */
  const assertUntouched = (tried: Awaited<ReturnType<typeof build>>, says: readonly RegExp[]): void => {
    const {run, asked, repository, calls} = tried;
    assertExit(run, 1);
    assert.equal(run.annotations.length, 1);
    for (const text of says) assert.match(run.annotations[0]?.data ?? '', text);
    assert.ok(!calls.includes('build'), calls.join());
    assert.deepEqual(asked, []);
    // The checks ask whether it may push, by an upload that they cancel.
    const requests = trials.registry.requests.filter(
      ({path}) =>
        path.startsWith(`/v2/${repository.name}/`) &&
        !path.startsWith(`/v2/${repository.name}/blobs/uploads/`)
    );
    assert.deepEqual(requests, []);
    const {digest, verdict, verified, signed} = run.outputs;
    assert.deepEqual(
      {digest, verdict, verified, signed, ref: run.outputs['image-ref'], bundles: run.outputs['bundle-path']},
      {digest: '', verdict: 'undecided', verified: 'false', signed: 'false', ref: '', bundles: ''}
    );
    assert.doesNotMatch(run.summary, /digest: '/);
  };

  it('goes on unsigned without permission, and says once which', async () => {
    const {calls, ...tried} = await build('may-not', {
      inputs: {labels: 'org.opencontainers.image.title=App', 'build-args': 'A=1', 'trusted-root': ''},
      env: NO_TOKEN
    });
    await assertOutcome(tried, {...MAY_NOT, says: PERMISSIONS});
    // Beside it, what was noticed before the build says the same by its code.
    const [, ...others] = tried.run.annotations.map(
      ({name, properties}) => `${name} ${properties['title'] ?? ''}`
    );
    assert.deepEqual(
      others.filter(title => !title.startsWith('warning PROV-2A: ')),
      []
    );
    assert.deepEqual(tried.asked, []);
    assert.match(tried.run.summary, /^## ✅ Provenance: verified, unsigned\n/);
    assert.ok(calls.includes('build'));
  });

  it('fails before the build with sign: true and no permission', async () => {
    const tried = await build('may-not-true', {inputs: {sign: 'true'}, env: NO_TOKEN});
    assertUntouched(tried, [/sign is true, but the job/, ...PERMISSIONS]);
  });

  it('warns with sign: true, enforce: false and no permission', async () => {
    const inputs = {sign: 'true', enforce: 'false'};
    const tried = await build('may-not-lax', {inputs, env: NO_TOKEN});
    await assertOutcome(tried, {...MAY_NOT, says: PERMISSIONS});
  });

  it('goes on unsigned on a GitHub Enterprise Server, and says why', async () => {
    const tried = await build('enterprise', {env: ENTERPRISE});
    await assertOutcome(tried, {...MAY_NOT, says: [ENTERPRISE_SERVER, /Set sign: false/]});
    assert.deepEqual(tried.asked, []);
  });

  it('fails before the build with sign: true on a GitHub Enterprise Server', async () => {
    const tried = await build('enterprise-true', {inputs: {sign: 'true'}, env: ENTERPRISE});
    assertUntouched(tried, [ENTERPRISE_SERVER, /Set sign: false/]);
  });

  for (const [title, inputs, reason] of [
    [
      'nothing is pushed',
      {push: 'false'},
      /sign is true, but nothing is pushed, nor exported as an OCI layout\. Remove sign: true/
    ],
    ['there is no provenance', {provenance: 'false'}, /sign is true, but there is no provenance to sign/]
  ] as const) {
    it(`fails before the build with sign: true where ${title}`, async () => {
      assertUntouched(await build(slug(title), {inputs: {sign: 'true', ...inputs}}), [reason]);
    });
  }

  it('names all mistakes at once, and calls nobody', async () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const inputs = {sign: 'true', verify: 'false', digest, tags: '', 'trusted-root': 'none.json'};
    const tried = await build('mistakes', {inputs: {...inputs, subjects: 'some', 'sign-timeout': '0'}});
    assertUntouched(tried, [
      /^5 inputs are wrong; nothing was built:\n/,
      /\bsign: "true" contradicts verify: false/,
      /\bdigest: "sha256:a+" needs the input image beside it/,
      /\btrusted-root: "none\.json" names a file that does not exist/,
      /\bsubjects: "some" /,
      /\bsign-timeout: "0" /
    ]);
    assert.deepEqual(tried.calls, ['']);
    const lonely = await build('lonely', {inputs: {image: 'octo-org/app'}});
    assertUntouched(lonely, [/\bimage: "octo-org\/app" needs the input digest beside it/]);
    assert.deepEqual(lonely.calls, ['']);
  });

  it('asks for the token again after 500, 429 and a reset', async () => {
    const once = [{status: 500}, {status: 429}, {resetAfter: 0}];
    const faults = once.map(fault => ({...fault, path: TOKEN, times: 1}));
    const tried = await tryToSign(trials, 'token-again', {faults});
    await assertOutcome(tried, GOOD);
    assert.equal(tried.asked.filter(request => TOKEN.test(request.slice(4))).length, 4);
  });

  for (const [title, fault, cause] of [
    [
      'answers 500',
      {status: 500},
      /the job's OIDC token: .*500 Internal Server Error.*; gave up after \d+ attempts/
    ],
    ['hangs', {delayMs: never}, /the job's OIDC token: no complete answer before the deadline; gave up/],
    [
      'gives no token',
      {status: 200, body: '<html>'},
      /the job's OIDC token: .*the answer holds no OIDC token.*; gave up after \d+ attempts/
    ]
  ] as const) {
    it(`gives up at the deadline where who gives out tokens ${title}`, async () => {
      const faults = [{...fault, path: TOKEN}];
      const tried = await tryToSign(trials, slug(`token ${title}`), {faults, inputs: {'sign-timeout': '4s'}});
      await assertOutcome(tried, {...UNSIGNED, says: [cause]});
      assert.ok(tried.run.durations.mainMs < 20_000, String(tried.run.durations.mainMs));
    });
  }

  it('makes nothing of a token that is none', async () => {
    const faults = [{path: TOKEN, status: 200, body: '{"value":"not.a.token"}'}];
    const tried = await tryToSign(trials, 'garbage', {faults});
    await assertOutcome(tried, {...UNSIGNED, says: [/The job's OIDC token cannot be read/]});
    assert.deepEqual(
      tried.asked.filter(request => SIGNING.test(request)),
      []
    );
  });

  for (const [claim, value, cause] of [
    [
      'ref',
      'refs/heads/other',
      /is not of this run: ref is "refs\/heads\/other", the run's is "refs\/heads\/main"/
    ],
    ['sha', 'f'.repeat(40), /is not of this run: sha is "f{40}", the run's is "[0-9a-f]{40}"/],
    ['repository', 'octo-org/other', /is not of this run: repository is "octo-org\/other"/],
    ['run_id', '99', /is not of this run: run_id is "99", the run's is "1234567890"/],
    ['aud', 'somebody', /OIDC token cannot be used: it is meant for "somebody", not for "sigstore"/]
  ] as const) {
    it(`signs nothing in the name of a token of another ${claim}`, async () => {
      const tried = await tryToSign(trials, slug(`claim ${claim}`), {claims: {[claim]: value}});
      await assertOutcome(tried, {...UNSIGNED, says: [cause]});
      assert.deepEqual(
        tried.asked.filter(request => SIGNING.test(request)),
        []
      );
    });
  }

  for (const [title, claims, cause] of [
    [
      'another issuer',
      {iss: 'https://token.example.com'},
      /it was issued by "https:\/\/token\.example\.com", not by "https:\/\/token\.actions\.githubusercontent\.com"/
    ],
    [
      'yesterday',
      {exp: 1_700_000_000},
      /it expired at 2023-11-14T22:13:20Z; by this machine's clock it is 20/
    ]
  ] as const) {
    it(`finds in the token itself why Fulcio refuses one of ${title}`, async () => {
      const tried = await tryToSign(trials, slug(`token of ${title}`), {claims});
      await assertOutcome(tried, {
        ...UNSIGNED,
        says: [/Fulcio .*\(400\) There was an error processing the/, cause]
      });
    });
  }

  it('signs nothing with a trusted root that is none', async () => {
    const tried = await tryToSign(trials, 'no-root', {inputs: {'trusted-root': 'Dockerfile'}});
    await assertOutcome(tried, {
      ...UNSIGNED,
      says: [/Dockerfile is not a trusted root of Sigstore: \$: is not JSON/]
    });
    assert.deepEqual(
      tried.asked.filter(request => SIGNING.test(request)),
      []
    );
  });

  it('brings nowhere what does not hold by the trusted root', async () => {
    const inputs = {'trusted-root': own.other?.trustedRoot ?? ''};
    const tried = await tryToSign(trials, 'other-root', {inputs});
    await assertOutcome(tried, {
      ...UNSIGNED,
      verdict: 'rejected',
      says: [
        /does not hold, so it went to no registry and no API: By the trusted root of file .*another Sigstore instance/
      ]
    });
    assert.match(tried.run.annotations[0]?.data ?? '', /^PROV-010: .*\nWhat to do: Correct the value/m);
    const paths = tried.run.report.signing?.statements.map(({bundlePath = ''}) => bundlePath) ?? [];
    assert.deepEqual(
      paths.map(path => path in tried.files),
      [true, true]
    );
  });

  /** BuildKit puts the whole Dockerfile into mode=max provenance, in base64. */
  const createLarge = (megabytes: number): Workspace => {
    const line = `# ${'comment '.repeat(124)}\n`;
    const comments = line.repeat(Math.ceil((megabytes * 1e6) / line.length));
    const workspace = createWorkspace({Dockerfile: `FROM scratch\n${comments}COPY greeting /\n`});
    made.push(workspace);
    return workspace;
  };

  it('warns of a bundle of more than 1 MB', async () => {
    const tried = await tryToSign(trials, 'large', {builds: createLarge(0.7)});
    const says = [/bundle of linux\/amd64 has more than 1 MB, .*mode=min makes it smaller/];
    await assertOutcome(tried, {...GOOD, title: 'Provenance', says});
    assert.equal(tried.run.annotations.length, 1);
  });

  it('signs no statement whose bundle would have more than 16 MB', async () => {
    const tried = await tryToSign(trials, 'huge', {builds: createLarge(9.6)});
    const says = [/linux\/amd64: The bundle would have about \d{8} bytes, .*mode=min makes it smaller/];
    const title = 'Provenance: pushed and verified, partly unsigned (1 of 2 signed)';
    await assertOutcome(tried, {signed: 1, stored: [1, 1], title, says});
    assert.equal(tried.asked.filter(request => SIGNING.test(request)).length, 2);
  });

  /** Cancelled a while after all that is listed was asked for. */
  const cancel = async (
    name: string,
    trial: Trial,
    awaited: readonly (readonly [RegExp, number])[]
  ): Promise<Tried> => {
    const controller = new AbortController();
    const at = {cancelled: Number.NaN, ended: Number.NaN};
    const listRequests = (sigstore: LocalSigstore): string[] => [
      ...sigstore.requests.map(({method, host, path}) => `${method} ${host}${path}`),
      ...trials.registry.requests
        .filter(({path}) => path.startsWith(`/v2/octo-org/${name}/`))
        .map(({method, path}) => `${method} ${path}`)
    ];
    const watch = (sigstore: LocalSigstore): void => {
      const timer = setInterval(() => {
        const asked = listRequests(sigstore);
        const isReached = awaited.every(
          ([request, times]) => asked.filter(one => request.test(one)).length >= times
        );
        if (!isReached) return;
        clearInterval(timer);
        setTimeout(() => {
          at.cancelled = performance.now();
          controller.abort();
        }, 1500);
      }, 50);
    };
    const beforePost = (): void => {
      at.ended = performance.now();
    };
    const tried = await tryToSign(trials, name, {...trial, signal: controller.signal, watch, beforePost});
    assert.ok(at.ended - at.cancelled < 7000, `${String(at.ended - at.cancelled)} ms`);
    assert.deepEqual([tried.run.report.failure?.phase, tried.run.report.failure?.cancelled], ['sign', true]);
    return tried;
  };

  const STORED = /^POST api\.github\.com\/repos\/octo-org\/app\/attestations$/;
  const ATTACHED = /^PUT .*\/manifests\/sha256:/;
  const LISTED = /^PUT .*\/manifests\/sha256-/;
  const cancelled: readonly (readonly [
    title: string,
    trial: Trial,
    awaited: readonly (readonly [RegExp, number])[],
    signed: number,
    stored: readonly [number, number]
  ])[] = [
    ['the OIDC token', {faults: [{path: TOKEN, delayMs: never}]}, [[/idtoken/, 1]], 0, [0, 0]],
    ['Fulcio', {faults: [{...FULCIO, delayMs: never}]}, [[/signingCert/, 2]], 0, [0, 0]],
    [
      'Rekor, for the second statement',
      {faults: [{...REKOR, delayMs: never, skip: 1}]},
      [
        [/rekor/, 2],
        [STORED, 1],
        [LISTED, 1]
      ],
      1,
      [1, 1]
    ],
    [
      "GitHub's API",
      {faults: [{...API, delayMs: never}]},
      [
        [STORED, 2],
        [LISTED, 2]
      ],
      2,
      [0, 2]
    ],
    [
      'the registry',
      {registryFaults: [{method: 'PUT', path: /manifests\/sha256:[0-9a-f]{64}/, delayMs: never}]},
      [
        [STORED, 2],
        [ATTACHED, 2]
      ],
      2,
      [2, 0]
    ],
    [
      'a storage record',
      {faults: [{...RECORD, delayMs: never}]},
      [
        [STORED, 2],
        [LISTED, 2],
        [/storage-record/, 1]
      ],
      2,
      [2, 2]
    ]
  ];
  for (const [title, trial, awaited, signed, stored] of cancelled) {
    it(`says what is signed and stored when it is cancelled waiting for ${title}`, async () => {
      const tried = await cancel(slug(`cancelled ${title}`), trial, awaited);
      const words = ['unsigned', 'partly signed', 'signed'][signed] ?? '';
      const resumes = signed < 2 || stored[0] < 2 || stored[1] < 2;
      const says = [/The step was cancelled\./];
      await assertOutcome(tried, {signed, stored, title: `Provenance: cancelled, ${words}`, says, resumes});
    });
  }
});

function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
