/** From a place in a report to a place in the editor. */
import * as vscode from 'vscode';

/** Lines and columns as reports count them: from 1, ends exclusive. */
export interface ReportPlace {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** The command behind an item of a view that leads to `place`; `folder` is the one that was checked. */
export function openPlace(folder: vscode.Uri, place: ReportPlace): vscode.Command {
  const { line, column = 1, endLine = line, endColumn = column } = place;
  const selection = new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
  const options: vscode.TextDocumentShowOptions = { selection };
  return {
    command: 'vscode.open',
    title: vscode.l10n.t('Go to the place'),
    arguments: [vscode.Uri.joinPath(folder, place.file), options],
  };
}

/** `pages/live/live.js:12` */
export const placeLabel = ({ file, line }: ReportPlace) => `${file}:${line}`;
