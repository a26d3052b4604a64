/** What opens below a row: parameters, single requests with their bytes, and what the application said to them. */
import { handlerOf, type Project, unguardedOf } from './endpoints.ts';
import { isSlept } from './headline.ts';
import type { HitSample, RouteSummary } from './summary.ts';
import { shortened, visible } from './visible.ts';
import { byCount, dateTime, duration, familyName, identityName, type Locale } from './words.ts';

export interface SampleView {
  readonly time: string;
  readonly status: number;
  readonly family: string;
  readonly param: string;
  readonly decoded: string;
  readonly raw: string;
  readonly from: string;
  /** What is special about it, a few words each. */
  readonly marks: readonly string[];
  readonly failed: boolean;
}

export interface EndpointDetails {
  readonly id: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly params: readonly { readonly name: string; readonly families: string; readonly unguarded: boolean }[];
  readonly findings: readonly { readonly message: string; readonly place: string }[];
  readonly samples: readonly SampleView[];
  readonly exceptions: readonly { readonly time: string; readonly message: string; readonly at: string }[];
  readonly handler: string;
  readonly note: string;
}

const SHOWN = 2000;
const SHOWN_PARAMS = 50;
const SHOWN_EXCEPTIONS = 20;

export function endpointDetails(id: string, route: RouteSummary, project: Project, locale: Locale): EndpointDetails {
  const { l10n } = locale;
  const handler = handlerOf(route, project);
  const unguarded = unguardedOf(route, project);
  const isUnguarded = (name: string) => unguarded.some(({ params }) => params.length === 0 || params.includes(name));
  return {
    id,
    facts: factsOf(route, locale),
    params: Object.entries(route.params)
      .slice(0, SHOWN_PARAMS)
      .map(([name, families]) => ({
        name: shortened(visible(name), 200),
        families: byCount(families)
          .map(([family, hits]) => `${familyName(l10n, family)} ×${hits}`)
          .join(', '),
        unguarded: isUnguarded(name),
      })),
    findings: unguarded.map(({ message, label }) => ({ message: visible(message), place: label })),
    samples: route.samples.map((sample) => sampleView(sample, locale)),
    exceptions: route.exceptions.slice(0, SHOWN_EXCEPTIONS).map((one) => ({
      time: one.time ? dateTime(locale, one.time) : '',
      message: shortened(visible(one.exception ? `${one.exception}: ${one.message}` : one.message), 500),
      at: visible(one.at ?? ''),
    })),
    handler: handler?.label ?? '',
    note: handler || !project.table.known ? '' : l10n.t('No route of this project answers it. Another service may.'),
  };
}

function factsOf(route: RouteSummary, locale: Locale): EndpointDetails['facts'] {
  const { l10n } = locale;
  const facts: [string, string | undefined][] = [
    [l10n.t('First seen'), route.first && dateTime(locale, route.first)],
    [l10n.t('Last seen'), route.last && dateTime(locale, route.last)],
    [l10n.t('Slowest answer'), route.slowestSeconds === undefined ? undefined : `${route.slowestSeconds} s`],
    [l10n.t('Not UTF-8'), route.invalidUtf8 > 0 ? String(route.invalidUtf8) : undefined],
    [l10n.t('Breaks decodeURIComponent'), route.badPercent > 0 ? String(route.badPercent) : undefined],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}

export function sampleView(sample: HitSample, locale: Locale): SampleView {
  const { l10n } = locale;
  const marks: string[] = [];
  if (isSlept(sample))
    marks.push(l10n.t('slept {0} as asked: the injection worked', duration(locale, sample.seconds!)));
  else if (sample.sleepSeconds) marks.push(l10n.t('asks for {0} of sleep', duration(locale, sample.sleepSeconds)));
  if (sample.invalidUtf8) marks.push(l10n.t('not UTF-8'));
  if (sample.badPercent) marks.push(l10n.t('breaks decodeURIComponent'));
  if (sample.rounds > 1) marks.push(l10n.t('encoded {0} times', sample.rounds));
  return {
    time: sample.time ? dateTime(locale, sample.time) : '',
    status: sample.status,
    family: familyName(l10n, sample.family) + (sample.sub ? ` (${visible(sample.sub)})` : ''),
    param: shortened(visible(sample.param ?? ''), 200),
    decoded: shortened(visible(sample.decoded), SHOWN),
    raw: shortened(visible(sample.query === '' ? sample.path : `${sample.path}?${sample.query}`), SHOWN),
    from: `${visible(sample.ip)} · ${identityName(l10n, sample.identity)}`,
    marks,
    failed: sample.status >= 500 || isSlept(sample),
  };
}
