/** Applying a finding's fix leaves a file that can be read and in which the finding is gone. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '@babel/parser';
import { createChecker } from '../../server/src/core/check.ts';
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
for (const [language, files] of Object.entries({ javascript: FILES })) {
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
    }
    assert.ok(rounds > 0 && rounds < 5, `${rounds} rounds:\n${Object.values(held).join('\n')}`);
  });
}
