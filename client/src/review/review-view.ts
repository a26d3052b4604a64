/** The view *Before Review*: a verdict for each build and the backend, below it the findings, below those their paths. */
import * as vscode from 'vscode';
import { openPlace, placeLabel } from '../places.ts';
import type { CheckedFolder, CheckFinding, CheckStep, CheckUnread } from '../server/requests.ts';
import { extentOf, subjectName } from '../words.ts';
import type { Review } from './check.ts';
import { type Level, problemCount, type Verdict, verdictsOf } from './verdict.ts';

type Node =
  | { readonly kind: 'folder'; readonly checked: CheckedFolder }
  | { readonly kind: 'verdict'; readonly checked: CheckedFolder; readonly verdict: Verdict }
  | { readonly kind: 'finding'; readonly checked: CheckedFolder; readonly finding: CheckFinding }
  | { readonly kind: 'step'; readonly checked: CheckedFolder; readonly step: CheckStep }
  | { readonly kind: 'not-checked'; readonly checked: CheckedFolder }
  | { readonly kind: 'unread'; readonly checked: CheckedFolder; readonly unread: CheckUnread }
  | { readonly kind: 'note'; readonly text: string };

const { Collapsed, Expanded, None } = {
  Collapsed: vscode.TreeItemCollapsibleState.Collapsed,
  Expanded: vscode.TreeItemCollapsibleState.Expanded,
  None: vscode.TreeItemCollapsibleState.None,
};

export function createReviewView(review: Review): vscode.Disposable {
  const provider: vscode.TreeDataProvider<Node> = {
    onDidChangeTreeData: (listener, self) => review.onDidChange(() => listener(undefined), self),
    getChildren: (node) => (node ? childrenOf(node) : roots(review.result ?? [])),
    getTreeItem: itemOf,
  };
  const view = vscode.window.createTreeView('preflight.review', { treeDataProvider: provider, showCollapseAll: true });
  const describe = () => {
    const reports = (review.result ?? []).map(({ report }) => report);
    view.message = review.stale ? vscode.l10n.t('Changed since the check: run it again.') : undefined;
    view.description = review.result ? extent(review.result) : undefined;
    const { errors } = problemCount(reports);
    view.badge =
      errors > 0 ? { value: errors, tooltip: vscode.l10n.t('Before review: errors {0}', errors) } : undefined;
  };
  return vscode.Disposable.from(view, review.onDidChange(describe));
}

function extent(result: readonly CheckedFolder[]): string {
  const files = result.reduce((sum, { report }) => sum + report.summary.files, 0);
  const hosts = result.reduce((sum, { report }) => sum + report.hosts.length, 0);
  return extentOf(files, hosts);
}

function roots(result: readonly CheckedFolder[]): Node[] {
  const [only, ...others] = result;
  if (!only) return [];
  if (others.length === 0) return contents(only);
  return result.map((checked) => ({ kind: 'folder', checked }));
}

function contents(checked: CheckedFolder): Node[] {
  const { report } = checked;
  const verdicts = verdictsOf(report).map((verdict): Node => ({ kind: 'verdict', checked, verdict }));
  if (verdicts.length === 0) {
    const text = vscode.l10n.t('No mini-program and no backend was found here (looked for {0}).', LOOKED_FOR);
    verdicts.push({ kind: 'note', text });
  }
  return report.unread.length > 0 ? [...verdicts, { kind: 'not-checked', checked }] : verdicts;
}

const LOOKED_FOR = 'project.config.json, app.json, game.json, pages.json';

function childrenOf(node: Node): Node[] {
  switch (node.kind) {
    case 'folder':
      return contents(node.checked);
    case 'verdict':
      return node.verdict.findings.map((finding) => ({ kind: 'finding', checked: node.checked, finding }));
    case 'finding':
      return node.finding.steps.map((step) => ({ kind: 'step', checked: node.checked, step }));
    case 'not-checked':
      return node.checked.report.unread.map((unread) => ({ kind: 'unread', checked: node.checked, unread }));
    default:
      return [];
  }
}

function itemOf(node: Node): vscode.TreeItem {
  switch (node.kind) {
    case 'folder':
      return item(node.checked.name, Expanded, { iconPath: new vscode.ThemeIcon('root-folder') });
    case 'verdict':
      return verdictItem(node.verdict);
    case 'finding':
      return findingItem(node.checked, node.finding);
    case 'step':
      return item(node.step.message, None, {
        description: placeLabel(node.step),
        iconPath: new vscode.ThemeIcon('arrow-small-right'),
        command: openPlace(node.checked.folder, node.step),
      });
    case 'not-checked':
      return item(vscode.l10n.t('Not checked: {0}', node.checked.report.unread.length), Collapsed, {
        iconPath: new vscode.ThemeIcon('question'),
      });
    case 'unread':
      return item(node.unread.file, None, {
        description: node.unread.why,
        tooltip: node.unread.why,
        iconPath: new vscode.ThemeIcon('file'),
        command: openPlace(node.checked.folder, { file: node.unread.file, line: 1 }),
      });
    case 'note':
      return item(node.text, None, { tooltip: node.text, iconPath: new vscode.ThemeIcon('info') });
  }
}

function item(label: string, state: vscode.TreeItemCollapsibleState, more: Partial<vscode.TreeItem>): vscode.TreeItem {
  return Object.assign(new vscode.TreeItem(label, state), more);
}

function verdictItem({ subject, level, findings, errors, warnings }: Verdict): vscode.TreeItem {
  const counts = [
    errors > 0 ? vscode.l10n.t('errors: {0}', errors) : '',
    warnings > 0 ? vscode.l10n.t('warnings: {0}', warnings) : '',
  ].filter((text) => text !== '');
  const said = counts.length > 0 ? counts.join(', ') : vscode.l10n.t('nothing found');
  const explanations = {
    review: vscode.l10n.t('What WeChat reviews and scans: it runs with envVersion "develop".'),
    release: vscode.l10n.t('What your users get: it runs with envVersion "release".'),
    backend: vscode.l10n.t('Where the review scanner sends its malformed requests.'),
  };
  return item(subjectName(subject), findings.length > 0 ? Expanded : None, {
    description: said,
    tooltip: explanations[subject],
    iconPath: iconOf(level),
    accessibilityInformation: { label: `${subjectName(subject)}: ${said}` },
  });
}

function findingItem(checked: CheckedFolder, finding: CheckFinding): vscode.TreeItem {
  return item(finding.message, finding.steps.length > 0 ? Collapsed : None, {
    description: placeLabel(finding),
    tooltip: `${finding.message}\n${placeLabel(finding)} (${finding.rule})`,
    iconPath: iconOf(finding.severity),
    command: openPlace(checked.folder, finding),
  });
}

function iconOf(level: Level): vscode.ThemeIcon {
  const [name, color] = {
    pass: ['pass', 'testing.iconPassed'],
    info: ['info', 'problemsInfoIcon.foreground'],
    warning: ['warning', 'problemsWarningIcon.foreground'],
    error: ['error', 'problemsErrorIcon.foreground'],
  }[level] as [string, string];
  return new vscode.ThemeIcon(name, new vscode.ThemeColor(color));
}
