/**
 * How fast a log is read, as ratios: the whole summary of a log in the page cache against the processor time of ripgrep
 * counting the same five literals, memory, growth with size, and how soon a followed log shows a new hit.
 *
 *   node bench/log.mjs [--size MIB] [--rounds N]
 *
 * Prints one JSON object. Needs dist/ (npm run build) and `rg`; without `rg` the ratio to it is null.
 */
import { spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const commandLine = path.join(root, 'dist', 'preflight.cjs');
const ADDRESSES = ['106.55.202.118', '113.96.223.69', '125.39.132.125', '43.139.209.119'];
const AGENT = 'Tencent Security Team';
const flag = (/** @type {string} */ name, /** @type {number} */ usual) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? usual : Number(process.argv[at + 1]);
};
const MIB = flag('--size', 256);
const ROUNDS = flag('--rounds', 3);

/** Traffic of a mini-program's server, one line in two thousand from the scanner. @param {string} file @param {number} mebibytes */
function makeLog(file, mebibytes) {
  let seed = 1;
  const random = (/** @type {number} */ below) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const fd = openSync(file, 'w');
  let written = 0;
  let hits = 0;
  let lines = 0;
  while (written < mebibytes << 20) {
    const chunk = [];
    for (let n = 0; n < 2000; n++) {
      const second = String(random(60)).padStart(2, '0');
      const time = `07/Nov/2024:21:${String(random(60)).padStart(2, '0')}:${second} +0800`;
      if (n === 1000) {
        hits++;
        chunk.push(
          `${ADDRESSES[random(4)]} - - [${time}] "GET /open/v3/live/record?action=eval&live_id=${random(99)}%27%20AND%20SLEEP(4)--%20 HTTP/1.1" 401 468 "https://live.example.cn/" "${AGENT}, more information: https://developers.weixin.qq.com/"`,
        );
      } else {
        const ip = `${1 + random(222)}.${random(256)}.${random(256)}.${random(256)}`;
        const version = ['87', '87', '87', '86', '0'][random(5)];
        chunk.push(
          `${ip} - - [${time}] "GET /open/v3/live/list?page=${random(20)}&size=10&category=${random(9)}&_t=17309${random(99999999)} HTTP/1.1" 200 ${random(9000)} "https://servicewechat.com/wx0123456789abcdef/${version}/page-frame.html" "Mozilla/5.0 (iPhone; CPU iPhone OS 17_${random(7)}_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.${40 + random(14)}(0x1800${random(9999)}) NetType/WIFI Language/zh_CN"`,
        );
      }
      lines++;
    }
    written += writeSync(fd, `${chunk.join('\n')}\n`);
  }
  closeSync(fd);
  return { hits, lines, bytes: written };
}

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
