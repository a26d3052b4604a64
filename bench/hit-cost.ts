/**
 * What classifying one hit costs once the code is warm: processor time over many requests, no two alike, so that no answer
 * is remembered. Run by log.mjs; prints microseconds.
 */
import { classify } from '../server/src/core/log/payload/classify.ts';

const VALUES = [
  '42',
  '%E7%9B%B4%E6%92%AD',
  '42%27%29%29%20AND%20(SELECT*FROM(SELECT(SLEEP(4)))abcd)%20limit%201%23',
  '%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E',
  '..%2f..%2f..%2fetc%2fpasswd',
  '%bf%27%bf%27%27%22%5c%0d%0a',
  '%3bcat%20/etc/hosts',
  '%7b%7b7*7%7d%7d',
  'https%3A%2F%2Fexample.org%2F%3F',
  '1%2527%2520OR%25201%253D1',
];
const ROUNDS = 6;
const EACH = 2000;

const costs: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const begin = process.cpuUsage();
  for (let n = 0; n < EACH; n++) {
    const value = `${round}${n}${VALUES[n % VALUES.length]}`;
    classify({
      method: 'GET',
      path: '/open/v3/live/record',
      query: `action=list&live_id=${value}&page=${n}`,
      cut: false,
    });
  }
  const { user, system } = process.cpuUsage(begin);
  costs.push((user + system) / EACH);
}
process.stdout.write(`${Math.min(...costs.slice(ROUNDS >> 1)).toFixed(1)}\n`);
