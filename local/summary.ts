/** Shows a step summary as a page that a browser can open, much as GitHub would. */
import {marked} from 'marked';

const style = `
:root { color-scheme: light dark; --line: #d1d9e0; --faint: #f6f8fa; --link: #0969da; --text: #1f2328; --page: #fff }
@media (prefers-color-scheme: dark) {
  :root { --line: #3d444d; --faint: #151b23; --link: #4493f8; --text: #f0f6fc; --page: #0d1117 }
}
body { margin: 2rem auto; max-width: 62rem; padding: 0 1rem; background: var(--page); color: var(--text);
  font: 16px/1.5 system-ui, sans-serif; overflow-wrap: break-word }
h1, h2 { border-bottom: 1px solid var(--line); padding-bottom: .3em; line-height: 1.25 }
table { border-collapse: collapse; display: block; max-width: 100%; overflow: auto; margin: 0 0 1rem }
th, td { border: 1px solid var(--line); padding: .4rem .8rem }
tr:nth-child(2n) { background: var(--faint) }
code { background: var(--faint); border-radius: 6px; font-size: 85%; padding: .2em .4em }
pre { background: var(--faint); border-radius: 6px; overflow: auto; padding: 1rem }
pre code { padding: 0 }
blockquote { border-left: .25em solid var(--line); margin: 0 0 1rem; padding: 0 1em }
details { margin: 0 0 1rem }
summary { cursor: pointer }
a { color: var(--link) }
`;

/** Nothing in a summary can run or fetch: what GitHub takes out, a browser is told to refuse. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'";

/** An HTML page of the summary's markdown. */
export function renderSummary(markdown: string): string {
  const body = marked.parse(markdown, {async: false, gfm: true});
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>Step summary</title>
<style>${style}</style>
</head>
<body>
${body}</body>
</html>
`;
}
