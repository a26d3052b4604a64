import type { Severity } from '../base/finding.ts';

/** What is known of a rule before anything is checked. Its page is docs/rules/<id>.md; its findings come from an analysis. */
export interface Rule {
  /** Kebab case, the same as the file's name. Names the bad thing, so that it reads well after "allow". */
  readonly id: string;
  readonly severity: Severity;
  /** What it judges: the mini-program, a backend, or Preflight's own comments and configuration. */
  readonly about: 'client' | 'backend' | 'preflight';
  /** One line, English; a key of the translations. */
  readonly title: string;
}
