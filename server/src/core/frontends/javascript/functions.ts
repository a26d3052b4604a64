/** Functions and classes. */

import type * as babel from '@babel/types';
import type { ClassExpression, ClassMember, Decorator, FunctionExpression, Statement } from '../../ir/nodes.ts';
import { type Context, endOf, startOf, textOf } from './context.ts';
import { lowerArguments, lowerExpression, lowerKey } from './expressions.ts';
import { lowerParameters } from './patterns.ts';
import { lowerBody, lowerStatements } from './statements.ts';

type FunctionNode =
  | babel.FunctionExpression
  | babel.FunctionDeclaration
  | babel.ArrowFunctionExpression
  | babel.ObjectMethod
  | babel.ClassMethod
  | babel.ClassPrivateMethod;

/** Lowers any function, method or arrow; a method spans its key too. */
export function lowerFunction(context: Context, node: FunctionNode): FunctionExpression {
  const name = 'id' in node && node.id && node.id.type === 'Identifier' ? node.id.name : undefined;
  return {
    kind: 'function',
    start: startOf(context, node),
    end: endOf(context, node),
    name,
    params: lowerParameters(context, node.params),
    body: lowerFunctionBody(context, node.body),
    arrow: node.type === 'ArrowFunctionExpression',
    async: node.async === true,
    generator: node.type !== 'ArrowFunctionExpression' && node.generator === true,
    returnType: returnTypeOf(context, node),
  };
}

/** Lowers a class declaration or expression. Members that are only types (overloads, index signatures) go. */
export function lowerClass(context: Context, node: babel.ClassExpression | babel.ClassDeclaration): ClassExpression {
  const decorators = lowerDecorators(context, node.decorators);
  const members: ClassMember[] = [];
  for (const member of node.body.body) {
    const lowered = lowerMember(context, member);
    if (lowered) members.push(lowered);
  }
  return {
    kind: 'class',
    start: startOf(context, node),
    end: endOf(context, node),
    name: node.id?.name,
    superclass: node.superClass ? lowerExpression(context, node.superClass) : undefined,
    interfaces: (node.implements ?? []).map((item) =>
      textOf(context, item.type === 'ClassImplements' ? item.id : item.expression),
    ),
    members,
    decorators,
  };
}

/** Lowers decorators; `undefined` where there are none. A decorator that is not a name or a call of one keeps its source text as its name. */
export function lowerDecorators(
  context: Context,
  nodes: readonly babel.Decorator[] | null | undefined,
): Decorator[] | undefined {
  if (!nodes || nodes.length === 0) return undefined;
  return nodes.map((node) => {
    const { expression } = node;
    const call = expression.type === 'CallExpression' ? expression : undefined;
    return {
      start: startOf(context, node),
      end: endOf(context, node),
      name: textOf(context, call ? call.callee : expression),
      args: call ? lowerArguments(context, call.arguments) : [],
    };
  });
}

function lowerFunctionBody(context: Context, body: babel.BlockStatement | babel.Expression): readonly Statement[] {
  if (body.type === 'BlockStatement') return lowerStatements(context, body.body);
  return [
    {
      kind: 'return',
      start: startOf(context, body),
      end: endOf(context, body),
      value: lowerExpression(context, body),
    },
  ];
}

function returnTypeOf(context: Context, node: FunctionNode): string | undefined {
  const type = node.returnType;
  if (type?.type !== 'TSTypeAnnotation' && type?.type !== 'TypeAnnotation') return undefined;
  return textOf(context, type.typeAnnotation);
}

function lowerMember(context: Context, node: babel.ClassBody['body'][number]): ClassMember | undefined {
  switch (node.type) {
    case 'ClassMethod':
    case 'ClassPrivateMethod': {
      const kind = node.kind;
      return {
        ...memberHead(context, node),
        member: kind === 'get' ? 'getter' : kind === 'set' ? 'setter' : kind,
        value: lowerFunction(context, node),
      };
    }
    case 'ClassProperty':
    case 'ClassPrivateProperty':
    case 'ClassAccessorProperty': {
      if ('declare' in node && node.declare) return undefined;
      const type = node.typeAnnotation;
      const written =
        type?.type === 'TSTypeAnnotation' || type?.type === 'TypeAnnotation' ? type.typeAnnotation : undefined;
      return {
        ...memberHead(context, node),
        member: 'field',
        value: node.value ? lowerExpression(context, node.value) : undefined,
        type: written ? textOf(context, written) : undefined,
      };
    }
    case 'StaticBlock':
      return lowerStaticBlock(context, node);
    default:
      return undefined;
  }
}

function memberHead(
  context: Context,
  node:
    | babel.ClassMethod
    | babel.ClassPrivateMethod
    | babel.ClassProperty
    | babel.ClassPrivateProperty
    | babel.ClassAccessorProperty,
): Omit<ClassMember, 'member'> {
  const decorators = lowerDecorators(context, node.decorators);
  const visibility = ('accessibility' in node && node.accessibility) || undefined;
  return {
    start: startOf(context, node),
    end: endOf(context, node),
    key: lowerKey(context, node.key, 'computed' in node && node.computed === true),
    keyStart: startOf(context, node.key),
    keyEnd: endOf(context, node.key),
    static: node.static === true,
    visibility,
    decorators,
  };
}

/** `static { … }`: a static field without a name, whose value is the call of a function with that body. */
function lowerStaticBlock(context: Context, node: babel.StaticBlock): ClassMember {
  const start = startOf(context, node);
  const end = endOf(context, node);
  const callee: FunctionExpression = {
    kind: 'function',
    start,
    end,
    params: [],
    body: lowerBody(context, node.body),
    arrow: true,
    async: false,
    generator: false,
  };
  return {
    start,
    end,
    key: '',
    keyStart: start,
    keyEnd: start,
    static: true,
    member: 'field',
    value: { kind: 'call', start, end, callee, args: [] },
  };
}
