/** Handlers of a server in shapes nobody writes by hand: found, or said to be unread, never passed over in silence. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkInMemory } from '../support/run-spec.ts';

const EXPRESS = "const express = require('express');\nconst app = express();\n";
const HANDLER = "app.get('/a', (req, res) => res.send(decodeURIComponent(req.query.x)));\n";

function check(files: Readonly<Record<string, string>>) {
  const report = checkInMemory({ 'package.json': '{ "dependencies": { "express": "^5.0.0" } }', ...files });
  return {
    found: report.findings.filter(({ rule }) => rule === 'unguarded-decode'),
    unread: report.unread.map(({ file, why }) => `${file}: ${why}`),
  };
}

const table = (separator: string) =>
  `const A = [${Array.from({ length: 60_000 }, (_, at) => `'v${at}'`).join(separator)}];\n`;

test('a handler beside a table of 60,000 entries', () => {
  const inLines = check({ 'app.js': `${EXPRESS}${table(',\n')}${HANDLER}` });
  assert.equal(inLines.found.length, 1);
  assert.deepEqual(inLines.unread, []);
  const objects = `const T = {\n${Array.from({ length: 40_000 }, (_, at) => `k${at}: { id: ${at}, far: [-1, 'x'] },\n`).join('')}};\n`;
  assert.equal(check({ 'app.js': `${EXPRESS}${objects}${HANDLER}` }).found.length, 1);
  const onOneLine = check({ 'app.js': `${EXPRESS}${table(',')}${HANDLER}` });
  assert.equal(onOneLine.found.length, 0);
  assert.match(onOneLine.unread.join(), /^app\.js: A line of this file is too long to be read/);
});

test('a handler in a file larger than is read, and one in a minified file', () => {
  const large = check({ 'app.js': `${EXPRESS}${HANDLER}${'// words and words\n'.repeat(120_000)}` });
  assert.match(large.unread.join(), /^app\.js: This file is too large to be read/);
  const dense = 'function a(b,c){return b(c,{d:1,e:[2,3]})};'.repeat(200);
  const minified = check({ 'app.js': `${EXPRESS.replaceAll('\n', '')}${dense}${HANDLER}` });
  assert.match(minified.unread.join(), /^app\.js: This file is minified/);
});

test('a top level of more statements than are run', () => {
  const many = Array.from({ length: 60_000 }, (_, at) => `map.k${at} = ${at};\n`).join('');
  const { found, unread } = check({ 'app.js': `${EXPRESS}const map = {};\n${many}${HANDLER}` });
  assert.ok(found.length === 1 || /^app\.js: The top level of this file is too large/.test(unread.join()));
});

test('a minified library that answers no requests is nobody’s gap', () => {
  const dense = 'function a(b,c){return b(c,{d:decodeURIComponent(c),e:[2,3]})};$.get("/x",a);'.repeat(200);
  assert.deepEqual(check({ 'app.js': `${EXPRESS}${HANDLER}`, 'public/lib.js': dense }).unread, []);
});

test('brackets 3,000 deep, beside a handler and in it', () => {
  const deep = `${'['.repeat(3000)}1${']'.repeat(3000)}`;
  const beside = check({ 'app.js': `${EXPRESS}const deep = ${deep};\n${HANDLER}` });
  assert.ok(beside.found.length === 1 || /^app\.js: Line \d is not code that can be read/.test(beside.unread.join()));
  const within = check({
    'app.js': `${EXPRESS}app.get('/a', (req, res) => { const deep = ${deep}; res.send(decodeURIComponent(req.query.x)); });\n`,
  });
  assert.ok(within.found.length === 1 || /^app\.js: Line \d is not code that can be read/.test(within.unread.join()));
});

test('a statement that cannot be read is told of with its line', () => {
  const { unread } = check({
    'app.js': `${EXPRESS}${HANDLER}app.get('/b', (req, res) => res.send(JSON.parse(req.query.\n`,
  });
  assert.match(unread.join(), /^app\.js: Line \d is not code that can be read/);
});

test('a decoder behind a chain of 3,000 helpers, and one behind ten', () => {
  const helpers = (many: number) =>
    Array.from({ length: many }, (_, at) => `function f${at}(text) { return f${at + 1}(text); }\n`).join('') +
    `function f${many}(text) { return decodeURIComponent(text); }\n`;
  const handler = "app.get('/a', (req, res) => res.send(f0(req.query.x)));\n";
  const long = check({ 'app.js': `${EXPRESS}${helpers(3000)}${handler}` });
  assert.ok(long.found.length === 1 || /handler of \/a is too large to be followed/.test(long.unread.join()));
  const short = check({ 'app.js': `${EXPRESS}${helpers(10)}${handler}` });
  assert.equal(short.found.length, 1);
  assert.deepEqual(short.unread, []);
});

test('helpers that call one another without end leave nothing unsaid', () => {
  const { found, unread } = check({
    'app.js': `${EXPRESS}function f(text, n) { return n > 0 ? g(text, n - 1) : decodeURIComponent(text); }
function g(text, n) { return f(text, n); }
app.get('/a', (req, res) => res.send(f(req.query.x, 9)));\n`,
  });
  assert.equal(found.length, 1);
  assert.deepEqual(unread, []);
});
