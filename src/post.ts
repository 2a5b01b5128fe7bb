/** Entry of the bundle that runs after the job: removes what may be left, and looks again at what was attached. */
import {cleanUp} from './action/clean-up.ts';
import {restoreRemembered} from './action/referrer-watch.ts';

async function finish(process: NodeJS.Process): Promise<void> {
  try {
    await cleanUp(process.env);
  } finally {
    await restoreRemembered(process);
  }
}

void finish(process);
