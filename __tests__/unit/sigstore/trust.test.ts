import assert from 'node:assert/strict';
import {createHash, generateKeyPairSync, sign} from 'node:crypto';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, describe, it} from 'node:test';
import type {TestContext} from 'node:test';
import canonicalize from 'canonicalize';
import {resolveInstance} from '../../../src/sigstore/instance.ts';
import type {Instance} from '../../../src/sigstore/instance.ts';
import {loadTrust, TrustError} from '../../../src/sigstore/trust.ts';
import {answer, openTransport, serve, virtualPatience} from '../oci/http-server.ts';
import type {TestServer} from '../oci/http-server.ts';
import {SERVER} from './release.ts';
import {createWorld} from './world.ts';

const folder = mkdtempSync(join(tmpdir(), 'trust-test-'));
after(() => rmSync(folder, {recursive: true}));
const world = await createWorld();
const trustedRoot = readFileSync(world.trustedRoot, 'utf8');
const publicGood = resolveInstance('public', SERVER).value;
const github = resolveInstance('private', SERVER).value;
let folders = 0;

async function load(
  test: TestContext,
  {
    instance,
    cachePath,
    ...rest
  }: {instance: Instance; trustedRootPath?: string; trustDomain?: string; cachePath?: string}
) {
  return loadTrust({
    instance,
    cachePath: cachePath ?? join(folder, String(folders++)),
    transport: openTransport(test),
    patience: virtualPatience(300).patience,
    ...rest
  });
}

async function failureOf(promise: Promise<unknown>): Promise<TrustError> {
  const error: unknown = await promise.then(
    () => assert.fail('should fail'),
    (reason: unknown) => reason
  );
  assert.ok(error instanceof TrustError, String(error));
  return error;
}

/** A TUF repository with one key, which can go wrong in ways. */
async function serveTuf(
  test: TestContext,
  {names = ['trusted_root.json'], expires = '2999-01-01T00:00:00Z', tampered = false} = {}
): Promise<TestServer> {
  const keys = generateKeyPairSync('ed25519');
  const key = {
    keytype: 'ed25519',
    scheme: 'ed25519',
    keyval: {public: keys.publicKey.export({format: 'der', type: 'spki'}).subarray(-32).toString('hex')}
  };
  const keyid = createHash('sha256')
    .update(canonicalize(key) ?? '')
    .digest('hex');
  const role = {keyids: [keyid], threshold: 1};
  const envelop = (signed: object): string => {
    const sig = sign(null, Buffer.from(canonicalize(signed) ?? ''), keys.privateKey).toString('hex');
    return JSON.stringify({signed, signatures: [{keyid, sig}]});
  };
  const common = {spec_version: '1.0.31', version: 1, expires};
  const hash = createHash('sha256').update(trustedRoot).digest('hex');
  const target = {length: Buffer.byteLength(trustedRoot), hashes: {sha256: hash}};
  const files: Record<string, string> = {
    '/1.root.json': envelop({
      ...common,
      _type: 'root',
      consistent_snapshot: true,
      keys: {[keyid]: key},
      roles: {root: role, timestamp: role, snapshot: role, targets: role}
    }),
    '/timestamp.json': envelop({...common, _type: 'timestamp', meta: {'snapshot.json': {version: 1}}}),
    '/1.snapshot.json': envelop({...common, _type: 'snapshot', meta: {'targets.json': {version: 1}}}),
    '/1.targets.json': envelop({
      ...common,
      _type: 'targets',
      targets: Object.fromEntries(names.map(name => [name, target]))
    })
  };
  for (const name of names)
    files[`/targets/${hash}.${name}`] = tampered ? trustedRoot.replace('2', '3') : trustedRoot;
  return serve(test, (response, seen) => {
    const body = files[seen.url];
    answer(body === undefined ? 404 : 200, {}, body ?? '')(response, seen);
  });
}

describe('a trusted root', () => {
  it('of a file is taken without asking anybody', async test => {
    const trust = await load(test, {instance: publicGood, trustedRootPath: world.trustedRoot});
    assert.equal(trust.source, 'file');
    assert.equal(trust.material.certificateAuthorities.length, 1);
    assert.equal(trust.description, `trusted root of file ${world.trustedRoot}`);
  });

  it('of a file that is none is refused', async test => {
    const missing = load(test, {instance: publicGood, trustedRootPath: join(folder, 'nothing')});
    assert.equal((await failureOf(missing)).code, 'file-unreadable');
    for (const text of [
      '',
      '{}',
      '[]',
      '{"certificateAuthorities":[]}',
      '{"certificateAuthorities":[{}]}',
      '{"a":1,"a":2}',
      trustedRoot + trustedRoot
    ]) {
      const path = join(folder, 'bad.json');
      writeFileSync(path, text);
      assert.equal(
        (await failureOf(load(test, {instance: publicGood, trustedRootPath: path}))).code,
        'malformed',
        text.slice(0, 50)
      );
    }
  });

  it('comes from TUF, whose root is the first over TLS where none is embedded', async test => {
    const server = await serveTuf(test);
    const instance = {...github, tufUrl: `http://${server.host}`};
    const trust = await load(test, {instance});
    assert.equal(trust.source, 'tuf');
    assert.match(
      trust.description,
      /trusted_root\.json of TUF repository .*, whose root was fetched over TLS/
    );
    assert.deepEqual(server.seen.map(({url}) => url).slice(0, 3), [
      '/1.root.json',
      '/2.root.json',
      '/timestamp.json'
    ]);
  });

  it("of a GHE.com server has the trust domain's name", async test => {
    const server = await serveTuf(test, {names: ['octo.trusted_root.json']});
    const instance = {
      ...resolveInstance('private', 'https://octo.ghe.com').value,
      tufUrl: `http://${server.host}`
    };
    assert.equal((await load(test, {instance, trustDomain: 'octo'})).source, 'tuf');
    assert.match((await failureOf(load(test, {instance}))).message, /names no trust domain/);
    assert.match(
      (await failureOf(load(test, {instance, trustDomain: 'other'}))).message,
      /no target other\.trusted_root\.json/
    );
  });

  it('of TUF that has expired, or of which a byte differs, is not taken', async test => {
    for (const wrong of [{expires: '2020-01-01T00:00:00Z'}, {tampered: true}]) {
      const server = await serveTuf(test, wrong);
      const instance = {...github, tufUrl: `http://${server.host}`};
      assert.equal((await failureOf(load(test, {instance}))).code, 'unavailable');
    }
  });

  it('does not come from what somebody left in the cache', async test => {
    const real = await serveTuf(test);
    const forged = await serveTuf(test);
    const cachePath = join(folder, 'poisoned');
    const instance = {...github, tufUrl: `http://${real.host}`};
    const inside = createHash('sha256').update(instance.tufUrl).digest('hex').slice(0, 16);
    mkdirSync(join(cachePath, inside), {recursive: true});
    for (const name of ['root', 'timestamp', 'snapshot', 'targets']) {
      const path =
        {
          root: '/1.root.json',
          timestamp: '/timestamp.json',
          snapshot: '/1.snapshot.json',
          targets: '/1.targets.json'
        }[name] ?? '';
      const text = await fetch(`http://${forged.host}${path}`).then(reply => reply.text());
      writeFileSync(join(cachePath, inside, `${name}.json`), text);
    }
    assert.equal((await load(test, {instance, cachePath})).source, 'tuf');
    assert.ok(real.seen.some(({url}) => url === '/timestamp.json'));
  });

  it('is the embedded one for the public-good instance when TUF cannot be reached, and that is said', async test => {
    const transport = openTransport(test, {proxy: {https: 'http://127.0.0.1:1'}});
    const trust = await loadTrust({
      instance: publicGood,
      cachePath: join(folder, 'seed'),
      transport,
      patience: virtualPatience(300).patience
    });
    assert.equal(trust.source, 'embedded seed');
    assert.match(
      trust.description,
      /embedded in this program, for TUF repository https:\/\/tuf-repo-cdn\.sigstore\.dev gave none: .*127\.0\.0\.1:1/
    );
    assert.ok(trust.material.tlogs.length > 0);
    const none = loadTrust({
      instance: github,
      cachePath: join(folder, 'none'),
      transport,
      patience: virtualPatience(300).patience
    });
    assert.match(
      (await failureOf(none)).message,
      /cannot be had from TUF repository https:\/\/tuf-repo\.github\.com/
    );
  });
});
