/**
 * Takes the pictures of the two READMEs anew, in a real VS Code on the sample: `npm run pictures` writes docs/images/.
 * `npm run pictures -- scanner` takes those of one scene alone.
 * They are small enough to be part of the package, where the extension's page in VS Code shows them without a network.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { goTo, maximized, rowsOf, runCommand, type Session, withWorkbench } from '../test/vscode/workbench/session.ts';
import { ensureBuilt } from './build.mjs';
import { ensureBrowser } from './setup/browser.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureVscodeHost } from './setup/vscode-host.mjs';
import { root, runMain, step } from './steps.mjs';

const FOLDER = path.join(root, 'docs', 'images');
const SIZE = { width: 1120, height: 640 };
/** The panel of the scanner is long, and its table is what it is opened for. */
const TALL = { width: 1120, height: 800 };
const SETTINGS = {
  'breadcrumbs.enabled': false,
  'editor.minimap.enabled': false,
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
};

/** How things are called in each language: the pictures are taken by what a person would press. */
const WORDS = {
  en: {
    suffix: '',
    review: 'Before Review',
    scanner: 'Review Scanner',
    check: 'Check before review',
    report: 'Open report',
    release: 'Release build',
  },
  'zh-cn': {
    suffix: '.zh-CN',
    review: '提审检查',
    scanner: '安全扫描',
    check: '提审前检查',
    report: '打开检查报告',
    release: '正式版',
  },
} as const;
type Language = keyof typeof WORDS;

await runMain(async () => {
  await ensureDependencies();
  await ensureBuilt();
  await ensureVscodeHost();
  await ensureBrowser();
  mkdirSync(FOLDER, { recursive: true });
  const scenes = { finding, review, scanner };
  const asked = process.argv.slice(2);
  for (const language of Object.keys(WORDS) as Language[]) {
    for (const [name, take] of Object.entries(scenes)) {
      if (asked.length === 0 || asked.includes(name)) await take(language);
    }
  }
});

function inWorkbench(
  language: Language,
  theme: string,
  file: string,
  body: (session: Session) => Promise<void>,
  size = SIZE,
) {
  const settings = { ...SETTINGS, 'workbench.colorTheme': theme };
  return withWorkbench('pictures', { language, settings, size, file }, body);
}

async function taken(page: Page, name: string, language: Language): Promise<void> {
  const file = path.join(FOLDER, `${name}${WORDS[language].suffix}.png`);
  await page.screenshot({ path: file });
  step(path.relative(root, file));
}

/** The finding where it is typed, with its explanation. */
function finding(language: Language) {
  return inWorkbench(language, 'Default Light Modern', 'miniprogram/api/record.js', async ({ page }) => {
    await page.locator('.squiggly-error').first().waitFor({ timeout: 60_000 });
    await page.keyboard.press('Control+B');
    await page.locator('.editor-instance .view-lines').first().click();
    await goTo(page, 4, 40);
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+I');
    const hover = page.locator('.monaco-hover:visible', { hasText: 'test-record.' });
    await hover.first().waitFor();
    await page.waitForTimeout(500);
    await taken(page, 'finding', language);
  });
}

/** The verdicts beside the report. */
function review(language: Language) {
  const words = WORDS[language];
  return inWorkbench(language, 'Default Dark Modern', 'miniprogram/api/record.js', async ({ page }) => {
    await runCommand(page, words.check);
    await rowsOf(page, words.review).filter({ hasText: words.release }).first().waitFor({ timeout: 60_000 });
    await maximized(page, words.review);
    await runCommand(page, words.report);
    const report = page.frameLocator('iframe.webview.ready').last().frameLocator('iframe#active-frame');
    await report.locator('h3', { hasText: words.release }).waitFor({ timeout: 20_000 });
    await taken(page, 'review', language);
  });
}

/** What the scanner did, beside the handler it did it to. */
function scanner(language: Language) {
  const words = WORDS[language];
  const handler = 'server/app/controller/LiveController.php';
  return inWorkbench(
    language,
    'Default Dark Modern',
    handler,
    async ({ page }) => {
      await page.locator('.action-item a[aria-label^="Preflight"]').first().click();
      await maximized(page, words.scanner);
      const panel = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
      await panel.locator('.suggestions button').first().click({ timeout: 30_000 });
      await panel.locator('.row[data-id="GET /open/v3/live/record"]').waitFor({ timeout: 30_000 });
      await page.locator('.codelens-decoration a').first().waitFor({ timeout: 30_000 });
      await page.locator('.editor-instance .view-lines').first().click();
      await goTo(page, 38, 1);
      await page.waitForTimeout(500);
      await taken(page, 'scanner', language);
    },
    TALL,
  );
}
