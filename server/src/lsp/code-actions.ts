/** What can be done about a finding: its own fixes, a word in the configuration, or a suppression with a reason. */

import { type CodeAction, CodeActionKind, type Diagnostic, type Range, type TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Finding, message } from '../core/base/finding.ts';
import type { Translate } from '../core/base/translate.ts';
import { RULES } from '../core/rules/index.generated.ts';
import { CONFIGURATION_FILE } from '../core/settings/configuration.ts';
import type { HostList } from '../core/settings/write.ts';
import { commentFor } from '../core/suppression/write.ts';
import { hostEdit, ignoreEdit } from './configuration-edit.ts';
import { type Converter, converter } from './convert.ts';
import type { Folder } from './folder.ts';
import type { Platform } from './platform.ts';
import { atOnce } from './slices.ts';
import type { Located } from './workspace.ts';

export interface ActionOptions {
  readonly translate: Translate;
  readonly locale: string;
  /** Whether the client can create files as part of an edit. */
  readonly createsFiles: boolean;
  /** The kinds asked for; undefined: all. */
  readonly only: readonly string[] | undefined;
  readonly cancelled: () => boolean;
}

/** @throws {Cancelled} */
export async function codeActionsAt(
  located: Located,
  range: Range,
  platform: Platform,
  options: ActionOptions,
): Promise<CodeAction[]> {
  const { folder, path } = located;
  const document = folder.open.get(path);
  if (!document) return [];
  return atOnce(folder, platform, () => actionsIn(located, document, range, platform, options), options.cancelled);
}

function actionsIn(
  located: Located,
  document: TextDocument,
  range: Range,
  platform: Platform,
  options: ActionOptions,
): CodeAction[] {
  const { folder, path } = located;
  const start = document.offsetAt(range.start);
  const end = document.offsetAt(range.end);
  const { translate, locale } = options;
  const convert = converter(folder, platform, translate, locale);
  const marks = wants(CodeActionKind.Refactor, options.only) ? markActions(located, platform, start, end, options) : [];
  if (!wants(CodeActionKind.QuickFix, options.only)) return marks;
  const findings = folder.checker.checkFile(path).filter(({ place }) => place.start <= end && start <= place.end);
  const fixes = findings.flatMap((finding) => {
    const diagnostics = convert.diagnostics([finding]);
    return [
      ...fixActions(folder, finding, diagnostics, convert, translate),
      ...hostActions(folder, platform, finding, diagnostics, options),
      ...suppressActions(located, document, platform, finding, diagnostics, options),
    ];
  });
  return [...fixes, ...marks];
}

function wants(kind: string, only: readonly string[] | undefined): boolean {
  return only === undefined || only.some((one) => one === '' || one === kind);
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
  platform: Platform,
  finding: Finding,
  diagnostics: Diagnostic[],
  options: ActionOptions,
): CodeAction[] {
  const host = finding.data['host'];
  if (typeof host !== 'string') return [];
  const list = finding.rule.startsWith('test-host')
    ? 'productionHosts'
    : finding.rule === 'unlisted-host'
      ? 'testHosts'
      : undefined;
  const marked = list && markAction(folder, platform, list, host, options);
  return marked ? [{ ...marked, kind: CodeActionKind.QuickFix, diagnostics }] : [];
}

/** On a literal that decides a host of which nothing is said: it may be a test host that does not look like one. */
function markActions(
  { folder, path }: Located,
  platform: Platform,
  start: number,
  end: number,
  options: ActionOptions,
): CodeAction[] {
  const decided = folder.checker
    .hostsDecidedIn(path)
    .filter(({ place, good }) => good && place.start <= end && start <= place.end);
  return [...new Set(decided.map(({ host }) => host))].flatMap((host) => {
    const marked = markAction(folder, platform, 'testHosts', host, options);
    return marked ? [{ ...marked, kind: CodeActionKind.Refactor }] : [];
  });
}

function markAction(
  folder: Folder,
  platform: Platform,
  list: HostList,
  host: string,
  { translate, createsFiles }: ActionOptions,
): CodeAction | undefined {
  const edit = hostEdit({ folder, platform, createsFiles }, list, host);
  if (!edit) return undefined;
  const title =
    list === 'productionHosts'
      ? message('{0} is a production host: write it to {1}', host, CONFIGURATION_FILE)
      : message('{0} is a test host: write it to {1}', host, CONFIGURATION_FILE);
  return { title: translate(title), edit };
}

/** A comment where one can stand; for JSON, whose readers take none, an entry in the configuration. */
function suppressActions(
  { folder, path }: Located,
  document: TextDocument,
  platform: Platform,
  finding: Finding,
  diagnostics: Diagnostic[],
  { translate, createsFiles }: ActionOptions,
): CodeAction[] {
  const { rule } = finding;
  if (RULES.find((one) => one.id === rule)?.about === 'preflight') return [];
  const action = { kind: CodeActionKind.QuickFix, diagnostics };
  const text = document.getText();
  const reason = translate(message('why this is right'));
  const written = commentFor(path, text, finding.place.start, `preflight-ignore ${rule}: ${reason}`);
  if (!written) {
    const edit = ignoreEdit({ folder, platform, createsFiles }, { rule, files: path, reason });
    const title = translate(
      message('Silence {0} in this file, with a reason: write it to {1}', rule, CONFIGURATION_FILE),
    );
    return edit ? [{ ...action, title, edit }] : [];
  }
  const at = document.positionAt(written.at);
  const edits = [{ range: { start: at, end: at }, newText: written.text }];
  const edit = { documentChanges: [{ textDocument: { uri: document.uri, version: document.version }, edits }] };
  return [{ ...action, title: translate(message('Silence {0} here, with a reason', rule)), edit }];
}
