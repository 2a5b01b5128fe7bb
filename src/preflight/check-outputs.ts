/** Whether the outputs can carry the provenance that is asked for. */
import {listExports, loads} from '../build/exports.ts';
import {parseGoBoolean} from '../build/go-boolean.ts';
import type {Output} from '../build/options.ts';
import {defineCheck, fail, note, pass, skip} from './verdict.ts';

export const checkOutputs = defineCheck('outputs', 'The outputs carry attestations', ({plan, options}) => {
  if (plan?.context === undefined) return skip('Nothing is built.');
  const {provenance, destination} = plan;
  // What had to be given up is told by the plan.
  if (provenance.source === 'destination') return note(`${provenance.trace.at(-1) ?? 'They do not'}.`);
  if (provenance.value === 'none') return skip('There is no provenance to carry.');
  const refusing = options.outputs.find(hasDockerTypes);
  if (refusing !== undefined) {
    const evidence = `outputs: type=${refusing.type} with oci-mediatypes=false, with which BuildKit exports no attestations.`;
    return fail({code: 'PROV-1D', evidence, details: ['Leave out oci-mediatypes=false.']});
  }
  if (destination.kind === 'none' && loads(listExports(options))) {
    return pass('The image store that load goes to keeps the provenance. It is not read back from there.');
  }
  return destination.kind === 'none' ? skip(`${destination.reason}.`) : pass(describe(destination.kind));
});

/** BuildKit finds out after the last step of the build. */
function hasDockerTypes({type, fields}: Output): boolean {
  return (
    ['image', 'registry', 'oci'].includes(type) &&
    parseGoBoolean(fields.get('oci-mediatypes') ?? '') === false
  );
}

function describe(kind: 'registry' | 'layout'): string {
  return kind === 'registry'
    ? 'The image is pushed with its provenance.'
    : 'The provenance is in an OCI image layout.';
}
