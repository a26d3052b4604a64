import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { expandEnv, readDotenv } from '../../server/src/core/frontends/dotenv.ts';
import { processorTime } from '../support/processor-time.ts';

const read = (text: string): Record<string, string> =>
  Object.fromEntries(readDotenv(text).entries.map((entry) => [entry.key, entry.value]));

test('assignments in every way of writing them', () => {
  const cases: [string, Record<string, string>][] = [
    ['A=1', { A: '1' }],
    ['A = x y ', { A: 'x y' }],
    ['export A=1\nexport  B=2', { A: '1', B: '2' }],
    ['A="x\\ny"', { A: 'x\ny' }],
    ["A='x\\ny'", { A: 'x\\ny' }],
    ['A=http://a.cn #c', { A: 'http://a.cn' }],
    ['A=http://a.cn/#/x', { A: 'http://a.cn/' }],
    ['A="http://a.cn/#/x" # c', { A: 'http://a.cn/#/x' }],
    ['#A=1\n  # B=2\nC=3', { C: '3' }],
    ['A=\nB= \nC=""', { A: '', B: '', C: '' }],
    ['A="x\ny"\nB=2', { A: 'x\ny', B: '2' }],
    ['A="x\r\ny"\r\nB=2\r\n', { A: 'x\ny', B: '2' }],
    ['A=x=y==', { A: 'x=y==' }],
    ['A: 1', { A: '1' }],
    ['A.B-C=1', { 'A.B-C': '1' }],
    ['A="a\\"b"', { A: 'a\\"b' }],
    ['A="a" b"', { A: 'a" b' }],
    ['A="a"b', { A: '"a"b' }],
    ["A=it's", { A: "it's" }],
    ['A=1\nA=2', { A: '2' }],
    ['\ufeffA=1', { A: '1' }],
    ['A=`a"b\'c`', { A: 'a"b\'c' }],
  ];
  for (const [text, expected] of cases) assert.deepEqual(read(text), expected, JSON.stringify(text));
});

test('what is wrong is told at its place, and the rest is read', () => {
  const text = 'VITE_A\nVITE_B="x\nVITE_C=3\n  ??';
  const { entries, problems } = readDotenv(text);
  assert.deepEqual(
    entries.map((entry) => [entry.key, entry.value]),
    [
      ['VITE_B', '"x'],
      ['VITE_C', '3'],
    ],
  );
  assert.deepEqual(
    problems.map((problem) => text.slice(problem.start, problem.end)),
    ['VITE_A', '"', '??'],
  );
});

test('every place is that of the text, whatever the text', () => {
  const piece = fc.constantFrom(
    'A',
    'B',
    '=',
    '"',
    "'",
    '`',
    '\n',
    '\r\n',
    '#',
    ' ',
    '\\',
    'export ',
    ':',
    'x',
    '${A}',
    '\ufeff',
    '你',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (parts) => {
      const text = parts.join('');
      const { entries, problems } = readDotenv(text);
      for (const entry of entries) {
        assert.equal(text.slice(entry.keyStart, entry.keyEnd), entry.key);
        const written = text.slice(entry.valueStart, entry.valueEnd);
        if (!/[\\\r]/.test(written)) assert.equal(written, entry.value);
        if (entry.quote !== '') assert.equal(text[entry.valueStart - 1], entry.quote);
      }
      for (const problem of problems) assert.ok(problem.start < problem.end && problem.end <= text.length);
      expandEnv(new Map(entries.map((entry) => [entry.key, entry.value])));
    }),
    { numRuns: 3000 },
  );
});

test('Node reads the same out of every file that people write', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abcXYZ019/:.?&-_ ='), maxLength: 12 }).map((text) => text.trim());
  const plain = fc.oneof(
    word,
    word.map((text) => `${text} # ${text}`),
  );
  const quoted = fc
    .tuple(word, fc.constantFrom('"', "'", '`'), fc.constantFrom('', ' # note'))
    .map(([text, quote, comment]) => `${quote}${text}${quote}${comment}`);
  const many = fc.array(word, { minLength: 2, maxLength: 3 }).map((lines) => `"${lines.join('\n')}"`);
  const key = fc.constantFrom('A', 'VITE_URL', 'x1', '_Y');
  const assignment = fc
    .tuple(fc.constantFrom('', 'export '), key, fc.constantFrom('=', ' = ', '= '), fc.oneof(plain, quoted, many))
    .map((parts) => parts.join(''));
  const line = fc.oneof(assignment, fc.constantFrom('', '# comment', '# A=1'));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const text = `\n${lines.join('\n')}\n`;
      assert.deepEqual(read(text), { ...parseEnv(text) });
    }),
    { numRuns: 3000 },
  );
});

test('references are filled in', () => {
  const expand = (text: string, outer?: (key: string) => string | undefined): Record<string, string> =>
    Object.fromEntries(
      [...expandEnv(new Map(Object.entries(read(text))), outer)].map(([key, expanded]) => [key, expanded.value]),
    );
  assert.deepEqual(expand('HOST=http://localhost\nPORT=8080\nURL=${HOST}:$PORT/api'), {
    HOST: 'http://localhost',
    PORT: '8080',
    URL: 'http://localhost:8080/api',
  });
  assert.deepEqual(expand('URL=${HOST:-https://a.cn}/x\nV=${NONE-d}'), { URL: 'https://a.cn/x', V: 'd' });
  assert.deepEqual(expand('A=\\$x\nB=$'), { A: '$x', B: '$' });
  assert.deepEqual(expand('A=${B}x\nB=${A}y'), { A: 'yx', B: 'y' });
  assert.deepEqual(
    expand('A=${HOME}', (key) => (key === 'HOME' ? '/h' : undefined)),
    { A: '/h' },
  );
  assert.deepEqual(expand('A=later ${B}\nB=1'), { A: 'later 1', B: '1' });
  const { from } = expandEnv(
    new Map([
      ['URL', '${HOST}/x'],
      ['HOST', 'h'],
    ]),
  ).get('URL')!;
  assert.deepEqual(from, ['URL', 'HOST']);
});

test('references that multiply or chain without end stay bounded', () => {
  const doubling = new Map(Array.from({ length: 60 }, (_, at) => [`A${at}`, `\${A${at + 1}}\${A${at + 1}}`]));
  doubling.set('A60', 'xxxxxxxx');
  const chain = new Map(Array.from({ length: 5000 }, (_, at) => [`A${at}`, `\${A${at + 1}}`]));
  const empty = new Map([...doubling, ['A60', '']]);
  const { took } = processorTime(() => {
    for (const values of [doubling, empty, chain])
      for (const { value } of expandEnv(values).values()) assert.ok(value.length <= 131_072);
  });
  assert.ok(took < 3000);
});
