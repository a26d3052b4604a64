/** Processor time of whole programs, medians, ratios: what every part of the benchmark shares. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');
export const COMMAND = path.join(root, 'dist', 'preflight.cjs');
export const SERVER = path.join(root, 'dist', 'server.cjs');

/** A line for people. @param {string} text */
export const tell = (text) => process.stderr.write(`${text}\n`);

/** @param {number[]} values */
export const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** @param {number[]} values @param {number} share */
export const percentile = (values, share) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(values.length * share) - 1)] ?? Number.NaN;

/** @param {number} value */
export const rounded = (value) => Number(value.toFixed(2));

/**
 * Runs `work` in a folder that is gone afterwards.
 * @template T
 * @param {(folder: string) => Promise<T> | T} work
 */
export async function inScratch(work) {
  const folder = mkdtempSync(path.join(tmpdir(), 'preflight-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Runs a Node program to its end.
 * @param {string} scratch where the usage may be noted
 * @param {string[]} args
 * @param {Record<string, string>} [environment] beside what is set
 * @returns {{ cpu: number, wall: number, rssMiB: number, stdout: string }} `cpu` in seconds, user and system; `wall` in seconds
 * @throws when the program could not run as asked
 */
export function runNode(scratch, args, environment = {}) {
  const noted = path.join(scratch, 'usage.json');
  const hook = `process.on('exit',()=>require('fs').writeFileSync(${JSON.stringify(noted)},JSON.stringify(process.resourceUsage())))`;
  const begin = performance.now();
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(`import{createRequire}from'node:module';const require=createRequire('file:///');${hook}`)}`,
      ...args,
    ],
    { encoding: 'utf8', cwd: root, maxBuffer: 1 << 28, env: { ...process.env, ...environment } },
  );
  const wall = (performance.now() - begin) / 1000;
  if (status !== 0 && status !== 1) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  const usage = JSON.parse(readFileSync(noted, 'utf8'));
  return {
    cpu: (usage.userCPUTime + usage.systemCPUTime) / 1e6,
    wall,
    rssMiB: Math.round(usage.maxRSS / 1024),
    stdout,
  };
}
