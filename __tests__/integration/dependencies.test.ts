import assert from 'node:assert/strict';
import {randomUUID} from 'node:crypto';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {runCommand} from '../../local/command.ts';
import {describeClaims} from '../../local/sigstore/claims.ts';
import {startSigstore} from '../../local/sigstore/sigstore.ts';
import type {LocalSigstore} from '../../local/sigstore/sigstore.ts';
import {parseStatement} from '../../src/attestation/statement.ts';
import {formatBundleFile, readBundleFile, writeBundleFile} from '../../src/dependencies/bundle-file.ts';
import type {Chain} from '../../src/dependencies/chain.ts';
import {collectDependencies} from '../../src/dependencies/collect.ts';
import type {CollectOptions} from '../../src/dependencies/collect.ts';
import type {ChainCache} from '../../src/dependencies/kept-chains.ts';
import {judgeRules} from '../../src/dependencies/judge-rules.ts';
import {listOwnDocuments} from '../../src/dependencies/own-documents.ts';
import {parseRules} from '../../src/dependencies/rules.ts';
import {describeMissing, listImages} from '../../src/dependencies/tree.ts';
import type {DependencyTree, ImageNode} from '../../src/dependencies/tree.ts';
import {parseDigest} from '../../src/oci/descriptor.ts';
import type {Digest} from '../../src/oci/descriptor.ts';
import {ACCEPT} from '../../src/oci/manifest.ts';
import {createPatience} from '../../src/oci/patience.ts';
import {openRegistry} from '../../src/oci/registry.ts';
import {createTransport} from '../../src/oci/transport.ts';
import {resolveInstance} from '../../src/sigstore/instance.ts';
import {verifyPublished} from '../../src/verification/verify.ts';
import {BUSYBOX_DOCKERFILE, readBusybox} from '../support/busybox.ts';
import {findPair, readIndex} from '../support/published-index.ts';
import {attachForeign} from '../support/registry-hands.ts';
import {IDENTITY, ISSUER, pushManifest, readObject} from '../support/signed-image.ts';
import {PLATFORMS, usePlatform} from '../support/step.ts';
import {tamperStatement} from '../support/tampered-statement.ts';
import {policy} from '../support/verification.ts';
import {trustFile} from '../unit/sigstore/world.ts';
import {composeProvenance} from '../unit/dependencies/provenance.ts';

const root = join(import.meta.dirname, '../..');
const scratch = mkdtempSync(join(tmpdir(), 'dependencies-test-'));
const platform = usePlatform();
const transport = createTransport({insecureRegistries: [], userAgent: 'test'});
const ACCEPTED = [{issuer: ISSUER, san: IDENTITY}];
const {thresholds} = resolveInstance('public', 'https://github.com').value;
let sigstore: LocalSigstore;

before(async () => {
  sigstore = await startSigstore();
});
after(async () => {
  await Promise.all([sigstore.stop(), transport.close()]);
  rmSync(scratch, {recursive: true});
});

interface BuildOptions {
  readonly provenance?: string;
  readonly platforms?: string;
  readonly files?: Readonly<Record<string, Buffer>>;
  readonly flags?: readonly string[];
}

/** Builds and pushes `NAME:1` for one platform, with complete provenance unless told otherwise; returns its digest. */
async function build(name: string, dockerfile: string, options: BuildOptions = {}): Promise<string> {
  const {provenance = 'mode=max', platforms = 'linux/amd64', files = {}, flags = []} = options;
  const context = mkdtempSync(join(scratch, 'context-'));
  writeFileSync(join(context, 'greeting'), name);
  for (const [file, bytes] of Object.entries(files)) writeFileSync(join(context, file), bytes, {mode: 0o755});
  writeFileSync(join(context, 'Dockerfile'), dockerfile);
  const {engine, registry} = platform;
  const head = ['docker', 'buildx', 'build', '--provenance', provenance, '--platform', platforms] as const;
  const tail = [
    '--tag',
    `${registry.host}/${name}:1`,
    '--output',
    'type=registry,oci-mediatypes=true',
    ...flags,
    context
  ];
  await runCommand([...head, ...tail], {env: {...process.env, ...engine.env}, timeoutMs: 120_000});
  return digestOf(name);
}

async function digestOf(name: string): Promise<string> {
  const accept = ACCEPT.join(', ');
  const answer = await fetch(`${platform.registry.url}/v2/${name}/manifests/1`, {headers: {accept}});
  assert.equal(answer.status, 200);
  return answer.headers.get('docker-content-digest') ?? '';
}

const SCRATCH = 'FROM scratch\nCOPY greeting /greeting\n';
const standOn = (name: string, digest: string): string =>
  `FROM ${platform.registry.host}/${name}:1@${digest}\nCOPY greeting /${randomUUID()}\n`;

const openStore = (reference: {registry: string; repository: string}, timeoutMs = 20_000) =>
  openRegistry({
    reference,
    transport,
    credentials: () => Promise.resolve(undefined),
    patience: createPatience({timeoutMs}),
    awaitAbsent: false
  });

/** What our own image says, read back and verified as any run does. */
async function verifyOwn(name: string, digest: string) {
  const store = openStore({registry: platform.registry.host, repository: name});
  const any = {...policy, platforms: [], builderId: undefined, revision: undefined, revisionAbsent: 'a test'};
  const {verification, statements} = await verifyPublished(store, digest, any);
  assert.equal(verification.verdict, 'verified', verification.reason);
  return statements;
}

async function collect(
  name: string,
  digest: string,
  options: Partial<CollectOptions> = {}
): Promise<DependencyTree> {
  const statements = await verifyOwn(name, digest);
  platform.registry.requests.length = 0;
  return collectDependencies(
    {digest: parseDigest(digest), statements},
    {
      openStore,
      patience: createPatience({timeoutMs: 20_000}),
      authorities: [async () => ({trust: await trustFile(sigstore.trustedRoot), thresholds})],
      ...options
    }
  );
}

async function collectOn(
  name: string,
  digest: string,
  options: Partial<CollectOptions> = {}
): Promise<ImageNode> {
  const own = `on-${name}`;
  const tree = await collect(own, await build(own, standOn(name, digest)), options);
  const [node, ...others] = listImages(tree);
  assert.ok(node);
  assert.ok(others.length === 0 || node.dependencies.length > 0);
  return node;
}

const outcomesOf = (tree: DependencyTree): string[] =>
  listImages(tree).map(({image, platform: wanted = '', found}) => {
    return `${image.replace(/^[^/]+\/|:1@.*/g, '')} ${wanted} ${found.outcome}`;
  });

const reasonOf = ({found}: ImageNode): string => ('reason' in found ? found.reason : '');

/** The one image of an index for amd64. */
async function imageOf(name: string): Promise<string> {
  return findPair(await readIndex(platform.registry, name, '1'), 'amd64').image.digest;
}

/** Provenance about the digest that our stand-in signs for a workflow, attached to it. */
async function attachSigned(
  name: string,
  subject: string,
  statement: Buffer,
  workflow?: string
): Promise<void> {
  Object.assign(sigstore.claims, describeClaims());
  if (workflow !== undefined) sigstore.claims['job_workflow_ref'] = workflow;
  const file = join(scratch, `${randomUUID()}.json`);
  const {predicateType, predicate} = JSON.parse(statement.toString()) as Record<string, unknown>;
  const given = {
    subjects: [{name, digest: {sha256: subject.slice(7)}}],
    predicateType,
    predicate,
    token: 'ghs_x',
    sigstore: 'public-good',
    skipWrite: true
  };
  const script = `import {attest} from '@actions/attest';
    import {writeFileSync} from 'node:fs';
    const {bundle} = await attest(${JSON.stringify(given)});
    writeFileSync(${JSON.stringify(file)}, JSON.stringify(bundle));`;
  const env = {PATH: process.env['PATH'], GITHUB_REPOSITORY: 'octo-org/app', ...sigstore.env};
  await runCommand([process.execPath, '--input-type=module', '--eval', script], {cwd: root, env});
  await attachForeign(`${platform.registry.host}/${name}`, subject, [readFileSync(file)]);
}

/** The statement that the index lists for amd64. */
async function readAttested(name: string): Promise<Buffer> {
  const place = {url: platform.registry.url, repository: name};
  const {attestation} = findPair(await readIndex(platform.registry, name, '1'), 'amd64');
  const manifest = JSON.parse((await readObject(place, 'manifests', attestation.digest)).toString()) as {
    layers: {digest: string}[];
  };
  return readObject(place, 'blobs', manifest.layers[0]?.digest ?? '');
}

describe('a base image on a real registry', () => {
  it('with provenance gives it, without a signature', async () => {
    const digest = await build('with', SCRATCH);
    const node = await collectOn('with', digest);
    assert.deepEqual([node.digest, node.pinned, node.found], [digest, true, {outcome: 'unsigned'}]);
    assert.deepEqual(
      node.statements.map(({document}) => Buffer.from(document)),
      [await readAttested('with')]
    );
  });

  it('without provenance is named, with its digest and where we looked', async () => {
    const digest = await build('without', SCRATCH, {provenance: 'false'});
    const node = await collectOn('without', digest);
    assert.deepEqual(node.found, {outcome: 'nothing'});
    const place = `registry ${platform.registry.host}/without`;
    assert.equal(
      describeMissing(node),
      `${platform.registry.host}/without:1@${digest} (linux/amd64) has no provenance. Looked at: manifest ${digest} in ${place}, ` +
        `which is no index; referrers of ${digest} in ${place}.`
    );
  });

  it('with a statement that somebody changed is not used', async () => {
    await build('tampered', SCRATCH);
    await tamperStatement(platform.registry, 'tampered');
    const node = await collectOn('tampered', await digestOf('tampered'));
    assert.equal(node.found.outcome, 'invalid');
    assert.match(reasonOf(node), /is not about image/);
    assert.deepEqual(node.statements, []);
  });

  it('with a signature says by whom, and the bundle stands for the statement', async () => {
    const digest = await build('signed', SCRATCH);
    await attachSigned('signed', await imageOf('signed'), await readAttested('signed'));
    const node = await collectOn('signed', digest, {accepted: ACCEPTED});
    assert.equal(node.found.outcome, 'signed', reasonOf(node));
    assert.deepEqual(
      node.found.signers.map(({san}) => san),
      [IDENTITY]
    );
    assert.equal(node.statements.length, 1);
    assert.match(Buffer.from(node.statements[0]!.document).toString(), /^\{"mediaType"/);
  });

  it('that somebody else signed is not used', async () => {
    const digest = await build('stranger', SCRATCH);
    const statement = await readAttested('stranger');
    const workflow = 'evil-org/app/.github/workflows/image.yml@refs/heads/main';
    await attachSigned('stranger', await imageOf('stranger'), statement, workflow);
    const node = await collectOn('stranger', digest, {accepted: ACCEPTED});
    assert.equal(node.found.outcome, 'invalid');
    assert.match(reasonOf(node), /signed as "https:\/\/github\.com\/evil-org\/app\/.*none of the signers/);
    assert.deepEqual(node.statements, []);
  });

  it('that is gone, or on a registry that fails, is unread', async () => {
    const digest = await build('gone', SCRATCH);
    const own = await build('on-gone', standOn('gone', digest));
    const {faults, url} = platform.registry;
    faults.add({path: /\/v2\/gone\//, status: 403, body: '{}'});
    const [refused] = listImages(await collect('on-gone', own));
    assert.match(reasonOf(refused!), /403/);
    faults.clear();
    await fetch(`${url}/v2/gone/manifests/${digest}`, {method: 'DELETE'});
    const [node] = listImages(await collect('on-gone', own));
    assert.equal(node?.found.outcome, 'unread');
    assert.match(reasonOf(node), /no manifest sha256:/);
  });
});

describe('what an image on a real registry stands on', () => {
  it('is followed through three levels, into one file', async () => {
    const base = await build('base', SCRATCH, {platforms: PLATFORMS});
    const middle = await build('middle', standOn('base', base), {platforms: PLATFORMS});
    const top = await build('top', standOn('middle', middle), {platforms: PLATFORMS});
    const tree = await collect('top', top);
    assert.deepEqual(outcomesOf(tree).sort(), [
      'base linux/amd64 unsigned',
      'base linux/arm64 unsigned',
      'middle linux/amd64 unsigned',
      'middle linux/arm64 unsigned'
    ]);
    assert.deepEqual(
      tree.trunks.map(({dependencies}) => dependencies[0]?.dependencies.length),
      [1, 1]
    );
    const indexes = platform.registry.requests.filter(
      ({path}) => path.endsWith(base) && path.includes('/manifests/')
    );
    assert.equal(indexes.length, 1);

    const own = await listOwnDocuments(
      (await verifyOwn('top', top)).map(({bytes}) => bytes),
      []
    );
    const folder = join(scratch, 'out');
    const path = await writeBundleFile(folder, top, formatBundleFile(own, tree));
    const lines = await readBundleFile(path);
    assert.deepEqual(
      lines.map(({kind}) => kind),
      Array<string>(6).fill('statement')
    );
    const text = readFileSync(path, 'utf8');
    await writeBundleFile(folder, top, formatBundleFile(own, await collect('top', top)));
    assert.equal(readFileSync(path, 'utf8'), text);
  });

  it('is told again without a request, from what was kept of it', async () => {
    const base = await build('kept-base', SCRATCH, {platforms: PLATFORMS});
    const signed = await build('kept', standOn('kept-base', base), {platforms: PLATFORMS});
    const top = await build('on-kept', standOn('kept', signed), {platforms: PLATFORMS});
    const entries = new Map<Digest, Chain>();
    const cache: ChainCache = {
      restore: digest => Promise.resolve(entries.get(digest)),
      save: (digest, chain) => entries.set(digest, chain),
      refuse: (_, reason) => assert.fail(reason)
    };
    const look = async () => {
      const tree = await collect('on-kept', top, {cache});
      const cached = listImages(tree).map(one => one.cached === true);
      return {text: formatBundleFile([], tree), cached, requests: platform.registry.requests.length};
    };
    const first = await look();
    assert.deepEqual([first.cached, entries.size], [Array<boolean>(4).fill(false), 2]);
    assert.ok(first.requests > 0);
    assert.deepEqual(await look(), {
      text: first.text,
      cached: Array<boolean>(4).fill(true),
      requests: 0
    });

    entries.delete(parseDigest(signed));
    await attachSigned('kept', await imageOf('kept'), await readAttested('kept'));
    const one = await look();
    const again = await look();
    assert.equal(again.text, one.text);
    // A signature of whom nobody named is looked up each time.
    assert.equal(again.cached.filter(Boolean).length, 3);
    assert.ok(again.requests < one.requests);
  });

  it('differs by platform', async () => {
    const amd = await build('for-amd64', SCRATCH);
    const arm = await build('for-arm64', SCRATCH, {platforms: 'linux/arm64', provenance: 'false'});
    const {host} = platform.registry;
    const dockerfile = `FROM ${host}/for-amd64:1@${amd} AS base-amd64
FROM ${host}/for-arm64:1@${arm} AS base-arm64
FROM base-\${TARGETARCH}
COPY greeting /two
`;
    const tree = await collect('two', await build('two', dockerfile, {platforms: PLATFORMS}));
    assert.deepEqual(outcomesOf(tree).sort(), [
      'for-amd64 linux/amd64 unsigned',
      'for-arm64 linux/arm64 nothing'
    ]);
  });

  it('may be a circle, of what is attached', async () => {
    const digests = {
      left: await build('left', SCRATCH, {provenance: 'false'}),
      right: await build('right', SCRATCH, {provenance: 'false'})
    };
    for (const [name, other] of [
      ['left', 'right'],
      ['right', 'left']
    ] as const) {
      const uri = `pkg:docker/${platform.registry.host}/${other}@1?platform=linux%2Famd64`;
      const materials = [{uri, digest: {sha256: digests[other].slice(7)}}];
      await attachSigned(name, digests[name], composeProvenance({materials}));
    }
    const tree = await collect('round', await build('round', standOn('left', digests.left)));
    assert.deepEqual(outcomesOf(tree), ['left linux/amd64 signed', 'right linux/amd64 signed']);
    assert.equal(tree.trunks[0]?.dependencies[0]?.dependencies[0]?.dependencies[0]?.repeated, true);
  });

  it('may be a great many images, which are looked at within the deadline', async () => {
    await build('many', SCRATCH);
    const place = {url: platform.registry.url, repository: 'many'};
    const index = await readIndex(platform.registry, 'many', '1');
    const mediaType = 'application/vnd.oci.image.index.v1+json';
    const pushed = await Promise.all(
      Array.from({length: 40}, (_, at) =>
        pushManifest(place, {...index, mediaType, annotations: {number: String(at)}} as {mediaType: string})
      )
    );
    const copies = pushed.map(
      ({digest}, at) => `COPY --from=${platform.registry.host}/many@${digest} /greeting /${String(at)}`
    );
    const own = await build('wide', `FROM scratch\n${copies.join('\n')}\n`);
    const tree = await collect('wide', own, {limits: {images: 30}});
    const outcomes = listImages(tree).map(({found}) => found.outcome);
    assert.deepEqual(outcomes, [...Array<string>(30).fill('unsigned'), ...Array<string>(10).fill('unread')]);

    platform.registry.latency.ms = 200;
    const started = performance.now();
    const patience = createPatience({timeoutMs: 1000});
    const late = await collect('wide', own, {patience});
    platform.registry.latency.ms = 0;
    assert.ok(performance.now() - started < 15_000);
    assert.ok(listImages(late).some(node => reasonOf(node) === 'there was no time left to look'));
  });
});

describe('rules, on what BuildKit really records', () => {
  const RULES = ['materials-pinned', 'no-network', 'complete'];

  for (const version of ['v0.2', 'v1']) {
    it(`are judged (${version})`, async () => {
      const files = {busybox: await readBusybox()};
      const flags = ['--allow', 'network.host'];
      const base = await build('run-base', BUSYBOX_DOCKERFILE, {files});
      const from = `FROM ${platform.registry.host}/run-base:1`;
      const judge = async (name: string, dockerfile: string, provenance: string) => {
        const digest = await build(name, dockerfile, {flags, provenance: `${provenance},version=${version}`});
        const store = openStore({registry: platform.registry.host, repository: name});
        const any = {
          ...policy,
          mode: 'min',
          platforms: [],
          builderId: undefined,
          revision: undefined
        } as const;
        const {statements} = await verifyPublished(store, digest, {...any, revisionAbsent: 'a test'});
        const judged = statements.map(one => ({name: one.platform, statement: parseStatement(one.bytes)}));
        return judgeRules(parseRules(RULES), judged);
      };
      const quiet = await judge('quiet', `${from}@${base}\nRUN --network=none true\n`, 'mode=max');
      assert.deepEqual(
        quiet.map(({outcome}) => outcome),
        ['passed', 'passed', 'failed']
      );
      const loud = await judge(
        'loud',
        `${from}\nRUN --network=none true\nRUN --network=host true\n`,
        'mode=max'
      );
      assert.deepEqual(
        loud.map(({outcome}) => outcome),
        ['failed', 'failed', 'failed']
      );
      assert.deepEqual(
        loud[1]?.reasons.map(({text}) => text.replace(/step\d+/, 'stepN')),
        [`Line 3 of the Dockerfile (step "stepN") ran with the machine's own network.`]
      );
      const least = await judge('least', `${from}@${base}\nRUN --network=none true\n`, 'mode=min');
      assert.deepEqual(
        least.map(({outcome}) => outcome),
        ['passed', 'unknown', 'failed']
      );
    });
  }
});
