/** The parts of the page around the table. Each is drawn anew when what it shows has changed, and only then. */
import type { ClaimantView, FileView, PanelState, RequestView, Tile } from '../panel/model/overview.ts';
import type { SessionView } from '../panel/model/sessions.ts';
import type { Strings } from '../panel/model/strings.ts';
import { type Send, statusChip } from './details.ts';
import { button, type Child, element, filled, foreign, icon, iconButton } from './dom.ts';
import { timeline } from './timeline.ts';

const LEVEL_ICONS = { ok: 'pass', info: 'info', warning: 'warning', error: 'error' } as const;

export function headline(state: PanelState, strings: Strings, send: Send): HTMLElement {
  const { level, text, detail } = state.headline;
  const live = state.files.some((file) => file.state === 'following');
  return element(
    'header',
    { class: `headline ${level}` },
    element('span', { class: `level ${level}` }, icon(LEVEL_ICONS[level])),
    element(
      'div',
      {},
      element('h2', {}, foreign(text)),
      element('p', { class: 'quiet' }, live && element('span', { class: 'live' }, strings.live), detail),
      state.phase === 'stale' && element('p', { class: 'stale' }, icon('history'), strings.stale),
      element(
        'div',
        { class: 'actions' },
        button(strings.copyChinese, () => send({ type: 'copyChinese' }), { icon: 'copy' }),
        button(strings.export, () => send({ type: 'export' }), { icon: 'export' }),
      ),
    ),
  );
}

/** What operators may do about a scan that is too loud. */
export function operations(strings: Strings, send: Send): HTMLElement {
  return element(
    'div',
    {},
    element('p', { class: 'quiet' }, strings.operationsHint),
    element(
      'div',
      { class: 'actions' },
      button(strings.throttle, () => send({ type: 'throttle' }), { icon: 'dashboard' }),
      button(strings.alerts, () => send({ type: 'alerts' }), { icon: 'bell' }),
    ),
  );
}

export function tiles(
  state: PanelState,
  chosen: Tile['filter'],
  choose: (filter: Tile['filter']) => void,
): HTMLElement {
  return element(
    'div',
    { class: 'tiles', role: 'group' },
    ...state.tiles.map(({ filter, value, label, level }) => {
      const made = element(
        'button',
        {
          type: 'button',
          class: `tile ${level}`,
          'aria-pressed': String(filter === chosen),
          disabled: value === 0 && filter !== 'all',
        },
        element('strong', {}, String(value)),
        element('span', {}, label),
      );
      made.addEventListener('click', () => choose(filter));
      return made;
    }),
  );
}

export interface Progress {
  readonly root: HTMLElement;
  show(files: readonly FileView[]): void;
}

/** Each file's line is made once and changed in place: a button that is replaced under the pointer cannot be pressed. */
export function createProgress(strings: Strings, send: Send): Progress {
  const root = element('div', { class: 'progress-list', hidden: true });
  const lines = new Map<string, ReturnType<typeof progressLine>>();
  return {
    root,
    show(files) {
      const reading = files.filter((file) => file.state === 'reading');
      for (const [path, line] of lines) {
        if (reading.some((file) => file.path === path)) continue;
        line.root.remove();
        lines.delete(path);
      }
      for (const file of reading) {
        let line = lines.get(file.path);
        if (!line) {
          line = progressLine(file, strings, send);
          lines.set(file.path, line);
          root.append(line.root);
        }
        line.show(file);
      }
      root.hidden = reading.length === 0;
    },
  };
}

function progressLine({ name, path }: FileView, strings: Strings, send: Send) {
  const status = element('span');
  const bar = element('div');
  const track = element(
    'div',
    { class: 'bar-track', role: 'progressbar', 'aria-label': name, 'aria-valuemin': 0, 'aria-valuemax': 100 },
    bar,
  );
  const root = element(
    'div',
    { class: 'progress' },
    element('p', {}, foreign(name, 'code'), ' ', status),
    track,
    button(strings.cancel, () => send({ type: 'cancel', path }), { class: 'link' }),
  );
  return {
    root,
    show({ status: text, progress: part }: FileView) {
      status.textContent = text;
      bar.className = part === undefined ? 'bar-fill unknown' : 'bar-fill';
      bar.style.width = part === undefined ? '' : `${Math.round(part * 1000) / 10}%`;
      if (part === undefined) track.removeAttribute('aria-valuenow');
      else track.setAttribute('aria-valuenow', String(Math.round(part * 100)));
    },
  };
}

export function sessions(list: readonly SessionView[]): HTMLElement {
  return element(
    'ol',
    { class: 'session-list' },
    ...list.map((session) =>
      element(
        'li',
        { class: session.failed ? 'session failed' : 'session' },
        element('p', { class: 'session-title' }, session.title),
        timeline(session),
        element('p', {}, session.facts),
        element('p', { class: 'quiet' }, session.families),
        session.addresses !== '' && element('p', { class: 'quiet' }, foreign(session.addresses)),
      ),
    ),
  );
}

/** Each leads to its endpoint. */
export function requests(list: readonly RequestView[], reveal: (id: string) => void): HTMLElement {
  return element(
    'ul',
    { class: 'requests' },
    ...list.map((one) => {
      const made = element(
        'button',
        { type: 'button', class: 'request' },
        statusChip(String(one.status)),
        foreign(one.request, 'code'),
        element('span', { class: 'quiet' }, `${one.family} · ${one.time}`),
      );
      made.addEventListener('click', () => reveal(one.endpoint));
      return element('li', {}, made);
    }),
  );
}

export function claimants(list: readonly ClaimantView[]): HTMLElement {
  return element(
    'ul',
    { class: 'claimants' },
    ...list.map((one) =>
      element(
        'li',
        {},
        element('p', {}, foreign(one.ip, 'code'), ` ×${one.hits} `, element('span', { class: 'quiet' }, one.when)),
        element('p', { class: 'quiet' }, foreign(one.agent)),
      ),
    ),
  );
}

export function versions({ apps, warning }: PanelState['versions']): HTMLElement {
  return element(
    'div',
    {},
    warning !== '' && element('p', { class: 'callout' }, icon('warning'), foreign(warning)),
    ...apps.flatMap(({ app, versions: list }) => [
      element('h4', {}, foreign(app, 'code')),
      element(
        'ul',
        { class: 'versions' },
        ...list.map(({ name, hits }) =>
          element('li', {}, foreign(name), element('span', { class: 'quiet' }, ` ×${hits}`)),
        ),
      ),
    ]),
  );
}

export function files(list: readonly FileView[], strings: Strings, send: Send): HTMLElement {
  return element(
    'ul',
    { class: 'files' },
    ...list.map((file) =>
      element(
        'li',
        { class: `file ${file.state}` },
        element(
          'div',
          { class: 'file-head' },
          icon(file.state === 'failed' ? 'error' : file.state === 'waiting' ? 'debug-disconnect' : 'output'),
          element('span', { title: file.path }, foreign(file.name, 'code')),
          iconButton(`${strings.unlink}: ${file.name}`, 'close', () => send({ type: 'unlink', path: file.path })),
        ),
        element('p', { class: 'quiet' }, file.status),
        file.problem !== '' && element('p', { class: 'problem' }, foreign(file.problem)),
        file.problem !== ''
          ? button(strings.retry, () => send({ type: 'retry', path: file.path }), { class: 'link' })
          : button(file.format, () => send({ type: 'changeFormat', path: file.path }), {
              class: 'link',
              title: strings.changeFormat,
              'aria-label': `${strings.changeFormat}: ${file.format}`,
            }),
        ...file.notes.map((note) => element('p', { class: 'quiet' }, foreign(note))),
      ),
    ),
    element(
      'li',
      {},
      button(strings.link, () => send({ type: 'link' }), { class: 'link', icon: 'add' }),
    ),
  );
}

export function notes(list: readonly string[]): HTMLElement {
  return element('ul', { class: 'notes' }, ...list.map((note) => element('li', {}, foreign(note))));
}

/** Nothing is linked: what this is for, and the one thing to do. */
export function empty(state: PanelState, strings: Strings, send: Send): HTMLElement {
  return element(
    'div',
    { class: 'empty' },
    icon('shield'),
    element('h2', {}, strings.emptyTitle),
    element('p', {}, strings.emptyText),
    button(strings.link, () => send({ type: 'link' }), { class: 'primary', icon: 'link' }),
    element('p', { class: 'quiet' }, strings.linkHint),
    state.suggestions.length > 0 && element('h3', {}, strings.suggestions),
    element(
      'ul',
      { class: 'suggestions' },
      ...state.suggestions.map((path, index) =>
        element(
          'li',
          {},
          button(path, () => send({ type: 'linkSuggested', index }), { class: 'link', icon: 'output' }),
        ),
      ),
    ),
  );
}

/** Before the first summary: what is known, in the shape of what will come. */
export function loading(state: PanelState): HTMLElement {
  const bone = (className: string) => element('div', { class: `bone ${className}` });
  return element(
    'div',
    { class: 'loading', 'aria-busy': 'true' },
    element('h2', {}, foreign(state.headline.text)),
    element(
      'div',
      { 'aria-hidden': 'true' },
      bone('wide'),
      bone('half'),
      bone('row-bone'),
      bone('row-bone'),
      bone('row-bone'),
    ),
  );
}

export function failure(state: PanelState, strings: Strings, send: Send): HTMLElement {
  const [first] = state.files;
  return element(
    'div',
    { class: 'empty' },
    icon('error'),
    element('h2', {}, foreign(state.headline.text)),
    element('p', {}, foreign(state.headline.detail)),
    first
      ? button(strings.retry, () => send({ type: 'retry', path: first.path }), {
          class: 'primary',
          icon: 'debug-restart',
        })
      : button(strings.link, () => send({ type: 'link' }), { class: 'primary', icon: 'link' }),
    first && files(state.files, strings, send),
  );
}

/** A part that opens and closes and says how much is in it. */
export function section(
  name: string,
  title: string,
  amount: number | undefined,
  open: boolean,
  remember: (open: boolean) => void,
  ...children: readonly Child[]
): HTMLElement {
  const made = element(
    'details',
    { class: `section ${name}`, open },
    element(
      'summary',
      {},
      element('h3', {}, title),
      amount !== undefined && element('span', { class: 'amount' }, filled('{0}', amount)),
    ),
    ...children,
  );
  made.addEventListener('toggle', () => remember(made.open));
  return made;
}
