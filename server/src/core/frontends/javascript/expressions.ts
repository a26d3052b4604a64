/** Expressions of JavaScript, TypeScript and JSX, lowered by their kind. */

import type * as babel from '@babel/types';
import type { ArrayExpression, Binary, Expression, Logical, Member, ObjectProperty, Spread } from '../../ir/nodes.ts';
import { type Context, endOf, literal, name, opaque, startOf, textOf } from './context.ts';
import { lowerClass, lowerFunction } from './functions.ts';
import { lowerJsx } from './jsx.ts';
import { lowerPattern } from './patterns.ts';

/**
 * A chain of `+` longer than this is written as one template once a string is certainly in it: the same value, but a
 * flat list instead of a tree that is as deep as the chain is long (generated sources join thousands of pieces).
 */
const LONGEST_NESTED_CHAIN = 64;

/** Lowers one expression. What has no counterpart becomes `opaque` with its children; nothing throws but a stack overflow. */
export function lowerExpression(context: Context, node: babel.Node): Expression {
  switch (node.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
      return literal(context, node, node.value);
    case 'NullLiteral':
      return literal(context, node, null);
    case 'BigIntLiteral':
      return opaque(context, node, 'bigint');
    case 'RegExpLiteral':
      return {
        kind: 'regexp',
        start: startOf(context, node),
        end: endOf(context, node),
        pattern: node.pattern,
        flags: node.flags,
      };
    case 'Identifier':
      return node.name === 'undefined' ? literal(context, node, undefined) : name(context, node, node.name);
    case 'TemplateLiteral':
      return lowerTemplate(context, node, false);
    case 'TaggedTemplateExpression':
      return lowerTaggedTemplate(context, node);
    case 'ThisExpression':
      return { kind: 'this', start: startOf(context, node), end: endOf(context, node) };
    case 'Super':
      return { kind: 'super', start: startOf(context, node), end: endOf(context, node) };
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return lowerMember(context, node);
    case 'MetaProperty':
      return {
        kind: 'member',
        start: startOf(context, node),
        end: endOf(context, node),
        object: name(context, node.meta, node.meta.name),
        key: node.property.name,
        keyStart: startOf(context, node.property),
        keyEnd: endOf(context, node.property),
        access: 'property',
      };
    case 'CallExpression':
    case 'OptionalCallExpression':
      return lowerCall(context, node);
    case 'NewExpression':
      return {
        kind: 'new',
        start: startOf(context, node),
        end: endOf(context, node),
        callee: lowerExpression(context, node.callee),
        args: lowerArguments(context, node.arguments),
      };
    case 'ImportExpression':
      return {
        kind: 'import',
        start: startOf(context, node),
        end: endOf(context, node),
        style: 'dynamic',
        specifier: lowerExpression(context, node.source),
      };
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'FunctionDeclaration':
      return lowerFunction(context, node);
    case 'ClassExpression':
    case 'ClassDeclaration':
      return lowerClass(context, node);
    case 'ObjectExpression':
    case 'RecordExpression':
      return {
        kind: 'object',
        start: startOf(context, node),
        end: endOf(context, node),
        entries: node.properties.map((property) => lowerProperty(context, property)),
      };
    case 'ArrayExpression':
    case 'TupleExpression':
      return lowerArray(context, node);
    case 'UnaryExpression':
      return {
        kind: 'unary',
        start: startOf(context, node),
        end: endOf(context, node),
        operator: node.operator,
        operand: lowerExpression(context, node.argument),
      };
    case 'UpdateExpression':
      return {
        kind: 'unary',
        start: startOf(context, node),
        end: endOf(context, node),
        operator: node.prefix ? node.operator : `x${node.operator}`,
        operand: lowerExpression(context, node.argument),
      };
    case 'BinaryExpression':
    case 'LogicalExpression':
      return lowerBinaryChain(context, node);
    case 'ConditionalExpression':
      return {
        kind: 'conditional',
        start: startOf(context, node),
        end: endOf(context, node),
        test: lowerExpression(context, node.test),
        then: lowerExpression(context, node.consequent),
        else: lowerExpression(context, node.alternate),
      };
    case 'AssignmentExpression':
      return {
        kind: 'assign',
        start: startOf(context, node),
        end: endOf(context, node),
        operator: node.operator,
        target: lowerPattern(context, node.left),
        value: lowerExpression(context, node.right),
      };
    case 'AwaitExpression':
      return {
        kind: 'await',
        start: startOf(context, node),
        end: endOf(context, node),
        value: lowerExpression(context, node.argument),
      };
    case 'YieldExpression':
      return {
        kind: 'yield',
        start: startOf(context, node),
        end: endOf(context, node),
        value: node.argument ? lowerExpression(context, node.argument) : undefined,
        delegate: node.delegate,
      };
    case 'SpreadElement':
      return lowerSpread(context, node, node.argument);
    case 'SequenceExpression':
      return {
        kind: 'sequence',
        start: startOf(context, node),
        end: endOf(context, node),
        items: node.expressions.map((item) => lowerExpression(context, item)),
      };
    // Types leave the value as it is.
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
    case 'TypeCastExpression':
      return lowerExpression(context, node.expression);
    case 'JSXElement':
    case 'JSXFragment':
      return lowerJsx(context, node);
    case 'PrivateName':
      return name(context, node, `#${node.id.name}`);
    default:
      return opaque(context, node, node.type);
  }
}

/** The arguments of a call. */
export function lowerArguments(context: Context, nodes: readonly babel.Node[]): Expression[] {
  return nodes.map((node) => lowerExpression(context, node));
}

/**
 * A key as written: its text where it stands in the source (also `'a'`, `1`, `#private` and the computed `['a']`), an
 * expression where it is computed.
 */
export function lowerKey(context: Context, key: babel.Node, computed: boolean): string | Expression {
  if (key.type === 'StringLiteral') return key.value;
  if (key.type === 'NumericLiteral') return String(key.value);
  if (computed) {
    const lowered = lowerExpression(context, key);
    return lowered.kind === 'literal' && typeof lowered.value === 'string' ? lowered.value : lowered;
  }
  if (key.type === 'Identifier') return key.name;
  if (key.type === 'PrivateName') return `#${key.id.name}`;
  return textOf(context, key);
}

function lowerMember(context: Context, node: babel.MemberExpression | babel.OptionalMemberExpression): Member {
  return {
    kind: 'member',
    start: startOf(context, node),
    end: endOf(context, node),
    object: lowerExpression(context, node.object),
    key: lowerKey(context, node.property, node.computed),
    keyStart: startOf(context, node.property),
    keyEnd: endOf(context, node.property),
    access: node.computed ? 'index' : 'property',
    optional: node.optional === true || undefined,
  };
}

/** A call; `require(x)` and `import(x)` are imports, and so is the mini-program's `require.async(x)`. */
function lowerCall(context: Context, node: babel.CallExpression | babel.OptionalCallExpression): Expression {
  const { callee } = node;
  const first = node.arguments[0];
  if (first !== undefined) {
    const style = importStyle(callee);
    if (style !== undefined && (style === 'dynamic' || node.arguments.length === 1)) {
      return {
        kind: 'import',
        start: startOf(context, node),
        end: endOf(context, node),
        style,
        specifier: lowerExpression(context, first),
      };
    }
  }
  return {
    kind: 'call',
    start: startOf(context, node),
    end: endOf(context, node),
    callee: lowerExpression(context, callee),
    args: lowerArguments(context, node.arguments),
    optional: node.optional === true || undefined,
  };
}

function importStyle(callee: babel.Node): 'require' | 'dynamic' | undefined {
  if (callee.type === 'Import') return 'dynamic';
  if (callee.type === 'Identifier') return callee.name === 'require' ? 'require' : undefined;
  const async =
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'require' &&
    callee.property.type === 'Identifier' &&
    callee.property.name === 'async';
  return async ? 'dynamic' : undefined;
}

/** A template; one without holes is the string it says. */
function lowerTemplate(context: Context, node: babel.TemplateLiteral, raw: boolean): Expression {
  const parts: Expression[] = [];
  for (let at = 0; at < node.quasis.length; at++) {
    const piece = node.quasis[at]!;
    const text = raw ? piece.value.raw : (piece.value.cooked ?? piece.value.raw);
    if (node.expressions.length === 0) return literal(context, node, text);
    if (text !== '') parts.push(literal(context, piece, text));
    const hole = node.expressions[at];
    if (hole) parts.push(lowerExpression(context, hole));
  }
  return { kind: 'template', start: startOf(context, node), end: endOf(context, node), parts };
}

/** Only `String.raw` has a meaning that is known; any other tag may do anything with its pieces. */
function lowerTaggedTemplate(context: Context, node: babel.TaggedTemplateExpression): Expression {
  const { tag } = node;
  const raw =
    tag.type === 'MemberExpression' &&
    tag.object.type === 'Identifier' &&
    tag.object.name === 'String' &&
    tag.property.type === 'Identifier' &&
    tag.property.name === 'raw';
  if (raw) return lowerTemplate(context, node.quasi, true);
  return opaque(context, node, 'tagged template', [
    lowerExpression(context, tag),
    lowerTemplate(context, node.quasi, false),
  ]);
}

function lowerProperty(
  context: Context,
  node: babel.ObjectProperty | babel.ObjectMethod | babel.SpreadElement,
): ObjectProperty | Spread {
  if (node.type === 'SpreadElement') return lowerSpread(context, node, node.argument);
  const accessor = node.type === 'ObjectMethod' && node.kind !== 'method' ? node.kind : undefined;
  return {
    kind: 'property',
    start: startOf(context, node),
    end: endOf(context, node),
    key: lowerKey(context, node.key, node.computed),
    keyStart: startOf(context, node.key),
    keyEnd: endOf(context, node.key),
    value: node.type === 'ObjectMethod' ? lowerFunction(context, node) : lowerExpression(context, node.value),
    accessor,
  };
}

function lowerSpread(context: Context, node: babel.Node, value: babel.Node): Spread {
  return {
    kind: 'spread',
    start: startOf(context, node),
    end: endOf(context, node),
    value: lowerExpression(context, value),
  };
}

function lowerArray(context: Context, node: babel.ArrayExpression | babel.TupleExpression): ArrayExpression {
  let before = node.start! + 1;
  const items = node.elements.map((item): Expression => {
    if (item) {
      before = item.end!;
      return lowerExpression(context, item);
    }
    return literal(context, { start: before, end: before }, undefined);
  });
  return { kind: 'array', start: startOf(context, node), end: endOf(context, node), items };
}

/** Chains lean to the left as deep as they are long, so their spine is walked, not recursed into. */
function lowerBinaryChain(context: Context, node: babel.BinaryExpression | babel.LogicalExpression): Expression {
  const spine: (babel.BinaryExpression | babel.LogicalExpression)[] = [];
  let left: babel.Node = node;
  while (left.type === 'BinaryExpression' || left.type === 'LogicalExpression') {
    spine.push(left);
    left = left.left;
  }
  const flat = spine.length > LONGEST_NESTED_CHAIN ? lowerConcatenation(context, spine, left) : undefined;
  if (flat) return flat;
  let lowered = lowerExpression(context, left);
  for (let at = spine.length - 1; at >= 0; at--) lowered = join(context, spine[at]!, lowered);
  return lowered;
}

function join(context: Context, link: babel.BinaryExpression | babel.LogicalExpression, left: Expression): Expression {
  const right = lowerExpression(context, link.right);
  const start = startOf(context, link);
  const end = endOf(context, link);
  if (link.type === 'LogicalExpression') {
    return { kind: 'logical', start, end, operator: link.operator, left, right } satisfies Logical;
  }
  return { kind: 'binary', start, end, operator: link.operator, left, right } satisfies Binary;
}

/** A long chain of nothing but `+`, as a template from its first string on; `undefined` where that would change the value. */
function lowerConcatenation(
  context: Context,
  spine: readonly (babel.BinaryExpression | babel.LogicalExpression)[],
  first: babel.Node,
): Expression | undefined {
  if (!spine.every((link) => link.operator === '+')) return undefined;
  const operands = [first, ...spine.map((link) => link.right).reverse()];
  const string = operands.findIndex(
    (operand) => operand.type === 'StringLiteral' || operand.type === 'TemplateLiteral',
  );
  if (string < 0 || string > LONGEST_NESTED_CHAIN) return undefined;
  const parts: Expression[] = [];
  if (string > 0) {
    let sum = lowerExpression(context, first);
    for (let at = 1; at < string; at++) sum = join(context, spine[spine.length - at]!, sum);
    parts.push(sum);
  }
  for (const operand of operands.slice(string)) parts.push(lowerExpression(context, operand));
  return { kind: 'template', start: startOf(context, spine[0]!), end: endOf(context, spine[0]!), parts };
}
