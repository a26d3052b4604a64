/**
 * How fast a log is read, as ratios: the whole summary of a log in the page cache against the processor time of ripgrep
 * counting the same five literals, memory, growth with size, what a hit costs, and how soon a followed log shows a new hit.
 *
 *   node bench/log.mjs [--size MIB] [--rounds N]
 *
 * Prints one JSON object. Needs dist/ (npm run build) and `rg`; without `rg` the ratio to it is null.
 */
import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ADDRESSES, AGENT, makeLog } from './traffic.mjs';

const root = path.resolve(import.meta.dirname, '..');
const commandLine = path.join(root, 'dist', 'preflight.cjs');
const flag = (/** @type {string} */ name, /** @type {number} */ usual) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? usual : Number(process.argv[at + 1]);
};
const MIB = flag('--size', 256);
const ROUNDS = flag('--rounds', 3);

/** Seconds of processor time and the most memory of a run of the command line. @param {string[]} args */
function measured(args) {
  const report = path.join(folder, 'usage.json');
  const hook = path.join(folder, 'usage.cjs');
  writeFileSync(
    hook,
    `process.on('exit', () => { const u = process.resourceUsage(); require('fs').writeFileSync(${JSON.stringify(report)}, JSON.stringify(u)); });`,
  );
  const { stdout, status } = spawnSync(process.execPath, ['--require', hook, commandLine, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`the command line ended with ${status}`);
  const usage = JSON.parse(readFileSync(report, 'utf8'));
  return {
    cpu: (usage.userCPUTime + usage.systemCPUTime) / 1e6,
    rssMiB: Math.round(usage.maxRSS / 1024),
    summary: JSON.parse(stdout),
  };
}

/** Seconds of processor time of ripgrep, or null without one. @param {string} file */
function ripgrep(file) {
  const literals = [AGENT, ...ADDRESSES].map((text) => `-e '${text}'`).join(' ');
  const script = `TIMEFORMAT='%U %S'; time rg --no-mmap -j1 -c -F ${literals} '${file}' >/dev/null`;
  const { stderr, status } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
  if (status !== 0) return null;
  const [user = 0, system = 0] = stderr.trim().split(' ').map(Number);
  return user + system;
}

/** Processor time of classifying one hit, in microseconds. */
function hitCost() {
  const { stdout, status } = spawnSync(process.execPath, ['--import', 'tsx', path.join(root, 'bench', 'hit-cost.ts')], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error('the cost of a hit could not be measured');
  return Number(stdout);
}

const median = (/** @type {number[]} */ values) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Milliseconds until a followed log shows a line that was just written. @param {string} file @param {string} line */
async function followDelay(file, line) {
  const child = spawn(process.execPath, [commandLine, 'log', file, '--follow', '--format', 'ndjson'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (data) => {
    out += data;
  });
  const until = async (/** @type {() => boolean} */ done) => {
    const end = Date.now() + 20_000;
    while (!done()) {
      if (Date.now() > end) throw new Error('the followed log shows nothing');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const count = () => out.split('\n').length - 1;
  await until(() => count() >= 1);
  await new Promise((resolve) => setTimeout(resolve, 600));
  const before = count();
  const begin = performance.now();
  appendFileSync(file, line);
  await until(() => count() > before);
  const delay = performance.now() - begin;
  child.kill('SIGTERM');
  await new Promise((resolve) => child.once('exit', resolve));
  return Math.round(delay);
}

const folder = mkdtempSync(path.join(tmpdir(), 'preflight-bench-'));
try {
  const file = path.join(folder, 'access.log');
  const truth = makeLog(file, MIB);
  const small = path.join(folder, 'small.log');
  const { bytes: smallBytes } = makeLog(small, Math.max(1, MIB >> 2));
  measured(['log', file, '--format', 'json']);
  const runs = [];
  for (let round = 0; round < ROUNDS; round++) {
    runs.push({
      rg: ripgrep(file),
      ...measured(['log', file, '--format', 'json']),
      small: measured(['log', small, '--format', 'json']).cpu,
    });
  }
  const { summary } = runs[0] ?? { summary: undefined };
  if (summary?.totals.hits !== truth.hits || summary.files[0].lines !== truth.lines)
    throw new Error('the summary is wrong');
  const cpu = median(runs.map((run) => run.cpu));
  const rg = runs.every((run) => run.rg !== null) ? median(runs.map((run) => Number(run.rg))) : null;
  const empty = path.join(folder, 'empty.log');
  writeFileSync(empty, '');
  const start = median(Array.from({ length: ROUNDS }, () => measured(['log', empty, '--format', 'json']).cpu));
  const many = measured(['log', ...new Array(16).fill(file), '--format', 'json']);
  if (many.summary.totals.hits !== 16 * truth.hits) throw new Error('the summary of sixteen logs is wrong');
  const followed = path.join(folder, 'followed.log');
  const begun = readFileSync(small).subarray(0, 4 << 20);
  writeFileSync(followed, begun.subarray(0, begun.lastIndexOf(10) + 1));
  const line = `106.55.202.118 - - [07/Nov/2024:21:59:59 +0800] "GET /new HTTP/1.1" 200 5 "-" "${AGENT}"\n`;
  process.stdout.write(
    `${JSON.stringify(
      {
        log: {
          mebibytes: Math.round(truth.bytes / 2 ** 20),
          cpuSeconds: cpu,
          ripgrepCpuSeconds: rg,
          cpuOverRipgrep: rg === null ? null : Number((cpu / rg).toFixed(2)),
          cpuWithoutStartOverRipgrep: rg === null ? null : Number(((cpu - start) / rg).toFixed(2)),
          gibibytesPerCpuSecond: Number((truth.bytes / 2 ** 30 / (cpu - start)).toFixed(2)),
          // 1 is linear: four times the log costs four times the time.
          growth: Number(
            ((cpu - start) / (truth.bytes / smallBytes) / (median(runs.map((run) => run.small)) - start)).toFixed(2),
          ),
          rssMiB: Math.max(...runs.map((run) => run.rssMiB)),
          // Sixteen times the log, by naming it sixteen times: the same per byte is linear.
          growthToSixteen: Number(((many.cpu - start) / 16 / (cpu - start)).toFixed(2)),
          rssMiBForSixteen: many.rssMiB,
          microsecondsPerHit: hitCost(),
          followMilliseconds: await followDelay(followed, line),
        },
      },
      null,
      2,
    )}\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
