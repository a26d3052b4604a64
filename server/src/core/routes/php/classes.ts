/** Finds PHP classes and their methods by qualified name, the way autoloaders lay them out on disk. */

import type { Place } from '../../base/finding.ts';
import type { ClassExpression, ClassMember, FunctionExpression, Module, Statement } from '../../ir/nodes.ts';
import type { RouteSources } from '../route.ts';

/** Files by lower-case name of their last part, to find the file of a class without parsing any other. */
export interface ClassFiles {
  readonly byName: ReadonlyMap<string, readonly string[]>;
}

export function classFiles(files: readonly string[]): ClassFiles {
  const byName = new Map<string, string[]>();
  for (const file of files) {
    if (!file.endsWith('.php')) continue;
    const name = file.slice(file.lastIndexOf('/') + 1).toLowerCase();
    const same = byName.get(name);
    if (same) same.push(file);
    else byName.set(name, [file]);
  }
  return { byName };
}

/** The file that PSR-4 would load for `name`: the one that shares the most trailing folders with its namespace. */
export function fileOfClass(index: ClassFiles, name: string): string | undefined {
  const parts = name.toLowerCase().split('\\');
  const candidates = index.byName.get(`${parts.at(-1)}.php`) ?? [];
  let best: string | undefined;
  let bestShared = -1;
  for (const file of candidates) {
    const folders = file.toLowerCase().split('/').slice(0, -1);
    let shared = 0;
    while (shared < parts.length - 1 && folders.at(-1 - shared) === parts.at(-2 - shared)) shared++;
    if (shared > bestShared) [best, bestShared] = [file, shared];
  }
  return best;
}

export interface FoundClass {
  readonly file: string;
  readonly class: ClassExpression;
}

export function findClass(sources: RouteSources, index: ClassFiles, name: string): FoundClass | undefined {
  const file = fileOfClass(index, name);
  const module = file ? sources.lowered(file) : undefined;
  if (!file || !module) return undefined;
  const classes = classesOf(module);
  const wanted = name.toLowerCase();
  const found = classes.find((each) => each.name?.toLowerCase() === wanted);
  return found ? { file, class: found } : undefined;
}

/** Classes that a file declares at its top or inside conditions and blocks there. */
export function classesOf(module: Module): ClassExpression[] {
  const found: ClassExpression[] = [];
  const visit = (statements: readonly Statement[]) => {
    for (const statement of statements) {
      if (statement.kind === 'declare-class') found.push(statement.class);
      else if (statement.kind === 'block') visit(statement.body);
      else if (statement.kind === 'if') visit([...statement.then, ...statement.else]);
    }
  };
  visit(module.body);
  return found;
}

export interface Action {
  readonly name: string;
  readonly file: string;
  readonly member: ClassMember;
  readonly function: FunctionExpression;
}

/** Public methods a request could be sent to: no magic, no static, no constructor; inherited ones are left out. */
export function actionsOf(found: FoundClass): Action[] {
  if (found.class.flavour !== 'class') return [];
  return found.class.members.flatMap((member) => {
    if (member.member !== 'method' || member.static || (member.visibility ?? 'public') !== 'public') return [];
    if (typeof member.key !== 'string' || member.key.startsWith('_') || member.value?.kind !== 'function') return [];
    return [{ name: member.key, file: found.file, member, function: member.value }];
  });
}

/** A method of a class or of a class above it. */
export function findMethod(
  sources: RouteSources,
  index: ClassFiles,
  className: string,
  method: string,
): Action | undefined {
  const wanted = method.toLowerCase();
  let name: string | undefined = className;
  for (let depth = 0; name && depth < 8; depth++) {
    const found = findClass(sources, index, name);
    if (!found) return undefined;
    for (const member of found.class.members) {
      if (typeof member.key === 'string' && member.key.toLowerCase() === wanted && member.value?.kind === 'function') {
        return { name: member.key, file: found.file, member, function: member.value };
      }
    }
    const above: ClassExpression['superclass'] = found.class.superclass;
    name = above?.kind === 'name' ? above.name : undefined;
  }
  return undefined;
}

export function placeOf(action: Action): Place {
  return { file: action.file, start: action.member.start, end: action.member.end };
}
