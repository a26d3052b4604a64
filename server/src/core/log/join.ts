/** Joins the routes of a log with the handlers of a project. */

import type { LogSummary, RouteSummary } from './summary.ts';

/** A route as a report of the project names it. */
export interface HandlerRoute {
  /** Upper case; `ANY` or `*` where the framework takes all. */
  readonly method: string;
  /** `/a/:id`, `/a/{id}`, `/a/<id>`, `/a/*`, `/a/{id?}`, `/a/[id]`, `/a/:id(\\d+)`. */
  readonly path: string;
  readonly file: string;
  readonly line: number;
}

type Segment = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'one' | 'maybe' | 'rest' };

interface Pattern {
  readonly route: HandlerRoute;
  readonly segments: readonly Segment[];
}

/** A copy of the summary whose routes name their handlers. Routes without one stay as they are. */
export function joinRoutes(summary: LogSummary, routes: readonly HandlerRoute[]): LogSummary {
  const patterns = routes.map((route) => ({ route, segments: segmentsOf(route.path) }));
  return { ...summary, routes: summary.routes.map((route) => joined(route, patterns)) };
}

function joined(hit: RouteSummary, patterns: readonly Pattern[]): RouteSummary {
  const path = hit.path
    .split('/')
    .filter((part) => part !== '')
    .map(decoded);
  let best: Pattern | undefined;
  let bestScore: readonly number[] = [];
  for (const pattern of patterns) {
    if (!takes(pattern.route.method, hit.method)) continue;
    const score = match(pattern.segments, path);
    if (score === undefined) continue;
    // The more literal segments from the left, the better; among equals an exact method beats one that takes all.
    const ranked = [...score, pattern.route.method.toUpperCase() === hit.method.toUpperCase() ? 1 : 0];
    if (best === undefined || higher(ranked, bestScore)) {
      best = pattern;
      bestScore = ranked;
    }
  }
  if (best === undefined) return hit;
  return { ...hit, pattern: best.route.path, handler: { file: best.route.file, line: best.route.line } };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Frameworks answer HEAD with the handler of GET. */
function takes(pattern: string, method: string): boolean {
  const [have, want] = [pattern.toUpperCase(), method.toUpperCase()];
  if (have === 'ANY' || have === 'ALL' || have === '*' || have === want) return true;
  return (have === 'GET' && want === 'HEAD') || have.split(/[|,]/).some((one) => one.trim() === want);
}

function segmentsOf(path: string): Segment[] {
  return path
    .split('/')
    .filter((part) => part !== '')
    .map((part): Segment => {
      if (/^(?:\*\*?|\*\w+|\{\*\w*\}|\{\w+:\.[*+]\}|\[\.\.\.\w+\]|<path:\w+>|:\w+(?:\*|\+|\(\.[*+]\)))$/.test(part))
        return { kind: 'rest' };
      if (/^(?::\w+\?|\{\w+\?\}|\[:\w+\]|\[\w+\]\?)$/.test(part)) return { kind: 'maybe' };
      if (/^(?::\w+|\{\w+\}|\{\w+:[^/]*\}|<(?:\w+:)?\w+>|\[\w+\]|:\w+\([^/]*\))$/.test(part)) return { kind: 'one' };
      // A parameter within a segment (`/file-:name.json`) is any segment, less certain than a plain one.
      return /[:{<*]\w*/.test(part) ? { kind: 'one' } : { kind: 'text', text: part };
    });
}

/** How well a path fits, segment by segment: 3 literal, 2 parameter, 1 rest. `undefined`: not at all. */
function match(segments: readonly Segment[], path: readonly string[]): number[] | undefined {
  const score: number[] = [];
  let at = 0;
  for (const segment of segments) {
    if (segment.kind === 'rest') return [...score, 1];
    const part = path[at];
    if (part === undefined) {
      if (segment.kind === 'maybe') continue;
      return undefined;
    }
    if (segment.kind === 'text' && segment.text !== part) return undefined;
    score.push(segment.kind === 'text' ? 3 : 2);
    at++;
  }
  return at === path.length ? score : undefined;
}

function higher(a: readonly number[], b: readonly number[]): boolean {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
