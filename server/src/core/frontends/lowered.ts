/** The one place that knows which front end reads which file. */

import type { Lowered, Module } from '../ir/nodes.ts';
import type { FileSource } from '../project/files.ts';
import { classOf, textOf } from '../project/queries.ts';
import { defineQuery } from '../store/store.ts';
import { lowerJavaScript } from './javascript/lower.ts';

/** The script of a file as the front end gave it, problems included; undefined where the file is no script, or is minified or too large to be read. The key is a path. */
export const loweredScripts = defineQuery<FileSource, readonly Lowered[] | undefined>('lowered', (store, path) => {
  const extension = /\.([cm]?[jt]sx?|wxs)$/.exec(path)?.[1];
  if (extension === undefined) return undefined;
  const text = textOf(store, path);
  const read = classOf(store, path)?.of;
  if (text === undefined || read === 'minified' || read === 'too-large') return undefined;
  return [lowerJavaScript(text, { typescript: /^[cm]?tsx?$/.test(extension), jsx: !/^[cm]?ts$/.test(extension) })];
});

/** The modules of a file: one, or one for each script block of a single-file component. */
export function lowered(store: Parameters<typeof loweredScripts>[0], path: string): readonly Module[] | undefined {
  return loweredScripts(store, path)?.map((one) => one.module);
}
