/** PHP expressions to the intermediate representation. */

import type {
  ArrayExpression,
  Binary,
  Call,
  Expression,
  Literal,
  Logical,
  Member,
  Name,
  New,
  Node,
  ObjectExpression,
  ObjectProperty,
  Pattern,
  Spread,
} from '../../ir/nodes.ts';
import { lowerAnonymousClass } from './classes.ts';
import { expressionRange, type Lowering, list, opaque, range } from './context.ts';
import { lowerArrowFunction, lowerClosure } from './functions.ts';
import { resolveName, spelling } from './names.ts';
import type { PhpNode } from './parse.ts';
import { lowerPattern } from './patterns.ts';

type Lower = (context: Lowering, node: PhpNode, at: Node) => Expression;

export function lowerExpression(context: Lowering, node: PhpNode | null | undefined, fallback?: Node): Expression {
  if (!node || typeof node !== 'object') return opaque(fallback ?? { start: 0, end: 0 }, 'missing', []);
  const at = expressionRange(context, node);
  const lower = LOWER[node.kind];
  return lower ? lower(context, node, at) : opaque(at, node.kind, children(context, node));
}

/** Every node below that could be read as an expression: for constructs this front end has no word for. */
function children(context: Lowering, node: PhpNode): Expression[] {
  const found: Expression[] = [];
  for (const [field, value] of Object.entries(node)) {
    if (field === 'loc' || field.endsWith('Comments')) continue;
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child && typeof child === 'object' && LOWER[(child as PhpNode).kind]) {
        found.push(lowerExpression(context, child as PhpNode));
      }
    }
  }
  return found;
}

const LOWER: { readonly [kind: string]: Lower } = {
  variable: (context, node, at) =>
    typeof node['name'] === 'string'
      ? variable(node['name'], at)
      : opaque(at, 'variable-variable', [lowerExpression(context, node['name'], at)]),
  string: (_, node, at) => literal(String(node['value']), at),
  nowdoc: (_, node, at) => literal(String(node['value']), at),
  inline: (_, node, at) => literal(String(node['value']), at),
  number: (_, node, at) => literal(numberOf(node['value']), at),
  boolean: (_, node, at) => literal(node['value'] === true || String(node['value']).toLowerCase() === 'true', at),
  nullkeyword: (_, _node, at) => literal(null, at),
  magic: (context, node, at) => magic(context, String(node['value']), at),
  encapsed: lowerInterpolated,
  encapsedpart: (context, node, at) => lowerExpression(context, node['expression'], at),
  name: (context, node, at) => name(resolveName(context.names, spelling(node), 'constant'), at),
  identifier: (_, node, at) => literal(String(node['name']), at),
  literal: (context, node, at) =>
    typeof node['value'] === 'object' ? lowerExpression(context, node['value'], at) : literal(node['value'], at),
  selfreference: (context, _, at) => name(context.className ?? 'self', at),
  staticreference: (context, _, at) => name(context.className ?? 'static', at),
  parentreference: (_, _node, at) => ({ kind: 'super', ...at }),
  propertylookup: lowerPropertyLookup,
  nullsafepropertylookup: lowerPropertyLookup,
  staticlookup: lowerStaticLookup,
  offsetlookup: lowerOffsetLookup,
  call: lowerCall,
  new: lowerNew,
  array: lowerArray,
  list: lowerArray,
  bin: lowerBinary,
  assign: (context, node, at) => ({
    kind: 'assign',
    operator: node['operator'] === '.=' ? '+=' : String(node['operator']),
    target: lowerPattern(context, node['left'], at),
    value: lowerExpression(context, node['right'], at),
    ...at,
  }),
  assignref: (context, node, at) => ({
    kind: 'assign',
    operator: '=',
    target: lowerPattern(context, node['left'], at),
    value: lowerExpression(context, node['right'], at),
    reference: true,
    ...at,
  }),
  retif: (context, node, at) => {
    const test = lowerExpression(context, node['test'], at);
    const otherwise = lowerExpression(context, node['falseExpr'], at);
    if (!node['trueExpr']) return { kind: 'logical', operator: '||', left: test, right: otherwise, ...at };
    return { kind: 'conditional', test, then: lowerExpression(context, node['trueExpr'], at), else: otherwise, ...at };
  },
  match: lowerMatch,
  unary: (context, node, at) => unary(String(node['type']), lowerExpression(context, node['what'], at), at),
  pre: (context, node, at) => unary(`${node['type']}${node['type']}`, lowerExpression(context, node['what'], at), at),
  post: (context, node, at) => unary(`x${node['type']}${node['type']}`, lowerExpression(context, node['what'], at), at),
  silent: (context, node, at) => unary('@', lowerExpression(context, node['expr'], at), at),
  clone: (context, node, at) => unary('clone', lowerExpression(context, node['what'], at), at),
  print: (context, node, at) => unary('print', lowerExpression(context, node['expression'], at), at),
  empty: (context, node, at) => unary('empty', lowerExpression(context, node['expression'], at), at),
  isset: (context, node, at) =>
    list(node['variables'])
      .map((item) => unary('isset', lowerExpression(context, item, at), at))
      .reduce<Expression | undefined>(
        (left, right) => (left ? { kind: 'logical', operator: '&&', left, right, ...at } : right),
        undefined,
      ) ?? opaque(at, 'isset', []),
  exit: (context, node, at) =>
    unary(
      'exit',
      node['expression']
        ? lowerExpression(context, node['expression'], at)
        : literal(null, { start: at.end, end: at.end }),
      at,
    ),
  eval: (context, node, at) => ({
    kind: 'call',
    callee: name('eval', { start: at.start, end: Math.min(at.end, at.start + 4) }),
    args: [lowerExpression(context, node['source'], at)],
    ...at,
  }),
  include: (context, node, at) => ({
    kind: 'import',
    style: 'include',
    specifier: lowerExpression(context, node['target'], at),
    ...at,
  }),
  cast: (context, node, at) => ({
    kind: 'cast',
    type: CAST_TYPES[String(node['type']).toLowerCase()] ?? String(node['type']),
    value: lowerExpression(context, node['expr'], at),
    ...at,
  }),
  closure: lowerClosure,
  arrowfunc: lowerArrowFunction,
  class: lowerAnonymousClass,
  throw: (context, node, at) => opaque(at, 'throw', [lowerExpression(context, node['what'], at)]),
  yield: (context, node, at) => {
    context.sawYield = true;
    return {
      kind: 'yield',
      ...(node['key'] ? { key: lowerExpression(context, node['key'], at) } : {}),
      ...(node['value'] ? { value: lowerExpression(context, node['value'], at) } : {}),
      delegate: false,
      ...at,
    };
  },
  yieldfrom: (context, node, at) => {
    context.sawYield = true;
    return { kind: 'yield', value: lowerExpression(context, node['value'], at), delegate: true, ...at };
  },
  byref: (context, node, at) => lowerExpression(context, node['what'], at),
  variadic: (context, node, at) => ({ kind: 'spread', value: lowerExpression(context, node['what'], at), ...at }),
  namedargument: (context, node, at) => lowerExpression(context, node['value'], at),
  entry: (context, node, at) => lowerExpression(context, node['value'], at),
};

const CAST_TYPES: { readonly [written: string]: string } = {
  integer: 'int',
  int: 'int',
  boolean: 'bool',
  bool: 'bool',
  double: 'float',
  real: 'float',
  float: 'float',
  string: 'string',
  binary: 'string',
};

export function literal(value: Literal['value'], at: Node): Literal {
  return { kind: 'literal', value, start: at.start, end: at.end };
}

export function name(written: string, at: Node): Name {
  return { kind: 'name', name: written, variable: false, start: at.start, end: at.end };
}

export function variable(written: string, at: Node): Expression {
  if (written === 'this') return { kind: 'this', start: at.start, end: at.end };
  return { kind: 'name', name: written, variable: true, start: at.start, end: at.end };
}

function unary(operator: string, operand: Expression, at: Node): Expression {
  return { kind: 'unary', operator, operand, ...at };
}

function numberOf(value: unknown): number {
  const text = String(value).replace(/_/g, '');
  return /^0[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Number(text);
}

function magic(context: Lowering, value: string, at: Node): Expression {
  if (value === '__CLASS__' && context.className) return literal(context.className, at);
  if (value === '__NAMESPACE__') return literal(context.names.namespace, at);
  return name(value, at);
}

function lowerInterpolated(context: Lowering, node: PhpNode, at: Node): Expression {
  const parts = list(node['value']).map((part) => lowerExpression(context, part, at));
  const template: Expression = { kind: 'template', parts, ...at };
  return node['type'] === 'shell'
    ? { kind: 'call', callee: name('shell_exec', at), args: [template], ...at }
    : template;
}

/** A member's key: written out or computed. */
function memberKey(context: Lowering, offset: PhpNode | null, at: Node): Pick<Member, 'key' | 'keyStart' | 'keyEnd'> {
  if (!offset) return { key: null, keyStart: at.end, keyEnd: at.end };
  const place = expressionRange(context, offset);
  const ends = { keyStart: place.start, keyEnd: place.end };
  if (offset.kind === 'identifier') return { key: String(offset['name']), ...ends };
  const key = lowerExpression(context, offset, at);
  if (key.kind === 'literal' && (typeof key.value === 'string' || typeof key.value === 'number')) {
    return { key: String(key.value), ...ends };
  }
  return { key, ...ends };
}

function lowerPropertyLookup(context: Lowering, node: PhpNode, at: Node): Member {
  return {
    kind: 'member',
    object: lowerExpression(context, node['what'], at),
    ...memberKey(context, node['offset'], at),
    access: 'property',
    ...(node.kind === 'nullsafepropertylookup' ? { optional: true } : {}),
    ...at,
  };
}

/** `A::B`, `A::$b`, `A::class`. A static property is keyed by its name without `$`, as fields are. */
function lowerStaticLookup(context: Lowering, node: PhpNode, at: Node): Expression {
  const offset = node['offset'] as PhpNode | null;
  const object = lowerClassReference(context, node['what'], at);
  if (offset?.kind === 'identifier' && String(offset['name']).toLowerCase() === 'class') {
    if (object.kind === 'name' && !object.variable) return literal(object.name, at);
    return opaque(at, 'class-name', [object]);
  }
  if (offset?.kind === 'variable' && typeof offset['name'] === 'string') {
    const place = expressionRange(context, offset);
    const key = String(offset['name']);
    return { kind: 'member', object, key, keyStart: place.start, keyEnd: place.end, access: 'static', ...at };
  }
  return { kind: 'member', object, ...memberKey(context, offset, at), access: 'static', ...at };
}

/** A class where one is meant: `A` in `A::b`, `new A`, `instanceof A`. */
function lowerClassReference(context: Lowering, node: PhpNode, at: Node): Expression {
  if (node?.kind === 'name') {
    return name(resolveName(context.names, spelling(node), 'class'), expressionRange(context, node));
  }
  return lowerExpression(context, node, at);
}

function lowerOffsetLookup(context: Lowering, node: PhpNode, at: Node): Member {
  const object = lowerExpression(context, node['what'], at);
  const start = Math.min(at.start, object.start);
  const place = { start, end: at.end };
  const offset = node['offset'] === false ? null : (node['offset'] as PhpNode | null);
  return { kind: 'member', object, ...memberKey(context, offset, place), access: 'index', ...place };
}

function lowerCall(context: Lowering, node: PhpNode, at: Node): Expression {
  const callee = lowerCallee(context, node['what'], at);
  const given = list(node['arguments']);
  // `f(...)` makes a closure of f and calls nothing.
  if (given.length === 1 && given[0]!.kind === 'variadicplaceholder') return callee;
  const call: Call = { kind: 'call', callee, ...lowerArguments(context, given, at), ...at };
  return callee.kind === 'name' && !callee.variable ? (rewriteCall(callee.name.toLowerCase(), call) ?? call) : call;
}

/** Functions that stand for syntax: `compact('a', 'b')` is `['a' => $a, 'b' => $b]`, `call_user_func($f, $x)` is `$f($x)`. */
function rewriteCall(called: string, call: Call): Expression | undefined {
  if (call.argNames) return undefined;
  const [first, ...rest] = call.args;
  if (called === 'compact') {
    const named = call.args.flatMap((arg) => (arg.kind === 'array' ? arg.items : [arg]));
    const entries = named.flatMap((arg): ObjectProperty[] => {
      if (arg.kind !== 'literal' || typeof arg.value !== 'string') return [];
      const place = { start: arg.start, end: arg.end };
      return [
        {
          kind: 'property',
          key: arg.value,
          keyStart: arg.start,
          keyEnd: arg.end,
          value: variable(arg.value, place),
          ...place,
        },
      ];
    });
    return entries.length === named.length ? { kind: 'object', entries, start: call.start, end: call.end } : undefined;
  }
  if (!first || (called !== 'call_user_func' && called !== 'call_user_func_array')) return undefined;
  const list = rest[0];
  const args: readonly Expression[] | undefined =
    called === 'call_user_func' ? rest : list && [{ kind: 'spread', value: list, start: list.start, end: list.end }];
  return args && { kind: 'call', callee: calledBy(first), args, start: call.start, end: call.end };
}

/** What a callable written as a value calls: `'f'`, `'A::m'`, `[$object, 'm']`, a closure. */
function calledBy(callable: Expression): Expression {
  const at = { start: callable.start, end: callable.end };
  if (callable.kind === 'literal' && typeof callable.value === 'string') {
    const [owner, method] = callable.value.replace(/^\\/, '').split('::');
    if (!method) return name(owner!, at);
    return {
      kind: 'member',
      object: name(owner!, at),
      key: method,
      keyStart: at.start,
      keyEnd: at.end,
      access: 'static',
      ...at,
    };
  }
  if (callable.kind === 'array' && callable.items.length === 2 && callable.items[1]!.kind === 'literal') {
    const [owner, method] = callable.items as [Expression, Literal];
    const isClass = owner.kind === 'literal' && typeof owner.value === 'string';
    const object = isClass ? name(String(owner.value), { start: owner.start, end: owner.end }) : owner;
    const key = String(method.value);
    const ends = { keyStart: method.start, keyEnd: method.end };
    return { kind: 'member', object, key, ...ends, access: isClass ? 'static' : 'property', ...at };
  }
  return callable;
}

function lowerCallee(context: Lowering, what: PhpNode, at: Node): Expression {
  if (what?.kind === 'name') {
    return name(resolveName(context.names, spelling(what), 'function'), expressionRange(context, what));
  }
  if (
    what?.kind === 'staticlookup' &&
    (what['what']?.kind === 'selfreference' || what['what']?.kind === 'staticreference')
  ) {
    // A method called so keeps the object it is called on, and `static` the class of that object.
    const lookup = lowerExpression(context, what, at);
    const written = what['what'].kind === 'selfreference' ? 'self' : 'static';
    return lookup.kind === 'member'
      ? { ...lookup, object: name(written, expressionRange(context, what['what'])) }
      : lookup;
  }
  if (what?.kind === 'staticlookup' && what['offset']?.kind === 'variable') {
    // `A::$f()` calls the method whose name $f holds.
    const offset = what['offset'] as PhpNode;
    const place = expressionRange(context, offset);
    return {
      kind: 'member',
      object: lowerClassReference(context, what['what'], at),
      key: lowerExpression(context, offset, at),
      keyStart: place.start,
      keyEnd: place.end,
      access: 'static',
      ...expressionRange(context, what),
    };
  }
  return lowerExpression(context, what, at);
}

export function lowerArguments(
  context: Lowering,
  given: readonly PhpNode[],
  at: Node,
): Pick<Call, 'args'> & Partial<Pick<Call, 'argNames'>> {
  const args = given.map((arg) => lowerExpression(context, arg, at));
  if (!given.some((arg) => arg.kind === 'namedargument')) return { args };
  return { args, argNames: given.map((arg) => (arg.kind === 'namedargument' ? String(arg['name']) : undefined)) };
}

function lowerNew(context: Lowering, node: PhpNode, at: Node): New {
  return {
    kind: 'new',
    callee: lowerClassReference(context, node['what'], at),
    ...lowerArguments(context, list(node['arguments']), at),
    ...at,
  };
}

function lowerArray(context: Lowering, node: PhpNode, at: Node): ArrayExpression | ObjectExpression {
  const items = list(node['items']);
  const keyed = items.some((item) => item.kind === 'entry' && item['key']);
  if (!keyed) return { kind: 'array', items: items.map((item) => lowerItem(context, item, at)), ...at };
  const entries = items.map((item): ObjectProperty | Spread => {
    const place = expressionRange(context, item);
    const value = lowerItem(context, item, at);
    if (value.kind === 'spread') return value;
    const { key, keyStart, keyEnd } = memberKey(context, item['key'] ?? null, { start: place.start, end: place.start });
    return { kind: 'property', key, keyStart, keyEnd, value, ...place };
  });
  return { kind: 'object', entries, ...at };
}

function lowerItem(context: Lowering, item: PhpNode, at: Node): Expression {
  if (item.kind === 'noop')
    return literal(undefined, { start: range(context, item, at).start, end: range(context, item, at).start });
  const value = lowerExpression(context, item.kind === 'entry' ? item['value'] : item, at);
  if (item.kind === 'entry' && item['unpack']) return { kind: 'spread', value, ...expressionRange(context, item) };
  return value;
}

/** Long concatenations lean to the left, thousands deep in generated code: they are lowered without recursion. */
function lowerBinary(context: Lowering, node: PhpNode, at: Node): Expression {
  const chain: PhpNode[] = [];
  let leftmost = node;
  while (leftmost?.kind === 'bin') {
    chain.push(leftmost);
    leftmost = leftmost['left'] as PhpNode;
  }
  let left = lowerExpression(context, leftmost, at);
  for (let i = chain.length - 1; i >= 0; i--) {
    const link = chain[i]!;
    left = binary(context, link, left, i === 0 ? at : expressionRange(context, link));
  }
  return left;
}

const LOGICAL: { readonly [operator: string]: Logical['operator'] } = {
  '&&': '&&',
  and: '&&',
  '||': '||',
  or: '||',
  '??': '??',
};

function binary(context: Lowering, node: PhpNode, left: Expression, at: Node): Expression {
  const operator = String(node['type']).toLowerCase();
  const logical = LOGICAL[operator];
  const right =
    operator === 'instanceof'
      ? lowerClassReference(context, node['right'], at)
      : lowerExpression(context, node['right'], at);
  if (logical) return { kind: 'logical', operator: logical, left, right, ...at };
  if (operator === '|>') return { kind: 'call', callee: right, args: [left], ...at };
  const sum: Binary = { kind: 'binary', operator: operator === '.' ? '+' : operator, left, right, ...at };
  return operator === '.' ? { ...sum, string: true } : sum;
}

/** `match` becomes a chain of conditionals; without a default the last branch throws. */
function lowerMatch(context: Lowering, node: PhpNode, at: Node): Expression {
  const subject = lowerExpression(context, node['cond'], at);
  const onTrue = subject.kind === 'literal' && subject.value === true;
  let otherwise: Expression = opaque({ start: at.end, end: at.end }, 'throw', []);
  const arms: { test: Expression; body: Expression; at: Node }[] = [];
  for (const arm of list(node['arms'])) {
    const place = expressionRange(context, arm);
    const body = lowerExpression(context, arm['body'], place);
    const conditions = list(arm['conds']);
    if (conditions.length === 0) {
      otherwise = body;
      continue;
    }
    const test = conditions
      .map((condition): Expression => {
        const right = lowerExpression(context, condition, place);
        return onTrue
          ? right
          : { kind: 'binary', operator: '===', left: subject, right, start: right.start, end: right.end };
      })
      .reduce((left, right) => ({ kind: 'logical', operator: '||', left, right, start: left.start, end: right.end }));
    arms.push({ test, body, at: place });
  }
  return arms.reduceRight<Expression>(
    (rest, arm) => ({
      kind: 'conditional',
      test: arm.test,
      then: arm.body,
      else: rest,
      start: arm.at.start,
      end: at.end,
    }),
    otherwise,
  );
}

/** Reads a pattern back as the value it names, for places that are both (`$a[] = …` inside a by-reference loop). */
export function patternAsExpression(pattern: Pattern): Expression | undefined {
  return pattern.kind === 'name' || pattern.kind === 'member' ? pattern : undefined;
}
