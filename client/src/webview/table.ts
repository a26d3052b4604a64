/**
 * The table of endpoints. Of however many rows only those near the window are in the document; one of them can be open
 * and then shows its details below itself.
 */
import type { EndpointDetails } from '../panel/model/details.ts';
import type { EndpointRow } from '../panel/model/endpoints.ts';
import type { Strings } from '../panel/model/strings.ts';
import { detailsView, type Send, statusChip } from './details.ts';
import { type Child, element, filled, foreign, icon } from './dom.ts';
import { keptInPlace } from './place.ts';
import { SORTS, type SortKey } from './selection.ts';

/** Rows drawn above and below the window, so that scrolling never shows a gap. */
const MARGIN = 12;
const PAGE = 10;

export interface Table {
  readonly root: HTMLElement;
  /** Shows these rows in this order; who is focused, open or in view stays where it was. */
  show(rows: readonly EndpointRow[], sort: SortKey): void;
  details(details: EndpointDetails): void;
  /** Opens a row and moves the focus to it; false where it is not among the rows shown. */
  reveal(id: string): boolean;
  openRow(): string | undefined;
  dispose(): void;
}

export function createTable(strings: Strings, send: Send, onSort: (key: SortKey) => void): Table {
  let rows: readonly EndpointRow[] = [];
  let places = new Map<string, number>();
  let focused: string | undefined;
  let opened: string | undefined;
  let openedDetails: EndpointDetails | undefined;
  let openedHeight = 0;
  let rowHeight = 0;
  const drawn = new Map<string, { readonly row: EndpointRow; readonly line: HTMLElement }>();

  const header = headerRow(strings, onSort);
  const body = element('div', { class: 'rows', role: 'rowgroup' });
  const root = element(
    'div',
    { class: 'table', role: 'treegrid', 'aria-label': strings.endpoints, 'aria-colcount': 5 },
    element('div', { role: 'rowgroup', class: 'table-head' }, header.row),
    body,
  );
  const probe = element('div', { class: 'row probe', 'aria-hidden': 'true' });
  root.append(probe);
  // Filled with details of any length; its height decides where the rows below it stand.
  const detailCell = element('div', { role: 'gridcell', 'aria-colspan': 5 });
  const detailRow = element('div', { class: 'detail-row', role: 'row', 'aria-level': 2 }, detailCell);
  const sizes = new ResizeObserver(() => layout());
  sizes.observe(detailRow);
  sizes.observe(probe);

  const topOf = (at: number) => {
    const open = opened === undefined ? undefined : places.get(opened);
    return at * rowHeight + (open !== undefined && at > open ? openedHeight : 0);
  };

  function layout(): void {
    const height = probe.offsetHeight;
    const detail = detailRow.isConnected ? detailRow.offsetHeight : 0;
    if (height === rowHeight && detail === openedHeight) return;
    keptInPlace(anchor(), () => {
      rowHeight = height;
      openedHeight = detail;
      draw();
    });
  }

  function draw(): void {
    if (rowHeight === 0) rowHeight = probe.offsetHeight;
    const open = opened === undefined ? undefined : places.get(opened);
    body.style.height = `${rows.length * rowHeight + (open === undefined ? 0 : openedHeight)}px`;
    root.setAttribute('aria-rowcount', String(rows.length + 1));
    const offset = body.getBoundingClientRect().top;
    const first = Math.floor((-offset - (open === undefined ? 0 : openedHeight)) / rowHeight) - MARGIN;
    const last = Math.ceil((window.innerHeight - offset) / rowHeight) + MARGIN;
    const wanted = new Set<string>();
    for (let at = Math.max(0, first); at <= Math.min(rows.length - 1, last); at++) wanted.add(rows[at]!.id);
    // Taking the focused row away would drop the focus to the page.
    for (const kept of [focused, opened]) if (kept !== undefined && places.has(kept)) wanted.add(kept);
    for (const [id, { line }] of drawn) {
      if (wanted.has(id)) continue;
      line.remove();
      drawn.delete(id);
    }
    const tabStop = focused !== undefined && places.has(focused) ? focused : rows[0]?.id;
    // In the order of the table, which is the order a screen reader goes through.
    let before: Element | null = null;
    for (const id of [...wanted].sort((a, b) => places.get(a)! - places.get(b)!)) {
      const at = places.get(id)!;
      const line = lineOf(rows[at]!);
      line.style.transform = `translateY(${topOf(at)}px)`;
      setIfChanged(line, 'aria-rowindex', String(at + 2));
      setIfChanged(line, 'aria-expanded', String(id === opened));
      setIfChanged(line, 'aria-selected', String(id === focused));
      setIfChanged(line, 'tabindex', id === tabStop ? '0' : '-1');
      before = placed(body, line, before);
      if (id === opened) {
        detailRow.style.transform = `translateY(${topOf(at) + rowHeight}px)`;
        before = placed(body, detailRow, before);
      }
    }
    if (open === undefined) detailRow.remove();
  }

  function lineOf(row: EndpointRow): HTMLElement {
    const known = drawn.get(row.id);
    if (known?.row === row) return known.line;
    const cells = rowCells(row, strings);
    if (known) {
      // The line itself stays, and with it the focus.
      known.line.replaceChildren(...cells);
      drawn.set(row.id, { row, line: known.line });
      return known.line;
    }
    const line = element('div', { class: 'row', role: 'row', 'aria-level': 1 }, ...cells);
    line.dataset.id = row.id;
    drawn.set(row.id, { row, line });
    return line;
  }

  /** What should not move when rows come and go: the focused row while it is in view, else the first one in view. */
  function anchor(): (() => number | undefined) | undefined {
    const inView = (line: Element) => {
      const { top, bottom } = line.getBoundingClientRect();
      return bottom > 0 && top < window.innerHeight;
    };
    const focusedLine = focused === undefined ? undefined : drawn.get(focused)?.line;
    const candidates = [...drawn].filter(([id]) => places.has(id)).sort(([a], [b]) => places.get(a)! - places.get(b)!);
    const hold =
      focusedLine && document.activeElement === focusedLine && inView(focusedLine)
        ? focused
        : body.getBoundingClientRect().top < 0
          ? candidates.find(([, { line }]) => inView(line))?.[0]
          : undefined;
    if (hold === undefined) return undefined;
    return () => {
      const at = places.get(hold);
      return at === undefined ? undefined : body.getBoundingClientRect().top + topOf(at);
    };
  }

  function toggle(id: string, open = opened !== id): void {
    keptInPlace(anchor(), () => {
      opened = open ? id : undefined;
      openedDetails = undefined;
      openedHeight = 0;
      drawDetails();
      draw();
    });
    layout();
    if (open) send({ type: 'details', id });
  }

  function drawDetails(): void {
    const row = opened === undefined ? undefined : rows[places.get(opened) ?? -1];
    detailCell.replaceChildren(...(row ? [detailsView(row, openedDetails, strings, send)] : []));
  }

  function focus(at: number): void {
    const row = rows[Math.max(0, Math.min(rows.length - 1, at))];
    if (!row) return;
    focused = row.id;
    draw();
    const line = drawn.get(row.id)!.line;
    line.focus({ preventScroll: true });
    line.scrollIntoView({ block: 'nearest' });
  }

  const keys: Readonly<Record<string, (at: number, id: string) => void>> = {
    ArrowDown: (at) => focus(at + 1),
    ArrowUp: (at) => focus(at - 1),
    PageDown: (at) => focus(at + PAGE),
    PageUp: (at) => focus(at - PAGE),
    Home: () => focus(0),
    End: () => focus(rows.length - 1),
    Enter: (_, id) => toggle(id),
    ' ': (_, id) => toggle(id),
    ArrowRight: (_, id) => opened !== id && toggle(id, true),
    ArrowLeft: (_, id) => opened === id && toggle(id, false),
    F12: (_, id) => send({ type: 'openHandler', id }),
  };
  body.addEventListener('keydown', (event) => {
    const line = event.target as HTMLElement;
    const id = line.dataset.id;
    if (id === undefined || event.altKey) return; // inside the details keys mean what they mean there
    if ((event.ctrlKey || event.metaKey) && event.key === 'c' && String(getSelection()) === '') {
      send({ type: 'copyRow', id });
      return;
    }
    const act = event.ctrlKey || event.metaKey ? undefined : keys[event.key];
    if (!act) return;
    event.preventDefault();
    act(places.get(id) ?? 0, id);
  });
  body.addEventListener('click', (event) => {
    const line = (event.target as HTMLElement).closest<HTMLElement>('.row');
    const id = line?.dataset.id;
    // Who selects text to copy it does not want the row to close.
    if (id === undefined || String(getSelection()) !== '') return;
    focused = id;
    toggle(id);
    drawn.get(id)?.line.focus({ preventScroll: true });
  });
  body.addEventListener('focusin', (event) => {
    const id = (event.target as HTMLElement).dataset.id;
    if (id === undefined || id === focused) return;
    focused = id;
    draw();
  });
  let waiting = false;
  const onScroll = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      draw();
    });
  };
  window.addEventListener('scroll', onScroll, { passive: true });
  window.addEventListener('resize', onScroll, { passive: true });

  return {
    root,
    show(next, sort) {
      keptInPlace(anchor(), () => {
        const before = opened === undefined ? undefined : rows[places.get(opened) ?? -1];
        rows = next;
        places = new Map(next.map((row, at) => [row.id, at]));
        header.mark(sort);
        const after = opened === undefined ? undefined : rows[places.get(opened) ?? -1];
        if (opened !== undefined && after && after !== before) send({ type: 'details', id: opened });
        draw();
      });
    },
    details(details) {
      if (details.id !== opened) return;
      // Replacing what somebody is in the middle of would take their focus; it is drawn anew once they leave.
      if (openedDetails && detailCell.contains(document.activeElement)) return;
      openedDetails = details;
      drawDetails();
      layout();
    },
    reveal(id) {
      const at = places.get(id);
      if (at === undefined) return false;
      if (opened !== id) toggle(id, true);
      focus(at);
      return true;
    },
    openRow: () => opened,
    dispose() {
      sizes.disconnect();
      window.removeEventListener('scroll', onScroll);
      window.removeEventListener('resize', onScroll);
    },
  };
}

function setIfChanged(target: Element, name: string, value: string): void {
  if (target.getAttribute(name) !== value) target.setAttribute(name, value);
}

/** Puts `line` after `before` unless it stands there: moving an element takes its focus away. */
function placed(body: Element, line: Element, before: Element | null): Element {
  const next = before ? before.nextSibling : body.firstChild;
  if (next !== line) {
    const active = document.activeElement as HTMLElement | null;
    body.insertBefore(line, next);
    if (active && active !== document.activeElement && line.contains(active)) active.focus({ preventScroll: true });
  }
  return line;
}

const COLUMNS = [
  ['columnEndpoint', 'path'],
  ['columnParams', undefined],
  ['columnFamilies', undefined],
  ['columnStatuses', 'severity'],
  ['columnHits', 'hits'],
] as const;

function headerRow(strings: Strings, onSort: (key: SortKey) => void) {
  const sortable = new Map<SortKey, HTMLElement>();
  const cells = COLUMNS.map(([name, key]) => {
    if (!key) return element('div', { role: 'columnheader' }, strings[name]);
    const sort = element('button', { type: 'button' }, strings[name], icon('chevron-down'));
    sort.addEventListener('click', () => onSort(key));
    const cell = element('div', { role: 'columnheader' }, sort);
    sortable.set(key, cell);
    return cell;
  });
  return {
    row: element('div', { class: 'head', role: 'row', 'aria-rowindex': 1 }, ...cells),
    mark(sort: SortKey) {
      for (const [key, cell] of sortable) {
        cell.setAttribute('aria-sort', key === sort ? SORTS[key].direction : 'none');
      }
    },
  };
}

const LEVEL_ICONS = { error: 'error', warning: 'warning', info: 'info', ok: 'pass' } as const;

function rowCells(row: EndpointRow, strings: Strings): HTMLElement[] {
  const cell = (name: string, ...children: Child[]) =>
    element('div', { class: `cell ${name}`, role: 'gridcell' }, ...children);
  const tags: Child[] = [
    row.slept > 0 && element('span', { class: 'tag error' }, icon('clock'), strings.slept),
    row.unguarded.length > 0 &&
      element('span', { class: 'tag warning' }, icon('warning'), filled(strings.unguarded, row.unguarded.join(', '))),
    row.undeclared && element('span', { class: 'tag' }, strings.undeclared),
  ];
  const more = row.statuses.length > 3;
  return [
    cell(
      'endpoint',
      element('span', { class: `level ${row.level}` }, icon(LEVEL_ICONS[row.level])),
      foreign(row.method, 'method'),
      foreign(row.path, 'path'),
    ),
    cell('params', ...tags, ...row.params.map((name) => foreign(name, 'code'))),
    cell(
      'families',
      row.families
        .slice(0, 3)
        .map(({ name, hits }) => `${name} ×${hits}`)
        .join(', '),
    ),
    cell('statuses', ...row.statuses.slice(0, 3).map(({ code, hits }) => statusChip(code, hits)), more && '…'),
    cell('hits', String(row.hits)),
  ];
}
