/** Where the image goes that is to be verified. Knows what buildx exports, not how it is read back. */
import {join} from 'node:path';
import type {Reference} from '../oci/reference.ts';
import {countNodes, hasBuildKit, keepsAttestations} from './builder.ts';
import {formatRow} from './csv.ts';
import {
  buildsImage,
  countExporters,
  listLayouts,
  listPushing,
  pushes,
  STAND_IN,
  type Exports
} from './exports.ts';
import type {Facts} from './facts.ts';
import {parseGoBoolean} from './go-boolean.ts';
import {listNames, nameRepository, readName} from './image-name.ts';
import type {BuildOptions, Output} from './options.ts';
import {PlanError} from './plan-error.ts';
import type {ProvenancePlan} from './provenance.ts';
import {isAtLeast} from './release.ts';
import type {RunContext} from './run-context.ts';

/** Where the image goes that is to be verified. */
export type Destination =
  | {
      readonly kind: 'registry';
      /** One for each tag or name, without duplicates. */
      readonly references: readonly Reference[];
      /** Pushed by digest alone: there is no tag to resolve. */
      readonly byDigest: boolean;
      /** More than one exporter: the metadata file's digest may be another's (resolve the tag instead). */
      readonly shared: boolean;
    }
  | {
      readonly kind: 'layout';
      readonly layouts: readonly Layout[];
    }
  | {readonly kind: 'none'; readonly reason: string};

/** A folder or tar that is read back as an OCI image layout. */
export interface Layout {
  readonly path: string;
  /** The one platform that it is written for; absent: all of them. */
  readonly platform?: string;
  /** The image's first name, without a tag: for people. */
  readonly image?: string;
  /** Nothing else is exported: the digest that buildx reports is this layout's. */
  readonly sole?: true;
}

export interface DestinationPlan {
  readonly destination: Destination;
  /** The value of one more `--output`: an OCI layout of ours, for a dry run. */
  readonly output: string | undefined;
  /** Builds that follow, each of one platform into one layout: what buildx does not do in one. */
  readonly followUps: readonly FollowUp[];
  readonly notices: readonly string[];
}

export interface FollowUp {
  readonly platform: string;
  readonly output: string;
}

/**
 * What is pushed, or else a layout that the user asked for, or else in a dry run a layout of our own; a layout comes
 * first where the export mode says so.
 *
 * @throws {PlanError} for a push that buildx refuses: without a name, or by digest with a tag.
 */
export function planDestination(
  options: BuildOptions,
  run: RunContext,
  facts: Facts,
  exports: Exports,
  provenance: ProvenancePlan
): DestinationPlan {
  if (!buildsImage(options.call)) return nowhere(`call: ${options.call ?? ''} makes no image`);
  const layouts = listLayouts(exports);
  const prefersLayout = run.exportMode === 'oci' && layouts.length > 0;
  if (pushes(exports) && !prefersLayout)
    return {...plain(planRegistry(options, exports)), notices: describeBeside(layouts)};
  if (layouts.length === 0) {
    return run.kind === 'dry run'
      ? planLayout(options, run, facts, exports, provenance)
      : nowhere(describeUnpublished(exports));
  }
  if (provenance.inlineOnly) return nowhere(INLINE_ONLY);
  const beside =
    'What is pushed beside the OCI layout is neither verified nor signed: the export mode is oci.';
  const notices = pushes(exports) ? [beside] : [];
  const sole = countExporters(exports) === 1 ? ({sole: true} as const) : {};
  const described = layouts.map(output => ({...describeLayout(output, options), ...sole}));
  return {...plain({kind: 'layout', layouts: described}), notices};
}

function describeBeside(layouts: readonly Output[]): readonly string[] {
  if (layouts.length === 0) return [];
  const paths = layouts.map(({fields}) => fields.get('dest') ?? '').join(', ');
  const what = `The OCI layout beside what is pushed (${paths}) is neither verified nor signed`;
  return [`${what}: the export mode is registry.`];
}

function describeLayout({fields}: Output, {tags}: BuildOptions): Layout {
  const path = fields.get('dest') ?? '';
  const [name] = tags.length > 0 ? tags : listNames({fields});
  return name === undefined || name === STAND_IN ? {path} : {path, image: nameRepository(name)};
}

function plain(destination: Destination): DestinationPlan {
  return {destination, output: undefined, followUps: [], notices: []};
}

const INLINE_ONLY = 'inline-only=true keeps provenance out of OCI layouts, and nothing is pushed';

function nowhere(reason: string, notices: readonly string[] = []): DestinationPlan {
  return {...plain({kind: 'none', reason}), notices};
}

function describeUnpublished({load, outputs}: Exports): string {
  const goals = [...(load ? ['load: true'] : []), ...outputs.map(({type}) => `outputs: type=${type}`)];
  if (goals.length === 0) return 'nothing is exported: none of push, load and outputs is set';
  return `nothing is pushed (${goals.join(', ')}), and there is no OCI layout to read back`;
}

function planRegistry({tags}: BuildOptions, exports: Exports): Destination {
  const pushing = listPushing(exports);
  const byDigest = pushing.some(({fields}) => isOn(fields.get('push-by-digest')));
  const references = new Map<string, Reference>();
  // buildx gives the tags to every output, in place of its own name.
  const names = tags.length > 0 ? tags : pushing.flatMap(listNames);
  for (const name of names) {
    const reference = readName(tags.length > 0 ? 'tags' : 'outputs', name, byDigest);
    references.set(JSON.stringify([reference.registry, reference.repository, reference.tag]), reference);
  }
  if (references.size === 0) {
    throw new PlanError('tags', 'a push needs a name: set tags, or name=… in the output that pushes');
  }
  return {
    kind: 'registry',
    references: [...references.values()],
    byDigest,
    shared: countExporters(exports) > 1
  };
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && parseGoBoolean(value) !== false;
}

function planLayout(
  options: BuildOptions,
  run: RunContext,
  facts: Facts,
  exports: Exports,
  provenance: ProvenancePlan
): DestinationPlan {
  if (!run.verify) return nowhere('dry run with verify: false: nothing is exported to be checked');
  if (provenance.resolved.value === 'none') {
    return nowhere(`dry run without provenance: ${provenance.resolved.trace.at(-1) ?? ''}`);
  }
  const reason = provenance.inlineOnly ? INLINE_ONLY : findLayoutObstacle(facts);
  if (reason !== undefined) return nowhere(`dry run: ${reason}`);
  // "oci for multi-node builds currently not supported", also with one output a platform.
  if (facts.builder !== undefined && countNodes(facts.builder, options.platforms) > 1) {
    return planLayouts(options, run);
  }
  if (countExporters(exports) > 0 && !exportsSeveral(facts)) {
    const old = 'an OCI layout beside other outputs needs buildx 0.13.0 and BuildKit 0.13.0 or newer';
    return nowhere(`dry run: ${old}`, [`The provenance of this dry run is not checked: ${old}.`]);
  }
  const path = join(run.folder, 'dry-run');
  return {...plain({kind: 'layout', layouts: [{path}]}), output: formatLayout(options, path)};
}

function planLayouts(options: BuildOptions, {folder}: RunContext): DestinationPlan {
  const platforms = [...new Set(options.platforms)];
  const layouts = platforms.map((platform, at) => ({platform, path: join(folder, `dry-run-${String(at)}`)}));
  return {
    ...plain({kind: 'layout', layouts}),
    followUps: layouts.map(({platform, path}) => ({platform, output: formatLayout(options, path)}))
  };
}

function formatLayout({tags, outputs}: BuildOptions, path: string): string {
  const name = tags.length > 0 ? [] : [`name=${outputs.flatMap(listNames)[0] ?? STAND_IN}`];
  return formatRow(['type=oci', 'tar=false', `dest=${path}`, ...name]);
}

function findLayoutObstacle({builder, builderError}: Facts): string | undefined {
  if (builder === undefined) return `nothing is known of the builder (${builderError ?? 'no answer'})`;
  return keepsAttestations(builder) === true
    ? undefined
    : `builder ${builder.name} cannot export attestations`;
}

function exportsSeveral({buildx, builder}: Facts): boolean {
  return isAtLeast(buildx.release, '0.13.0') && hasBuildKit(builder, '0.13.0');
}
