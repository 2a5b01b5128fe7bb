/** What `--oci` ends with: one tar of all that it takes to verify the image anywhere, and cosign's word on it. */
import {cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, dirname, join} from 'node:path';
import {runCommand} from './command.ts';
import {findCopy, imageTar, results, say, sayTitle, showPath} from './demo-results.ts';
import {findCosign, isAccepted, listPrintedCommands} from './demo-verify.ts';
import {findOffline} from './offline.ts';
import type {ActionRun} from './runner.ts';

const NAME = 'release';

/** Packs it, unpacks it elsewhere, and asks there, without a network; true where nothing was signed, too. */
export async function packRelease({outputs, summary}: ActionRun): Promise<boolean> {
  sayTitle('Without a network');
  const root = findCopy(outputs['trusted-root-path'] ?? '');
  const [command] = listPrintedCommands(summary);
  if (root === undefined || command === undefined) {
    console.log('Nothing was signed, so there is nothing to verify.');
    return outputs['signed'] !== 'true';
  }
  const release = await pack(dirname(root));
  console.log(`The release:    ${showPath(release)}`);
  // As the summary prints it, but for the runner's folder, whose files lie side by side in the release.
  const relative = command.replaceAll(`${dirname(outputs['trusted-root-path'] ?? '')}/`, '');
  return verify(release, relative);
}

/** The image beside what the step left in its folder. */
async function pack(files: string): Promise<string> {
  const folder = join(results, NAME);
  mkdirSync(folder);
  renameSync(imageTar, join(folder, basename(imageTar)));
  for (const name of ['bundles', 'provenance', 'sbom', 'trusted_root.json'])
    if (existsSync(join(files, name))) cpSync(join(files, name), join(folder, name), {recursive: true});
  const release = `${folder}.tar`;
  await runCommand(['tar', '-cf', release, '-C', results, NAME]);
  rmSync(folder, {recursive: true});
  return release;
}

async function verify(release: string, command: string): Promise<boolean> {
  const elsewhere = mkdtempSync(join(tmpdir(), 'offline-'));
  try {
    await runCommand(['tar', '-xf', release, '-C', elsewhere]);
    const {wrap, env: offline, how} = await findOffline();
    say(`unpacked elsewhere; cosign runs ${how}`);
    const options = {
      env: {PATH: await findCosign(), HOME: elsewhere, ...offline},
      cwd: join(elsewhere, NAME)
    };
    return await isAccepted(command, options, wrap);
  } finally {
    rmSync(elsewhere, {recursive: true});
  }
}
