/** Words that several views say, so that one thing has one name. */
import * as vscode from 'vscode';
import type { Subject } from './review/verdict.ts';

export function subjectName(subject: Subject): string {
  return {
    review: vscode.l10n.t('Review build'),
    release: vscode.l10n.t('Release build'),
    backend: vscode.l10n.t('Backend'),
  }[subject];
}

/** How the judgement of a host reads. */
export function hostVerdict(verdict: string): string {
  const words: Record<string, string> = {
    test: vscode.l10n.t('test host'),
    ok: vscode.l10n.t('nothing against it'),
    weak: vscode.l10n.t('perhaps a test host'),
    placeholder: vscode.l10n.t('placeholder'),
    invalid: vscode.l10n.t('the platform refuses it'),
  };
  return Object.hasOwn(words, verdict) ? words[verdict]! : verdict;
}

/** How much was looked at: a verdict says little without it. */
export const extentOf = (files: number, hosts: number) => vscode.l10n.t('{0} files, {1} hosts', files, hosts);
