/** What is bundled behaves as what is tested: it takes other builds of some packages. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';
import { bundles } from '../../scripts/build/bundles.mjs';
import { parseMarkup } from '../../server/src/core/frontends/markup.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PAGES = [
  '<image src="https://a.example.cn/x.png?a=1&amp;b=2" /><text>{{a<b}} &lt; &nbsp;&#65;</text>',
  '<view wx:if="{{ready}}"><web-view src="{{base}}/help" /></view>',
  '<view><text>half typed',
];

test('templates parse in the bundle as they do from the sources', async () => {
  const { plugins, define, mainFields } = bundles()[0]!;
  const result = await build({
    stdin: { contents: "export { parseMarkup } from './server/src/core/frontends/markup.ts'", resolveDir: ROOT },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    write: false,
    ...{ plugins, define, mainFields },
  });
  const exported: { parseMarkup?: typeof parseMarkup } = {};
  new Function('module', 'require', result.outputFiles[0]!.text)({
    set exports(value: object) {
      Object.assign(exported, value);
    },
    get exports() {
      return exported;
    },
  });
  for (const page of PAGES) {
    assert.deepEqual(exported.parseMarkup!(page), parseMarkup(page), page);
  }
});
