/** Summaries to draw: read from logs by the product's own reader, or made in any size. */
import path from 'node:path';
import type { Project } from '../../../client/src/panel/model/endpoints.ts';
import { type Route, routeTable } from '../../../client/src/panel/model/handlers.ts';
import type { LogSummary, RouteSummary } from '../../../client/src/panel/model/summary.ts';
import { readLogs } from './read-logs.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
export const SAMPLE_LOG = path.join(ROOT, 'samples/live-record/logs/access.log');

export const sampleSummary = () => readLogs([SAMPLE_LOG]);

/** A project whose routes are these. */
export function projectOf(routes: readonly Route[], findings: Project['findings'] = []): Project {
  return { routes, table: routeTable(routes), findings };
}

export const NO_PROJECT = projectOf([]);

const SCANNER =
  'Tencent Security Team, more information: https://developers.weixin.qq.com/community/minihome/doc/0008ea401c89c02cff2d1345051001';

/** A line of an nginx log in the format `combined`, as the scanner leaves it; what the logger would escape must be given escaped. */
export function scannerLine(
  target: string,
  options: { status?: number; second?: number; method?: string; referer?: string; ip?: string; agent?: string } = {},
): string {
  const { status = 200, second = 0, method = 'GET', referer = '-', ip = '106.55.202.118', agent = SCANNER } = options;
  const time = new Date(Date.UTC(2024, 10, 8, 2, 0, second)).toISOString();
  const clock = `${time.slice(8, 10)}/Nov/2024:${time.slice(11, 19)} +0000`;
  return `${ip} - - [${clock}] "${method} ${target} HTTP/1.1" ${status} 12 "${referer}" "${agent}"`;
}

/** A summary with as many endpoints as wanted, for what depends on their number. */
export function withRoutes(summary: LogSummary, amount: number): LogSummary {
  const pattern = summary.routes[0]!;
  const routes = Array.from(
    { length: amount },
    (_, at): RouteSummary => ({
      ...pattern,
      path: `/api/v1/endpoint-${String(at).padStart(5, '0')}`,
      hits: (at * 7919) % 1000,
      serverErrors: at % 997 === 0 ? 3 : 0,
      statuses: at % 997 === 0 ? { 500: 3, 200: 4 } : { 200: 1 },
    }),
  );
  return { ...summary, routes };
}
