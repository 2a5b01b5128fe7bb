/** Entry of the bundle. */
import {main} from './main.ts';

void main(process);
