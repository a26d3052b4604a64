/** Chains of calls, the language in which PHP frameworks write routes: `Route::prefix('a')->get('/b', …)->name('c')`. */

import type { Call, Expression, FunctionExpression, Module, Statement } from '../../ir/nodes.ts';

/** One link of a chain, first to last. */
export interface Link {
  /** Lower case: PHP does not tell methods apart by case. */
  readonly method: string;
  readonly args: readonly Expression[];
  readonly call: Call;
}

export interface Chain {
  /** What the chain starts from: a class name (`Webman\Route`) or a variable (`$app`, with its dollar). */
  readonly root: string;
  readonly links: readonly Link[];
}

/** Reads an expression as a chain of calls; undefined where it is none. */
export function readChain(expression: Expression): Chain | undefined {
  const links: Link[] = [];
  let at: Expression = expression;
  while (at.kind === 'call' && at.callee.kind === 'member' && typeof at.callee.key === 'string' && links.length < 50) {
    links.push({ method: at.callee.key.toLowerCase(), args: at.args, call: at });
    at = at.callee.object;
  }
  const root = rootName(at);
  return root && links.length > 0 ? { root, links: links.reverse() } : undefined;
}

function rootName(at: Expression): string | undefined {
  if (at.kind === 'name') return at.variable ? `$${at.name}` : at.name;
  if (at.kind === 'this') return '$this';
  if (at.kind === 'member' && typeof at.key === 'string') {
    const object = rootName(at.object);
    return object ? `${object}->${at.key}` : undefined;
  }
  if (at.kind === 'call' && at.callee.kind === 'name') return `${at.callee.name}()`;
  return undefined;
}

/** Every expression statement, `return` value and assigned value of a file, in order, inside blocks and conditions too. */
export function* topExpressions(statements: readonly Statement[]): Generator<Expression> {
  for (const statement of statements) {
    if (statement.kind === 'expression') {
      const shown = statement.expression;
      yield shown.kind === 'assign' ? shown.value : shown;
    } else if (statement.kind === 'return' && statement.value) yield statement.value;
    else if (statement.kind === 'block') yield* topExpressions(statement.body);
    else if (statement.kind === 'if') {
      yield* topExpressions(statement.then);
      yield* topExpressions(statement.else);
    } else if (statement.kind === 'loop') yield* topExpressions(statement.body);
    else if (statement.kind === 'try') yield* topExpressions(statement.block);
  }
}

export function text(expression: Expression | undefined): string | undefined {
  return expression?.kind === 'literal' && typeof expression.value === 'string' ? expression.value : undefined;
}

export function closure(expression: Expression | undefined): FunctionExpression | undefined {
  return expression?.kind === 'function' ? expression : undefined;
}

/** Texts of `'a'`, `['a', 'b']`. */
export function texts(expression: Expression | undefined): string[] {
  const single = text(expression);
  if (single !== undefined) return [single];
  if (expression?.kind !== 'array') return [];
  return expression.items.flatMap((item) => text(item) ?? []);
}

/** The value under a key of a PHP array literal. */
export function entry(expression: Expression | undefined, key: string): Expression | undefined {
  if (expression?.kind !== 'object') return undefined;
  for (const property of expression.entries) {
    if (property.kind === 'property' && property.key === key) return property.value;
  }
  return undefined;
}

/** What a configuration file returns. */
export function returnedValue(module: Module | undefined): Expression | undefined {
  for (const statement of module?.body ?? []) if (statement.kind === 'return') return statement.value;
  return undefined;
}

/** Parameter names in `/a/{id}/{name?}/:x/<y:\d+>`. */
export function pathParameters(path: string): string[] {
  const found: string[] = [];
  for (const match of path.matchAll(/\{(\w+)[^{}]*\}|[/[]:(\w+)|<(\w+)[^<>]*>/g)) {
    found.push((match[1] ?? match[2] ?? match[3])!);
  }
  return found;
}
