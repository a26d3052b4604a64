/** The grammars: well-formed, claiming narrow names, and quick on hostile lines. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { processorTime } from '../support/processor-time.ts';
import { scannerLine } from './support/summaries.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

interface Rule {
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly name?: string;
  readonly include?: string;
  readonly patterns?: readonly Rule[];
  readonly captures?: Readonly<Record<string, Rule>>;
  readonly beginCaptures?: Readonly<Record<string, Rule>>;
  readonly endCaptures?: Readonly<Record<string, Rule>>;
}
interface Grammar extends Rule {
  readonly scopeName: string;
  readonly repository: Readonly<Record<string, Rule>>;
}
interface Manifest {
  readonly contributes: {
    readonly languages: readonly { id: string; extensions?: string[]; filenamePatterns?: string[] }[];
    readonly grammars: readonly { language: string; scopeName: string; path: string }[];
  };
}

const { contributes } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Manifest;
const grammars = contributes.grammars.map(
  ({ path: file }) => JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')) as Grammar,
);

function* rulesOf(rule: Rule): Generator<Rule> {
  yield rule;
  const maps = [rule.captures, rule.beginCaptures, rule.endCaptures].flatMap((map) => Object.values(map ?? {}));
  for (const inner of [...(rule.patterns ?? []), ...maps]) yield* rulesOf(inner);
}
const allRules = (grammar: Grammar) => [
  ...rulesOf(grammar),
  ...Object.values(grammar.repository).flatMap((rule) => [...rulesOf(rule)]),
];

/** Oniguruma's `(?i)` and `\G` are not JavaScript's; everything else that is used here is both. */
function compiled(pattern: string): RegExp {
  const insensitive = pattern.startsWith('(?i)');
  return new RegExp(pattern.replace(/^\(\?i\)/, '').replace(/\\G/g, ''), insensitive ? 'gi' : 'g');
}

test('each grammar is the one the manifest names, and every rule it includes is there', () => {
  for (const [at, grammar] of grammars.entries()) {
    assert.equal(grammar.scopeName, contributes.grammars[at]!.scopeName);
    for (const { include } of allRules(grammar)) {
      if (include === undefined) continue;
      const [scope, name] = include.split('#') as [string, string | undefined];
      const owner = scope === '' ? grammar : grammars.find((one) => one.scopeName === scope);
      assert.ok(owner, include);
      if (name) assert.ok(Object.hasOwn(owner.repository, name), `${grammar.scopeName}: ${include}`);
    }
  }
});

test('no pattern takes long on a hostile line', () => {
  const hostile = ['a', '%', "'", '<', '{{', '../', '"', '\\x41', 'Tencent Security Tea', ' 5', '1.', '%bf', '[0'].map(
    (unit) => unit.repeat(20_000 / unit.length),
  );
  for (const grammar of grammars) {
    for (const rule of allRules(grammar)) {
      for (const pattern of [rule.match, rule.begin, rule.end]) {
        if (pattern === undefined) continue;
        const regex = compiled(pattern);
        for (const line of hostile) {
          const { took } = processorTime(() => {
            let steps = 0;
            regex.lastIndex = 0;
            while (steps++ < 50_000 && regex.lastIndex <= line.length) {
              const found = regex.exec(line);
              if (!found) break;
              if (found[0] === '') regex.lastIndex++;
            }
          });
          assert.ok(took < 400, `${grammar.scopeName} ${pattern} on ${line.slice(0, 12)}…: ${took} ms`);
        }
      }
    }
  }
});

test('hits, payloads and failures are marked in an access log', () => {
  const grammar = grammars.find(({ scopeName }) => scopeName === 'text.log.access')!;
  const marks = (line: string) =>
    allRules(grammar).flatMap(({ match, name }) => (match && name && compiled(match).test(line) ? [name] : []));
  const hit = marks(scannerLine('/a?x=%bf%27 union select 1 <script>../../etc/passwd ${jndi:ldap}', { status: 500 }));
  for (const part of [
    'scanner',
    'bytes',
    'sqli',
    'xss',
    'traversal',
    'injection',
    'invalid.status',
    'address',
    'method',
  ]) {
    assert.ok(
      hit.some((name) => name.includes(part)),
      `${part} in ${hit}`,
    );
  }
  const other = marks('1.2.3.4 - - [08/Nov/2024:02:00:00 +0000] "GET /list?page=1 HTTP/1.1" 200 5 "-" "Mozilla/5.0"');
  assert.ok(!other.some((name) => /payload|scanner|invalid/.test(name)), String(other));
});

test('file names are claimed narrowly', () => {
  for (const { extensions = [], filenamePatterns = [] } of contributes.languages) {
    for (const extension of extensions) assert.match(extension, /^\.(wxml|wxs)$/);
    for (const pattern of filenamePatterns) assert.match(pattern, /access[._]log/);
  }
});
