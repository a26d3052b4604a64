/** Starts the VS Code server of the host folder on the loopback address, and names the page that shows a workbench. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { hostNode, vscodeFolder } from '../setup/vscode-host.mjs';
import { writeLanguagePack } from './language-pack.mjs';

/** Nothing but the editor: no welcome, no tips, no assistant, no look at any server. */
const QUIET_SETTINGS = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'telemetry.telemetryLevel': 'off',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/**
 * @typedef {object} ServerOptions
 * @property {string} [userDataFolder]
 * @property {string} [extensionsFolder] installed extensions
 * @property {Record<string, unknown>} [settings] user settings; read once, at the start
 * @property {string} [language] for example `zh-cn`
 * @property {NodeJS.ProcessEnv} [env] what the extension host gets besides this process's environment
 * @property {boolean} [installedOnly] do not load extensions from folders under development; also shows notifications,
 *   which the workbench keeps back while it is driven by tests
 *
 * @typedef {object} Server
 * @property {string} origin of its pages, `http://127.0.0.1:PORT`
 * @property {string} dataFolder removed at the end
 * @property {Promise<string>} ended resolves, with the reason, when the server ends by itself
 * @property {() => Promise<void>} stop ends the server and everything it started, and removes its data; may be called again
 */

const serverScript = () => path.join(vscodeFolder(), 'out', 'server-main.js');

/** The environment without what a surrounding VS Code left in it, and without a marketplace. @param {NodeJS.ProcessEnv} more */
function environment(more = {}) {
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, EXTENSIONS_GALLERY: '{}', ...more };
  for (const name of Object.keys(env)) if (/^(ELECTRON_|VSCODE_)/.test(name)) delete env[name];
  return env;
}

/** @param {ServerOptions} [options] @returns {Promise<Server>} @throws when it does not listen within a minute */
export async function startServer(options = {}) {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'preflight-vscode-'));
  const userDataFolder = options.userDataFolder ?? path.join(dataFolder, 'user');
  writeSettings(userDataFolder, options.settings ?? {});
  const args = ['--without-connection-token', '--host', '127.0.0.1', '--port', '0', '--accept-server-license-terms'];
  args.push('--server-data-dir', dataFolder, '--user-data-dir', userDataFolder);
  args.push('--disable-workspace-trust', '--telemetry-level', 'off');
  if (options.extensionsFolder) args.push('--extensions-dir', options.extensionsFolder);
  // A built workbench loads extensions under development only when it may be driven by tests.
  if (!options.installedOnly) args.push('--enable-smoke-test-driver');
  if (options.language && options.language !== 'en') {
    writeLanguagePack(userDataFolder, options.language);
    args.push('--locale', options.language);
  }
  const child = spawn(hostNode(), [serverScript(), ...args], {
    // Its sockets go into the folder that is removed, not into the common temporary one.
    env: environment({ XDG_RUNTIME_DIR: dataFolder, ...options.env }),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that the extension host and its language servers end with it.
    detached: true,
  });
  let printed = '';
  let stopping = false;
  /** @type {Promise<string>} */
  const exited = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`the VS Code server ended with ${signal ?? code}`));
  });
  const stop = async () => {
    stopping = true;
    signalGroup(child.pid, 'SIGTERM');
    await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, 3000))]);
    signalGroup(child.pid, 'SIGKILL');
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  /** @type {Promise<string>} */
  const listening = new Promise((resolve) => {
    const read = (/** @type {Buffer} */ chunk) => {
      printed = (printed + chunk.toString('utf8')).slice(-20_000);
      const port = /Extension host agent listening on (\d+)/.exec(printed)?.[1];
      if (port) resolve(port);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
  });
  let timer;
  const port = await Promise.race([
    listening,
    exited.then((why) => new Error(why)),
    new Promise((resolve) => {
      timer = setTimeout(() => resolve(new Error('the VS Code server did not listen within 60 s')), 60_000);
    }),
  ]);
  clearTimeout(timer);
  if (typeof port !== 'string') {
    await stop();
    throw new Error(`${port.message}\n${printed}`);
  }
  const ended = exited.then((why) => (stopping ? new Promise(() => {}) : `${why}\n${printed}`));
  return { origin: `http://127.0.0.1:${port}`, dataFolder, ended, stop };
}

/** @param {number | undefined} pid @param {NodeJS.Signals} signal */
function signalGroup(pid, signal) {
  try {
    if (pid) process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}

/** @param {string} userDataFolder @param {Record<string, unknown>} settings */
function writeSettings(userDataFolder, settings) {
  const file = path.join(userDataFolder, 'User', 'settings.json');
  mkdirSync(path.dirname(file), { recursive: true });
  let kept = {};
  try {
    if (existsSync(file)) kept = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return; // a person's own file, with comments: it stays as it is
  }
  writeFileSync(file, JSON.stringify({ ...QUIET_SETTINGS, ...kept, ...settings }, null, 2));
}

/** A file or folder of this machine as the workbench in the page names it. @param {Server} server @param {string} file */
export function remoteUri(server, file) {
  return `vscode-remote://${new URL(server.origin).host}${pathToFileURL(path.resolve(file)).pathname}`;
}

/**
 * The address of a workbench.
 * @param {Server} server
 * @param {{ open?: string, files?: string[], extension?: string, suite?: string }} what
 *   `open`: folder or .code-workspace; `extension`: folder of an extension under development; `suite`: file with `run()`
 */
export function workbenchAddress(server, { open, files = [], extension, suite }) {
  const address = new URL(server.origin);
  if (!open) address.searchParams.set('ew', 'true');
  else address.searchParams.set(open.endsWith('.code-workspace') ? 'workspace' : 'folder', path.resolve(open));
  const payload = [['skipWelcome', 'true'], ...files.map((file) => ['openFile', remoteUri(server, file)])];
  if (extension) payload.push(['extensionDevelopmentPath', remoteUri(server, extension)]);
  if (suite) payload.push(['extensionTestsPath', remoteUri(server, suite)]);
  address.searchParams.set('payload', JSON.stringify(payload));
  return address.href;
}

/**
 * The server's own command line, for what needs no workbench: installing an extension, listing the installed ones.
 * @param {string[]} args
 * @returns {{ status: number, output: string }}
 */
export function runServerCommand(args) {
  const result = spawnSync(hostNode(), [serverScript(), '--accept-server-license-terms', ...args], {
    encoding: 'utf8',
    env: environment(),
  });
  return { status: result.status ?? 1, output: `${result.stdout}${result.stderr}` };
}

/** The version of the VS Code in the host folder. @returns {string} */
export function vscodeVersion() {
  return JSON.parse(readFileSync(path.join(vscodeFolder(), 'package.json'), 'utf8')).version;
}
