/** What BuildKit quotes of the Dockerfile when the frontend is what failed. Knows no rule. */
import type {Log} from './log.ts';

/** Whether the line `# syntax=…` is quoted as the one that is wrong. */
export function quotesSyntax({dockerfile}: Pick<Log, 'dockerfile'>): boolean {
  return dockerfile.some(({text}) => /^ {0,8}\d{1,7} \| >>> # ?syntax ?=/i.test(text));
}
