/** What the grammars make of real lines, by the very engine that VS Code colours with. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { before, test } from 'node:test';
import { hostIsInPlace, vscodeFolder } from '../../scripts/setup/vscode-host.mjs';
import { scannerLine } from '../panel/support/summaries.ts';
import { ROOT } from './workbench/sample.ts';

/** As much of vscode-textmate and vscode-oniguruma as is used: they come with VS Code, without types. */
interface Engine {
  readonly Registry: new (
    options: unknown,
  ) => {
    loadGrammar(scope: string): Promise<{
      tokenizeLine(
        line: string,
        state: unknown,
      ): { tokens: readonly Token[]; ruleStack: unknown; stoppedEarly: boolean };
    }>;
  };
  readonly INITIAL: unknown;
  parseRawGrammar(text: string, file: string): unknown;
}
interface Expressions {
  loadWASM(bytes: Uint8Array): Promise<void>;
  readonly OnigScanner: new (patterns: string[]) => unknown;
  readonly OnigString: new (text: string) => unknown;
}
interface Token {
  readonly startIndex: number;
  readonly endIndex: number;
  readonly scopes: readonly string[];
}

const FILES: Readonly<Record<string, string>> = {
  'text.html.wxml': 'syntaxes/wxml.tmLanguage.json',
  'source.wxs': 'syntaxes/wxs.tmLanguage.json',
  'text.log.access': 'syntaxes/access-log.tmLanguage.json',
};
const skip = process.platform === 'linux' && hostIsInPlace() ? false : 'needs the VS Code of the tests';

let engine: Engine;
let registry: InstanceType<Engine['Registry']>;

before(async () => {
  if (skip) return;
  const require = createRequire(path.join(vscodeFolder(), 'package.json'));
  engine = require('vscode-textmate');
  const expressions: Expressions = require('vscode-oniguruma');
  const wasm = path.join(path.dirname(require.resolve('vscode-oniguruma')), 'onig.wasm');
  await expressions.loadWASM(readFileSync(wasm));
  registry = new engine.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns: string[]) => new expressions.OnigScanner(patterns),
      createOnigString: (text: string) => new expressions.OnigString(text),
    }),
    loadGrammar: async (scope: string) => {
      const file = FILES[scope];
      return file ? engine.parseRawGrammar(readFileSync(path.join(ROOT, file), 'utf8'), file) : null;
    },
  });
});

/** The scopes of every occurrence of `word`, joined. */
async function scopesOf(scope: string, text: string, word: string): Promise<string[]> {
  const grammar = await registry.loadGrammar(scope);
  let state = engine.INITIAL;
  const found: string[] = [];
  for (const line of text.split('\n')) {
    const { tokens, ruleStack, stoppedEarly } = grammar.tokenizeLine(line, state);
    assert.equal(stoppedEarly, false);
    state = ruleStack;
    for (let at = line.indexOf(word); at >= 0; at = line.indexOf(word, at + word.length)) {
      found.push(tokens.find(({ startIndex, endIndex }) => startIndex <= at && at < endIndex)!.scopes.join(' '));
    }
  }
  assert.ok(found.length > 0, `${word} is in the text`);
  return found;
}

const PAGE = `<!-- a comment with {{ nothing }} -->
<view class="item {{index > 0 ? 'odd' : 'even'}}" wx:for="{{list}}" wx:key="id" bind:tap="open" catchtouchmove='stop'>
  {{item.name + "!"}} &nbsp;
</view>
<wxs module="m">
var total = function (list) { return list.length; }
</wxs>
<image src="{{src}}" />`;

test('WXML: tags, directives, events, expressions, wxs and comments are told apart', { skip }, async () => {
  const expected: readonly [string, RegExp][] = [
    ['comment with', /comment\.block/],
    ['view', /entity\.name\.tag/],
    ['for', /keyword\.control\.directive/],
    ['tap', /entity\.other\.attribute-name\.event/],
    ['touchmove', /entity\.other\.attribute-name\.event/],
    ['index', /meta\.embedded\.expression/],
    ["'odd'", /string\.quoted\.double.* meta\.embedded\.expression.* string\.quoted\.single/],
    ['item.name', /meta\.embedded\.expression/],
    ['&nbsp;', /constant\.character\.entity/],
    ['return', /meta\.embedded\.wxs .*keyword/],
    ['image', /entity\.name\.tag/],
  ];
  for (const [word, scope] of expected) {
    for (const scopes of await scopesOf('text.html.wxml', PAGE, word)) assert.match(scopes, scope, word);
  }
  // What follows an expression or a script is markup again.
  const [after] = await scopesOf('text.html.wxml', PAGE, 'src=');
  assert.doesNotMatch(after!, /embedded|string/);
});

test('WXS: words, strings, comments and regular expressions', { skip }, async () => {
  const text = "var a = 'x'; // note\nmodule.exports = { f: function () { return getRegExp('a', 'g'); } };";
  assert.match((await scopesOf('source.wxs', text, 'var'))[0]!, /storage|keyword/);
  assert.match((await scopesOf('source.wxs', text, "'x'"))[0]!, /string\.quoted/);
  assert.match((await scopesOf('source.wxs', text, 'note'))[0]!, /comment/);
  assert.match((await scopesOf('source.wxs', text, 'return'))[0]!, /keyword/);
});

test("access log: the scanner's name, what it sends and a failure stand out, and other lines stay quiet", {
  skip,
}, async () => {
  const hit = scannerLine('/a?x=%bf%27 union select 1', { status: 500 });
  assert.match((await scopesOf('text.log.access', hit, 'Tencent Security Team'))[0]!, /scanner/);
  assert.match((await scopesOf('text.log.access', hit, '%bf'))[0]!, /payload.*bytes|bytes/);
  assert.match((await scopesOf('text.log.access', hit, 'union select'))[0]!, /sqli/);
  assert.match((await scopesOf('text.log.access', hit, '500'))[0]!, /invalid.*status/);
  const quiet = '1.2.3.4 - - [08/Nov/2024:02:00:00 +0000] "GET /list?page=1 HTTP/1.1" 200 5 "-" "Mozilla/5.0"';
  assert.doesNotMatch((await scopesOf('text.log.access', quiet, '200'))[0]!, /invalid|payload/);
  assert.doesNotMatch((await scopesOf('text.log.access', quiet, '/list'))[0]!, /invalid|payload/);
});
