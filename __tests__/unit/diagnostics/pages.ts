/** The pages of the codes, parted at their headings. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {marked} from 'marked';
import type {Token, Tokens} from 'marked';
import {pageOf} from '../../../src/diagnostics/create.ts';
import type {Code} from '../../../src/diagnostics/code.ts';

export const root = join(import.meta.dirname, '../../..');
export const folder = 'src/diagnostics/docs';

export interface Page {
  readonly title: string;
  /** The cells of the table under the title, without backquotes. */
  readonly facts: readonly string[];
  /** Heading -> its text in one line, without links, emphasis and backquotes. */
  readonly sections: ReadonlyMap<string, string>;
  readonly yaml: readonly string[];
  readonly links: readonly string[];
}

/** Markdown without what only marks it up, in one line. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[`*]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

export function readMarkdown(path: string): Token[] {
  return marked.lexer(readFileSync(join(root, path), 'utf8'));
}

/** The targets of all links in it. */
export function listLinks(tokens: Token[]): string[] {
  const links: string[] = [];
  const collect = (token: Token): void => {
    if (token.type === 'link') links.push((token as Tokens.Link).href);
  };
  void marked.walkTokens(tokens, collect);
  return links;
}

export function readPage(code: Code): Page {
  const tokens = readMarkdown(pageOf(code));
  const [first] = tokens;
  const table = tokens.find((token): token is Tokens.Table => token.type === 'table');
  const sections = new Map<string, string>();
  let heading = '';
  for (const token of tokens.slice(1)) {
    if (token.type === 'heading') heading = (token as Tokens.Heading).text;
    sections.set(
      heading,
      plainText(`${sections.get(heading) ?? ''} ${token.type === 'heading' ? '' : token.raw}`)
    );
  }
  return {
    title: first?.type === 'heading' ? (first as Tokens.Heading).text : '',
    facts: (table?.rows[0] ?? []).map(({text}) => plainText(text)),
    sections,
    yaml: tokens
      .filter((token): token is Tokens.Code => token.type === 'code' && token.lang === 'yaml')
      .map(({text}) => text),
    links: listLinks(tokens)
  };
}
