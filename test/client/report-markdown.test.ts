import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outlineOf } from '../../client/src/review/outline.ts';
import { reportMarkdown } from '../../client/src/review/report-markdown.ts';
import type { CheckReport } from '../../client/src/server/requests.ts';
import { ENGLISH } from '../panel/support/messages.ts';
import { findingWith, reportWith } from './report.ts';

function markdown(part: Partial<CheckReport>, stale = ''): string {
  const report = reportWith({ projects: [{ root: '.', kind: 'weapp' }], ...part });
  const lines = outlineOf({ folder: 'file:///projects/shop', report, scan: undefined }, ENGLISH.l10n);
  return reportMarkdown([{ name: 'shop', lines }], { title: 'Check', extent: '3 files', stale });
}

test('each build has its verdict, and each line leads to its place', () => {
  const steps = [{ file: 'api/订单.js', line: 3, column: 1, endLine: 3, endColumn: 4, message: 'asked here' }];
  const findings = [findingWith({ file: 'config.js', line: 7, message: 'wrong host', targets: ['release'], steps })];
  const text = markdown({ findings });
  assert.match(text, /^## ✅ Review build · nothing found$/m);
  assert.match(text, /^## ❌ Release build · errors: 1$/m);
  assert.match(
    text,
    /^- ❌ wrong host \\\(test-host\\\) \[config\.js:7\]\(<file:\/\/\/projects\/shop\/config\.js#L7>\)$/m,
  );
  assert.match(text, /^ {2}- asked here \[.*\]\(<file:\/\/\/projects\/shop\/api\/%E8%AE%A2%E5%8D%95\.js#L3>\)$/m);
});

test('text from outside stays text', () => {
  const message = '<img src=x onerror=alert(1)> [click](command:evil) `code`\n# heading';
  const findings = [findingWith({ message, rule: 'a`b', file: 'x](command:evil).js', targets: ['release'] })];
  const unread = [{ file: '<b>.js', why: '![](http://x)' }];
  const text = markdown({ findings, unread });
  assert.doesNotMatch(text, /(^|[^\\(])<(img|b)\b/);
  assert.doesNotMatch(text, /[^\\]\]\(command:/);
  assert.doesNotMatch(text, /[^\\]!\[/);
  assert.doesNotMatch(text, /^# heading/m);
});

test('a stale report says what has changed', () => {
  assert.match(markdown({}, 'a.js has changed since the check: check again.'), /^> a\.js has changed since/m);
  assert.doesNotMatch(markdown({}), /^>/m);
});
