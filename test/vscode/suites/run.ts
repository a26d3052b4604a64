/** Runs one suite inside the extension host. Which one, and where its results go, comes by environment. */
import Mocha from 'mocha';
import { elsewhere } from './elsewhere.ts';
import { project } from './project.ts';
import { reporterTo } from './reporter.ts';

const SUITES: Readonly<Record<string, () => void>> = { elsewhere, project };

/** Called by VS Code. @throws when a test failed, which makes VS Code end with status 1 */
export async function run(): Promise<void> {
  const name = process.env['PREFLIGHT_SUITE'] ?? '';
  const results = process.env['PREFLIGHT_SUITE_RESULTS'];
  const define = SUITES[name];
  if (!define || !results) throw new Error(`no suite called "${name}", or no file for its results`);
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, reporter: reporterTo(results) });
  mocha.suite.emit('pre-require', globalThis, null, mocha);
  define();
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
