/** What a person sees and does: the workbench in a browser, by keyboard and by what is on the screen. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ROOT } from './workbench/sample.ts';
import { goTo, maximized, rowsOf, runCommand, withWorkbench } from './workbench/session.ts';

const skip = process.platform === 'linux' ? false : 'the workbench in a page is laid down on Linux only';
const RECORD = 'miniprogram/api/record.js';

/** Where the wrong host stands in the sample, counted from 1. */
function placeOfTestHost(): { line: number; column: number } {
  const lines = readFileSync(path.join(ROOT, 'samples/live-record', RECORD), 'utf8').split('\n');
  const line = lines.findIndex((text) => text.includes('test-record.'));
  return { line: line + 1, column: lines[line]!.indexOf('test-record.') + 1 };
}

test('a finding is underlined, and typing the right host takes it away', { skip }, async () => {
  await withWorkbench('typing', { file: RECORD }, async ({ page, screenshot }) => {
    const underlined = page.locator('.squiggly-error');
    await underlined.first().waitFor({ timeout: 60_000 });
    await page.keyboard.press('Control+Shift+M');
    const problem = page.locator('.markers-panel .monaco-list-row', { hasText: 'test-record.tinglanzhibo.cn' });
    await problem.first().waitFor();
    await screenshot('finding');
    await page.keyboard.press('Control+Shift+M');

    const { line, column } = placeOfTestHost();
    await page.locator('.editor-instance .view-lines').first().click();
    await goTo(page, line, column);
    for (let count = 'test-'.length; count > 0; count--) await page.keyboard.press('Delete');
    await page.locator('.view-lines', { hasText: "'https://record.tinglanzhibo.cn'" }).first().waitFor();
    await underlined.first().waitFor({ state: 'detached', timeout: 30_000 });
    await screenshot('corrected');
  });
});

test('Check before review gives a verdict for each build, leads to the place, and knows when it no longer holds', {
  skip,
}, async () => {
  // Saved by hand alone: what is typed and undone must not be written in between.
  const settings = { 'files.autoSave': 'off' };
  await withWorkbench('review', { settings }, async ({ page, folder, screenshot }) => {
    await runCommand(page, 'Check before review');
    const rows = rowsOf(page, 'Before Review');
    await rows.filter({ hasText: 'Release build' }).first().waitFor({ timeout: 60_000 });
    await maximized(page, 'Before Review');
    for (const line of ['Review build', 'Backend', 'Hosts', 'Handlers', 'Settings', 'Last scan']) {
      await rows.filter({ hasText: line }).first().waitFor();
    }
    await screenshot('review');
    const status = page.locator('[id="preflight.mp-preflight.preflight.status"]');
    const said = async (what: RegExp) => {
      for (const end = Date.now() + 20_000; ; await page.waitForTimeout(100)) {
        const label = (await status.getAttribute('aria-label')) ?? '';
        if (what.test(label)) return;
        if (Date.now() > end) assert.match(label, what);
      }
    };
    await said(/errors [1-9], warnings [1-9]$/);
    await rows.filter({ hasText: 'api/record.js' }).first().click();
    await page.locator('.tab.active', { hasText: 'record.js' }).waitFor();

    // An edit makes it stale, and undoing it fresh again; so does a change on disk that no editor shows.
    await page.locator('.editor-instance .view-lines').first().click();
    await page.keyboard.type(' ');
    await said(/record\.js has changed since the check/);
    await page.keyboard.press('Control+Z');
    await said(/errors [1-9], warnings [1-9]$/);
    const env = path.join(folder, 'miniprogram/config/env.js');
    const before = readFileSync(env, 'utf8');
    writeFileSync(env, `${before}\n`);
    await said(/env\.js has changed since the check/);
    await screenshot('review-stale');
    writeFileSync(env, before);
    await said(/errors [1-9], warnings [1-9]$/);

    // The result is still there in the next window, and still known to hold.
    await page.reload();
    await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    await runCommand(page, 'Focus on Before Review View');
    await rows.filter({ hasText: 'Release build' }).first().waitFor({ timeout: 30_000 });
    await page.locator('.squiggly-error').first().waitFor({ timeout: 30_000 });
    await said(/errors [1-9], warnings [1-9]$/);

    await runCommand(page, 'Open report');
    const report = page.frameLocator('iframe.webview.ready').last().frameLocator('iframe#active-frame');
    await report.locator('h3', { hasText: 'Release build' }).waitFor({ timeout: 20_000 });
    await screenshot('review-report');
    await report.locator('a', { hasText: 'miniprogram/api/record.js:4' }).first().click();
    await page.locator('.tab.active', { hasText: 'record.js' }).waitFor();

    await runCommand(page, 'Show hosts');
    await rowsOf(page, 'Hosts').filter({ hasText: 'api.tinglanzhibo.cn' }).first().waitFor();
    await screenshot('hosts');
    // What nobody asked for must not be there.
    assert.equal(await page.locator('#status\\.notifications .codicon-bell-dot').count(), 0);
  });
});

test('in a Chinese VS Code everything of ours is Chinese', { skip }, async () => {
  await withWorkbench('chinese', { language: 'zh-cn', file: RECORD }, async ({ page, screenshot }) => {
    await page.locator('.squiggly-error').first().waitFor({ timeout: 60_000 });
    await page.keyboard.press('Control+Shift+M');
    const problem = page.locator('.markers-panel .monaco-list-row', { hasText: 'test-record.tinglanzhibo.cn' });
    assert.match((await problem.first().textContent()) ?? '', /\p{Script=Han}{4}/u);
    await runCommand(page, '提审前检查');
    const rows = rowsOf(page, '提审检查');
    await rows.filter({ hasText: '正式版' }).first().waitFor({ timeout: 60_000 });
    await screenshot('chinese');
    const ours = await rows.locator('.label-name').allInnerTexts();
    // Names are the same in every language: a host, a parameter and its decoder, a kind of project.
    const said = ours.filter((text) => !/^[\w.:-]+( → \w+| weapp| backend)?$/.test(text));
    assert.ok(said.length >= 5, String(ours));
    for (const text of said) assert.match(text, /\p{Script=Han}/u, `not translated: ${text}`);
  });
});
