/** The view *Before Review*: the outline of the last check as a tree. */
import * as vscode from 'vscode';
import { openTarget } from '../places.ts';
import { type ReportSource, reviewExtent } from '../report/report-input.ts';
import type { Review } from './check.ts';
import { type Line, outlineOf, type Sign } from './outline.ts';
import { problemCount } from './verdict.ts';

/** A log that grows would otherwise redraw the tree several times a second. */
const AFTER_SCAN_MS = 1000;

export function createReviewView(review: Review, scans: ReportSource): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.TreeDataProvider<Line> = {
    onDidChangeTreeData: changed.event,
    getChildren: (line) => (line ? [...line.children] : roots(review, scans)),
    getTreeItem: itemOf,
  };
  const view = vscode.window.createTreeView('preflight.review', { treeDataProvider: provider, showCollapseAll: true });
  const describe = () => {
    const reports = (review.result ?? []).map(({ report }) => report);
    view.message = review.stale === '' ? undefined : review.stale;
    view.description = review.result ? reviewExtent(review) : undefined;
    const { errors } = problemCount(reports);
    view.badge =
      errors > 0 ? { value: errors, tooltip: vscode.l10n.t('Before review: errors {0}', errors) } : undefined;
    changed.fire();
  };
  let later: NodeJS.Timeout | undefined;
  let shown = '';
  const afterScan = () => {
    later = undefined;
    const scan = JSON.stringify(scans.lastScan() ?? null);
    if (scan === shown) return;
    shown = scan;
    changed.fire();
  };
  describe();
  return vscode.Disposable.from(
    view,
    changed,
    review.onDidChange(describe),
    scans.onDidChange(() => {
      later ??= setTimeout(afterScan, AFTER_SCAN_MS);
    }),
    { dispose: () => clearTimeout(later) },
  );
}

function roots({ result = [] }: Review, scans: ReportSource): Line[] {
  const scan = scans.lastScan();
  const outlines = result.map(({ name, folder, report }) => ({
    name,
    lines: outlineOf({ folder: folder.toString(), report, scan }, vscode.l10n),
  }));
  const [only] = outlines;
  if (outlines.length === 1) return [...only!.lines];
  return outlines.map(({ name, lines }, index) => {
    const id = `${index}`;
    const children = lines.map((line) => under(id, line));
    return { id, sign: 'folder', label: name, description: '', sentence: name, place: '', open: true, children };
  });
}

/** Ids are unique in a tree, whatever folders share. */
function under(id: string, line: Line): Line {
  return { ...line, id: `${id}/${line.id}`, children: line.children.map((child) => under(id, child)) };
}

function itemOf(line: Line): vscode.TreeItem {
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  const state = line.children.length === 0 ? None : line.open ? Expanded : Collapsed;
  const item = new vscode.TreeItem(line.label, state);
  item.id = line.id;
  item.description = line.description;
  // A string is shown as it is; Markdown would be read.
  item.tooltip = [line.sentence, line.place].filter((text) => text !== '').join('\n');
  item.iconPath = iconOf(line.sign);
  item.command = commandOf(line);
  item.accessibilityInformation = { label: [line.label, line.description].filter(Boolean).join(': ') };
  return item;
}

function commandOf({ target, action }: Line): vscode.Command | undefined {
  if (target) return openTarget(target);
  if (action === 'linkLog') return { command: 'preflight.linkLog', title: vscode.l10n.t('Link access log…') };
  if (action === 'showScanner') {
    return { command: 'preflight.scanner.focus', title: vscode.l10n.t('What the review scanner did') };
  }
  return undefined;
}

const ICONS: Readonly<Record<Sign, readonly [string, string?]>> = {
  pass: ['pass', 'testing.iconPassed'],
  info: ['info', 'problemsInfoIcon.foreground'],
  warning: ['warning', 'problemsWarningIcon.foreground'],
  error: ['error', 'problemsErrorIcon.foreground'],
  host: ['globe'],
  handler: ['symbol-method'],
  step: ['arrow-small-right'],
  call: ['call-outgoing'],
  file: ['file'],
  question: ['question'],
  settings: ['settings-gear'],
  scan: ['pulse'],
  folder: ['root-folder'],
};

function iconOf(sign: Sign): vscode.ThemeIcon {
  const [name, color] = ICONS[sign];
  return new vscode.ThemeIcon(name, color === undefined ? undefined : new vscode.ThemeColor(color));
}
