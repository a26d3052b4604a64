/** PHP without a framework: the file is the address. */

import type { Statement } from '../../ir/nodes.ts';
import { belowRoot, joinPath, type RouteReader } from '../route.ts';

/** Folders that web servers serve from, left out of the address. */
const DOCUMENT_ROOT = /^(?:public|web|www|htdocs|public_html|webroot)\//;
const READS_REQUEST =
  /\$_(?:GET|POST|REQUEST|COOKIE|FILES|SERVER)\b|php:\/\/input|\$HTTP_RAW_POST_DATA|\bfilter_input\s*\(/;

export const plainRoutes: RouteReader = {
  framework: 'php',
  read(sources) {
    return sources.files
      .filter((file) => file.endsWith('.php') && READS_REQUEST.test(sources.text(file) ?? ''))
      .flatMap((file) => {
        const module = sources.lowered(file);
        if (!module?.body.some(runs)) return [];
        const path = joinPath(belowRoot(sources, file).replace(DOCUMENT_ROOT, ''));
        const handler = { file, start: module.start, end: module.end };
        return [{ method: 'ANY', path, framework: 'php', handler, params: [] }];
      });
  },
};

/** A file that only declares, configures or returns a table answers no request. */
function runs(statement: Statement): boolean {
  if (statement.kind === 'declare-class' || statement.kind === 'declare-function' || statement.kind === 'declare')
    return false;
  if (statement.kind === 'return') return false;
  return !(statement.kind === 'expression' && statement.expression.kind === 'import');
}
