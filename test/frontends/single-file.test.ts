import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { splitSingleFile } from '../../server/src/core/frontends/single-file.ts';
import { processorTime } from '../support/processor-time.ts';

const show = (text: string): string[] =>
  splitSingleFile(text).blocks.map((block) => {
    assert.equal(text.slice(block.start, block.end), block.text);
    return `${block.tag} ${block.kind} ${block.language} ${JSON.stringify(block.text.trim())}`;
  });

test('a Vue component with two scripts', () => {
  assert.deepEqual(
    show(`<template>
  <view><template v-if="a<b">{{ x < y ? 1 : 2 }}</template><image :src="u"></view>
</template>
<script lang="ts">export const a = '</template>'</script>
<script setup lang="ts">
const b = 1 < 2
</script>
<style lang="scss" scoped>.a > .b { color: red }</style>
<i18n>{}</i18n>`),
    [
      'template template html "<view><template v-if=\\"a<b\\">{{ x < y ? 1 : 2 }}</template><image :src=\\"u\\"></view>"',
      'script script ts "export const a = \'</template>\'"',
      'script script ts "const b = 1 < 2"',
      'style style scss ".a > .b { color: red }"',
      'i18n other  "{}"',
    ],
  );
});

test('mpx and WePY say their configuration and view scripts in their own ways', () => {
  assert.deepEqual(
    show(`<template><wxs module="m">var a = 1 < 2 && "<view"</wxs><image src="a"></template>
<script>createPage({})</script>
<script type="application/json">{"a":1}</script>
<script name="json">module.exports = {}</script>
<config>{"b":2}</config>
<script module="v" lang="wxs">module.exports = 1</script>
<script module="r" lang="renderjs">export default {}</script>`),
    [
      'template template html "<wxs module=\\"m\\">var a = 1 < 2 && \\"<view\\"</wxs><image src=\\"a\\">"',
      'script script js "createPage({})"',
      'script json json "{\\"a\\":1}"',
      'script json json "module.exports = {}"',
      'config json json "{\\"b\\":2}"',
      'script view-script wxs "module.exports = 1"',
      'script view-script renderjs "export default {}"',
    ],
  );
});

test('a block that lies in another file tells which', () => {
  const text = '<template src="./a.html" /><script src="./a.js"></script>';
  const { blocks } = splitSingleFile(text);
  assert.deepEqual(
    blocks.map((block) => [block.tag, block.source?.path, text.slice(block.source!.start, block.source!.end)]),
    [
      ['template', './a.html', './a.html'],
      ['script', './a.js', './a.js'],
    ],
  );
});

test('line ends, comments and a byte order mark change nothing', () => {
  assert.deepEqual(show('\ufeff<!-- <script>no</script> -->\r\n<script>\r\nlet a\r\n</script>\r\n'), [
    'script script js "let a"',
  ]);
});

test('a block that is never closed is read to the end and told', () => {
  const { blocks, problems } = splitSingleFile('<template><view/></template><script>\nlet a = 1');
  assert.deepEqual(
    blocks.map((block) => [block.tag, block.text]),
    [
      ['template', '<view/>'],
      ['script', '\nlet a = 1'],
    ],
  );
  assert.deepEqual(
    problems.map((problem) => problem.message),
    ['<script> is never closed'],
  );
});

test('hostile components are answered quickly', () => {
  for (const text of [
    '<template>'.repeat(30_000),
    `<template>${'<view>'.repeat(20_000)}${'</b>'.repeat(20_000)}</template>`,
    '<script>'.repeat(30_000),
    '<script'.repeat(30_000),
    '<wxs>'.repeat(30_000),
    `<script>${'<a>'.repeat(50_000)}</script>`,
    '<style></style>'.repeat(5_000),
  ]) {
    const { took } = processorTime(() => splitSingleFile(text));
    assert.ok(took < 2500, `${text.slice(0, 20)} took ${Math.round(took)} ms`);
  }
});

test('no text makes it throw, and every block is where it says', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '/',
    '<template',
    '</template>',
    '<script',
    '</script>',
    '<style>',
    '</style>',
    '<config>',
    ' lang="ts"',
    ' src="./x"',
    '"',
    "'",
    '{{',
    '}}',
    '\n',
    'a',
    '<!--',
    '-->',
    '<wxs>',
    '</wxs>',
    '=',
    '你',
    '&quot;',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (parts) => {
      const text = parts.join('');
      const { blocks, problems } = splitSingleFile(text);
      for (const block of blocks) assert.equal(text.slice(block.start, block.end), block.text);
      for (const problem of problems) assert.ok(0 <= problem.start && problem.end <= text.length);
    }),
    { numRuns: 3000 },
  );
});
