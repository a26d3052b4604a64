/** PHP functions, closures, arrow functions and their parameters. */

import type { Decorator, FunctionExpression, Node, Parameter, Statement } from '../../ir/nodes.ts';
import { docTags, lowerAttributes } from './annotations.ts';
import { expressionRange, type Lowering, list, range } from './context.ts';
import { lowerExpression } from './expressions.ts';
import type { PhpNode } from './parse.ts';
import { lowerBody } from './statements.ts';
import { lowerType, resolveTypeText } from './types.ts';

export function lowerClosure(context: Lowering, node: PhpNode, at: Node): FunctionExpression {
  const uses = list(node['uses']).map((use) => String(use['name']));
  return { ...lowerFunction(context, node, at), uses };
}

export function lowerArrowFunction(context: Lowering, node: PhpNode, at: Node): FunctionExpression {
  return inFunction(context, () => {
    const value = lowerExpression(context, node['body'], at);
    const body: Statement[] = [{ kind: 'return', value, start: value.start, end: value.end }];
    return { ...head(context, node), body, arrow: true, ...at };
  });
}

/** A function, method or closure with a block. */
export function lowerFunction(context: Lowering, node: PhpNode, at: Node): FunctionExpression {
  return inFunction(context, () => {
    const body = node['body'] ? lowerBody(context, node['body']) : [];
    return { ...head(context, node), body, arrow: false, ...at };
  });
}

function inFunction(
  context: Lowering,
  lower: () => Omit<FunctionExpression, 'kind' | 'generator' | 'async'>,
): FunctionExpression {
  const outer = context.sawYield;
  context.sawYield = false;
  const lowered = lower();
  const generator = context.sawYield;
  context.sawYield = outer;
  return { kind: 'function', ...lowered, async: false, generator };
}

function head(context: Lowering, node: PhpNode): Pick<FunctionExpression, 'params' | 'returnType' | 'decorators'> {
  const documented = docTags(context, node).params;
  const params = list(node['arguments']).map((param) => lowerParameter(context, param, documented));
  const returnType = lowerType(context, node['type'], node['nullable'] === true);
  const decorators = lowerAttributes(context, node);
  return {
    params,
    ...(returnType ? { returnType } : {}),
    ...(decorators.length > 0 ? { decorators } : {}),
  };
}

function lowerParameter(context: Lowering, node: PhpNode, documented: ReadonlyMap<string, string>): Parameter {
  const at = range(context, node);
  const named = node['name'] as PhpNode | string;
  const name = typeof named === 'string' ? named : String(named?.['name'] ?? '');
  const place = typeof named === 'string' ? at : expressionRange(context, named);
  const written = lowerType(context, node['type'], node['nullable'] === true);
  const fromDoc = documented.get(name);
  const type = written ?? (fromDoc ? resolveTypeText(context, fromDoc) : undefined);
  const decorators: readonly Decorator[] = lowerAttributes(context, node);
  return {
    target: { kind: 'name', name, variable: true, start: place.start, end: place.end },
    ...(node['value'] ? { default: lowerExpression(context, node['value'], at) } : {}),
    ...(node['variadic'] ? { rest: true } : {}),
    ...(node['byref'] ? { reference: true } : {}),
    ...(type ? { type } : {}),
    ...(decorators.length > 0 ? { decorators } : {}),
    ...(Number(node['flags']) > 0 || node['readonly'] ? { property: true } : {}),
    ...at,
  };
}
