/** The file people install: packaged, installed from that file alone, and working. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { runServerCommand } from '../../scripts/workbench/server.mjs';
import { ROOT, temporaryFolder } from './workbench/sample.ts';
import { withWorkbench } from './workbench/session.ts';

const skip = process.platform === 'linux' ? false : 'the workbench in a page is laid down on Linux only';

test('the packaged extension installs from its file and finds', { skip }, async (context) => {
  const work = temporaryFolder();
  context.after(work.remove);
  const script = path.join(ROOT, 'scripts/package.mjs');
  const said = execFileSync(process.execPath, [script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const file = path.join(ROOT, /^(\S+\.vsix) /m.exec(said)![1]!);
  const extensionsFolder = path.join(work.path, 'extensions');
  const places = ['--server-data-dir', work.path, '--extensions-dir', extensionsFolder];
  const installed = runServerCommand([...places, '--install-extension', file]);
  assert.equal(installed.status, 0, installed.output);
  const listed = runServerCommand([...places, '--list-extensions', '--show-versions']);
  assert.match(listed.output, /^preflight\.mp-preflight@\d/m);

  await withWorkbench('packaged', { extensionsFolder, file: 'miniprogram/api/record.js' }, async (session) => {
    await session.page.locator('.squiggly-error').first().waitFor({ timeout: 60_000 });
    // Not driven by tests, this workbench shows notifications: there must be none.
    assert.deepEqual(await session.page.locator('.notification-toast').allInnerTexts(), []);
    await session.screenshot('packaged');
  });
});
