// Written by `npm run generate` from the files of this folder; do not edit.
import configuration from './configuration.ts';
import invalidHost from './invalid-host.ts';
import placeholderHost from './placeholder-host.ts';
import reviewSetting from './review-setting.ts';
import scannerEvasion from './scanner-evasion.ts';
import secretInClient from './secret-in-client.ts';
import testHost from './test-host.ts';
import testHostInReview from './test-host-in-review.ts';
import unguardedDecode from './unguarded-decode.ts';
import unlistedHost from './unlisted-host.ts';
import unusedSuppression from './unused-suppression.ts';
import type { Rule } from './rule.ts';

export const RULES: readonly Rule[] = [
  configuration,
  invalidHost,
  placeholderHost,
  reviewSetting,
  scannerEvasion,
  secretInClient,
  testHost,
  testHostInReview,
  unguardedDecode,
  unlistedHost,
  unusedSuppression,
];
