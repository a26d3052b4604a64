/** Where PHP stores a value: variables, properties, `list(…)` and `[…]`. */

import type { Node, Pattern } from '../../ir/nodes.ts';
import { expressionRange, type Lowering, list, opaque } from './context.ts';
import { lowerExpression } from './expressions.ts';
import type { PhpNode } from './parse.ts';

export function lowerPattern(context: Lowering, node: PhpNode | null | undefined, fallback: Node): Pattern {
  if (!node) return opaque(fallback, 'missing', []);
  if (node.kind === 'list' || node.kind === 'array') return lowerListPattern(context, node);
  if (node.kind === 'byref') return lowerPattern(context, node['what'], fallback);
  const target = lowerExpression(context, node, fallback);
  if (target.kind === 'name' || target.kind === 'member' || target.kind === 'opaque') return target;
  return opaque(target, 'target', [target]);
}

function lowerListPattern(context: Lowering, node: PhpNode): Pattern {
  const at = expressionRange(context, node);
  const items = list(node['items']);
  const keyed = items.some((item) => item.kind === 'entry' && item['key']);
  if (!keyed) {
    return {
      kind: 'array-pattern',
      items: items.map((item) =>
        item.kind === 'noop' ? undefined : lowerPattern(context, item.kind === 'entry' ? item['value'] : item, at),
      ),
      ...at,
    };
  }
  return {
    kind: 'object-pattern',
    properties: items
      .filter((item) => item.kind === 'entry')
      .map((item, position) => {
        const key = item['key'] ? lowerExpression(context, item['key'], at) : undefined;
        const written = key?.kind === 'literal' ? String(key.value) : undefined;
        return { key: written ?? key ?? String(position), value: lowerPattern(context, item['value'], at) };
      }),
    ...at,
  };
}
