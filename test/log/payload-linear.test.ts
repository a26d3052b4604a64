/** No payload pattern is worse than linear: every one of them against texts made to have patterns try again and again. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { LONGEST_VALUE } from '../../server/src/core/log/payload/decode.ts';
import { RANKED } from '../../server/src/core/log/payload/families.ts';
import { processorTime } from '../support/processor-time.ts';

const SEEDS = [
  ...['a', ' ', '%', "'", '"', '/*', '*/', '(', ')', '<', '{', '$', ';', '\\', '=', '&', '|', '`', '.', '/', '-', '#'],
  ...[
    '<a ',
    '<img ',
    '<!',
    'on',
    "' or ",
    'select ',
    'and ',
    'a=',
    '${',
    '$(',
    '../',
    '{{',
    'x:',
    '0x0',
    '1,',
    "'a'",
    ' limit 1',
  ],
  ...[
    'select a from',
    'case when ',
    'union ',
    '\n',
    '\r\n',
    '\0',
    '[',
    '](',
    '1 like ',
    '@import',
    'java',
    '&#x1',
    'o:1:',
  ],
];

/** A pattern is asked whether it matches, a global one for all its matches. */
function tryAll(pattern: RegExp, text: string): boolean {
  return pattern.global ? [...text.matchAll(pattern)].length > 0 : pattern.test(text);
}

/** Least milliseconds of the runs: what other programs took from the processor does not count. */
function cost(pattern: RegExp, text: string, runs = 3): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    least = Math.min(least, processorTime(() => tryAll(pattern, text)).took);
  }
  return least;
}

test('every payload pattern costs at most in proportion to the text', () => {
  const worse: string[] = [];
  for (const { family, sub, weight, needs, pattern, unless } of RANKED) {
    for (const part of [pattern, needs, unless]) {
      if (part === undefined) continue;
      for (const seed of SEEDS) {
        const long = seed.repeat(Math.ceil(LONGEST_VALUE / seed.length)).slice(0, LONGEST_VALUE);
        // Too little to tell a curve from noise is too little to harm.
        if (cost(part, long, 1) < 2) continue;
        const [quarter, whole, fourfold] = [
          cost(part, long.slice(0, LONGEST_VALUE / 4)),
          cost(part, long),
          cost(part, long.repeat(4)),
        ];
        // Four times the text may cost four times as much; a quadratic pattern costs sixteen times, twice over.
        if (whole > quarter * 9 && fourfold > whole * 9)
          worse.push(
            `${family}/${sub ?? '-'} ${weight} on ${JSON.stringify(seed)}: ${[quarter, whole, fourfold].map((ms) => ms.toFixed(1)).join(' → ')} ms`,
          );
      }
    }
  }
  assert.deepEqual(worse, []);
});
