/** OCI layouts and archives: codes 9. Data; plain text without Markdown. */
import {LAYOUT} from './catalogue-snippets.ts';
import type {Code} from './code.ts';
import type {Entry} from './diagnostic.ts';

export const LAYOUTS_ENTRIES: Readonly<Record<Extract<Code, `PROV-9${string}`>, Entry>> = {
  'PROV-901': {
    title: 'The OCI layout is not there',
    severity: 'error',
    expected: false,
    cause: 'layout-invalid',
    explanation:
      'The image was to be in an OCI layout, and at that path there is nothing, or something that is no ' +
      'layout: it has no oci-layout or no index.json.',
    remedy: {
      text:
        'Compare the path with dest= in outputs: both are seen from the workspace. Pass the file on ' +
        'between jobs as an artifact; a new job starts with an empty workspace.',
      yaml: LAYOUT
    },
    check: 'tar -tf image.tar lists oci-layout, index.json and blobs/.'
  },
  'PROV-902': {
    title: 'The image is in a layout, not in the engine',
    severity: 'error',
    expected: false,
    cause: 'configuration',
    explanation:
      'The build wrote the image into an OCI layout, and something asks the docker engine for it. The ' +
      'engine never had it.',
    remedy: {
      text:
        'Read the image from the layout, or push it and pull it by digest. load: true puts it into the ' +
        'engine, but keeps its provenance only with the containerd image store (PROV-1D).',
      yaml: ['- run: skopeo copy oci-archive:image.tar docker-daemon:IMAGE:TAG'].join('\n')
    },
    check: 'docker image inspect IMAGE:TAG prints the image.'
  },
  'PROV-903': {
    title: 'The OCI layout holds no image',
    severity: 'error',
    expected: false,
    cause: 'layout-invalid',
    explanation:
      'The layout can be read, and its index lists no image, or several of which none is known to be ' +
      'meant.',
    remedy: {
      text:
        'Write one image into a layout, with one name. A build for several platforms is one image, whose ' +
        "index stands inside the layout's.",
      yaml: LAYOUT
    },
    check: "The layout's index.json lists one descriptor for each tag, all with one digest."
  },
  'PROV-904': {
    title: 'The archive holds an entry that must not be there',
    severity: 'error',
    expected: false,
    cause: 'layout-invalid',
    explanation:
      'An archive or layout has an entry that no OCI layout needs and that would be dangerous to unpack: ' +
      'a path that leads out of it, a link, a device, a name that comes twice. Nothing of it was ' +
      'written.',
    remedy: {
      text:
        'Do not unpack it by other means. Build it again, and find out who made it: no tool that writes ' +
        'layouts makes such entries by itself.'
    },
    check: 'The new archive is read without this error.'
  },
  'PROV-905': {
    title: 'A blob is not what its digest says',
    severity: 'error',
    expected: false,
    cause: 'layout-invalid',
    explanation:
      'An object of the layout has another size or hashes to another digest than the one it is listed ' +
      'under: it was damaged or changed after it was written.',
    remedy: {
      text:
        'Build or copy it again, and do not use what is there. A full disk or a transfer that broke off is ' +
        "the usual cause; compare the file's checksum at both ends."
    },
    check: 'The new layout is read without this error.'
  },
  'PROV-906': {
    title: 'A file changed between the build and the signature',
    severity: 'error',
    expected: false,
    cause: 'layout-invalid',
    explanation:
      'The digest of a file was taken right after the build, and it is another one now. Whatever is ' +
      'there is not what was built, and nothing was signed.',
    remedy: {
      text:
        'Find what writes into that path while this step runs: a background process, another job on the ' +
        'same runner, a second build with the same dest. Then build again.'
    },
    check: 'A run in which nothing else writes there signs.'
  },
  'PROV-907': {
    title: 'The OCI layout cannot be added to',
    severity: 'error',
    expected: false,
    cause: 'configuration',
    explanation:
      'The image is in the layout as it was built, and the signed bundles were to be put beside it. The ' +
      'system did not let them be written: no permission, no space, a read-only folder, a name that is ' +
      'too long. What was in the layout before still is, whole.',
    remedy: {
      text:
        'Let the step write where oci-path leads: a tar is written anew beside itself, under a longer name, ' +
        'and takes as much space again until it is done. Bundles that were made are in files (output ' +
        'bundle-path): with push-to-registry: false the layout stays as it was built and they are all ' +
        'there is.',
      yaml: [
        '- uses: org/provenance-action@v1 # pin by commit',
        '  with:',
        '    oci-path: image.tar',
        '    push-to-registry: false # bundles in files alone',
        '    tags: ghcr.io/OWNER/IMAGE:TAG'
      ].join('\n')
    },
    check: 'oras discover --oci-layout image.tar@DIGEST lists the bundles.'
  }
};
