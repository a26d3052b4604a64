/**
 * Lays down a VS Code that runs without a screen: the server and web workbench that the npm package `code-server`
 * carries, and a Node new enough for it. Nothing is compiled; code-server itself is never run.
 *
 * It lies in a cache folder outside the project, so a second clone does not fetch 288 MB again.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { Complaint, npm, root, run, step } from '../steps.mjs';

/** Version of code-server; its lib/vscode is VS Code 1.139.1. */
const CODE_SERVER = '4.139.1';
const NODE = '24.21.0';

/** Big things that no extension's tests ever load. */
const DROPPED_DEPENDENCIES = [
  '@devcontainers/cli',
  '@github/copilot-sdk',
  '@microsoft/mxc-sdk',
  '@vscode/copilot-api',
  '@vscode/sandbox-runtime',
  '@vscode/sqlite3',
  '@vscode/windows-process-tree',
  '@vscode/windows-registry',
  'katex',
  'kerberos',
  'ssh2',
  'tar',
];
/** Native, and replaced by a few lines of JavaScript: see ../workbench/stand-ins. */
const STAND_INS = ['native-watchdog', 'spdlog'];
/** Built-in extensions that cost time at every start: TypeScript's alone starts a tsserver on the first .js file. */
const DROPPED_EXTENSIONS =
  /^(copilot|mermaid-markdown-features|microsoft-authentication|typescript-language-features|ms-vscode\..*)$/;

/** Where the host lies: PREFLIGHT_VSCODE_HOST, else the user's cache folder. */
export function hostFolder() {
  const named = process.env['PREFLIGHT_VSCODE_HOST'];
  if (named) return path.resolve(named);
  const cache = process.env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache');
  return path.join(cache, 'preflight', `vscode-${CODE_SERVER}`);
}

/** The host's VS Code: the folder with out/server-main.js. */
export const vscodeFolder = () => path.join(hostFolder(), 'vscode');

/** A Node that VS Code starts on: it needs module.registerHooks, which Node 20 has not. */
export const hostNode = () => path.join(hostFolder(), 'node_modules', nodePackage(), 'bin', 'node');

const nodePackage = () => `node-linux-${process.arch}`;
const stampFile = (/** @type {string} */ folder) => path.join(folder, 'complete.json');
const stamp = () => JSON.stringify({ codeServer: CODE_SERVER, node: NODE, layout: 1 });

export function hostIsInPlace() {
  try {
    return readFileSync(stampFile(hostFolder()), 'utf8') === stamp();
  } catch {
    return false;
  }
}

export async function ensureVscodeHost() {
  if (hostIsInPlace()) return;
  if (process.platform !== 'linux') {
    throw new Complaint('The web workbench is laid down on Linux only. Elsewhere set VSCODE_EXECUTABLE to a VS Code.');
  }
  const place = hostFolder();
  step(`laying down VS Code in ${place} (once, about 290 MB)`);
  // Built beside its place and moved there in one go: two runs at once, or one cut short, never leave half a host.
  const building = `${place}.${process.pid}`;
  rmSync(building, { recursive: true, force: true });
  mkdirSync(path.join(building, 'vscode'), { recursive: true });
  try {
    await layDown(building);
    writeFileSync(stampFile(building), stamp());
    rmSync(place, { recursive: true, force: true });
    renameSync(building, place);
  } catch (error) {
    rmSync(building, { recursive: true, force: true });
    if (!hostIsInPlace()) throw error;
  }
}

/** @param {string} folder */
async function layDown(folder) {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  // In a package of its own: in the project's, every npm script would run on this Node.
  const dependencies = { [nodePackage()]: NODE };
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: 'vscode-host', version: '0.0.0', private: true, dependencies }),
  );
  await npm(['install', ...quiet], { cwd: folder });
  for (const unused of ['include', 'share']) remove(folder, 'node_modules', nodePackage(), unused);

  const { output } = await npm(['pack', `code-server@${CODE_SERVER}`, '--ignore-scripts', '--loglevel=error'], {
    cwd: folder,
  });
  const archive = path.join(folder, output.trim().split('\n').at(-1) ?? '');
  const vscode = path.join(folder, 'vscode');
  await run('tar', ['xzf', archive, '--no-same-owner', '-C', vscode, '--strip-components=3', 'package/lib/vscode']);
  rmSync(archive);

  dropDependencies(path.join(vscode, 'package.json'));
  dropExtensions(path.join(vscode, 'extensions'));
  // The shrinkwrap stays, so that every package comes in the version VS Code was released with.
  await npm(['install', '--omit=dev', '--legacy-peer-deps', ...quiet], { cwd: vscode });
  dropOtherPlatforms(path.join(vscode, 'node_modules'));
  for (const name of STAND_INS) {
    const target = path.join(vscode, 'node_modules', '@vscode', name);
    cpSync(path.join(root, 'scripts', 'workbench', 'stand-ins', name), target, { recursive: true });
  }
}

/** @param {...string} parts */
const remove = (...parts) => rmSync(path.join(...parts), { recursive: true, force: true });

/** @param {string} file */
function dropDependencies(file) {
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  for (const name of [...DROPPED_DEPENDENCIES, ...STAND_INS.map((name) => `@vscode/${name}`)]) {
    delete manifest.dependencies[name];
  }
  writeFileSync(file, JSON.stringify(manifest, null, 2));
}

/** @param {string} folder */
function dropExtensions(folder) {
  for (const name of readdirSync(folder).filter((name) => DROPPED_EXTENSIONS.test(name))) {
    const extension = path.join(folder, name);
    const { browser } = JSON.parse(readFileSync(path.join(extension, 'package.json'), 'utf8'));
    rmSync(extension, { recursive: true });
    if (!browser) continue;
    // The workbench carries its own list of built-in extensions and still asks for this file.
    const file = path.join(extension, browser.endsWith('.js') ? browser : `${browser}.js`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, 'exports.activate = () => {};\n');
  }
}

/** @param {string} modules */
function dropOtherPlatforms(modules) {
  for (const unused of [
    'prebuilds/win32-x64',
    'prebuilds/win32-arm64',
    'prebuilds/darwin-x64',
    'prebuilds/darwin-arm64',
    'third_party',
  ]) {
    remove(modules, 'node-pty', unused);
  }
  const ripgrep = path.join(modules, '@vscode', 'ripgrep-universal', 'bin');
  if (!existsSync(ripgrep)) return;
  for (const name of readdirSync(ripgrep).filter((name) => name !== `linux-${process.arch}`)) remove(ripgrep, name);
}
