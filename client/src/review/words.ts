/** Words that the views and reports of a check say, so that one thing has one name. */
import type { L10n } from '../panel/model/words.ts';
import type { Subject } from './verdict.ts';

export function subjectName(l10n: L10n, subject: Subject): string {
  return {
    review: l10n.t('Review build'),
    release: l10n.t('Release build'),
    backend: l10n.t('Backend'),
  }[subject];
}

/** Who gets a build, and why it is judged apart. */
export function subjectMeaning(l10n: L10n, subject: Subject): string {
  return {
    review: l10n.t('What WeChat reviews and scans: it runs with envVersion "develop".'),
    release: l10n.t('What your users get: it runs with envVersion "release".'),
    backend: l10n.t('Where the review scanner sends its malformed requests.'),
  }[subject];
}

/** How the judgement of a host reads. */
export function hostVerdict(l10n: L10n, verdict: string): string {
  const words: Record<string, string> = {
    test: l10n.t('test host'),
    ok: l10n.t('nothing against it'),
    weak: l10n.t('perhaps a test host'),
    placeholder: l10n.t('placeholder'),
    invalid: l10n.t('the platform refuses it'),
  };
  return Object.hasOwn(words, verdict) ? words[verdict]! : verdict;
}

/** How the judgement of a handler reads. */
export function handlerVerdict(l10n: L10n, verdict: string | undefined): string {
  const words: Record<string, string> = {
    unguarded: l10n.t('decodes unguarded'),
    guarded: l10n.t('guarded'),
    unknown: l10n.t('could not be followed'),
  };
  return Object.hasOwn(words, verdict ?? '') ? words[verdict!]! : l10n.t('decodes nothing');
}

/** How much was looked at: a verdict says little without it. */
export const extentOf = (l10n: L10n, files: number, hosts: number) => l10n.t('{0} files, {1} hosts', files, hosts);

export function countsOf(l10n: L10n, errors: number, warnings: number): string {
  const counts = [
    errors > 0 ? l10n.t('errors: {0}', errors) : '',
    warnings > 0 ? l10n.t('warnings: {0}', warnings) : '',
  ].filter((text) => text !== '');
  return counts.length > 0 ? counts.join(l10n.t(', ')) : l10n.t('nothing found');
}
