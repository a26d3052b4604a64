/** The one item in the status bar: whether a submission would go well, as of the last check. */
import * as vscode from 'vscode';
import type { Review } from './check.ts';
import { problemCount } from './verdict.ts';

export function createStatusItem(review: Review): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('preflight.status', vscode.StatusBarAlignment.Left, 20);
  item.name = 'Preflight';
  const draw = () => {
    const { text, tooltip, command } = describe(review);
    item.text = text;
    item.tooltip = tooltip;
    item.command = command;
    item.accessibilityInformation = { label: `Preflight: ${tooltip}`, role: 'button' };
    item.show();
  };
  draw();
  return vscode.Disposable.from(item, review.onDidChange(draw));
}

function describe(review: Review): { text: string; tooltip: string; command: string } {
  const check = 'preflight.checkBeforeReview';
  if (review.running) {
    const tooltip = vscode.l10n.t('Checking before review');
    return { text: `$(loading~spin) ${vscode.l10n.t('Review')}`, tooltip, command: 'preflight.review.focus' };
  }
  if (!review.result) {
    return {
      text: `$(send) ${vscode.l10n.t('Review')}`,
      tooltip: vscode.l10n.t('Check before review'),
      command: check,
    };
  }
  const { errors, warnings } = problemCount(review.result.map(({ report }) => report));
  const found = vscode.l10n.t('Before review: errors {0}, warnings {1}', errors, warnings);
  if (review.stale !== '') {
    const tooltip = vscode.l10n.t('{0}. {1} Click to check.', found, review.stale);
    return { text: `$(history) ${vscode.l10n.t('Review')} ${errors + warnings}`, tooltip, command: check };
  }
  if (errors + warnings === 0) {
    const tooltip = vscode.l10n.t('Nothing stands against a review.');
    return { text: `$(pass) ${vscode.l10n.t('Review')}`, tooltip, command: 'preflight.review.focus' };
  }
  const icon = errors > 0 ? '$(error)' : '$(warning)';
  return {
    text: `${icon} ${vscode.l10n.t('Review')} ${errors + warnings}`,
    tooltip: found,
    command: 'preflight.review.focus',
  };
}
