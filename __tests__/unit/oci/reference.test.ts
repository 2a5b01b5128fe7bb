import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {formatReference, InvalidReferenceError, parseReference} from '../../../src/oci/reference.ts';

const DIGEST = `sha256:${'a1'.repeat(32)}` as const;

describe('parseReference', () => {
  const right = {
    alpine: {registry: 'docker.io', repository: 'library/alpine'},
    'alpine:3.22': {registry: 'docker.io', repository: 'library/alpine', tag: '3.22'},
    'me/app': {registry: 'docker.io', repository: 'me/app'},
    'docker.io/alpine': {registry: 'docker.io', repository: 'library/alpine'},
    'index.docker.io/alpine': {registry: 'docker.io', repository: 'library/alpine'},
    'index.docker.io/me/app:1': {registry: 'docker.io', repository: 'me/app', tag: '1'},
    'ghcr.io/me/app:1.2': {registry: 'ghcr.io', repository: 'me/app', tag: '1.2'},
    'ghcr.io/app': {registry: 'ghcr.io', repository: 'app'},
    'localhost/app': {registry: 'localhost', repository: 'app'},
    'localhost:5000/app': {registry: 'localhost:5000', repository: 'app'},
    'localhost:5000': {registry: 'docker.io', repository: 'library/localhost', tag: '5000'},
    'registry:5000/app:5000': {registry: 'registry:5000', repository: 'app', tag: '5000'},
    '127.0.0.1:5000/a/b/c': {registry: '127.0.0.1:5000', repository: 'a/b/c'},
    '[::1]:5000/app:1': {registry: '[::1]:5000', repository: 'app', tag: '1'},
    '[2001:db8::1]/app': {registry: '[2001:db8::1]', repository: 'app'},
    'REGISTRY.example/app': {registry: 'REGISTRY.example', repository: 'app'},
    'a__b/c-d.e---f_g': {registry: 'docker.io', repository: 'a__b/c-d.e---f_g'},
    'x:_T.a-g': {registry: 'docker.io', repository: 'library/x', tag: '_T.a-g'},
    [`ghcr.io/me/app@${DIGEST}`]: {registry: 'ghcr.io', repository: 'me/app', digest: DIGEST},
    [`h:1/app:t@${DIGEST}`]: {registry: 'h:1', repository: 'app', tag: 't', digest: DIGEST},
    [`x:${'t'.repeat(128)}`]: {registry: 'docker.io', repository: 'library/x', tag: 't'.repeat(128)},
    [`h.io/${'r'.repeat(255)}`]: {registry: 'h.io', repository: 'r'.repeat(255)}
  };
  for (const [text, expected] of Object.entries(right)) {
    it(`reads ${text.slice(0, 60)}`, () => {
      assert.deepEqual(parseReference(text), expected);
    });
  }

  const wrong: readonly [string, RegExp][] = [
    ['', /empty/],
    [' ', /repository/],
    ['alpine ', /repository/],
    ['app\n', /repository/],
    [':1', /repository/],
    ['app:', /tag/],
    ['app:-x', /tag/],
    ['app:a/b', /port/],
    [`app:${'t'.repeat(129)}`, /128/],
    ['app:1\n', /tag/],
    ['app@', /digest/],
    ['app@sha256:1', /digest/],
    [`app@md5:${'a'.repeat(32)}`, /digest/],
    [`app@${DIGEST}@${DIGEST}`, /digest/],
    ['https://ghcr.io/me/app', /scheme/],
    ['ghcr.io/', /repository/],
    ['ghcr.io//app', /repository/],
    ['/app', /repository/],
    ['app/', /repository/],
    ['me/../app', /repository/],
    ['ghcr.io/../app', /repository/],
    ['a___b', /repository/],
    ['a..b', /repository/],
    ['-a', /repository/],
    ['me/äpp', /repository/],
    ['.io/app', /host/],
    ['h:port/app', /port/],
    ['h:99999/app', /port/],
    ['h:/app', /port/],
    ['a:1:2/app', /host/],
    ['[::1/app', /host/],
    ['[::g]/app', /host/],
    ['[1.2.3.4]/app', /host/],
    ['a'.repeat(64), /image ID/],
    [`h.io/${'r'.repeat(256)}`, /255/],
    [`${'h.'.repeat(128)}io/x`, /host/],
    ['x'.repeat(1_000_000), /longer/]
  ];
  for (const [text, reason] of wrong) {
    it(`refuses ${JSON.stringify(text.slice(0, 60))}`, () => {
      assert.throws(
        () => parseReference(text),
        (error: unknown) => {
          assert.ok(error instanceof InvalidReferenceError);
          assert.match(error.reason, reason);
          assert.ok(error.message.length < 500);
          return true;
        }
      );
    });
  }

  it('refuses upper case in a repository with the lower-case name', () => {
    assert.throws(() => parseReference('ghcr.io/Me/App:Tag'), {reason: /lower case: ghcr\.io\/me\/app$/});
    assert.throws(() => parseReference('Me/app'), {reason: /lower case: docker\.io\/me\/app$/});
  });

  it('never shows a password', () => {
    for (const text of ['https://me:hunter2@ghcr.io/app', 'me:hunter2@ghcr.io/app', 'me:hunter2@h:1/app@x']) {
      assert.throws(
        () => parseReference(text),
        (error: unknown) =>
          error instanceof InvalidReferenceError &&
          !JSON.stringify([error.message, error]).includes('hunter2')
      );
    }
  });

  it('takes no long time for any text', () => {
    const start = performance.now();
    for (const text of [`${'a-'.repeat(350)}!`, `${'a.'.repeat(300)}-/x`, `x/${'a_'.repeat(300)}`]) {
      assert.throws(() => parseReference(text), InvalidReferenceError);
    }
    assert.ok(performance.now() - start < 2000);
  });
});

describe('formatReference', () => {
  const word = fc.stringMatching(/^[a-z0-9]{1,6}$/);
  const part = fc.tuple(word, fc.constantFrom('.', '_', '__', '-', '--'), word).map(texts => texts.join(''));
  const host = fc.oneof(
    fc.constantFrom('docker.io', 'localhost', 'ghcr.io', '[::1]:5000', '127.0.0.1:80'),
    fc.tuple(word, fc.nat(65535)).map(([name, port]) => `${name}:${String(port)}`),
    fc.tuple(word, word).map(names => names.join('.'))
  );
  const reference = fc.record(
    {
      registry: host,
      repository: fc.tuple(fc.oneof(word, part), part).map(parts => parts.join('/')),
      tag: fc.stringMatching(/^\w[\w.-]{0,20}$/),
      digest: fc.constantFrom(DIGEST)
    },
    {requiredKeys: ['registry', 'repository'], noNullPrototype: true}
  );

  it('writes what parseReference reads', () => {
    fc.assert(
      fc.property(reference, given => {
        assert.deepEqual(parseReference(formatReference(given)), given);
      })
    );
  });

  it('leaves what was parsed as it is, whatever the text', () => {
    const text = fc.oneof(
      fc.string(),
      fc
        .array(
          fc.constantFrom('a', 'B', '.', ':', '/', '@', '-', '_', '5000', 'localhost', 'docker.io', DIGEST)
        )
        .map(parts => parts.join(''))
    );
    fc.assert(
      fc.property(text, given => {
        try {
          const parsed = parseReference(given);
          assert.deepEqual(parseReference(formatReference(parsed)), parsed);
        } catch (error) {
          assert.ok(error instanceof InvalidReferenceError, String(error));
        }
      }),
      {numRuns: 2000}
    );
  });
});
