/** Whether a file hands on what it imports: in what it exports there stands an import, outside of any function's body. */

import type { Entry, FileTerms, Term } from './terms.ts';

/** A class that extends an import hands it on, and so does `static get = http.get.bind(http)`. */
export function handsOnImports(file: FileTerms): boolean {
  if (file.reexports.length > 0) return true;
  const seen = new Set<string>();
  const pending: Term[] = [...file.exports.values()];
  const entries = (list: readonly Entry[]) => {
    for (const entry of list) pending.push('spread' in entry ? entry.spread : entry.value);
  };
  const once = (key: string) => !seen.has(key) && seen.add(key);
  for (let term = pending.pop(); term; term = pending.pop()) {
    switch (term.k) {
      case 'import':
        return true;
      case 'member':
        pending.push(term.of);
        break;
      case 'object':
        entries(term.entries);
        break;
      case 'with':
        pending.push(term.base);
        entries(term.entries);
        break;
      case 'array':
        for (const item of term.items) pending.push(item.value);
        break;
      case 'cond':
        pending.push(term.then, term.else);
        break;
      case 'logic':
        pending.push(term.left, term.right);
        break;
      case 'choice':
        pending.push(...term.of);
        break;
      case 'call':
        pending.push(term.callee);
        for (const arg of term.args) pending.push(arg.value);
        // A field's initial value is written as a function that is called at once.
        if (term.callee.k === 'function' && term.args.length === 0 && once(`fn ${term.callee.fn}`)) {
          const fn = file.functions.get(term.callee.fn);
          if (fn) pending.push(fn.returns);
        }
        break;
      case 'var': {
        const value = once(`${term.fn}|${term.name}`) ? file.variables.get(`${term.fn}|${term.name}`) : undefined;
        if (value) pending.push(value);
        break;
      }
      case 'class': {
        const cls = once(`class ${term.cls}`) ? file.classes.get(term.cls) : undefined;
        if (!cls) break;
        if (cls.superclass) pending.push(cls.superclass);
        entries(cls.members);
        entries(cls.statics);
        break;
      }
    }
  }
  return false;
}
