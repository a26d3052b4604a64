import type { Rule } from './rule.ts';

export default {
  id: 'placeholder-host',
  severity: 'error',
  about: 'client',
  title: 'This host was never filled in',
} satisfies Rule;
