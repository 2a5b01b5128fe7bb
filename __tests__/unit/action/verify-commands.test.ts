import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {listVerifyCommands} from '../../../src/action/verify-commands.ts';
import type {VerifyCommands} from '../../../src/action/verify-commands.ts';
import type {Findings} from '../../../src/findings.ts';
import type {PlaceRecord, Signing} from '../../../src/sigstore/signing.ts';
import {
  AMD64,
  apiPlace,
  ARM64,
  DIGEST,
  failedWith,
  IDENTITY,
  ISSUER,
  registryPlace,
  reportWith,
  RUN,
  signedStatements,
  signedWith,
  signingWith,
  unsignedWith,
  verificationWith
} from '../../support/reports.ts';

const NAME = 'ghcr.io/me/app';

function listFor(signing: Partial<Signing> = {}, findings: Partial<Findings> = {}): VerifyCommands {
  return listVerifyCommands(reportWith({run: RUN, signing: signingWith(signing), ...findings}));
}

/** Each command on one line. */
function join({commands}: VerifyCommands): string[] {
  return commands.map(({lines}) => lines.map(line => line.replace(/ \\$/, '').trim()).join(' '));
}

const gh = (digest: string, rest = '') =>
  `gh attestation verify oci://${NAME}@${digest} --repo me/app --cert-identity ${IDENTITY}${rest}`;
const signer = `--certificate-identity ${IDENTITY} --certificate-oidc-issuer ${ISSUER}`;
const cosign = (digest: string, rest = '') =>
  `cosign verify-attestation ${NAME}@${digest} --type slsaprovenance1 ${signer}${rest}`;

describe('listVerifyCommands', () => {
  it('has a command for gh and one for cosign, for the index and for each platform', () => {
    const listed = listFor();
    assert.deepEqual(
      join(listed),
      [DIGEST, AMD64, ARM64].flatMap(digest => [gh(digest), cosign(digest)])
    );
    assert.deepEqual(listed.preparations, []);
    assert.deepEqual(
      listed.commands.map(({title}) => title),
      ['index', 'index', 'linux/amd64', 'linux/amd64', 'linux/arm64', 'linux/arm64'].map(
        title => `${NAME}, ${title}`
      )
    );
  });

  it('asks cosign about the file of a bundle where what was brought is about something else', () => {
    const chart = `sha256:${'7'.repeat(64)}` as const;
    const brought = signedWith({
      title: 'scan.json of chart.tgz',
      part: 'brought',
      subjects: [chart],
      predicateType: 'https://example.com/scan/v1',
      bundlePath: '/tmp/bundles/chart.sigstore.json',
      places: [apiPlace()]
    });
    const listed = listFor({statements: [signedWith(), brought]});
    const file = `--bundle /tmp/bundles/chart.sigstore.json --digest ${'7'.repeat(64)} --digestAlg sha256`;
    assert.deepEqual(join(listed), [
      gh(AMD64),
      cosign(AMD64),
      `cosign verify-blob-attestation ${file} --type https://example.com/scan/v1 ${signer}`
    ]);
    assert.equal(listed.commands.at(-1)?.title, 'elsewhere, scan.json of chart.tgz');
    const {bundlePath: _path, ...lost} = brought;
    assert.equal(listFor({statements: [lost]}).commands.length, 0);
  });

  it('names every predicate type but the one that the tool expects anyway', () => {
    const of = (predicateType: string) => join(listFor({statements: [signedWith({predicateType})]}));
    const [sbom, sbomCosign] = of('https://spdx.dev/Document');
    assert.equal(sbom, gh(AMD64, ' --predicate-type https://spdx.dev/Document'));
    assert.equal(sbomCosign, cosign(AMD64).replace('slsaprovenance1', 'spdxjson'));
    const [old, oldCosign] = of('https://slsa.dev/provenance/v0.2');
    assert.equal(old, gh(AMD64, ' --predicate-type https://slsa.dev/provenance/v0.2'));
    assert.match(oldCosign ?? '', / --type slsaprovenance02 /);
    assert.match(of('https://example.com/made/v1')[1] ?? '', / --type https:\/\/example\.com\/made\/v1 /);
    assert.match(of('toString')[1] ?? '', / --type toString /);
  });

  it('says for whom cosign has no trusted root where that comes from, and that there are no logs', () => {
    const listed = listFor({instance: 'github', statements: [signedWith()]});
    assert.deepEqual(listed.preparations, [
      'gh attestation trusted-root | tail -n 1 > github-trusted-root.json'
    ]);
    const unlogged = '--use-signed-timestamps --insecure-ignore-tlog --insecure-ignore-sct';
    assert.deepEqual(join(listed), [
      gh(AMD64),
      cosign(AMD64, ` --trusted-root github-trusted-root.json ${unlogged}`)
    ]);
    assert.doesNotMatch(join(listFor()).join('\n'), /insecure/);
  });

  it('asks a GHE.com server by its name, for its own issuer', () => {
    const issuer = 'https://token.actions.octo.ghe.com';
    const listed = listFor(
      {instance: 'github', signer: {identity: IDENTITY, issuer}, statements: [signedWith()]},
      {run: {...RUN, serverUrl: 'https://octo.ghe.com'}}
    );
    assert.match(join(listed)[0] ?? '', / --hostname octo\.ghe\.com /);
    assert.match(join(listed)[0] ?? '', / --cert-oidc-issuer https:\/\/token\.actions\.octo\.ghe\.com$/);
    assert.match(listed.preparations[0] ?? '', / --hostname octo\.ghe\.com \| /);
  });

  it('gives both tools the trusted root that the user named, to gh a root a line', () => {
    const listed = listFor({trustedRoot: "own roots/it's.json", statements: [signedWith()]});
    assert.deepEqual(listed.preparations, ["jq -c . 'own roots/it'\\''s.json' > trusted_root.jsonl"]);
    assert.deepEqual(join(listed), [
      gh(AMD64, ' --custom-trusted-root trusted_root.jsonl'),
      cosign(AMD64, " --trusted-root 'own roots/it'\\''s.json'")
    ]);
  });

  it('sends each tool where the bundle is, and nobody where it is not', () => {
    const none = {stored: false, verdict: 'absent'} as const;
    const of = (...places: readonly PlaceRecord[]) => join(listFor({statements: [signedWith({places})]}));
    assert.deepEqual(of(registryPlace(), apiPlace(none)), [gh(AMD64, ' --bundle-from-oci'), cosign(AMD64)]);
    assert.deepEqual(of(registryPlace(none), apiPlace()), [gh(AMD64)]);
    const file = '/tmp/bundles/linux-amd64.sigstore.json';
    assert.deepEqual(of(registryPlace(none), apiPlace(none)), [
      gh(AMD64, ` --bundle ${file}`),
      `cosign verify-blob-attestation --bundle ${file} --digest ${AMD64.slice(7)} --digestAlg sha256 --type slsaprovenance1 ${signer}`
    ]);
  });

  it('checks an attestation manifest as cosign signs images', () => {
    const subjects = [`sha256:${'c'.repeat(64)}`] as const;
    const predicateType = 'https://sigstore.dev/cosign/sign/v1';
    const listed = listFor({
      statements: [signedWith({part: 'attestation manifest', subjects, predicateType})]
    });
    assert.deepEqual(join(listed), [`cosign verify ${NAME}@${subjects[0]} ${signer}`]);
  });

  it("covers every platform by the index's statement where that is the only one", () => {
    const [index] = signedStatements();
    const listed = listFor({statements: [index!]});
    assert.deepEqual(join(listed), [gh(DIGEST), cosign(DIGEST), gh(AMD64), gh(ARM64)]);
    const referrers = [DIGEST, AMD64, ARM64];
    const attached = {...index!, places: [registryPlace({referrers}), apiPlace()]};
    assert.deepEqual(
      join(listFor({statements: [attached]})),
      referrers.flatMap(digest => [gh(digest), cosign(digest)])
    );
  });

  it('has nothing for what is not signed, for images of other runs, or without anybody who signed', () => {
    assert.deepEqual(listFor({statements: [failedWith()]}).commands, []);
    assert.deepEqual(listVerifyCommands(reportWith({run: RUN, signing: unsignedWith()})).commands, []);
    assert.deepEqual(listVerifyCommands(reportWith({run: RUN})).commands, []);
    assert.deepEqual(listFor({}, {imageRefs: [`docker.io/other/app@${DIGEST}`]}).commands, []);
  });

  it('tells two images of one run apart, though only the API has their bundles', () => {
    const other = `sha256:${'9'.repeat(64)}` as const;
    const [index] = signedStatements({places: [apiPlace()]});
    const statements = [index!, {...index!, subjects: [other]}];
    const imageRefs = [`ghcr.io/me/app@${DIGEST}`, `docker.io/me/app@${other}`];
    const commands = join(listFor({statements}, {imageRefs}));
    assert.equal(commands.filter(command => command.includes(`oci://ghcr.io/me/app@${other}`)).length, 0);
    assert.equal(commands.filter(command => command.includes(`oci://docker.io/me/app@${other}`)).length, 1);
  });

  it('lets nothing that came from outside be more than a word', () => {
    const hostile = "$(id) `id` '; echo no #\n\u202e";
    const listed = listFor(
      {
        signer: {identity: hostile, issuer: hostile},
        trustedRoot: hostile,
        statements: [signedWith({predicateType: hostile, title: hostile})]
      },
      {run: {...RUN, serverUrl: 'https://octo.ghe.com'}}
    );
    const quoted = "$'$(id) \\x60id\\x60 \\x27; echo no #\\x0a\\xe2\\x80\\xae'";
    assert.equal(
      join(listed)[1],
      `cosign verify-attestation ${NAME}@${AMD64} --type ${quoted} --certificate-identity ${quoted} --certificate-oidc-issuer ${quoted} --trusted-root ${quoted}`
    );
    assert.deepEqual(listed.preparations, [`jq -c . ${quoted} > trusted_root.jsonl`]);
  });

  it('leaves out what is no image, no digest and no repository', () => {
    const imageRefs = ['ghcr.io/me/app@sha256:$(id)', `ghcr.io/me/$(id)@${DIGEST}`];
    assert.deepEqual(listFor({}, {imageRefs}).commands, []);
    const subjects = ['sha256:$(id)' as const];
    assert.deepEqual(listFor({statements: [signedWith({subjects})]}).commands, []);
    const run = {...RUN, repository: 'me/app --owner evil'};
    assert.ok(listFor({}, {run}).commands.every(({program}) => program === 'cosign'));
  });

  it('stops somewhere, and says how many it left out', () => {
    const statements = Array.from({length: 100}, (_, at) =>
      signedWith({subjects: [`sha256:${String(at).padStart(64, '0')}`]})
    );
    const {commands, omitted} = listFor({statements});
    assert.equal(commands.length + omitted, 200);
    assert.ok(commands.length <= 40);
  });

  describe('of a layout', () => {
    const place: PlaceRecord = {...registryPlace(), kind: 'layout', place: 'OCI layout image.tar'};
    const findings = {imageRefs: [], verifications: [verificationWith({store: 'OCI layout image.tar'})]};
    const listOf = (signing: Partial<Signing>, form: 'tar' | 'folder' = 'tar') =>
      listFor(
        {
          layouts: [{name: 'OCI layout image.tar', path: '/w/my image.tar', form, root: DIGEST}],
          trustedRootPath: '/tmp/trusted_root.json',
          statements: [signedWith({places: [place, apiPlace()]})],
          ...signing
        },
        findings
      );
    const bundle = '/tmp/bundles/linux-amd64.sigstore.json';
    const hex = AMD64.slice('sha256:'.length);
    const offline = `cosign verify-blob-attestation --bundle ${bundle} --digest ${hex} --digestAlg sha256 --type slsaprovenance1 ${signer} --trusted-root /tmp/trusted_root.json`;
    const ghOffline = (file: string) =>
      `gh attestation verify ${file} --repo me/app --cert-identity ${IDENTITY} --bundle ${bundle} --custom-trusted-root trusted_root.jsonl`;

    it('go by files alone, wherever else the bundle is', () => {
      const listed = listOf({});
      assert.deepEqual(listed.preparations, ['jq -c . /tmp/trusted_root.json > trusted_root.jsonl']);
      const take = `tar -xOf '/w/my image.tar' blobs/sha256/${hex} > ${hex}.json`;
      assert.deepEqual(join(listed), [`${take} ${ghOffline(`${hex}.json`)}`, offline]);
      const folder = `'/w/my image.tar/blobs/sha256/${hex}'`;
      assert.deepEqual(join(listOf({}, 'folder')), [ghOffline(folder), offline]);
    });

    it("have the instance's own root in that file", () => {
      const unlogged = ' --use-signed-timestamps --insecure-ignore-tlog --insecure-ignore-sct';
      const listed = listOf({instance: 'github'});
      assert.equal(join(listed)[1], `${offline}${unlogged}`);
      assert.equal(listed.preparations.length, 1);
    });

    it('are none where there is no file to go by', () => {
      const {bundlePath: _path, ...rest} = signedWith({places: [place, apiPlace()]});
      assert.deepEqual(listOf({statements: [rest]}).commands, []);
    });

    it('are none about an image that is not in the layout', () => {
      const subjects = [`sha256:${'9'.repeat(64)}`] as const;
      assert.deepEqual(listOf({statements: [signedWith({subjects, places: [place]})]}).commands, []);
    });
  });
});
