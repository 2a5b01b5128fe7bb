import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {parse} from 'yaml';
import {checkSecretFiles} from '../../../src/action/build-inputs.ts';
import {InputError} from '../../../src/action/input-error.ts';
import type {InputMistake} from '../../../src/action/input-error.ts';
import {readInputs} from '../../../src/action/inputs.ts';
import type {Inputs} from '../../../src/action/inputs.ts';

function envOf(inputs: Readonly<Record<string, string>>): Record<string, string> {
  const named = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  return Object.fromEntries(named) as Record<string, string>;
}

function read(inputs: Readonly<Record<string, string>>, env: Record<string, string> = {}): Inputs {
  return readInputs({...env, ...envOf(inputs)}, path => !path.includes('missing'));
}

function errorOf(inputs: Readonly<Record<string, string>>, env: Record<string, string> = {}): InputError {
  try {
    read(inputs, env);
  } catch (error) {
    assert.ok(error instanceof InputError, String(error));
    return error;
  }
  return assert.fail(`accepted ${JSON.stringify(inputs)}`);
}

function mistakeOf(input: string, value: string, env: Record<string, string> = {}): InputMistake {
  const {mistakes} = errorOf({[input]: value}, env);
  assert.equal(mistakes.length, 1, JSON.stringify(mistakes));
  const [mistake] = mistakes;
  assert.ok(mistake);
  assert.equal(mistake.input, input);
  assert.notEqual(mistake.allowed, '');
  return mistake;
}

interface Metadata {
  readonly inputs: Readonly<Record<string, {readonly description?: string; readonly default?: string}>>;
  readonly outputs: Readonly<Record<string, {readonly description?: string}>>;
  readonly runs: Readonly<Record<string, string>>;
}

function readMetadata(): Metadata {
  return parse(readFileSync(new URL('../../../action.yml', import.meta.url), 'utf8')) as Metadata;
}

describe('action.yml', () => {
  const metadata = readMetadata();

  it('declares the inputs that are read, and no other', () => {
    const names = new Set<string>();
    const env = new Proxy<Record<string, string>>(
      {},
      {
        get: (_, name) => {
          names.add(String(name));
          return undefined;
        }
      }
    );
    readInputs(env, () => true);
    // The one variable that speaks for a whole workflow.
    assert.ok(names.delete('PROVENANCE_EXPORT_MODE'));
    const declared = Object.keys(metadata.inputs).map(name => `INPUT_${name.toUpperCase()}`);
    assert.deepEqual([...names].sort(), declared.sort());
  });

  it('keeps unset and false apart for push and load', () => {
    assert.deepEqual(
      [metadata.inputs['push']?.default, metadata.inputs['load']?.default],
      [undefined, undefined]
    );
  });

  it('declares the defaults that readInputs has anyway', () => {
    const defaults = Object.entries(metadata.inputs).flatMap(([name, {default: value}]) =>
      value === undefined || name === 'github-token' ? [] : [[name, value] as const]
    );
    assert.deepEqual(
      read(Object.fromEntries(defaults)),
      readInputs({}, () => true)
    );
    assert.equal(metadata.inputs['github-token']?.default, '${{ github.token }}');
  });

  it('describes every input and output in one line', () => {
    for (const [name, {description}] of [
      ...Object.entries(metadata.inputs),
      ...Object.entries(metadata.outputs)
    ]) {
      assert.match(description ?? '', /^[^\n]{5,160}$/, name);
    }
  });

  it('runs the bundles, the last one always', () => {
    const {runs} = metadata;
    assert.deepEqual(runs, {
      using: 'node24',
      main: 'dist/index.cjs',
      post: 'dist/post.cjs',
      'post-if': 'always()'
    });
  });
});

describe('readInputs', () => {
  it('returns empty lists and no values for no inputs', () => {
    const {build, run, verification, enforce, notices} = readInputs({}, () => true);
    for (const value of Object.values(build))
      assert.ok(value === false || (Array.isArray(value) && !value.length));
    assert.deepEqual(run, {dryRun: undefined, pushOnPullRequest: false});
    assert.deepEqual(verification, {
      verify: true,
      verifyLayers: false,
      timeoutMs: 60_000,
      rules: [],
      insecureRegistries: []
    });
    assert.equal(enforce, true);
    assert.deepEqual(notices, []);
  });

  it('treats an empty input as an unset one', () => {
    const names = Object.keys(readMetadata().inputs);
    assert.deepEqual(
      read(Object.fromEntries(names.map(name => [name, ' \n']))),
      readInputs({}, () => true)
    );
  });

  it('freezes what it returns, all the way down', () => {
    const inputs = read({tags: 'a', secrets: 'A=b', outputs: 'type=cacheonly'});
    for (const part of [
      inputs,
      inputs.build,
      inputs.build.tags,
      inputs.build.secrets[0],
      inputs.build.outputs[0]
    ]) {
      assert.ok(Object.isFrozen(part));
    }
  });

  it('reads every input of build-push-action', () => {
    const {build} = read(
      {
        'add-hosts': 'a:10.0.0.1,b:10.0.0.2',
        allow: 'network.host',
        annotations: 'index:a=b,c\nd=e',
        attests: 'type=sbom,generator=x\ntype=provenance,mode=max',
        'build-args': 'A=1, 2 ,3\nB\nC=',
        'build-contexts': 'base=docker-image://alpine:3.20',
        builder: 'b1',
        'cache-from': 'type=gha,scope=x\nuser/app:cache',
        'cache-to': 'type=gha,mode=max',
        call: 'check',
        'cgroup-parent': 'cg',
        context: '{{ defaultContext }}:sub',
        file: 'a b/Dockerfile',
        labels: 'a=b,c',
        load: 'true',
        network: 'host',
        'no-cache': 'TRUE',
        'no-cache-filters': 's1,s2',
        outputs: 'type=image,"name=a,b",push=true',
        platforms: 'linux/amd64, linux/arm/v7',
        provenance: 'True',
        pull: 'true',
        push: 'False',
        sbom: 'generator=x',
        secrets: 'A=b=c',
        'secret-envs': 'T=TOKEN',
        'secret-files': 'npmrc=./.npmrc',
        'shm-size': '2g',
        ssh: 'default',
        tags: 'a:1\nghcr.io/o/a:V1',
        target: 'final',
        ulimit: 'nofile=1024:1024',
        'github-token': 'token'
      },
      {TOKEN: ''}
    );
    assert.deepEqual(build, {
      addHosts: ['a:10.0.0.1', 'b:10.0.0.2'],
      allow: ['network.host'],
      annotations: ['index:a=b,c', 'd=e'],
      attests: ['type=sbom,generator=x', 'type=provenance,mode=max'],
      buildArgs: ['A=1, 2 ,3', 'B', 'C='],
      buildContexts: ['base=docker-image://alpine:3.20'],
      builder: 'b1',
      cacheFrom: ['type=gha,scope=x', 'user/app:cache'],
      cacheTo: ['type=gha,mode=max'],
      call: 'check',
      cgroupParent: 'cg',
      context: '{{ defaultContext }}:sub',
      file: 'a b/Dockerfile',
      labels: ['a=b,c'],
      load: true,
      network: 'host',
      noCache: true,
      noCacheFilters: ['s1', 's2'],
      outputs: [
        {
          text: 'type=image,"name=a,b",push=true',
          type: 'image',
          fields: new Map([
            ['type', 'image'],
            ['name', 'a,b'],
            ['push', 'true']
          ])
        }
      ],
      platforms: ['linux/amd64', 'linux/arm/v7'],
      provenance: 'true',
      pull: true,
      push: false,
      sbom: 'generator=x',
      secrets: [{key: 'A', value: 'b=c'}],
      secretEnvs: [{key: 'T', value: 'TOKEN'}],
      secretFiles: [{key: 'npmrc', value: './.npmrc'}],
      shmSize: '2g',
      ssh: ['default'],
      tags: ['a:1', 'ghcr.io/o/a:V1'],
      target: 'final',
      ulimit: ['nofile=1024:1024'],
      githubToken: 'token'
    });
  });

  it('tells every mistake at once, each in a line of its own', () => {
    const error = errorOf({
      push: 'yes',
      platforms: 'linux/amd64,linux',
      tags: 'ghcr.io/Me/App:V1',
      context: '--push'
    });
    assert.deepEqual(
      error.mistakes.map(({input}) => input),
      ['platforms', 'tags', 'context', 'push']
    );
    assert.deepEqual(error.message.split('\n'), [
      '4 inputs are wrong; nothing was built:',
      '  platforms: "linux" names no architecture (allowed: OS/ARCH or OS/ARCH/VARIANT, such as linux/amd64 or linux/arm/v7; or local)',
      '  tags: "ghcr.io/Me/App:V1" has capital letters in its name; write "ghcr.io/me/app:V1" (allowed: [REGISTRY/]NAME[:TAG], the name in lower case)',
      '  context: "--push" would be taken for a flag (allowed: a value that starts otherwise)',
      '  push: "yes" is not a boolean (allowed: true or false)'
    ]);
  });

  it('says one mistake in the singular', () => {
    assert.match(
      errorOf({pull: '1'}).message,
      /^One input is wrong; nothing was built:\n {2}pull: "1" is not/
    );
  });
});

describe('booleans', () => {
  for (const [text, value] of [
    ['true', true],
    ['True', true],
    ['TRUE', true],
    ['false', false],
    ['False', false],
    ['FALSE', false],
    [' true\n', true],
    ['', undefined]
  ] as const) {
    it(`reads ${JSON.stringify(text)} as ${String(value)}`, () => {
      assert.equal(read({push: text}).build.push, value);
    });
  }

  for (const input of [
    'load',
    'push',
    'pull',
    'no-cache',
    'push-on-pull-request',
    'verify',
    'enforce',
    'dry-run'
  ]) {
    it(`refuses yes for ${input}`, () => {
      assert.match(mistakeOf(input, 'yes').problem, /not a boolean/);
    });
  }
});

describe('dry-run', () => {
  for (const [text, value] of [
    ['auto', undefined],
    ['true', true],
    ['FALSE', false]
  ] as const) {
    it(`reads ${text}`, () => {
      assert.equal(read({'dry-run': text}).run.dryRun, value);
    });
  }
});

describe('platforms', () => {
  for (const [text, value] of [
    ['linux/arm64/v8', 'linux/arm64/v8'],
    ['Linux/AMD64', 'Linux/AMD64'],
    ['windows(10.0.17763)/amd64', 'windows(10.0.17763)/amd64'],
    ['local', 'local'],
    ['arm64', 'linux/arm64']
  ] as const) {
    it(`reads ${text}`, () => {
      assert.deepEqual(read({platforms: text}).build.platforms, [value]);
    });
  }

  for (const text of [
    'linux',
    'linux/',
    'linux/amd64/',
    '/amd64',
    'linux/arm/v7/x',
    'linux amd64',
    'linux/a d',
    '-'
  ]) {
    it(`refuses ${text}`, () => {
      mistakeOf('platforms', text);
    });
  }
});

describe('tags', () => {
  for (const text of [
    'app',
    'localhost:5000/a/b:x',
    '[::1]:5000/a:1',
    'ghcr.io/o/a__b/c:Tag_1.x',
    'GHCR.io/o/a'
  ]) {
    it(`reads ${text}`, () => {
      assert.deepEqual(read({tags: text}).build.tags, [text]);
    });
  }

  it('offers the name in lower case, and leaves the tag its capitals', () => {
    assert.match(mistakeOf('tags', 'Octo/App:RC1').problem, /write "octo\/app:RC1"/);
  });

  it('offers nothing where lower case is no cure', () => {
    assert.match(mistakeOf('tags', 'Octo/App:').problem, /^is not an image name: /);
  });

  for (const text of ['ghcr.io/o/a:', 'ghcr.io//a', '-t', 'a b', 'https://ghcr.io/o/a', ':latest', 'a:b/c']) {
    it(`refuses ${text}`, () => {
      assert.match(mistakeOf('tags', text).problem, /^is not an image name: /);
    });
  }

  it('refuses a digest', () => {
    assert.match(mistakeOf('tags', `o/a@sha256:${'a'.repeat(64)}`).problem, /digest/);
  });
});

describe('outputs', () => {
  function fieldsOf(text: string): object {
    const [output] = read({outputs: text}).build.outputs;
    assert.equal(output?.text, text);
    assert.equal(output.fields.get('type'), output.type);
    return Object.fromEntries(output.fields);
  }

  it('reads a lone path as a folder', () => {
    assert.deepEqual(fieldsOf('./out'), {type: 'local', dest: './out'});
    assert.deepEqual(fieldsOf('dest=out'), {type: 'local', dest: 'dest=out'});
  });

  it('lowers keys, keeps values, and takes the last of a repeated key', () => {
    assert.deepEqual(fieldsOf('Type=image, NAME=a,name=b,annotation.X=Y z'), {
      type: 'image',
      name: 'b',
      'annotation.x': 'Y z'
    });
  });

  it('reads one a line', () => {
    const {outputs} = read({outputs: 'type=registry\ntype=local,dest=out'}).build;
    assert.deepEqual(
      outputs.map(({type}) => type),
      ['registry', 'local']
    );
  });

  for (const [text, problem] of [
    ['dest=a,tar=false', /has no type/],
    ['type=registery', /unknown type/],
    ['type=image,push', /field "push"/],
    ['type=image,na"me=x', /misplaced double quote/],
    ['type=local', /has no destination/],
    ['type=local,dest=a,dest=b', /two destinations/],
    ['type=oci', /into the log/],
    ['type=tar,dest=-', /into the log/],
    ['-', /into the log/],
    ['type=image,name=O/a', /write "o\/a"/],
    ['type=image,"name=o/a,o/b:"', /not an image name/]
  ] as const) {
    it(`refuses ${text}`, () => {
      assert.match(mistakeOf('outputs', text).problem, problem);
    });
  }

  it('refuses two outputs into one file, and lets folders be shared', () => {
    assert.match(mistakeOf('outputs', 'type=tar,dest=a\ntype=oci,dest=a').problem, /overwrite/);
    assert.match(
      mistakeOf('outputs', 'type=tar,dest=./a\ntype=oci,tar=false,dest=b//../a/').problem,
      /overwrite/
    );
    assert.equal(read({outputs: 'type=local,dest=a\ntype=local,dest=a'}).build.outputs.length, 2);
    assert.equal(read({outputs: 'type=docker\ntype=docker'}).build.outputs.length, 2);
  });
});

describe('secrets', () => {
  it('reads values of several lines, with quotes, spaces and equals signs', () => {
    const text = 'A=1=2 \n"KEY=-----BEGIN\nx""y\n-----END\n"\nGIT_AUTH_TOKEN=abc,def=0\n';
    assert.deepEqual(read({secrets: text}).build.secrets, [
      {key: 'A', value: '1=2 '},
      {key: 'KEY', value: '-----BEGIN\nx"y\n-----END\n'},
      {key: 'GIT_AUTH_TOKEN', value: 'abc,def=0'}
    ]);
  });

  it('leaves an empty secret out, with a notice', () => {
    const {build, notices} = read({secrets: 'A=b\nTOKEN='});
    assert.deepEqual(build.secrets, [{key: 'A', value: 'b'}]);
    assert.deepEqual(notices, ['secrets: item 2 is empty and was left out']);
  });

  it('names a bad item by its number alone', () => {
    const error = errorOf({secrets: 'A=b\nhunter2\nB,hunter2=c\n=hunter2'});
    assert.deepEqual(
      error.mistakes.map(({value}) => value),
      ['item 2 (hidden)', 'item 3 (hidden)', 'item 4 (hidden)']
    );
    assert.match(error.message, /several lines in double quotes/);
  });

  it('refuses a quote that is never closed', () => {
    assert.match(mistakeOf('secrets', 'A=b\n"C=hunter2').problem, /never closed/);
  });

  it('refuses a secret-envs item whose variable is not set, by its key', () => {
    const mistake = mistakeOf('secret-envs', 'A=SET,B=hunter2', {SET: 'x'});
    assert.equal(mistake.value, 'item 2 (hidden)');
    assert.match(mistake.problem, /for "B", a variable that is not set/);
    mistakeOf('secret-envs', 'A=toString');
    mistakeOf('secret-envs', 'A=');
  });

  it('says what belongs behind the key of a secret that is no value', () => {
    assert.match(mistakeOf('secret-envs', 'npmrc').allowed, /^KEY=VARIABLE\b/);
    assert.match(mistakeOf('secret-files', './.npmrc').allowed, /^KEY=PATH\b/);
  });

  it('refuses a secret-files item without key or path', () => {
    mistakeOf('secret-files', './.npmrc');
    mistakeOf('secret-files', 'npmrc=');
  });

  it('finds secret files that are not there', () => {
    const {secretFiles} = read({'secret-files': 'a=./a\nb=./b,c'}).build;
    const mistakes = checkSecretFiles(secretFiles, path => path === './a');
    assert.deepEqual(
      mistakes.map(({value}) => value),
      ['"b=./b,c"']
    );
  });

  it('never shows a secret, whatever is wrong', () => {
    const secret = 'hunter2hunter2';
    const text = fc
      .array(fc.constantFrom(secret, '=', '"', '\n', ',', ' ', 'A', '\r', '\0', '-'))
      .map(parts => parts.join(''));
    const inputs = fc.record({
      secrets: text,
      'secret-envs': text,
      'secret-files': text,
      'github-token': text,
      'build-args': text
    });
    fc.assert(
      fc.property(inputs, values => {
        try {
          read({...values, push: 'no'});
          assert.fail('push: no was accepted');
        } catch (error) {
          assert.ok(error instanceof InputError, String(error));
          const shown = `${error.stack ?? ''}${JSON.stringify(error.mistakes)}`;
          // The key of a secret-envs item is shown: it is the name of a secret.
          const keys = error.mistakes.filter(({problem}) => problem.startsWith('names, for'));
          assert.ok(keys.length > 0 || !shown.includes(secret), shown);
        }
      })
    );
  });
});

describe('provenance, sbom and attests', () => {
  for (const text of [
    'true',
    'false',
    'mode=max',
    'mode=min,version=v0.2',
    'builder-id=foo',
    'inline-only=true'
  ]) {
    it(`reads provenance: ${text}`, () => {
      assert.equal(read({provenance: text}).build.provenance, text);
    });
  }

  for (const [text, problem] of [
    ['max', /write mode=max/],
    ['min', /write mode=min/],
    ['none', /not an option/],
    ['mode=full', /unknown mode/],
    ['mode=max,version=1', /unknown version/],
    ['mode=max,extra', /field "extra"/],
    ['mode=max\nversion=v1', /more than one line/]
  ] as const) {
    it(`refuses provenance: ${JSON.stringify(text)}`, () => {
      assert.match(mistakeOf('provenance', text).problem, problem);
    });
  }

  it('reads sbom as a boolean or options, and refuses other words', () => {
    assert.equal(read({sbom: 'TRUE'}).build.sbom, 'true');
    assert.equal(read({sbom: 'generator=a'}).build.sbom, 'generator=a');
    mistakeOf('sbom', 'spdx');
  });

  for (const text of ['mode=max', 'type=vex', 'type=provenance,mode=most', 'type=sbom,"x']) {
    it(`refuses attests: ${text}`, () => {
      mistakeOf('attests', text);
    });
  }

  it('refuses provenance: false beside attests that ask for it', () => {
    const {mistakes} = errorOf({provenance: 'false', attests: 'type=provenance,mode=max'});
    assert.match(mistakes[0]?.problem ?? '', /contradicts attests "type=provenance,mode=max"/);
  });

  it('takes provenance: false beside attests that turn it off as well', () => {
    for (const attests of ['type=provenance,disabled=true', 'type=provenance,false', 'type=sbom']) {
      assert.equal(read({provenance: 'false', attests}).build.provenance, 'false');
    }
  });
});

describe('single values', () => {
  const names = ['builder', 'call', 'cgroup-parent', 'context', 'file', 'network', 'shm-size', 'target'];

  for (const input of names) {
    it(`refuses a flag, a line break and NUL in ${input}`, () => {
      assert.match(mistakeOf(input, '--privileged').problem, /flag/);
      assert.match(mistakeOf(input, 'a\nb').problem, /line/);
      assert.match(mistakeOf(input, 'a\0b').problem, /line/);
    });
  }

  it('shows a value without credentials, on one line, and shortened', () => {
    const {value} = mistakeOf('context', `https://me:hunter2@git.example/x\n${'y'.repeat(500)}`);
    assert.match(value, /^"https:\/\/\*\*\*@git\.example\/x\\ny+…"$/);
  });

  it('refuses white space in github-token, without showing it', () => {
    assert.equal(mistakeOf('github-token', 'hunter2 x').value, '(hidden)');
  });

  for (const [text, ms] of [
    ['1', 1000],
    ['90', 90_000],
    ['90s', 90_000],
    ['2m', 120_000],
    ['30m', 1_800_000]
  ] as const) {
    it(`reads verify-timeout ${text}`, () => {
      assert.equal(read({'verify-timeout': text}).verification.timeoutMs, ms);
    });
  }

  for (const text of ['0', '31m', '1801', '1.5', '2h', '-1', 'soon', '1e3', '99999999999']) {
    it(`refuses verify-timeout ${text}`, () => {
      mistakeOf('verify-timeout', text);
    });
  }

  it('reads expected-revision in lower case, and refuses what is no full commit id', () => {
    const sha = 'ABCDEF0123'.repeat(4);
    assert.equal(read({'expected-revision': sha}).verification.expectedRevision, sha.toLowerCase());
    for (const text of ['main', sha.slice(1), `${sha}0`, 'g'.repeat(40)])
      mistakeOf('expected-revision', text);
  });

  it('reads insecure-registries as hosts, and refuses URLs', () => {
    assert.deepEqual(
      read({'insecure-registries': 'Reg.example:5000,localhost\n[::1]:5000'}).verification.insecureRegistries,
      ['reg.example:5000', 'localhost', '[::1]:5000']
    );
    for (const text of ['http://reg.example', 'reg.example/x', '*', '-x', 'a:b'])
      mistakeOf('insecure-registries', text);
  });

  it('reads sbom-path as a folder below the workspace or the temporary one, and refuses any other', () => {
    for (const [text, target] of Object.entries({
      sbom: '/workspace/sbom',
      './a//../b': '/workspace/b',
      '/tmp/x': '/tmp/x'
    })) {
      const places = {workspace: '/workspace', temp: '/tmp'};
      const {sbomPath} = readInputs(envOf({'sbom-path': text}), () => true, places).verification;
      assert.equal(sbomPath?.target, target);
      assert.equal(sbomPath.root, target.startsWith('/tmp') ? '/tmp' : '/workspace');
    }
    for (const text of ['.', '..', '../x', 'a/../..', '/etc/x', 'a\0b', 'out/']) mistakeOf('sbom-path', text);
  });

  it('refuses a build context without a name and a build argument without one', () => {
    mistakeOf('build-contexts', './x');
    assert.equal(mistakeOf('build-args', 'A=1\n=hunter2').value, 'item 2 (hidden)');
  });
});

describe('any input', () => {
  it('gives inputs or an InputError, never another error', () => {
    const names = Object.keys(readMetadata().inputs);
    const text = fc.string({
      unit: fc.constantFrom('a', 'A', '=', ',', '"', '\n', '/', ':', '@', '-', '.', ' ', '\0')
    });
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), text), inputs => {
        try {
          read(inputs);
        } catch (error) {
          assert.ok(error instanceof InputError, String(error));
          assert.equal(error.message.split('\n').length, error.mistakes.length + 1);
        }
      })
    );
  });
});

describe('the inputs about signing', () => {
  it('sign, store and attach wherever that can be, unless they say otherwise', () => {
    assert.deepEqual(read({}).signing, {
      sign: 'auto',
      timeoutMs: 120_000,
      subjects: 'both',
      attestationManifests: false,
      storeAttestation: 'auto',
      pushToRegistry: true,
      createStorageRecord: true,
      force: false
    });
  });

  it('are read as they are written', () => {
    const inputs = {
      sign: 'TRUE',
      'sign-timeout': '90s',
      subjects: 'index',
      'sign-attestation-manifests': 'true',
      'store-attestation': 'false',
      'push-to-registry': 'false',
      'create-storage-record': 'false',
      force: 'true',
      'bundle-path': 'out/my bundles.jsonl',
      'trusted-root': 'root.json'
    };
    assert.deepEqual(read(inputs).signing, {
      sign: 'true',
      timeoutMs: 90_000,
      subjects: 'index',
      attestationManifests: true,
      storeAttestation: 'false',
      pushToRegistry: false,
      createStorageRecord: false,
      force: true,
      bundlePath: 'out/my bundles.jsonl',
      trustedRoot: 'root.json'
    });
  });

  for (const [input, value] of [
    ['sign', 'yes'],
    ['sign', 'maybe'],
    ['sign-timeout', '0'],
    ['subjects', 'all'],
    ['store-attestation', 'no'],
    ['bundle-path', 'out/'],
    ['bundle-path', 'a\nb'],
    ['trusted-root', 'missing.json'],
    ['digest', 'sha256:short'],
    ['digest', `SHA256:${'a'.repeat(64)}`]
  ] as const) {
    it(`refuse ${input}: ${JSON.stringify(value)}`, () => {
      mistakeOf(input, value);
    });
  }

  it('say where the digest of an image-ref belongs', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const [mistake] = errorOf({digest, image: `ghcr.io/me/app@${digest}`}).mistakes;
    assert.deepEqual(
      [mistake?.input, mistake?.problem],
      ['image', 'names a digest, which belongs in the input digest']
    );
  });

  it('name the image that is there by digest and image, or by digest and tags', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const {resume} = read({digest, image: 'ghcr.io/me/app, localhost:5000/app:1'});
    assert.deepEqual(resume, {
      digest,
      references: [
        {registry: 'ghcr.io', repository: 'me/app'},
        {registry: 'localhost:5000', repository: 'app', tag: '1'}
      ]
    });
    assert.equal(read({digest, tags: 'me/app:1'}).resume?.references[0]?.registry, 'docker.io');
    assert.equal(read({tags: 'me/app:1'}).resume, undefined);
  });

  it('are wrong together in one message, each for itself', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const wrong = errorOf({
      digest,
      tags: 'me/app',
      verify: 'false',
      sign: 'true',
      'store-attestation': 'maybe'
    }).mistakes;
    assert.deepEqual(wrong.map(({input}) => input).sort(), ['sign', 'store-attestation', 'verify']);
    assert.equal(errorOf({digest}).mistakes[0]?.input, 'digest');
    const contradicting = errorOf({image: 'me/app', sign: 'false', 'store-attestation': 'true'}).mistakes;
    assert.deepEqual(contradicting.map(({input}) => input).sort(), ['image', 'store-attestation']);
  });
});
