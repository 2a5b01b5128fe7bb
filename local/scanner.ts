/** An SBOM generator as BuildKit starts one: an image of a shell script that lists what a text file names. */
import {copyFileSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {runCommand} from './command.ts';
import type {Engine} from './engine.ts';
import {findBusybox, prepareToolbox} from './packages.ts';

/** As the documents name it. */
export const SCANNER = 'Tool: shell-scanner-1.0';

/**
 * https://github.com/moby/buildkit/blob/v0.25.2/docs/attestations/sbom-protocol.md: one statement for the image, one for
 * each further stage. A source with a file `unscannable` fails the build; one without `packages` is passed over.
 */
const SCRIPT = `set -eu
scan() {
  if [ -e "$1/unscannable" ]; then echo "cannot scan $2" >&2; exit 7; fi
  [ -e "$1/packages" ] || return 0
  {
    printf '{"_type": "https://in-toto.io/Statement/v0.1", "predicateType": "https://spdx.dev/Document", "predicate": {'
    printf '"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": "%s", ' "$2"
    printf '"documentNamespace": "https://example.com/%s", ' "$2"
    printf '"creationInfo": {"creators": ["Organization: Example", "${SCANNER}"], "created": "2026-01-02T03:04:05Z"}, '
    printf '"packages": ['
    separator=
    while read -r name version licence; do
      printf '%s{"name": "%s", "SPDXID": "SPDXRef-%s", "versionInfo": "%s", ' "$separator" "$name" "$name" "$version"
      printf '"downloadLocation": "NOASSERTION", "licenseConcluded": "NOASSERTION", "licenseDeclared": "%s"}' "$licence"
      separator=,
    done < "$1/packages"
    printf ']}}'
  } > "$BUILDKIT_SCAN_DESTINATION/$2.spdx.json"
}
scan "$BUILDKIT_SCAN_SOURCE" "$(busybox basename "$BUILDKIT_SCAN_SOURCE")"
for extra in "\${BUILDKIT_SCAN_SOURCE_EXTRAS:-/none}"/*; do
  [ ! -d "$extra" ] || scan "$extra" "$(busybox basename "$extra")"
done
`;

const DOCKERFILE = `FROM scratch
COPY busybox /bin/busybox
COPY busybox /bin/sh
COPY scan.sh /scan.sh
ENTRYPOINT ["/bin/sh", "/scan.sh"]
`;

/**
 * Input `sbom` for an engine with a bridge, `generator=HOST/octo-org/scanner:1`; the generator is in that registry, where
 * the engine is logged in.
 */
export async function pushScanner(engine: Engine, host: string): Promise<string> {
  const toolbox = await prepareToolbox(() => undefined);
  const busybox = findBusybox(toolbox, process.arch === 'arm64' ? 'arm64' : 'amd64');
  if (busybox === undefined) throw new Error(`${toolbox.root} holds no busybox`);
  const folder = mkdtempSync(join(engine.folder, 'scanner-'));
  try {
    copyFileSync(busybox, join(folder, 'busybox'));
    writeFileSync(join(folder, 'scan.sh'), SCRIPT);
    writeFileSync(join(folder, 'Dockerfile'), DOCKERFILE);
    const tag = `${host}/octo-org/scanner:1`;
    const args = ['build', '--push', '--provenance=mode=max', '--tag', tag, folder];
    await runCommand([engine.buildx, ...args], {env: {...process.env, ...engine.env}});
    return `generator=${tag}`;
  } finally {
    rmSync(folder, {recursive: true});
  }
}
