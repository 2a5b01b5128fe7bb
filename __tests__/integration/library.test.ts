import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {runCommand} from '../../local/command.ts';
import {startSigstore} from '../../local/sigstore/sigstore.ts';
import type {LocalSigstore} from '../../local/sigstore/sigstore.ts';
import {listDigests} from '../../src/attestation/subject.ts';
import * as library from '../../src/library.ts';
import type {BuiltImage} from '../../src/library.ts';
import {useForeignVerifiers} from '../support/foreign-verifiers.ts';
import {installPackage} from '../support/installed-package.ts';
import type {Project} from '../support/installed-package.ts';
import {IDENTITY, ISSUER, nameReferrersTag, readObject, readReferrers} from '../support/signed-image.ts';
import {usePlatform} from '../support/step.ts';

const {Attestation, buildImage, connect, openLayout, parseLines, parseProvenance, parseStatement, PlanError} =
  library;
const root = join(import.meta.dirname, '../..');
const RUN_URL = 'https://example.com/run-url/v1';

const platform = usePlatform();
const verifiers = useForeignVerifiers();
let sigstore: LocalSigstore;
let project: Project;
before(async () => {
  sigstore = await startSigstore();
  project = installPackage();
  project.add('examples/attest-run.ts');
});
after(async () => {
  project.remove();
  await sigstore.stop();
});

function runExample(...args: readonly string[]): Promise<string> {
  const {engine, workspace, registry} = platform;
  const {PATH, ...env} = engine.env;
  return runCommand(
    [
      process.execPath,
      'attest-run.ts',
      ...['--image', `${registry.host}/me/app:1`, '--context', workspace.path, '--output', 'out'],
      ...['--trusted-root', sigstore.trustedRoot, ...args]
    ],
    {
      cwd: project.path,
      env: {
        ...env,
        PATH: PATH ?? process.env['PATH'],
        HOME: project.path,
        ...sigstore.env,
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_REPOSITORY: 'octo-org/app',
        GITHUB_RUN_ID: '7'
      }
    }
  );
}

const readOut = (name: string): string => readFileSync(join(project.path, 'out', name), 'utf8');

describe('the package', () => {
  it('holds modules and their types, and neither sources nor the bundles of the action', () => {
    const installed = join(project.path, 'node_modules/provenance-action');
    const names = readdirSync(installed).sort();
    assert.deepEqual(names, ['LICENSE', 'README.md', 'lib', 'package.json']);
    const files = readdirSync(join(installed, 'lib'), {recursive: true, encoding: 'utf8'});
    assert.ok(files.includes('library.js') && files.includes('library.d.ts'));
    assert.deepEqual(
      files.filter(file => /^(?:action|preflight|diagnos|main|index|post)/.test(file)),
      []
    );
  });

  it('has types by which scripts are checked, README’s too, and which refuse what cannot be', async () => {
    const [, readme = ''] = /^```ts\n([^]*?)^```$/m.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? [];
    assert.match(readme, /from 'provenance-action'/);
    writeFileSync(join(project.path, 'readme.ts'), readme);
    writeFileSync(
      join(project.path, 'wrong.ts'),
      `import {Attestation, type AttestationPolicy, type SignedAttestation} from 'provenance-action';
       const bare = Attestation.of('https://example.com/x/v1', {});
       // @ts-expect-error: about nothing
       void bare.export('x.json');
       // @ts-expect-error: not signed
       export const verify = (policy: AttestationPolicy) => bare.withSubject('x', 'sha256:').verify(policy);
       // @ts-expect-error: by no policy
       export const believe = (signed: SignedAttestation) => signed.verify();`
    );
    const options = {module: 'nodenext', target: 'es2024', strict: true, noEmit: true, types: ['node']};
    const compilerOptions = {...options, allowImportingTsExtensions: true};
    const files = ['attest-run.ts', 'readme.ts', 'wrong.ts'];
    writeFileSync(join(project.path, 'tsconfig.json'), JSON.stringify({compilerOptions, files}));
    await runCommand([process.execPath, join(root, 'node_modules/typescript/bin/tsc'), '-p', project.path]);
  });
});

describe('an image that a script builds', () => {
  const build = async (output: string): Promise<BuiltImage> => {
    const {engine, workspace} = platform;
    const connection = await connect({env: {...process.env, ...engine.env}});
    const fields = new Map(output.split(',').map(field => field.split('=') as [string, string]));
    const outputs = output === '' ? [] : [{text: output, type: 'oci', fields}];
    const platforms = ['linux/amd64', 'linux/arm64'];
    const request = {context: workspace.path, builderId: 'https://example.com/me', outputs, platforms};
    return buildImage(request, {connection, cwd: project.path}).finally(() => connection.close());
  };

  it('is read back from a layout without a name, where its provenance is about what the index says', async () => {
    const built = await build('type=oci,tar=false,dest=image');
    assert.deepEqual(built.refs, []);
    const found = built.provenance();
    assert.deepEqual(
      found.map(({platform: name, image}) => ({platform: name, digest: image})),
      built.platforms
    );
    for (const {image, attestation} of found) {
      assert.deepEqual(attestation.subjects.flatMap(listDigests), [image]);
      const statement = parseStatement(Buffer.from(attestation.statement()));
      assert.equal(parseProvenance(statement).mode, 'max');
    }
    assert.equal(built.provenance('linux/arm64').length, 1);
    const about = Attestation.of(RUN_URL, {}).withSubject(built);
    assert.deepEqual(about.subjects.flatMap(listDigests), [built.digest]);
  });

  it('fails by errors that a script can tell apart', async () => {
    assert.throws(() => parseLines(Buffer.from('{}\n{}'), {lines: 1}), library.LinesError);
    assert.throws(() => parseStatement(Buffer.from('{}')), library.StatementError);
    const other = {predicateType: RUN_URL, predicate: {}, subjects: [], isLegacy: false};
    assert.throws(() => parseProvenance(other as never), library.ProvenanceError);
    await assert.rejects(openLayout(join(project.path, 'package.json')), library.LayoutError);
    for (const name of ['DiscoveryError', 'RegistryError', 'TrustError'] as const)
      assert.ok(library[name].prototype instanceof Error, name);
  });

  it('must go somewhere, which is said before anything is built', async () => {
    await assert.rejects(build(''), PlanError);
  });
});

describe('the example', () => {
  it('builds, attests, keeps and verifies on real parts, and changes nothing of the image', async () => {
    const {registry} = platform;
    const printed = await runExample('--identity', IDENTITY);
    const place = {url: registry.url, repository: 'me/app'};
    const index = await readObject(place, 'manifests', '1');
    const digest = `sha256:${createHash('sha256').update(index).digest('hex')}`;
    assert.match(printed, new RegExp(`^built ${registry.host}/me/app@${digest}$`, 'm'));
    assert.match(printed, /^verified: All 2 platforms carry provenance \(mode=max\)/m);
    assert.match(printed, /^verified: Every step passed\. \{"url":".*\/octo-org\/app\/actions\/runs\/7"\}$/m);

    const [referrer, ...more] = await readReferrers(place, digest);
    assert.deepEqual(more, []);
    const listed = await readObject(place, 'manifests', nameReferrersTag(digest));
    const {manifests} = JSON.parse(listed.toString()) as {manifests: {digest: string}[]};
    assert.ok(printed.includes(`attached ${manifests.map(one => one.digest).join(', ')}\n`), printed);
    assert.equal(referrer?.bundle.toString(), readOut('run-url.sigstore.json').trimEnd());
    const accepted = await verifiers.accept({
      bundle: join(project.path, 'out/run-url.sigstore.json'),
      trustedRoot: sigstore.trustedRoot,
      sha256: digest.slice('sha256:'.length),
      predicateType: RUN_URL,
      identity: IDENTITY,
      issuer: ISSUER,
      instance: 'public-good'
    });
    assert.deepEqual(accepted, ['cosign', 'sigstore-go']);
  });

  it('leaves files: the statement, the provenance of each platform, and all of it as lines', () => {
    const statement = JSON.parse(readOut('run-url.json')) as Record<string, unknown>;
    assert.equal(statement['_type'], 'https://in-toto.io/Statement/v1');
    assert.equal(statement['predicateType'], RUN_URL);
    for (const name of ['provenance-linux-amd64.json', 'provenance-linux-arm64.json']) {
      const {predicate} = JSON.parse(readOut(name)) as {predicate: {buildDefinition: object}};
      assert.ok('internalParameters' in predicate.buildDefinition, name);
    }
    const lines = readOut('all.jsonl').split('\n');
    assert.deepEqual([lines.length, lines.at(-1)], [4, '']);
    assert.match(lines[0] ?? '', /^\{"mediaType":"application\/vnd\.dev\.sigstore\.bundle/);
    assert.match(lines[1] ?? '', /^\{"_type":"https:\/\/in-toto\.io\/Statement\/v1"/);
  });

  it('believes nobody but whom it was told to believe', async () => {
    const other = IDENTITY.replace('main', 'other');
    await assert.rejects(runExample('--identity', other), /rejected: .*subject alternative name/);
    assert.ok(existsSync(join(project.path, 'out')));
  });
});
