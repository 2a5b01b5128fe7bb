/** Whether the inputs and the environment agree on the provenance that is wanted. */
import {parsePair, parseRow} from '../build/csv.ts';
import {pushes} from '../build/exports.ts';
import type {BuildOptions} from '../build/options.ts';
import {defineCheck, note, pass, skip, warn} from './verdict.ts';
import {list} from './wanted.ts';

const NO_DEFAULT = 'BUILDX_NO_DEFAULT_ATTESTATIONS';

export const checkProvenance = defineCheck(
  'provenance',
  'Provenance is asked for',
  ({plan, options, environment}) => {
    if (plan?.context === undefined) return skip('Nothing is built.');
    const {source, value} = plan.provenance;
    if (source === NO_DEFAULT) {
      const evidence = `${NO_DEFAULT} is set, and neither provenance nor attests asks for it.`;
      return warn({code: 'PROV-1C', evidence, details: ['Set provenance: mode=max, or unset the variable.']});
    }
    const contradictions = listContradictions(options);
    if (contradictions.length > 0) {
      return warn({code: 'PROV-011', evidence: `${contradictions.join('. ')}.`});
    }
    if (value === 'none')
      return source.startsWith('buildx')
        ? note('This buildx knows none.')
        : pass(`None: ${source} decided so.`);
    const overruled = environment.noDefaultAttestations ? ` ${NO_DEFAULT} is set, and overruled by it.` : '';
    return pass(`mode=${value} (${source}).${overruled}`);
  }
);

/** What is odd and no mistake: one of the two wins in silence. */
function listContradictions({provenance, sbom, attests, push, outputs}: BuildOptions): readonly string[] {
  const types = attests.map(readType);
  const doubled = [
    ...(provenance !== undefined && types.includes('provenance') ? ['provenance'] : []),
    ...(sbom !== undefined && types.includes('sbom') ? ['sbom'] : [])
  ];
  const pushing = push === false && pushes({push: false, load: false, outputs, cacheTo: [], removed: []});
  return [
    ...(doubled.length === 0 ? [] : [`attests repeats ${list(doubled)}: the input of that name wins`]),
    ...(pushing ? ['push is false, and an output pushes all the same'] : [])
  ];
}

function readType(attest: string): string | undefined {
  return parseRow(attest)
    ?.map(parsePair)
    .findLast(pair => pair?.[0] === 'type')?.[1]
    .trim();
}
