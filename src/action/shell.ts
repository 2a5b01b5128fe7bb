/** Commands as people paste them into a shell. Starts none. */

const SAFE = /^[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+=:,./-]*$/;
const LINE_WIDTH = 100;

/**
 * The text as one word of a shell, whatever it holds. What a page could hide or take for markup (controls, backticks,
 * everything beyond ASCII) is written by its bytes, as bash and zsh read them.
 */
export function quoteShell(text: string): string {
  if (SAFE.test(text)) return text;
  if (/^[ -_a-~]*$/.test(text)) return `'${text.replaceAll("'", "'\\''")}'`;
  const bytes = [...Buffer.from(text.toWellFormed())];
  return `$'${bytes.map(quoteByte).join('')}'`;
}

function quoteByte(byte: number): string {
  const character = String.fromCharCode(byte);
  return /^[ -&(-[\]-_a-~]$/.test(character) ? character : `\\x${byte.toString(16).padStart(2, '0')}`;
}

/** The command in lines that end in `\` but for the last, each short enough to be read without scrolling if it can be. */
export function formatCommand(argv: readonly string[]): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of joinOptions(argv)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || longer.length <= LINE_WIDTH) line = longer;
    else {
      lines.push(`${line} \\`);
      line = `  ${word}`;
    }
  }
  return [...lines, line];
}

/** An option and its value stay on one line. */
function joinOptions(argv: readonly string[]): string[] {
  const words: string[] = [];
  argv.forEach((word, at) => {
    const quoted = quoteShell(word);
    const last = words.length - 1;
    const takesValue = argv[at - 1]?.startsWith('--') === true && !word.startsWith('--');
    if (takesValue && words[last] !== undefined) words[last] = `${words[last]} ${quoted}`;
    else words.push(quoted);
  });
  return words;
}

/** Whether it is `owner/name` as GitHub writes it. */
export function isRepository(text: string): boolean {
  return /^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(text);
}
