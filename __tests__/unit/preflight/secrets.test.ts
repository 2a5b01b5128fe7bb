import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import type {Published} from '../../../src/preflight/secret-sightings.ts';
import {
  describeExposure,
  findExposedSecrets,
  type ExposedSecret,
  type SecretsMode
} from '../../../src/preflight/secrets.ts';
import {describeDockerfile, ordinaryArguments, ordinaryDockerfiles, ordinaryLabels} from './ordinary.ts';

const find = (
  published: readonly Published[],
  known: Readonly<Record<string, string>> = {},
  mode: SecretsMode = 'default'
) =>
  findExposedSecrets({published, known: Object.entries(known).map(([name, value]) => ({name, value})), mode});

const argument = (name: string, text: string): Published => ({where: 'build-args', name, text});
const rules = (found: readonly ExposedSecret[]) => found.map(({rule, severity}) => `${rule} ${severity}`);

const PRIVATE_KEY = 'PRIVATE KEY';
const NPM_TOKEN_NAME = '_authToken';

/** Put together here, so that no scanner of this repository takes them for real ones. */
const made = (prefix: string, length: number, alphabet = 'aB3dE5gH7jK9mN2pQ4rS6tU8vW'): string =>
  prefix + Array.from({length}, (_, at) => alphabet[(at * 7) % alphabet.length]).join('');

/** Put together here, so that no scanner takes this file for one that holds a key. */
function formatKey(body: string, kind = ''): string {
  const line = (word: string): string => `-----${word} ${kind}${PRIVATE_KEY}-----`;
  return `${line('BEGIN')}\n${body}\n${line('END')}\n`;
}

function formatNpmToken(token: string): string {
  return `//npm.example.org/:${NPM_TOKEN_NAME}=${token}`;
}

const CANARIES = [
  made('ghp_', 36),
  made('ghs_', 36),
  made('github_pat_', 60),
  made('glpat-', 20),
  made('npm_', 36),
  made('xoxb-', 40),
  made('AKIA', 16, 'ABCDEFGHIJ234567'),
  made('', 40, 'wJalrXUtnFEMIK7MDENGbPxRfiCYzE+/'),
  made('dckr_pat_', 27),
  made('sk_live_', 24),
  made('AIza', 35),
  made('hvs.', 24),
  made('pypi-AgE', 80),
  formatKey(`${made('', 64)}\n${made('x', 63)}\n${made('yz', 30)}==`),
  `${made('eyJ', 30)}.${made('eyJ', 50)}.${made('', 43)}`,
  'correct horse battery staple',
  'Tr0ub4dor&3',
  'hunter2-and-more',
  'p@ssw0rd!2026',
  's3cr3t',
  'K9#x!z',
  'a-very-long-passphrase-without-any-digit',
  'zufällig-ünd-mehr-1',
  '密码密码密码1234',
  'with space and "quotes" 12',
  'back\\slash\\1234567',
  "it's+a/secret=1",
  '100%sure%20%7E1',
  '{"key":"value-1234567890"}',
  'https://hooks.internal/T0/B1?x=1&y=2#3',
  'DefaultEndpointsProtocol=https;AccountKey=QUJDREVGRw==',
  '0123456789abcdef0123456789abcdef01234567',
  '2026111920261119',
  'line one 11\nline two 22\nline three 33',
  'tabs\tin\tbetween\t123',
  'UPPERCASE-TOKEN-000111',
  'MixedCaseOnlyLettersWithoutAny',
  ...[12, 24, 32].map(size => randomBytes(size).toString('base64url'))
];

const ENCODINGS: Readonly<Record<string, (secret: string, around: number) => string>> = {
  plain: secret => secret,
  base64: (secret, around) => Buffer.from(`${'user'.slice(0, around)}:${secret}:z`).toString('base64'),
  base64url: (secret, around) => Buffer.from(`${'user'.slice(0, around)}:${secret}`).toString('base64url'),
  hex: secret => Buffer.from(secret).toString('hex').toUpperCase(),
  'URL-encoded': secret => encodeURIComponent(secret),
  'JSON-escaped': secret => JSON.stringify({auth: secret})
};

describe('a known secret', () => {
  it('is found in every encoding, wherever in the value it stands, and stops the build', () => {
    assert.equal(CANARIES.length, 40);
    const missed: string[] = [];
    let sought = 0;
    for (const secret of CANARIES) {
      for (const [encoding, encode] of Object.entries(ENCODINGS)) {
        for (const around of [0, 1, 2]) {
          sought += 1;
          const text = `--opt=${encode(secret, around)},x`;
          const found = find([argument('SETTINGS', text)], {canary: secret});
          if (rules(found).join() !== 'known error')
            missed.push(`${encoding} ${String(around)} ${secret}: ${rules(found).join()}`);
        }
      }
    }
    assert.deepEqual(missed, [], `${String(missed.length)} of ${String(sought)} missed`);
  });

  it('is never printed', () => {
    for (const secret of CANARIES) {
      const dockerfile: Published = {where: 'Dockerfile', text: `FROM scratch\nENV A=${secret}\n`, line: 1};
      const published = [
        argument('A', secret),
        argument(secret, 'x'),
        dockerfile,
        {where: 'context', text: `https://u:${secret}@h.example/r.git`}
      ];
      const found = find(published, {canary: secret});
      assert.ok(found.length >= 2, secret);
      const said = found.map(one => describeExposure(one) + JSON.stringify(one)).join('\n');
      assert.ok(!said.includes(secret) && !said.includes(JSON.stringify(secret).slice(1, -1)), said);
    }
  });

  it('is told by place, name, line, encoding and length alone', () => {
    const secret = 'hunter2-and-more';
    const [found] = find(
      [{where: 'Dockerfile', text: `FROM a\n\nRUN curl ${btoa(`me:${secret}`)}\n`, line: 1}],
      {'input secrets: npm': secret}
    );
    assert.equal(
      describeExposure(found!),
      'Dockerfile line 3 holds input secrets: npm (base64), 16 characters'
    );
  });

  it('does not count when it is short or a word that everybody uses', () => {
    for (const value of [
      'true',
      'main',
      'latest',
      'abc12',
      '',
      ' ',
      'aaaaaaaaaa',
      'production',
      'Password',
      'postgres'
    ])
      assert.deepEqual(
        find([argument('X', value), {where: 'Dockerfile', text: `ENV X=${value}`}], {it: value}),
        [],
        value
      );
  });

  it('that is a plain word counts as a whole value, and not within a text', () => {
    const known = {it: 'birdhouse'};
    assert.deepEqual(rules(find([argument('X', 'birdhouse')], known)), ['known error']);
    assert.deepEqual(rules(find([argument('X', btoa('birdhouse'))], known)), ['known error']);
    assert.deepEqual(
      find([argument('X', 'a birdhouse in a tree'), {where: 'Dockerfile', text: 'FROM birdhouse:1'}], known),
      []
    );
  });

  it('of few characters counts where no letter or digit goes on beside it', () => {
    const known = {it: 's3cr3t'};
    assert.deepEqual(rules(find([argument('X', 'a=s3cr3t;b')], known)), ['known error']);
    assert.deepEqual(find([argument('X', 'as3cr3t'), argument('Y', 's3cr3ts')], known), []);
  });

  it('whose name alone says so does not count as a path, a URL or a word, and warns where it is weak', () => {
    const guess = (value: string, text: string) =>
      rules(
        findExposedSecrets({
          published: [argument('X', text)],
          known: [{name: 'variable A_KEY', value, guessed: true}],
          mode: 'default'
        })
      );
    assert.deepEqual(guess('/srv/app/key.pem', '/srv/app/key.pem'), []);
    assert.deepEqual(guess('https://vault.example.com', 'https://vault.example.com/v1'), []);
    assert.deepEqual(guess('birdhouse', 'birdhouse'), []);
    assert.deepEqual(guess('acme-7', 'acme-7'), ['known warning']);
    assert.deepEqual(guess(made('', 30), `x${made('', 30)}`), ['known error']);
  });

  it('over several lines is found line by line, folded, and with other line ends', () => {
    const key = CANARIES[13]!;
    const lines = key.trim().split('\n');
    for (const text of [
      key.replaceAll('\n', '\r\n'),
      lines.join(' '),
      lines.join(''),
      lines.join('\\n'),
      `A ${lines[1]!} B`,
      btoa(key),
      btoa(key.trim().replaceAll('\n', '\r\n'))
    ])
      assert.ok(
        find([argument('X', text)], {key}).some(({rule}) => rule === 'known'),
        text
      );
  });

  it('is found wherever base64 was folded', () => {
    const secret = made('', 48);
    const folded = btoa(`some user:${secret}`).replace(/.{20}/g, '$& \\\n  ');
    assert.deepEqual(rules(find([{where: 'Dockerfile', text: `RUN echo ${folded}`, line: 1}], {secret})), [
      'known error'
    ]);
  });

  it('is told once, under its first name, and says more than its shape', () => {
    const secret = CANARIES[0]!;
    assert.deepEqual(rules(find([argument('GITHUB_TOKEN', secret)], {first: secret, second: secret})), [
      'known error'
    ]);
  });

  it('is told once of a line that is looked at twice', () => {
    const secret = made('', 30);
    const text = `FROM scratch\nENV API_TOKEN=${secret}`;
    const published = describeDockerfile(text);
    assert.deepEqual(rules(find(published, {secret})), ['known error']);
    assert.deepEqual(rules(find(published)), ['name warning']);
  });

  it('is found in any text around it, and a text without it is never taken for one that holds it', () => {
    const word = fc.string({
      minLength: 18,
      maxLength: 40,
      unit: fc.constantFrom(...Array.from('abcdefghijkLMNOPQ0123456789-_.'))
    });
    fc.assert(
      fc.property(word, fc.string(), fc.string(), (secret, before, after) => {
        fc.pre(/[a-zA-Z]/.test(secret) && new Set(secret).size > 5);
        const text = Buffer.from(`${before}${secret}${after}`);
        const bytes = text.toString('base64');
        assert.ok(
          find([argument('X', `=${bytes}`)], {secret}).some(({rule}) => rule === 'known') ||
            !text.includes(secret)
        );
        assert.ok(
          !find([argument('X', before + after)], {secret}).some(({rule}) => rule === 'known') ||
            (before + after).includes(secret)
        );
      }),
      {numRuns: 200}
    );
  });
});

describe('credentials in a URL', () => {
  it('stop the build', () => {
    for (const url of [
      'https://user:pass@git.acme.dev/me/app.git',
      `https://x-access-token:${made('', 20)}@github.com/me/app.git#main`,
      `https://${made('ghp_', 36)}@github.com/me/app.git`,
      `https://${made('ghp_', 36)}:x-oauth-basic@github.com/me/app.git`,
      'https://oauth2:abc@gitlab.com/me/app.git',
      'http://u:p4ssw0rd@proxy:3128',
      'git+https://deploy:s3cr3t@host.acme.dev/r',
      'postgres://app:Zx81-and-more-of-it@db.acme.dev:5432/app',
      encodeURIComponent('https://user:pass@git.acme.dev/me/app.git')
    ]) {
      assert.deepEqual(rules(find([argument('X', url)])), ['url error'], url);
    }
  });

  it('stop the build whatever they are where this run uses the URL', () => {
    for (const text of ['http://user:password@proxy.example:3128', 'https://a:b@localhost/r.git'])
      assert.deepEqual(rules(find([{where: 'context', text, used: true}])), ['url error'], text);
  });

  it('do not when they are a variable, an example or a public identifier', () => {
    for (const url of [
      'https://github.com/me/app.git#main',
      'https://git@github.com/me/app.git',
      'ssh://git@github.com/me/app.git',
      'git@github.com:me/app.git',
      'https://$USER:$TOKEN@github.com/me/app.git',
      'https://x-access-token:${TOKEN}@github.com/me/app.git',
      'https://user:***@host.dev',
      'https://user:<token>@host.dev',
      'https://user:password@example.com/path',
      'postgres://postgres:postgres@db:5432/app',
      'postgresql://user:password@localhost:5432/app?schema=public',
      'mysql://root:root@127.0.0.1/app',
      'redis://:changeme@redis:6379/0',
      'https://0123456789abcdef0123456789abcdef@o1234.ingest.sentry.io/5678',
      'mailto:me@example.com',
      'https://host.dev/a@b:c'
    ]) {
      assert.deepEqual(find([argument('X', url)]), [], url);
    }
  });
});

describe('what looks like a token', () => {
  it('warns, and stops the build where the check is strict', () => {
    for (const token of [...CANARIES.slice(0, 15).filter(text => !/^[wA-Za-z+/]{40}$/.test(text))]) {
      if (token === CANARIES[7]) continue;
      assert.deepEqual(rules(find([argument('X', `a ${token} b`)])), ['shape warning'], token);
      assert.deepEqual(rules(find([argument('X', token)], {}, 'strict')), ['shape error'], token);
      assert.deepEqual(find([argument('X', token)], {}, 'off'), []);
    }
  });

  it('is found in headers, queries and configuration', () => {
    for (const text of [
      `curl -H "Authorization: Bearer ${made('', 30)}" https://api.acme.dev`,
      `https://acme.blob.core.windows.net/c?sv=1&sig=${made('', 44)}`,
      formatNpmToken(made('', 36)),
      `AWS_SECRET_ACCESS_KEY=${CANARIES[7]!}`,
      btoa(formatKey('abc', 'RSA '))
    ]) {
      assert.ok(rules(find([{where: 'Dockerfile', text, line: 1}])).includes('shape warning'), text);
    }
  });

  it('is none where it is an example or a variable', () => {
    for (const text of [
      'ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
      ['AKIA', 'IOSFODNN7EXAMPLE'].join(''),
      'Authorization: Bearer $TOKEN',
      'Authorization: token ${GITHUB_TOKEN}',
      '?token=abc',
      'ghp_short',
      formatNpmToken('${NPM_TOKEN}')
    ])
      assert.deepEqual(find([{where: 'Dockerfile', text, line: 1}]), [], text);
  });
});

describe('a name like a secret', () => {
  it('warns, and stops the build where the check is strict', () => {
    for (const name of [
      'TOKEN',
      'NPM_TOKEN',
      'npmToken',
      'GITHUB_PAT',
      'DB_PASSWORD',
      'dbPasswd',
      'SECRET',
      'CLIENT_SECRET',
      'API_KEY',
      'apiKey',
      'APIKEY',
      'SSH_PRIVATE_KEY',
      'SECRET_KEY_BASE',
      'com.acme/deploy-token',
      'AWS_SECRET_ACCESS_KEY',
      'SIGNING_PASSPHRASE',
      'CREDENTIALS',
      'MYSQL_PWD',
      'KEY'
    ]) {
      assert.deepEqual(rules(find([argument(name, 'q9vT-2x')])), ['name warning'], name);
      assert.deepEqual(rules(find([argument(name, 'q9vT-2x')], {}, 'strict')), ['name error'], name);
    }
  });

  it('says nothing where it is about something else', () => {
    for (const name of [
      'KEYBOARD',
      'KEYBOARD_LAYOUT',
      'TOKENIZER',
      'TOKENIZERS_PARALLELISM',
      'PUBLIC_KEY',
      'SSH_KEYSCAN',
      'MONKEY',
      'KEYCLOAK_VERSION',
      'PASSENGER',
      'COMPASS_HOME',
      'BYPASS',
      'SECRETARY',
      'PATH',
      'PATTERN',
      'PWD',
      'AUTHOR',
      'TOKEN_URL',
      'SECRET_NAME',
      'KEY_ID',
      'PASSWORD_FILE',
      'MAX_TOKENS_LIMIT',
      'NEXT_PUBLIC_API_KEY',
      'STRIPE_PUBLISHABLE_KEY',
      'CACHE_KEY',
      'SORT_KEY',
      'KEYWORDS',
      'HOTKEY'
    ])
      assert.deepEqual(find([argument(name, 'q9vT-2x')]), [], name);
  });

  it('says nothing where the value is none, a variable, a place or a number', () => {
    for (const value of [
      '',
      ' ',
      'true',
      '0',
      '1234',
      '$TOKEN',
      '${{ secrets.X }}',
      '/run/secrets/token',
      'https://issuer.acme.dev',
      'changeme',
      '<your token>',
      'arn:aws:secretsmanager:eu:1:x',
      'op://vault/item',
      'dummy'
    ])
      assert.deepEqual(find([argument('API_TOKEN', value)]), [], value);
  });

  it('that holds a secret itself is hidden', () => {
    const secret = made('ghp_', 36);
    const [found] = find([argument(secret, '')]);
    assert.ok(!describeExposure(found!).includes(secret));
  });
});

describe('what people publish as a rule', () => {
  it('warns of nothing', () => {
    const published = [
      ...ordinaryArguments.map(text => argument(text.split('=')[0]!, text.slice(text.indexOf('=') + 1))),
      ...ordinaryLabels.map(text => ({
        ...argument(text.split('=')[0]!, text.slice(text.indexOf('=') + 1)),
        where: 'labels'
      })),
      ...ordinaryDockerfiles.flatMap(describeDockerfile)
    ];
    assert.ok(ordinaryArguments.length + ordinaryLabels.length + ordinaryDockerfiles.length >= 60);
    assert.deepEqual(find(published, {}, 'strict').map(describeExposure), []);
    const known = {
      a: 'acme-corp',
      b: 'octocat',
      c: 'eu-central-1',
      d: '12345678',
      e: 'build',
      f: 'node',
      g: 'application'
    };
    assert.deepEqual(find(published, known).map(describeExposure), []);
  });
});

describe('the search', () => {
  it('finds a secret as it is anywhere in a predicate of 16 MB, and soon', () => {
    const key = formatKey(`${made('k', 63, 'zY9xW7vU5')}\n${made('x', 63, 'zY9xW7vU5')}`);
    const others = Array.from(
      {length: 50},
      (_, at) => [`t${String(at)}`, made(`${String(at)}-`, 40)] as const
    );
    const told = {token: made('', 40), key, weak: 's3cr3t', word: 'production', lines: 'one 11\ntwo 22'};
    const known = {...told, ...Object.fromEntries(others)};
    const rows = Array.from({length: 150_000}, (_, at) => ({
      id: `CVE-${String(at)}`,
      text: 'a flaw in "parse",\nfound in production by s3cr3tary'
    }));
    const sections = {
      token: {url: `https://x:${told.token}@acme.dev`},
      key: {log: `is\r\n${key}`},
      lines: {log: told.lines.replaceAll('\n', '\r\n')},
      weak: {log: 'is\ns3cr3t'},
      encoded: {log: btoa(told.token)},
      none: {}
    };
    const started = performance.now();
    const found = Object.entries(sections).map(([name, last]) => {
      const text = JSON.stringify({rows, last});
      assert.ok(text.length > 12_000_000);
      const item = {where: 'attestations: a.json', text, knownOnly: true};
      return [name, ...find([item], known).map(({what}) => what)];
    });
    assert.deepEqual(found, [
      ['token', 'holds token'],
      ['key', 'holds key'],
      ['lines', 'holds lines'],
      ['weak', 'holds weak'],
      ['encoded'],
      ['none']
    ]);
    const took = performance.now() - started;
    assert.ok(took < 30_000, `${String(took)} ms`);
  });

  it('ends soon on hostile texts', () => {
    const known = {a: made('', 40), b: 'eyJeyJeyJ-1', c: 's3cr3t'};
    for (const unit of [
      '_eyJ',
      '-eyJa',
      'a://',
      'a:b@',
      'glpat-',
      'sk-',
      'aws key ',
      '%41',
      '\\u0041',
      '\\',
      's3cr3t',
      '<<A ',
      'a=',
      '-----BEGIN ',
      'LABEL "'
    ]) {
      const text = unit.repeat(Math.ceil((256 * 1024) / unit.length));
      const started = performance.now();
      find(describeDockerfile(`LABEL ${text}`), known);
      const took = performance.now() - started;
      assert.ok(took < 1500, `${unit}: ${String(took)} ms`);
    }
  });
});
