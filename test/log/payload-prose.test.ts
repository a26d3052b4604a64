/** Prose and products' names are nobody's attack; the same words in the shape of a statement are. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classify } from '../../server/src/core/log/payload/classify.ts';
import { readsLikeSql } from '../../server/src/core/log/payload/sql-shape.ts';

const familyOf = (value: string) =>
  classify({ method: 'GET', path: '/s', query: `q=${encodeURIComponent(value)}`, cut: false }).family;

const PROSE = [
  'size 3 or 4 linen shirt',
  'oak desk 48" wide - solid wood',
  "the baker's and the miller's union",
  '"summer hat" straw',
  'bring a towel; more than one is fine',
  'doors open at nine; call when you are here',
  'we select a winner from all entries',
  'red and blue, or both if there is room',
  'where is the order by phone button?',
];
const STATEMENTS = [
  "7' or 'a'='a",
  '7" and 1=1-- ',
  "x') or ('1'='1",
  '7; drop table users',
  "7'||'a",
  '1 or 1=1',
  "7' or 1#",
];

for (const value of PROSE) test(`no attack: ${value}`, () => assert.equal(familyOf(value), 'baseline'));
for (const value of STATEMENTS) test(`SQL: ${value}`, () => assert.equal(familyOf(value), 'sqli'));

test('operands that follow one another are prose, with whatever quote is open', () => {
  assert.equal(readsLikeSql("'-'1"), true);
  assert.equal(readsLikeSql("' or name like 'a%"), true);
  assert.equal(readsLikeSql('2 or 4 metal buttons'), false);
  assert.equal(readsLikeSql('it\'s a "nice" day'), false);
});
