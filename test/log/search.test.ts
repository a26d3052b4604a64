import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toBytes } from '../../server/src/core/log/bytes.ts';
import { createSearch } from '../../server/src/core/log/search/search.ts';

const LITERALS = ['Tencent Security Team', '106.55.202.118', '43.139.209.119', 'servicewechat.com/'];

test('finds every literal and line end that is there, and nothing else', () => {
  const search = createSearch(LITERALS.map(toBytes), 4096);
  const piece = fc.oneof(
    fc.constantFrom(...LITERALS, '\n', 'Tencent Security Tea', '06.55.202.11', 'ab'),
    fc.string({ maxLength: 9 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces
        .join('')
        .replace(/[^\x00-\xff]/g, '?')
        .slice(0, 4096);
      search.bytes.set(toBytes(text));
      const found: string[] = [];
      const lines = search.run(text.length, (literal, at) => found.push(`${at}:${literal}`));
      const expected = LITERALS.flatMap((literal, index) =>
        [...text.matchAll(new RegExp(literal.replaceAll('.', '\\.'), 'g'))].map((match) => `${match.index}:${index}`),
      );
      assert.deepEqual(found.sort(), expected.sort());
      assert.equal(lines, text.split('\n').length - 1);
    }),
  );
});
