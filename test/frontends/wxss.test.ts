import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readStyleUrls } from '../../server/src/core/frontends/wxss.ts';
import { processorTime } from '../support/processor-time.ts';

const show = (text: string, lineComments = false): string[] =>
  readStyleUrls(text, 0, lineComments).map((url) => `${url.kind} ${url.text}`);

test('what a style sheet loads', () => {
  assert.deepEqual(
    show(`@import "../common.wxss"; @import url('b.wxss');
/* .x { background: url(http://localhost/no.png) } */
.a { background: #fff url( "https://img.shop.cn/a.png" ) no-repeat; }
.b{background:URL(http://10.0.0.1/b.png)}
.c { content: "url(http://localhost/no.png)"; background-image: url(data:image/png;base64,AAAA) }
@font-face { font-family: x; src: url('https://at.alicdn.com/t/x.woff2?t=1') format("woff2"), url(//a.cn/x.ttf) }
.curl(1px) { x: my-url(no) }`),
    [
      'import ../common.wxss',
      'import b.wxss',
      'url https://img.shop.cn/a.png',
      'url http://10.0.0.1/b.png',
      'font https://at.alicdn.com/t/x.woff2?t=1',
      'font //a.cn/x.ttf',
    ],
  );
});

test('line comments are comments only where the dialect has them', () => {
  const text = '// .a { background: url(http://localhost/a.png) }\n.b{background:url(https://b.cn/b.png)}';
  assert.deepEqual(show(text, true), ['url https://b.cn/b.png']);
  assert.deepEqual(show(text), ['url http://localhost/a.png', 'url https://b.cn/b.png']);
  assert.deepEqual(show('.a{background:url(//cdn.cn/a.png)}', true), ['url //cdn.cn/a.png']);
});

test('every place is that of the text, whatever the text', () => {
  const piece = fc.constantFrom(
    'url(',
    ')',
    '"',
    "'",
    '/*',
    '*/',
    '//',
    '@import',
    ' ',
    '\n',
    '\\',
    '{',
    '}',
    ';',
    '@font-face',
    'a',
    'https://a.cn',
    'data:',
    '你',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.boolean(), (parts, lineComments) => {
      const text = parts.join('');
      for (const url of readStyleUrls(text, 7, lineComments))
        assert.equal(text.slice(url.start - 7, url.end - 7), url.text);
    }),
    { numRuns: 2000 },
  );
});

test('hostile sheets are read in linear time', () => {
  for (const unit of ['url(', '/*', '"', '@import ', '{', '@font-face', '\\', 'url("', "url('\n"]) {
    assert.ok(processorTime(() => readStyleUrls(unit.repeat(200_000))).took < 1500, unit);
  }
});
