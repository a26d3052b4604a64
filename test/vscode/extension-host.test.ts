/** The extension inside a real VS Code, through VS Code's own API. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import type { SuiteResult } from './suites/reporter.ts';
import { runSuite } from './workbench/extension-host.ts';
import { copySample, temporaryFolder } from './workbench/sample.ts';

/** Reports what happened inside VS Code as if it had happened here. */
async function report(context: TestContext, results: readonly SuiteResult[]): Promise<void> {
  for (const { title, failure } of results) {
    await context.test(title, () => {
      if (failure) throw Object.assign(new Error(failure.split('\n')[0]), { stack: failure });
    });
  }
}

test('in the sample project', async (context) => {
  const work = temporaryFolder();
  context.after(work.remove);
  await report(context, await runSuite('project', copySample(work.path)));
});

test('in a folder without a mini-program', async (context) => {
  const work = temporaryFolder();
  context.after(work.remove);
  const folder = path.join(work.path, 'elsewhere');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'package.json'), '{ "name": "elsewhere", "private": true }\n');
  writeFileSync(path.join(folder, 'main.js'), "fetch('http://localhost:3000/api');\n");
  await report(context, await runSuite('elsewhere', folder));
});
