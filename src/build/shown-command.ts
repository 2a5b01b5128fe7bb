/** The command of buildx as it may be shown. Pure. */
import {redactUrls} from '../oci/plain-text.ts';
import {formatRow, parsePair, parseRow} from './csv.ts';

/** Names stay, values go: what is shown of it is shared by people. */
export function hideValues(command: readonly string[]): string[] {
  return command.map((argument, at) => {
    const flag = command[at - 1] ?? '';
    if (flag === '--build-arg') return argument.replace(/=.*$/s, '=…');
    if (flag === '--cache-from' || flag === '--cache-to') return hideCacheSecrets(argument);
    return redactUrls(argument).replace(/^(--build-arg=[^=]*=).*$/s, '$1…');
  });
}

const SECRET_OPTION = /key|token|secret|password/;

function hideCacheSecrets(cache: string): string {
  const fields = parseRow(cache);
  if (fields === undefined) return '…';
  const shown = fields.map(field => {
    const [key = ''] = parsePair(field) ?? [];
    return SECRET_OPTION.test(key) ? `${key}=…` : redactUrls(field);
  });
  return formatRow(shown);
}
