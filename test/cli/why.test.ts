/** `mp-preflight why FILE…` on a disk: paths as people write them, exit statuses, JSON. */

import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { projectOnDisk, run } from '../support/command-line.ts';

test('files are named from where one stands, and each gets its answer', async (t) => {
  const folder = projectOnDisk(t, {
    'pages/index/index.js': 'Page({});\n',
    'mock/a.js': 'x\n',
    'node_modules/a/i.js': '',
  });
  const { status, out, err } = await run(folder, 'why', 'pages/index/index.js', './mock/a.js', 'node_modules/a/i.js');
  assert.equal(err, '');
  assert.equal(status, 0);
  const lines = out.trim().split('\n');
  assert.match(lines[0]!, /^✔ pages\/index\/index\.js {2}It is checked, as part of “\.” \(weapp\)/);
  assert.match(lines[1]!, /^✖ mock\/a\.js {2}No page, component or import/);
  assert.match(lines[2]!, /^✖ node_modules\/a\/i\.js {2}Folders named “node_modules”/);
});

test('the checked folder can be another one, and JSON is for scripts', async (t) => {
  const folder = projectOnDisk(t, { 'pages/index/index.js': 'Page({});\n' });
  const name = path.basename(folder);
  const { out } = await run(path.dirname(folder), 'why', '--project', name, `${name}/app.json`, '--format', 'json');
  assert.deepEqual(JSON.parse(out), {
    version: 1,
    files: [{ file: 'app.json', checked: true, why: 'It is checked, as part of “.” (weapp).' }],
  });
});

test('what cannot be answered is status 2 and one line', async (t) => {
  const folder = projectOnDisk(t, {});
  for (const [args, sentence] of [
    [['why'], /Name the files/],
    [['why', '../elsewhere.js'], /elsewhere\.js: This is no file below the checked folder/],
    [['why', 'a.js', '--target', 'release'], /There is no option --target/],
  ] as const) {
    const { status, err } = await run(folder, ...args);
    assert.equal(status, 2);
    assert.match(err, sentence);
    assert.equal(err.trim().split('\n').length, 1);
  }
});
