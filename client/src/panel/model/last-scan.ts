/** The last visit in few words, for whoever looks at the check and not at the log. */
import { handlerOf, type Project, rowId } from './endpoints.ts';
import { brokenIn, headlineOf, type Level, lastSession } from './headline.ts';
import type { LogSummary } from './summary.ts';
import { shortened, visible } from './visible.ts';
import { ago, type Locale } from './words.ts';

export interface LastScan {
  readonly level: Level;
  /** When, and how bad: a few words. */
  readonly short: string;
  readonly sentence: string;
  readonly detail: string;
  /** What it broke, each with who answers it. */
  readonly endpoints: readonly {
    readonly id: string;
    readonly label: string;
    readonly answers: string;
    /** How the handler's place reads; empty where nobody is known to answer. */
    readonly place: string;
    readonly target?: { readonly uri: string; readonly line: number };
  }[];
}

const SHOWN = 20;

/** @param now milliseconds since 1970 */
export function lastScan(summary: LogSummary, project: Project, locale: Locale, now: number): LastScan {
  const { level, text, detail } = headlineOf(summary, locale, now);
  const session = lastSession(summary.sessions);
  const broken = session ? brokenIn(summary.routes, session) : [];
  const when = session ? ago(locale, session.last, now) : '';
  const outcome = broken.length > 0 ? locale.l10n.t('broke {0}', broken.length) : '';
  return {
    level,
    short: [when, outcome].filter((part) => part !== '').join(' · ') || text,
    sentence: text,
    detail,
    endpoints: broken.slice(0, SHOWN).map((route) => {
      const handler = handlerOf(route, project);
      const failures = Object.entries(route.statuses).filter(([status]) => /^5\d\d$/.test(status));
      return {
        id: rowId(route),
        label: shortened(visible(`${route.method} ${route.path}`), 200),
        answers: failures.map(([status, hits]) => `${status} ×${hits}`).join(' '),
        place: handler?.label ?? '',
        ...(handler ? { target: { uri: handler.uri, line: handler.line } } : {}),
      };
    }),
  };
}
