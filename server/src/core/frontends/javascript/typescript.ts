/** What TypeScript adds to the running program: enums, namespaces, `import x = …`, `export = …`. */

import type * as babel from '@babel/types';
import type { Expression, ObjectProperty, Statement } from '../../ir/nodes.ts';
import { type Context, endOf, literal, name, opaque, startOf } from './context.ts';
import { lowerExpression } from './expressions.ts';
import { declaredNames } from './modules.ts';
import { lowerStatements } from './statements.ts';

/**
 * An enum is a constant object. Members without a value count on from the one before; a member that names an earlier
 * one gets that one's value. The way back from number to name is not kept.
 */
export function lowerEnum(
  context: Context,
  node: babel.TSEnumDeclaration | babel.EnumDeclaration,
  out: Statement[],
): void {
  if ('declare' in node && node.declare) return;
  const entries: ObjectProperty[] = [];
  const known = new Map<string, Expression>();
  let next: number | undefined = 0;
  const members = node.type === 'EnumDeclaration' ? node.body.members : (node.body?.members ?? node.members);
  for (const member of members) {
    const key = member.id.type === 'Identifier' ? member.id.name : enumKey(member.id);
    const init = 'initializer' in member ? member.initializer : 'init' in member ? member.init : undefined;
    let value: Expression;
    if (init) {
      const earlier = init.type === 'Identifier' ? known.get(init.name) : undefined;
      value = earlier ?? lowerExpression(context, init);
    } else {
      value = next === undefined ? opaque(context, member, 'enum member') : literal(context, member, next);
    }
    next = value.kind === 'literal' && typeof value.value === 'number' ? value.value + 1 : undefined;
    known.set(key, value);
    entries.push({
      kind: 'property',
      start: startOf(context, member),
      end: endOf(context, member),
      key,
      keyStart: startOf(context, member.id),
      keyEnd: endOf(context, member.id),
      value,
    });
  }
  const start = startOf(context, node);
  const end = endOf(context, node);
  out.push({
    kind: 'declare',
    start,
    end,
    scope: 'const',
    target: name(context, node.id, node.id.name),
    init: { kind: 'object', start, end, entries },
  });
}

/** A namespace is a constant: the object of its exports, made by a function that is called at once. `declare module` is only a type. */
export function lowerNamespace(context: Context, node: babel.TSModuleDeclaration, out: Statement[]): void {
  if (node.declare || node.id.type === 'StringLiteral') return;
  const names = namespaceNames(node.id);
  const body = node.body;
  const statements: Statement[] = [];
  if (body.type === 'TSModuleBlock') {
    statements.push(...lowerStatements(context, body.body));
  } else {
    lowerNamespace(context, body as babel.TSModuleDeclaration, statements);
  }
  const start = startOf(context, node);
  const end = endOf(context, node);
  let exported = statements.flatMap((statement) =>
    statement.kind === 'export-declaration' && statement.from === undefined ? statement.bindings : [],
  );
  // `namespace A.B {}` exports B from A whether or not it says so.
  if (body.type !== 'TSModuleBlock') {
    exported = statements.flatMap(declaredNames).map((local) => ({ exported: local, local }));
  }
  let value: Expression = namespaceObject(
    start,
    end,
    statements.filter((statement) => statement.kind !== 'export-declaration'),
    exported,
  );
  for (let at = names.length - 1; at > 0; at--) {
    const key = names[at]!;
    value = {
      kind: 'object',
      start,
      end,
      entries: [{ kind: 'property', start, end, key, keyStart: start, keyEnd: start, value }],
    };
  }
  out.push({
    kind: 'declare',
    start,
    end,
    scope: 'const',
    target: name(context, node.id, names[0]!),
    init: value,
  });
}

/** `import x = require('y')` and `import x = A.B` are constants. */
export function lowerImportEquals(context: Context, node: babel.TSImportEqualsDeclaration, out: Statement[]): void {
  if (node.importKind === 'type') return;
  const start = startOf(context, node);
  const end = endOf(context, node);
  const reference = node.moduleReference;
  const init: Expression =
    reference.type === 'TSExternalModuleReference'
      ? {
          kind: 'import',
          start: startOf(context, reference),
          end: endOf(context, reference),
          style: 'require',
          specifier: lowerExpression(context, reference.expression),
        }
      : entityName(context, reference);
  out.push({ kind: 'declare', start, end, scope: 'const', target: name(context, node.id, node.id.name), init });
  if (node.isExport) {
    out.push({
      kind: 'export-declaration',
      start,
      end,
      bindings: [{ exported: node.id.name, local: node.id.name }],
    });
  }
}

/** `export = x` is `module.exports = x`. */
export function lowerExportAssignment(context: Context, node: babel.TSExportAssignment, out: Statement[]): void {
  const start = startOf(context, node);
  const end = endOf(context, node);
  out.push({
    kind: 'expression',
    start,
    end,
    expression: {
      kind: 'assign',
      start,
      end,
      operator: '=',
      target: {
        kind: 'member',
        start,
        end: start,
        object: { kind: 'name', start, end: start, name: 'module' },
        key: 'exports',
        keyStart: start,
        keyEnd: start,
        access: 'property',
      },
      value: lowerExpression(context, node.expression),
    },
  });
}

function enumKey(id: babel.Node): string {
  if (id.type === 'StringLiteral') return id.value;
  return id.type === 'Identifier' ? id.name : '';
}

function namespaceNames(id: babel.Node): string[] {
  if (id.type === 'TSQualifiedName') return [...namespaceNames(id.left), id.right.name];
  return id.type === 'Identifier' ? [id.name] : [''];
}

function namespaceObject(
  start: number,
  end: number,
  body: readonly Statement[],
  bindings: readonly { readonly exported: string; readonly local: string }[],
): Expression {
  const entries = bindings.map(
    ({ exported, local }): ObjectProperty => ({
      kind: 'property',
      start,
      end: start,
      key: exported,
      keyStart: start,
      keyEnd: start,
      value: { kind: 'name', start, end: start, name: local },
    }),
  );
  return {
    kind: 'call',
    start,
    end,
    callee: {
      kind: 'function',
      start,
      end,
      params: [],
      body: [...body, { kind: 'return', start, end: start, value: { kind: 'object', start, end: start, entries } }],
      arrow: true,
      async: false,
      generator: false,
    },
    args: [],
  };
}

function entityName(context: Context, node: babel.TSEntityName): Expression {
  if (node.type === 'Identifier') return name(context, node, node.name);
  if (node.type !== 'TSQualifiedName') return lowerExpression(context, node);
  return {
    kind: 'member',
    start: startOf(context, node),
    end: endOf(context, node),
    object: entityName(context, node.left),
    key: node.right.name,
    keyStart: startOf(context, node.right),
    keyEnd: endOf(context, node.right),
    access: 'property',
  };
}
