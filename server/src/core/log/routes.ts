/** Hits by route: method and path as sent. */

import { bump } from './counts.ts';
import { acceptedWrite, blocked, type RawHit, sampleOf, shownPath, slept } from './hit.ts';
import type { Classification } from './payload/classify.ts';
import type { Family, HitSample, RouteSummary } from './summary.ts';
import { isoTime } from './time.ts';

const MOST_ROUTES = 5000;
const MOST_SAMPLES = 20;
const MOST_PARAMETERS = 200;
const MOST_VALUES = 16;

interface Sampled {
  readonly rank: number;
  readonly sample: HitSample;
}

export interface Route {
  readonly method: string;
  readonly path: string;
  readonly summary: Omit<RouteSummary, 'samples' | 'exceptions' | 'method' | 'path'>;
  readonly samples: Sampled[];
  /** Values seen in requests without a payload, by parameter. */
  readonly baseline: Map<string, Set<string>>;
}

export class Routes {
  readonly map = new Map<string, Route>();
  overflowed = false;

  of(hit: RawHit): Route {
    const path = shownPath(hit.path);
    const key = `${hit.method} ${path}`;
    const found = this.map.get(key);
    if (found !== undefined) return found;
    const full = this.map.size >= MOST_ROUTES;
    if (full) {
      this.overflowed = true;
      const other = this.map.get('(other)');
      if (other !== undefined) return other;
    }
    const route: Route = {
      method: full ? '-' : hit.method,
      path: full ? '(other)' : path,
      summary: {
        hits: 0,
        params: {},
        statuses: {},
        families: {},
        serverErrors: 0,
        blocked: 0,
        acceptedWrites: 0,
        invalidUtf8: 0,
        badPercent: 0,
        slept: 0,
      },
      samples: [],
      baseline: new Map(),
    };
    this.map.set(full ? '(other)' : key, route);
    return route;
  }
}

/** Remembers a control request's values, so that later requests are compared with them. */
export function rememberBaseline(route: Route, found: Classification): void {
  for (const { name, value } of found.parameters.slice(0, 64)) {
    const values = route.baseline.get(name);
    if (values === undefined) route.baseline.set(name, new Set([value]));
    else if (values.size < MOST_VALUES) values.add(value);
  }
}

/** Adds a hit to its route. */
export function countInRoute(route: Route, hit: RawHit, found: Classification, param: string | undefined): void {
  const { summary } = route;
  summary.hits++;
  bump(summary.statuses, String(hit.status));
  bump(summary.families, found.family);
  if (param !== undefined) {
    const known = Object.hasOwn(summary.params, param);
    const name = known || Object.keys(summary.params).length < MOST_PARAMETERS ? param : '(other)';
    if (!Object.hasOwn(summary.params, name)) summary.params[name] = {};
    bump(summary.params[name]!, found.family);
  }
  if (hit.status >= 500) summary.serverErrors++;
  if (blocked(hit.status)) summary.blocked++;
  if (acceptedWrite(hit)) summary.acceptedWrites++;
  if (found.invalidUtf8) summary.invalidUtf8++;
  if (found.badPercent) summary.badPercent++;
  if (slept(hit, found)) summary.slept++;
  if (hit.seconds !== undefined && hit.seconds > (summary.slowestSeconds ?? -1)) summary.slowestSeconds = hit.seconds;
  const time = isoTime(hit.time);
  if (time !== undefined) {
    if (summary.first === undefined || time < summary.first) summary.first = time;
    if (summary.last === undefined || time > summary.last) summary.last = time;
  }
  keepSample(route.samples, hit, found);
}

/** Keeps the samples that tell most: failures first, then one of every family, then the latest. */
function keepSample(samples: Sampled[], hit: RawHit, found: Classification): void {
  const seen = samples.some(({ sample }) => sample.family === found.family);
  const rank = rankOf(hit, found) * 2 + (seen ? 0 : 1);
  if (samples.length >= MOST_SAMPLES && samples.at(-1)!.rank >= rank) return;
  samples.push({ rank, sample: sampleOf(hit, found) });
  samples.sort((a, b) => b.rank - a.rank);
  if (samples.length > MOST_SAMPLES) samples.pop();
}

function rankOf(hit: RawHit, found: Classification): number {
  if (hit.status >= 500) return 5;
  if (slept(hit, found)) return 4;
  if (blocked(hit.status)) return 3;
  if (acceptedWrite(hit)) return 2;
  return (['baseline', 'opaque', 'refused'] as Family[]).includes(found.family) ? 0 : 1;
}

/** The route in the summary's shape. */
export function routeSummary(route: Route): RouteSummary {
  return {
    method: route.method,
    path: route.path,
    ...structured(route.summary),
    samples: route.samples.map(({ sample }) => sample),
    exceptions: [],
  };
}

function structured(summary: Route['summary']): Route['summary'] {
  const params = Object.fromEntries(Object.entries(summary.params).map(([name, counts]) => [name, { ...counts }]));
  return { ...summary, params, statuses: { ...summary.statuses }, families: { ...summary.families } };
}
