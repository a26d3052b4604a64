/** The scanner's panel in the workbench: a log is linked, read, followed, asked about, and still there afterwards. */
import assert from 'node:assert/strict';
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { scannerLine } from '../panel/support/summaries.ts';
import { appendHit, writeBigLog } from '../support/big-log.ts';
import { ROOT } from './workbench/sample.ts';
import { maximized, runCommand, withWorkbench } from './workbench/session.ts';

const skip = process.platform === 'linux' ? false : 'the workbench in a page is laid down on Linux only';
const SENTENCE = /visited once; the last scan broke 1 endpoint, \/open\/v3\/live\/record/;

const MEMBERS = 8;

const panelOf = (page: Page) => page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');

async function copied(page: Page, expected: RegExp): Promise<void> {
  const end = Date.now() + 10_000;
  for (;;) {
    const text: string = await page.evaluate('navigator.clipboard.readText()');
    if (expected.test(text)) return;
    if (Date.now() > end) assert.match(text, expected);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test('the log of the sample is linked, read, followed, and kept', { skip, timeout: 240_000 }, async () => {
  await withWorkbench('scanner', {}, async ({ page, folder, screenshot }) => {
    await runCommand(page, 'Focus on Review Scanner View');
    const panel = panelOf(page);
    const suggestion = panel.locator('.suggestions button', { hasText: 'logs/access.log' });
    await suggestion.waitFor({ timeout: 60_000 });
    await screenshot('scanner-empty');
    await suggestion.click();
    const sentence = panel.locator('.headline h2');
    await sentence.filter({ hasText: SENTENCE }).waitFor({ timeout: 30_000 });
    await maximized(page, 'Review Scanner');
    await screenshot('scanner');

    await panel.locator('input[type=search]').fill('record');
    await panel.locator('.row[data-id]').nth(1).waitFor({ state: 'detached' });
    const record = panel.locator('.row[data-id="GET /open/v3/live/record"]');
    await record.click();
    await panel.locator('.sample').first().getByRole('button', { name: 'Copy as curl' }).click();
    await copied(page, /^curl .*http:\/\/127\.0\.0\.1:\d+/);

    // To the code and back.
    await panel.locator('.details').getByRole('button', { name: 'Open handler' }).click({ timeout: 20_000 });
    await page.locator('.tab.active', { hasText: 'LiveController.php' }).waitFor();
    const lens = page.locator('.codelens-decoration a', { hasText: /Review scanner: \d+ requests · 4× 500/ });
    await lens.waitFor({ timeout: 20_000 });
    await screenshot('scanner-lens');
    await lens.click();
    await record.waitFor();

    // Another hit arrives while the row is open and the filter set.
    const before = Number(
      await record
        .locator('.hits')
        .textContent()
        .then((text) => (text ?? '').replace(/\D/g, '')),
    );
    appendFileSync(
      path.join(folder, 'logs/access.log'),
      `${scannerLine('/open/v3/live/record?live_id=%bf%27', { status: 500, second: 30 })}\n`,
    );
    await record.locator('.hits', { hasText: new RegExp(`${before + 1}$`) }).waitFor({ timeout: 10_000 });
    assert.equal(await record.getAttribute('aria-expanded'), 'true');
    assert.equal(await panel.locator('input[type=search]').inputValue(), 'record');
    await panel.locator('.live').waitFor();

    // The server dies and comes back: what was known stays on the screen, and following goes on.
    killLanguageServers();
    appendFileSync(
      path.join(folder, 'logs/access.log'),
      `${scannerLine('/open/v3/live/record?live_id=%bf%27', { status: 500, second: 31 })}\n`,
    );
    await record.locator('.hits', { hasText: new RegExp(`${before + 2}$`) }).waitFor({ timeout: 30_000 });

    // A workbench in a page writes down its state every five seconds, for on leaving it is too late.
    await page.waitForTimeout(8000);
    await page.reload();
    await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    await runCommand(page, 'Focus on Review Scanner View');
    const again = panelOf(page);
    await again
      .locator('.headline h2')
      .filter({ hasText: /the last scan broke 1 endpoint/ })
      .waitFor({ timeout: 60_000 });
    assert.equal(await again.locator('input[type=search]').inputValue(), 'record', 'the filter is kept');
    await screenshot('scanner-reloaded');

    await runCommand(page, 'Unlink access log');
    await again.locator('.empty').waitFor({ timeout: 20_000 });
  });
});

/** Ends the language servers of this clone, as if they had crashed. */
function killLanguageServers(): void {
  const module = path.join(ROOT, 'dist/server.cjs');
  let killed = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(module)) continue;
      process.kill(Number(pid), 'SIGKILL');
      killed++;
    } catch {
      // gone meanwhile
    }
  }
  assert.ok(killed > 0, 'there was a language server to kill');
}

test('a log of 200 MiB is read and followed, and a longer reading shows its progress and can be stopped', {
  skip,
  timeout: 240_000,
}, async () => {
  await withWorkbench('scanner-big', {}, async ({ page, folder, screenshot }) => {
    const file = path.join(folder, 'logs/big-access.log');
    const truth = writeBigLog(file, 200);
    // A packed log takes longer, and several members are one file: more than a gibibyte in a megabyte.
    const packed = gzipSync(readFileSync(file), { level: 1 });
    writeFileSync(path.join(folder, 'logs/packed-access.log.gz'), Buffer.concat(Array(MEMBERS).fill(packed)));

    await runCommand(page, 'Focus on Review Scanner View');
    await maximized(page, 'Review Scanner');
    const panel = panelOf(page);
    const suggestion = panel.locator('.suggestions button', { hasText: 'big-access.log' });
    await suggestion.waitFor({ timeout: 60_000 });
    const started = Date.now();
    await suggestion.click();
    const counted = (tile: number, value: number) =>
      panel
        .locator('.tile')
        .nth(tile)
        .locator('strong', { hasText: new RegExp(`^${value}$`) })
        .waitFor({ timeout: 30_000 });
    await counted(0, truth.hits);
    await panel.locator('.live').waitFor({ timeout: 30_000 });
    assert.ok(Date.now() - started < 20_000, `${Date.now() - started} ms`);
    await counted(1, truth.failures);
    appendHit(file, '/just/now');
    await panel.locator('.row[data-id="GET /just/now"]').waitFor({ timeout: 10_000 });
    await screenshot('scanner-big');

    await runCommand(page, 'Unlink access log');
    await panel.locator('.suggestions button', { hasText: 'packed-access.log.gz' }).click({ timeout: 30_000 });
    const progress = panel.locator('.progress');
    await progress.filter({ hasText: /MB read, .* a second|GB read, .* a second/ }).waitFor({ timeout: 30_000 });
    await screenshot('scanner-reading');
    await progress.getByRole('button', { name: 'Stop reading' }).click();
    const files = panel.locator('.place-files');
    await files.locator('.problem', { hasText: 'Reading was stopped' }).waitFor({ timeout: 30_000, state: 'attached' });
    assert.equal(await progress.count(), 0);
    const seen = Number((await panel.locator('.tile strong').first().textContent()) ?? '0');
    assert.ok(seen > 0 && seen < truth.hits * MEMBERS, `${seen} of ${truth.hits * MEMBERS} when stopped`);
    await files.getByRole('button', { name: 'Try again' }).click();
    await counted(0, truth.hits * MEMBERS);
  });
});

for (const [name, theme, language] of [
  ['light', 'Default Light Modern', undefined],
  ['high-contrast', 'Default High Contrast', undefined],
  ['chinese', 'Default Dark Modern', 'zh-cn'],
] as const) {
  test(`the panel in ${name}`, { skip, timeout: 120_000 }, async () => {
    const settings = { 'workbench.colorTheme': theme };
    await withWorkbench(
      `scanner-${name}`,
      { settings, ...(language ? { language } : {}) },
      async ({ page, screenshot }) => {
        await page
          .locator('.action-label[aria-label="Preflight"], .action-item a[aria-label^="Preflight"]')
          .first()
          .click();
        const panel = panelOf(page);
        await panel.locator('.suggestions button').first().click({ timeout: 60_000 });
        await panel.locator('.headline h2').waitFor({ timeout: 30_000 });
        await panel.locator('.row[data-id]').first().waitFor();
        await maximized(page, language ? '安全扫描' : 'Review Scanner');
        if (language) assert.match((await panel.locator('.headline h2').textContent()) ?? '', /打崩了 1 个接口/);
        await screenshot(`scanner-${name}`);
      },
    );
  });
}
