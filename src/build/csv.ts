/** One line of comma-separated values, as buildx's options are written. Knows no option by name. */

/** The fields of the line, or undefined where buildx would refuse its quotes. A line break inside is refused too. */
export function parseRow(line: string): readonly string[] | undefined {
  const field = /"((?:[^"\r\n]|"")*)"(?=,|$)|([^",\r\n]*)(?=,|$)/y;
  const fields: string[] = [];
  for (;;) {
    const match = field.exec(line);
    if (match === null) return undefined;
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (field.lastIndex === line.length) return fields;
    field.lastIndex += 1;
  }
}

/** The line that {@link parseRow} reads as these fields; quoted only where a field needs it. */
export function formatRow(fields: readonly string[]): string {
  return fields.map(field => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',');
}

/** A field's key in lower case, without blanks around it, and its value; undefined without a `=`. */
export function parsePair(field: string): readonly [key: string, value: string] | undefined {
  const at = field.indexOf('=');
  return at === -1 ? undefined : [field.slice(0, at).trim().toLowerCase(), field.slice(at + 1)];
}
