/** The analyses that are run, in order. A new one is one line here. */

import type { Analysis } from './analysis.ts';
import { hostAnalysis } from './constants/analysis.ts';
import { scannerEvasionAnalysis } from './evasion/analysis.ts';
import { reviewSettingAnalysis } from './review-settings/analysis.ts';
import { secretAnalysis } from './secrets/analysis.ts';
import { serverDomainAnalysis } from './server-domains/analysis.ts';
import { flowAnalysis } from './taint/analysis.ts';

export const ANALYSES: readonly Analysis[] = [
  hostAnalysis,
  flowAnalysis,
  scannerEvasionAnalysis,
  serverDomainAnalysis,
  reviewSettingAnalysis,
  secretAnalysis,
];
