/** Builds an image for a script, and reads back what was published. Knows no runner. */
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import type {Destination} from '../build/destination.ts';
import {resolveExportMode} from '../build/export-mode.ts';
import {inspectBuilder} from '../build/inspection.ts';
import {NO_OPTIONS} from '../build/options.ts';
import type {BuildOptions} from '../build/options.ts';
import {planBuild} from '../build/plan.ts';
import type {BuildPlan} from '../build/plan.ts';
import {PlanError} from '../build/plan-error.ts';
import {listImageRefs} from '../build/published.ts';
import type {RunContext} from '../build/run-context.ts';
import {runBuild} from '../build/run.ts';
import type {BuildResult, OutputSink} from '../build/run.ts';
import {findRoot, openLayout} from '../oci/layout.ts';
import {formatReference} from '../oci/reference.ts';
import {readManifest} from '../oci/store.ts';
import type {ContentStore} from '../oci/store.ts';
import {readBuiltImage} from './built-image.ts';
import type {BuiltImage} from './built-image.ts';
import type {Connection} from './connection.ts';

/** What of the action's inputs for buildx a script gives; whatever is left out is as an empty input. */
export interface ImageRequest extends Partial<BuildOptions> {
  readonly context: string;
  /** Whom provenance names as the builder: a URI, such as of the run that builds. */
  readonly builderId: string;
}

export interface BuildImageOptions {
  readonly connection: Connection;
  /** Where relative paths begin. */
  readonly cwd: string;
  /** Takes buildx's output, which is untrusted text. */
  readonly sink?: OutputSink;
}

/**
 * Builds with complete provenance unless the request says otherwise, by the buildx of the connection's environment.
 * The image must go to a registry or into a layout, from where it is read back by digest. Throws `PlanError` before
 * anything runs, `BuildxMissingError`, `BuildError`, and the errors of the store. Whether the provenance holds is for
 * `verifyPublished` to say.
 */
export async function buildImage(request: ImageRequest, options: BuildImageOptions): Promise<BuiltImage> {
  const {builderId, ...given} = request;
  const wanted = {...NO_OPTIONS, ...given};
  const {env, signal} = options.connection;
  const facts = await inspectBuilder(wanted, env, signal);
  const folder = await mkdtemp(join(tmpdir(), 'provenance-build-'));
  try {
    const plan = planBuild(wanted, describeRun(builderId, wanted, folder), facts);
    if (plan.destination.kind === 'none') throw new PlanError('outputs', plan.destination.reason);
    const {cwd, sink = {write: () => undefined}} = options;
    const result = await runBuild(plan, facts, {env, cwd, sink, ...(signal === undefined ? {} : {signal})});
    return await readBack(plan, result, options);
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

/** A run that publishes what it builds, in nobody's repository. */
function describeRun(builderId: string, wanted: BuildOptions, folder: string): RunContext {
  const kind = {value: 'attest', source: 'the script', trace: []} as const;
  return {
    kind: kind.value,
    exportMode: resolveExportMode({request: {}, wanted, kind}).value,
    untrusted: false,
    builderId,
    defaultContext: wanted.context ?? '.',
    serverHost: 'github.com',
    folder,
    verify: true,
    noDefaultAttestations: false
  };
}

async function readBack(
  {destination, notices}: BuildPlan,
  {digest, warnings, notices: more}: BuildResult,
  options: BuildImageOptions
): Promise<BuiltImage> {
  const {name, store, root} = await openDestination(destination, digest, options);
  const refs = listImageRefs(destination, root);
  return readBuiltImage({name, store, root, refs, warnings, notices: [...notices, ...more]});
}

interface Opened {
  readonly name: string;
  readonly store: ContentStore;
  readonly root: string;
}

/** The first of several: one push holds one image. */
async function openDestination(
  destination: Destination,
  digest: string | undefined,
  {connection, cwd}: BuildImageOptions
): Promise<Opened> {
  if (destination.kind === 'layout') {
    const path = resolve(cwd, destination.layouts[0]?.path ?? '');
    const store = await openLayout(path);
    return {name: path, store, root: findRoot(path, store, digest).digest};
  }
  if (destination.kind === 'registry') {
    const [reference] = destination.references;
    if (reference !== undefined) {
      const {registry, repository, tag} = reference;
      const name = formatReference({registry, repository});
      // A registry may take its time to know what was just pushed.
      const store = connection.repository(name).within(connection.patience(), {awaitAbsent: true});
      if (digest !== undefined && !destination.shared) return {name, store, root: digest};
      return {name, store, root: (await readManifest(store, tag ?? 'latest')).descriptor.digest};
    }
  }
  throw new PlanError('outputs', 'buildx did not say what it published');
}
