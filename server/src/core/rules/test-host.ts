import type { Rule } from './rule.ts';

export default {
  id: 'test-host',
  severity: 'error',
  about: 'client',
  title: 'The release build asks a test host',
} satisfies Rule;
