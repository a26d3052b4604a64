/** What the client asks the language server beside plain LSP. */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import {
  CHANGED_SINCE,
  CHECK,
  type ChangedSinceParams,
  type ChangedSinceResult,
  type CheckParams,
  type CheckResult,
  RECEIPT,
  type ReceiptResult,
} from '../../../server/src/lsp/protocol.ts';

/** A report on one folder, paths relative to it. */
export type CheckReport = CheckResult['folders'][number]['report'];
export type CheckFinding = CheckReport['findings'][number];
export type CheckHost = CheckReport['hosts'][number];
export type CheckSite = CheckHost['sites'][number];

/** What a check said about one folder of the workspace. */
export interface CheckedFolder {
  readonly folder: vscode.Uri;
  /** Shown where several folders are open. */
  readonly name: string;
  readonly report: CheckReport;
}

/** How far a check is: a part of 100, and a sentence of the server's. */
export interface CheckProgress {
  readonly percentage?: number;
  readonly message?: string;
}

let checks = 0;

/**
 * Checks every folder of the workspace, unsaved edits included.
 * @throws what the server answers, also when it was cancelled
 */
export async function requestCheck(
  client: LanguageClient,
  token: vscode.CancellationToken,
  report: (progress: CheckProgress) => void,
): Promise<readonly CheckedFolder[]> {
  const { WorkDoneProgress } = await import('vscode-languageclient/node');
  const params: CheckParams = { workDoneToken: `preflight-check-${++checks}` };
  const listener = client.onProgress(WorkDoneProgress.type, params.workDoneToken!, (value) => {
    if (value.kind !== 'end') report(value);
  });
  try {
    const answer = await client.sendRequest<CheckResult>(CHECK, params, token);
    return answer.folders.map(({ uri, report }) => {
      const folder = vscode.Uri.parse(uri);
      return { folder, name: vscode.workspace.getWorkspaceFolder(folder)?.name ?? uri, report };
    });
  } finally {
    listener.dispose();
  }
}

export type Receipts = ReceiptResult['folders'];

/** The receipts of the check that was just made. */
export async function requestReceipts(client: LanguageClient, token: vscode.CancellationToken): Promise<Receipts> {
  return (await client.sendRequest<ReceiptResult>(RECEIPT, {}, token)).folders;
}

/** What has changed since, one sentence; undefined where nothing has. */
export async function requestChange(client: LanguageClient, receipts: Receipts): Promise<string | undefined> {
  const params: ChangedSinceParams = { folders: receipts };
  return (await client.sendRequest<ChangedSinceResult>(CHANGED_SINCE, params)).why ?? undefined;
}
