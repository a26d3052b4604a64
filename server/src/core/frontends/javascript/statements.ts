/** Statements, lowered by their kind; imports, exports and TypeScript's own are in their files. */

import type * as babel from '@babel/types';
import type { Declaration, Handler, Loop, Statement, SwitchCase } from '../../ir/nodes.ts';
import { type Context, endOf, startOf } from './context.ts';
import { lowerExpression } from './expressions.ts';
import { lowerClass, lowerFunction } from './functions.ts';
import { lowerExport, lowerImport } from './modules.ts';
import { lowerPattern } from './patterns.ts';
import { lowerEnum, lowerExportAssignment, lowerImportEquals, lowerNamespace } from './typescript.ts';

/** Lowers a list of statements; one may give several or none. */
export function lowerStatements(context: Context, nodes: readonly babel.Statement[]): Statement[] {
  const statements: Statement[] = [];
  for (const node of nodes) lowerStatement(context, node, statements);
  return statements;
}

/** Lowers the body of a branch or loop: the statements of a block, or the single statement. */
export function lowerBody(context: Context, node: babel.Statement | readonly babel.Statement[]): Statement[] {
  if ('type' in node)
    return node.type === 'BlockStatement' ? lowerStatements(context, node.body) : lowerStatements(context, [node]);
  return lowerStatements(context, node);
}

/** Lowers one statement into `out`. */
export function lowerStatement(context: Context, node: babel.Statement, out: Statement[]): void {
  const start = startOf(context, node);
  const end = endOf(context, node);
  switch (node.type) {
    case 'ExpressionStatement':
      out.push({ kind: 'expression', start, end, expression: lowerExpression(context, node.expression) });
      return;
    case 'VariableDeclaration':
      if (!node.declare) for (const one of lowerDeclaration(context, node)) out.push(one);
      return;
    case 'FunctionDeclaration': {
      if (node.declare) return;
      const lowered = lowerFunction(context, node);
      out.push({ kind: 'declare-function', start, end, name: lowered.name ?? 'default', function: lowered });
      return;
    }
    case 'ClassDeclaration': {
      if (node.declare) return;
      const lowered = lowerClass(context, node);
      out.push({ kind: 'declare-class', start, end, name: lowered.name ?? 'default', class: lowered });
      return;
    }
    case 'ReturnStatement':
      out.push({
        kind: 'return',
        start,
        end,
        value: node.argument ? lowerExpression(context, node.argument) : undefined,
      });
      return;
    case 'ThrowStatement':
      out.push({ kind: 'throw', start, end, value: lowerExpression(context, node.argument) });
      return;
    case 'BreakStatement':
    case 'ContinueStatement':
      out.push({
        kind: 'jump',
        start,
        end,
        jump: node.type === 'BreakStatement' ? 'break' : 'continue',
        label: node.label?.name,
      });
      return;
    case 'IfStatement':
      out.push({
        kind: 'if',
        start,
        end,
        test: lowerExpression(context, node.test),
        then: lowerBody(context, node.consequent),
        else: node.alternate ? lowerBody(context, node.alternate) : [],
      });
      return;
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      out.push(lowerLoop(context, node));
      return;
    case 'SwitchStatement':
      out.push({
        kind: 'switch',
        start,
        end,
        subject: lowerExpression(context, node.discriminant),
        cases: node.cases.map(
          (one): SwitchCase => ({
            start: startOf(context, one),
            end: endOf(context, one),
            ...(one.test ? { test: lowerExpression(context, one.test) } : undefined),
            body: lowerStatements(context, one.consequent),
          }),
        ),
      });
      return;
    case 'TryStatement':
      out.push({
        kind: 'try',
        start,
        end,
        block: lowerStatements(context, node.block.body),
        handlers: node.handler ? [lowerHandler(context, node.handler)] : [],
        finalizer: node.finalizer ? lowerStatements(context, node.finalizer.body) : [],
      });
      return;
    case 'BlockStatement':
      out.push({ kind: 'block', start, end, body: lowerStatements(context, node.body) });
      return;
    case 'LabeledStatement':
      lowerStatement(context, node.body, out);
      return;
    case 'WithStatement':
      out.push({ kind: 'expression', start, end, expression: lowerExpression(context, node.object) });
      lowerStatement(context, node.body, out);
      return;
    case 'ImportDeclaration':
      lowerImport(context, node, out);
      return;
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
    case 'ExportAllDeclaration':
      lowerExport(context, node, out);
      return;
    case 'TSEnumDeclaration':
    case 'EnumDeclaration':
      lowerEnum(context, node, out);
      return;
    case 'TSModuleDeclaration':
      lowerNamespace(context, node, out);
      return;
    case 'TSImportEqualsDeclaration':
      lowerImportEquals(context, node, out);
      return;
    case 'TSExportAssignment':
      lowerExportAssignment(context, node, out);
      return;
    default:
      // Empty statements, `debugger`, and everything that is only a type: they do nothing when the program runs.
      return;
  }
}

function lowerDeclaration(context: Context, node: babel.VariableDeclaration): Declaration[] {
  const scope = node.kind === 'var' || node.kind === 'let' ? node.kind : 'const';
  return node.declarations.map((one) => ({
    kind: 'declare',
    start: startOf(context, one),
    end: endOf(context, one),
    scope,
    target: lowerPattern(context, one.id),
    init: one.init ? lowerExpression(context, one.init) : undefined,
  }));
}

function lowerLoop(
  context: Context,
  node:
    | babel.ForStatement
    | babel.ForInStatement
    | babel.ForOfStatement
    | babel.WhileStatement
    | babel.DoWhileStatement,
): Loop {
  const head = { kind: 'loop', start: startOf(context, node), end: endOf(context, node) } as const;
  const body = lowerBody(context, node.body);
  switch (node.type) {
    case 'ForStatement':
      return {
        ...head,
        style: 'for',
        init: lowerInit(context, node.init),
        ...(node.test ? { test: lowerExpression(context, node.test) } : undefined),
        ...(node.update ? { update: lowerExpression(context, node.update) } : undefined),
        body,
      };
    case 'ForInStatement':
    case 'ForOfStatement': {
      // `for (const x of …)` declares x: the declaration stands in `init`, the target says what is assigned each time.
      const declared = node.left.type === 'VariableDeclaration' ? node.left : undefined;
      const target = declared ? declared.declarations[0]!.id : node.left;
      return {
        ...head,
        style: 'each',
        init: declared ? lowerDeclaration(context, declared) : [],
        target: lowerPattern(context, target),
        iterable: lowerExpression(context, node.right),
        over: node.type === 'ForInStatement' ? 'keys' : 'values',
        body,
      };
    }
    case 'WhileStatement':
      return { ...head, style: 'while', init: [], test: lowerExpression(context, node.test), body };
    case 'DoWhileStatement':
      return { ...head, style: 'do', init: [], test: lowerExpression(context, node.test), body };
  }
}

function lowerInit(context: Context, init: babel.ForStatement['init']): Statement[] {
  if (!init) return [];
  if (init.type === 'VariableDeclaration') return lowerDeclaration(context, init);
  return [
    {
      kind: 'expression',
      start: startOf(context, init),
      end: endOf(context, init),
      expression: lowerExpression(context, init),
    },
  ];
}

function lowerHandler(context: Context, node: babel.CatchClause): Handler {
  return {
    start: startOf(context, node),
    end: endOf(context, node),
    types: [],
    ...(node.param ? { param: lowerPattern(context, node.param) } : undefined),
    body: lowerStatements(context, node.body.body),
  };
}
