/** From a requested path to the code that answers it, and to the findings in that code. */

export interface Route {
  readonly method: string;
  readonly path: string;
  /** Address of the file, as the editor opens it. */
  readonly uri: string;
  /** Counted from 1. */
  readonly line: number;
  /** How the place reads: `server/app/controller/LiveController.php:12`. */
  readonly label: string;
  readonly framework: string;
}

/** A finding of `unguarded-decode`. */
export interface DecodeFinding {
  readonly uri: string;
  readonly line: number;
  readonly label: string;
  readonly message: string;
  /** Names of the request parameters that reach the decoder, without where they come from. */
  readonly params: readonly string[];
  /** Places on the path from the request to the decoder. */
  readonly steps: readonly { readonly uri: string; readonly line: number }[];
}

export interface RouteTable {
  /** False where no backend was found: then nothing can be said about who answers. */
  readonly known: boolean;
  find(method: string, path: string): Route | undefined;
}

/** Patterns are tried from the most to the least definite, as routers do. */
export function routeTable(routes: readonly Route[]): RouteTable {
  const exact = new Map<string, Route[]>();
  const patterns: { readonly route: Route; readonly segments: readonly string[] }[] = [];
  for (const route of routes) {
    const segments = segmentsOf(route.path);
    if (segments.some((segment) => isWild(segment))) patterns.push({ route, segments });
    else exact.set(segments.join('/'), [...(exact.get(segments.join('/')) ?? []), route]);
  }
  const rank = (segments: readonly string[]) => segments.filter((segment) => !isWild(segment)).length;
  patterns.sort((a, b) => rank(b.segments) - rank(a.segments));
  return {
    known: routes.length > 0,
    find(method, path) {
      const asked = segmentsOf(path);
      const takes = (route: Route) => accepts(route.method, method);
      const here = exact.get(asked.join('/'))?.find(takes);
      return here ?? patterns.find(({ route, segments }) => takes(route) && fits(segments, asked))?.route;
    },
  };
}

/** HEAD is answered by whoever answers GET; a request whose method was not logged fits any. */
function accepts(routeMethod: string, asked: string): boolean {
  const method = routeMethod.toUpperCase();
  return ['ANY', '*', 'ALL', asked].includes(method) || asked === '-' || (asked === 'HEAD' && method === 'GET');
}

const segmentsOf = (path: string) => path.split('/').filter((segment) => segment !== '');

/** `{id}`, `{id:\d+}`, `:id`, `<id>`, `[:id]`, `*`, `(.*)`: one segment or, with a star or dots, the rest. */
const isWild = (segment: string) => /[{}<>:*()[\]]/.test(segment);
const takesRest = (segment: string) => /\*|\.\.\.|\.\+/.test(segment);
const isOptional = (segment: string) => /^\[.*\]$|\?[}>\])]?$/.test(segment);

function fits(pattern: readonly string[], asked: readonly string[]): boolean {
  for (let at = 0; at < pattern.length; at++) {
    const segment = pattern[at]!;
    if (isWild(segment) && takesRest(segment)) return true;
    if (asked[at] === undefined) return pattern.slice(at).every(isOptional);
    if (!isWild(segment) && segment !== asked[at]) return false;
  }
  return asked.length === pattern.length;
}

/**
 * The findings in a handler that a hit on one of `params` runs into. A finding belongs to the handler when its path of
 * places goes through the handler's lines, which end where the next handler of the file begins.
 */
export function findingsOf(
  handler: Route,
  routes: readonly Route[],
  findings: readonly DecodeFinding[],
  params: ReadonlySet<string>,
): readonly DecodeFinding[] {
  const next = routes
    .filter((route) => route.uri === handler.uri && route.line > handler.line)
    .reduce((first, route) => Math.min(first, route.line), Number.POSITIVE_INFINITY);
  const inside = (place: { uri: string; line: number }) =>
    place.uri === handler.uri && place.line >= handler.line && place.line < next;
  return findings.filter(
    (finding) =>
      (finding.params.length === 0 || finding.params.some((param) => params.has(param))) &&
      [finding, ...finding.steps].some(inside),
  );
}
