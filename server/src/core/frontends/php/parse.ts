/**
 * Text to php-parser's tree. Half-typed code is the normal case while somebody writes, so a file that does not parse is
 * repaired within bounds: the line that is being typed is blanked (same length, so that offsets stay true) and the rest
 * is read as if it were not there.
 */

import { Engine } from 'php-parser';
import type { SyntaxProblem } from '../../ir/nodes.ts';

/** A node of php-parser's tree; its own types are incomplete, so fields are read by name as its AST reference tells. */
export interface PhpNode {
  readonly kind: string;
  readonly loc?: { readonly start: { readonly offset: number }; readonly end: { readonly offset: number } } | null;
  readonly leadingComments?: readonly PhpNode[] | null;
  // biome-ignore lint/suspicious/noExplicitAny: a field may be a node, a list, a text, a number or a flag, and the types do not say which
  readonly [field: string]: any;
}

export interface Parsed {
  readonly program: PhpNode | undefined;
  readonly problems: readonly SyntaxProblem[];
}

interface Attempt {
  readonly program: PhpNode | undefined;
  /** Offsets of the complaints, in order, with what they say. */
  readonly errors: readonly { readonly at: number; readonly text: string }[];
}

const MAX_REPAIRS = 6;
/** All repairs of one file together parse at most this many UTF-16 units, so that typing in a long file stays quick. */
const REPAIR_BUDGET = 600_000;

/** Parses a file. Never throws; what could not be read at all comes without a program. */
export function parsePhp(text: string): Parsed {
  let source = blankXmlDeclarations(text);
  let first = attempt(source);
  if (first.errors.length > 0 && INTERSECTION.test(source)) {
    const simpler = source.replaceAll(INTERSECTIONS, (group, name: string) => name.padEnd(group.length));
    const second = attempt(simpler);
    if (second.errors.length < first.errors.length) [source, first] = [simpler, second];
  }
  const problems = first.errors
    .filter((error, index) => error.at !== first.errors[index - 1]?.at)
    .slice(0, 20)
    .map(({ at, text: what }) => ({ start: at, end: Math.min(text.length, at + 1), message: what }));
  if (first.errors.length === 0) return { program: first.program, problems };
  const repaired = repair(source, first);
  return { program: repaired.program, problems };
}

/** `(A&B)|null` as a type, which the library does not know: its first name is read in its place. */
const INTERSECTION = /\(\s*\\?[A-Za-z_][\w\\]*\s*&\s*\\?[A-Za-z_]/;
const INTERSECTIONS = /\(\s*(\\?[A-Za-z_][\w\\]*)(?:\s*&\s*\\?[A-Za-z_][\w\\]*)+\s*\)/g;

function attempt(text: string): Attempt {
  const engine = new Engine({
    parser: { extractDoc: true, suppressErrors: true, version: 805 },
    ast: { withPositions: true },
    lexer: { short_tags: true, asp_tags: false },
  });
  forbidStandstill(engine as unknown as EngineParts);
  try {
    const program = engine.parseCode(text, '') as unknown as PhpNode;
    const errors = (program['errors'] as PhpNode[]).map((error) => ({
      at: Math.min(text.length, error.loc?.start.offset ?? 0),
      text: String(error['message']),
    }));
    return { program, errors };
  } catch (error) {
    // The lexer throws on a few unterminated constructs, and the parser overflows the stack on extreme nesting.
    const offset = (engine.lexer as unknown as { offset?: number }).offset ?? 0;
    const why = error instanceof RangeError ? 'nested too deeply' : String((error as Error).message);
    return { program: undefined, errors: [{ at: Math.min(text.length, offset), text: why }] };
  }
}

/** The parts of the library's engine that its types leave out. */
interface EngineParts {
  readonly lexer: { readonly offset: number };
  readonly parser: { node: (name?: string) => unknown; raiseError: (...args: unknown[]) => unknown };
}

const MAX_ERRORS = 500;
/** No real construct makes so many nodes out of one token. */
const MAX_NODES_PER_TOKEN = 5_000;

/** When errors are suppressed the library can go round in circles on broken code: at one place it neither reads on nor gives up. */
function forbidStandstill({ parser, lexer }: EngineParts): void {
  const { node, raiseError } = parser;
  let errors = 0;
  parser.raiseError = function (...args) {
    if (++errors > MAX_ERRORS) throw new SyntaxError('Parse Error : too many errors');
    return raiseError.apply(this, args);
  };
  let nodes = 0;
  let offset = -1;
  parser.node = function (name) {
    if (lexer.offset !== offset) [nodes, offset] = [0, lexer.offset];
    else if (++nodes > MAX_NODES_PER_TOKEN) throw new SyntaxError('Parse Error : no way on');
    return node.call(this, name);
  };
}

/** The best reading that blanking single lines can give. */
function repair(source: string, first: Attempt): Attempt {
  let text = source;
  let best = first;
  let budget = REPAIR_BUDGET;
  const lastCode = source.trimEnd().length;
  for (let round = 0; round < MAX_REPAIRS && best.errors.length > 0; round++) {
    let better: { text: string; attempt: Attempt } | undefined;
    for (const [start, end] of suspects(text, best.errors[0]!.at)) {
      budget -= text.length;
      if (budget < 0) break;
      const candidate = text.slice(0, start) + withoutUnfinished(text.slice(start, end)) + text.slice(end);
      const result = attempt(candidate);
      if (beats(result, better?.attempt ?? best, lastCode)) better = { text: candidate, attempt: result };
      if (result.errors.length === 0) break;
    }
    if (!better) break;
    ({ text, attempt: best } = better);
  }
  return best;
}

function beats(a: Attempt, b: Attempt, end: number): boolean {
  if (!a.program) return false;
  if (!b.program) return true;
  const [costA, costB] = [cost(a, end), cost(b, end)];
  return costA < costB || (costA === costB && costA > 0 && a.errors[0]!.at > b.errors[0]!.at);
}

/** Distinct complaints; one at the end of the file weighs more, for it tells of something left open long before: a string or a block. */
function cost(attempt: Attempt, end: number): number {
  const places = new Set(attempt.errors.map(({ at }) => Math.min(at, end)));
  return places.size + (places.has(end) ? 2 : 0);
}

/** The line without what is being typed, equally long: blank, but a function's head keeps its name and loses only its parameters. */
function withoutUnfinished(line: string): string {
  const head = /^(\s*(?:\w+\s+)*function\s+\w+\s*\()([^{]*[^{\s)])?\s*\)?\s*(\{?)\s*$/.exec(line);
  const room = head ? line.length - head[1]!.length - head[3]!.length : 0;
  if (!head || room < 1) return ' '.repeat(line.length);
  return `${head[1]}${' '.repeat(room - 1)})${head[3]}`;
}

/** Stretches of text that may be what is being typed, likeliest first: the line before the complaint, its own, and one that leaves a string open. */
function suspects(text: string, at: number): [number, number][] {
  const own = lineAround(text, at);
  const found: [number, number][] = [];
  const add = (line: [number, number] | undefined) => {
    if (line && text.slice(line[0], line[1]).trim() && !found.some(([start]) => start === line[0])) found.push(line);
  };
  const beforeOnLine = text.slice(own[0], at).trim();
  if (beforeOnLine && !/^[})\];]*$/.test(beforeOnLine)) add(own);
  add(lineBefore(text, own[0]));
  add(own);
  add(openString(text, at));
  return found;
}

function lineAround(text: string, at: number): [number, number] {
  const start = text.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
  const end = text.indexOf('\n', Math.max(start, at));
  return [start, end < 0 ? text.length : end];
}

/** The last line before `start` that is not blank and does not merely close a block. */
function lineBefore(text: string, start: number): [number, number] | undefined {
  let end = start - 1;
  for (let look = 0; look < 50 && end > 0; look++) {
    const from = text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(from, end).trim();
    if (line && !/^[})\];]+$/.test(line)) return [from, end];
    end = from - 1;
  }
  return undefined;
}

/** The last line up to `at` on which a quote opens and does not close. Strings over several lines are rare in PHP; a forgotten quote is not. */
function openString(text: string, at: number): [number, number] | undefined {
  let end = lineAround(text, at)[1];
  for (let look = 0; look < 2000 && end > 0; look++) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    if (leavesStringOpen(text.slice(start, end))) return [start, end];
    end = start - 1;
  }
  return undefined;
}

function leavesStringOpen(line: string): boolean {
  let quote = '';
  for (let i = 0; i < line.length; i++) {
    const c = line[i]!;
    if (quote) {
      if (c === '\\') i++;
      else if (c === quote) quote = '';
    } else if (c === '"' || c === "'") quote = c;
    else if (c === '#' || (c === '/' && (line[i + 1] === '/' || line[i + 1] === '*'))) return false;
  }
  return quote !== '';
}

/** `<?xml …?>` in a template is text unless short tags are on; PHP files that hold it run with them off. */
function blankXmlDeclarations(text: string): string {
  return text.includes('<?xml') ? text.replace(/<\?xml/g, '     ') : text;
}
