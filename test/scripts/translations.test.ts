/** Every sentence of ours has its Chinese one, and the bundle is what its parts make. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parse } from '@babel/parser';
import { bundleFile, translationsFromParts } from '../../scripts/build/translations.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const readJson = (file: string): Record<string, string> => JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'));
const placesOf = (text: string) => [...new Set(text.match(/\{\d+\}/g) ?? [])].sort();

test('the bundle is made of its parts (npm run build writes it)', () => {
  assert.equal(readFileSync(bundleFile, 'utf8'), translationsFromParts());
});

test('a translation has the same places as its sentence', () => {
  for (const [sentence, chinese] of Object.entries(JSON.parse(translationsFromParts()) as Record<string, string>)) {
    assert.deepEqual(placesOf(chinese), placesOf(sentence), sentence);
  }
});

test('every sentence of the client is translated', () => {
  const bundle = JSON.parse(translationsFromParts()) as Record<string, string>;
  const missing = typescriptFiles(path.join(ROOT, 'client/src')).flatMap((file) =>
    sentencesIn(readFileSync(file, 'utf8')).filter((sentence) => !Object.hasOwn(bundle, sentence)),
  );
  assert.deepEqual(missing, []);
});

test('the manifest names every string it has, in both languages', () => {
  const manifest = readFileSync(path.join(ROOT, 'package.json'), 'utf8');
  const named = [...manifest.matchAll(/"%([\w.]+)%"/g)].map((match) => match[1]!);
  const used = [...new Set(named)].sort();
  assert.deepEqual(Object.keys(readJson('package.nls.json')).sort(), used);
  assert.deepEqual(Object.keys(readJson('package.nls.zh-cn.json')).sort(), used);
});

function typescriptFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(folder, name));
}

/** What stands in `l10n.t('…')`. @throws on one that is no literal: it could never be looked up */
function sentencesIn(source: string): string[] {
  const sentences: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, callee, arguments: given } = node as { type?: string; callee?: SyntaxNode; arguments?: SyntaxNode[] };
    if (
      type === 'CallExpression' &&
      callee?.property?.name === 't' &&
      /l10n$/.test(callee.object?.property?.name ?? callee.object?.name ?? '')
    ) {
      assert.equal(given?.[0]?.type, 'StringLiteral', `not a literal at ${given?.[0]?.start}`);
      sentences.push(given![0]!.value!);
    }
    for (const [key, value] of Object.entries(node)) if (key !== 'loc') visit(value);
  };
  visit(parse(source, { sourceType: 'module', plugins: ['typescript'] }).program);
  return sentences;
}

interface SyntaxNode {
  readonly type: string;
  readonly start?: number;
  readonly name?: string;
  readonly value?: string;
  readonly object?: SyntaxNode;
  readonly property?: SyntaxNode;
}
