import type { Rule } from './rule.ts';

export default {
  id: 'unlisted-host',
  severity: 'warning',
  about: 'client',
  title: 'The host is not among the configured server domains',
} satisfies Rule;
