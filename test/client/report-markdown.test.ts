import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reportMarkdown, type Words } from '../../client/src/review/report-markdown.ts';
import type { CheckedFolder, CheckReport } from '../../client/src/server/requests.ts';
import { findingWith, reportWith } from './report.ts';

const WORDS: Words = {
  title: 'Check',
  stale: 'stale',
  subjects: { review: 'Review build', release: 'Release build', backend: 'Backend' },
  nothingFound: 'nothing found',
  hosts: 'Hosts',
  notChecked: 'Not checked',
  extent: (files, hosts) => `${files} files, ${hosts} hosts`,
  verdict: (name) => name,
};

function checked(report: Partial<CheckReport>): CheckedFolder {
  const folder = { toString: () => 'file:///projects/shop' } as CheckedFolder['folder'];
  return { folder, name: 'shop', report: reportWith({ projects: [{ root: '.', kind: 'weapp' }], ...report }) };
}

test('each build has its verdict, and each line leads to its place', () => {
  const steps = [{ file: 'api/订单.js', line: 3, column: 1, endLine: 3, endColumn: 4, message: 'asked here' }];
  const findings = [findingWith({ file: 'config.js', line: 7, message: 'wrong host', targets: ['release'], steps })];
  const text = reportMarkdown([checked({ findings })], WORDS, false);
  assert.match(text, /^## ✅ Review build\n\nnothing found$/m);
  assert.match(text, /^## ❌ Release build\n\n- ❌ wrong host `test-host`$/m);
  assert.match(text, /\(<file:\/\/\/projects\/shop\/config\.js#L7>\)/);
  assert.match(text, /\(<file:\/\/\/projects\/shop\/api\/%E8%AE%A2%E5%8D%95\.js#L3>\)/);
});

test('text from outside stays text', () => {
  const message = '<img src=x onerror=alert(1)> [click](command:evil) `code`\n# heading';
  const findings = [findingWith({ message, rule: 'a`b', file: 'x](command:evil).js', targets: ['release'] })];
  const unread = [{ file: '<b>.js', why: '![](http://x)' }];
  const text = reportMarkdown([checked({ findings, unread })], WORDS, false);
  assert.doesNotMatch(text, /(^|[^\\])<(img|b)\b/);
  assert.doesNotMatch(text, /[^\\]\]\(command:/);
  assert.doesNotMatch(text, /[^\\]!\[/);
  assert.doesNotMatch(text, /^# heading/m);
});

test('a stale report says so', () => {
  assert.match(reportMarkdown([checked({})], WORDS, true), /^> stale$/m);
  assert.doesNotMatch(reportMarkdown([checked({})], WORDS, false), /stale/);
});
