/** Provenance of BuildKit's form, made up for a test. */
import {PROVENANCE_V02, PROVENANCE_V1} from '../../../src/attestation/provenance.ts';
import type {Material} from '../../../src/attestation/provenance.ts';

export const HEX = 'a'.repeat(64);
export const OTHER_HEX = 'b'.repeat(64);

export interface Recipe {
  readonly version?: 'v0.2' | 'v1';
  readonly buildType?: string;
  readonly materials?: readonly Material[];
  /** Of the subject. */
  readonly about?: string;
  readonly builderId?: string;
  /** Steps as BuildKit records them; `mode=min` without. */
  readonly steps?: readonly unknown[];
  readonly locations?: Readonly<Record<string, unknown>>;
  readonly frontend?: string;
  readonly args?: Readonly<Record<string, string>>;
  readonly locals?: readonly string[];
  /** The builder's own. */
  readonly platform?: string;
  readonly complete?: {readonly request?: boolean; readonly materials?: boolean};
  readonly hermetic?: boolean;
}

const BUILD_TYPES = {
  'v0.2': 'https://mobyproject.org/buildkit@v1',
  v1: 'https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md'
};

/** The statement's bytes. */
export function composeProvenance(recipe: Recipe = {}): Buffer {
  const {version = 'v1', about = HEX} = recipe;
  return Buffer.from(
    JSON.stringify({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{name: 'pkg:docker/x@1', digest: {sha256: about}}],
      predicateType: version === 'v1' ? PROVENANCE_V1 : PROVENANCE_V02,
      predicate: version === 'v1' ? composeV1(recipe) : composeV02(recipe)
    })
  );
}

function composeV1(recipe: Recipe): object {
  const {materials = [], builderId = '', buildType = BUILD_TYPES.v1} = recipe;
  return {
    buildDefinition: {
      buildType,
      externalParameters: {configSource: {path: 'Dockerfile'}, request: describeRequest(recipe)},
      internalParameters: {...describeSteps(recipe), builderPlatform: recipe.platform},
      resolvedDependencies: materials
    },
    runDetails: {
      builder: {id: builderId},
      metadata: {
        invocationId: 'one',
        buildkit_completeness: {
          request: recipe.complete?.request ?? true,
          resolvedDependencies: recipe.complete?.materials ?? true
        },
        buildkit_hermetic: recipe.hermetic ?? false,
        buildkit_metadata: describeSource(recipe)
      }
    }
  };
}

function composeV02(recipe: Recipe): object {
  const {materials = [], builderId = '', buildType = BUILD_TYPES['v0.2']} = recipe;
  return {
    buildType,
    builder: {id: builderId},
    invocation: {
      configSource: {entryPoint: 'Dockerfile'},
      parameters: describeRequest(recipe),
      environment: {platform: recipe.platform}
    },
    ...describeSteps(recipe),
    materials,
    metadata: {
      buildInvocationID: 'one',
      completeness: {
        parameters: recipe.complete?.request ?? true,
        environment: true,
        materials: recipe.complete?.materials ?? true
      },
      'https://mobyproject.org/buildkit@v1#hermetic': recipe.hermetic ?? false,
      'https://mobyproject.org/buildkit@v1#metadata': describeSource(recipe)
    }
  };
}

function describeRequest({frontend = 'dockerfile.v0', args = {}, locals = []}: Recipe): object {
  return {frontend, args, locals: locals.map(name => ({name}))};
}

function describeSteps({steps}: Recipe): object {
  return steps === undefined ? {} : {buildConfig: {llbDefinition: steps}};
}

function describeSource({steps, locations = {}}: Recipe): object {
  return steps === undefined ? {} : {source: {locations, infos: [{filename: 'Dockerfile', data: ''}]}};
}

/** A RUN step; without `network`, in the builder's own. */
export function runStep(id: string, network?: number): object {
  return {id, op: {Op: {exec: {meta: {args: ['sh']}, ...(network === undefined ? {} : {network})}}}};
}

export function sourceStep(
  id: string,
  identifier: string,
  attrs: Readonly<Record<string, string>> = {}
): object {
  return {id, op: {Op: {source: {identifier, attrs}}}};
}

/** Where the Dockerfile asks for the step. */
export function locate(id: string, line: number): Record<string, unknown> {
  return {[id]: {locations: [{ranges: [{start: {line}, end: {line}}]}]}};
}
