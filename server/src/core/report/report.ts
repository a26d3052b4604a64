/** The whole answer of a check, as the hosts get it: plain data with offsets, nothing translated yet. */

import type { HostUse, Route, Undecided } from '../analysis.ts';
import type { Finding, Message, Unread } from '../base/finding.ts';

export interface CheckedProject {
  /** Relative to the checked folder; `.` for the folder itself. */
  readonly root: string;
  /** `weapp`, `weapp-plugin`, `minigame`, `uni-app`, `taro`, `mpx`, …, `backend`. */
  readonly kind: string;
  /** The mode in which it is built for upload, and why it is that one; absent where nothing is built. */
  readonly mode?: string;
  readonly modeFrom?: Message;
}

export interface Report {
  readonly projects: readonly CheckedProject[];
  /** By file, then place, then rule. */
  readonly findings: readonly Finding[];
  readonly hosts: readonly HostUse[];
  readonly undecided: readonly Undecided[];
  readonly routes: readonly Route[];
  readonly unread: readonly Unread[];
  /** How many files were looked at. */
  readonly files: number;
}
