/** The codes about which a workflow file may say something. Data; loads nothing. */
import type {Code} from '../diagnostics/code.ts';

export const HINTED_CODES = [
  'PROV-1B',
  'PROV-1C',
  'PROV-1H',
  'PROV-2A',
  'PROV-2C',
  'PROV-3A',
  'PROV-3B',
  'PROV-4A',
  'PROV-7C'
] as const satisfies readonly Code[];

export type HintedCode = (typeof HINTED_CODES)[number];

/** Whether it is worth reading the workflow file for a code. */
export function isHinted(code: Code): code is HintedCode {
  return (HINTED_CODES as readonly Code[]).includes(code);
}
