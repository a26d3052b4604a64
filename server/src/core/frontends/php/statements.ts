/** PHP statements to the intermediate representation. */

import type { Expression, Handler, If, Loop, Node, Statement, SwitchCase } from '../../ir/nodes.ts';
import { lowerNamedClass } from './classes.ts';
import { expressionRange, type Lowering, list, opaque, range } from './context.ts';
import { lowerArguments, lowerExpression, name, variable } from './expressions.ts';
import { lowerFunction } from './functions.ts';
import { addUse, enterNamespace, qualify, resolveName, spelling } from './names.ts';
import type { PhpNode } from './parse.ts';
import { lowerPattern } from './patterns.ts';

type Lower = (context: Lowering, node: PhpNode, at: Node) => Statement[];

export function lowerStatements(context: Lowering, nodes: readonly PhpNode[]): Statement[] {
  const lowered: Statement[] = [];
  for (const node of nodes) for (const statement of lowerStatement(context, node)) lowered.push(statement);
  return lowered;
}

/** The statements of a block, or the single statement that stands in its place. */
export function lowerBody(context: Lowering, node: PhpNode | null | undefined): Statement[] {
  if (!node) return [];
  return node.kind === 'block' ? lowerStatements(context, list(node['children'])) : lowerStatement(context, node);
}

function lowerStatement(context: Lowering, node: PhpNode): Statement[] {
  const lower = LOWER[node.kind];
  const at = range(context, node);
  if (lower) return lower(context, node, at);
  if (SILENT.has(node.kind)) return [];
  return [expression(lowerExpression(context, node, at))];
}

/** Text outside `<?php`, labels and the like: nothing flows through them. */
const SILENT = new Set(['inline', 'noop', 'label', 'goto', 'halt', 'error', 'traituse', 'commentblock', 'commentline']);

const LOWER: { readonly [kind: string]: Lower } = {
  namespace: (context, node) => {
    enterNamespace(context.names, String(node['name'] ?? ''));
    return lowerStatements(context, list(node['children']));
  },
  usegroup: (context, node) => {
    addUse(context.names, node);
    return [];
  },
  block: (context, node, at) => [{ kind: 'block', body: lowerStatements(context, list(node['children'])), ...at }],
  expressionstatement: (context, node, at) => [
    { ...expression(lowerExpression(context, node['expression'], at)), ...at },
  ],
  echo: (context, node, at) =>
    list(node['expressions']).map((shown) =>
      expression({ kind: 'unary', operator: 'print', operand: lowerExpression(context, shown, at), ...at }),
    ),
  return: (context, node, at) => [
    node['expr']
      ? { kind: 'return', value: lowerExpression(context, node['expr'], at), ...at }
      : { kind: 'return', ...at },
  ],
  throw: (context, node, at) => [{ kind: 'throw', value: lowerExpression(context, node['what'], at), ...at }],
  break: (_, node, at) => [{ kind: 'jump', jump: 'break', ...level(node), ...at }],
  continue: (_, node, at) => [{ kind: 'jump', jump: 'continue', ...level(node), ...at }],
  if: lowerIf,
  while: (context, node, at) => [loop(context, node, at, 'while')],
  do: (context, node, at) => [loop(context, node, at, 'do')],
  for: lowerFor,
  foreach: lowerForeach,
  switch: (context, node, at) => [
    {
      kind: 'switch',
      subject: lowerExpression(context, node['test'], at),
      cases: list(node['body']?.children ?? node['body']).map((item) => lowerCase(context, item)),
      ...at,
    },
  ],
  try: (context, node, at) => [
    {
      kind: 'try',
      block: lowerBody(context, node['body']),
      handlers: list(node['catches']).map((handler) => lowerHandler(context, handler)),
      finalizer: lowerBody(context, node['always']),
      ...at,
    },
  ],
  function: (context, node, at) => {
    const named = String(node['name']?.name ?? node['name'] ?? '');
    const qualified = qualify(context.names, named);
    const lowered = { ...lowerFunction(context, node, at), name: qualified };
    return [{ kind: 'declare-function', name: qualified, function: lowered, ...at }];
  },
  class: lowerClassStatement,
  interface: lowerClassStatement,
  trait: lowerClassStatement,
  enum: lowerClassStatement,
  constantstatement: (context, node, at) =>
    list(node['constants']).map((constant) => ({
      kind: 'declare',
      scope: 'const',
      target: name(
        qualify(context.names, String(constant['name']?.name ?? constant['name'])),
        range(context, constant),
      ),
      init: lowerExpression(context, constant['value'], at),
      ...at,
    })),
  static: (context, node, at) =>
    list(node['variables'])
      .filter((item) => item.kind === 'staticvariable')
      .map((item) => ({
        kind: 'declare',
        scope: 'var',
        target: lowerPattern(context, item['variable'], at),
        ...(item['defaultValue'] ? { init: lowerExpression(context, item['defaultValue'], at) } : {}),
        ...at,
      })),
  // `global $x` binds a local to the global of that name: what flows into one is in the other.
  global: (context, node) =>
    list(node['items'])
      .filter((item) => typeof item['name'] === 'string')
      .map((item) => {
        const place = expressionRange(context, item);
        const key = String(item['name']);
        const object = variable('GLOBALS', place);
        return expression({
          kind: 'assign',
          operator: '=',
          target: lowerPattern(context, item, place),
          value: { kind: 'member', object, key, keyStart: place.start, keyEnd: place.end, access: 'index', ...place },
          ...place,
        });
      }),
  unset: (context, node, at) =>
    list(node['variables']).map((item) =>
      expression({ kind: 'unary', operator: 'delete', operand: lowerExpression(context, item, at), ...at }),
    ),
  declare: (context, node, at) => {
    const named = list(node['directives']);
    const settings = named.map((directive) => lowerExpression(context, directive['value'], at));
    const call: Expression = {
      kind: 'call',
      callee: name('declare', { start: at.start, end: Math.min(at.end, at.start + 'declare'.length) }),
      args: settings,
      argNames: named.map((directive) => String(directive['key']?.name ?? directive['key'])),
      ...at,
    };
    return [expression(call), ...lowerStatements(context, list(node['children']))];
  },
  enumcase: () => [],
  attribute: (context, node, at) => [
    expression(opaque(at, 'attribute', lowerArguments(context, list(node['args']), at).args)),
  ],
};

function expression(value: Expression): Statement & { kind: 'expression' } {
  return { kind: 'expression', expression: value, start: value.start, end: value.end };
}

function level(node: PhpNode): { label?: string } {
  const value = Number(node['level']?.value ?? 1);
  return value > 1 ? { label: String(value) } : {};
}

/** An `elseif` chain is walked in a loop: generated code has thousands of links. */
function lowerIf(context: Lowering, node: PhpNode, at: Node): Statement[] {
  const chain: PhpNode[] = [];
  let last: PhpNode | null = node;
  while (last?.kind === 'if') {
    chain.push(last);
    last = last['alternate'] as PhpNode | null;
  }
  const links = chain.map((link) => ({
    at: link === node ? at : range(context, link),
    test: lowerExpression(context, link['test'], at),
    then: lowerBody(context, link['body']),
  }));
  let otherwise = lowerBody(context, last);
  let result: If | undefined;
  for (const link of links.reverse()) {
    result = { kind: 'if', test: link.test, then: link.then, else: otherwise, start: link.at.start, end: link.at.end };
    otherwise = [result];
  }
  return [result!];
}

function loop(context: Lowering, node: PhpNode, at: Node, style: 'while' | 'do'): Loop {
  const test = lowerExpression(context, node['test'], at);
  return { kind: 'loop', style, init: [], test, body: lowerBody(context, node['body']), ...at };
}

function lowerFor(context: Lowering, node: PhpNode, at: Node): Statement[] {
  const sequence = (nodes: readonly PhpNode[]): Expression | undefined => {
    const items = nodes.map((item) => lowerExpression(context, item, at));
    if (items.length < 2) return items[0];
    return { kind: 'sequence', items, start: items[0]!.start, end: items.at(-1)!.end };
  };
  const init = list(node['init']).map((item) => expression(lowerExpression(context, item, at)));
  const test = sequence(list(node['test']));
  const update = sequence(list(node['increment']));
  return [
    {
      kind: 'loop',
      style: 'for',
      init,
      ...(test ? { test } : {}),
      ...(update ? { update } : {}),
      body: lowerBody(context, node['body']),
      ...at,
    },
  ];
}

function lowerForeach(context: Lowering, node: PhpNode, at: Node): Statement[] {
  const iterable = lowerExpression(context, node['source'], at);
  const target = lowerPattern(context, node['value'], at);
  const keyTarget = node['key'] ? lowerPattern(context, node['key'], at) : undefined;
  const body = lowerBody(context, node['body']);
  const byReference = node['value']?.byref === true || node['value']?.kind === 'byref';
  return [
    {
      kind: 'loop',
      style: 'each',
      init: [],
      target,
      ...(keyTarget ? { keyTarget } : {}),
      iterable,
      over: 'values',
      ...(byReference ? { reference: true } : {}),
      body,
      ...at,
    },
  ];
}

function lowerCase(context: Lowering, node: PhpNode): SwitchCase {
  const at = range(context, node);
  const body = lowerBody(context, node['body']);
  return node['test'] ? { test: lowerExpression(context, node['test'], at), body, ...at } : { body, ...at };
}

function lowerHandler(context: Lowering, node: PhpNode): Handler {
  const at = range(context, node);
  return {
    types: list(node['what']).map((type) => resolveName(context.names, spelling(type), 'class')),
    ...(node['variable'] ? { param: lowerPattern(context, node['variable'], at) } : {}),
    body: lowerBody(context, node['body']),
    ...at,
  };
}

function lowerClassStatement(context: Lowering, node: PhpNode, at: Node): Statement[] {
  const lowered = lowerNamedClass(context, node, at);
  return [{ kind: 'declare-class', name: lowered.name, class: lowered, ...at }];
}
