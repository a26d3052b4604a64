/** What the client asks the language server beside plain LSP. */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { CheckedFolder } from '../review/checked-folder.ts';

export interface CheckStep {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface CheckFinding extends CheckStep {
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly targets: readonly ('review' | 'release')[];
  readonly endLine: number;
  readonly endColumn: number;
  readonly steps: readonly CheckStep[];
}

export interface CheckSite {
  readonly file: string;
  readonly line: number;
  readonly api: string;
}

export interface CheckHost {
  readonly host: string;
  readonly verdict: string;
  readonly targets: readonly ('review' | 'release')[];
  readonly sites: readonly CheckSite[];
}

export interface CheckUnread {
  readonly file: string;
  readonly why: string;
}

export interface CheckReport {
  readonly projects: readonly { readonly root: string; readonly kind: string }[];
  readonly findings: readonly CheckFinding[];
  readonly hosts: readonly CheckHost[];
  readonly routes: readonly { readonly path: string }[];
  readonly unread: readonly CheckUnread[];
  readonly summary: { readonly files: number };
}

/** The whole report, for each folder of the workspace. @throws what the server answers, also when cancelled */
export async function requestCheck(client: LanguageClient, token: vscode.CancellationToken): Promise<CheckedFolder[]> {
  const answer = await client.sendRequest<{ folders: { uri: string; report: CheckReport }[] }>(
    'preflight/check',
    {},
    token,
  );
  return answer.folders.map(({ uri, report }) => {
    const folder = vscode.Uri.parse(uri);
    const name = vscode.workspace.getWorkspaceFolder(folder)?.name ?? uri;
    return { folder, name, report };
  });
}
