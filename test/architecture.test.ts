/** The walls of the house, as far as the compiler does not hold them, and that things come in full sets. */

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { generatedFiles } from '../scripts/generate.ts';
import { RULES } from '../server/src/core/rules/index.generated.ts';

const ROOT = path.resolve(import.meta.dirname, '..');

/** Who may import whom, by folder; the longest that fits counts. What is not named may import everything. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'server/src/core': ['server/src/core'],
  'server/src/core/base': ['server/src/core/base'],
  'server/src/core/ir': ['server/src/core/ir', 'server/src/core/base'],
  'server/src/core/models': ['server/src/core/models', 'server/src/core/base'],
  'server/src/core/rules': ['server/src/core/rules', 'server/src/core/base'],
  'server/src/lsp': ['server/src/core', 'server/src/lsp'],
  'server/src/node': ['server/src/core', 'server/src/lsp', 'server/src/node'],
  'server/src/cli': ['server/src/core', 'server/src/node', 'server/src/cli'],
  client: ['client', 'server/src/lsp/protocol.ts'],
};

function sources(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll(path.sep, '/')}`)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'));
}

const ALL = [...sources('server/src'), ...sources('client/src')];

/** The relative imports of a file, as paths from the root of the repository. */
function importsOf(file: string): string[] {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const specifiers = [
    ...text.matchAll(/(?:^|\n)(?:import|export)[^;'"]*?from\s*['"]([^'"]+)['"]/g),
    ...text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g),
  ];
  return specifiers
    .map((match) => match[1]!)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => path.posix.join(path.posix.dirname(file), specifier));
}

const within = (file: string, place: string) => file === place || file.startsWith(`${place}/`);

test('every import stays on its side of the walls', () => {
  const walls = Object.keys(MAY_IMPORT).sort((left, right) => right.length - left.length);
  const broken = ALL.flatMap((file) => {
    const wall = walls.find((place) => within(file, place));
    if (!wall) return [];
    return importsOf(file)
      .filter((target) => !MAY_IMPORT[wall]!.some((place) => within(target, place)))
      .map((target) => `${file} imports ${target}: ${wall} may import only ${MAY_IMPORT[wall]!.join(', ')}`);
  });
  assert.deepEqual(broken, []);
});

test('the check of imports sees imports', () => {
  assert.ok(importsOf('server/src/core/check.ts').includes('server/src/core/store/store.ts'));
});

test('no file is longer than can be read', () => {
  const long = ALL.filter((file) => readFileSync(path.join(ROOT, file), 'utf8').split('\n').length > 600);
  assert.deepEqual(long, []);
});

test('files are named in kebab case, and none after what could be anything', () => {
  const names = ALL.map((file) => ({ file, name: path.posix.basename(file) }));
  const odd = names.filter(
    ({ name }) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.(generated|browser))?\.ts$/.test(name) && name !== 'index.generated.ts',
  );
  assert.deepEqual(odd, []);
  const vague = ALL.filter((file) => /\/(utils?|common|helpers?|manager|misc)(\/|\.ts$)/.test(file));
  assert.deepEqual(vague, []);
});

test('a rule is named as its file, and has a page in both languages', () => {
  for (const { id } of RULES) {
    assert.ok(existsSync(path.join(ROOT, `server/src/core/rules/${id}.ts`)), id);
    for (const page of [`docs/rules/${id}.md`, `docs/rules/${id}.zh-CN.md`]) {
      assert.ok(existsSync(path.join(ROOT, page)), page);
      assert.ok(readFileSync(path.join(ROOT, page), 'utf8').startsWith(`# ${id}`), page);
    }
  }
  const pages = readdirSync(path.join(ROOT, 'docs/rules')).map((name) => name.replace(/(\.zh-CN)?\.md$/, ''));
  assert.deepEqual([...new Set(pages)].sort(), RULES.map((rule) => rule.id).sort());
});

test('the pages of a rule show the same examples in both languages', () => {
  const blocks = (page: string) => readFileSync(path.join(ROOT, page), 'utf8').match(/^```[\s\S]*?^```/gm) ?? [];
  for (const { id } of RULES) assert.deepEqual(blocks(`docs/rules/${id}.zh-CN.md`), blocks(`docs/rules/${id}.md`), id);
});

test('every sentence and every title of a rule has its Chinese line', () => {
  const bundle: Record<string, string> = JSON.parse(
    readFileSync(path.join(ROOT, 'l10n/bundle.l10n.zh-cn.json'), 'utf8'),
  );
  const call = /\b(?:message|say)\(\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)")/g;
  const said = sources('server/src').flatMap((file) =>
    [...readFileSync(path.join(ROOT, file), 'utf8').matchAll(call)].map((match) => ({
      file,
      sentence: (match[1] ?? match[2] ?? '').replace(/\\(.)/g, '$1'),
    })),
  );
  assert.ok(said.length > 100, 'sentences are found');
  // Made of places alone, a sentence is the same in every language.
  const missing = said.filter(
    ({ sentence }) => /[a-z]/i.test(sentence.replace(/\{\d+\}/g, '')) && !Object.hasOwn(bundle, sentence),
  );
  assert.deepEqual(missing, []);
  assert.deepEqual(
    RULES.filter((rule) => !Object.hasOwn(bundle, rule.title)),
    [],
  );
});

test('generated files are fresh (npm run generate writes them)', () => {
  for (const [file, text] of generatedFiles()) assert.equal(readFileSync(path.join(ROOT, file), 'utf8'), text, file);
});
