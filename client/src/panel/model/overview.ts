/** Everything of the panel above and below its table, as plain data that only needs drawing. */
import { type Headline, headlineOf } from './headline.ts';
import { type SessionView, sessionViews } from './sessions.ts';
import type { Claimant, FileSummary, HitSample, LogSummary } from './summary.ts';
import { shortened, visible } from './visible.ts';
import { byCount, count, dateTime, familyName, type Locale, size } from './words.ts';

export type Phase = 'empty' | 'loading' | 'ready' | 'stale' | 'error';

/** A number worth a look; pressing it shows the endpoints it counts. */
export interface Tile {
  readonly filter: 'all' | 'errors' | 'slow' | 'writes' | 'blocked';
  readonly value: number;
  readonly label: string;
  readonly level: 'plain' | 'warning' | 'error';
}

export interface FileView {
  readonly path: string;
  readonly name: string;
  readonly folder: string;
  readonly state: FileSummary['state'];
  /** How it is going, in a few words. */
  readonly status: string;
  readonly format: string;
  /** 0 to 1; undefined where the size is not known. */
  readonly progress?: number;
  readonly problem: string;
  readonly notes: readonly string[];
}

/** One request of a list that is not about one endpoint. */
export interface RequestView {
  /** The endpoint's row. */
  readonly endpoint: string;
  readonly time: string;
  readonly request: string;
  readonly status: number;
  readonly family: string;
}

export interface ClaimantView {
  readonly ip: string;
  readonly agent: string;
  readonly hits: number;
  readonly when: string;
}

export interface VersionsView {
  readonly apps: readonly { readonly app: string; readonly versions: readonly { name: string; hits: number }[] }[];
  /** A released build asks this server although the check calls one of its hosts a test host. */
  readonly warning: string;
}

export interface PanelState {
  readonly phase: Phase;
  readonly headline: Headline;
  readonly tiles: readonly Tile[];
  readonly files: readonly FileView[];
  readonly sessions: readonly SessionView[];
  readonly endpoints: number;
  readonly writes: readonly RequestView[];
  readonly blocked: readonly RequestView[];
  readonly blockedWarning: string;
  readonly spoofers: readonly ClaimantView[];
  readonly others: readonly ClaimantView[];
  readonly versions: VersionsView;
  readonly notes: readonly string[];
  /** Access logs of the workspace that could be linked. */
  readonly suggestions: readonly string[];
}

const SHOWN = 100;

export interface Surroundings {
  readonly phase: Phase;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly suggestions: readonly string[];
  /** Test hosts that the release build asks, by the last check. */
  readonly testHosts: readonly string[];
  /** Turns a sentence of the server's into the reader's language. */
  readonly translate: (sentence: string) => string;
}

export function panelState(summary: LogSummary, around: Surroundings, locale: Locale): PanelState {
  return {
    phase: around.phase,
    headline: headlineOf(summary, locale, around.now),
    tiles: tilesOf(summary, locale),
    files: summary.files.map((file) => fileView(file, around, locale)),
    sessions: sessionViews(summary.sessions, locale),
    endpoints: summary.routes.length,
    writes: summary.acceptedWrites.slice(0, SHOWN).map((one) => requestView(one, locale)),
    blocked: summary.blockedHits.slice(0, SHOWN).map((one) => requestView(one, locale)),
    blockedWarning: blockedWarning(summary, locale),
    spoofers: claimants(summary.spoofers, locale),
    others: claimants([...summary.addressOnly, ...summary.unverified, ...summary.lookalikes], locale),
    versions: versionsOf(summary, around.testHosts, locale),
    notes: [...new Set(summary.notes)].map((note) => visible(around.translate(note))),
    suggestions: around.suggestions,
  };
}

/** The state before anything is linked or known. */
export function blankState(
  phase: Phase,
  headline: Headline,
  suggestions: readonly string[],
  files: readonly FileView[] = [],
): PanelState {
  const versions = { apps: [], warning: '' };
  const lists = { tiles: [], files, sessions: [], writes: [], blocked: [], spoofers: [], others: [], notes: [] };
  return { phase, headline, endpoints: 0, blockedWarning: '', versions, suggestions, ...lists };
}

/** A linked file of which nothing could be read: it can still be unlinked, or given another format. */
export function unreadFile(path: string, format: string): FileView {
  const parts = path.split(/[/\\]/);
  const name = visible(parts.at(-1) ?? path);
  const folder = visible(parts.slice(0, -1).join('/'));
  return { path, name, folder, state: 'waiting', status: '', format: visible(format), problem: '', notes: [] };
}

function tilesOf({ totals }: LogSummary, { l10n }: Locale): Tile[] {
  const tile = (filter: Tile['filter'], value: number, label: string, level: Tile['level']): Tile => ({
    filter,
    value,
    label,
    level: value > 0 ? level : 'plain',
  });
  return [
    tile('all', totals.hits, l10n.t('requests'), 'plain'),
    tile('errors', totals.serverErrors, l10n.t('errors'), 'error'),
    tile('slow', totals.slept, l10n.t('slept'), 'error'),
    tile('writes', totals.acceptedWrites, l10n.t('writes'), 'warning'),
    tile('blocked', totals.blocked, l10n.t('blocked'), 'warning'),
  ];
}

function fileView(file: FileSummary, around: Surroundings, locale: Locale): FileView {
  const parts = file.path.split(/[/\\]/);
  return {
    path: file.path,
    name: visible(parts.at(-1) ?? file.path),
    folder: visible(parts.slice(0, -1).join('/')),
    state: file.state,
    status: fileStatus(file, locale),
    format: visible(file.format),
    progress: progressOf(file),
    problem: file.problem ? visible(around.translate(file.problem)) : '',
    notes: file.notes.map((note) => visible(around.translate(note))),
  };
}

/** Unknown for packed files: what was read of them is text, and their size is not. */
function progressOf({ state, path, bytes, size }: FileSummary): number | undefined {
  const known = state === 'reading' && size !== undefined && bytes <= size && !/\.gz$/i.test(path);
  return known ? bytes / Math.max(1, size) : undefined;
}

function fileStatus(file: FileSummary, locale: Locale): string {
  const { l10n } = locale;
  const lines = l10n.t('{0} lines', count(locale, file.lines));
  if (file.state === 'waiting') return l10n.t('not there; picked up when it appears');
  if (file.state === 'failed') return l10n.t('cannot be read');
  if (file.state === 'following') return l10n.t('live, {0}', lines);
  if (file.state === 'done') return lines;
  const rate = file.rate ? l10n.t('{0} a second', size(locale, file.rate)) : '';
  return [l10n.t('{0} read', size(locale, file.bytes)), rate].filter(Boolean).join(', ');
}

function requestView(sample: HitSample, locale: Locale): RequestView {
  return {
    endpoint: `${sample.method} ${sample.path}`,
    time: sample.time ? dateTime(locale, sample.time) : '',
    request: shortened(visible(`${sample.method} ${sample.path}`), 200),
    status: sample.status,
    family: familyName(locale.l10n, sample.family),
  };
}

function blockedWarning(summary: LogSummary, locale: Locale): string {
  if (summary.totals.blocked === 0) return '';
  const statuses = byCount(summary.byStatus)
    .filter(([status]) => ['403', '429', '444'].includes(status))
    .map(([status, hits]) => `${status} ×${count(locale, hits)}`)
    .join(', ');
  return locale.l10n.t(
    'Blocked: {0}. Evading the scan on purpose fails the review; limiting how fast it may ask is allowed.',
    statuses || String(summary.totals.blocked),
  );
}

function claimants(list: readonly Claimant[], locale: Locale): ClaimantView[] {
  return list.slice(0, SHOWN).map((one) => ({
    ip: visible(one.ip),
    agent: shortened(visible(one.userAgent), 300),
    hits: one.hits,
    when: one.last ? dateTime(locale, one.last) : '',
  }));
}

function versionsOf({ referers }: LogSummary, testHosts: readonly string[], locale: Locale): VersionsView {
  const { l10n } = locale;
  const name = (version: string) => {
    if (version === '0') return l10n.t('review, trial or development build');
    if (version === 'devtools') return l10n.t('developer tools');
    return l10n.t('released build {0}', visible(version));
  };
  const apps = Object.entries(referers.byApp)
    .map(([app, versions]) => ({ app: visible(app), versions: byCount(versions) }))
    .map(({ app, versions }) => ({
      app,
      versions: versions.map(([version, hits]) => ({ name: name(version), hits })),
    }));
  const released = Object.values(referers.released).reduce((sum, hits) => sum + hits, 0);
  const warning =
    released > 0 && testHosts.length > 0
      ? l10n.t(
          'Users of a released build sent {0} requests here. If this log is of {1}, the release calls a test server.',
          count(locale, released),
          visible(testHosts.slice(0, 3).join(', ')),
        )
      : '';
  return { apps, warning };
}
