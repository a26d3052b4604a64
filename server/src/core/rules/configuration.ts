import type { Rule } from './rule.ts';

export default {
  id: 'configuration',
  severity: 'warning',
  about: 'preflight',
  title: 'The configuration of Preflight is wrong here',
} satisfies Rule;
