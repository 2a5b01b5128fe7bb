/** What BuildKit's checks found in the Dockerfile, at its place in the repository. */
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {dockerfileAnnotations, isAnnotating} from '../build/metadata.ts';
import type {DockerfileAnnotation} from '../build/metadata.ts';
import type {BuildPlan} from '../build/plan.ts';
import type {BuildResult} from '../build/run.ts';

export interface DockerfileSources {
  readonly plan: Pick<BuildPlan, 'context'>;
  /** Input `file`. */
  readonly file: string | undefined;
  readonly workspace: string;
  readonly env: NodeJS.ProcessEnv;
}

/** The findings as annotations; none where `DOCKER_BUILD_CHECKS_ANNOTATIONS` is false, as in build-push-action. */
export async function listDockerfileFindings(
  {warnings}: Pick<BuildResult, 'warnings'>,
  {plan: {context}, file, workspace, env}: DockerfileSources
): Promise<DockerfileAnnotation[]> {
  if (!isAnnotating(env['DOCKER_BUILD_CHECKS_ANNOTATIONS']) || context.kind === 'remote') return [];
  const folder = context.kind === 'path' ? context.value : (/#[^:]*:(.+)$/.exec(context.value)?.[1] ?? '.');
  // buildx takes --file relative to the working folder for a local context, to the context for a git one.
  const dockerfile =
    context.kind === 'path' ? (file ?? join(folder, 'Dockerfile')) : join(folder, file ?? 'Dockerfile');
  const read = (path: string): Promise<Uint8Array | undefined> => readFile(path).catch(() => undefined);
  return dockerfileAnnotations(
    {warnings},
    {workspace, dockerfile, ownCommit: context.kind === 'git', readFile: read}
  );
}
