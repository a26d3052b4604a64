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
