import type { Rule } from './rule.ts';

export default {
  id: 'unused-suppression',
  severity: 'info',
  about: 'preflight',
  title: 'A suppression comment silences nothing',
} satisfies Rule;
