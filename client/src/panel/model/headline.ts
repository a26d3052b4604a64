/** The first sentence of the panel: was I scanned, and did anything break. */
import type { LogSummary, RouteSummary, SessionSummary } from './summary.ts';
import { shortened, visible } from './visible.ts';
import { ago, count, dateTime, type L10n, type Locale } from './words.ts';

export type Level = 'ok' | 'info' | 'warning' | 'error';

export interface Headline {
  readonly level: Level;
  /** What was seen and what came of it. */
  readonly text: string;
  /** When, and how sure. */
  readonly detail: string;
}

/** @param now milliseconds since 1970 */
export function headlineOf(summary: LogSummary, locale: Locale, now: number): Headline {
  const { l10n } = locale;
  const last = lastSession(summary.sessions);
  if (summary.totals.hits === 0 || !last) return nothingSeen(summary, locale);
  const visits = visitsSentence(l10n, summary.sessions.length);
  const outcome = outcomeOf(summary, last, locale);
  return {
    level: outcome.level,
    text: l10n.t('{0}; {1}', visits, outcome.text),
    detail: l10n.t('Last request {0}, {1}', ago(locale, last.last, now), dateTime(locale, last.last)),
  };
}

export function lastSession(sessions: readonly SessionSummary[]): SessionSummary | undefined {
  return sessions.reduce<SessionSummary | undefined>(
    (latest, one) => (!latest || one.last > latest.last ? one : latest),
    undefined,
  );
}

/** The endpoints that failed within a session, by when they were last hit or by their samples. */
export function brokenIn(routes: readonly RouteSummary[], session: SessionSummary): RouteSummary[] {
  const within = (time: string | undefined) => time !== undefined && time >= session.first && time <= session.last;
  const failed = (route: RouteSummary) => {
    if (route.serverErrors + route.slept === 0) return false;
    const failures = route.samples.filter((sample) => sample.status >= 500 || isSlept(sample));
    if (failures.some((sample) => within(sample.time))) return true;
    // Failures that left no sample with a time: the route's own span decides.
    return failures.every((sample) => sample.time === undefined) && within(route.last);
  };
  return routes.filter(failed);
}

export function isSlept(sample: RouteSummary['samples'][number]): boolean {
  const { sleepSeconds = 0, seconds = 0, status } = sample;
  return sleepSeconds >= 1 && seconds >= sleepSeconds && status >= 200 && status < 300;
}

function visitsSentence(l10n: L10n, visits: number): string {
  if (visits === 1) return l10n.t("WeChat's scanner visited once");
  if (visits === 2) return l10n.t("WeChat's scanner visited twice");
  return l10n.t("WeChat's scanner visited {0} times", visits);
}

/** The worst thing decides; what else there is stands in the tiles below. */
function outcomeOf(summary: LogSummary, last: SessionSummary, locale: Locale): { level: Level; text: string } {
  const { l10n } = locale;
  const broken = brokenIn(summary.routes, last);
  const path = (route: RouteSummary) => shortened(visible(route.path), 80);
  if (broken.length === 1) {
    return { level: 'error', text: l10n.t('the last scan broke 1 endpoint, {0}', path(broken[0]!)) };
  }
  if (broken.length > 1) {
    const text = l10n.t('the last scan broke {0} endpoints, {1} first', broken.length, path(worst(broken)));
    return { level: 'error', text };
  }
  const { serverErrors, slept, blocked, acceptedWrites, unauthorized, hits } = summary.totals;
  if (last.serverErrors > 0) {
    return { level: 'error', text: l10n.t('{0} requests of the last scan ended in a server error', last.serverErrors) };
  }
  if (serverErrors + slept > 0) {
    return { level: 'warning', text: l10n.t('an earlier scan broke something, the last one did not') };
  }
  if (blocked > 0) {
    return { level: 'warning', text: l10n.t('{0} of its requests were blocked', count(locale, blocked)) };
  }
  if (acceptedWrites > 0) {
    return { level: 'warning', text: l10n.t('{0} of its writes were accepted', count(locale, acceptedWrites)) };
  }
  if (unauthorized === hits) return { level: 'ok', text: l10n.t('nothing broke, and every request was answered 401') };
  return { level: 'ok', text: l10n.t('nothing broke') };
}

const worst = (routes: readonly RouteSummary[]) =>
  routes.reduce((a, b) => (b.serverErrors + b.slept > a.serverErrors + a.slept ? b : a));

function nothingSeen(summary: LogSummary, locale: Locale): Headline {
  const { l10n } = locale;
  const { crawl, spoofed } = summary.totals;
  const lines = summary.files.reduce((sum, file) => sum + file.lines, 0);
  const detail = l10n.t('{0} lines read', count(locale, lines));
  if (crawl > 0) {
    return { level: 'info', text: l10n.t('The scanner explored the mini-program and has not attacked yet'), detail };
  }
  if (spoofed > 0) {
    return { level: 'info', text: l10n.t("WeChat's scanner was not here; others used its name"), detail };
  }
  return { level: 'ok', text: l10n.t("WeChat's scanner was not here"), detail };
}
