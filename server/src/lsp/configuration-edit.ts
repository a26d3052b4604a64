/** Writes a word of the team into the configuration that is in force for a folder, as an edit the editor can undo. */

import type { TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { lineStarts, positionAt } from '../core/base/lines.ts';
import { CONFIGURATION_FILE } from '../core/settings/configuration.ts';
import type { IgnoredFinding } from '../core/settings/table.ts';
import { type HostList, hostEdits, ignoreEdits } from '../core/settings/write.ts';
import type { Folder } from './folder.ts';
import type { Platform } from './platform.ts';
import { uriOf } from './uris.ts';

/** Where the change goes, and whether the client can create a file there. */
export interface Configured {
  readonly folder: Folder;
  readonly platform: Platform;
  readonly createsFiles: boolean;
}

/**
 * The edit after which `host` is in `list`.
 * @returns undefined where the file is no JSON, or cannot be created
 */
export function hostEdit(at: Configured, list: HostList, host: string): WorkspaceEdit | undefined {
  return editOf(at, (text) => hostEdits(text, list, host, at.folder.checker.settings()[list]));
}

/** The edit after which the settings silence a rule in one file; undefined as above. */
export function ignoreEdit(at: Configured, entry: IgnoredFinding): WorkspaceEdit | undefined {
  return editOf(at, (text) => ignoreEdits(text, entry, at.folder.checker.settings().ignore));
}

/** The folder's own file is written, else the one above it that is in force: a new file would hide that one. */
function editOf(
  { folder, platform, createsFiles }: Configured,
  change: (text: string | undefined) => ReturnType<typeof hostEdits>,
): WorkspaceEdit | undefined {
  const open = folder.open.get(CONFIGURATION_FILE);
  const own = folder.checker.textOf(CONFIGURATION_FILE);
  const above = own === undefined ? platform.configurationAbove(folder.uri) : undefined;
  const uri = open?.uri ?? above?.uri ?? uriOf(folder.uri, CONFIGURATION_FILE);
  const text = own ?? above?.text;
  if (text === undefined && !createsFiles) return undefined;
  const edits = change(text);
  if (!edits || edits.length === 0) return undefined;
  const starts = lineStarts(text ?? '');
  const position = (offset: number) => {
    const { line, column } = positionAt(starts, offset);
    return { line, character: column };
  };
  const textEdits = edits.map(
    ({ offset, length, content }): TextEdit => ({
      range: { start: position(offset), end: position(offset + length) },
      newText: content,
    }),
  );
  const written: TextDocumentEdit = { textDocument: { uri, version: open?.version ?? null }, edits: textEdits };
  const create = { kind: 'create' as const, uri, options: { ignoreIfExists: true } };
  return { documentChanges: text === undefined ? [create, written] : [written] };
}
