import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkInMemory } from '../support/run-spec.ts';

test('conditional blocks that do not pair, odd quotes in .env, and empty components: one complaint each', () => {
  const { unread, findings } = checkInMemory({
    'package.json': '{ "dependencies": { "@dcloudio/uni-app": "3.0.0" } }',
    '.env': 'VITE_A=1\nVITE_HOST="https://dev.qingguo-shop.cn\n',
    '.env.development': 'VITE_HOST="http://localhost\n',
    'src/manifest.json': '{}',
    'src/pages.json':
      '{ "pages": [{ "path": "pages/a" }, { "path": "pages/b" }, { "path": "pages/c" }, { "path": "pages/d" }] }',
    'src/pages/a.vue':
      '<script>\n// #ifdef MP-WEIXIN\nconst a = 1;\n// #ifndef H5\nexport default {};\n// #endif\n</script>',
    'src/pages/b.vue': '<style>\n.a { color: red }\n</style>',
    'src/pages/c.vue': '<template><view /></template>',
    'src/pages/d.vue': '<template lang="pug">\nview\n</template>\n<script>\nexport default {}\n</script>',
  });
  assert.deepEqual(
    unread.map(({ file, why }) => `${file}: ${why}`),
    [
      '.env: Line 2: the quote is never closed; it becomes part of the value.',
      'src/pages/a.vue: Line 2: “ifdef” is never ended; it is ignored here.',
      'src/pages/b.vue: This component has neither a script nor a template.',
      'src/pages/d.vue: Line 1: templates in pug are not read.',
    ],
  );
  assert.deepEqual(findings, []);
});
