import type { Rule } from './rule.ts';

export default {
  id: 'review-setting',
  severity: 'warning',
  about: 'client',
  title: 'A development setting survives into the upload',
} satisfies Rule;
