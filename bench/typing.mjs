/**
 * Typing in a workspace of 1,000 scripts: from a character to the finding that has moved along with it, beside oxlint's
 * language server in the same minutes. Also in the module everybody imports, and while a log is read.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { npm } from '../scripts/steps.mjs';
import { Typist } from './language-client.mjs';
import { inScratch, median, percentile, rounded, SERVER, tell } from './measured.mjs';
import { miniProgram } from './projects.mjs';
import { makeLog } from './traffic.mjs';

const ROUNDS = 2;
const WARM_UP = 20;
const KEYS = 150;
/** On a busy machine fewer keys are measured rather than for longer, in milliseconds; never fewer than these. */
const LONGEST = 15_000;
const FEWEST = 30;
/** Enough to be read for as long as somebody types, in mebibytes; to write more takes longer than to measure. */
const LARGEST_LOG = 256;
const OURS = [process.execPath, SERVER, '--stdio'];
const OXLINT = 'oxlint@1.94.0';
/** @type {[string, string]} */
const HOST_PROBE = ['var p', ' = 1; wx.request({ url: "https://test-api.qingguo-shop.cn/x" });'];
/** What oxlint surely flags. @type {[string, string]} */
const OXLINT_PROBE = ['var p', ' = 1; debugger;'];

/** The peer, installed on demand beside the other things that are only for measuring; undefined where it cannot be had. */
async function oxlint() {
  const folder = path.join(process.env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache'), 'preflight', 'bench');
  const program = path.join(folder, 'node_modules', 'oxlint', 'bin', 'oxlint');
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    await npm(['install', '--no-save', '--no-audit', '--no-fund', '--prefix', folder, OXLINT], { mayFail: true });
  }
  return existsSync(program) ? [process.execPath, program, '--lsp'] : undefined;
}

/**
 * @param {string[]} command @param {string} workspace @param {string} file @param {[string, string]} probe
 * @param {(typist: Typist) => Promise<void>} [before] what happens between the first finding and the keys
 */
async function typed(command, workspace, file, probe, before) {
  const typist = new Typist(command, workspace, file, probe);
  try {
    const start = await typist.start();
    await before?.(typist);
    for (let at = 0; at < WARM_UP; at++) await typist.key();
    const times = [];
    const end = performance.now() + LONGEST;
    while (times.length < FEWEST || (times.length < KEYS && performance.now() < end)) times.push(await typist.key());
    return { start, times };
  } finally {
    await typist.stop();
  }
}

/** @param {{ start: number, times: number[] }[]} rounds */
function figures(rounds) {
  const times = rounds.flatMap((round) => round.times);
  return {
    keysVerified: times.length,
    p50Milliseconds: rounded(percentile(times, 0.5)),
    p99Milliseconds: rounded(percentile(times, 0.99)),
    startMilliseconds: Math.round(median(rounds.map(({ start }) => start))),
  };
}

/** @param {number} mebibytes how large the log may be that is read meanwhile */
export function typingFigures(mebibytes) {
  const logMebibytes = Math.min(mebibytes, LARGEST_LOG);
  return inScratch(async (scratch) => {
    const project = miniProgram(path.join(scratch, 'project'), 1000);
    const log = path.join(scratch, 'access.log');
    makeLog(log, logMebibytes);
    const peer = await oxlint();
    const ran = {
      /** @type {any[]} */ page: [],
      /** @type {any[]} */ peer: [],
      /** @type {any[]} */ hub: [],
      /** @type {any[]} */ reading: [],
    };
    for (let round = 0; round < ROUNDS; round++) {
      ran.page.push(await typed(OURS, project.folder, project.page, HOST_PROBE));
      if (peer) ran.peer.push(await typed(peer, project.folder, project.page, OXLINT_PROBE));
      ran.hub.push(await typed(OURS, project.folder, project.hub, HOST_PROBE));
      ran.reading.push(
        await typed(OURS, project.folder, project.page, HOST_PROBE, (typist) =>
          typist.request('preflight/linkLogs', { files: [log] }),
        ),
      );
    }
    const page = figures(ran.page);
    const hub = figures(ran.hub);
    const reading = figures(ran.reading);
    const oxlintFigures = peer ? figures(ran.peer) : null;
    const over = (/** @type {number} */ ours, /** @type {number | undefined} */ theirs) =>
      theirs === undefined ? null : rounded(ours / theirs);
    const ratios = {
      p50OverOxlint: over(page.p50Milliseconds, oxlintFigures?.p50Milliseconds),
      p99OverOxlint: over(page.p99Milliseconds, oxlintFigures?.p99Milliseconds),
      startOverOxlint: over(page.startMilliseconds, oxlintFigures?.startMilliseconds),
      hubP99OverPage: rounded(hub.p99Milliseconds / page.p99Milliseconds),
      readingLogP99OverPage: rounded(reading.p99Milliseconds / page.p99Milliseconds),
    };
    tell(
      `typing: p50 ${ratios.p50OverOxlint ?? '–'}, p99 ${ratios.p99OverOxlint ?? '–'} times oxlint; hub ${ratios.hubP99OverPage}, reading a log ${ratios.readingLogP99OverPage} times the page`,
    );
    return { ...ratios, logMebibytes, page, hub, reading, oxlint: oxlintFigures };
  });
}
