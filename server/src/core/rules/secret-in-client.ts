import type { Rule } from './rule.ts';

export default {
  id: 'secret-in-client',
  severity: 'error',
  about: 'client',
  title: 'A secret lies in the mini-program',
} satisfies Rule;
