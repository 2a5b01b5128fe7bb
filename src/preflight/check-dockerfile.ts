/** Whether the Dockerfile is there. */
import {defineCheck, fail, leaveUnknown, pass, skip} from './verdict.ts';

export const checkDockerfile = defineCheck('dockerfile', 'The Dockerfile is there', ({sources, options}) => {
  const {dockerfile, context} = sources;
  if (dockerfile === undefined) return skip('It is not on this machine, or nothing is built.');
  // A context that is not there has no Dockerfile either, and that is told of it.
  if (context?.state === 'absent' && options.file === undefined) return skip('The context is not there.');
  const {path, state} = dockerfile;
  switch (state) {
    case 'file':
      return pass(`${path} is there.`);
    case 'unknown':
      return leaveUnknown('The disk did not answer in time.');
    case 'absent':
    case 'folder':
    case 'unreadable': {
      const what = {absent: 'is not there', folder: 'is a folder', unreadable: 'cannot be read'}[state];
      const details = [
        'The input file is relative to the workspace, and by default Dockerfile in the context.'
      ];
      return fail({code: 'PROV-021', evidence: `${path} ${what}.`, details});
    }
  }
});
