/** Reads the machine's apt sources, in both of apt's forms, to know where its distribution's archive is. */
import {existsSync, globSync, readFileSync} from 'node:fs';

export interface AptSource {
  readonly types: readonly string[];
  readonly uris: readonly string[];
  readonly suites: readonly string[];
  readonly components: readonly string[];
  /** Paths of keyrings; empty where apt's own trusted keys apply. */
  readonly signedBy: readonly string[];
}

/** Where a distribution's packages come from, as the machine's owner set it up. */
export interface Archive {
  readonly uri: string;
  readonly signedBy: readonly string[];
}

const splitWords = (text: string | undefined): readonly string[] =>
  text?.split(/[\s,]+/).filter(Boolean) ?? [];
const onlyPaths = (words: readonly string[]): readonly string[] => words.filter(word => word.startsWith('/'));

function parseStanza(stanza: string): AptSource | undefined {
  const fields = new Map<string, string>();
  let last = '';
  for (const line of stanza.split('\n')) {
    if (line.startsWith('#')) continue;
    const colon = line.indexOf(':');
    if (/^\s/.test(line)) fields.set(last, `${fields.get(last) ?? ''}\n${line}`);
    else if (colon > 0) fields.set((last = line.slice(0, colon).toLowerCase()), line.slice(colon + 1));
  }
  if (!fields.has('uris') || /^\s*(no|false|off|0)\s*$/i.test(fields.get('enabled') ?? '')) return undefined;
  return {
    types: splitWords(fields.get('types')),
    uris: splitWords(fields.get('uris')),
    suites: splitWords(fields.get('suites')),
    components: splitWords(fields.get('components')),
    signedBy: onlyPaths(splitWords(fields.get('signed-by')))
  };
}

/** Sources of a `.sources` file: https://manpages.debian.org/bookworm/apt/sources.list.5 */
export function parseStanzas(text: string): readonly AptSource[] {
  const stanzas = text.replaceAll('\r', '').split(/\n\s*\n/);
  return stanzas.map(parseStanza).filter(source => source !== undefined);
}

/** Sources of a `.list` file: `deb [signed-by=/path] http://host/debian bookworm main`, one a line. */
export function parseLines(text: string): readonly AptSource[] {
  return text.split('\n').flatMap(line => {
    const match = /^\s*(deb(?:-src)?)\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s*([^#]*)/.exec(line);
    if (!match) return [];
    const [, type = '', options = '', uri = '', suite = '', components = ''] = match;
    const signedBy = /(?:^|\s)signed-by=(\S+)/i.exec(options)?.[1];
    return [
      {
        types: [type],
        uris: [uri],
        suites: [suite],
        components: splitWords(components),
        signedBy: onlyPaths(splitWords(signedBy))
      }
    ];
  });
}

const movingNames = ['stable', 'testing', 'unstable', 'sid'];

/**
 * The archive that the machine's own release comes from. Others may offer packages for the same release: a source
 * that apt trusts by the distribution's own keyring, or by none of its own, goes first.
 */
export function findArchive(
  sources: readonly AptSource[],
  codename: string,
  id: string
): Archive | undefined {
  const wanted = (source: AptSource): boolean =>
    source.types.includes('deb') &&
    source.components.includes('main') &&
    source.suites.some(suite => suite === codename || movingNames.includes(suite));
  const isForeign = (source: AptSource): boolean =>
    source.signedBy.length > 0 && !source.signedBy.some(path => path.includes(`${id}-archive`));

  const candidates = sources.filter(wanted);
  const source = candidates.find(candidate => !isForeign(candidate)) ?? candidates[0];
  const uri = source?.uris[0];
  return source === undefined || uri === undefined ? undefined : {uri, signedBy: source.signedBy};
}

/** Every source that this machine's apt is set up with, its main file first. */
export function readAptSources(): readonly AptSource[] {
  const files = ['/etc/apt/sources.list', ...globSync('/etc/apt/sources.list.d/*.{list,sources}').sort()];
  return files
    .filter(file => existsSync(file))
    .flatMap(file => {
      const text = readFileSync(file, 'utf8');
      return file.endsWith('.list') ? parseLines(text) : parseStanzas(text);
    });
}
