/** The look of the report's page, in light and dark, on screen and on paper. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1f2328; --quiet: #59636e; --paper: #fff; --fill: #f3f5f7; --line: #d1d9e0; --red: #b42318; --amber: #8a5a00; --green: #116329; --blue: #0969da; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --quiet: #a4abb3; --paper: #16191d; --fill: #22272e; --line: #3a414a; --red: #ff8078; --amber: #e5b53b; --green: #5fd07f; --blue: #6cb0ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.55 system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; overflow-wrap: anywhere; }
main { max-width: 980px; margin: 0 auto; padding: 32px 20px 64px; }
h1 { font-size: 1.6em; margin: 0; } h2 { margin: 36px 0 10px; font-size: 1.25em; } h3 { margin: 22px 0 8px; font-size: 1em; }
p { margin: 6px 0; } ul, ol { margin: 0; padding: 0; list-style: none; } ol { margin-top: 4px; padding-inline-start: 14px; border-inline-start: 2px solid var(--line); }
code { font: 0.92em ui-monospace, Consolas, monospace; } small, .quiet { color: var(--quiet); font-size: 0.92em; }
.cards { display: flex; flex-wrap: wrap; gap: 8px; margin: 10px 0; } .card { background: var(--fill); border-radius: 8px; padding: 8px 14px; }
.sign { display: inline-block; width: 1.4em; font-weight: 700; flex: none; } .error .sign, .card.error strong, .status.s5 { color: var(--red); font-weight: 600; }
.warning .sign, .card.warning strong, p.warning, .stale { color: var(--amber); } .pass .sign { color: var(--green); } .info .sign { color: var(--blue); }
.lines { display: grid; gap: 8px; } .lines > li { display: flex; } .lines ol { list-style: none; } .lines ol li { display: flex; } h3 small { font-weight: 400; } a { color: var(--blue); text-decoration: none; } a:hover { text-decoration: underline; } .sign.error { color: var(--red); } .sign.warning { color: var(--amber); } .sign.pass { color: var(--green); } .sign.info, .sign.question { color: var(--blue); }
.headline { font-size: 1.15em; font-weight: 600; display: flex; } .findings { display: grid; gap: 10px; } .findings > li { display: flex; }
table { border-collapse: collapse; width: 100%; font-size: 0.94em; } th, td { text-align: start; vertical-align: top; padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); font-weight: 400; } thead th { color: var(--quiet); }
.status { white-space: nowrap; } .number { text-align: end; font-variant-numeric: tabular-nums; }
.visits { display: grid; gap: 16px; grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); } svg { display: block; width: 100%; height: 30px; margin: 4px 0; } .bar { fill: var(--blue); } .failed { fill: var(--red); }
@media print { main { max-width: none; padding: 0; } tr, li { break-inside: avoid; } }
/* In the editor the page takes the colours and the size of the theme. */
body.vscode-light, body.vscode-dark, body.vscode-high-contrast, body.vscode-high-contrast-light { --ink: var(--vscode-foreground); --quiet: var(--vscode-descriptionForeground); --paper: var(--vscode-editor-background); --fill: color-mix(in srgb, var(--vscode-foreground) 8%, transparent); --line: color-mix(in srgb, var(--vscode-foreground) 20%, transparent); --red: var(--vscode-errorForeground); --amber: var(--vscode-editorWarning-foreground); --green: var(--vscode-testing-iconPassed); --blue: var(--vscode-textLink-foreground); padding: 0; font-size: calc(var(--vscode-font-size) * 1.08); }
body.vscode-high-contrast .card, body.vscode-high-contrast-light .card { border: 1px solid var(--vscode-contrastBorder); }
`;
