/** A workbench in a browser without a screen, on a copy of the sample, as a person would see it. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { newWorkbenchPage, startBrowser } from '../../../scripts/workbench/browser.mjs';
import { startServer, workbenchAddress } from '../../../scripts/workbench/server.mjs';
import { copySample, ROOT, temporaryFolder } from './sample.ts';

export const SCREENS = path.join(ROOT, 'test-results/screens');

export interface SessionOptions {
  /** For example `zh-cn`; English otherwise. */
  readonly language?: string;
  readonly settings?: Record<string, unknown>;
  /** A file of the sample to open at the start. */
  readonly file?: string;
  /** Of the window, in pixels. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Load the extension from this folder of installed ones, and not from its sources. */
  readonly extensionsFolder?: string;
}

export interface Session {
  readonly page: Page;
  readonly folder: string;
  /** Writes what the page shows to test-results/screens/`name`.png. */
  screenshot(name: string): Promise<void>;
}

/** Opens a workbench, hands it to `body`, and clears everything away. When `body` fails, `NAME-failed.png` shows why. */
export async function withWorkbench(
  name: string,
  options: SessionOptions,
  body: (session: Session) => Promise<void>,
): Promise<void> {
  mkdirSync(SCREENS, { recursive: true });
  const work = temporaryFolder();
  const folder = copySample(work.path);
  const installed = options.extensionsFolder;
  const server = await startServer({
    settings: { 'workbench.colorTheme': 'Default Dark Modern', ...options.settings },
    language: options.language,
    extensionsFolder: installed ?? path.join(work.path, 'extensions'),
    installedOnly: installed !== undefined,
  });
  const browser = await startBrowser();
  try {
    const page = await newWorkbenchPage(browser, {
      locale: options.language === 'zh-cn' ? 'zh-CN' : 'en-US',
      ...(options.size ? { viewport: options.size } : {}),
    });
    const screenshot = async (shot: string) => {
      await page.screenshot({ path: path.join(SCREENS, `${shot}.png`) });
    };
    const files = options.file ? [path.join(folder, options.file)] : [];
    const address = workbenchAddress(server, { open: folder, files, ...(installed ? {} : { extension: ROOT }) });
    await page.goto(address, { waitUntil: 'commit' });
    await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    try {
      await body({ page, folder, screenshot });
    } catch (error) {
      await screenshot(`${name}-failed`);
      throw error;
    }
  } finally {
    await browser.close();
    await server.stop();
    work.remove();
  }
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Runs the command that the palette shows under exactly this title, with or without its category. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const input = page.locator('.quick-input-widget input.input');
  const exact = new RegExp(`^([^:：]+[:：] ?)?${escaped(title)}$`);
  const rows = page.locator('.quick-input-list .monaco-list-row');
  const row = rows.filter({ has: page.locator('.label-name', { hasText: exact }) }).first();
  // An open palette does not learn of commands that arrive later, and extensions arrive after the workbench.
  for (const end = Date.now() + 45_000; ; ) {
    await page.keyboard.press('F1');
    await input.waitFor({ state: 'visible' });
    await input.fill(`>${title}`);
    try {
      // Enter would take the first match, and that is not always the one meant.
      return await row.click({ timeout: 3000 });
    } catch (error) {
      if (Date.now() > end) throw error;
      await page.keyboard.press('Escape');
      await input.waitFor({ state: 'hidden' });
    }
  }
}

/** Puts the cursor before the character at this line and column, both from 1. */
export async function goTo(page: Page, line: number, column: number): Promise<void> {
  await page.keyboard.press('Control+G');
  const input = page.locator('.quick-input-widget input.input');
  await input.waitFor({ state: 'visible' });
  await input.fill(`:${line}:${column}`);
  await page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden' });
}

/** The rows of one of our views, opened or not. */
export function rowsOf(page: Page, view: string): Locator {
  return page.locator('.pane', { has: page.locator('.pane-header', { hasText: view }) }).locator('.monaco-list-row');
}

/** Folds the other views of our side bar, so that `view` has all of its height. */
export async function maximized(page: Page, view: string): Promise<void> {
  const headers = page.locator('.part.sidebar .pane-header');
  for (const header of await headers.all()) {
    const isWanted = ((await header.textContent()) ?? '').includes(view);
    const isOpen = (await header.getAttribute('aria-expanded')) === 'true';
    if (isOpen !== isWanted) await header.click({ position: { x: 60, y: 10 } });
  }
}
