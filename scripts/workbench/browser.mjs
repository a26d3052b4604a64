/** Starts the Chromium that shows the workbench. */
import { chromium } from 'playwright-core';
import { findBrowser } from '../setup/browser.mjs';

/** No sandbox: containers rarely allow one, and the only pages shown come from the loopback address. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** @returns {Promise<import('playwright-core').Browser>} */
export function startBrowser() {
  return chromium.launch({
    executablePath: findBrowser(),
    args: FLAGS,
    headless: true,
    // Whoever started this ends it, after its own clean-up.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

/**
 * A page to show a workbench in. It may use the clipboard, as a desktop window may.
 * @param {import('playwright-core').Browser} browser
 * @param {import('playwright-core').BrowserContextOptions} [options]
 */
export async function newWorkbenchPage(browser, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
  return context.newPage();
}
