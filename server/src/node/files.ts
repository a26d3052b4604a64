/**
 * The files of one folder on a disk, as the core wants them: listed once, read on demand, synchronously.
 *
 * `.gitignore` is not honoured: what is uploaded is what lies there, and `project.private.config.json` or a built folder
 * is ignored by git and uploaded all the same. Which folders belong to a project is decided by the core, not here.
 */

import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { type Message, message } from '../core/base/finding.ts';
import { type FileEntry, type FileSource, NEVER_LISTED, type Unreadable } from '../core/project/files.ts';

/** Enough for any project; a home folder opened by mistake stops here instead of being walked for minutes. */
const MOST_ENTRIES = 200_000;
const DEEPEST = 64;

/** Sources are kilobytes. More than this in one file is data, and reading it would stall the editor. */
const LARGEST_FILE = 32 * 1024 * 1024;

export interface DiskFiles extends FileSource {
  readonly root: string;
  /** Forgets the listing; the next `list` walks again. */
  forget(): void;
}

/** @param root an absolute path of a folder; whether it exists is found out by listing. */
export function diskFiles(root: string): DiskFiles {
  let walked: Walk | undefined;
  const walk = () => (walked ??= walkFolder(root));
  return {
    root,
    list: () => walk().files,
    unlisted: () => walk().unlisted,
    read: (path) => readFile(root, path),
    forget: () => {
      walked = undefined;
    },
  };
}

interface Walk {
  readonly files: FileEntry[];
  readonly unlisted: { readonly path: string; readonly why: Message }[];
}

function walkFolder(root: string): Walk {
  const files: FileEntry[] = [];
  const unlisted: Walk['unlisted'] = [];
  // Folders reached by links, by their real path: each is walked once, so links cannot multiply the walk or turn it round.
  const linked = new Set<string>();
  let realRoot: string;
  try {
    realRoot = realpathSync(root);
  } catch (error) {
    return { files, unlisted: [{ path: '.', why: whyNot(error) }] };
  }
  const pending = [{ path: '', depth: 0, real: realRoot }];
  let entries = 0;
  while (pending.length > 0) {
    const folder = pending.pop()!;
    let children: Dirent[];
    try {
      children = readdirSync(join(root, folder.path), { withFileTypes: true });
    } catch (error) {
      // A folder that went away between its parent's listing and now is simply not there.
      if (codeOf(error) !== 'ENOENT') unlisted.push({ path: folder.path || '.', why: whyNot(error) });
      continue;
    }
    for (const child of children) {
      const path = folder.path === '' ? child.name : `${folder.path}/${child.name}`;
      if (++entries > MOST_ENTRIES) {
        unlisted.push({
          path: folder.path || '.',
          why: message('There are more than {0} files below the checked folder; the rest is not read.', MOST_ENTRIES),
        });
        pending.length = 0;
        break;
      }
      if (child.isDirectory()) {
        if (NEVER_LISTED.has(child.name)) continue;
        if (folder.depth >= DEEPEST)
          unlisted.push({ path, why: message('Folders deeper than {0} levels are not read.', DEEPEST) });
        else pending.push({ path, depth: folder.depth + 1, real: join(folder.real, child.name) });
      } else if (child.isFile()) {
        addFile(root, path, files, unlisted);
      } else if (child.isSymbolicLink()) {
        followLink(path, folder);
      }
    }
  }
  files.sort((left, right) => (left.path < right.path ? -1 : left.path > right.path ? 1 : 0));
  return { files, unlisted };

  function followLink(path: string, folder: { depth: number; real: string }): void {
    try {
      const target = statSync(join(root, path));
      if (target.isFile()) {
        files.push({ path, size: target.size });
        return;
      }
      if (!target.isDirectory()) return;
      const real = realpathSync(join(root, path));
      if (real !== realRoot && !real.startsWith(realRoot + sep)) {
        unlisted.push({ path, why: message('This link leads out of the checked folder and is not followed.') });
      } else if (folder.real === real || folder.real.startsWith(real + sep)) {
        unlisted.push({ path, why: message('This link leads back to a folder above it and is not followed.') });
      } else if (
        real.split(sep).some((part) => NEVER_LISTED.has(part)) ||
        linked.has(real) ||
        folder.depth >= DEEPEST
      ) {
        return;
      } else {
        linked.add(real);
        pending.push({ path, depth: folder.depth + 1, real });
      }
    } catch (error) {
      // A link whose target is missing is no file; one that leads to itself, or may not be read, is worth a word.
      if (codeOf(error) !== 'ENOENT') unlisted.push({ path, why: whyNot(error) });
    }
  }
}

function addFile(root: string, path: string, files: FileEntry[], unlisted: Walk['unlisted']): void {
  try {
    files.push({ path, size: statSync(join(root, path)).size });
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') unlisted.push({ path, why: whyNot(error) });
  }
}

function readFile(root: string, path: string): Uint8Array | Unreadable | undefined {
  if (path.startsWith('/') || path.split('/').includes('..')) return undefined;
  const full = join(root, path);
  try {
    const stat = statSync(full);
    // A pipe or a device with a source's name would block the read for ever.
    if (!stat.isFile()) return undefined;
    if (stat.size > LARGEST_FILE)
      return { why: message('The file is larger than {0} MB and is not read.', LARGEST_FILE / 1024 / 1024) };
    return readFileSync(full);
  } catch (error) {
    const code = codeOf(error);
    return code === 'ENOENT' || code === 'ENOTDIR' ? undefined : { why: whyNot(error) };
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** The reason of a failed system call in words a person can act on. */
export function whyNot(error: unknown): Message {
  const code = codeOf(error);
  if (code === 'EACCES' || code === 'EPERM') return message('Permission denied.');
  if (code === 'ENOENT') return message('There is no such file or folder.');
  if (code === 'ENOTDIR') return message('This is not a folder.');
  if (code === 'ELOOP') return message('This link leads to itself.');
  if (code === 'EMFILE' || code === 'ENFILE') return message('Too many files are open on this machine.');
  return message('It could not be read ({0}).', code || String(error));
}
