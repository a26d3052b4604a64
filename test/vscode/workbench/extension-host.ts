/** Runs one of the suites inside a real VS Code and gives back how each of its tests ended. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import type { SuiteResult } from '../suites/reporter.ts';
import { ROOT, temporaryFolder } from './sample.ts';

/** Below the extension, so that `require('vscode')` works in it, and in a folder that is never packaged. */
const BUNDLE = path.join(ROOT, 'dist/test/suites.cjs');

/**
 * Which VS Code: VSCODE_EXECUTABLE if that is set; on Linux our launcher, which shows the web workbench to a browser
 * without a screen; elsewhere undefined, and test-electron downloads a desktop one.
 */
function executable(): string | undefined {
  const named = process.env['VSCODE_EXECUTABLE'];
  if (named) return named;
  return process.platform === 'linux' ? path.join(ROOT, 'scripts/workbench/launcher.mjs') : undefined;
}

/** @param suite a name known to suites/run.ts @param folder what to open */
export async function runSuite(suite: string, folder: string): Promise<readonly SuiteResult[]> {
  await build({
    entryPoints: [path.join(ROOT, 'test/vscode/suites/run.ts')],
    outfile: BUNDLE,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  const work = temporaryFolder();
  const results = path.join(work.path, 'results');
  const output = new PassThrough();
  const printed: Buffer[] = [];
  output.on('data', (chunk) => printed.push(chunk));
  let failure: unknown;
  try {
    await runTests({
      vscodeExecutablePath: executable(),
      extensionDevelopmentPath: ROOT,
      extensionTestsPath: BUNDLE,
      extensionTestsEnv: { PREFLIGHT_SUITE: suite, PREFLIGHT_SUITE_RESULTS: results },
      launchArgs: [
        folder,
        '--disable-extensions',
        '--locale=en',
        `--user-data-dir=${path.join(work.path, 'user')}`,
        `--extensions-dir=${path.join(work.path, 'extensions')}`,
      ],
      stdout: output,
      stderr: output,
    });
  } catch (error) {
    failure = error;
  }
  const lines = existsSync(results) ? readFileSync(results, 'utf8').split('\n').filter(Boolean) : [];
  work.remove();
  const ended = lines.map((line): SuiteResult => JSON.parse(line));
  // A failed test is told by its own result; anything else that went wrong has to be told here.
  if (ended.length === 0 || (failure && ended.every(({ failure }) => failure === undefined))) {
    throw new Error(`the suite "${suite}" did not end as it should: ${failure}\n${Buffer.concat(printed)}`);
  }
  return ended;
}
