import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyConditions, type ConditionalSyntax } from '../../server/src/core/frontends/conditional.ts';
import { evaluateCondition } from '../../server/src/core/frontends/conditions.ts';
import { uniAppNames } from '../../server/src/core/models/environments/conditional-names.ts';
import { processorTime } from '../support/processor-time.ts';

const weixin = (name: string): boolean | undefined =>
  name === 'VUE3' ? undefined : uniAppNames['mp-weixin']!.includes(name);
const mpx = (name: string): string | undefined => (name === '__mpx_mode__' ? 'wx' : undefined);

/** What is left of a text, without the blanks and the directives. */
function left(text: string, syntax: ConditionalSyntax = 'uni-app'): string {
  const known = syntax === 'uni-app' ? weixin : mpx;
  const result = applyConditions(text, syntax, known);
  assert.equal(result.text.length, text.length);
  assert.deepEqual(
    [...result.text.matchAll(/\r?\n/g)].map((match) => match.index),
    [...text.matchAll(/\r?\n/g)].map((match) => match.index),
  );
  return result.text
    .replace(/\/\/ ?[#@].*|\/\*.*?\*\/|<!--.*?-->/g, '')
    .split(/\s+/)
    .filter(Boolean)
    .join(' ');
}

test('scripts: the branches of other platforms are blanked', () => {
  assert.equal(
    left(`module.exports = {
	// #ifdef MP || APP-PLUS
	HTTP_REQUEST_URL: 'https://demo.shop.cn',
	// #endif
	// #ifdef H5
	HTTP_REQUEST_URL: 'http://localhost:8080',
	// #endif
	//#ifndef MP-WEIXIN
	x: 1,
	//#endif
}`),
    "module.exports = { HTTP_REQUEST_URL: 'https://demo.shop.cn', }",
  );
});

test('inline comments, else, nesting and unknown names', () => {
  assert.equal(left('a /* #ifdef H5 */ b /* #endif */ c /* #ifdef MP */ d /* #endif */'), 'a c d');
  assert.equal(left('// #ifdef H5\na\n// #else\nb\n// #endif'), 'b');
  assert.equal(left('// #ifdef MP\na\n// #ifdef H5\nb\n// #endif\nc\n// #endif'), 'a c');
  assert.equal(left('// #ifdef H5\na\n// #ifdef MP\nb\n// #endif\nc\n// #endif\nd'), 'd');
  assert.equal(left('// #ifdef VUE3\na\n// #endif\n// #ifndef VUE3\nb\n// #endif'), 'a b');
  assert.equal(left('// #ifdef H5 && MP-WEIXIN\na\n// #endif\n// #ifdef MP-WEIXIN && MP\nb\n// #endif'), 'b');
});

test('templates, styles and JSON', () => {
  assert.equal(
    left('<view><!-- #ifdef MP-WEIXIN --><a/><!-- #endif --><!-- #ifndef MP-WEIXIN --><b/><!-- #endif --></view>'),
    '<view><a/> </view>',
  );
  assert.equal(left('.a{}\n/* #ifdef H5 */\n.b{}\n/* #endif */'), '.a{}');
  assert.equal(
    left('{"pages":[\n// #ifdef H5\n{"path":"h5"},\n// #endif\n{"path":"a"}]}'),
    '{"pages":[ {"path":"a"}]}',
  );
});

test('comments of scripts and of markup pair up apart', () => {
  const text =
    '<template><!-- #ifdef H5 --><a/>\n<!-- #endif --></template><script>\n// #ifdef MP\nb\n// #endif\n</script>';
  assert.deepEqual(applyConditions(text, 'uni-app', weixin).problems, []);
  assert.equal(left(text), '<template> </template><script> b </script>');
});

test('mpx compares values', () => {
  assert.equal(
    left(
      "// @mpx-if (__mpx_mode__ === 'ali')\na\n// @mpx-elif (__mpx_mode__ === 'wx')\nb\n// @mpx-else\nc\n// @mpx-endif",
      'mpx',
    ),
    'b',
  );
  assert.equal(
    left("<!-- @mpx-if (__mpx_mode__ !== 'wx') --><a/><!-- @mpx-else --><b/><!-- @mpx-endif -->", 'mpx'),
    '<b/>',
  );
  assert.equal(left("/* @mpx-if (__mpx_env__ === 'x') */ a /* @mpx-else */ b /* @mpx-endif */", 'mpx'), 'a b');
});

test('what does not pair up is told, and nothing is lost by it', () => {
  const problems = (text: string): string[] =>
    applyConditions(text, 'uni-app', weixin).problems.map(
      (problem) => `${problem.message.text.split(';')[0]} ${text.slice(problem.start, problem.end)}`,
    );
  assert.deepEqual(problems('// #ifdef H5\na'), ['“{0}” is never ended // #ifdef H5']);
  assert.equal(left('// #ifdef H5\na'), 'a');
  assert.deepEqual(problems('a // #endif'), ['“{0}” has no beginning // #endif']);
  assert.deepEqual(problems('// #ifdef H5 ||\na\n// #endif'), [
    'the condition “{0}” is not understood // #ifdef H5 ||',
  ]);
  assert.equal(left('// #ifdef H5 ||\na\n// #endif'), 'a');
  assert.deepEqual(problems('<!-- #ifdef H5 -->a// #endif'), [
    '“{0}” has no beginning // #endif',
    '“{0}” is never ended <!-- #ifdef H5 -->',
  ]);
});

test('conditions have three outcomes', () => {
  const known = (name: string): string | number | boolean | undefined =>
    ({ yes: true, no: false, mode: 'wx', n: 4 })[name];
  const cases: [string, boolean | undefined, boolean][] = [
    ['yes', true, true],
    ['yes || what', true, true],
    ['no && what', false, true],
    ['yes && what', undefined, true],
    ['!(no || no) && !no', true, true],
    ["mode === 'wx'", true, true],
    ['mode == "ali"', false, true],
    ['n > 3.9', true, true],
    ['what > 3.9', undefined, true],
    ['', undefined, false],
    ['yes no', undefined, false],
    ['(yes', undefined, false],
    ['yes ||', undefined, false],
    ['('.repeat(10_000), undefined, false],
    ['!'.repeat(10_000), undefined, false],
  ];
  for (const [text, value, understood] of cases)
    assert.deepEqual(evaluateCondition(text, known), { value, understood }, text.slice(0, 40));
});

test('no text makes it throw; its length and its line ends stay', () => {
  const piece = fc.constantFrom(
    '// #ifdef ',
    '// #ifndef ',
    '/* #ifdef ',
    ' */',
    '<!-- #ifdef ',
    ' -->',
    '// #endif',
    '/* #endif */',
    '<!-- #endif -->',
    '// #else',
    '// @mpx-if (',
    '// @mpx-else',
    '// @mpx-endif',
    ')',
    'H5',
    'MP',
    '||',
    '&&',
    '\n',
    '\r\n',
    'x',
    "'",
    '你',
    '🙂',
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 40 }),
      fc.constantFrom<ConditionalSyntax>('uni-app', 'mpx'),
      (parts, syntax) => {
        const text = parts.join('');
        const result = applyConditions(text, syntax, weixin);
        assert.equal(result.text.length, text.length);
        assert.equal(result.text.replace(/[^\r\n]/g, ''), text.replace(/[^\r\n]/g, ''));
        for (const each of [...result.problems, ...result.branches])
          assert.ok(0 <= each.start && each.start <= each.end && each.end <= text.length);
      },
    ),
    { numRuns: 3000 },
  );
});

test('hostile texts are read in linear time', () => {
  for (const unit of [
    '// #ifdef H5\n',
    '// #endif\n',
    '/* #ifdef H5 */',
    '//',
    '// ',
    '/* #ifdef H5 */a/* #endif */',
    '// #ifdef H5\n// #else\n',
    '#endif ',
  ]) {
    const { took } = processorTime(() => applyConditions(unit.repeat(50_000), 'uni-app', weixin));
    assert.ok(took < 2000, `${unit} took ${Math.round(took)} ms`);
  }
});
