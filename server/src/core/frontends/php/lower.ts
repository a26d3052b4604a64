/** The PHP front end: text to the intermediate representation. */

import type { Comment, Lowered, Statement } from '../../ir/nodes.ts';
import { type Lowering, list } from './context.ts';
import { enterNamespace, newNameScope, qualify } from './names.ts';
import { type PhpNode, parsePhp } from './parse.ts';
import { lowerStatements } from './statements.ts';

/**
 * Lowers one PHP file, with or without HTML around the code. Never throws: what cannot be read is missing from the
 * module and told in `problems`. Offsets are UTF-16 units into `text`.
 */
export function lowerPhp(text: string): Lowered {
  const { program, problems } = parsePhp(text);
  const context: Lowering = { text, names: newNameScope(), className: undefined, sawYield: false };
  let body: Statement[] = [];
  let failed = problems;
  if (program) {
    try {
      noteDeclarations(context, list(program['children']));
      enterNamespace(context.names, '');
      body = lowerStatements(context, list(program['children']));
    } catch (error) {
      // Only nesting beyond the stack gets here; anything else is a bug of ours that must not take the host down.
      const message = error instanceof RangeError ? 'nested too deeply' : `not understood: ${String(error)}`;
      failed = [...problems, { start: 0, end: Math.min(1, text.length), message }];
    }
  }
  return {
    module: { kind: 'module', language: 'php', body, comments: comments(program), start: 0, end: text.length },
    problems: failed,
  };
}

/** Functions and constants of the file's own namespaces win over global ones, also when declared further down. */
function noteDeclarations(context: Lowering, nodes: readonly PhpNode[]): void {
  for (const node of nodes) {
    if (node.kind === 'namespace') {
      enterNamespace(context.names, String(node['name'] ?? ''));
      noteDeclarations(context, list(node['children']));
    } else if (node.kind === 'function') {
      context.names.declared.add(qualify(context.names, String(node['name']?.name ?? node['name'])).toLowerCase());
    } else if (node.kind === 'constantstatement') {
      for (const constant of list(node['constants'])) {
        context.names.declared.add(qualify(context.names, String(constant['name']?.name ?? constant['name'])));
      }
    } else if (node.kind === 'if' || node.kind === 'block') {
      // `if (!function_exists('f')) { function f() {} }`
      noteDeclarations(context, list(node['body']?.children ?? node['children']));
    }
  }
}

function comments(program: PhpNode | undefined): Comment[] {
  return list(program?.['comments'])
    .filter((comment) => comment.loc)
    .map((comment) => {
      const written = String(comment['value']);
      const block = comment.kind === 'commentblock';
      const text = block ? written.replace(/^\/\*|\*\/$/g, '') : written.replace(/^(?:\/\/|#)|\r?\n$/g, '');
      return { text, start: comment.loc!.start.offset, end: comment.loc!.end.offset };
    });
}
