/** What a check said about one folder of the workspace. */
import type * as vscode from 'vscode';
import type { CheckReport } from '../server/requests.ts';

export interface CheckedFolder {
  readonly folder: vscode.Uri;
  /** Shown where several folders are open. */
  readonly name: string;
  readonly report: CheckReport;
}
