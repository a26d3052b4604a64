#!/usr/bin/env node
/**
 * Takes the command line of the desktop `code` and runs the web workbench in a headless Chromium instead, so that
 * @vscode/test-electron drives either without knowing which.
 *
 * Exit status: the suite's own, 0 or 1; 124 when it gives no result in time; 130 when stopped; 70 when the machinery fails.
 */
import { closeSync, existsSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { newWorkbenchPage, startBrowser } from './browser.mjs';
import { runServerCommand, startServer, vscodeVersion, workbenchAddress } from './server.mjs';

const LIMIT_MS = Number(process.env['PREFLIGHT_SUITE_TIMEOUT_MS'] ?? 240_000);

/** What test-electron adds besides, such as --skip-welcome, means nothing here and is passed over. */
const { values: flags, positionals } = parseArgs({
  options: {
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
    'extensions-dir': { type: 'string' },
    'install-extension': { type: 'string' },
    'list-extensions': { type: 'boolean' },
    locale: { type: 'string' },
    'user-data-dir': { type: 'string' },
    version: { type: 'boolean' },
  },
  strict: false,
  allowPositionals: true,
});
const flag = (/** @type {string} */ name) => {
  const value = /** @type {Record<string, unknown>} */ (flags)[name];
  return typeof value === 'string' ? value : undefined;
};

if (flags.version) {
  console.log(vscodeVersion());
} else if (flags['install-extension'] || flags['list-extensions']) {
  const { status, output } = runServerCommand(process.argv.slice(2));
  process.stdout.write(output);
  process.exitCode = status;
} else {
  await runSuite();
}

async function runSuite() {
  const suite = flag('extensionTestsPath');
  const work = mkdtempSync(path.join(tmpdir(), 'preflight-suite-'));
  const outputFile = path.join(work, 'output');
  writeFileSync(outputFile, '');
  const output = followOutput(outputFile);
  /** @type {import('./server.mjs').Server | undefined} */
  let server;
  /** @type {import('playwright-core').Browser | undefined} */
  let browser;
  let ending = false;
  const end = async (/** @type {number} */ status, /** @type {string} */ why = '') => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(status || 70), 15_000).unref();
    await Promise.allSettled([browser?.close(), server?.stop()]);
    output.stop();
    rmSync(work, { recursive: true, force: true });
    if (why) process.stderr.write(`${why}\n`);
    // Let what is written drain before the process goes.
    process.stdout.write('', () => process.stderr.write('', () => process.exit(status)));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => end(130, `stopped by ${signal}`));
  process.once('uncaughtException', (error) => end(70, error.stack));
  process.once('unhandledRejection', (error) => end(70, String(/** @type {Error} */ (error)?.stack ?? error)));
  setTimeout(() => end(124, `the suite gave no result within ${LIMIT_MS} ms`), LIMIT_MS).unref();

  server = await startServer({
    userDataFolder: absolute(flag('user-data-dir')),
    extensionsFolder: absolute(flag('extensions-dir')),
    language: flag('locale'),
    env: { PREFLIGHT_SUITE_ENTRY: absolute(suite), PREFLIGHT_SUITE_OUTPUT: outputFile },
  });
  void server.ended.then((why) => end(70, why));
  browser = await startBrowser();
  browser.on('disconnected', () => end(70, 'the browser went away'));
  const page = await newWorkbenchPage(browser);
  page.on('crash', () => end(70, 'the page of the workbench crashed'));
  // The workbench calls these two when a suite runs in it; both must be there before the page is.
  await page.exposeFunction('codeAutomationLog', () => {});
  await page.exposeFunction('codeAutomationExit', (/** @type {number} */ status) => {
    const verdict = output.verdict();
    // Both have to agree: a suite that calls process.exit(0) half-way has not passed.
    if (verdict === undefined) end(status || 1, 'the extension host ended before the suite did');
    else end(status === 0 && verdict !== 0 ? 1 : status);
  });
  await page.goto(
    workbenchAddress(server, {
      open: positionals.find((name) => existsSync(name)),
      extension: flag('extensionDevelopmentPath'),
      suite: suite && path.join(import.meta.dirname, 'suite-entry.cjs'),
    }),
    { waitUntil: 'commit' },
  );
}

/** Passes on what the suite writes, until `stop`. @param {string} file */
function followOutput(file) {
  const descriptor = openSync(file, 'r');
  const block = Buffer.alloc(65_536);
  let rest = Buffer.alloc(0);
  /** @type {number | undefined} */
  let verdict;
  const read = () => {
    for (let size = readSync(descriptor, block); size > 0; size = readSync(descriptor, block)) {
      rest = Buffer.concat([rest, block.subarray(0, size)]);
    }
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      const [kind, value] = JSON.parse(rest.subarray(0, end).toString('utf8'));
      rest = rest.subarray(end + 1);
      if (kind === 'end') verdict = value;
      else (kind === 'error' ? process.stderr : process.stdout).write(value);
    }
  };
  const timer = setInterval(read, 50);
  return {
    verdict: () => {
      read();
      return verdict;
    },
    stop: () => {
      clearInterval(timer);
      read();
      closeSync(descriptor);
    },
  };
}

/** @param {string | undefined} file */
function absolute(file) {
  return file === undefined ? undefined : path.resolve(file);
}
