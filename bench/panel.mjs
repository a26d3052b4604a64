/**
 * How soon the panel shows what is known: from opening the view to the painted summary of a log that was read before,
 * and from a line that is appended to its row. Measured in the real workbench, as milliseconds of the wall clock, since
 * that is what a person waits.
 */
import { appendFileSync, cpSync } from 'node:fs';
import path from 'node:path';
import { ensureBrowser } from '../scripts/setup/browser.mjs';
import { ensureVscodeHost } from '../scripts/setup/vscode-host.mjs';
import { newWorkbenchPage, startBrowser } from '../scripts/workbench/browser.mjs';
import { startServer, workbenchAddress } from '../scripts/workbench/server.mjs';
import { inScratch, median, root, tell } from './measured.mjs';
import { ADDRESSES, AGENT } from './traffic.mjs';

const ROUNDS = 7;
const NEW_WINDOWS = 3;

/** @returns {Promise<Record<string, number | null>>} all null where there is no workbench in a page */
export async function panelFigures() {
  if (process.platform !== 'linux') return { openMilliseconds: null, appendMilliseconds: null };
  await ensureVscodeHost();
  await ensureBrowser();
  return inScratch(async (scratch) => {
    const folder = path.join(scratch, 'live-record');
    cpSync(path.join(root, 'samples', 'live-record'), folder, { recursive: true });
    const server = await startServer({ extensionsFolder: path.join(scratch, 'extensions') });
    const browser = await startBrowser();
    try {
      const page = await newWorkbenchPage(browser);
      await page.goto(workbenchAddress(server, { open: folder, extension: root }), { waitUntil: 'commit' });
      return await measured(page, folder);
    } finally {
      await browser.close();
      await server.stop();
    }
  });
}

/** @param {import('playwright-core').Page} page @param {string} folder */
async function measured(page, folder) {
  const view = page.locator('iframe.webview.ready');
  const panel = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  await page.locator('.action-item a[aria-label^="Preflight"]').first().click({ timeout: 60_000 });
  for (const title of ['Before Review', 'Hosts']) {
    const header = page.locator('.pane-header', { hasText: title });
    if ((await header.getAttribute('aria-expanded')) === 'true') await header.click({ position: { x: 60, y: 10 } });
  }
  await panel.locator('.suggestions button').first().click({ timeout: 60_000 });
  const sentence = panel.locator('.headline h2');
  await sentence.waitFor({ timeout: 30_000 });
  const requests = panel.locator('.tile strong').first();

  const opened = [];
  for (let round = 0; round < ROUNDS; round++) {
    await page.keyboard.press('Control+B');
    await view.waitFor({ state: 'hidden' });
    await page.waitForTimeout(500);
    const begin = performance.now();
    await page.keyboard.press('Control+B');
    await sentence.waitFor();
    opened.push(performance.now() - begin);
  }
  // In a new window: the summary was kept, and the page has to be made first.
  const first = [];
  const framed = [];
  for (let round = 0; round < NEW_WINDOWS; round++) {
    await page.keyboard.press('Control+B');
    await page.waitForTimeout(3000);
    await page.reload();
    await page.locator('[id="preflight.mp-preflight.preflight.status"]').waitFor({ timeout: 60_000 });
    await page.waitForTimeout(3000);
    const begin = performance.now();
    await page.keyboard.press('Control+B');
    await panel.locator('main').waitFor({ state: 'attached' });
    framed.push(performance.now() - begin);
    await sentence.waitFor();
    first.push(performance.now() - begin);
  }
  const appended = [];
  for (let round = 0; round < ROUNDS; round++) {
    const before = Number(await requests.textContent());
    const line = `${ADDRESSES[0]} - - [07/Nov/2024:21:59:59 +0800] "GET /new HTTP/1.1" 200 5 "-" "${AGENT}"\n`;
    const begin = performance.now();
    appendFileSync(path.join(folder, 'logs', 'access.log'), line);
    await panel.locator('.tile strong', { hasText: new RegExp(`^${before + 1}$`) }).waitFor();
    appended.push(performance.now() - begin);
    await page.waitForTimeout(300);
  }
  const whole = (/** @type {number} */ value) => Math.round(value);
  const figures = {
    openMilliseconds: whole(median(opened)),
    openSlowestMilliseconds: whole(Math.max(...opened)),
    newWindowMilliseconds: whole(median(first)),
    // How much of that passes before the page's own code runs.
    newWindowFrameMilliseconds: whole(median(framed)),
    appendMilliseconds: whole(median(appended)),
    appendSlowestMilliseconds: whole(Math.max(...appended)),
  };
  tell(
    `panel: open to summary ${figures.openMilliseconds} ms, in a new window ${figures.newWindowMilliseconds} ms, append to row ${figures.appendMilliseconds} ms`,
  );
  return figures;
}
