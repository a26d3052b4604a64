/** PHP types as text, with class names qualified so that models can compare them. */

import { type Lowering, list } from './context.ts';
import { isBuiltinType, resolveName, spelling } from './names.ts';
import type { PhpNode } from './parse.ts';

/** `?A\B`, `int|string`; undefined where none is written. */
export function lowerType(context: Lowering, node: PhpNode | null | undefined, nullable: boolean): string | undefined {
  if (!node) return undefined;
  const text = typeText(context, node);
  return text && nullable && !text.includes('|') ? `?${text}` : text;
}

function typeText(context: Lowering, node: PhpNode): string | undefined {
  switch (node.kind) {
    case 'uniontype':
    case 'intersectiontype': {
      const separator = node.kind === 'uniontype' ? '|' : '&';
      return list(node['types'])
        .map((type) => typeText(context, type))
        .filter(Boolean)
        .join(separator);
    }
    case 'name':
      return resolveTypeText(context, spelling(node));
    case 'selfreference':
    case 'staticreference':
      return context.className ?? String(node['raw']);
    case 'typereference':
    case 'parentreference':
    case 'identifier':
      return String(node['name'] ?? node['raw']);
    default:
      return undefined;
  }
}

/** A written type, `?X|Y[]`, with each class name qualified. */
export function resolveTypeText(context: Lowering, text: string): string {
  return text.replace(/\\?[A-Za-z_\x80-\uffff][\w\x80-\uffff]*(?:\\[\w\x80-\uffff]+)*/g, (name) => {
    if (/^(?:self|static)$/i.test(name) && context.className) return context.className;
    return isBuiltinType(name) ? name : resolveName(context.names, name, 'class');
  });
}
