/** Names to variables: lexical scopes with JavaScript's hoisting. */

import type { FunctionExpression, Pattern, Statement } from '../../ir/nodes.ts';

/** One variable of one function. `name` is unique within the function. */
export interface Variable {
  readonly fn: string;
  readonly name: string;
}

export class Scope {
  readonly fn: string;
  private readonly parent: Scope | undefined;
  private readonly names = new Map<string, Variable>();
  private readonly taken: Map<string, number>;

  /** A scope of function `fn`; blocks of one function share the count that keeps shadowing names apart. */
  constructor(fn: string, parent: Scope | undefined) {
    this.fn = fn;
    this.parent = parent;
    this.taken = parent && parent.fn === fn ? parent.taken : new Map();
  }

  declare(name: string): Variable {
    const known = this.names.get(name);
    if (known) return known;
    const count = this.taken.get(name) ?? 0;
    this.taken.set(name, count + 1);
    const variable = { fn: this.fn, name: count === 0 ? name : `${name}~${count}` };
    this.names.set(name, variable);
    return variable;
  }

  find(name: string): Variable | undefined {
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      const variable = scope.names.get(name);
      if (variable) return variable;
    }
    return undefined;
  }
}

/** Declares what is visible from the start of a block: functions, classes, `let` and `const`; and, where `hoist`, every `var` inside. */
export function declareBlock(scope: Scope, body: readonly Statement[], hoist: boolean): void {
  for (const statement of body) {
    if (statement.kind === 'declare-function' || statement.kind === 'declare-class') scope.declare(statement.name);
    else if (statement.kind === 'declare') declarePattern(scope, statement.target);
    else if (statement.kind === 'import-declaration')
      for (const binding of statement.bindings) scope.declare(binding.local);
  }
  if (hoist) hoistVariables(scope, body);
}

function hoistVariables(scope: Scope, body: readonly Statement[]): void {
  const pending: (readonly Statement[])[] = [body];
  for (let block = pending.pop(); block; block = pending.pop()) {
    for (const statement of block) {
      switch (statement.kind) {
        case 'declare':
          if (statement.scope === 'var') declarePattern(scope, statement.target);
          break;
        case 'if':
          pending.push(statement.then, statement.else);
          break;
        case 'loop':
          pending.push(statement.init, statement.body);
          break;
        case 'switch':
          for (const item of statement.cases) pending.push(item.body);
          break;
        case 'try':
          pending.push(statement.block, statement.finalizer);
          for (const handler of statement.handlers) pending.push(handler.body);
          break;
        case 'block':
          pending.push(statement.body);
          break;
      }
    }
  }
}

export function declareParameters(scope: Scope, fn: FunctionExpression): void {
  for (const param of fn.params) declarePattern(scope, param.target);
}

export function declarePattern(scope: Scope, pattern: Pattern): void {
  switch (pattern.kind) {
    case 'name':
      scope.declare(pattern.name);
      break;
    case 'object-pattern':
      for (const property of pattern.properties) declarePattern(scope, property.value);
      if (pattern.rest) declarePattern(scope, pattern.rest);
      break;
    case 'array-pattern':
      for (const item of pattern.items) if (item) declarePattern(scope, item);
      if (pattern.rest) declarePattern(scope, pattern.rest);
      break;
    case 'default-pattern':
      declarePattern(scope, pattern.target);
      break;
  }
}
