import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lowerExpression } from '../../server/src/core/frontends/javascript/lower.ts';
import { readWxml, splitValue } from '../../server/src/core/frontends/wxml.ts';
import type { Expression } from '../../server/src/core/ir/nodes.ts';
import { markupUrls } from '../../server/src/core/markup/urls.ts';
import { processorTime } from '../support/processor-time.ts';

function show(value: Expression): string {
  if (value.kind === 'literal') return String(value.value);
  if (value.kind === 'template') return value.parts.map(show).join('');
  return `\${${inside(value)}}`;
}

function inside(value: Expression): string {
  if (value.kind === 'name') return value.name;
  if (value.kind === 'literal') return JSON.stringify(value.value);
  if (value.kind === 'member') return `${inside(value.object)}.${String(value.key)}`;
  if (value.kind === 'call') return `${inside(value.callee)}(${value.args.map(inside)})`;
  if (value.kind === 'binary') return `${inside(value.left)} ${value.operator} ${inside(value.right)}`;
  return value.kind;
}

/** Every URL of a template as `element.attribute traffic value`, each checked to stand where it says. */
function urls(text: string): string[] {
  const { elements } = readWxml(text);
  return markupUrls(elements, 'wxml', lowerExpression).map((url) => {
    const source = text.slice(url.start, url.end);
    const first = url.value.kind === 'template' ? url.value.parts[0]! : url.value;
    if (first.kind === 'literal')
      assert.ok(source.startsWith(String(first.value)), `${source} does not start with ${first.value}`);
    return `${url.element}.${url.attribute} ${url.traffic} ${show(url.value)}`;
  });
}

test('attributes that load something are found, page paths are not', () => {
  const text = `
<web-view src="https://m.shop.cn/{{path}}?a=1"/>
<image class="a" src="{{host}}/logo.png" mode="aspectFit"></image>
<image src='/images/local.png'>
<video src="{{v.url}}" poster="http://img.shop.cn/p.png" controls />
<live-player src="rtmp://live.shop.cn/x" />
<button open-type="contact" send-message-img="https://img.shop.cn/c.png" send-message-path="/pages/a"/>
<navigator url="/pages/detail/detail?id={{id}}">x</navigator>
<van-image src="{{item.pic}}" />
<view data-src="https://no.shop.cn/"/>`;
  assert.deepEqual(urls(text), [
    'web-view.src web-view https://m.shop.cn/${path}?a=1',
    'image.src image ${host}/logo.png',
    'image.src image /images/local.png',
    'video.src media ${v.url}',
    'video.poster image http://img.shop.cn/p.png',
    'live-player.src media rtmp://live.shop.cn/x',
    'button.send-message-img image https://img.shop.cn/c.png',
    'van-image.src image ${item.pic}',
  ]);
});

test('sources inside style and rich text are found', () => {
  assert.deepEqual(
    urls(`<view style="color:red;background:url('{{host}}/a.png') no-repeat, URL( https://x.cn/b.png )"/>`),
    ['view.style image ${host}/a.png', 'view.style image https://x.cn/b.png'],
  );
  assert.deepEqual(urls(`<rich-text nodes="<p>x</p><img class='a' src='https://x.cn/a.png'/>{{more}}"/>`), [
    'rich-text.nodes image https://x.cn/a.png',
  ]);
  assert.deepEqual(urls('<view style="background:url(https://x.cn/open.png"/>'), []);
});

test('an interpolation ends where the platform ends it', () => {
  const split = (text: string): string[] =>
    splitValue({ text, start: 0, end: text.length }).map((piece) => `${piece.kind}:${piece.text}`);
  assert.deepEqual(split("{{a ? '}}' : {b:{}}.b}}/x"), ["code:a ? '}}' : {b:{}}.b", 'text:/x']);
  assert.deepEqual(split('a{{b}}{{c}}'), ['text:a', 'code:b', 'code:c']);
  assert.deepEqual(split('a{{b'), ['text:a{{b']);
  assert.deepEqual(split("{{it's}}/x"), ["code:it's", 'text:/x']);
  assert.deepEqual(split('{{}}'), ['code:']);
});

test('a comparison in running text is no tag, and text knows its place', () => {
  const text = '<view>{{x<y?1:2}}</view><image src="https://a.cn/1.png"/>';
  const { interpolations, problems } = readWxml(text);
  assert.deepEqual(
    interpolations.map((each) => [each.text, text.slice(each.start, each.end)]),
    [['x<y?1:2', 'x<y?1:2']],
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(urls(text), ['image.src image https://a.cn/1.png']);
});

test('loops around a URL are given, outermost first', () => {
  const text =
    '<block wx:for="{{shops}}" wx:for-item="shop"><view wx:for="{{shop.pics}}" wx:key="id"><image src="{{item}}"/></view></block><image src="{{item}}"/>';
  const found = markupUrls(readWxml(text).elements, 'wxml', lowerExpression);
  assert.deepEqual(
    found.map((url) => url.loops.map((loop) => `${loop.item},${loop.index} of ${show(loop.list)}`)),
    [['shop,index of ${shops}', 'item,index of ${shop.pics}'], []],
  );
});

test('inline scripts are pieces of their own and disturb nothing', () => {
  const text = `<!-- <wxs>no</wxs> --><wxs module="m">
var f = function(a) { return a < 3 && "<view" };
module.exports = f
</wxs><wxs src="./t.wxs" module="t"/><import src="a.wxml"/><include src="b.wxml"/><image src="{{m(1)}}"/>`;
  const { scripts, references, problems } = readWxml(text);
  assert.deepEqual(problems, []);
  assert.equal(scripts.length, 1);
  assert.equal(scripts[0]!.module, 'm');
  assert.equal(text.slice(scripts[0]!.start, scripts[0]!.end), scripts[0]!.text);
  assert.match(scripts[0]!.text, /a < 3/);
  assert.deepEqual(
    references.map((each) => [each.kind, each.path, text.slice(each.start, each.end)]),
    [
      ['wxs', './t.wxs', './t.wxs'],
      ['import', 'a.wxml', 'a.wxml'],
      ['include', 'b.wxml', 'b.wxml'],
    ],
  );
  assert.deepEqual(urls(text), ['image.src image ${m(1)}']);
});

test('comments hold no URLs', () => {
  assert.deepEqual(urls('<!-- <image src="http://localhost/a.png"/> --><image src="https://a.cn/x"/>'), [
    'image.src image https://a.cn/x',
  ]);
});

test('nesting without end is answered with a problem, quickly', () => {
  for (const text of [
    '<view>'.repeat(50_000),
    '<view>'.repeat(20_000) + '</b>'.repeat(20_000),
    '<view a="{{'.repeat(20_000),
    '<wxs '.repeat(50_000),
    '<wxs>'.repeat(50_000),
    '{{'.repeat(50_000),
    '<!--'.repeat(50_000),
    '<wxs></wxs>'.repeat(50_000),
    '<!----><wxs></wxs>'.repeat(20_000),
  ]) {
    const { result, took } = processorTime(() => readWxml(text));
    assert.ok(took < 3000, `${text.slice(0, 12)}… took ${Math.round(took)} ms`);
    if (text.startsWith('<view>'))
      assert.ok(result.problems.some((problem) => problem.message === 'nested too deeply'));
  }
});

test('no text makes it throw, and everything stands inside the file', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '/',
    '</',
    'view',
    'image',
    'wxs',
    ' src=',
    '"',
    "'",
    '{{',
    '}}',
    '{',
    '}',
    'url(',
    ')',
    'a',
    '\n',
    '<!--',
    '-->',
    '=',
    'style=',
    ' wx:for=',
    '你',
    '\0',
    '&amp;',
    '<![CDATA[',
    '?',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      const { elements, scripts, interpolations, references } = readWxml(text);
      for (const each of [
        ...elements,
        ...scripts,
        ...interpolations,
        ...references,
        ...markupUrls(elements, 'wxml', lowerExpression),
        ...markupUrls(elements, 'vue', lowerExpression),
      ]) {
        assert.ok(0 <= each.start && each.start <= each.end && each.end <= text.length);
      }
      for (const each of [
        ...scripts,
        ...interpolations,
        ...elements.flatMap((element) => element.attributes.flatMap((attribute) => attribute.value ?? [])),
      ]) {
        assert.equal(text.slice(each.start, each.end), each.text);
      }
    }),
    { numRuns: 2000 },
  );
});

test('Vue templates bind expressions, and plain attributes are text', () => {
  const text = `<view v-for="(shop, i) in shops"><image :src="host + '/a.png'" /><img src="https://a.cn/{{x}}.png"><u-image v-bind:src="shop.pic"/><web-view :src="url"></web-view></view>`;
  const { elements } = readWxml(text);
  const found = markupUrls(elements, 'vue', lowerExpression);
  assert.deepEqual(
    found.map((url) => `${url.element}.${url.attribute} ${show(url.value)} ${url.loops.map((loop) => loop.item)}`),
    [
      'image.src ${host + "/a.png"} shop',
      'img.src https://a.cn/{{x}}.png shop',
      'u-image.src ${shop.pic} shop',
      'web-view.src ${url} shop',
    ],
  );
});

test('a template inside another file keeps the places of that file', () => {
  const before = '<template>';
  const template = `<wxs module="m">var a = 1 < 2</wxs><img :src="host"><image src="{{a}}"/>{{x}}<import src="a.wxml"/>`;
  const file = `${before}${template}</template>`;
  const read = readWxml(template, before.length);
  assert.deepEqual(read.problems, []);
  for (const each of [...read.scripts, ...read.interpolations])
    assert.equal(file.slice(each.start, each.end), each.text);
  assert.equal(read.scripts[0]!.module, 'm');
  assert.equal(file.slice(read.references[0]!.start, read.references[0]!.end), 'a.wxml');
  assert.deepEqual(
    markupUrls(read.elements, 'vue', lowerExpression).map((url) => file.slice(url.start, url.end)),
    ['host', '{{a}}'],
  );
});
