/** Imports and exports. What is only a type is dropped. */

import type * as babel from '@babel/types';
import type { ExportStatement, ImportStatement, Statement } from '../../ir/nodes.ts';
import { type Context, endOf, startOf } from './context.ts';
import { lowerExpression } from './expressions.ts';
import { boundNames } from './patterns.ts';
import { lowerStatement } from './statements.ts';

/** Lowers `import …`. An import of nothing but types goes; one without bindings stays, for it runs the module. */
export function lowerImport(context: Context, node: babel.ImportDeclaration, out: Statement[]): void {
  if (node.importKind === 'type' || node.importKind === 'typeof') return;
  const bindings: ImportStatement['bindings'][number][] = [];
  for (const specifier of node.specifiers) {
    if (specifier.type === 'ImportDefaultSpecifier')
      bindings.push({ imported: 'default', local: specifier.local.name });
    else if (specifier.type === 'ImportNamespaceSpecifier')
      bindings.push({ imported: '*', local: specifier.local.name });
    else if (specifier.importKind !== 'type' && specifier.importKind !== 'typeof')
      bindings.push({ imported: exportedName(specifier.imported), local: specifier.local.name });
  }
  if (node.specifiers.length > 0 && bindings.length === 0) return;
  out.push({
    kind: 'import-declaration',
    start: startOf(context, node),
    end: endOf(context, node),
    specifier: node.source.value,
    specifierStart: startOf(context, node.source),
    specifierEnd: endOf(context, node.source),
    bindings,
  });
}

/** Lowers every form of `export`: a declaration comes first, then the export of its names. */
export function lowerExport(
  context: Context,
  node: babel.ExportNamedDeclaration | babel.ExportDefaultDeclaration | babel.ExportAllDeclaration,
  out: Statement[],
): void {
  const head = { kind: 'export-declaration', start: startOf(context, node), end: endOf(context, node) } as const;
  if ('exportKind' in node && node.exportKind === 'type') return;
  switch (node.type) {
    case 'ExportAllDeclaration':
      out.push({ ...head, from: node.source.value, bindings: [{ exported: '*', local: '*' }] });
      return;
    case 'ExportDefaultDeclaration':
      lowerExportDefault(context, node, head, out);
      return;
    case 'ExportNamedDeclaration': {
      if (node.declaration) {
        const first = out.length;
        lowerStatement(context, node.declaration, out);
        const names = out.slice(first).flatMap(declaredNames);
        if (names.length > 0) out.push({ ...head, bindings: names.map((local) => ({ exported: local, local })) });
        return;
      }
      const bindings: ExportStatement['bindings'][number][] = [];
      for (const specifier of node.specifiers) {
        if (specifier.type === 'ExportSpecifier') {
          if (specifier.exportKind === 'type') continue;
          bindings.push({ exported: exportedName(specifier.exported), local: exportedName(specifier.local) });
        } else {
          const local = specifier.type === 'ExportNamespaceSpecifier' ? '*' : 'default';
          bindings.push({ exported: exportedName(specifier.exported), local });
        }
      }
      if (node.specifiers.length > 0 && bindings.length === 0) return;
      out.push({ ...head, ...(node.source ? { from: node.source.value } : undefined), bindings });
      return;
    }
  }
}

/** The names that a statement declares in the scope it stands in. */
export function declaredNames(statement: Statement): string[] {
  switch (statement.kind) {
    case 'declare':
      return boundNames(statement.target);
    case 'declare-function':
    case 'declare-class':
      return [statement.name];
    default:
      return [];
  }
}

/** A declared function or class keeps its name in the module, so that it is hoisted and can be called there. */
function lowerExportDefault(
  context: Context,
  node: babel.ExportDefaultDeclaration,
  head: Pick<ExportStatement, 'kind' | 'start' | 'end'>,
  out: Statement[],
): void {
  const { declaration } = node;
  switch (declaration.type) {
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      if (declaration.id) {
        lowerStatement(context, declaration, out);
        out.push({ ...head, bindings: [{ exported: 'default', local: declaration.id.name }] });
        return;
      }
      break;
    case 'TSDeclareFunction':
      return;
    default:
      if ((declaration as babel.Node).type === 'TSInterfaceDeclaration') return;
  }
  out.push({ ...head, bindings: [], default: lowerExpression(context, declaration) });
}

function exportedName(node: babel.Identifier | babel.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}
