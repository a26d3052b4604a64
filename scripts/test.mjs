/**
 * `npm test`                    everything
 * `npm test -- PART…`           parts: typecheck, lint, unit, vscode
 * `npm test -- FILE…`           single test files
 * Installs and builds what is missing first. The last lines are the summary of Node's test runner; the exit status is
 * not 0 when anything failed, the compiler and the linter included.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureBrowser } from './setup/browser.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureVscodeHost } from './setup/vscode-host.mjs';
import { Complaint, root, runMain, step } from './steps.mjs';

const TESTS = path.join(root, 'test');
const WORKBENCH = path.join(TESTS, 'vscode');
const CHECKS = { typecheck: ['tsc', '-b'], lint: ['biome', 'check', '.', '--error-on-warnings'] };

await runMain(async () => {
  const asked = process.argv.slice(2);
  const parts = asked.length > 0 ? asked : [...Object.keys(CHECKS), 'unit', 'vscode'];
  const files = parts.flatMap(testFiles);
  await ensureDependencies();
  await ensureBuilt();
  let failed = false;
  for (const [part, command] of Object.entries(CHECKS)) {
    if (parts.includes(part) && (await runTool(command)) !== 0) failed = true;
  }
  // Elsewhere the suite downloads a desktop VS Code, and what needs the workbench in a page skips itself.
  if (process.platform === 'linux' && files.some((file) => file.startsWith(WORKBENCH))) {
    await ensureVscodeHost();
    await ensureBrowser();
  }
  if (files.length > 0 && (await runTests(files)) !== 0) failed = true;
  return failed ? 1 : 0;
});

/**
 * The test files of a part: a folder or file below test/, or any path; `unit` is everything but the workbench.
 * @param {string} part
 * @returns {string[]}
 * @throws {Complaint} when nothing is called so: a misspelt part must not look like a green run
 */
function testFiles(part) {
  if (part in CHECKS) return [];
  if (part === 'unit') return findTests(TESTS).filter((file) => !file.startsWith(WORKBENCH));
  const places = [path.join(TESTS, part), path.join(TESTS, `${part}.test.ts`), path.resolve(root, part)];
  const place = places.find((file) => existsSync(file));
  const found = place ? findTests(place) : [];
  if (found.length === 0) throw new Complaint(`There are no tests called ${part}.`);
  return found;
}

/** @param {string} place file or folder @returns {string[]} */
function findTests(place) {
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place)
    .sort()
    .flatMap((name) => {
      const file = path.join(place, name);
      if (statSync(file).isDirectory()) return findTests(file);
      return name.endsWith('.test.ts') ? [file] : [];
    });
}

/** @param {string[]} command @returns {Promise<number>} */
function runTool([tool = '', ...args]) {
  step(`${tool} ${args.join(' ')}`);
  return runNode([findTool(tool), ...args]);
}

/** The file behind a command of a dependency. @param {string} tool */
function findTool(tool) {
  const places = { tsc: 'typescript/bin/tsc', biome: '@biomejs/biome/bin/biome' };
  return path.join(root, 'node_modules', places[/** @type {keyof typeof places} */ (tool)]);
}

/** @param {string[]} files */
function runTests(files) {
  step(`${files.length} test files`);
  // A test that waits in vain fails by itself, instead of stopping all that come after it.
  return runNode(['--import', 'tsx', '--test', '--test-timeout=240000', '--test-reporter=spec', ...files]);
}

/** @param {string[]} args @returns {Promise<number>} */
function runNode(args) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
  process.on('SIGINT', () => {});
  return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)));
}
