/** Which registries a job of a workflow file names, and where it logs in to them. Pure. */
import {actionOf} from './workflow.ts';
import type {Job, Step, Value, Workflow} from './workflow.ts';

const DOCKER_HUB = 'docker.io';
const HUB_HOSTS = new Set([
  'docker.io',
  'index.docker.io',
  'registry-1.docker.io',
  'registry.hub.docker.com'
]);

/** Stands for an expression that only GitHub can work out. */
const UNKNOWN = '\0';

/** A host, with a port where it has one; nothing that YAML or a shell could take for something else. */
const HOST = /^[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?(?::\d{1,5})?$/;

/** Where a job's `packages` permission counts. */
export function isGitHubRegistry(host: string): boolean {
  return host === 'ghcr.io' || /^containers\.[a-z0-9-]+\.ghe\.com$/.test(host);
}

/** The registries that the step's tags and names begin with; none for what only GitHub can work out. */
export function listRegistries(workflow: Workflow, job: Job, step: Step): readonly string[] {
  const texts = ['tags', 'image'].flatMap(name => step.with.get(name) ?? []);
  const names = texts.flatMap(value => {
    return expand(workflow, job, step, value)
      .replaceAll(/\$\{\{.*?\}\}/gs, UNKNOWN)
      .split(/[\s,]+/);
  });
  return [...new Set(names.flatMap(name => hostOf(name) ?? []))];
}

function hostOf(name: string): string | undefined {
  if (name === '') return undefined;
  const [first = '', ...rest] = name.split('/');
  const host = first.toLowerCase();
  if (host.includes(UNKNOWN)) return undefined;
  if (rest.length === 0 || !(/[.:]/.test(host) || host === 'localhost')) {
    return /^[\w.:-]+$/.test(first) ? DOCKER_HUB : undefined;
  }
  return normalizeHost(host);
}

/** The host as credentials name it; undefined where it is none. */
export function normalizeHost(text: string): string | undefined {
  const host = text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/s, '');
  if (host === '' || HUB_HOSTS.has(host)) return DOCKER_HUB;
  return HOST.test(host) ? host : undefined;
}

/** `${{ env.NAME }}` as the file sets it; other expressions stay. */
function expand(workflow: Workflow, job: Job, step: Step, {text}: Value): string {
  return text.replaceAll(/\$\{\{\s*env\.([\w-]{1,100})\s*\}\}/g, (written, name: string) => {
    const value = step.env.get(name) ?? job.env.get(name) ?? workflow.env.get(name);
    return value === undefined || value.text.includes('${{') ? written : value.text;
  });
}

/** A step that logs in somewhere. */
export interface Login {
  readonly step: Step;
  /** Undefined where the file does not say. */
  readonly registry: string | undefined;
}

export function listLogins(workflow: Workflow, job: Job): readonly Login[] {
  return job.steps.flatMap(step => {
    const action = actionOf(step.uses);
    if (action === 'docker/login-action') return [{step, registry: registryOf(workflow, job, step)}];
    const other = /login|registry-auth|ecr|gcr|\bgoogle-github-actions\/auth\b/.test(action ?? '');
    const byHand = /\blogin\b|auth configure-docker|config\.json/.test(step.run ?? '');
    return other || byHand ? [{step, registry: undefined}] : [];
  });
}

function registryOf(workflow: Workflow, job: Job, step: Step): string | undefined {
  if (step.with.has('registry-auth')) return undefined;
  const value = step.with.get('registry');
  if (value === undefined) return DOCKER_HUB;
  const text = expand(workflow, job, step, value);
  return text.includes('${{') ? undefined : normalizeHost(text);
}

/** What `docker/login-action` is given for a registry. */
export function loginInputs(registry: string): Readonly<Record<string, string>> {
  if (isGitHubRegistry(registry)) {
    return {registry, username: '${{ github.actor }}', password: '${{ github.token }}'};
  }
  if (registry === DOCKER_HUB) {
    return {username: '${{ vars.DOCKERHUB_USERNAME }}', password: '${{ secrets.DOCKERHUB_TOKEN }}'};
  }
  return {registry, username: '${{ vars.REGISTRY_USERNAME }}', password: '${{ secrets.REGISTRY_PASSWORD }}'};
}
