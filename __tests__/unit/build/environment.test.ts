import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {buildxEnvironment, listEnvironmentNeeds} from '../../../src/build/environment.ts';

const NOTHING = {githubCache: false, named: []};
const OURS = {
  PATH: '/bin',
  HOME: '/root',
  NODE_OPTIONS: '--x',
  GITHUB_TOKEN: 'user-set',
  GITHUB_SHA: 'abc',
  SSH_AUTH_SOCK: '/s',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'oidc',
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://oidc',
  SIGSTORE_ID_TOKEN: 'lent to the signing library',
  ACTIONS_RUNTIME_TOKEN: 'runtime',
  ACTIONS_RESULTS_URL: 'https://results',
  ACTIONS_CACHE_URL: 'https://cache',
  ACTIONS_CACHE_SERVICE_V2: 'True',
  'INPUT_BUILD-ARGS': 'X=1',
  INPUT_SECRETS: 'a=b',
  STATE_isPost: 'true',
  GITHUB_OUTPUT: '/o',
  GITHUB_ENV: '/e',
  GITHUB_PATH: '/p',
  GITHUB_STATE: '/s',
  GITHUB_STEP_SUMMARY: '/m',
  GONE: undefined
};

describe('the environment of buildx', () => {
  it('is ours without tokens, inputs, state and file commands', () => {
    assert.deepEqual(buildxEnvironment(OURS, NOTHING), {
      PATH: '/bin',
      HOME: '/root',
      NODE_OPTIONS: '--x',
      GITHUB_TOKEN: 'user-set',
      GITHUB_SHA: 'abc',
      SSH_AUTH_SOCK: '/s',
      ACTIONS_CACHE_SERVICE_V2: 'True',
      BUILDX_GIT_CHECK_DIRTY: 'true',
      BUILDX_METADATA_WARNINGS: 'true'
    });
  });

  it('has the runtime token where a GitHub cache is used', () => {
    const env = buildxEnvironment(OURS, {...NOTHING, githubCache: true});
    assert.equal(env['ACTIONS_RUNTIME_TOKEN'], 'runtime');
    assert.equal(env['ACTIONS_RESULTS_URL'], 'https://results');
    assert.equal(env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'], undefined);
  });

  it('has whatever variable the user names', () => {
    const env = buildxEnvironment(OURS, {...NOTHING, named: ['ACTIONS_RUNTIME_TOKEN']});
    assert.equal(env['ACTIONS_RUNTIME_TOKEN'], 'runtime');
    assert.equal(env['ACTIONS_RESULTS_URL'], undefined);
  });

  it('has no question for git that was answered before, unless the user asks it', () => {
    const clean = {...NOTHING, knownClean: true};
    assert.equal(buildxEnvironment(OURS, clean)['BUILDX_GIT_CHECK_DIRTY'], 'false');
    const asked = buildxEnvironment({...OURS, BUILDX_GIT_CHECK_DIRTY: '1'}, clean);
    assert.equal(asked['BUILDX_GIT_CHECK_DIRTY'], '1');
  });

  it('leaves what the user set about the dirty check and provenance in the metadata', () => {
    const env = buildxEnvironment(
      {BUILDX_GIT_CHECK_DIRTY: 'false', BUILDX_METADATA_PROVENANCE: 'max'},
      NOTHING
    );
    assert.equal(env['BUILDX_GIT_CHECK_DIRTY'], 'false');
    assert.equal(env['BUILDX_METADATA_PROVENANCE'], 'max');
  });
});

describe('what a build reads from its environment', () => {
  it('sees where an older buildx would look up provenance in vain', () => {
    const pushed = ['build', '--platform', 'linux/amd64,linux/arm64', '--push', '.'];
    const loses = (argv: readonly string[], release?: string): boolean =>
      listEnvironmentNeeds(argv, release).losesMetadataProvenance === true;
    assert.ok(loses(pushed, '0.29.1'));
    assert.ok(!loses(pushed, '0.31.0'));
    assert.ok(!loses(pushed));
    assert.ok(!loses(['build', '--platform', 'linux/amd64', '--push', '.'], '0.29.1'));
    assert.ok(!loses(['build', '--platform', 'a,b', '--output', 'type=local,dest=x'], '0.29.1'));
    const needs = {...NOTHING, losesMetadataProvenance: true};
    assert.equal(buildxEnvironment({}, needs)['BUILDX_METADATA_PROVENANCE'], 'disabled');
    assert.equal(
      buildxEnvironment({BUILDX_METADATA_PROVENANCE: 'max'}, needs)['BUILDX_METADATA_PROVENANCE'],
      'max'
    );
  });

  const isCaching = (...argv: string[]): boolean => listEnvironmentNeeds(argv).githubCache;

  it('sees a GitHub cache in either direction and spelling', () => {
    assert.ok(isCaching('build', '--cache-from', 'type=gha'));
    assert.ok(isCaching('build', '--cache-to=mode=max,type=gha,scope=x'));
    assert.ok(isCaching('build', '--cache-to', '"type=gha",mode=max'));
  });

  it('sees none in other caches and other flags', () => {
    assert.ok(!isCaching('build', '--cache-from', 'type=registry,ref=x/gha', '--label', 'type=gha'));
    assert.ok(!isCaching('build', '--cache-to', 'type=ghax'));
  });

  it('lists the variables that secrets and build arguments name', () => {
    const argv = [
      'build',
      '--build-arg',
      'A',
      '--build-arg=B=1',
      '--secret',
      'id=t,env=TOKEN',
      '--secret=id=f,src=/x',
      '--secret',
      'id=OWN',
      '.'
    ];
    assert.deepEqual(listEnvironmentNeeds(argv).named, ['A', 'TOKEN', 'OWN']);
  });
});
