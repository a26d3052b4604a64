import type { Lowered } from '../ir/nodes.ts';
import type { FileSource } from '../project/files.ts';
import { classOf, textOf } from '../project/queries.ts';
import { defineQuery } from '../store/store.ts';
import { lowerPhp } from './php/lower.ts';

/** A PHP file as its front end gave it; undefined where it is none, or is minified or too large to be read. The key is a path. */
export const loweredPhp = defineQuery<FileSource, Lowered | undefined>('lowered php', (store, path) => {
  if (!/\.(php|phtml|inc)$/i.test(path)) return undefined;
  const read = classOf(store, path)?.of;
  if (read === 'minified' || read === 'too-large') return undefined;
  const text = textOf(store, path);
  return text === undefined ? undefined : lowerPhp(text);
});
