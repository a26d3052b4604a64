import type { Rule } from './rule.ts';

export default {
  id: 'unguarded-decode',
  severity: 'warning',
  about: 'backend',
  title: 'A request parameter reaches a decoder unguarded',
} satisfies Rule;
