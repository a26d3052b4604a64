/** What an evaluation may ask of the rest of the project. Each answer is a remembered query, so that it is known what was read. */

import type { Assigned, ClassTerms, FunctionTerms, Term } from '../terms.ts';
import type { Value } from '../values.ts';

/** Where an import leads: a file of the project, or a package outside it. */
export type Imported = { readonly file: string } | { readonly external: string } | undefined;

export interface World {
  resolve(from: string, specifier: string): Imported;
  /** What a file exports under a name; `*` is the namespace, `module.exports` what `require` gives. */
  exported(file: string, name: string): Term | undefined;
  /** The files a file re-exports everything from. */
  reexports(file: string): readonly string[];
  /** The names a file exports by ES syntax; none for a CommonJS module. */
  exportedNames(file: string): readonly string[];
  functionTerms(file: string, fn: string): FunctionTerms | undefined;
  classTerms(file: string, cls: string): ClassTerms | undefined;
  variable(file: string, fn: string, name: string): Term | undefined;
  /** What methods put on `this` of the object or class that `owner` (a function's key, or `class` and a class's) belongs to. */
  assigned(file: string, owner: string): readonly Assigned[];
  /**
   * What the project puts on a platform object, on `globalThis` or on the app: terms, for a path such as `wx.$api`.
   * `deeper`: something is put on a member of it, so that the path must be kept.
   */
  global(path: string, from: string): { readonly terms: readonly Term[]; readonly deeper: boolean };
  /** The app of the project of `from`: what is given to `App({…})`, what `App.vue` exports, an instance of the class in `app.wpy`. */
  app(from: string): Term | undefined;
  /** The appid of the project of `from`; undefined where it has none, or the tools' own for visitors. */
  appid(from: string): string | undefined;
  /** What the build puts in the place of a name: `process.env.X`, `import.meta.env.X`, a constant of its configuration. */
  defined(path: string, from: string): Value | undefined;
}
