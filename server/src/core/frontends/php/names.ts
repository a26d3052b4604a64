/** PHP's name resolution: namespaces, `use`, and the fall-back of functions and constants to the global ones. */

import type { PhpNode } from './parse.ts';

export type NameKind = 'class' | 'function' | 'constant';

/** What a name means at one place of a file. Names come and go without a leading backslash. */
export interface NameScope {
  namespace: string;
  /** Alias in lower case (PHP is case-insensitive there; constants keep their case) to qualified name. */
  readonly imports: Record<NameKind, Map<string, string>>;
  /** Functions and constants that the file declares, in qualified spelling and lower case for functions. */
  readonly declared: Set<string>;
}

export function newNameScope(): NameScope {
  return {
    namespace: '',
    imports: { class: new Map(), function: new Map(), constant: new Map() },
    declared: new Set(),
  };
}

/** Types that are no classes and are never qualified. */
const BUILTIN_TYPES = new Set(
  'int float string bool array object callable iterable void null mixed never false true self static parent integer boolean double'.split(
    ' ',
  ),
);

export function isBuiltinType(name: string): boolean {
  return BUILTIN_TYPES.has(name.toLowerCase());
}

/** Enters `namespace X;`: imports hold for one namespace only. */
export function enterNamespace(scope: NameScope, name: string): void {
  scope.namespace = trimSlash(name);
  for (const kind of ['class', 'function', 'constant'] as const) scope.imports[kind].clear();
}

/** Reads one `use` statement. */
export function addUse(scope: NameScope, group: PhpNode): void {
  const prefix = group['name'] ? `${trimSlash(String(group['name']))}\\` : '';
  for (const item of (group['items'] ?? []) as PhpNode[]) {
    const full = prefix + trimSlash(String(item['name'] ?? ''));
    if (!full) continue;
    const type = (item['type'] ?? group['type']) as string | null;
    const kind: NameKind = type === 'function' ? 'function' : type === 'const' ? 'constant' : 'class';
    const alias = (item['alias']?.name as string | undefined) ?? full.slice(full.lastIndexOf('\\') + 1);
    scope.imports[kind].set(kind === 'constant' ? alias : alias.toLowerCase(), full);
  }
}

/** A name as the source spells it; the parser takes `namespace\\` off. */
export function spelling(node: PhpNode): string {
  return node['resolution'] === 'rn' ? `namespace\\${node['name']}` : String(node['name']);
}

/** The qualified name behind `written`. */
export function resolveName(scope: NameScope, written: string, kind: NameKind): string {
  if (written.startsWith('\\')) return written.slice(1);
  if (/^namespace\\/i.test(written)) return qualify(scope, written.slice('namespace\\'.length));
  const slash = written.indexOf('\\');
  if (slash >= 0) {
    const head = scope.imports.class.get(written.slice(0, slash).toLowerCase());
    return head ? head + written.slice(slash) : qualify(scope, written);
  }
  const imported = scope.imports[kind].get(kind === 'constant' ? written : written.toLowerCase());
  if (imported) return imported;
  if (kind === 'class') return isBuiltinType(written) ? written : qualify(scope, written);
  const local = qualify(scope, written);
  return scope.declared.has(kind === 'function' ? local.toLowerCase() : local) ? local : written;
}

/** A name declared here, qualified. */
export function qualify(scope: NameScope, name: string): string {
  return scope.namespace ? `${scope.namespace}\\${name}` : name;
}

function trimSlash(name: string): string {
  return name.replace(/^\\|\\$/g, '');
}
