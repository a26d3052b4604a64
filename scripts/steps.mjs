/**
 * What every script shares: where the project lies, one short line a step, and running another program.
 * Only Node's own modules: these scripts run in a fresh clone, before anything is installed.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');

/** Says what happens next. On standard error, because standard output belongs to the program that is started. @param {string} text */
export function step(text) {
  process.stderr.write(`· ${text}\n`);
}

/** A failure that is told in one sentence, without a stack: the person can do something about it. */
export class Complaint extends Error {}

/**
 * Runs a program and collects what it prints; that is shown only if the program fails.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, shown?: boolean, mayFail?: boolean }} [options] `shown`: let it write to standard error as it goes
 * @returns {Promise<{ status: number, output: string }>}
 * @throws {Complaint} when it cannot be started or, unless `mayFail`, ends with another status than 0
 */
export function run(command, args, { cwd = root, env = process.env, shown = false, mayFail = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: shown ? ['ignore', 2, 2] : ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32' && !command.endsWith('.exe'),
    });
    /** @type {Buffer[]} */
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    child.once('error', (error) => reject(new Complaint(`${command} could not be started: ${error.message}`)));
    child.once('close', (code, signal) => {
      const output = Buffer.concat(chunks).toString('utf8');
      const status = code ?? 1;
      if (status === 0 || mayFail) return resolve({ status, output });
      reject(new Complaint(`${command} ${args.join(' ')} ended with ${signal ?? status}\n${output.slice(-4000)}`));
    });
  });
}

/**
 * npm as the person runs it: the one that started this script, if one did.
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function npm(args, options) {
  const started = process.env['npm_execpath'];
  return started?.endsWith('.js')
    ? run(process.execPath, [started, ...args], options)
    : run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options);
}

/** Runs a script's main function: a complaint is one sentence and status 2, anything else keeps its stack. @param {() => Promise<number | void>} main */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Complaint ? error.message : /** @type {Error} */ (error).stack}\n`);
    process.exitCode = 2;
  }
}
