/** The request line of HTTP/1, as servers log it: whole, cut short, or not one at all. */

export interface RequestLine {
  readonly method: string | undefined;
  readonly target: string | undefined;
  /** The line has no protocol where it should have one: the server cut it. */
  readonly cut: boolean;
}

const NOTHING: RequestLine = { method: undefined, target: undefined, cut: false };

/** Splits a logged request line (escapes undone). Raw spaces within the target are kept: a hostile client sends them. */
export function readRequestLine(line: string): RequestLine {
  const space = line.indexOf(' ');
  if (space <= 0) return NOTHING;
  const method = line.slice(0, space);
  if (!/^[A-Za-z][A-Za-z_-]{0,31}$/.test(method)) return NOTHING;
  const protocol = / (?:HTTP\/\d(?:\.\d)?|null)$/.exec(line);
  const end = protocol && protocol.index >= space ? protocol.index : line.length;
  const target = line.slice(space + 1, end);
  const cut = protocol === null ? /\s/.test(target) || target.length > 8000 : protocol[0] === ' null';
  // Tomcat writes `-` for a target it refused; other words without a slash are not a target either.
  if (target === '' || target === '-') return { method, target: undefined, cut: target === '-' };
  if (!/^(?:\/|\*$|[A-Za-z][A-Za-z0-9+.-]*:\/\/)/.test(target)) {
    return protocol === null ? NOTHING : { method, target, cut };
  }
  return { method, target, cut };
}

export interface Target {
  readonly path: string;
  /** Without the question mark; empty when there is none. A raw `#` does not end it: scanners send it. */
  readonly query: string;
}

/** Path and query of a request target; scheme and host of an absolute target are dropped. */
export function splitTarget(target: string): Target {
  const absolute = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*/.exec(target);
  const rest = absolute ? target.slice(absolute[0].length) || '/' : target;
  const question = rest.indexOf('?');
  return question < 0
    ? { path: rest, query: '' }
    : { path: rest.slice(0, question) || '/', query: rest.slice(question + 1) };
}
