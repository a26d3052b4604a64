/** The one place that knows which front end reads which file. */

import type { Lowered, Module, SyntaxProblem } from '../ir/nodes.ts';
import uniApp from '../models/build-tools/uni-app.ts';
import { uniAppNames, uniAppUndecided } from '../models/environments/conditional-names.ts';
import { customNames } from '../project/build-script.ts';
import { projectOf } from '../project/discover.ts';
import type { FileSource } from '../project/files.ts';
import { classOf, textOf } from '../project/queries.ts';
import { defineQuery, type Store } from '../store/store.ts';
import { applyConditions, type ConditionalProblem } from './conditional.ts';
import type { KnownName } from './conditions.ts';
import { lowerJavaScript } from './javascript/lower.ts';
import { type Block, splitSingleFile } from './single-file.ts';

const SCRIPT = /\.([cm]?[jt]sx?|wxs)$/;
const SINGLE_FILE = /\.(?:vue|nvue|uvue|mpx|wpy|cml|interface)$/;

/** The text of a file as it is compiled for its project's platform: branches for other platforms are blank. The key is a path. */
export const compiledText = defineQuery<FileSource, string | undefined>('compiled text', (store, path) => {
  const text = textOf(store, path);
  if (text === undefined || !/#endif|@mpx-endif/.test(text)) return text;
  const project = projectOf(store, path);
  if (project?.kind === 'uni-app') return applyConditions(text, 'uni-app', uniAppNameIn(store, project.root)).text;
  if (project?.kind === 'mpx') return applyConditions(text, 'mpx', mpxName).text;
  return text;
});

/** What is wrong with the conditional compilation of a file, at its place. The key is a path. */
export const conditionProblems = defineQuery<FileSource, readonly ConditionalProblem[]>(
  'condition problems',
  (store, path) => {
    const text = textOf(store, path) ?? '';
    const project = /#(?:ifn?def|endif)|@mpx-/.test(text) ? projectOf(store, path) : undefined;
    if (project?.kind === 'uni-app')
      return applyConditions(text, 'uni-app', uniAppNameIn(store, project.root)).problems;
    return project?.kind === 'mpx' ? applyConditions(text, 'mpx', mpxName).problems : [];
  },
);

/** What is wrong with the blocks of a single-file component. The key is a path. */
export const blockProblems = defineQuery<FileSource, readonly SyntaxProblem[]>('block problems', (store, path) => {
  const text = SINGLE_FILE.test(path) ? compiledText(store, path) : undefined;
  return text === undefined ? [] : splitSingleFile(text).problems;
});

/** The names that the build defines: the platform's, and those of a platform of the project's own. The key is the project's root. */
const ownNames = defineQuery<FileSource, ReadonlySet<string>>(
  'own names',
  (store, root) => customNames(store, root, uniApp.scripts),
  { equals: (before, after) => [...before].join() === [...after].join() },
);

function uniAppNameIn(store: Store<FileSource>, root: string): KnownName {
  const own = ownNames(store, root);
  return (name) =>
    uniAppUndecided.includes(name) ? undefined : uniAppNames['mp-weixin']!.includes(name) || own.has(name);
}

const mpxName: KnownName = (name) => (name === '__mpx_mode__' ? 'wx' : undefined);

/** The blocks of a single-file component; none for other files. The key is a path. */
export const blocksOf = defineQuery<FileSource, readonly Block[]>('blocks', (store, path) => {
  const text = SINGLE_FILE.test(path) ? compiledText(store, path) : undefined;
  return text === undefined ? [] : splitSingleFile(text).blocks;
});

/** The script of a file as the front end gave it, problems included; undefined where the file is no script, or is minified or too large to be read. The key is a path. */
export const loweredScripts = defineQuery<FileSource, readonly Lowered[] | undefined>('lowered', (store, path) => {
  const read = classOf(store, path)?.of;
  if (read === 'minified' || read === 'too-large') return undefined;
  if (SINGLE_FILE.test(path)) {
    return blocksOf(store, path)
      .filter((block) => block.kind === 'script' && block.source === undefined)
      .map((block) => lowerScript(block.text, block.language, block.start));
  }
  const extension = SCRIPT.exec(path)?.[1];
  const text = extension === undefined ? undefined : compiledText(store, path);
  return text === undefined ? undefined : [lowerScript(text, extension!, 0)];
});

function lowerScript(text: string, language: string, offset: number): Lowered {
  const typescript = /^[cm]?tsx?$/.test(language) || language === 'typescript';
  return lowerJavaScript(text, { typescript, jsx: !/^[cm]?ts$/.test(language), offset });
}

/** The modules of a file: one, or one for each script block of a single-file component. */
export function lowered(store: Store<FileSource>, path: string): readonly Module[] | undefined {
  return loweredScripts(store, path)?.map((one) => one.module);
}
