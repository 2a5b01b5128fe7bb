/** A `DOCKER_CONFIG` of a test's own, and programs that stand where buildx and credential helpers are looked for. */
import {mkdirSync, mkdtempSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Engine} from '../../local/engine.ts';

export interface DockerConfigOptions {
  /** Of `config.json`. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** A shell script in buildx's place; `"$BUILDX"` in it is the real one. */
  readonly buildx?: string;
}

/** A folder that goes with the engine. */
export function createDockerConfig(engine: Engine, {config = {}, buildx}: DockerConfigOptions = {}): string {
  const folder = mkdtempSync(join(engine.folder, 'config-'));
  mkdirSync(join(folder, 'cli-plugins'));
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config), {mode: 0o600});
  const plugin = join(folder, 'cli-plugins', 'docker-buildx');
  if (buildx === undefined) symlinkSync(engine.buildx, plugin);
  else writeScript(plugin, `BUILDX='${engine.buildx}'\n${buildx}`);
  return folder;
}

export function writeScript(path: string, body: string): void {
  writeFileSync(path, `#!/bin/sh\n${body}\n`, {mode: 0o755});
}
