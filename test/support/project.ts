/** A project in memory: no test of the core touches a disk. */

import type { FileSource } from '../../server/src/core/project/files.ts';

export interface MemoryFiles extends FileSource {
  /** Changes, adds or (undefined) removes a file; the checker has to be told apart from that. */
  set(path: string, content: string | Uint8Array | undefined): void;
}

export function memoryFiles(files: Readonly<Record<string, string | Uint8Array>>): MemoryFiles {
  const held = new Map<string, string | Uint8Array>(Object.entries(files));
  const bytes = (content: string | Uint8Array) =>
    typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    list: () =>
      [...held]
        .map(([path, content]) => ({ path, size: bytes(content).length }))
        .sort((left, right) => (left.path < right.path ? -1 : 1)),
    unlisted: () => [],
    read: (path) => {
      const content = held.get(path);
      return content === undefined ? undefined : bytes(content);
    },
    set(path, content) {
      if (content === undefined) held.delete(path);
      else held.set(path, content);
    },
  };
}

/** The files that say what a project is; where a test gives none of them, it is a plain native mini-program. */
const MARKERS =
  /(^|\/)(project\.config\.json|app\.json|game\.json|plugin\.json|package\.json|composer\.json|manifest\.json|app\.(wpy|mpx)|ext\.json)$/;

/** Adds what makes the files a mini-program whose pages are all registered, unless they say themselves what they are. */
export function asMiniProgram(files: Readonly<Record<string, string>>): Record<string, string> {
  const names = Object.keys(files);
  if (names.some((name) => MARKERS.test(name)) || names.every((name) => name.endsWith('.php'))) return { ...files };
  const pages = names.filter((name) => /^pages\/.*\.(js|ts)$/.test(name)).map((name) => name.replace(/\.\w+$/, ''));
  return {
    'project.config.json': '{ "appid": "wx0123456789abcdef", "compileType": "miniprogram" }',
    'app.json': JSON.stringify({ pages: pages.length > 0 ? pages : ['pages/index/index'] }),
    ...files,
  };
}
