/** The rows of the panel's table: one for each endpoint that was hit. */
import { type DecodeFinding, findingsOf, type Route, type RouteTable } from './handlers.ts';
import type { Level } from './headline.ts';
import type { LogSummary, RouteSummary } from './summary.ts';
import { shortened, visible } from './visible.ts';
import { byCount, familyName, type Locale } from './words.ts';

export interface EndpointRow {
  /** Stays the same while a log grows. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly level: Level;
  /** The larger, the further up. */
  readonly rank: number;
  readonly hits: number;
  readonly serverErrors: number;
  readonly slept: number;
  readonly blocked: number;
  readonly writes: number;
  /** Most hit first. */
  readonly params: readonly string[];
  readonly families: readonly { readonly name: string; readonly hits: number }[];
  readonly statuses: readonly { readonly code: string; readonly hits: number }[];
  readonly slowest?: number;
  readonly last?: string;
  /** Where it is answered; undefined where that is not known. */
  readonly handler?: string;
  /** The project has routes, and none of them is this one. */
  readonly undeclared: boolean;
  /** Parameters that were hit and reach a decoder unguarded. */
  readonly unguarded: readonly string[];
}

/** What the project says about endpoints. */
export interface Project {
  readonly routes: readonly Route[];
  readonly table: RouteTable;
  readonly findings: readonly DecodeFinding[];
}

const SHOWN_PARAMS = 12;
const SHOWN_PATH = 300;

export const rowId = (route: Pick<RouteSummary, 'method' | 'path'>) => `${route.method} ${route.path}`;

export function endpointRows(summary: LogSummary, project: Project, locale: Locale): EndpointRow[] {
  return summary.routes.map((route) => endpointRow(route, project, locale));
}

export function endpointRow(route: RouteSummary, project: Project, { l10n }: Locale): EndpointRow {
  const handler = handlerOf(route, project);
  const unguarded = unguardedOf(route, project);
  const params = Object.entries(route.params).sort(([a, x], [b, y]) => total(y) - total(x) || (a < b ? -1 : 1));
  const hitUnguarded = unguarded.length > 0 && route.invalidUtf8 + route.badPercent > 0;
  return {
    id: rowId(route),
    method: visible(route.method),
    path: shortened(visible(route.path), SHOWN_PATH),
    level: levelOf(route, hitUnguarded),
    rank: rankOf(route, hitUnguarded),
    hits: route.hits,
    serverErrors: route.serverErrors,
    slept: route.slept,
    blocked: route.blocked,
    writes: route.acceptedWrites,
    params: params.slice(0, SHOWN_PARAMS).map(([name]) => shortened(visible(name), 80)),
    families: byCount(route.families).map(([family, hits]) => ({ name: familyName(l10n, family), hits })),
    statuses: byCount(route.statuses)
      .sort(([a], [b]) => Number(isFailure(b)) - Number(isFailure(a)))
      .map(([code, hits]) => ({ code: code === '0' ? '–' : visible(code), hits })),
    slowest: route.slowestSeconds,
    last: route.last,
    handler: handler?.label,
    undeclared: project.table.known && handler === undefined && route.path !== '(other)' && route.path !== '-',
    unguarded: [...new Set(unguarded.flatMap((finding) => hitParams(route, finding)))],
  };
}

const isFailure = (status: string) => /^5\d\d$/.test(status);
const total = (counts: Record<string, number>) => Object.values(counts).reduce((sum, hits) => sum + hits, 0);

/** Who answers: by the pattern the server found the path to belong to, else by the path itself. */
export function handlerOf(route: RouteSummary, project: Project): Route | undefined {
  const { table } = project;
  return (route.pattern && table.find(route.method, route.pattern)) || table.find(route.method, route.path);
}

export function unguardedOf(route: RouteSummary, project: Project): readonly DecodeFinding[] {
  const handler = handlerOf(route, project);
  return handler ? findingsOf(handler, project.routes, project.findings, new Set(Object.keys(route.params))) : [];
}

/** A finding that names no parameter is about all that were hit. */
function hitParams(route: RouteSummary, finding: DecodeFinding): string[] {
  const names = Object.keys(route.params);
  return (finding.params.length === 0 ? names : names.filter((name) => finding.params.includes(name))).map(visible);
}

function levelOf(route: RouteSummary, hitUnguarded: boolean): Level {
  if (route.serverErrors + route.slept > 0) return 'error';
  if (route.blocked + route.acceptedWrites > 0 || hitUnguarded) return 'warning';
  return 'ok';
}

/** Server errors, then injections that slept, then malformed bytes on an unguarded decoder, writes, blocks, the rest. */
function rankOf(route: RouteSummary, hitUnguarded: boolean): number {
  const worst = [
    route.serverErrors > 0,
    route.slept > 0,
    hitUnguarded,
    route.acceptedWrites > 0,
    route.blocked > 0,
  ].findIndex(Boolean);
  const place = worst === -1 ? 0 : 5 - worst;
  // Within a place the more hits, the further up; no count reaches into the next place.
  return place + Math.min(route.hits, 1e9) / 1e10;
}
