import type { Rule } from './rule.ts';

export default {
  id: 'test-host-in-review',
  severity: 'warning',
  about: 'client',
  title: 'The review build asks a test host',
} satisfies Rule;
