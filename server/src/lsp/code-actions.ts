/** What can be done about a finding: its own fixes, a word in the configuration, or a suppression with a reason. */

import { applyEdits, type JSONPath, modify, parse } from 'jsonc-parser';
import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  type Range,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Finding, message } from '../core/base/finding.ts';
import type { Translate } from '../core/base/translate.ts';
import { CONFIGURATION_FILE } from '../core/settings/configuration.ts';
import { commentFor } from '../core/suppression/write.ts';
import { type Converter, converter } from './convert.ts';
import type { Folder } from './folder.ts';
import type { Platform } from './platform.ts';
import { uriOf } from './uris.ts';
import type { Located } from './workspace.ts';

export interface ActionOptions {
  readonly translate: Translate;
  readonly locale: string;
  /** Whether the client can create files as part of an edit. */
  readonly createsFiles: boolean;
  /** The kinds asked for; undefined: all. */
  readonly only: readonly string[] | undefined;
}

export function codeActionsAt(
  located: Located,
  range: Range,
  platform: Platform,
  options: ActionOptions,
): CodeAction[] {
  const { folder, path } = located;
  const document = folder.open.get(path);
  if (!document || !wantsQuickFixes(options.only)) return [];
  const start = document.offsetAt(range.start);
  const end = document.offsetAt(range.end);
  const { translate, locale } = options;
  const convert = converter(folder, platform, translate, locale);
  const findings = folder.checker.checkFile(path).filter(({ place }) => place.start <= end && start <= place.end);
  return findings.flatMap((finding) => {
    const diagnostics = convert.diagnostics([finding]);
    return [
      ...fixActions(folder, finding, diagnostics, convert, translate),
      ...hostActions(folder, finding, diagnostics, options),
      ...suppressActions(document, path, finding, diagnostics, translate),
    ];
  });
}

function wantsQuickFixes(only: readonly string[] | undefined): boolean {
  return only === undefined || only.some((kind) => kind === '' || kind === CodeActionKind.QuickFix);
}

function fixActions(
  folder: Folder,
  finding: Finding,
  diagnostics: Diagnostic[],
  convert: Converter,
  translate: Translate,
): CodeAction[] {
  return finding.fixes.map((fix) => {
    const byUri = new Map<string, { version: number | null; edits: TextEdit[] }>();
    for (const { place, text } of fix.edits) {
      const { uri, range } = convert.location(place);
      const known = byUri.get(uri) ?? { version: folder.open.get(place.file)?.version ?? null, edits: [] };
      known.edits.push({ range, newText: text });
      byUri.set(uri, known);
    }
    const documentChanges = [...byUri].map(([uri, { version, edits }]) => ({ textDocument: { uri, version }, edits }));
    return {
      title: translate(fix.title),
      kind: CodeActionKind.QuickFix,
      diagnostics,
      isPreferred: fix.preferred === true,
      edit: { documentChanges },
    };
  });
}

/** "This host is in production after all", "this is a test host": written to the configuration, where the team sees it. */
function hostActions(
  folder: Folder,
  finding: Finding,
  diagnostics: Diagnostic[],
  options: ActionOptions,
): CodeAction[] {
  const host = finding.data['host'];
  if (typeof host !== 'string' || !finding.rule.startsWith('test-host')) return [];
  const edit = configurationEdit(folder, ['productionHosts'], host, options.createsFiles);
  if (!edit) return [];
  const title = options.translate(message('{0} is a production host: write it to {1}', host, CONFIGURATION_FILE));
  return [{ title, kind: CodeActionKind.QuickFix, diagnostics, edit }];
}

/** Adds `value` to a list of the folder's configuration file, keeping its comments and layout. */
function configurationEdit(
  folder: Folder,
  list: JSONPath,
  value: string,
  createsFiles: boolean,
): WorkspaceEdit | undefined {
  const uri = folder.open.get(CONFIGURATION_FILE)?.uri ?? uriOf(folder.uri, CONFIGURATION_FILE);
  const text = folder.checker.textOf(CONFIGURATION_FILE);
  if (text === undefined) {
    if (!createsFiles) return undefined;
    const created = `${JSON.stringify({ [String(list[0])]: [value] }, null, 2)}\n`;
    const insert: TextDocumentEdit = {
      textDocument: { uri, version: null },
      edits: [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, newText: created }],
    };
    return { documentChanges: [{ kind: 'create', uri, options: { ignoreIfExists: true } }, insert] };
  }
  const current: unknown = parse(text);
  const known =
    typeof current === 'object' && current !== null ? (current as Record<string, unknown>)[String(list[0])] : undefined;
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: '\n' };
  const changes = Array.isArray(known)
    ? modify(text, [...list, known.length], value, { formattingOptions, isArrayInsertion: true })
    : modify(text, list, [value], { formattingOptions });
  const lines = text.split(/\r\n|\r|\n/);
  const end = { line: lines.length - 1, character: lines.at(-1)!.length };
  const edits = [{ range: { start: { line: 0, character: 0 }, end }, newText: applyEdits(text, changes) }];
  const version = folder.open.get(CONFIGURATION_FILE)?.version ?? null;
  return { documentChanges: [{ textDocument: { uri, version }, edits }] };
}

function suppressActions(
  document: TextDocument,
  path: string,
  finding: Finding,
  diagnostics: Diagnostic[],
  translate: Translate,
): CodeAction[] {
  const text = document.getText();
  const reason = translate(message('why this is right'));
  const written = commentFor(path, text, finding.place.start, `preflight-ignore ${finding.rule}: ${reason}`);
  if (!written) return [];
  const at = document.positionAt(written.at);
  const edits = [{ range: { start: at, end: at }, newText: written.text }];
  return [
    {
      title: translate(message('Silence {0} here, with a reason', finding.rule)),
      kind: CodeActionKind.QuickFix,
      diagnostics,
      edit: { documentChanges: [{ textDocument: { uri: document.uri, version: document.version }, edits }] },
    },
  ];
}
