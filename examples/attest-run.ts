/**
 * Builds an image with complete provenance, attests which run it came from, keeps that with the image and in files, and
 * verifies all of it as a stranger would.
 *
 *   node attest-run.ts --image ghcr.io/me/app:1.2 --context . --output out \
 *     --identity https://github.com/me/app/.github/workflows/release.yml@refs/heads/main
 *
 * In a job with `permissions: {packages: write, id-token: write}`, after docker/setup-buildx-action and docker login.
 */
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {
  Attestation,
  buildImage,
  connect,
  createAttestationPolicy,
  createIdentityTokens,
  createSigner,
  exportLines,
  fetchIdentityToken,
  loadTrust,
  resolveInstance,
  SIGSTORE_AUDIENCE,
  verifyPublished
} from 'provenance-action';

const RUN_URL = 'https://example.com/run-url/v1';

const {values} = parseArgs({
  options: {
    image: {type: 'string', default: 'localhost:5000/me/app:1'},
    context: {type: 'string', default: '.'},
    platforms: {type: 'string', default: 'linux/amd64,linux/arm64'},
    output: {type: 'string', default: 'out'},
    identity: {type: 'string', default: ''},
    'trusted-root': {type: 'string'}
  }
});
const {image, output} = values;
const {env} = process;
const serverUrl = env['GITHUB_SERVER_URL'] ?? 'https://github.com';
const run = `${serverUrl}/${env['GITHUB_REPOSITORY'] ?? 'me/app'}/actions/runs/${env['GITHUB_RUN_ID'] ?? '1'}`;

const connection = await connect({env});
try {
  const built = await buildImage(
    {
      context: values.context,
      tags: [image],
      push: true,
      platforms: values.platforms.split(','),
      builderId: run
    },
    {connection, cwd: process.cwd()}
  );
  console.log(`built ${built.refs.join(', ')}`);

  const {verification} = await verifyPublished(built.store, built.digest, {
    mode: 'max',
    platforms: built.platforms.map(({platform}) => platform),
    builderId: run,
    revision: undefined,
    revisionAbsent: 'the context need not be a checkout',
    invocations: 1
  });
  console.log(`${verification.verdict}: ${verification.reason}`);

  mkdirSync(output, {recursive: true});
  for (const {attestation, platform} of built.provenance())
    await attestation.export(join(output, `provenance-${platform.replaceAll('/', '-')}.json`));

  const attestation = Attestation.of(RUN_URL, {url: run}).withSubject(built);
  await attestation.export(join(output, 'run-url.json'));

  const identityToken = createIdentityTokens(() =>
    fetchIdentityToken({
      url: env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '',
      requestToken: env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? '',
      audience: SIGSTORE_AUDIENCE,
      patience: connection.patience(),
      transport: connection.transport
    })
  );
  const signer = createSigner({serverUrl, identityToken, environment: env, patience: connection.patience()});
  const signed = await attestation.sign(signer);
  await signed.export(join(output, 'run-url.sigstore.json'));
  await exportLines(join(output, 'all.jsonl'), [signed, ...built.provenance().map(one => one.attestation)]);

  const store = connection.attestations(image);
  const {referrers = []} = await signed.attach(store);
  console.log(`attached ${referrers.join(', ')}`);

  const instance = resolveInstance('public', serverUrl).value;
  const trust = await loadTrust({
    instance,
    trustedRootPath: values['trusted-root'],
    cachePath: join(output, 'trust'),
    transport: connection.transport,
    patience: connection.patience()
  });
  const policy = createAttestationPolicy({
    trust,
    thresholds: instance.thresholds,
    identity: {issuer: instance.issuer, san: values.identity, extensions: {}},
    subject: built.digest,
    predicateType: RUN_URL
  });
  for (const found of await store.find(built.digest, RUN_URL)) {
    const {verdict, reason} = await found.verify(policy);
    console.log(`${verdict}: ${reason} ${JSON.stringify(found.attestation.predicate)}`);
    if (verdict === 'rejected') process.exitCode = 1;
  }
  if (verification.verdict !== 'verified') process.exitCode = 1;
} finally {
  await connection.close();
}
