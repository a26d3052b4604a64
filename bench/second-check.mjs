/**
 * The whole check asked again: of the same server, at once and after one character in a page and in the hub; and of the
 * command line, with the cache, where nothing has changed.
 */
import assert from 'node:assert/strict';
import path from 'node:path';
import { Typist } from './language-client.mjs';
import { COMMAND, inScratch, median, rounded, runNode, SERVER, tell } from './measured.mjs';
import { miniProgram } from './projects.mjs';

const ROUNDS = 3;
/** @type {[string, string]} */
const PROBE = ['var p', ' = 1; wx.request({ url: "https://test-api.qingguo-shop.cn/x" });'];

export function secondCheckFigures() {
  return inScratch(async (scratch) => {
    const project = miniProgram(path.join(scratch, 'project'), 1000);
    const runs = [];
    for (let round = 0; round < ROUNDS; round++) {
      const times = { first: 0, second: 0, afterPage: 0, afterHub: 0 };
      for (const file of [project.page, project.hub]) {
        const typist = new Typist([process.execPath, SERVER, '--stdio'], project.folder, file, PROBE);
        const check = async () => {
          const begin = performance.now();
          await typist.request('preflight/check', {});
          return performance.now() - begin;
        };
        try {
          await typist.start();
          const first = await check();
          const second = await check();
          await typist.key();
          const after = await check();
          if (file === project.page) Object.assign(times, { first, second, afterPage: after });
          else times.afterHub = after;
        } finally {
          await typist.stop();
        }
      }
      runs.push({ ...times, ...cached(scratch, project.folder, round) });
    }
    const first = median(runs.map((run) => run.first));
    const figures = {
      firstMilliseconds: Math.round(first),
      secondOverFirst: rounded(median(runs.map((run) => run.second)) / first),
      afterPageOverFirst: rounded(median(runs.map((run) => run.afterPage)) / first),
      cachedOverFirstCpu: rounded(median(runs.map(({ again, anew }) => again / anew))),
      afterHubOverFirst: rounded(median(runs.map((run) => run.afterHub)) / first),
    };
    tell(
      `second check: ${figures.secondOverFirst} of the first, after a key in a page ${figures.afterPageOverFirst}, in the hub ${figures.afterHubOverFirst}; on the command line, from the cache, ${figures.cachedOverFirstCpu} of its processor time`,
    );
    return figures;
  });
}

/**
 * Two runs of the command line with an empty cache folder: what the second costs beside the first, in processor time.
 * @param {string} scratch @param {string} folder @param {number} round
 */
function cached(scratch, folder, round) {
  const env = { XDG_CACHE_HOME: path.join(scratch, `cache${round}`) };
  const args = [COMMAND, 'check', folder, '--format', 'json', '--no-config'];
  const anew = runNode(scratch, args, env);
  const again = runNode(scratch, args, env);
  const said = (/** @type {string} */ text) => text.replace(/"elapsedMs": \d+/, '');
  assert.equal(said(again.stdout), said(anew.stdout), 'the cache gives what the check gave');
  return { anew: anew.cpu, again: again.cpu };
}
