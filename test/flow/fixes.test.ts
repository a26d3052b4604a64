/** Applying a finding's fix leaves a file that can be read and in which the finding is gone. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '@babel/parser';
import { createChecker } from '../../server/src/core/check.ts';
import { lowerPhp } from '../../server/src/core/frontends/php/lower.ts';
import { memoryFiles } from '../support/project.ts';

const FILES = {
  'package.json': '{ "dependencies": { "express": "^5.0.0" } }',
  'app.js': `const app = require('express')();
app.get('/a', (req, res) => {
  const title = decodeURIComponent(req.query.title);
  const filter = JSON.parse(req.query.filter);
  res.json({ title, filter });
});
`,
};
const WEBMAN = {
  'composer.json': '{ "require": { "workerman/webman-framework": "^2.1.4" } }',
  'app/controller/SeatController.php': `<?php
namespace app\\controller;
use support\\Request;
class SeatController
{
    public function one(Request $request) { return json(['id' => $request->get('id', '')]); }
}
`,
};
const THINKPHP = {
  'composer.json': '{ "require": { "topthink/framework": "^8.0" } }',
  'app/controller/Seat.php': `<?php
namespace app\\controller;
class Seat
{
    public function one() { return json(['id' => input('id'), 'a' => [1, 2]]); }
}
`,
};
const LARAVEL = {
  'composer.json': '{ "require": { "laravel/framework": "^11.0" } }',
  'app/Http/Controllers/SeatController.php': `<?php
namespace App\\Http\\Controllers;
use Illuminate\\Http\\Request;
class SeatController
{
    public function one(Request $request) { return response()->json(['id' => $request->input('id')]); }
}
`,
};
for (const [language, files] of Object.entries({
  javascript: FILES,
  webman: WEBMAN,
  ThinkPHP: THINKPHP,
  Laravel: LARAVEL,
})) {
  test(`fixes of ${language} cure what they are offered for`, () => {
    const held: Record<string, string> = { ...files };
    let rounds = 0;
    for (; rounds < 5; rounds++) {
      const found = createChecker(memoryFiles(held))
        .checkAll()
        .findings.filter(({ rule }) => rule === 'unguarded-decode');
      if (found.length === 0) break;
      const fix = found[0]!.fixes[0];
      assert.ok(fix, `no fix for ${JSON.stringify(found[0]!.message)}`);
      for (const { place, text } of [...fix.edits].sort((a, b) => b.place.start - a.place.start)) {
        const before = held[place.file]!;
        held[place.file] = before.slice(0, place.start) + text + before.slice(place.end);
      }
      if (language === 'javascript') parse(held['app.js']!, { sourceType: 'script' });
      else for (const text of Object.values(held)) assert.deepEqual(lowerPhp(text).problems, []);
    }
    assert.ok(rounds > 0 && rounds < 5, `${rounds} rounds:\n${Object.values(held).join('\n')}`);
  });
}

const WAYS: Readonly<Record<string, string>> = {
  'the body of an arrow function': "app.get('/a', (req, res) => res.send(decodeURIComponent(req.query.q)));",
  'an arrow function that gives it':
    "const dec = (text) => decodeURIComponent(text);\napp.get('/a', (req, res) => res.send(dec(req.query.q)));",
  'a constant that is used later':
    "app.get('/a', (req, res) => {\n  const q = decodeURIComponent(req.query.q);\n  res.send(q.trim());\n});",
  'a handler on one line': "app.get('/a', (req, res) => { const q = JSON.parse(req.query.q); res.json({ q }); });",
  'an async handler':
    "app.get('/a', async (req, res) => {\n  const q = JSON.parse(req.query.q);\n  await res.json(q);\n});",
  'a chained call': "app.get('/a', (req, res) => res.send(decodeURIComponent(req.query.q).split(',')[0]));",
  'a member of what is parsed': "app.get('/a', (req, res) => res.send(JSON.parse(req.query.q).name));",
  'a chain over several lines':
    "app.get('/a', (req, res) => {\n  const q = decodeURIComponent(req.query.q)\n    .split(',');\n  res.send(q);\n});",
  'a template': "app.get('/a', (req, res) => res.send(`q: ${decodeURIComponent(req.query.q)}`));",
  'an argument that is a template': "app.get('/a', (req, res) => res.send(decodeURIComponent(`${req.query.q}x`)));",
  'a return':
    "app.get('/a', (req, res) => {\n  return res.send(parse(req));\n});\nfunction parse(req) {\n  return decodeURIComponent(req.query.q);\n}",
  'an object':
    "app.get('/a', (req, res) => {\n  res.json({\n    q: decodeURIComponent(req.query.q),\n    n: 1,\n  });\n});",
  'a member of a class':
    "class Reader {\n  constructor(req) {\n    this.q = decodeURIComponent(req.query.q);\n  }\n}\napp.get('/a', (req, res) => res.send(new Reader(req).q));",
  'a condition':
    "app.get('/a', (req, res) => {\n  if (decodeURIComponent(req.query.q) === 'a') res.send('a');\n  else res.end();\n});",
  'a statement of its own': "app.get('/a', (req, res) => {\n  JSON.parse(req.query.q);\n  res.end();\n});",
  'an assignment': "app.get('/a', (req, res) => {\n  let q;\n  q = atob(req.query.q);\n  res.send(q);\n});",
  'an if without braces':
    "app.get('/a', (req, res) => {\n  if (req.query.b)\n    var q = JSON.parse(req.query.q);\n  res.json(q);\n});",
  'code without semicolons':
    "app.get('/a', (req, res) => {\n  const b = req.query.b\n  const q = JSON.parse(req.query.q)\n  res.json([b, q])\n})",
  'an argument beside another':
    "app.get('/a', (req, res) => res.send([1, decodeURIComponent(req.query.q), 2].join()));",
  'two in one line':
    "app.get('/a', (req, res) => res.send(decodeURIComponent(req.query.a) + decodeURIComponent(req.query.b)));",
  'one in the other': "app.get('/a', (req, res) => res.json(JSON.parse(decodeURIComponent(req.query.q))));",
  'the rest of a declaration':
    "app.get('/a', (req, res) => {\n  const n = 1,\n    q = JSON.parse(req.query.q);\n  res.json([n, q]);\n});",
};
for (const typescript of [false, true]) {
  const path = typescript ? 'app.ts' : 'app.js';
  const head = typescript
    ? "import express from 'express';\nconst app = express();\n"
    : "const app = require('express')();\n";
  for (const [where, text] of Object.entries(WAYS)) {
    test(`a fix of a decoder in ${where} (${path})`, () => {
      let held = `${head}${text}\n`;
      for (let round = 0; ; round++) {
        assert.ok(round < 4, held);
        const report = createChecker(memoryFiles({ 'package.json': FILES['package.json'], [path]: held })).checkAll();
        const found = report.findings.filter(({ rule }) => rule === 'unguarded-decode');
        if (found.length === 0) {
          assert.ok(round > 0, 'nothing to fix');
          break;
        }
        const fix = found[0]!.fixes[0];
        assert.ok(fix, `no fix of ${JSON.stringify(found[0]!.message)} in\n${held}`);
        for (const { place, text: put } of [...fix.edits].sort((a, b) => b.place.start - a.place.start))
          held = held.slice(0, place.start) + put + held.slice(place.end);
        parse(held, typescript ? { sourceType: 'module', plugins: ['typescript'] } : { sourceType: 'script' });
      }
    });
  }
}
