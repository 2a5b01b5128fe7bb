/** The header `Retry-After`. https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3 */

/** RFC 9110's preferred form of a date; the two obsolete ones are not read. */
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Milliseconds to wait, 0 for a date in the past; undefined for anything but seconds or an HTTP date.
 *
 * `date` is the answer's own `Date`: the difference then does not depend on this machine's clock.
 */
export function parseRetryAfter(value: string | undefined, date: string | undefined): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d{1,10}$/.test(text)) return Number(text) * 1000;
  const until = parseDate(text);
  if (until === undefined) return undefined;
  return Math.max(0, until - (parseDate(date ?? '') ?? Date.now()));
}

function parseDate(text: string): number | undefined {
  const time = HTTP_DATE.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? undefined : time;
}
