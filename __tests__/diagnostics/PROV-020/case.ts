import {writeBuild} from '../../support/logs.ts';
import type {CodeCase} from '../case.ts';

export default {
  cause: 'build-failure',
  log: {origin: 'captured', miss: {code: 'PROV-023', why: 'the program was never started'}},
  words: [
    {
      log: "Step 2/2 : RUN make\n ---> Running in 5f70bf18a086\nunauthorized: authentication required\nThe command '/bin/sh -c make' returned a non-zero code: 2"
    },
    {
      log: '    #5 [2/2] RUN make\n    #5 ERROR: process "/bin/sh -c make" did not complete successfully: exit code: 2\n    ERROR: failed to build: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2'
    },
    {
      log: '##[error]buildx failed with: ERROR: failed to build: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2'
    },
    {log: 'ERROR: executor failed running [/bin/sh -c make]: exit code: 2'}
  ],
  misses: [
    {
      code: 'PROV-000',
      why: 'there is no build, and the first line only begins as JSON does',
      log: '[INFO] Scanning for projects...\n[ERROR] Failed to execute goal: compilation failure'
    },
    {
      code: 'PROV-023',
      why: 'the program was never started',
      log: writeBuild(
        [{name: '[2/2] RUN --mount=type=secret,id=tok,required=true x', error: 'secret tok: not found'}],
        'secret tok: not found'
      )
    }
  ]
} satisfies CodeCase;
