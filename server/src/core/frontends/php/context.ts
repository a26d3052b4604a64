/** What every part of the PHP lowering shares: the text, where we are, and how a node's range is read. */

import type { Expression, Node, Opaque } from '../../ir/nodes.ts';
import type { NameScope } from './names.ts';
import type { PhpNode } from './parse.ts';

export interface Lowering {
  readonly text: string;
  readonly names: NameScope;
  /** Qualified name of the class around, for `self` and `static`. */
  className: string | undefined;
  /** Set when a `yield` is met; read by the function around. */
  sawYield: boolean;
}

/** The node's range. php-parser lets many an expression end after the `;` that follows it. */
export function range(context: Lowering, node: PhpNode | null | undefined, fallback?: Node): Node {
  const loc = node?.loc;
  if (!loc) return fallback ? { start: fallback.start, end: fallback.end } : { start: 0, end: 0 };
  const start = Math.min(loc.start.offset, context.text.length);
  return { start, end: Math.max(start, Math.min(loc.end.offset, context.text.length)) };
}

/** The range of an expression, without a trailing `;`, `?>` or white space. */
export function expressionRange(context: Lowering, node: PhpNode): Node {
  const { start, end } = range(context, node);
  let last = end;
  while (last > start && isTail(context.text.charCodeAt(last - 1))) last--;
  return { start, end: last };
}

function isTail(code: number): boolean {
  return code === 0x3b || code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

export function opaque(at: Node, what: string, children: readonly Expression[]): Opaque {
  return { kind: 'opaque', what, children, start: at.start, end: at.end };
}

export function list(value: unknown): PhpNode[] {
  return Array.isArray(value) ? (value.filter(Boolean) as PhpNode[]) : [];
}
