/** Options, runs and facts that the tests of planning start from. */
import type {Builder} from '../../../src/build/builder.ts';
import type {Facts} from '../../../src/build/facts.ts';
import {NO_OPTIONS} from '../../../src/build/options.ts';
import type {BuildOptions, Output} from '../../../src/build/options.ts';
import {planBuild, type BuildPlan} from '../../../src/build/plan.ts';
import type {RunContext} from '../../../src/build/run-context.ts';

export const builderId = 'https://github.com/acme/app/actions/runs/7/attempts/2';
export const defaultContext = 'https://github.com/acme/app.git#0123abc';

export const run: RunContext = {
  kind: 'attest',
  exportMode: 'registry',
  untrusted: false,
  builderId,
  defaultContext,
  serverHost: 'github.com',
  folder: '/run',
  verify: true,
  noDefaultAttestations: false
};
export const dryRun: RunContext = {...run, kind: 'dry run'};

export function options(some: Partial<BuildOptions> = {}): BuildOptions {
  return {...NO_OPTIONS, ...some};
}

/** An output as the inputs are parsed: `type=` and other keys in lower case, the last of equal keys wins. */
export function output(text: string): Output {
  const pairs = (text.match(/(?:"[^"]*"|[^,])+/g) ?? []).map(part => {
    const field = part.replaceAll('"', '');
    const at = field.indexOf('=');
    return [field.slice(0, at).trim().toLowerCase(), field.slice(at + 1)] as const;
  });
  const fields = new Map(pairs);
  return {text, type: fields.get('type') ?? 'local', fields};
}

const node = {name: 'one0', endpoint: 'unix:///run/one.sock', status: 'running', buildkit: 'v0.25.2'};
export const containerd: Builder = {
  name: 'default',
  driver: 'docker',
  nodes: [
    {
      ...node,
      platforms: ['linux/amd64'],
      labels: {'org.mobyproject.buildkit.worker.snapshotter': 'overlayfs'}
    }
  ]
};
export const classic: Builder = {...containerd, nodes: [{...node, platforms: ['linux/amd64'], labels: {}}]};
export const container: Builder = {...classic, name: 'one', driver: 'docker-container'};
export const pair: Builder = {
  name: 'pair',
  driver: 'remote',
  nodes: [
    {...node, platforms: ['linux/amd64', 'linux/386'], labels: {}},
    {...node, name: 'one1', platforms: ['linux/arm64', 'linux/amd64'], assigned: ['linux/arm64'], labels: {}}
  ]
};

export function facts(builder: Builder = container, some: Partial<Facts> = {}): Facts {
  return {
    buildx: buildx('0.29.1'),
    builder,
    builderError: undefined,
    loadKeepsAttestations: undefined,
    ...some
  };
}

export function buildx(release: string | undefined): Facts['buildx'] {
  return {
    command: ['docker', 'buildx'],
    version: `github.com/docker/buildx ${release ?? 'deadbee'}`,
    release
  };
}

export function plan(some: Partial<BuildOptions>, context = run, known = facts()): BuildPlan {
  return planBuild(options(some), context, known);
}

/** The values of one flag, in order. */
export function valuesOf({argv}: BuildPlan, flag: string): readonly string[] {
  return argv.flatMap((item, index) => (item === flag ? [argv[index + 1] ?? ''] : []));
}
