/** The view *Hosts*: every host the mini-program asks, in which build, and who asks it. */
import * as vscode from 'vscode';
import { openPlace, placeLabel } from '../places.ts';
import type { Review } from '../review/check.ts';
import { hostVerdict, subjectName } from '../review/words.ts';
import type { CheckedFolder, CheckHost, CheckSite } from '../server/requests.ts';

/** A host in the view; what the commands of its menu are given. */
export interface HostNode {
  readonly kind: 'host';
  readonly checked: CheckedFolder;
  readonly host: CheckHost;
}

type Node = HostNode | { readonly kind: 'site'; readonly checked: CheckedFolder; readonly site: CheckSite };

export function createHostsView(review: Review): vscode.Disposable {
  const provider: vscode.TreeDataProvider<Node> = {
    onDidChangeTreeData: (listener, self) => review.onDidChange(() => listener(undefined), self),
    getChildren(node) {
      if (!node) return (review.result ?? []).flatMap(hostNodes);
      if (node.kind === 'site') return [];
      return node.host.sites.map((site): Node => ({ kind: 'site', checked: node.checked, site }));
    },
    getTreeItem: (node) => (node.kind === 'host' ? hostItem(node.host) : siteItem(node.checked, node.site)),
  };
  return vscode.window.createTreeView('preflight.hosts', { treeDataProvider: provider, showCollapseAll: true });
}

/** The worst first: that is what one opens this view for. */
function hostNodes(checked: CheckedFolder): Node[] {
  const order = ({ verdict }: CheckHost) => (verdict === 'ok' ? 2 : verdict === 'weak' ? 1 : 0);
  const sorted = [...checked.report.hosts].sort((a, b) => order(a) - order(b) || (a.host < b.host ? -1 : 1));
  return sorted.map((host) => ({ kind: 'host', checked, host }));
}

function hostItem(host: CheckHost): vscode.TreeItem {
  const item = new vscode.TreeItem(host.host, vscode.TreeItemCollapsibleState.Collapsed);
  const verdict = hostVerdict(vscode.l10n, host.verdict);
  const builds = host.targets.map((target) => subjectName(vscode.l10n, target));
  item.description = [verdict, ...builds].join(' · ');
  item.tooltip = `${host.host}\n${item.description}`;
  item.iconPath = iconOf(host.verdict);
  // What the menu offers: the other word than the one that holds.
  item.contextValue = host.verdict === 'test' ? 'host.test' : MARKABLE.has(host.verdict) ? 'host.good' : 'host';
  return item;
}

const MARKABLE: ReadonlySet<string> = new Set(['ok', 'weak']);

function siteItem(checked: CheckedFolder, site: CheckSite): vscode.TreeItem {
  const item = new vscode.TreeItem(site.api);
  item.description = placeLabel(site);
  item.iconPath = new vscode.ThemeIcon('call-outgoing');
  item.command = openPlace(checked.folder, site);
  return item;
}

function iconOf(verdict: string): vscode.ThemeIcon {
  if (verdict === 'ok') return new vscode.ThemeIcon('globe');
  if (verdict === 'weak') return new vscode.ThemeIcon('question');
  return new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground'));
}
