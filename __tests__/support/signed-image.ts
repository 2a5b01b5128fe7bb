/** What a run signed, as whoever finds it later reads it: files, referrers, bundles. Verifies nothing. */
import {createHash} from 'node:crypto';
import type {ActionOptions} from '../../local/runner.ts';
import {readFolders} from './leaks.ts';
import {runSigned} from './signed-step.ts';
import type {SigningPlatform} from './signed-step.ts';
import type {StepRun} from './step.ts';

export const IDENTITY = 'https://github.com/octo-org/app/.github/workflows/image.yml@refs/heads/main';
export const ISSUER = 'https://token.actions.githubusercontent.com';
export const SLSA_V1 = 'https://slsa.dev/provenance/v1';
export const SLSA_V02 = 'https://slsa.dev/provenance/v0.2';

export interface KeptRun extends StepRun {
  /** What was in workspace and `RUNNER_TEMP` when the step was over, by absolute path. */
  readonly files: Readonly<Record<string, Buffer>>;
}

/** Runs the step with the right to sign, and keeps its files. */
export async function runKept(platform: SigningPlatform, options: ActionOptions): Promise<KeptRun> {
  const files: Record<string, Buffer> = {};
  const run = await runSigned(platform, {
    ...options,
    afterPost: ({temp, workspace}) => {
      for (const [path, text] of Object.entries(readFolders([temp, workspace])))
        files[path] = Buffer.from(text, 'latin1');
    }
  });
  return {...run, files};
}

/** The file of that name, wherever it is; throws where there is none. */
export function findFile({files}: Pick<KeptRun, 'files'>, end: string): Buffer {
  const path = Object.keys(files).find(name => name.endsWith(`/${end}`));
  if (path === undefined) throw new Error(`${end} is not among ${Object.keys(files).join(', ')}`);
  return files[path] ?? Buffer.alloc(0);
}

export interface SignedStatement {
  readonly _type: string;
  readonly subject: readonly {readonly name: string; readonly digest: {readonly sha256: string}}[];
  readonly predicateType: string;
  readonly predicate: Readonly<Record<string, unknown>>;
}

export interface LooseBundle {
  readonly mediaType: string;
  readonly verificationMaterial: {
    readonly certificate: {readonly rawBytes: string};
    readonly tlogEntries?: readonly {readonly logIndex: string}[];
    readonly timestampVerificationData?: {readonly rfc3161Timestamps?: readonly unknown[]};
  };
  readonly dsseEnvelope: {
    readonly payloadType: string;
    readonly payload: string;
    readonly signatures: readonly {readonly sig: string}[];
  };
}

export function parseBundle(bytes: Buffer): LooseBundle {
  return JSON.parse(bytes.toString()) as LooseBundle;
}

/** What was signed, its numbers as they were written: see {@link parseDigits}. */
export function readSigned(bytes: Buffer): SignedStatement {
  const payload = Buffer.from(parseBundle(bytes).dsseEnvelope.payload, 'base64').toString();
  return parseDigits(payload) as SignedStatement;
}

/** JSON, whose numbers become texts of all their digits: `1.0` and `1` differ, and so do big neighbours. */
export function parseDigits(text: string): unknown {
  const revive = (_key: string, value: unknown, context?: {readonly source?: string}): unknown =>
    typeof value === 'number' ? `number ${context?.source ?? '?'}` : value;
  return JSON.parse(text, revive);
}

export function subjectsOf({subject}: SignedStatement): string[] {
  return subject.map(({digest}) => `sha256:${digest.sha256}`);
}

/** A registry's object, by tag or digest; throws for any answer but 200. */
export async function readObject(
  place: {readonly url: string; readonly repository: string},
  kind: 'manifests' | 'blobs',
  reference: string
): Promise<Buffer> {
  const url = `${place.url}/v2/${place.repository}/${kind}/${reference}`;
  const accept = 'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, */*';
  const answer = await fetch(url, {headers: {accept}});
  if (answer.status !== 200) throw new Error(`${url}: ${String(answer.status)}`);
  return Buffer.from(await answer.arrayBuffer());
}

export interface Pushed {
  readonly digest: string;
  readonly size: number;
}

export function describeBytes(bytes: Buffer): Pushed {
  return {digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`, size: bytes.length};
}

/** Puts bytes into a registry, as anybody with the right to push can. */
export async function pushBlob(
  {url, repository}: {readonly url: string; readonly repository: string},
  bytes: Buffer
): Promise<Pushed> {
  const described = describeBytes(bytes);
  const started = await fetch(`${url}/v2/${repository}/blobs/uploads/`, {method: 'POST'});
  const at = new URL(started.headers.get('location') ?? '', url);
  at.searchParams.set('digest', described.digest);
  const ended = await fetch(new URL(at.pathname + at.search, url), {method: 'PUT', body: bytes});
  if (ended.status !== 201) throw new Error(`${at.pathname}: ${String(ended.status)}`);
  return described;
}

/** The same for a manifest or an index, by its digest or as a tag. */
export async function pushManifest(
  {url, repository}: {readonly url: string; readonly repository: string},
  value: {readonly mediaType: string},
  tag?: string
): Promise<Pushed> {
  const bytes = Buffer.from(JSON.stringify(value));
  const described = describeBytes(bytes);
  const answer = await fetch(`${url}/v2/${repository}/manifests/${tag ?? described.digest}`, {
    method: 'PUT',
    headers: {'content-type': value.mediaType},
    body: bytes
  });
  if (answer.status !== 201)
    throw new Error(`${repository}: ${String(answer.status)} ${await answer.text()}`);
  return described;
}

interface Descriptor extends Pushed {
  readonly mediaType: string;
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface LooseReferrers {
  readonly mediaType: string;
  readonly manifests: readonly Descriptor[];
}

export interface LooseReferrer {
  readonly mediaType: string;
  readonly artifactType: string;
  readonly subject: Descriptor;
  readonly layers: readonly Descriptor[];
  readonly annotations: Readonly<Record<string, string>>;
}

/** The tag that stands in for the Referrers API: https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#referrers-tag-schema */
export function nameReferrersTag(digest: string): string {
  return digest.replace(':', '-');
}

/** The bundles that the fallback tag lists, as the registry holds them. */
export async function readReferrers(
  place: {readonly url: string; readonly repository: string},
  subject: string
): Promise<{readonly manifest: LooseReferrer; readonly bundle: Buffer}[]> {
  const listed = await readObject(place, 'manifests', nameReferrersTag(subject));
  const {manifests} = JSON.parse(listed.toString()) as LooseReferrers;
  return Promise.all(
    manifests.map(async ({digest}) => {
      const manifest = JSON.parse((await readObject(place, 'manifests', digest)).toString()) as LooseReferrer;
      return {manifest, bundle: await readObject(place, 'blobs', manifest.layers[0]?.digest ?? '')};
    })
  );
}
