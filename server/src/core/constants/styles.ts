/** Which style sheets of a project are in force: the app's, those beside the templates that are shown, and what they import. */

import type { CheckHost, CheckStore } from '../analysis.ts';
import { folderOf, joinPath } from '../base/paths.ts';
import { readStyleUrls } from '../frontends/wxss.ts';
import { projectAt } from '../project/discover.ts';
import { projectTemplates } from '../project/members.ts';
import { listing, textOf } from '../project/queries.ts';
import { defineQuery } from '../store/store.ts';
import { equalTerms } from './terms.ts';

const EXTENSIONS = ['.wxss', '.acss', '.ttss', '.qss', '.jxss', '.ksss'];

const imports = defineQuery<CheckHost, readonly string[]>(
  'style imports',
  (store, file) => {
    const text = textOf(store, file) ?? '';
    if (!text.includes('@import')) return [];
    return readStyleUrls(text)
      .filter((url) => url.kind === 'import')
      .map((url) => url.text);
  },
  { equals: equalTerms },
);

const styles = defineQuery<CheckHost, readonly string[]>(
  'styles',
  (store, root) => {
    const project = projectAt(store, root);
    if (!project) return [];
    const files = listing(store, '');
    const bases = projectTemplates(store, root).map((path) => path.replace(/\.\w+$/, ''));
    if (project.appJson !== undefined) bases.push(project.appJson.slice(0, -'.json'.length));
    const pending = bases
      .flatMap((base) => EXTENSIONS.map((extension) => base + extension))
      .filter((path) => files.has(path));
    const found = new Set<string>();
    for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
      if (found.has(file)) continue;
      found.add(file);
      for (const written of imports(store, file)) {
        const path = joinPath(
          written.startsWith('/') ? project.packageRoot : folderOf(file),
          written.replace(/^\//, ''),
        );
        if (path !== undefined && files.has(path)) pending.push(path);
      }
    }
    return [...found].sort();
  },
  { equals: equalTerms },
);

export function projectStyles(store: CheckStore, root: string): readonly string[] {
  return styles(store, root);
}
