/** What somebody writes into a log who knows that it will be looked at in a page. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { scannerLine } from './summaries.ts';

/** Each sets `pwned` where it runs. */
export const ATTACKS: readonly string[] = [
  '<script>window.pwned=1</script>',
  '<img src=x onerror="window.pwned=1">',
  '<svg onload="window.pwned=1"><circle r=1></svg>',
  '"><img src=x onerror=window.pwned=1>',
  "'><svg/onload=window.pwned=1>",
  '</script><script>window.pwned=1</script>',
  '<iframe src="javascript:parent.pwned=1"></iframe>',
  '<a href="javascript:window.pwned=1">x</a>',
  '<a href="command:workbench.action.terminal.new">x</a>',
  '<details open ontoggle=window.pwned=1>x</details>',
  '<input autofocus onfocus=window.pwned=1>',
  '<style>@import "http://127.0.0.1:9/steal.css"</style>',
  '<link rel=stylesheet href=http://127.0.0.1:9/steal.css>',
  '<img src=http://127.0.0.1:9/steal.png>',
  '<base href=http://127.0.0.1:9/>',
  '<meta http-equiv=refresh content=0;url=http://127.0.0.1:9/>',
  '<form action=http://127.0.0.1:9/><button>x</button></form>',
  '<object data=http://127.0.0.1:9/x></object>',
  '<math><mtext></mtext><mglyph><style><img src=x onerror=window.pwned=1></style></mglyph></math>',
  '{{constructor.constructor("window.pwned=1")()}}',
  '${window.pwned=1}',
  '__proto__[pwned]=1',
  '$(shield) [x](command:workbench.action.quit) ![x](http://127.0.0.1:9/x.png)',
  '\u202egnp.exe\u202c\u2066\u2067\u2069\u200b\ufeff',
  '\u001b[2J\u001b]0;x\u0007\u0000\r\n\u2028\u2029',
];

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** The attacks in every field that an nginx log of `combined` has, and what the sample's own log holds. */
export function attackLines(): string[] {
  const bytes = (text: string) =>
    Buffer.from(text, 'utf8')
      .toString('latin1')
      .replace(/[\r\n]/g, '');
  // nginx would write a quote as \x22; loggers without escapes write it as it is.
  const escaped = (text: string) => bytes(text).replaceAll('"', '\\x22');
  const encoded = (text: string) => encodeURIComponent(text);
  const lines = ATTACKS.flatMap((attack, at) => [
    scannerLine(`/search?q=${escaped(attack)}`, { status: 500, second: at }),
    scannerLine(`/path/${escaped(attack).replaceAll(' ', '%20')}`, { status: 200, second: at }),
    scannerLine(`/name?${encoded(attack)}=1`, { status: 403, second: at }),
    scannerLine(`/encoded?x=${encoded(attack)}&y=${encoded(encoded(attack))}`, {
      status: 200,
      method: 'POST',
      second: at,
    }),
    scannerLine('/referer', { referer: escaped(attack), second: at }),
    scannerLine('/spoofer', { ip: '8.8.8.8', agent: `Tencent Security Team ${escaped(attack)}`, second: at }),
    scannerLine(`/app`, {
      referer: `https://servicewechat.com/wx${escaped(attack)}/${at}/page-frame.html`,
      ip: '9.9.9.9',
      agent: 'x',
    }),
  ]);
  const sample = readFileSync(path.join(ROOT, 'samples/live-record/logs/access.log'), 'latin1')
    .split('\n')
    .filter(Boolean);
  return [...lines, ...sample];
}
