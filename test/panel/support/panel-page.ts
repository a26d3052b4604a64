/** The panel's page in a real browser, without a VS Code around it: served as VS Code would, messages handed in and collected. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import type { ToExtension, ToPage } from '../../../client/src/panel/messages.ts';
import { pageHtml } from '../../../client/src/panel/page.ts';
import { THEMES } from './themes.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const NONCE = 'c0ffee0123456789';

export interface PanelPage {
  readonly page: Page;
  /** What the page said so far. */
  sent(): Promise<ToExtension[]>;
  send(...messages: readonly (ToPage | unknown)[]): Promise<void>;
  /** Requests that left the page, save for its own script, style and font. */
  readonly requests: readonly string[];
  /** What went wrong in the page: exceptions, and what its policy refused. */
  readonly complaints: readonly string[];
}

export interface PanelServer {
  open(browser: Browser, options?: PageOptions): Promise<PanelPage>;
  close(): void;
}

export interface PageOptions {
  readonly theme?: keyof typeof THEMES;
  readonly width?: number;
  readonly height?: number;
  readonly reducedMotion?: boolean;
}

export async function startPanelServer(): Promise<PanelServer> {
  const { outputFiles } = await build({
    entryPoints: [path.join(ROOT, 'client/src/webview/main.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  });
  const files: Record<string, [string, string | Uint8Array]> = {
    '/webview.js': ['text/javascript', outputFiles[0]!.contents],
    '/panel.css': ['text/css', readFileSync(path.join(ROOT, 'client/src/webview/panel.css'))],
    '/codicon.ttf': ['font/ttf', readFileSync(path.join(ROOT, 'node_modules/@vscode/codicons/dist/codicon.ttf'))],
  };
  const server = createServer((request, response) => {
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const html = pageHtml(NONCE, {
      source: origin,
      script: '/webview.js',
      style: '/panel.css',
      language: 'en',
      title: 'Panel',
    });
    const [type, content] = request.url === '/' ? ['text/html', html] : (files[request.url ?? ''] ?? ['', undefined]);
    if (content === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    open: (browser, options) => openPage(browser, address, options ?? {}),
    close: () => server.close(),
  };
}

async function openPage(browser: Browser, address: string, options: PageOptions): Promise<PanelPage> {
  const { theme = 'dark', width = 340, height = 900, reducedMotion = true } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
  });
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  const own = ['', 'webview.js', 'panel.css', 'codicon.ttf'].map((name) => address + name);
  page.on('request', (request) => {
    if (!own.includes(request.url())) requests.push(request.url());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.addInitScript(`
    window.sent = [];
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.violatedDirective));
    let state = JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined;
    window.acquireVsCodeApi = () => ({
      postMessage: (message) => window.sent.push(message),
      getState: () => state,
      setState: (next) => { state = next; sessionStorage.setItem('state', JSON.stringify(next)); },
    });
    const theme = ${JSON.stringify(THEMES[theme])};
    document.addEventListener('DOMContentLoaded', () => {
      for (const [name, value] of Object.entries(theme.variables)) document.documentElement.style.setProperty('--vscode-' + name, value);
      document.documentElement.style.background = 'var(--vscode-sideBar-background)';
      document.body.classList.add(theme.kind);
    });
  `);
  await page.goto(address);
  return {
    page,
    requests,
    complaints,
    sent: () => page.evaluate('window.sent'),
    async send(...messages) {
      await page.evaluate(`for (const data of ${JSON.stringify(messages)}) window.postMessage(data, '*')`);
      await page.evaluate('new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve), 0))');
    },
  };
}
