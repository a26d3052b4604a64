/** Visits of the scanner, the latest first, each with the picture of its course. */
import type { SessionSummary } from './summary.ts';
import { visible } from './visible.ts';
import { byCount, dateTime, duration, familyName, type Locale } from './words.ts';

export interface SessionView {
  readonly id: string;
  readonly title: string;
  /** How much, how fast, what came of it. */
  readonly facts: string;
  readonly families: string;
  readonly addresses: string;
  readonly failed: boolean;
  /** Requests in each stretch of time, and how many of them ended in a server error. */
  readonly bars: readonly { readonly hits: number; readonly errors: number }[];
  /** What the picture shows, for who does not see it. */
  readonly picture: string;
}

const SHOWN = 50;
const SHOWN_FAMILIES = 5;

export function sessionViews(sessions: readonly SessionSummary[], locale: Locale): SessionView[] {
  return [...sessions]
    .sort((a, b) => (a.last < b.last ? 1 : -1))
    .slice(0, SHOWN)
    .map((session) => sessionView(session, locale));
}

function sessionView(session: SessionSummary, locale: Locale): SessionView {
  const { l10n } = locale;
  const lasted = duration(locale, (Date.parse(session.last) - Date.parse(session.first)) / 1000);
  const { hits, serverErrors: errors } = session.timeline;
  const bars = hits.map((value, at) => ({ hits: value, errors: errors[at] ?? 0 }));
  const outcome =
    session.serverErrors > 0 ? l10n.t('{0} server errors', session.serverErrors) : l10n.t('no server error');
  const peak = Math.round(session.peakRate * 10) / 10;
  return {
    id: session.id,
    title: l10n.t('{0}, for {1}', dateTime(locale, session.first), lasted),
    facts: [
      session.paths === 1
        ? l10n.t('{0} requests to 1 endpoint', session.hits)
        : l10n.t('{0} requests to {1} endpoints', session.hits, session.paths),
      outcome,
      ...(peak > 0 ? [l10n.t('at most {0} a second', peak)] : []),
    ].join(' · '),
    families: byCount(session.families)
      .slice(0, SHOWN_FAMILIES)
      .map(([family, value]) => `${familyName(l10n, family)} ×${value}`)
      .join(', '),
    addresses: session.addresses.map(visible).join(', '),
    failed: session.serverErrors > 0,
    bars,
    picture: l10n.t(
      '{0} requests within {1}, at most {2} in {3}; {4}',
      session.hits,
      lasted,
      bars.reduce((most, bar) => Math.max(most, bar.hits), 0),
      duration(locale, session.timeline.seconds),
      outcome,
    ),
  };
}
