/** Runs the tables of hosts.md: one test per row. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { judgeCloudEnv, judgeUrl } from '../../server/src/core/hosts/judge.ts';
import { transports } from '../../server/src/core/models/hosts/transports.ts';

const rows = readFileSync(new URL('./hosts.md', import.meta.url), 'utf8')
  .split('\n')
  .flatMap((line, index) => {
    const cells = /^\| `(.*?)` \| ([\w-]+) \| (\S+) \| (.*?) ?\|$/.exec(line.replace(/^\| `` \|/, '| ` ` |'));
    return cells
      ? [{ line: index + 1, url: cells[1]!.trim(), api: cells[2]!, verdict: cells[3]!, reason: cells[4]!.trim() }]
      : [];
  });

test('hosts.md has rows, and every kind of request has some', () => {
  const missing = transports.map((row) => row.api).filter((api) => !rows.some((row) => row.api === api));
  assert.deepEqual(missing, []);
  assert.ok(rows.length > 200, `only ${rows.length} rows were read`);
});

for (const row of rows) {
  test(`hosts.md:${row.line} ${row.url} (${row.api}) is ${row.verdict}`, () => {
    const complete = !row.url.endsWith('…');
    const text = complete ? row.url : row.url.slice(0, -1);
    const port = row.api === 'tcp' ? Number(/:(\d+)$/.exec(text)?.[1]) || undefined : undefined;
    const verdict =
      row.api === 'cloud' ? judgeCloudEnv(text) : judgeUrl({ text, complete }, { api: row.api as 'request', port });
    const sentence = verdict
      ? verdict.reason.args.reduce<string>(
          (all, arg, at) => all.replaceAll(`{${at}}`, String(arg)),
          verdict.reason.text,
        )
      : '';
    assert.equal(verdict?.verdict ?? '-', row.verdict, sentence);
    assert.ok(sentence.includes(row.reason), `the sentence is: ${sentence}`);
    if (verdict) assert.equal(text.slice(verdict.start, verdict.end), verdict.host);
  });
}
