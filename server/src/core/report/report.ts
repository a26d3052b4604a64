/** The whole answer of a check, as the hosts get it: plain data with offsets, nothing translated yet. */

import type { HostUse, Route } from '../analysis.ts';
import type { Finding, Unread } from '../base/finding.ts';

export interface CheckedProject {
  /** Relative to the checked folder; `.` for the folder itself. */
  readonly root: string;
  /** `weapp`, `weapp-plugin`, `minigame`, `uni-app`, `taro`, `mpx`, …, `backend`. */
  readonly kind: string;
}

export interface Report {
  readonly projects: readonly CheckedProject[];
  /** By file, then place, then rule. */
  readonly findings: readonly Finding[];
  readonly hosts: readonly HostUse[];
  readonly routes: readonly Route[];
  readonly unread: readonly Unread[];
  /** How many files were looked at. */
  readonly files: number;
}
