/** How the parts of a step summary put digests, marks and long errors. Pure; knows no report. */
import {escapeText} from './markdown.ts';

/** Of a cell that has nothing to say. */
export const NONE = '–';

/** No table has more rows: a hostile index can list thousands of platforms. */
export const ROW_LIMIT = 200;

/** Digests and commits by their first twelve digits: whole ones are in the report, and nobody reads them twice. */
export function shortenHex(text: string): string {
  return text.replaceAll(/\b([0-9a-f]{12})(?:[0-9a-f]{28}|[0-9a-f]{52}|[0-9a-f]{116})(?![0-9a-f])/g, '$1…');
}

/** Untrusted lines as they are, and none so long that a page would hide its end behind a scroll bar. */
export function formatLines(text: string): string {
  const lines = text.split('\n').slice(0, 60).flatMap(wrapLine);
  return `<pre>${lines.map(line => escapeText(line, 500)).join('\n')}</pre>`;
}

/** The cause stands at the end of long lines, buildx's as well as others. */
function wrapLine(line: string): string[] {
  return line.slice(0, 4000).match(/\S.{0,98}(?:\s|$)|\S{1,100}/gu) ?? [];
}

/** An untrusted address as a link, where it is one that a browser may follow; its text alone otherwise. */
export function formatLink(text: string, address: string | undefined): string {
  const url = address === undefined ? undefined : parseHttps(address);
  return url === undefined ? text : `<a href="${escapeText(url, 2000)}">${text}</a>`;
}

/** The address in its normal form; undefined for any but https without user and password. */
export function parseHttps(address: string): string | undefined {
  const url = address.length > 2000 ? null : URL.parse(address);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return undefined;
  return url.href;
}
