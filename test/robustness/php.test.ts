// PHP files as they really come: other encodings, newer syntax, short tags, unfinished code. What is read is judged, what is not is told of.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkInMemory } from '../support/run-spec.ts';

const decodes = (report: ReturnType<typeof checkInMemory>) =>
  report.findings.filter(({ rule }) => rule === 'unguarded-decode').map(({ file, line }) => `${file}:${line}`);

const DECODE = 'json_decode($x, true, 9, JSON_THROW_ON_ERROR);';

test('a script that breaks off is judged up to there, and is listed', () => {
  const report = checkInMemory({ 'half.php': `<?php\n$x = $_GET['x'];\n${DECODE}\n$y = seat(\n` });
  assert.deepEqual(decodes(report), ['half.php:3']);
  assert.deepEqual(
    report.unread.map(({ file }) => file),
    ['half.php'],
  );
});

test('types of PHP 8.2 and later are read', () => {
  const report = checkInMemory({
    'live.php': `<?php\nfunction seat((Stringable&Countable)|null $x): (Stringable&Countable)|null { return $x; }\n$x = $_GET['x'];\n${DECODE}\n`,
  });
  assert.deepEqual(decodes(report), ['live.php:4']);
  assert.deepEqual(report.unread, []);
});

test('a script in GBK is judged by its code', () => {
  const head = Uint8Array.from([...'<?php // '].map((char) => char.charCodeAt(0)).concat([0xc4, 0xe3, 0xba, 0xc3]));
  const body = new TextEncoder().encode(`\n$x = $_GET['x'];\n${DECODE}\n`);
  const bytes = new Uint8Array(head.length + body.length);
  bytes.set(head);
  bytes.set(body, head.length);
  assert.deepEqual(decodes(checkInMemory({ 'gbk.php': bytes })), ['gbk.php:3']);
});

test('between HTML, in short echo tags and in functions that call each other for ever', () => {
  const report = checkInMemory({
    'mixed.php': "<b><?= json_decode($_GET['x'], true, 9, JSON_THROW_ON_ERROR)['a'] ?></b>\n",
    'round.php': `<?php\nfunction one($x) { return two($x); }\nfunction two($x) { return one($x) . two($x); }\n$x = one($_GET['x']);\n${DECODE}\n`,
  });
  assert.deepEqual(decodes(report).sort(), ['mixed.php:1', 'round.php:5']);
});
