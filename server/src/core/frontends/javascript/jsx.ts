/**
 * JSX. An element is a call of the name `jsx`: its tag (a string for a host element, the component's expression
 * otherwise, `''` for a fragment), an object of its attributes, and its children: text as strings, the rest as written.
 */

import type * as babel from '@babel/types';
import type { Call, Expression, ObjectExpression, ObjectProperty, Spread } from '../../ir/nodes.ts';
import { type Context, endOf, literal, name, startOf } from './context.ts';
import { lowerExpression } from './expressions.ts';

/** Lowers one element or fragment. */
export function lowerJsx(context: Context, node: babel.JSXElement | babel.JSXFragment): Call {
  const opening = node.type === 'JSXElement' ? node.openingElement : node.openingFragment;
  const args: Expression[] = [
    node.type === 'JSXElement' ? lowerTag(context, node.openingElement.name) : literal(context, opening, ''),
    lowerAttributes(context, opening),
  ];
  for (const child of node.children) {
    const lowered = lowerChild(context, child);
    if (lowered) args.push(lowered);
  }
  const start = startOf(context, node);
  return {
    kind: 'call',
    start,
    end: endOf(context, node),
    callee: { kind: 'name', start, end: start, name: 'jsx' },
    args,
  };
}

function lowerTag(context: Context, node: babel.JSXElement['openingElement']['name']): Expression {
  switch (node.type) {
    case 'JSXIdentifier':
      if (node.name === 'this') return { kind: 'this', start: startOf(context, node), end: endOf(context, node) };
      // React's rule: a tag in lower case is an element of the host.
      return /^[a-z]/.test(node.name) ? literal(context, node, node.name) : name(context, node, node.name);
    case 'JSXNamespacedName':
      return literal(context, node, `${node.namespace.name}:${node.name.name}`);
    case 'JSXMemberExpression': {
      const object =
        node.object.type === 'JSXIdentifier' ? jsxName(context, node.object) : lowerTag(context, node.object);
      return {
        kind: 'member',
        start: startOf(context, node),
        end: endOf(context, node),
        object,
        key: node.property.name,
        keyStart: startOf(context, node.property),
        keyEnd: endOf(context, node.property),
        access: 'property',
      };
    }
  }
}

function jsxName(context: Context, node: babel.JSXIdentifier): Expression {
  if (node.name === 'this') return { kind: 'this', start: startOf(context, node), end: endOf(context, node) };
  return name(context, node, node.name);
}

function lowerAttributes(context: Context, node: babel.JSXOpeningElement | babel.JSXOpeningFragment): ObjectExpression {
  const entries: (ObjectProperty | Spread)[] = [];
  for (const attribute of node.type === 'JSXOpeningElement' ? node.attributes : []) {
    const start = startOf(context, attribute);
    const end = endOf(context, attribute);
    if (attribute.type === 'JSXSpreadAttribute') {
      entries.push({ kind: 'spread', start, end, value: lowerExpression(context, attribute.argument) });
      continue;
    }
    const key = attribute.name;
    entries.push({
      kind: 'property',
      start,
      end,
      key: key.type === 'JSXIdentifier' ? key.name : `${key.namespace.name}:${key.name.name}`,
      keyStart: startOf(context, key),
      keyEnd: endOf(context, key),
      value: lowerAttributeValue(context, attribute),
    });
  }
  return { kind: 'object', start: startOf(context, node), end: endOf(context, node), entries };
}

/** An attribute without a value is `true`, as in React. */
function lowerAttributeValue(context: Context, attribute: babel.JSXAttribute): Expression {
  const { value } = attribute;
  if (!value) return literal(context, attribute, true);
  if (value.type !== 'JSXExpressionContainer') return lowerExpression(context, value);
  if (value.expression.type === 'JSXEmptyExpression') return literal(context, value, undefined);
  return lowerExpression(context, value.expression);
}

function lowerChild(context: Context, child: babel.JSXElement['children'][number]): Expression | undefined {
  switch (child.type) {
    case 'JSXText': {
      const text = child.value.trim();
      return text === '' ? undefined : literal(context, child, text);
    }
    case 'JSXExpressionContainer':
      return child.expression.type === 'JSXEmptyExpression' ? undefined : lowerExpression(context, child.expression);
    case 'JSXSpreadChild':
      return {
        kind: 'spread',
        start: startOf(context, child),
        end: endOf(context, child),
        value: lowerExpression(context, child.expression),
      };
    default:
      return lowerExpression(context, child);
  }
}
