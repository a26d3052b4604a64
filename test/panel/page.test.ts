/** The panel in a real browser: for everybody's eyes and hands, and for hostile logs. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import type { EndpointRow } from '../../client/src/panel/model/endpoints.ts';
import { endpointRows, rowId } from '../../client/src/panel/model/endpoints.ts';
import { blankState, unreadFile } from '../../client/src/panel/model/overview.ts';
import type { LogSummary } from '../../client/src/panel/model/summary.ts';
import { findBrowser } from '../../scripts/setup/browser.mjs';
import { startBrowser } from '../../scripts/workbench/browser.mjs';
import { ATTACKS, attackLines } from './support/attacks.ts';
import { chinese, detailsMessage, ENGLISH, stringsMessage, summaryMessages } from './support/messages.ts';
import { type PanelPage, type PanelServer, startPanelServer } from './support/panel-page.ts';
import { readLines } from './support/read-logs.ts';
import { NO_PROJECT, sampleSummary, scannerLine, withRoutes } from './support/summaries.ts';
import { THEMES } from './support/themes.ts';

const skip = findBrowser() ? false : 'needs a Chromium';
const ROOT = path.resolve(import.meta.dirname, '../..');
const SCREENS = path.join(ROOT, 'test-results/screens');
const AXE = readFileSync(path.join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8');

let server: PanelServer;
let browser: Browser;
let sample: LogSummary;
/** Every part of the page at once: failures, writes, blocks, spoofers, released builds. */
let busy: LogSummary;

before(async () => {
  if (skip) return;
  mkdirSync(SCREENS, { recursive: true });
  [server, browser, sample] = await Promise.all([startPanelServer(), startBrowser(), sampleSummary()]);
  const lines = Array.from({ length: 60 }, (_, at) =>
    scannerLine(`/api/order/${['list', 'detail', 'pay'][at % 3]}?id=${at}%bf%27%20OR%20SLEEP(2)`, {
      status: [200, 500, 403][at % 3],
      second: at,
      method: at % 4 ? 'GET' : 'POST',
    }),
  );
  busy = await readLines([
    ...lines,
    scannerLine('/x', { ip: '8.8.8.8' }),
    scannerLine('/x', { ip: '106.55.202.118', agent: 'curl/8' }),
    '1.2.3.4 - - [08/Nov/2024:02:00:00 +0000] "GET / HTTP/1.1" 200 1 "https://servicewechat.com/wx0123456789abcdef/12/page-frame.html" "x"',
  ]);
});

after(async () => {
  await browser?.close();
  server?.close();
});

async function opened(summary: LogSummary, options?: Parameters<PanelServer['open']>[1]): Promise<PanelPage> {
  const panel = await server.open(browser, options);
  await panel.send(stringsMessage(), ...summaryMessages(summary));
  await panel.page.locator('.row[data-id]').first().waitFor();
  return panel;
}

async function openFirst(panel: PanelPage, summary: LogSummary): Promise<string> {
  const row = panel.page.locator('.row[data-id]').first();
  const id = (await row.getAttribute('data-id'))!;
  await row.click();
  await panel.send(detailsMessage(summary, id));
  await panel.page.locator('.sample').first().waitFor();
  return id;
}

async function violations(panel: PanelPage): Promise<string[]> {
  await panel.page.evaluate(AXE);
  return panel.page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html.slice(0, 160) + ' ' + failureSummary)))`);
}

test('axe finds nothing, in any theme, with every part open', { skip }, async () => {
  for (const theme of Object.keys(THEMES) as (keyof typeof THEMES)[]) {
    for (const width of [300, 1000]) {
      const panel = await opened(busy, { theme, width });
      await openFirst(panel, busy);
      await panel.page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true");
      assert.deepEqual(await violations(panel), [], `${theme} ${width}`);
      await panel.page.screenshot({ path: path.join(SCREENS, `panel-${theme}-${width}.png`), fullPage: true });
      await panel.page.context().close();
    }
  }
});

test('axe finds nothing while there is nothing to show, and each state says what to do', { skip }, async () => {
  const states = {
    empty: blankState('empty', { level: 'info', text: '', detail: '' }, ['logs/access.log']),
    loading: blankState('loading', { level: 'info', text: 'Reading access.log', detail: '' }, []),
    error: blankState('error', { level: 'error', text: 'The log cannot be read', detail: 'Permission denied.' }, []),
  };
  for (const theme of ['dark', 'light', 'high-contrast'] as const) {
    for (const [name, state] of Object.entries(states)) {
      const panel = await server.open(browser, { theme });
      await panel.send(stringsMessage(), { type: 'state', state });
      assert.deepEqual(await violations(panel), [], `${theme} ${name}`);
      await panel.page.screenshot({ path: path.join(SCREENS, `panel-${name}-${theme}.png`) });
      if (name !== 'loading') {
        await panel.page.getByRole('button', { name: 'Link access log…' }).click();
        assert.deepEqual((await panel.sent()).at(-1), { type: 'link' });
      }
      await panel.page.context().close();
    }
  }
});

test('a log that cannot be read can be tried again, given another format, or let go', { skip }, async () => {
  const panel = await server.open(browser);
  const files = [unreadFile('/var/log/odd.log', 'automatic')];
  const headline = { level: 'error', text: 'The log cannot be read', detail: 'It names no request.' } as const;
  await panel.send(stringsMessage(), { type: 'state', state: blankState('error', headline, [], files) });
  assert.deepEqual(await violations(panel), []);
  for (const [name, type] of [
    ['Try again', 'retry'],
    ['Change format: automatic', 'changeFormat'],
    ['Unlink: odd.log', 'unlink'],
  ]) {
    await panel.page.getByRole('button', { name }).click();
    assert.deepEqual((await panel.sent()).at(-1), { type, path: '/var/log/odd.log' });
  }
  await panel.page.screenshot({ path: path.join(SCREENS, 'panel-error-linked.png') });
  await panel.page.context().close();
});

test('the button that stops reading stays under the pointer while the progress changes', { skip }, async () => {
  const reading = (bytes: number): LogSummary => ({
    ...busy,
    files: busy.files.map((file) => ({ ...file, state: 'reading' as const, bytes, size: 100 })),
  });
  const panel = await opened(reading(10));
  const bar = panel.page.getByRole('progressbar');
  assert.equal(await bar.getAttribute('aria-valuenow'), '10');
  await panel.page.evaluate("window.stop = document.querySelector('.progress button')");
  await panel.send(...summaryMessages(reading(60)));
  assert.equal(await bar.getAttribute('aria-valuenow'), '60');
  assert.equal(await panel.page.evaluate("window.stop === document.querySelector('.progress button')"), true);
  await panel.send(...summaryMessages(busy));
  assert.equal(await bar.count(), 0);
  await panel.page.context().close();
});

test('in Chinese nothing of ours is English', { skip }, async () => {
  const panel = await server.open(browser);
  const locale = chinese();
  await panel.send(stringsMessage(locale), ...summaryMessages(busy, { locale }));
  await panel.page.locator('.row[data-id]').first().waitFor();
  await panel.page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true");
  const words: string[] = await panel.page
    .locator('h2, h3, .tile span, .actions button, .sort > span, .session-list p:nth-of-type(2)')
    .allInnerTexts();
  for (const text of words) assert.match(text, /\p{Script=Han}/u, text);
  await panel.page.screenshot({ path: path.join(SCREENS, 'panel-chinese.png') });
  await panel.page.context().close();
});

test('the keyboard reaches and does everything', { skip }, async () => {
  const panel = await opened(busy);
  const { page } = panel;
  const active = () => page.evaluate("document.activeElement.dataset.id ?? ''");
  await page.keyboard.press('/');
  assert.equal(await page.evaluate('document.activeElement.type'), 'search');
  await page.keyboard.type('order');
  await page.keyboard.press('ArrowDown');
  const first = await active();
  assert.notEqual(first, '');
  await page.keyboard.press('ArrowDown');
  const second = await active();
  assert.notEqual(second, first);
  await page.keyboard.press('Enter');
  assert.deepEqual((await panel.sent()).at(-1), { type: 'details', id: second });
  assert.equal(await page.locator(`.row[aria-expanded="true"]`).getAttribute('data-id'), second);
  await panel.send(detailsMessage(busy, second as string));
  await page.keyboard.press('Tab');
  assert.ok(await page.evaluate("document.activeElement.closest('.details') !== null"), 'Tab goes into the details');
  await page.keyboard.press('Shift+Tab');
  assert.equal(await active(), second);
  await page.keyboard.press('Control+c');
  assert.deepEqual((await panel.sent()).at(-1), { type: 'copyRow', id: second });
  await page.keyboard.press('F12');
  assert.deepEqual((await panel.sent()).at(-1), { type: 'openHandler', id: second });
  await page.keyboard.press('ArrowLeft');
  assert.equal(await page.locator('.details').count(), 0);
  await page.keyboard.press('Home');
  assert.equal(await active(), first);
  await page.context().close();
});

test('filter, tiles and sort choose what is shown, and are remembered', { skip }, async () => {
  const panel = await opened(busy, { width: 1000 });
  const { page } = panel;
  const paths = () => page.locator('.row[data-id] .path').allInnerTexts();
  await page
    .getByRole('button', { name: /errors/ })
    .first()
    .click();
  assert.ok((await paths()).every((text) => text === '/api/order/detail'));
  await page.locator('input[type=search]').fill('post');
  assert.deepEqual(await page.locator('.row[data-id] .method').allInnerTexts(), ['POST']);
  await page.locator('input[type=search]').fill('nothing like it');
  await page.getByRole('button', { name: 'Show all' }).click();
  assert.equal((await paths()).length, busy.routes.length);
  await page.getByRole('button', { name: 'Endpoint', exact: true }).click();
  assert.deepEqual(await paths(), [...(await paths())].sort());
  assert.equal(await page.locator('[aria-sort=ascending]').textContent(), 'Endpoint');
  await page.reload();
  await panel.send(stringsMessage(), ...summaryMessages(busy));
  assert.equal(await page.locator('.sort select').inputValue(), 'path');
  await page.context().close();
});

test('ten thousand endpoints: few elements, smooth, every row within reach', { skip }, async () => {
  const many = withRoutes(sample, 10_000);
  const panel = await server.open(browser, { width: 340 });
  const { page } = panel;
  await panel.send(stringsMessage(), ...summaryMessages(many));
  await page.locator('.row[data-id]').first().waitFor();
  assert.ok((await page.locator('.row').count()) < 120);
  // Typing in the filter and a live update must each fit well into what feels immediate.
  const longest: number = await page.evaluate(`(async () => {
    let longest = 0;
    for (const text of ['e', 'en', 'endpoint-09']) {
      const input = document.querySelector('input[type=search]');
      const started = performance.now();
      input.value = text;
      input.dispatchEvent(new Event('input'));
      longest = Math.max(longest, performance.now() - started);
      await new Promise(requestAnimationFrame);
    }
    return longest;
  })()`);
  assert.ok(longest < 250, `${longest} ms`);
  await page.locator('input[type=search]').fill('');
  await page.locator('.row[tabindex="0"]').focus();
  await page.keyboard.press('End');
  const last = page.locator('.row[aria-rowindex="10001"]');
  await last.waitFor();
  const box = (await last.boundingBox())!;
  assert.ok(box.y >= 0 && box.y + box.height <= 901, JSON.stringify(box));
  await page.context().close();
});

test('a live update takes away neither place nor focus', { skip }, async () => {
  const many = withRoutes(sample, 500);
  const panel = await opened(many);
  const { page } = panel;
  await page.locator('.row[tabindex="0"]').focus();
  for (let at = 0; at < 12; at++) await page.keyboard.press('PageDown');
  const place = () =>
    page.evaluate(
      '[document.activeElement.dataset.id, Math.round(document.activeElement.getBoundingClientRect().top)]',
    );
  const before = await place();
  // Two new endpoints that belong above everything, and a change of the focused row itself.
  const rows = endpointRows(many, NO_PROJECT, ENGLISH);
  const mine = rows.find((row) => row.id === (before as string[])[0])!;
  const above = (path: string): EndpointRow => ({
    ...rows[0]!,
    id: `GET ${path}`,
    path,
    rank: 6,
    serverErrors: 9,
    level: 'error',
  });
  const changed = [above('/new-1'), above('/new-2'), { ...mine, hits: mine.hits + 1 }];
  const [state] = summaryMessages({ ...many, sessions: [...many.sessions, ...many.sessions] });
  await panel.send(state, { type: 'rows', rows: changed, gone: [], all: false });
  const [id, top] = (await place()) as [string, number];
  assert.equal(id, (before as string[])[0]);
  assert.ok(Math.abs(top - (before as number[])[1]!) <= 1, `moved from ${(before as number[])[1]} to ${top}`);
  assert.match(await page.evaluate('document.activeElement.innerText'), new RegExp(`${mine.hits + 1}`));
  await page.context().close();
});

test('nothing in a log executes, loads or escapes', { skip }, async () => {
  const hostile = await readLines(attackLines());
  assert.ok(hostile.routes.length >= 20, `${hostile.routes.length} endpoints`);
  const panel = await opened(hostile, { width: 1000, height: 2400 });
  const { page } = panel;
  await page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true");
  for (const route of hostile.routes) {
    await panel.send({ type: 'reveal', id: rowId(route) }, detailsMessage(hostile, rowId(route)));
  }
  const state = await page.evaluate(`({
    ran: window.pwned ?? null,
    refused: window.violations,
    tags: [...new Set([...document.querySelectorAll('*')].map((one) => one.localName))].sort(),
    handlers: [...document.querySelectorAll('*')].flatMap((one) => [...one.attributes]).filter(({ name }) => /^on|^href$|^src$|^style$/.test(name)).map(({ name, value }) => name + '=' + value),
    hidden: [...document.body.innerText].filter((sign) => /[\\u202a-\\u202e\\u2066-\\u2069\\u200b-\\u200f\\ufeff\\u0000-\\u0008\\u001b]/.test(sign)).length,
  })`);
  const { tags, handlers, ...rest } = state as { tags: string[]; handlers: string[] };
  assert.deepEqual(rest, { ran: null, refused: [], hidden: 0 });
  const own =
    'body button dd details div dl dt h1 h2 h3 h4 head header html input label li line link main meta ol option p pre rect script section select small span strong style summary svg title ul';
  assert.deepEqual(
    tags.filter((tag) => !own.split(' ').includes(tag)),
    [],
  );
  // The page's own script and style sheet, and places that the table gives its rows.
  assert.deepEqual(
    handlers.filter(
      (one) =>
        !/^(src=\/webview\.js|href=\/panel\.css|style=(--vscode|transform: translateY|height: [\d.]+px;$))/.test(one),
    ),
    [],
  );
  assert.deepEqual(panel.requests, []);
  assert.deepEqual(panel.complaints, []);
  assert.equal(page.url().endsWith('/'), true);
  await page.screenshot({ path: path.join(SCREENS, 'panel-hostile.png') });
  await page.context().close();
});

test('the attacks are attacks: handed to innerHTML, some of them run', { skip }, async () => {
  const page = await (await browser.newContext()).newPage();
  await page.setContent('<div id="out"></div>');
  const ran: number = await page.evaluate(`(async () => {
    let ran = 0;
    for (const attack of ${JSON.stringify(ATTACKS.filter((attack) => /\son\w+=|\/onload/.test(attack)))}) {
      window.pwned = 0;
      document.getElementById('out').innerHTML = attack;
      for (let wait = 0; wait < 40 && !window.pwned; wait++) await new Promise((resolve) => setTimeout(resolve, 25));
      ran += window.pwned;
    }
    return ran;
  })()`);
  assert.ok(ran >= 5, `${ran} ran`);
  await page.context().close();
});

test('files that are dropped are linked; what the page is not told the place of is asked for', { skip }, async () => {
  const panel = await server.open(browser);
  await panel.send(stringsMessage(), {
    type: 'state',
    state: blankState('empty', { level: 'info', text: '', detail: '' }, []),
  });
  const drop = (parts: Record<string, string>) =>
    panel.page.evaluate(`(() => {
      const dataTransfer = new DataTransfer();
      for (const [kind, text] of Object.entries(${JSON.stringify(parts)})) dataTransfer.setData(kind, text);
      const over = new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true });
      document.body.dispatchEvent(over);
      const hovered = document.body.classList.contains('dropping');
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
      return [over.defaultPrevented, hovered, document.body.classList.contains('dropping')];
    })()`);
  const list = '# two\r\nfile:///var/log/access.log\r\nfile:///var/log/%E6%97%A5.log\r\nfile:///var/log/access.log\r\n';
  assert.deepEqual(await drop({ 'application/vnd.code.uri-list': list }), [true, true, false]);
  assert.deepEqual((await panel.sent()).at(-1), {
    type: 'drop',
    uris: ['file:///var/log/access.log', 'file:///var/log/%E6%97%A5.log'],
  });
  await drop({ 'text/plain': 'not a file' });
  assert.deepEqual((await panel.sent()).at(-1), { type: 'link' });
  await panel.page.context().close();
});

test('at a zoom of 200 % and in a narrow bar nothing is cut off or scrolls sideways', { skip }, async () => {
  for (const width of [150, 200, 320]) {
    const panel = await opened(busy, { width });
    await openFirst(panel, busy);
    await panel.page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true");
    const overflow = await panel.page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    assert.ok((overflow as number) <= 0, `${width} px: ${overflow} px too wide`);
    await panel.page.screenshot({ path: path.join(SCREENS, `panel-narrow-${width}.png`) });
    await panel.page.context().close();
  }
});

test('messages of a wrong shape change nothing', { skip }, async () => {
  const panel = await opened(sample);
  const before = await panel.page.locator('main').textContent();
  await panel.send({ type: 'state', state: { phase: 'ready' } }, { type: 'rows', rows: 7 }, null, 'x', {
    type: 'html',
    html: '<b>',
  });
  assert.equal(await panel.page.locator('main').textContent(), before);
  assert.deepEqual(panel.complaints, []);
  await panel.page.context().close();
});
