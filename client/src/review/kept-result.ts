/** The last result on disk, so that it is still there in the next window. It stays in the workspace's own storage. */
import * as vscode from 'vscode';
import type { CheckedFolder, CheckReport } from '../server/requests.ts';

const FILE = 'last-check.json';

export interface KeptResult {
  readonly result: readonly CheckedFolder[];
  /** ISO 8601 */
  readonly checked: string;
  /** A receipt for each folder, by which it is told whether anything has changed since. */
  readonly receipts: readonly { readonly uri: string; readonly receipt: string }[];
}

export async function keepResult(context: vscode.ExtensionContext, kept: KeptResult): Promise<void> {
  const { storageUri } = context;
  if (!storageUri) return;
  const { checked, receipts } = kept;
  const folders = kept.result.map(({ folder, report }) => ({ uri: folder.toString(), report }));
  const text = JSON.stringify({ version: 1, checked, receipts, folders });
  await vscode.workspace.fs.createDirectory(storageUri);
  await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(storageUri, FILE), new TextEncoder().encode(text));
}

/** Undefined where none was kept, not by this version, or for other folders than are open. */
export async function recallResult(context: vscode.ExtensionContext): Promise<KeptResult | undefined> {
  if (!context.storageUri) return undefined;
  try {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(context.storageUri, FILE));
    return readable(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined;
  }
}

function readable(value: unknown): KeptResult | undefined {
  const { version, checked, receipts, folders } = value as Record<string, unknown>;
  const listed = Array.isArray(folders) && Array.isArray(receipts) && typeof checked === 'string';
  if (version !== 1 || !listed) return undefined;
  const result = (folders as { uri: string; report: CheckReport }[]).flatMap(({ uri, report }) => {
    const folder = vscode.workspace.workspaceFolders?.find((open) => open.uri.toString() === uri);
    const parts = [report.findings, report.hosts, report.routes, report.unread, report.projects];
    return folder && parts.every(Array.isArray) ? [{ folder: folder.uri, name: folder.name, report }] : [];
  });
  if (result.length !== (folders as unknown[]).length || result.length === 0) return undefined;
  return { result, checked: checked as string, receipts: receipts as KeptResult['receipts'] };
}
