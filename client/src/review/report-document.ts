/** The report of the last check as a page to read and to pass on. */
import * as vscode from 'vscode';
import type { LanguageServer } from '../server/language-server.ts';

export function registerReportDocument(_server: LanguageServer): vscode.Disposable {
  return vscode.Disposable.from();
}

export async function showReport(_server: LanguageServer): Promise<void> {}
