import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createChecker } from '../../server/src/core/check.ts';
import { asMiniProgram, memoryFiles } from '../support/project.ts';

/** The file after each fix of its one finding, by the fix's title. */
function fixed(files: Record<string, string>, path: string): Record<string, string> {
  const checker = createChecker(memoryFiles(asMiniProgram(files)));
  const [finding, ...others] = checker.checkFile(path);
  assert.ok(finding);
  assert.deepEqual(others, []);
  const all: Record<string, string> = {};
  for (const { title, edits } of finding.fixes) {
    let text = files[path]!;
    for (const { place, text: put } of [...edits].sort((left, right) => right.place.start - left.place.start)) {
      assert.equal(place.file, path);
      text = text.slice(0, place.start) + put + text.slice(place.end);
    }
    all[title.text.replace('{0}', String(title.args[0]))] = text;
  }
  return all;
}

const page = (head: string) => `${head}\nPage({ onLoad() { wx.request({ url: base + '/list' }); } });\n`;

test('a configured production host takes the place of the bad one, with its protocol', () => {
  const files = {
    'preflight.config.json': '{ "productionHosts": ["api.qingguo-shop.cn", "*.qingguo-cdn.cn"] }',
    'pages/index/index.js': page("const base = 'http://localhost:8080/wx';"),
  };
  assert.deepEqual(fixed(files, 'pages/index/index.js'), {
    'Ask the production host api.qingguo-shop.cn instead': page("const base = 'https://api.qingguo-shop.cn/wx';"),
  });
});

test('nothing is offered where no production host is configured', () => {
  assert.deepEqual(
    fixed({ 'pages/index/index.js': page("const base = 'http://localhost:8080/wx';") }, 'pages/index/index.js'),
    {},
  );
});

test('the switch by envVersion: the development arm becomes what the release asks', () => {
  const table = (develop: string) =>
    page(
      `const base = { develop: ${develop}, trial: 'https://uat.qingguo-shop.cn', release: "https://api.qingguo-shop.cn" }[wx.getAccountInfoSync().miniProgram.envVersion];`,
    );
  assert.deepEqual(fixed({ 'pages/index/index.js': table("'https://test.qingguo-shop.cn'") }, 'pages/index/index.js'), {
    'Let the build under review ask api.qingguo-shop.cn, as the release does': table('"https://api.qingguo-shop.cn"'),
  });
  const choice = (develop: string) =>
    page(
      `const env = wx.getAccountInfoSync().miniProgram.envVersion;\nconst base = env === 'release' ? 'https://api.qingguo-shop.cn' : ${develop};`,
    );
  assert.deepEqual(
    fixed({ 'pages/index/index.js': choice("'https://test.qingguo-shop.cn'") }, 'pages/index/index.js'),
    {
      'Let the build under review ask api.qingguo-shop.cn, as the release does': choice(
        "'https://api.qingguo-shop.cn'",
      ),
    },
  );
});

test('no fix where the release host is put together', () => {
  const text = page(
    "const env = wx.getAccountInfoSync().miniProgram.envVersion;\nconst base = env === 'release' ? 'https://' + 'api.qingguo-shop.cn' : 'https://test.qingguo-shop.cn';",
  );
  const fixes = fixed({ 'pages/index/index.js': text }, 'pages/index/index.js');
  for (const result of Object.values(fixes)) assert.ok(!result.includes(": 'api.qingguo-shop.cn'"));
});
