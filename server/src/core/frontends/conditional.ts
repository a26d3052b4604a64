/**
 * Conditional compilation written in comments: uni-app's `#ifdef`, mpx's `@mpx-if`. It comes before every other reading,
 * as in the tools themselves, and works on the text alone, whatever its language.
 *
 * Sources: https://uniapp.dcloud.net.cn/tutorial/platform.html, https://mpxjs.cn/guide/cross-platform/conditional.html
 */

import { type Message, message } from '../base/finding.ts';
import type { Node } from '../ir/nodes.ts';
import { evaluateCondition, type KnownName } from './conditions.ts';

export interface ConditionalText {
  /** As long as the original, lines kept; branches that are not compiled are spaces. The comments themselves stay. */
  readonly text: string;
  /** Every branch in the order in which it ends. */
  readonly branches: readonly Branch[];
  readonly problems: readonly ConditionalProblem[];
}

/** `start` and `end` delimit what stands between two directives. */
export interface Branch extends Node {
  /** The condition as written; an `else` carries that of its beginning. */
  readonly condition: string;
  /** undefined: not known, so it is kept. */
  readonly compiled: boolean | undefined;
}

export interface ConditionalProblem extends Node {
  readonly message: Message;
}

export type ConditionalSyntax = 'uni-app' | 'mpx';

type Keyword = 'ifdef' | 'ifndef' | 'if' | 'elif' | 'else' | 'endif';

interface Directive extends Node {
  readonly keyword: Keyword;
  readonly condition: string;
  /** Comments of scripts and styles pair up, and those of markup: the tools go over the file twice. */
  readonly family: 'code' | 'markup';
}

interface Open {
  readonly directive: Directive;
  /** Where the current branch starts. */
  start: number;
  condition: string;
  /** What the current branch is. */
  compiled: boolean | undefined;
  /** Was a branch before it certainly taken, or may one have been? */
  taken: boolean | undefined;
}

const DIRECTIVES: Record<ConditionalSyntax, RegExp> = {
  'uni-app': /(\/\/|\/\*|<!--)[ \t]{0,40}#(ifdef|ifndef|if|elif|else|endif)(?!\w|-(?!->))([^\r\n]{0,400})/g,
  mpx: /(\/\/|\/\*|<!--)[ \t]{0,40}@mpx-(if|elif|else|endif)(?!\w|-(?!->))([^\r\n]{0,400})/g,
};

/** A text without one of these has no directives; most files end here. */
const MARKS: Record<ConditionalSyntax, string> = { 'uni-app': '#endif', mpx: '@mpx-endif' };

/**
 * Keeps what `known` compiles. For uni-app, `known` says of each name whether it is defined; for mpx it gives the value
 * of `__mpx_mode__` and the rest. A branch whose condition is not known stays, and so does one that is never ended.
 * Never throws; linear in the text.
 */
export function applyConditions(text: string, syntax: ConditionalSyntax, known: KnownName): ConditionalText {
  const problems: ConditionalProblem[] = [];
  const branches: Branch[] = [];
  if (!text.includes(MARKS[syntax]) && text.search(DIRECTIVES[syntax]) < 0) return { text, branches, problems };
  const stacks: Record<Directive['family'], Open[]> = { code: [], markup: [] };
  const complain = (place: Node, what: Message): void => {
    problems.push({ start: place.start, end: place.end, message: what });
  };

  for (const directive of directives(text, syntax)) {
    const stack = stacks[directive.family];
    const open = stack.at(-1);
    const { keyword } = directive;
    if (keyword === 'ifdef' || keyword === 'ifndef' || keyword === 'if') {
      const compiled = outcome(directive, known, complain);
      stack.push({ directive, start: directive.end, condition: directive.condition, compiled, taken: compiled });
      continue;
    }
    if (!open) {
      complain(directive, message('“{0}” has no beginning; the compiler will not pair it', keyword));
      continue;
    }
    branches.push({ start: open.start, end: directive.start, condition: open.condition, compiled: open.compiled });
    if (keyword === 'endif') {
      stack.pop();
      continue;
    }
    const own = keyword === 'else' ? true : outcome(directive, known, complain);
    open.compiled = both(negated(open.taken), own);
    open.taken = either(open.taken, own);
    open.condition = keyword === 'else' ? open.condition : directive.condition;
    open.start = directive.end;
  }
  for (const open of [...stacks.code, ...stacks.markup]) {
    complain(open.directive, message('“{0}” is never ended; it is ignored here', open.directive.keyword));
  }
  return { text: blanked(text, branches), branches, problems };
}

/** Every directive in order of place. */
function* directives(text: string, syntax: ConditionalSyntax): Generator<Directive> {
  const pattern = new RegExp(DIRECTIVES[syntax]);
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const [whole, opening, keyword, rest] = match as unknown as [string, string, Keyword, string];
    const closing = opening === '/*' ? '*/' : opening === '<!--' ? '-->' : '';
    const at = closing === '' ? -1 : rest.indexOf(closing);
    const condition = (at < 0 ? rest : rest.slice(0, at)).trim();
    const end = match.index + whole.length - (at < 0 ? 0 : rest.length - at - closing.length);
    pattern.lastIndex = end;
    yield { keyword, condition, family: opening === '<!--' ? 'markup' : 'code', start: match.index, end };
  }
}

function outcome(
  directive: Directive,
  known: KnownName,
  complain: (place: Node, what: Message) => void,
): boolean | undefined {
  const { value, understood } = evaluateCondition(directive.condition, known);
  if (!understood)
    complain(directive, message('the condition “{0}” is not understood; both ways are read', directive.condition));
  return directive.keyword === 'ifndef' ? negated(value) : value;
}

function negated(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function both(left: boolean | undefined, right: boolean | undefined): boolean | undefined {
  if (left === false || right === false) return false;
  return left === undefined || right === undefined ? undefined : true;
}

function either(left: boolean | undefined, right: boolean | undefined): boolean | undefined {
  return negated(both(negated(left), negated(right)));
}

/** Spaces where nothing is compiled; branches may lie inside each other, and those of the two families may cross. */
function blanked(text: string, branches: readonly Branch[]): string {
  const dropped = branches.filter((branch) => branch.compiled === false).sort((a, b) => a.start - b.start);
  let result = '';
  let at = 0;
  for (const { start, end } of dropped) {
    if (end <= at) continue;
    const from = Math.max(start, at);
    result += text.slice(at, from) + text.slice(from, end).replace(/[^\r\n]/g, ' ');
    at = end;
  }
  return result + text.slice(at);
}
