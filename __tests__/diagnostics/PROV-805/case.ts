import {DIGEST, imageWith} from '../../support/reports.ts';
import type {CodeCase, DependenciesGiven} from '../case.ts';

const bad = imageWith({found: {outcome: 'invalid', reason: 'it is not about the image'}});
const record: DependenciesGiven = {
  missing: 1,
  trunks: [{root: DIGEST, platform: 'linux/amd64', images: [bad], more: 0}]
};

export default {
  cause: 'attestation-invalid',
  records: [
    {
      by: 'dependency rule',
      given: [record, {...record, onMissing: 'error'}, {...record, onMissing: 'ignore'}],
      miss: {
        given: {
          missing: 1,
          trunks: [
            {
              root: DIGEST,
              platform: 'linux/amd64',
              images: [imageWith({found: {outcome: 'nothing'}})],
              more: 0
            }
          ]
        },
        code: 'PROV-802',
        why: 'the image has none at all'
      }
    }
  ]
} satisfies CodeCase;
