/** The analyses that are run, in order. A new one is one line here. */

import type { Analysis } from './analysis.ts';

export const ANALYSES: readonly Analysis[] = [];
