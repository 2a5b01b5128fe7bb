/** What several codes have to paste. Data. */

/** Lines of this action as a step with these inputs. */
export function describeStep(inputs: readonly string[], remark = ''): readonly string[] {
  const uses = `- uses: org/provenance-action@v1 # pin by commit${remark}`;
  return [uses, '  with:', ...inputs.map(line => `    ${line}`)];
}

/** A current buildx, with a builder that attests. */
export const SETUP_BUILDX = [
  '- uses: docker/setup-buildx-action@v4 # pin by commit',
  ...describeStep(['push: true', 'tags: ghcr.io/OWNER/IMAGE:TAG'])
].join('\n');

/** Complete provenance, by name. */
export const MODE_MAX = describeStep([
  'push: true',
  'provenance: mode=max # the default',
  'tags: ghcr.io/OWNER/IMAGE:TAG'
]).join('\n');

/** A value that the build may read and nobody records. */
export const BUILD_SECRET = [
  ...describeStep([
    'push: true',
    'tags: ghcr.io/OWNER/IMAGE:TAG',
    'secret-envs: npm_token=NPM_TOKEN # RUN --mount=type=secret,id=npm_token …'
  ]),
  '  env:',
  '    NPM_TOKEN: ${{ secrets.NPM_TOKEN }}'
].join('\n');

/** What a job needs that pushes to ghcr.io, signs, and stores attestations with GitHub; a block resets what it does not list. */
export const PERMISSIONS = [
  'permissions:',
  '  contents: read # to fetch the repository',
  '  packages: write # to push to ghcr.io',
  '  id-token: write # to sign',
  '  attestations: write # to store attestations with GitHub'
].join('\n');

/** Verifies and signs what was pushed before. */
export const RESUME = describeStep(
  ['digest: sha256:DIGEST # output digest of the run that pushed', 'image: ghcr.io/OWNER/IMAGE'],
  '; verifies and signs what is there, and builds nothing'
).join('\n');

/** A cache that cannot fail the build. */
export const CACHE = describeStep([
  'push: true',
  'tags: ghcr.io/OWNER/IMAGE:TAG',
  'cache-from: type=gha',
  'cache-to: type=gha,mode=max,ignore-error=true'
]).join('\n');

/** An OCI layout with a name, and so with a subject. */
export const LAYOUT = describeStep([
  'outputs: type=oci,dest=image.tar',
  'tags: ghcr.io/OWNER/IMAGE:TAG'
]).join('\n');
