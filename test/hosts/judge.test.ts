/** Properties that hold for every text, and the claims the host lists make about themselves. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { judgeCloudEnv, judgeUrl } from '../../server/src/core/hosts/judge.ts';
import * as clouds from '../../server/src/core/models/hosts/clouds.ts';
import * as words from '../../server/src/core/models/hosts/label-words.ts';
import * as mocks from '../../server/src/core/models/hosts/mock-services.ts';
import { transports } from '../../server/src/core/models/hosts/transports.ts';
import { tunnels } from '../../server/src/core/models/hosts/tunnels.ts';
import * as vendors from '../../server/src/core/models/hosts/vendors.ts';
import { processorTime } from '../support/processor-time.ts';

const api = fc.constantFrom(...transports.map((row) => row.api));
const piece = fc.constantFrom(
  'http',
  'https',
  'ws',
  ':',
  '/',
  '//',
  '@',
  '[',
  ']',
  '::1',
  '127',
  '.',
  '-',
  'test',
  'api',
  'xn--',
  '%',
  '%00',
  '<',
  '>',
  '*',
  '\\',
  '\t',
  ' ',
  '?',
  '#',
  '你',
  '\ud800',
  '99999',
  'x',
  'localhost',
  'com',
  'cn',
  '0x7f',
);
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(piece, { maxLength: 14 }).map((parts) => parts.join('')),
);

test('no text makes the judge throw, and the place it names is the host it names', () => {
  fc.assert(
    fc.property(hostile, fc.boolean(), api, (text, complete, kind) => {
      const verdict = judgeUrl({ text, complete }, { api: kind });
      if (verdict) assert.equal(text.slice(verdict.start, verdict.end), verdict.host);
      judgeCloudEnv(text);
    }),
    { numRuns: 3000 },
  );
});

test('what follows a slash never changes the verdict, except for the paths of mock servers', () => {
  const host = fc.constantFrom(
    'https://api.shop.cn',
    'https://test.shop.cn',
    'http://localhost:8080',
    'https://xxx.com',
    'http://1.2.3.4',
  );
  fc.assert(
    fc.property(host, fc.string({ unit: 'binary' }), (url, rest) => {
      if (/mock/i.test(rest)) return;
      const known = judgeUrl({ text: `${url}/${rest}`, complete: true }, { api: 'request' });
      const unknown = judgeUrl({ text: `${url}/`, complete: false }, { api: 'request' });
      assert.equal(known?.verdict, unknown?.verdict);
      assert.equal(known?.hostname, unknown?.hostname);
    }),
  );
});

test('a very long host is judged in no time', () => {
  const { took } = processorTime(() => {
    for (const unit of ['a.', 'test-', 'x', '-', '@', ':', '1.', '你']) {
      judgeUrl({ text: `https://${unit.repeat(100_000)}`, complete: true }, { api: 'request' });
      judgeCloudEnv(unit.repeat(20_000));
    }
  });
  assert.ok(took < 2000);
});

test('the lists hold no row twice, and every suffix is written as a host', () => {
  const lists = { tunnels, ...clouds, ...vendors, mockServices: mocks.mockServices, echoServices: mocks.echoServices };
  for (const [name, rows] of Object.entries(lists)) {
    const suffixes = rows.map((row) => row.suffix);
    assert.deepEqual(
      suffixes.filter((suffix, at) => suffixes.indexOf(suffix) !== at),
      [],
      name,
    );
    for (const suffix of suffixes) assert.match(suffix, /^[a-z0-9*-]+(\.[a-z0-9*-]+)+$/, name);
  }
  const stages = words.stageWords.map((row) => row.word) as string[];
  assert.equal(new Set(stages).size, stages.length);
  assert.deepEqual(
    stages.filter((word) => [...words.serviceWords, ...words.assetWords, ...words.productionWords].includes(word)),
    [],
  );
});
