/**
 * `npm run bench`             every figure
 * `npm run bench -- PART…`    check, php, typing, log, panel
 * Each figure is a ratio within one run, with both sides in alternating rounds on the same machine (docs/performance.md).
 * One JSON object goes to standard output, a line for people per part to standard error. `--log-size MIB` makes the log
 * smaller than its gibibyte.
 */
import { spawnSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { ensureBuilt } from '../scripts/build.mjs';
import { ensureDependencies } from '../scripts/setup/dependencies.mjs';
import { Complaint, runMain } from '../scripts/steps.mjs';
import { checkFigures, graphFigures, phpFigures } from './check.mjs';
import { root, tell } from './measured.mjs';
import { panelFigures } from './panel.mjs';
import { secondCheckFigures } from './second-check.mjs';
import { typingFigures } from './typing.mjs';

const size = process.argv.indexOf('--log-size');
const logMebibytes = size < 0 ? 1024 : Number(process.argv[size + 1]);

/** @type {Record<string, () => unknown>} */
const PARTS = {
  check: async () => ({ ...(await checkFigures()), graphs: await graphFigures(), again: await secondCheckFigures() }),
  php: phpFigures,
  typing: () => typingFigures(logMebibytes),
  log: logFigures,
  panel: panelFigures,
};

await runMain(async () => {
  const asked = process.argv.slice(2).filter((_, at) => size < 0 || (at + 2 !== size && at + 2 !== size + 1));
  const parts = asked.length > 0 ? asked : Object.keys(PARTS);
  for (const part of parts) {
    if (!Object.hasOwn(PARTS, part))
      throw new Complaint(`There is no part called ${part}: ${Object.keys(PARTS).join(', ')}.`);
  }
  if (!(logMebibytes > 0)) throw new Complaint('--log-size takes a number of mebibytes.');
  await ensureDependencies();
  await ensureBuilt();
  /** @type {Record<string, unknown>} */
  const figures = {};
  for (const part of parts) figures[part] = await PARTS[part]?.();
  const machine = {
    node: process.version,
    processors: cpus().length,
    load: loadavg().map((value) => Number(value.toFixed(1))),
  };
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), machine, ...figures }, null, 2)}\n`);
});

/** The figures of a script that prints them itself. @param {string[]} args @returns {any} */
function printed(args) {
  const { stdout, stderr, status } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Complaint(`${args.join(' ')} ended with ${status}\n${stderr.slice(-2000)}`);
  return JSON.parse(stdout);
}

function logFigures() {
  const { log } = printed([path.join(root, 'bench', 'log.mjs'), '--size', String(logMebibytes)]);
  tell(
    `log: ${log.cpuOverRipgrep ?? '–'} times the processor time of ripgrep, ${log.gibibytesPerCpuSecond} GiB a second`,
  );
  return log;
}
