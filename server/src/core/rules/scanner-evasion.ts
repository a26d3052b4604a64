import type { Rule } from './rule.ts';

export default {
  id: 'scanner-evasion',
  severity: 'warning',
  about: 'backend',
  title: 'The review scanner is blocked or given faked answers',
} satisfies Rule;
