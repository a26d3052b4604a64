/** The JavaScript and TypeScript front end: text to the intermediate representation. */

import type { Expression, Lowered, Module, Statement, SyntaxProblem } from '../../ir/nodes.ts';
import { type Context, endOf, startOf } from './context.ts';
import { lowerExpression as lowerNode } from './expressions.ts';
import { NESTED_TOO_DEEPLY, type ParseProblem, parseModule, parseOneExpression } from './parse.ts';
import { lowerStatement } from './statements.ts';

export interface JavaScriptOptions {
  /** Read as TypeScript. Types in a file not so marked are understood all the same where the text needs it. */
  readonly typescript?: boolean;
  /** JSX in TypeScript (`.tsx`); JavaScript always has it. */
  readonly jsx?: boolean;
  /** Where the text starts in its file, in UTF-16 units: added to every offset. */
  readonly offset?: number;
}

/**
 * Lowers a module or script. Never throws: what cannot be read is a problem, and the rest is lowered all the same.
 *
 * `require(x)` of one argument, `import(x)` and the mini-program's `require.async(x)` become `import` expressions;
 * `import.meta` is the member `meta` of the name `import`; JSX is calls of the name `jsx` (see jsx.ts); an anonymous
 * `export default` function or class is the export's expression, a named one a declaration and its export.
 */
export function lowerJavaScript(text: string, options: JavaScriptOptions = {}): Lowered {
  const { typescript = false, jsx = false, offset = 0 } = options;
  const parsed = parseModule(text, { typescript, jsx });
  const context: Context = { text, offset, problems: parsed.problems.map((problem) => shifted(problem, offset)) };
  const body: Statement[] = [];
  for (const node of parsed.file?.program.body ?? []) {
    const whole = body.length;
    try {
      lowerStatement(context, node, body);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      body.length = whole;
      const start = startOf(context, node);
      const end = endOf(context, node);
      context.problems.push({ start, end, message: NESTED_TOO_DEEPLY });
      body.push({
        kind: 'expression',
        start,
        end,
        expression: { kind: 'opaque', start, end, what: NESTED_TOO_DEEPLY, children: [] },
      });
    }
  }
  const module: Module = {
    kind: 'module',
    start: offset,
    end: offset + text.length,
    language: 'javascript',
    body,
    comments: (parsed.file?.comments ?? []).map((comment) => ({
      start: comment.start! + offset,
      end: comment.end! + offset,
      text: comment.value,
    })),
  };
  // A repaired text is longer than the written one by a bracket or two; places must lie in what is written.
  const last = offset + text.length;
  const problems = context.problems.map((one) => ({
    ...one,
    start: Math.min(one.start, last),
    end: Math.min(one.end, last),
  }));
  return { module, problems };
}

/**
 * Lowers one expression, such as the inside of a template's `{{ }}`; `offset` is where it starts in its file. Never
 * throws: an expression that cannot be read is `opaque`, and a problem says why.
 */
export function lowerExpression(
  text: string,
  offset: number,
): { readonly expression: Expression; readonly problems: readonly SyntaxProblem[] } {
  const parsed = parseOneExpression(text);
  const problems = parsed.problems.map((problem) => shifted(problem, offset));
  const unread = (what: string): Expression => ({
    kind: 'opaque',
    start: offset,
    end: offset + text.length,
    what,
    children: [],
  });
  if (!parsed.expression) return { expression: unread('unreadable'), problems };
  try {
    return { expression: lowerNode({ text, offset, problems }, parsed.expression), problems };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    problems.push({ start: offset, end: offset + text.length, message: NESTED_TOO_DEEPLY });
    return { expression: unread(NESTED_TOO_DEEPLY), problems };
  }
}

function shifted(problem: ParseProblem, offset: number): SyntaxProblem {
  return { start: problem.start + offset, end: problem.end + offset, message: problem.message };
}
