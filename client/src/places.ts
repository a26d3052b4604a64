/** From a place in a report to a place in the editor. */
import * as vscode from 'vscode';

/** Lines and columns as reports count them: from 1, ends exclusive. */
export interface ReportPlace {
  readonly file: string;
  readonly line: number;
  readonly column?: number | undefined;
  readonly endLine?: number | undefined;
  readonly endColumn?: number | undefined;
}

/** The same, with the address of its file. */
export interface Target extends Omit<ReportPlace, 'file'> {
  readonly uri: string;
}

/** The command behind an item of a view that leads to `place`; `folder` is the one that was checked. */
export function openPlace(folder: vscode.Uri, place: ReportPlace): vscode.Command {
  return openTarget({ ...place, uri: vscode.Uri.joinPath(folder, place.file).toString() });
}

export function openTarget({ uri, line, column = 1, endLine = line, endColumn = column }: Target): vscode.Command {
  const selection = new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
  const options: vscode.TextDocumentShowOptions = { selection };
  return {
    command: 'vscode.open',
    title: vscode.l10n.t('Go to the place'),
    arguments: [vscode.Uri.parse(uri), options],
  };
}

/** `pages/live/live.js:12` */
export const placeLabel = ({ file, line }: ReportPlace) => `${file}:${line}`;
