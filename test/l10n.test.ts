/** Both languages are whole: the manifest, the walkthrough, the settings, the client's and the command line's words. */

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { SETTINGS } from '../server/src/core/settings/configuration.ts';
import type { Shape } from '../server/src/core/settings/table.ts';
import { runIn } from './support/command-line.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const json = (file: string) => JSON.parse(read(file)) as Record<string, string>;

const manifest = read('package.json');
const english = json('package.nls.json');
const chinese = json('package.nls.zh-cn.json');
const bundle = json('l10n/bundle.l10n.zh-cn.json');
const isChinese = (text: string) => /[\u4e00-\u9fff]/.test(text);
const placesOf = (text: string) => [...new Set(text.match(/\{\d+\}/g) ?? [])].sort();

test('every string of the manifest is there in both languages, and none is left over', () => {
  const used = [...new Set([...manifest.matchAll(/"%([\w.]+)%"/g)].map((match) => match[1]!))].sort();
  assert.ok(used.length > 40, 'strings are found');
  assert.deepEqual(Object.keys(english).sort(), used);
  assert.deepEqual(Object.keys(chinese).sort(), used);
  const same = used.filter((key) => !key.endsWith('.media') && !isChinese(chinese[key]!));
  assert.deepEqual(same, []);
});

test('the manifest shows people no string that is not translated', () => {
  const bare = [...manifest.matchAll(/"(title|description|markdownDescription|name|contents|label)": "([^"%][^"]*)"/g)]
    .map((match) => match[2]!)
    .filter((text) => text !== 'Preflight' && text !== 'mp-preflight' && !Object.hasOwn(bundle, text));
  assert.deepEqual(bare, []);
});

test('links in the manifest’s texts lead to commands that there are, the same in both languages', () => {
  const known = new Set([...manifest.matchAll(/"command": "([\w.]+)"/g)].map((match) => match[1]!));
  const linked = (text: string) => [...text.matchAll(/\(command:([\w.]+)\)/g)].map((match) => match[1]!);
  for (const [key, text] of Object.entries(english)) {
    assert.deepEqual(linked(chinese[key]!), linked(text), key);
    for (const command of linked(text)) assert.ok(known.has(command), `${key}: ${command}`);
  }
});

test('the walkthrough has four steps, each with its page in both languages and a way to complete it', () => {
  const { walkthroughs } = JSON.parse(manifest).contributes;
  assert.equal(walkthroughs.length, 1);
  const { steps } = walkthroughs[0];
  assert.equal(steps.length, 4);
  for (const step of steps) {
    const key = step.media.markdown.slice(1, -1);
    for (const [strings, wanted] of [
      [english, false],
      [chinese, true],
    ] as const) {
      const page = strings[key]!;
      assert.ok(existsSync(path.join(ROOT, page)), page);
      assert.equal(isChinese(read(page)), wanted, page);
    }
    const [event] = step.completionEvents as string[];
    assert.match(manifest, new RegExp(`"command": "${event!.replace('onCommand:', '')}"`));
  }
});

test('every sentence of the client has its Chinese line', () => {
  const call = /l10n\.t\(\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)")/g;
  const files = readdirSync(path.join(ROOT, 'client/src'), { recursive: true, encoding: 'utf8' });
  const said = files
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [...read(`client/src/${name}`).matchAll(call)])
    .map((match) => (match[1] ?? match[2] ?? '').replace(/\\(.)/g, '$1'));
  assert.ok(said.length > 50, 'sentences are found');
  assert.deepEqual(
    said.filter((sentence) => !Object.hasOwn(bundle, sentence)),
    [],
  );
});

test('every word of the settings has its Chinese line', () => {
  const words = (shape: Shape): string[] => [
    ...(shape.description === undefined ? [] : [shape.description]),
    ...(shape.type === 'string' && shape.wanted !== undefined ? [shape.wanted] : []),
    ...(shape.type === 'array' ? words(shape.items) : []),
    ...(shape.type === 'object' ? Object.values(shape.properties).flatMap(words) : []),
  ];
  const said = SETTINGS.flatMap((row) => [row.description, ...words(row.shape)]);
  assert.deepEqual(
    said.filter((sentence) => !Object.hasOwn(bundle, sentence)),
    [],
  );
});

test('a translation is Chinese and has the places of its sentence', () => {
  for (const [sentence, translation] of Object.entries(bundle)) {
    assert.deepEqual(placesOf(translation), placesOf(sentence), sentence);
  }
});

test('the command line speaks Chinese where the environment does: help and complaints', async () => {
  const environment = { LANG: 'zh_CN.UTF-8' };
  const { out } = await runIn(ROOT, { environment }, '--help');
  const rows = out.split('\n').filter((line) => line.trim() !== '');
  assert.ok(rows.length > 20);
  assert.deepEqual(
    // A list of names alone is the same in every language.
    rows.filter((line) => !isChinese(line) && !line.includes('、')),
    [],
  );
  for (const args of [['chekc'], ['check', '--formt'], ['check', '--format', 'xml'], ['check', 'nowhere'], ['why']]) {
    const { err, status } = await runIn(ROOT, { environment }, ...args);
    assert.equal(status, 2);
    assert.ok(isChinese(err), err);
  }
});
