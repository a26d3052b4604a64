import type { Rule } from './rule.ts';

export default {
  id: 'invalid-host',
  severity: 'error',
  about: 'client',
  title: 'The platform will refuse this host',
} satisfies Rule;
