/** Entry of the bundle that runs after the job: removes what a killed step may have left. */
import {cleanUp} from './action/clean-up.ts';

void cleanUp(process.env);
