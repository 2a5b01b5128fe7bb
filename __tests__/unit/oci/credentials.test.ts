import assert from 'node:assert/strict';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, it, type TestContext} from 'node:test';
import {CredentialsError, findCredentials, type CredentialSource} from '../../../src/oci/credentials.ts';

const encode = (text: string) => Buffer.from(text).toString('base64');

async function configure(
  test: TestContext,
  config: unknown,
  runHelper?: CredentialSource['runHelper']
): Promise<CredentialSource> {
  const folder = await mkdtemp(join(tmpdir(), 'credentials-'));
  test.after(() => rm(folder, {recursive: true}));
  const configFile = join(folder, 'config.json');
  await writeFile(configFile, typeof config === 'string' ? config : JSON.stringify(config));
  return {configFile, runHelper: runHelper ?? (() => assert.fail('no helper is to be run'))};
}

/** Answers as a helper does, and notes what it was asked. */
function helperOf(stdout: string, exitCode = 0): {run: CredentialSource['runHelper']; asked: string[]} {
  const asked: string[] = [];
  return {
    asked,
    run: (helper, registry) => {
      asked.push(`${helper} ${registry}`);
      return Promise.resolve({exitCode, stdout});
    }
  };
}

async function failureOf(promise: Promise<unknown>): Promise<CredentialsError> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  assert.ok(error instanceof CredentialsError, String(error));
  assert.equal(error.cause, undefined);
  return error;
}

describe('findCredentials', () => {
  it('finds none where there is no configuration', async () => {
    const source = {configFile: '/nowhere/config.json', runHelper: () => assert.fail()};
    assert.equal(await findCredentials('ghcr.io', source), undefined);
  });

  it('reads a user and a password, with colons and trailing NULs, from auth', async test => {
    const source = await configure(test, {auths: {'ghcr.io': {auth: encode('me:pass:word\0\0')}}});
    assert.deepEqual(await findCredentials('ghcr.io', source), {username: 'me', password: 'pass:word'});
  });

  it('reads a user and a password from fields of their own', async test => {
    const source = await configure(test, {auths: {'ghcr.io': {username: 'me', password: 'word'}}});
    assert.deepEqual(await findCredentials('ghcr.io', source), {username: 'me', password: 'word'});
  });

  it('knows a registry under its host, a path and an address, exactly and with its port', async test => {
    const source = await configure(test, {
      auths: {
        'registry.example': {auth: encode('a:1')},
        'registry.example:5000': {auth: encode('b:2')},
        'https://other.example/v1/': {auth: encode('c:3')},
        'path.example/team': {auth: encode('d:4')},
        '127.0.0.1:5000': {auth: encode('e:5')}
      }
    });
    const user = async (registry: string) => (await findCredentials(registry, source))?.username;
    assert.equal(await user('registry.example'), 'a');
    assert.equal(await user('registry.example:5000'), 'b');
    assert.equal(await user('other.example'), 'c');
    assert.equal(await user('path.example'), 'd');
    assert.equal(await user('127.0.0.1:5000'), 'e');
    for (const registry of [
      'registry.example:5001',
      'example',
      'sub.registry.example',
      '127.0.0.1',
      '__proto__',
      'constructor'
    ]) {
      assert.equal(await user(registry), undefined, registry);
    }
  });

  it("prefers a registry's own key over other spellings of it", async test => {
    const source = await configure(test, {
      auths: {'https://ghcr.io/v1/': {auth: encode('old:1')}, 'ghcr.io': {auth: encode('new:2')}}
    });
    assert.equal((await findCredentials('ghcr.io', source))?.username, 'new');
  });

  it('knows Docker Hub under the name that docker gives it', async test => {
    const source = await configure(test, {auths: {'https://index.docker.io/v1/': {auth: encode('me:hub')}}});
    assert.equal((await findCredentials('docker.io', source))?.password, 'hub');
    const helper = helperOf(JSON.stringify({Username: 'me', Secret: 'hub'}));
    const store = await configure(test, {credsStore: 'pass'}, helper.run);
    await findCredentials('docker.io', store);
    assert.deepEqual(helper.asked, ['pass https://index.docker.io/v1/']);
  });

  it('reads tokens: identitytoken, registrytoken, and the user <token>', async test => {
    const source = await configure(test, {
      auths: {
        'a.example': {auth: encode('00000000:'), identitytoken: 'refresh'},
        'b.example': {registrytoken: 'bearer'},
        'c.example': {auth: encode('<token>:refresh')}
      }
    });
    assert.deepEqual(await findCredentials('a.example', source), {
      username: '00000000',
      identityToken: 'refresh'
    });
    assert.deepEqual(await findCredentials('b.example', source), {registryToken: 'bearer'});
    assert.deepEqual(await findCredentials('c.example', source), {identityToken: 'refresh'});
  });

  it('takes an empty entry for none', async test => {
    const source = await configure(test, {auths: {'ghcr.io': {}, 'b.example': null}});
    assert.equal(await findCredentials('ghcr.io', source), undefined);
    assert.equal(await findCredentials('b.example', source), undefined);
  });

  it("asks the registry's own helper before the one for all, and that before the file", async test => {
    const helper = helperOf(JSON.stringify({ServerURL: 'x', Username: 'me', Secret: 'word'}));
    const config = {
      credHelpers: {'ghcr.io': 'own'},
      credsStore: 'desktop',
      auths: {'ghcr.io': {auth: encode('file:1')}, 'quay.io': {auth: encode('file:2')}}
    };
    const source = await configure(test, config, helper.run);
    assert.deepEqual(await findCredentials('ghcr.io', source), {username: 'me', password: 'word'});
    assert.deepEqual(await findCredentials('quay.io', source), {username: 'me', password: 'word'});
    assert.deepEqual(helper.asked, ['own ghcr.io', 'desktop quay.io']);
  });

  it('takes the user <token> of a helper for an identity token', async test => {
    const helper = helperOf(JSON.stringify({Username: '<token>', Secret: 'refresh'}));
    const source = await configure(test, {credsStore: 'x'}, helper.run);
    assert.deepEqual(await findCredentials('ghcr.io', source), {identityToken: 'refresh'});
  });

  it('takes a helper that has none for anonymous', async test => {
    const helper = helperOf('credentials not found in native keychain\n', 1);
    const source = await configure(test, {credsStore: 'x'}, helper.run);
    assert.equal(await findCredentials('ghcr.io', source), undefined);
  });

  it('names a helper that fails and its registry, never what it said', async test => {
    const broken = [helperOf('s3cret and more', 1), helperOf('s3cret, not JSON'), helperOf('["s3cret"]')];
    for (const helper of broken) {
      const source = await configure(test, {credHelpers: {'ghcr.io': 'acr-env'}}, helper.run);
      const error = await failureOf(findCredentials('ghcr.io', source));
      assert.match(error.message, /^credentials for ghcr\.io: docker-credential-acr-env /);
      assert.equal(error.helper, 'acr-env');
      assert.doesNotMatch(error.message, /s3cret/);
    }
  });

  it('names a helper that cannot be started', async test => {
    const run = () => Promise.reject(Object.assign(new Error('spawn s3cret'), {code: 'ENOENT'}));
    const source = await configure(test, {credsStore: 'desktop'}, run);
    const error = await failureOf(findCredentials('ghcr.io', source));
    assert.equal(
      error.message,
      'credentials for ghcr.io: docker-credential-desktop could not be run (ENOENT)'
    );
  });

  it('runs no helper whose name is a path or an option of anything', async test => {
    for (const credsStore of ['../evil', 'a/b', 'a b', 'a;b', 'a\nb', '$(x)']) {
      const error = await failureOf(findCredentials('ghcr.io', await configure(test, {credsStore})));
      assert.match(error.message, /has a name that is none/);
    }
  });

  it('names a broken file, never its content', async test => {
    for (const config of ['{"auths": {"ghcr.io": {"auth": "s3cret" oops', '["s3cret"]', '"s3cret"']) {
      const source = await configure(test, config);
      const error = await failureOf(findCredentials('ghcr.io', source));
      assert.ok(error.message.includes(source.configFile));
      assert.doesNotMatch(error.message, /s3cret/);
    }
  });

  it('says when an auth is malformed, never what it is', async test => {
    const source = await configure(test, {auths: {'ghcr.io': {auth: encode('s3cret')}}});
    assert.match((await failureOf(findCredentials('ghcr.io', source))).message, /"auth".* is malformed$/);
  });
});
