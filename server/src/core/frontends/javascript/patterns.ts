/** Where values go: variables, properties, destructuring, parameters. */

import type * as babel from '@babel/types';
import type { ObjectPattern, Parameter, Pattern } from '../../ir/nodes.ts';
import { type Context, endOf, name, opaque, startOf, textOf } from './context.ts';
import { lowerExpression, lowerKey } from './expressions.ts';
import { lowerDecorators } from './functions.ts';

/** Lowers the target of an assignment, a declaration or a parameter. */
export function lowerPattern(context: Context, node: babel.Node): Pattern {
  switch (node.type) {
    case 'Identifier':
      return name(context, node, node.name);
    case 'MemberExpression':
    case 'OptionalMemberExpression': {
      const member = lowerExpression(context, node);
      return member.kind === 'member' ? member : opaque(context, node, 'target', [member]);
    }
    case 'AssignmentPattern':
      return {
        kind: 'default-pattern',
        start: startOf(context, node),
        end: endOf(context, node),
        target: lowerPattern(context, node.left),
        default: lowerExpression(context, node.right),
      };
    case 'ObjectPattern':
      return lowerObjectPattern(context, node);
    case 'ArrayPattern': {
      const last = node.elements.at(-1);
      const rest = last?.type === 'RestElement' ? last : undefined;
      const items = rest ? node.elements.slice(0, -1) : node.elements;
      return {
        kind: 'array-pattern',
        start: startOf(context, node),
        end: endOf(context, node),
        items: items.map((item) => (item ? lowerPattern(context, item) : undefined)),
        rest: rest ? lowerPattern(context, rest.argument) : undefined,
      };
    }
    case 'RestElement':
      return lowerPattern(context, node.argument);
    case 'TSParameterProperty':
      return lowerPattern(context, node.parameter);
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TypeCastExpression':
      return lowerPattern(context, node.expression);
    default:
      return opaque(context, node, 'target', [lowerExpression(context, node)]);
  }
}

/** Lowers a parameter list; TypeScript's `this` parameter is a type and goes. */
export function lowerParameters(context: Context, nodes: readonly babel.Node[]): Parameter[] {
  const parameters: Parameter[] = [];
  for (const node of nodes) {
    if (node.type === 'Identifier' && node.name === 'this') continue;
    parameters.push(lowerParameter(context, node));
  }
  return parameters;
}

/** The names a pattern binds, in order. */
export function boundNames(pattern: Pattern): string[] {
  switch (pattern.kind) {
    case 'name':
      return [pattern.name];
    case 'default-pattern':
      return boundNames(pattern.target);
    case 'object-pattern': {
      const names = pattern.properties.flatMap((property) => boundNames(property.value));
      return pattern.rest ? [...names, ...boundNames(pattern.rest)] : names;
    }
    case 'array-pattern': {
      const names = pattern.items.flatMap((item) => (item ? boundNames(item) : []));
      return pattern.rest ? [...names, ...boundNames(pattern.rest)] : names;
    }
    default:
      return [];
  }
}

function lowerObjectPattern(context: Context, node: babel.ObjectPattern): ObjectPattern {
  const properties: ObjectPattern['properties'][number][] = [];
  let rest: Pattern | undefined;
  for (const property of node.properties) {
    if (property.type === 'RestElement') rest = lowerPattern(context, property.argument);
    else
      properties.push({
        key: lowerKey(context, property.key, property.computed),
        value: lowerPattern(context, property.value),
      });
  }
  return {
    kind: 'object-pattern',
    start: startOf(context, node),
    end: endOf(context, node),
    properties,
    rest,
  };
}

function lowerParameter(context: Context, node: babel.Node): Parameter {
  const property = node.type === 'TSParameterProperty';
  const inner = property ? node.parameter : node;
  const target = inner.type === 'AssignmentPattern' ? inner.left : inner;
  const annotation = annotationOf(target);
  const decorators = lowerDecorators(context, (node as { decorators?: babel.Decorator[] | null }).decorators);
  return {
    start: startOf(context, node),
    end: endOf(context, node),
    target: lowerPattern(context, target),
    default: inner.type === 'AssignmentPattern' ? lowerExpression(context, inner.right) : undefined,
    rest: inner.type === 'RestElement' || undefined,
    type: annotation ? textOf(context, annotation) : undefined,
    decorators,
    property: property || undefined,
  };
}

/** The type inside `: T`, where one is written. */
function annotationOf(node: babel.Node): babel.Node | undefined {
  const annotation = (node as { typeAnnotation?: babel.Node | null }).typeAnnotation;
  if (annotation?.type === 'TSTypeAnnotation' || annotation?.type === 'TypeAnnotation')
    return annotation.typeAnnotation;
  return undefined;
}
