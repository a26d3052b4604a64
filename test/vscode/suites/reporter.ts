/** Writes how each test inside VS Code ended to a file, from which the test runner outside reports it. */
import { appendFileSync } from 'node:fs';
import Mocha from 'mocha';

/** One line of the file. */
export interface SuiteResult {
  readonly title: string;
  readonly milliseconds: number;
  readonly failure?: string;
}

/** @param file where results go, one JSON object a line */
export function reporterTo(file: string): Mocha.ReporterConstructor {
  const { EVENT_TEST_FAIL, EVENT_TEST_PASS } = Mocha.Runner.constants;
  const write = (result: SuiteResult) => appendFileSync(file, `${JSON.stringify(result)}\n`);
  return class {
    constructor(runner: Mocha.Runner) {
      runner.on(EVENT_TEST_PASS, (test) => write({ title: test.fullTitle(), milliseconds: test.duration ?? 0 }));
      // Hooks that fail arrive here too.
      runner.on(EVENT_TEST_FAIL, (test, error) =>
        write({ title: test.fullTitle(), milliseconds: test.duration ?? 0, failure: error.stack ?? String(error) }),
      );
    }
  } as unknown as Mocha.ReporterConstructor;
}
