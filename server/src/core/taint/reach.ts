/**
 * Which scripts are worth running: those into which requests come and from which a decoder can be reached. Told by a look
 * at the texts and at who imports what, so that most files are never parsed.
 */

import type { Message, Unread } from '../base/finding.ts';
import { folderOf, joinPath } from '../base/paths.ts';
import { importersOf, importsOf, isScriptFile } from '../modules/graph.ts';
import { resolveModule } from '../modules/resolve.ts';
import { nearest, projectOf } from '../project/discover.ts';
import type { FileSource } from '../project/files.ts';
import { isServerPackage, isWebPackage, packageJsonOf } from '../project/package-json.ts';
import { classOf, listing, textOf } from '../project/queries.ts';
import { defineQuery, type Store } from '../store/store.ts';
import { mayDecode } from './decoder-words.ts';

const REGISTERS =
  /\.(?:get|post|put|delete|patch|all|use|route|register|onError|setErrorHandler)\s*\(|createServer|exports\.main|@(?:Controller|Get|Post)\b/;
/** How a page is given its query. */
const PAGE_QUERY =
  /\bonLoad\b|\bonPageNotFound\b|\bonLaunch\b|\bonShow\b|getLaunchOptionsSync|getEnterOptionsSync|useRouter|useLoad|getCurrentInstance|\$router|router\.params|getCurrentPages/;

interface Words {
  readonly decodes: boolean;
  readonly registers: boolean;
  /** Requests, or the query of a page, may come in here. */
  readonly enters: boolean;
}

const NOTHING: Words = { decodes: false, registers: false, enters: false };

const words = defineQuery<FileSource, Words>(
  'flow words',
  (store, path) => {
    if (!isScriptFile(path) || !runsHere(store, path) || classOf(store, path)?.of !== 'own') return NOTHING;
    const text = textOf(store, path) ?? '';
    const isPage = projectOf(store, path)?.platform !== undefined;
    return {
      decodes: mayDecode(text),
      registers: !isPage && REGISTERS.test(text),
      enters: !isPage || PAGE_QUERY.test(text),
    };
  },
  {
    equals: (a, b) => a.decodes === b.decodes && a.registers === b.registers && a.enters === b.enters,
    firewall: true,
  },
);

/** Whether requests, or the query of a page, may come into a script. */
export function mayEnter(store: Store<FileSource>, path: string): boolean {
  return words(store, path).enters;
}

export function registersRoutes(store: Store<FileSource>, path: string): boolean {
  return words(store, path).registers;
}

/** Tests start servers and send them requests; nobody else's requests come in there. */
const TEST = /(?:^|\/)(?:tests?|__tests__|__mocks__|e2e|specs?)\/|\.(?:test|spec)\.[cm]?[jt]sx?$/;

/** A script of a mini-program, of a server's package, or of no package; a web page that lies beside or below is none. */
function runsHere(store: Store<FileSource>, path: string): boolean {
  if (TEST.test(path)) return false;
  const project = projectOf(store, path);
  if (project?.platform !== undefined) return true;
  const folder = nearest(store, folderOf(path), 'package.json');
  if (folder === undefined || folder === project?.root) return true;
  const { dependencies } = packageJsonOf(store, joinPath(folder, 'package.json')!);
  return isServerPackage(dependencies) || !isWebPackage(dependencies);
}

/** What only a script of a server says: it asks for a framework, or listens, or is a cloud function. */
const SERVES =
  /(?:require\s*\(\s*|from\s+)["'](?:express|koa|@koa\/router|koa-router|fastify|hono|@hapi\/hapi|polka|restify|micro|wx-server-sdk|(?:node:)?http)["']|createServer\s*\(|exports\.main\s*=/;

/**
 * Scripts that seem to answer requests and whose text is not read: too large, on one endless line, minified. Of others that
 * are not read (a library beside a web page) nobody expects a word.
 */
export function unreadServers(store: Store<FileSource>): readonly Unread[] {
  const unread: Unread[] = [];
  for (const path of listing(store, '').keys()) {
    const why = unreadServer(store, path);
    if (why) unread.push({ file: path, why });
  }
  return unread;
}

const unreadServer = defineQuery<FileSource, Message | undefined>('unread server', (store, path) => {
  if (!isScriptFile(path) || !runsHere(store, path) || projectOf(store, path)?.platform !== undefined) return undefined;
  const read = classOf(store, path);
  if (read?.of !== 'minified' && read?.of !== 'too-large') return undefined;
  return answersRequests(store, path) ? read.why : undefined;
});

/** Whether a script says by its own text that it is part of a server. */
export function answersRequests(store: Store<FileSource>, path: string): boolean {
  return SERVES.test(textOf(store, path) ?? '');
}

/** The scripts to begin from, sorted: they decode, or use what leads to a decoder, or register routes; and requests come in. */
export function entryScripts(store: Store<FileSource>): readonly string[] {
  const leads = new Set<string>();
  const registering: string[] = [];
  const pending: string[] = [];
  for (const path of listing(store, '').keys()) {
    const found = words(store, path);
    if (found.registers) registering.push(path);
    if (!found.decodes) continue;
    leads.add(path);
    pending.push(path);
  }
  while (pending.length > 0) {
    const imported = pending.pop()!;
    for (const importer of importersOf(store, imported)) {
      if (leads.has(importer) || !runsHere(store, importer) || classOf(store, importer)?.of !== 'own') continue;
      if (!uses(store, importer, imported)) continue;
      leads.add(importer);
      pending.push(importer);
    }
  }
  for (const path of registering) leads.add(path);
  return [...leads].filter((path) => words(store, path).enters).sort();
}

/** Whether a script does anything with the names it imports from a file; most import a helper and some never call it. */
function uses(store: Store<FileSource>, importer: string, imported: string): boolean {
  return usedImports(store, importer).includes(imported);
}

const IMPORT =
  /(?:(?:const|let|var)\s+(\{[^{}]{0,2000}\}|[\w$]+)\s*=\s*require\s*\(\s*|import\s+([\w$]+\s*,?\s*(?:\{[^{}]{0,2000}\})?|\{[^{}]{0,2000}\})\s*from\s*)["']([^"'\n]{1,300})["']/g;

/** The files of which a script uses some imported name, and those it imports in ways that name nothing. */
const usedImports = defineQuery<FileSource, readonly string[]>(
  'used imports',
  (store, path) => {
    const text = textOf(store, path) ?? '';
    const used = new Set<string>();
    const unused = new Set<string>();
    for (const [, required, imported, specifier] of text.matchAll(IMPORT)) {
      const to = resolveModule(store, path, specifier!);
      if (!to || !('file' in to)) continue;
      const names = localNames(required ?? imported ?? '');
      if (names.length === 0 || names.some((name) => occursTwice(text, name))) used.add(to.file);
      else unused.add(to.file);
    }
    // What is imported otherwise (`import './x'`, `export … from`, a computed require) counts as used.
    const isOther = (file: string) => !unused.has(file) || used.has(file);
    return importsOf(store, path).filter(isOther);
  },
  { equals: (a, b) => a.join('\n') === b.join('\n') },
);

/** The names that an import binds: `{ a, b: c, d as e }`, `x`, `x, { y }`. */
function localNames(clause: string): string[] {
  return clause
    .replace(/[{}]/g, ',')
    .split(',')
    .map((part) => /([\w$]+)\s*(?:=[^=].*)?$/s.exec(part.trim())?.[1] ?? '')
    .filter((name) => name !== '');
}

function occursTwice(text: string, name: string): boolean {
  let count = 0;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    if (/[\w$]/.test(text[at - 1] ?? '') || /[\w$]/.test(text[at + name.length] ?? '')) continue;
    if (++count > 1) return true;
  }
  return false;
}
