/**
 * The lines of `formats/*.txt`, read and judged. In such a file `#` is a comment, `<` a line that is read and gives
 * nothing by itself, `>` a line of the log, and what follows it says what must come of it. What is not said is the usual:
 * GET /a?id=1%27, answered 200, the scanner's User-Agent from its own address, at 12:48:36 in China. `-` is none.
 * `{ip}` and `{agent}` stand for the scanner's, `{agent+}` and `{agent%}` for the User-Agent as IIS and CloudFront write it.
 */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { toBytes } from '../../server/src/core/log/bytes.ts';
import { compileFormat } from '../../server/src/core/log/format-string.ts';
import { createIdentifier } from '../../server/src/core/log/identity.ts';
import { createLineReader, whyUnparsed } from '../../server/src/core/log/line-reader.ts';
import type { RequestRecord } from '../../server/src/core/log/record.ts';
import { isoTime } from '../../server/src/core/log/time.ts';
import { wechatReview } from '../../server/src/core/models/scanners/wechat-review.ts';
import { ADDRESS, AGENT } from './support.ts';

const identify = createIdentifier({ scanner: wechatReview, extraAddresses: [], trustedProxies: [] });
const USUAL: Readonly<Record<string, string>> = {
  method: 'GET',
  target: '/a?id=1%27',
  status: '200',
  time: '2026-11-22T04:48:36.000Z',
  hit: 'ua+ip',
};

interface Case {
  readonly line: string;
  readonly before: readonly string[];
  readonly expected: Record<string, string>;
}

function filled(text: string): string {
  return text
    .replaceAll('{ip}', ADDRESS)
    .replaceAll('{agent}', AGENT)
    .replaceAll('{agent+}', AGENT.replaceAll(' ', '+'))
    .replaceAll('{agent%}', AGENT.replaceAll(' ', '%20'));
}

function casesOf(text: string): { template: string | undefined; cases: Case[] } {
  const cases: Case[] = [];
  let template: string | undefined;
  let before: string[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('< ')) before.push(filled(line.slice(2)));
    else if (line.startsWith('> ')) {
      cases.push({ line: filled(line.slice(2)), before, expected: {} });
      before = [];
    } else if (line.startsWith('template: ')) template = line.slice(10);
    else if (line !== '' && !line.startsWith('#')) {
      const colon = line.indexOf(': ');
      assert.ok(colon > 0 && cases.length > 0, `not understood: ${line}`);
      cases.at(-1)!.expected[line.slice(0, colon)] = line.slice(colon + 2);
    }
  }
  return { template, cases };
}

const folder = path.join(import.meta.dirname, 'formats');
const shown = (value: string | number | undefined): string => (value === undefined ? '-' : String(value));

for (const file of readdirSync(folder).filter((name) => name.endsWith('.txt'))) {
  const { template, cases } = casesOf(readFileSync(path.join(folder, file), 'utf8'));
  const given = template === undefined ? undefined : compileFormat(template);
  const reader = createLineReader(0, given);
  for (const { line, before, expected } of cases) {
    test(`${file}: ${JSON.stringify(line).slice(0, 90)}`, () => {
      reader.context.zone = Number(expected['zone'] ?? 0);
      for (const other of before) assert.ok(reader.read(other) !== undefined, `unread: ${other}`);
      const bytes = Buffer.from(line, 'utf8').toString('latin1');
      const read = reader.read(bytes);
      assert.ok(read !== undefined, whyUnparsed(bytes));
      const record = read.record as RequestRecord;
      assert.equal(record.kind, 'request', `${read.label} takes it for ${record.kind}`);
      const verdict = identify(record);
      const got: Record<string, string> = {
        label: read.label,
        method: shown(record.method),
        target: Buffer.from(toBytes(record.target ?? '-')).toString('utf8'),
        status: shown(record.status),
        time: shown(isoTime(record.time)),
        seconds: shown(record.seconds),
        hit: verdict === undefined ? '-' : verdict.kind === 'hit' ? verdict.identity : verdict.kind,
      };
      const wanted: Record<string, string> = { ...USUAL, ...expected };
      delete wanted['zone'];
      for (const [name, value] of Object.entries(wanted)) assert.equal(got[name], value, `${name} (${read.label})`);
      if (verdict?.kind === 'hit') assert.equal(verdict.ip, ADDRESS);
    });
  }
}
