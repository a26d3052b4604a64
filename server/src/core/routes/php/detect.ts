/** Which framework a PHP project is built with: by what composer.json asks for, else by what its files use. */

import frameworks from '../../models/frameworks/index.generated.ts';
import type { FrameworkModel } from '../../models/schema/flow.ts';

/** One project is built with one of these; the first that fits wins, for webman projects use parts of ThinkPHP and of Laravel. */
const ORDER = ['webman', 'hyperf', 'laravel', 'thinkphp', 'yii', 'slim', 'symfony'];
/** These hold in every project. */
const EVERYWHERE = ['php', 'psr-http'];

const PHP = new Map(frameworks.filter((model) => model.language === 'php').map((model) => [model.name, model]));

/** `composer`: the text of composer.json, where there is one; `texts`: of the project's files. */
export function detectPhpFramework(composer: string | undefined, texts: Iterable<string>): FrameworkModel | undefined {
  const candidates = ORDER.flatMap((name) => PHP.get(name) ?? []);
  const asked = candidates.find((model) => model.present.composer?.some((name) => composer?.includes(`"${name}"`)));
  if (asked) return asked;
  let best: FrameworkModel | undefined;
  let rank = candidates.length;
  for (const text of texts) {
    for (let at = 0; at < rank; at++) {
      const uses = candidates[at]!.present.uses ?? [];
      if (uses.some((name) => text.includes(`use ${name}`) || text.includes(`\\${name}`)))
        [best, rank] = [candidates[at], at];
    }
    if (rank === 0) break;
  }
  return best;
}

/** The models that hold in a project of that framework. */
export function phpModelsFor(framework: FrameworkModel | undefined): readonly FrameworkModel[] {
  return [...EVERYWHERE.flatMap((name) => PHP.get(name) ?? []), ...(framework ? [framework] : [])];
}

/** The folders that are projects of their own: those with a composer.json, and the checked folder. Deepest first. */
export function phpRoots(files: readonly string[], has: (path: string) => boolean): readonly string[] {
  const folders = new Set<string>(['']);
  for (const file of files) {
    for (let at = file.indexOf('/'); at >= 0; at = file.indexOf('/', at + 1)) folders.add(file.slice(0, at));
  }
  const roots = [...folders].filter((folder) => folder === '' || has(`${folder}/composer.json`));
  return roots.sort((a, b) => b.length - a.length);
}

export function rootOf(roots: readonly string[], file: string): string {
  return roots.find((root) => root === '' || file.startsWith(`${root}/`)) ?? '';
}
