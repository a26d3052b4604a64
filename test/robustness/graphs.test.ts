/** Module graphs of a shape nobody draws by hand: none of them may end the check, and what is given up is not claimed. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { processorTime } from '../support/processor-time.ts';
import { checkInMemory } from '../support/run-spec.ts';

const MODULES = 3000;
const HOST = 'http://localhost:8080';
const GOOD = `Page({ onLoad() { wx.request({ url: '${HOST}/good' }); } });\n`;

/** A project of one page that asks a test host by itself, and one that asks what it imports from the first module. */
function check(modules: (at: number) => string, page: string) {
  const files: Record<string, string> = {
    'project.config.json': '{ "appid": "wx0123456789abcdef" }',
    'app.json': '{ "pages": ["pages/good/good", "pages/p/p"] }',
    'pages/good/good.js': GOOD,
    'pages/p/p.js': page,
  };
  for (let at = 0; at < MODULES; at++) files[`m/m${at}.js`] = modules(at);
  const { result: report, took } = processorTime(() => checkInMemory(files));
  assert.ok(took < 10_000, `took ${took} ms`);
  for (const { file, why } of report.unread) assert.doesNotMatch(why, /itself failed/, `${file}: ${why}`);
  assert.ok(report.findings.some(({ file }) => file === 'pages/good/good.js'));
  for (const { file } of report.findings) assert.match(file, /^(pages\/good\/good|m\/m\d+)\.js$/);
  return report;
}

const far = `m/m${MODULES - 1}.js`;

const last = `export const BASE = '${HOST}/far';\n`;
const PAGE = "import { BASE } from '../../m/m0';\nwx.request({ url: BASE });\n";

test('a chain of 3,000 modules that hand on what they import is followed to its end', () => {
  const shapes: readonly ((at: number) => string)[] = [
    (at) => `import { BASE as b } from './m${at + 1}';\nexport const BASE = b;\n`,
    (at) => `export { BASE } from './m${at + 1}';\n`,
    (at) => `export * from './m${at + 1}';\n`,
    (at) => `const { BASE } = require('./m${at + 1}');\nmodule.exports = { BASE };\n`,
    (at) => `const next = require('./m${at + 1}');\nexports.BASE = next.BASE;\n`,
    (at) => `module.exports = require('./m${at + 1}');\n`,
    (at) => `const next = require('./m${at + 1}');\nmodule.exports = { get BASE() { return next.BASE; } };\n`,
  ];
  for (const shape of shapes) {
    const report = check((at) => (at === MODULES - 1 ? last : shape(at)), PAGE);
    assert.ok(
      report.findings.some(({ file }) => file === far),
      shape(0),
    );
  }
});

test('a chain of 3,000 modules that each make something of what they import is said to be too long', () => {
  const shapes: readonly (readonly [(at: number) => string, string])[] = [
    [(at) => `import { BASE as b } from './m${at + 1}';\nexport const BASE = b + '/x';\n`, last],
    [(at) => `module.exports = { ...require('./m${at + 1}'), x${at}: 1 };\n`, last],
    [
      (at) =>
        `import * as next from './m${at + 1}';\nexport function url() { return next.url(); }\nexport const BASE = url();\n`,
      `export function url() { return '${HOST}/far'; }\n`,
    ],
  ];
  for (const [shape, end] of shapes) {
    const report = check((at) => (at === MODULES - 1 ? end : shape(at)), PAGE);
    assert.deepEqual(
      report.unread.map(({ file, why }) => `${file}: ${why}`),
      ['pages/p/p.js: Line 2: the way to the host of this request is too long to be followed to its end.'],
    );
  }
});

test('a decoder behind a chain of 3,000 modules', () => {
  const shapes: readonly ((at: number) => string)[] = [
    (at) => `export { decode } from './m${at + 1}';\n`,
    (at) => `module.exports = require('./m${at + 1}');\n`,
    (at) => `import { decode as next } from './m${at + 1}';\nexport const decode = next;\n`,
  ];
  for (const shape of shapes) {
    const report = check(
      (at) => (at === MODULES - 1 ? 'exports.decode = (text) => decodeURIComponent(text);\n' : shape(at)),
      "import { decode } from '../../m/m0';\nPage({ onLoad(query) { decode(query.id); } });\n",
    );
    assert.ok(
      report.findings.some(({ rule, file }) => rule === 'unguarded-decode' && file === far),
      shape(0),
    );
  }
});

test('a chain short enough to follow is followed', () => {
  const report = check(
    (at) => (at === 30 ? `export const BASE = '${HOST}/far';\n` : `export { BASE } from './m${at + 1}';\n`),
    "import { BASE } from '../../m/m0';\nwx.request({ url: BASE });\n",
  );
  assert.ok(report.findings.some(({ file }) => file === 'm/m30.js'));
});

test('a ring of imports 3,000 modules long, with a test host in it', () => {
  const next = (at: number) => `./m${(at + 1) % MODULES}`;
  const shapes: readonly ((at: number) => string)[] = [
    (at) =>
      `import { a${(at + 1) % MODULES} } from '${next(at)}';\nexport const a${at} = () => a${(at + 1) % MODULES}();\n`,
    (at) => `export * from '${next(at)}';\nexport const a${at} = '${HOST}/${at}';\n`,
    (at) => `const next = require('${next(at)}');\nmodule.exports = { next, get a${at}() { return next.a0; } };\n`,
  ];
  for (const shape of shapes) {
    check(shape, `import { a0 } from '../../m/m0';\nwx.request({ url: typeof a0 === 'string' ? '' : a0() });\n`);
  }
});

test('request wrappers that call one another through 3,000 modules', () => {
  const report = check(
    (at) =>
      at === MODULES - 1
        ? 'export const ask = (url) => wx.request({ url });\n'
        : `import { ask as next } from './m${at + 1}';\nexport const ask = (url) => next(url + '/');\n`,
    `import { ask } from '../../m/m0';\nask('https://api.qingguo-shop.cn');\n`,
  );
  assert.ok(report.unread.some(({ why }) => /too long to be followed/.test(why)));
});

test('a hub that everybody imports and that imports everybody', () => {
  const report = check(
    (at) =>
      at === 0
        ? Array.from({ length: MODULES - 1 }, (_, other) => `import './m${other + 1}';\n`).join('') +
          `export const BASE = '${HOST}/hub';\n`
        : `import { BASE } from './m0';\nexport const load${at} = () => wx.request({ url: BASE + '/${at}' });\n`,
    "import { load7 } from '../../m/m7';\nload7();\n",
  );
  assert.ok(report.findings.some(({ file }) => file === 'm/m0.js'));
  assert.ok(!report.findings.some(({ file }) => file === far));
});
