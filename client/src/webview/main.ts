/** The page: takes messages, keeps what they said, draws. */
import { messageToPage, type ToExtension } from '../panel/messages.ts';
import type { EndpointRow } from '../panel/model/endpoints.ts';
import type { PanelState } from '../panel/model/overview.ts';
import type { Strings } from '../panel/model/strings.ts';
import { element, filled, foreign, icon } from './dom.ts';
import { acceptDrops } from './dropping.ts';
import { type Memory, memoryFrom } from './memory.ts';
import * as overview from './overview.ts';
import { keptInPlace } from './place.ts';
import { isSortKey, matching, ordered, type SortKey } from './selection.ts';
import { createTable, type Table } from './table.ts';

interface Host {
  postMessage(message: ToExtension): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): Host;

const host = acquireVsCodeApi();
const send = (message: ToExtension) => host.postMessage(message);
const panel = document.getElementById('panel')!;

let strings: Strings | undefined;
let state: PanelState | undefined;
let memory: Memory = memoryFrom(host.getState());
let frame: Frame | undefined;
let wasBare = false;
/** A row that was asked for before it arrived. */
let wanted = memory.open;
const rows = new Map<string, EndpointRow>();
/** All rows as they are sorted now; undefined when they have changed since. */
let inOrder: { readonly sort: SortKey; readonly rows: readonly EndpointRow[] } | undefined;

const remember = (change: Partial<Memory>) => {
  memory = { ...memory, ...change };
  host.setState(memory);
};

window.addEventListener('message', ({ data }) => {
  const message = messageToPage(data);
  if (!message) return;
  if (message.type === 'strings') {
    strings = message.strings;
    document.documentElement.lang = message.language;
    frame?.table.dispose();
    frame = undefined;
  } else if (message.type === 'state') {
    state = message.state;
  } else if (message.type === 'rows') {
    if (message.all) rows.clear();
    for (const id of message.gone) rows.delete(id);
    for (const row of message.rows) rows.set(row.id, row);
    inOrder = undefined;
  } else if (message.type === 'details') {
    frame?.table.details(message.details);
    return;
  } else {
    wanted = message.id;
    // Whoever comes from the code wants this endpoint, whatever was filtered before.
    if (!frame?.table.reveal(message.id)) remember({ tile: 'all', text: '' });
  }
  draw();
});

/** The places that are filled; made once, so that the focus and the scroll position survive every update. */
interface Frame {
  readonly table: Table;
  readonly progress: overview.Progress;
  readonly parts: Readonly<Record<string, { readonly place: HTMLElement; shown: string }>>;
  readonly filter: HTMLInputElement;
  readonly sort: HTMLSelectElement;
  readonly amount: HTMLElement;
  readonly nothing: HTMLElement;
  readonly endpoints: HTMLElement;
  readonly news: HTMLElement;
}

function draw(): void {
  if (!strings || !state) return;
  frame ??= createFrame(strings);
  const { phase } = state;
  const bare = phase === 'empty' || phase === 'loading' || phase === 'error';
  // What was scrolled to while there was nothing to see says nothing about what is there now.
  if (wasBare && !bare) window.scrollTo(0, 0);
  wasBare = bare;
  const top = frame.endpoints.getBoundingClientRect().top;
  const anchor = top < 0 ? () => frame!.endpoints.getBoundingClientRect().top : undefined;
  keptInPlace(anchor, () => drawParts(frame!, state!, strings!, bare));
  frame.endpoints.hidden = bare || rows.size === 0;
  drawRows(frame, strings);
}

function drawParts(into: Frame, shown: PanelState, words: Strings, bare: boolean): void {
  part(
    into,
    'headline',
    bare
      ? [shown.phase, shown.headline, shown.suggestions]
      : [shown.headline, shown.phase, shown.files.map((file) => file.state)],
    () => {
      if (shown.phase === 'empty') return overview.empty(shown, words, send);
      if (shown.phase === 'loading') return overview.loading(shown);
      if (shown.phase === 'error') return overview.failure(shown, words, send);
      return overview.headline(shown, words, send);
    },
  );
  into.progress.show(bare ? [] : shown.files);
  part(into, 'tiles', !bare && [shown.tiles, memory.tile], () => overview.tiles(shown, memory.tile, chooseTile));
  part(into, 'sessions', !bare && shown.sessions, () =>
    folding('sessions', words.sessions, shown.sessions.length, true, overview.sessions(shown.sessions)),
  );
  part(into, 'writes', !bare && shown.writes, () =>
    folding(
      'writes',
      words.writes,
      shown.writes.length,
      false,
      hint(words.writesHint),
      overview.requests(shown.writes, reveal),
    ),
  );
  part(into, 'blocked', !bare && [shown.blocked, shown.blockedWarning], () => {
    if (shown.blocked.length === 0 && shown.blockedWarning === '') return undefined;
    const warning = element('p', { class: 'callout' }, icon('warning'), foreign(shown.blockedWarning));
    return folding(
      'blocked',
      words.blocked,
      shown.blocked.length,
      true,
      warning,
      overview.requests(shown.blocked, reveal),
    );
  });
  part(into, 'spoofers', !bare && shown.spoofers, () =>
    folding(
      'spoofers',
      words.spoofers,
      shown.spoofers.length,
      false,
      hint(words.spoofersHint),
      overview.claimants(shown.spoofers),
    ),
  );
  part(into, 'others', !bare && shown.others, () =>
    folding('others', words.others, shown.others.length, false, overview.claimants(shown.others)),
  );
  part(into, 'versions', !bare && shown.versions.apps.length > 0 && shown.versions, () =>
    folding('versions', words.versions, undefined, shown.versions.warning !== '', overview.versions(shown.versions)),
  );
  part(into, 'notes', !bare && shown.notes, () =>
    folding('notes', words.notes, shown.notes.length, false, overview.notes(shown.notes)),
  );
  part(into, 'operations', !bare && shown.endpoints > 0 && [shown.endpoints > 0], () =>
    folding('operations', words.operations, undefined, false, overview.operations(words, send)),
  );
  part(into, 'files', !bare && shown.files, () =>
    folding(
      'files',
      words.files,
      shown.files.length,
      shown.files.some((file) => file.problem !== ''),
      overview.files(shown.files, words, send),
    ),
  );
}

/** Draws a part when what it shows has changed; who is inside keeps the focus where the new part has the same control. */
function part(into: Frame, name: string, shows: unknown, make: () => HTMLElement | undefined): void {
  const slot = into.parts[name]!;
  const nothing = shows === false || (Array.isArray(shows) && shows.length === 0);
  const shown = nothing ? '' : JSON.stringify(shows);
  if (slot.shown === shown) return;
  slot.shown = shown;
  const controls = () => [...slot.place.querySelectorAll<HTMLElement>('button, summary, [tabindex]')];
  const focused = controls().indexOf(document.activeElement as HTMLElement);
  const made = nothing ? undefined : make();
  slot.place.replaceChildren(...(made ? [made] : []));
  if (focused !== -1) controls()[focused]?.focus({ preventScroll: true });
}

const hint = (text: string) => element('p', { class: 'quiet' }, text);

function folding(
  name: string,
  title: string,
  amount: number | undefined,
  open: boolean,
  ...children: (Node | string)[]
) {
  const keep = (now: boolean) => remember({ sections: { ...memory.sections, [name]: now } });
  return overview.section(name, title, amount, memory.sections[name] ?? open, keep, ...children);
}

function drawRows(into: Frame, words: Strings): void {
  if (into.endpoints.hidden) return;
  if (inOrder?.sort !== memory.sort) inOrder = { sort: memory.sort, rows: ordered(rows.values(), memory.sort) };
  const chosen = matching(inOrder.rows, memory);
  if (into.filter.value !== memory.text && document.activeElement !== into.filter) into.filter.value = memory.text;
  into.sort.value = memory.sort;
  // Before its rows are drawn: of a table that is not laid out none would be in sight.
  into.table.root.hidden = chosen.length === 0;
  into.table.show(chosen, memory.sort);
  into.amount.textContent = filled(words.shown, chosen.length, rows.size);
  into.nothing.hidden = chosen.length > 0;
  const hits = chosen.reduce((sum, row) => sum + row.hits, 0);
  announce(into, filled(words.updated, chosen.length, hits));
  if (wanted !== undefined && into.table.reveal(wanted)) wanted = undefined;
}

/** Read out at most every few seconds: a log that grows would never let anybody else speak. */
const QUIET_MS = 5000;
let announced = 0;
function announce(into: Frame, text: string): void {
  const now = performance.now();
  if (into.news.textContent === text || now - announced < QUIET_MS) return;
  announced = now;
  into.news.textContent = text;
}

function reveal(id: string): void {
  remember({ tile: 'all', text: '' });
  wanted = id;
  draw();
}

function chooseTile(tile: Memory['tile']): void {
  remember({ tile: tile === memory.tile ? 'all' : tile });
  draw();
}

function createFrame(words: Strings): Frame {
  const names = [
    'headline',
    'tiles',
    'sessions',
    'writes',
    'blocked',
    'spoofers',
    'others',
    'versions',
    'notes',
    'operations',
    'files',
  ];
  const parts = Object.fromEntries(
    names.map((name) => [name, { place: element('div', { class: `place-${name}` }), shown: '' }]),
  );
  const sortBy = (sort: SortKey) => {
    remember({ sort });
    draw();
  };
  const table = createTable(words, send, sortBy);
  const progress = overview.createProgress(words, send);
  const filter = element('input', {
    type: 'search',
    'aria-label': words.filter,
    placeholder: words.filterHint,
    spellcheck: 'false',
    autocomplete: 'off',
  });
  filter.value = memory.text;
  filter.addEventListener('input', () => {
    remember({ text: filter.value });
    draw();
  });
  filter.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      table.root.querySelector<HTMLElement>('.row[tabindex="0"]')?.focus();
    }
  });
  const sort = element(
    'select',
    { 'aria-label': words.sortBy },
    option('severity', words.sortSeverity),
    option('hits', words.sortHits),
    option('path', words.sortPath),
    option('last', words.sortLast),
    option('slowest', words.sortSlowest),
  );
  sort.addEventListener('change', () => isSortKey(sort.value) && sortBy(sort.value));
  const amount = element('span', { class: 'quiet amount-shown' });
  const clear = element('button', { type: 'button', class: 'link' }, words.clearFilter);
  clear.addEventListener('click', () => {
    filter.value = '';
    remember({ tile: 'all', text: '' });
    draw();
  });
  const nothing = element('p', { class: 'nothing', hidden: true }, words.noMatch, ' ', clear);
  const endpoints = element(
    'section',
    { class: 'endpoints', 'aria-label': words.endpoints },
    element('div', { class: 'endpoints-head' }, element('h3', {}, words.endpoints), amount),
    element(
      'div',
      { class: 'toolbar' },
      element('div', { class: 'filter' }, icon('search'), filter),
      element('label', { class: 'sort' }, element('span', {}, words.sortBy), sort),
    ),
    nothing,
    table.root,
  );
  const news = element('div', { class: 'for-readers', role: 'status' });
  const slot = (name: string) => parts[name]!.place;
  panel.replaceChildren(
    element('h1', { class: 'for-readers' }, words.title),
    slot('headline'),
    progress.root,
    slot('tiles'),
    slot('sessions'),
    endpoints,
    ...['writes', 'blocked', 'spoofers', 'others', 'versions', 'notes', 'operations', 'files'].map(slot),
    news,
  );
  return { table, progress, parts, filter, sort, amount, nothing, endpoints, news };
}

const option = (value: SortKey, label: string) => element('option', { value }, label);

acceptDrops(document.body, send);
document.addEventListener('keydown', (event) => {
  const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
  if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  frame?.filter.focus();
});
window.addEventListener(
  'scroll',
  () => {
    memory = { ...memory, scroll: window.scrollY, open: frame?.table.openRow() };
  },
  { passive: true },
);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') host.setState(memory);
});
send({ type: 'ready' });
