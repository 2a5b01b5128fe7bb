/** Every code in plain words: what it means, how to mend it, how to see that it worked. Data; knows no rule. */
import {ABSENCE_ENTRIES} from './catalogue-absence.ts';
import {ACCESS_ENTRIES} from './catalogue-access.ts';
import {ASSERTION_ENTRIES} from './catalogue-assertions.ts';
import {BUILD_ENTRIES} from './catalogue-build.ts';
import {BUNDLES_ENTRIES} from './catalogue-bundles.ts';
import {CACHES_ENTRIES} from './catalogue-cache.ts';
import {CONFIGURATION_ENTRIES} from './catalogue-configuration.ts';
import {LAYOUTS_ENTRIES} from './catalogue-layouts.ts';
import {PLATFORMS_ENTRIES} from './catalogue-platforms.ts';
import {PROVENANCE_ENTRIES} from './catalogue-provenance.ts';
import {REGISTRY_ENTRIES} from './catalogue-registry.ts';
import {SIGNING_ENTRIES} from './catalogue-signing.ts';
import {VERSIONS_ENTRIES} from './catalogue-versions.ts';
import {VISIBILITY_ENTRIES} from './catalogue-visibility.ts';
import type {Code} from './code.ts';
import type {Entry} from './diagnostic.ts';

/** The whole catalogue. Texts are plain, in one line; `yaml` is a piece of a workflow. */
export const CATALOGUE: Readonly<Record<Code, Entry>> = {
  ...ABSENCE_ENTRIES,
  ...PROVENANCE_ENTRIES,
  ...ASSERTION_ENTRIES,
  ...SIGNING_ENTRIES,
  ...ACCESS_ENTRIES,
  ...REGISTRY_ENTRIES,
  ...PLATFORMS_ENTRIES,
  ...CACHES_ENTRIES,
  ...VISIBILITY_ENTRIES,
  ...VERSIONS_ENTRIES,
  ...CONFIGURATION_ENTRIES,
  ...BUILD_ENTRIES,
  ...BUNDLES_ENTRIES,
  ...LAYOUTS_ENTRIES,

  'PROV-000': {
    title: 'Nothing recognises this failure',
    severity: 'error',
    expected: false,
    cause: 'unknown',
    explanation:
      'Something failed, and neither its structure nor its words are known. Nothing is guessed; what is ' +
      'known is kept, so that somebody else can find out.',
    remedy: {
      text:
        'Read the last lines in the evidence first. Run the job once more with debug logging (Re-run jobs, ' +
        'Enable debug logging). Then open an issue with the escalation block of the summary, which has the ' +
        'seven items of the guide without secrets, and the file of output report-path.',
      yaml: [
        '- if: always()',
        '  uses: actions/upload-artifact@v7 # pin by commit',
        '  with:',
        '    name: provenance-report',
        '    path: ${{ steps.image.outputs.report-path }}'
      ].join('\n')
    },
    check: 'The cause has a name, here or in the issue.',
    guide: 'Escalation Checklist'
  }
};
