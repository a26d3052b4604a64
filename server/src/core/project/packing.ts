/**
 * What the upload leaves out: `packOptions` of project.config.json.
 * Source: https://developers.weixin.qq.com/miniprogram/dev/devtools/projectconfig.html (packOptions): paths begin at the
 * folder of the program, letters count alike in either case, and what `include` names stays in.
 */

import { Minimatch } from 'minimatch';
import { baseName, isWithin } from '../base/paths.ts';
import type { PackRule } from '../frontends/project-config.ts';
import type { Store } from '../store/store.ts';
import type { FileSource } from './files.ts';
import { projectConfigOf } from './native.ts';
import { isNative, type Project } from './project.ts';

/** The rule that keeps a file out of the upload; undefined for what is uploaded. */
export function leftOutBy(store: Store<FileSource>, project: Project, path: string): PackRule | undefined {
  if (project.config === undefined || !isNative(project) || !isWithin(path, project.packageRoot)) return undefined;
  const config = projectConfigOf(store, project.config);
  if (!config || config.packIgnore.length === 0) return undefined;
  const inside = project.packageRoot === '' ? path : path.slice(project.packageRoot.length + 1);
  if (config.packInclude.some((rule) => matches(rule, inside))) return undefined;
  return config.packIgnore.find((rule) => matches(rule, inside));
}

function matches({ type, value: { value } }: PackRule, path: string): boolean {
  const name = path.toLowerCase();
  const wanted = value.toLowerCase().replace(/^(?:\.?\/)+/, '');
  // An empty rule would leave out everything.
  if (wanted === '') return false;
  switch (type) {
    case 'file':
      return name === wanted;
    case 'folder':
      return isWithin(name, wanted.replace(/\/+$/, ''));
    case 'suffix':
      return name.endsWith(value.toLowerCase());
    case 'prefix':
      return baseName(name).startsWith(value.toLowerCase());
    case 'glob':
      return new Minimatch(wanted, { dot: true }).match(name);
    case 'regexp':
      return matchesPattern(value, path);
    default:
      return false;
  }
}

/** More than one repetition in a pattern that somebody else wrote could take for ever; such a rule is left to the tools. */
const REPEATS = /[*+{]/g;

function matchesPattern(pattern: string, path: string): boolean {
  if (pattern.length > 200 || path.length > 500 || (pattern.match(REPEATS)?.length ?? 0) > 1) return false;
  try {
    return new RegExp(pattern, 'i').test(path);
  } catch {
    return false;
  }
}
