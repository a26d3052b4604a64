/** What the lowering of one text carries along, and the small makers that every part of it uses. */

import type { Expression, Literal, Name, Opaque, SyntaxProblem } from '../../ir/nodes.ts';

export interface Context {
  /** The text that was parsed; slices of it are taken by the parser's own offsets. */
  readonly text: string;
  /** Added to every offset: where the text starts in its file. */
  readonly offset: number;
  readonly problems: SyntaxProblem[];
}

/** The part of a parser's node that says where it is. The parser always sets both; its types allow their absence. */
export interface Located {
  start?: number | null;
  end?: number | null;
}

export function startOf(context: Context, node: Located): number {
  return Math.min(node.start!, context.text.length) + context.offset;
}

export function endOf(context: Context, node: Located): number {
  // A repaired text may have been closed behind its end.
  return Math.min(node.end!, context.text.length) + context.offset;
}

/** The source text of a node. */
export function textOf(context: Context, node: Located): string {
  return context.text.slice(node.start!, node.end!);
}

export function literal(context: Context, node: Located, value: Literal['value']): Literal {
  return { kind: 'literal', start: startOf(context, node), end: endOf(context, node), value };
}

export function name(context: Context, node: Located, text: string): Name {
  return { kind: 'name', start: startOf(context, node), end: endOf(context, node), name: text };
}

export function opaque(context: Context, node: Located, what: string, children: readonly Expression[] = []): Opaque {
  return { kind: 'opaque', start: startOf(context, node), end: endOf(context, node), what, children };
}
