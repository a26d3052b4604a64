/** Which style sheets of a project are in force: the app's, those beside templates, those that components and scripts name, and what they import. */

import type { CheckHost, CheckStore } from '../analysis.ts';
import { folderOf, joinPath } from '../base/paths.ts';
import { blocksOf } from '../frontends/lowered.ts';
import { readStyleUrls } from '../frontends/wxss.ts';
import { projectAt } from '../project/discover.ts';
import { projectScripts, projectTemplates } from '../project/members.ts';
import { isNative, type Project } from '../project/project.ts';
import { listing, textOf } from '../project/queries.ts';
import { defineQuery } from '../store/store.ts';
import { SINGLE_FILE } from './template-data.ts';
import { equalTerms } from './terms.ts';

/** Sheets beside templates. */
const EXTENSIONS = ['.wxss', '.acss', '.ttss', '.qss', '.jxss', '.ksss'];

const imports = defineQuery<CheckHost, readonly string[]>(
  'style imports',
  (store, file) => {
    const text = textOf(store, file) ?? '';
    if (SINGLE_FILE.test(file)) {
      const styles = blocksOf(store, file).filter((block) => block.kind === 'style');
      return styles.flatMap((block) => (block.source ? [block.source.path] : importedBy(block.text)));
    }
    if (/\.[cm]?[jt]sx?$/.test(file)) return [...text.matchAll(IMPORTED)].map((match) => match[1]!);
    return importedBy(text);
  },
  { equals: equalTerms },
);

/** A script that imports a sheet: `import './index.scss'`. */
const IMPORTED =
  /(?:\bimport\s{1,8}(?:[\w$]{1,60}\s{1,8}from\s{1,8})?|\brequire\s{0,8}\(\s{0,8})['"]([^'"\n]{1,200}\.(?:css|scss|sass|less|styl|wxss))['"]/g;

function importedBy(text: string): string[] {
  if (!text.includes('@import')) return [];
  return readStyleUrls(text, 0, true)
    .filter((url) => url.kind === 'import')
    .map((url) => url.text);
}

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
    if (!isNative(project)) {
      // A framework bundles the sheets that its components and scripts name.
      for (const script of projectScripts(store, root)) pending.push(...importedFiles(store, files, project, script));
    }
    const found = new Set<string>();
    for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
      if (found.has(file)) continue;
      found.add(file);
      pending.push(...importedFiles(store, files, project, file));
    }
    return [...found].sort();
  },
  { equals: equalTerms },
);

/** The sheets that a sheet, a component or a script names, as far as they are files of the project. */
function importedFiles(
  store: CheckStore,
  files: ReadonlyMap<string, number>,
  project: Project,
  from: string,
): string[] {
  const found: string[] = [];
  for (const written of imports(store, from)) {
    const name = written.replace(/^~/, '').replace(/^(?:@\/|\/)/, '');
    const rooted = /^~?(?:@\/|\/)/.test(written);
    const path = joinPath(rooted ? project.packageRoot : folderOf(from), name);
    if (path === undefined) continue;
    const slash = path.lastIndexOf('/') + 1;
    const partial = `${path.slice(0, slash)}_${path.slice(slash)}`;
    const names = [path, ...PREPROCESSED.flatMap((extension) => [path + extension, partial + extension])];
    const file = names.find((one) => files.has(one) && /\.\w+$/.test(one));
    if (file !== undefined) found.push(file);
  }
  return found;
}

/** What a preprocessor adds to a name without extension; Sass finds partials too. */
const PREPROCESSED = ['.scss', '.sass', '.less', '.styl', '.css', '.wxss'];

export function projectStyles(store: CheckStore, root: string): readonly string[] {
  return styles(store, root);
}
