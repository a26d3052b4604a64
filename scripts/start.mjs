/**
 * `npm start`             opens a real VS Code on samples/live-record with the extension loaded
 * `npm start -- DIR`      the same on a folder of your own
 * `npm start -- check …`  (also hosts, routes, log) runs the command line, with its exit status
 * Installs and builds what is missing first.
 */
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureVscodeHost } from './setup/vscode-host.mjs';
import { root, runMain, step } from './steps.mjs';

const COMMANDS = new Set(['check', 'hosts', 'routes', 'log']);

await runMain(async () => {
  const [first, ...others] = process.argv.slice(2);
  await ensureDependencies();
  await ensureBuilt();
  // npm runs scripts in the project's folder; paths are meant from where the person stands.
  const from = process.env['INIT_CWD'] ?? process.cwd();
  if (first !== undefined && (COMMANDS.has(first) || first.startsWith('-'))) {
    return runCommandLine([first, ...others], from);
  }
  const folder = first === undefined ? path.join(root, 'samples', 'live-record') : path.resolve(from, first);
  return process.env['PREFLIGHT_START'] !== 'web' && desktopExists() ? openDesktop(folder) : openWeb(folder);
});

/** @param {string[]} args @param {string} cwd @returns {Promise<number>} */
function runCommandLine(args, cwd) {
  const child = spawn(process.execPath, [path.join(root, 'dist', 'preflight.cjs'), ...args], { cwd, stdio: 'inherit' });
  return new Promise((resolve) => {
    // A Ctrl+C goes to both; the command line ends by itself and its status counts.
    process.on('SIGINT', () => {});
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** Whether there is a desktop VS Code, and a screen to show it on. */
function desktopExists() {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return false;
  return spawnSync('code', ['--version'], { stdio: 'ignore', shell: process.platform === 'win32' }).status === 0;
}

/** @param {string} folder @returns {number} */
function openDesktop(folder) {
  step(`opening VS Code on ${folder}`);
  const args = ['--new-window', `--extensionDevelopmentPath=${root}`, folder];
  return spawnSync('code', args, { stdio: 'inherit', shell: process.platform === 'win32' }).status ?? 1;
}

/** Serves the web workbench until Ctrl+C. @param {string} folder @returns {Promise<number>} */
async function openWeb(folder) {
  await ensureVscodeHost();
  const { startServer, workbenchAddress } = await import('./workbench/server.mjs');
  step(`starting the web workbench of VS Code on ${folder}`);
  const server = await startServer();
  const interrupted = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
  });
  process.stdout.write(`\nOpen in a browser: ${workbenchAddress(server, { open: folder, extension: root })}\n`);
  step('Ctrl+C ends it');
  const why = await Promise.race([interrupted, server.ended]);
  await server.stop();
  if (typeof why === 'string' && !why.startsWith('SIG')) throw new Error(why);
  return 0;
}
