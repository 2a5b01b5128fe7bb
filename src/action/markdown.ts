/** Text that is safe in a step summary. Knows Markdown and HTML; knows nothing of reports. */

/** Characters that change how a line is read without being seen: controls, bidi marks, zero-width characters. */
const INVISIBLE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+/g;

/**
 * Untrusted text as inert text: neither Markdown nor HTML can begin in it, and it stays on its line.
 * At most `limit` characters are kept.
 */
export function escapeText(text: string, limit = 300): string {
  const line = text
    .slice(0, limit * 4)
    .toWellFormed()
    .replace(INVISIBLE, ' ')
    .trim();
  const characters = [...line];
  const kept = characters.length > limit ? [...characters.slice(0, limit), '…'] : characters;
  return kept.map(escapeCharacter).join('');
}

function escapeCharacter(character: string): string {
  return /^[A-Za-z0-9 ,/…]$/.test(character) ? character : `&#${String(character.codePointAt(0))};`;
}

/** Untrusted text in a monospaced face. GitHub makes no mention or link of what stands there. */
export function formatCode(text: string, limit?: number): string {
  return `<code>${escapeText(text, limit)}</code>`;
}

/** A table of cells that are HTML already. HTML, because no cell can break out of it as a `|` or a newline could. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[], tag: 'td' | 'th') =>
    `<tr>${cells.map(cell => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  return ['<table>', row(head, 'th'), ...rows.map(cells => row(cells, 'td')), '</table>'].join('\n');
}

/** A folded block; `body` is HTML or Markdown already. */
export function formatDetails(title: string, body: string): string {
  return `<details><summary>${escapeText(title)}</summary>\n\n${body}\n\n</details>`;
}

/** Commands to be copied. They must hold no backtick: build them from parsed references only. */
export function formatCommands(commands: readonly string[]): string {
  return ['```console', ...commands.map(command => command.replaceAll(/[`\r\n]/g, '')), '```'].join('\n');
}
