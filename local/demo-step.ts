/** The step of the demo: what is built, for which event, by whom it is signed. */
import {copyFileSync} from 'node:fs';
import {join} from 'node:path';
import {startCache} from './cache/cache.ts';
import {lasting} from './demo-base.ts';
import type {DemoOptions} from './demo-options.ts';
import {imageTar, keepFiles, say, sayTitle, trustedRoot} from './demo-results.ts';
import {prepareSource} from './demo-source.ts';
import type {Source} from './demo-source.ts';
import type {Engine} from './engine.ts';
import {createEvent} from './event.ts';
import type {RunEvent} from './event.ts';
import {createLogView} from './log-view.ts';
import type {Registry} from './registry.ts';
import {holdSignals} from './run-folder.ts';
import {runAction} from './runner.ts';
import type {ActionRun} from './runner.ts';
import {pushScanner} from './scanner.ts';
import {startSigstore} from './sigstore/sigstore.ts';

/** The first Ctrl-C cancels the step, as the button on GitHub does; what was started is stopped after it. */
function cancelOnSignal(): {signal: AbortSignal; release: () => void} {
  const controller = new AbortController();
  const release = holdSignals(name => {
    console.log(`\n${name}: cancelling`);
    controller.abort();
  });
  return {signal: controller.signal, release};
}

/** Shows the log as it comes. */
async function runShown(
  destination: Readonly<Record<string, string>>,
  source: Source,
  event: RunEvent,
  env: Readonly<Record<string, string>>
): Promise<ActionRun> {
  const view = createLogView(line => console.log(line));
  const {signal, release} = cancelOnSignal();
  const run = await runAction({
    inputs: {
      ...destination,
      platforms: 'linux/amd64,linux/arm64',
      'trusted-root': trustedRoot,
      ...source.inputs
    },
    event,
    env,
    ...(source.workspace === undefined ? {} : {workspace: source.workspace}),
    signal,
    onLine: line => view.show(line),
    afterPost: keepFiles
  });
  view.end();
  release();
  return run;
}

/** Runs the step once, with a Sigstore of its own, which is gone afterwards. */
export async function runStep(options: DemoOptions, engine: Engine, registry: Registry): Promise<ActionRun> {
  const source = await prepareSource(options.context, engine, registry, say);
  const {repository, sha} = source;
  const event = createEvent(options.event, {repository, ...(sha === undefined ? {} : {sha})});
  // A build may need base images from hosts that nobody plays.
  const sigstore = await startSigstore({env: event.env, open: true});
  const cache = await startCache({file: join(lasting, 'cache.json')});
  try {
    copyFileSync(sigstore.trustedRoot, trustedRoot);
    say(`Sigstore and GitHub's API behind ${sigstore.env['HTTPS_PROXY'] ?? ''}`);
    const image = `${options.oci ? 'registry.example' : registry.host}/${repository}:1.0`;
    const way = options.oci
      ? {
          'oci-path': imageTar,
          sbom: await pushScanner(engine, registry.host),
          // Nothing that is pushed names it.
          'insecure-registries': registry.host
        }
      : {push: 'true'};
    sayTitle(`Run org/provenance-action@v1 (${options.event}, ${image})`);
    return await runShown({...way, tags: image}, source, event, {
      ...engine.env,
      ...sigstore.env,
      ...cache.env
    });
  } finally {
    await Promise.all([sigstore.stop(), cache.stop()]);
  }
}
