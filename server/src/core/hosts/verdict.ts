/** What the judge answers. Plain data. */

import type { Message } from '../base/finding.ts';
import type { Traffic } from '../models/schema/clients.ts';

/** What asks: the platform's demands and its tolerance differ. Cloud environments are no hosts and have a judge of their own. */
export type HostApi = Exclude<Traffic, 'cloud'>;

export interface JudgeContext {
  readonly api: HostApi;
  /** `tcp` and `udp` give the port apart from the address. */
  readonly port?: number;
}

export type HostRule = 'test-host' | 'invalid-host' | 'placeholder-host';

/** One thing that is wrong with a host, or could be. */
export interface Judgement {
  /** `weak` is a hint for the host table and never a finding by itself. */
  readonly verdict: 'test' | 'invalid' | 'placeholder' | 'weak';
  readonly reason: Message;
  /** The word, suffix, block or port that decided it. */
  readonly evidence: string;
}

export interface HostVerdict {
  /** As people write it, with the port when written. */
  readonly host: string;
  /** As a browser reads it: lower case, numbers as addresses, without port and brackets. */
  readonly hostname: string;
  readonly verdict: Judgement['verdict'] | 'ok';
  /** The rule that reports it; undefined for `weak` and `ok`. */
  readonly rule: HostRule | undefined;
  readonly reason: Message;
  readonly evidence: string;
  /** What else is wrong with the same host, weaker than the verdict. */
  readonly also: readonly Judgement[];
  /** Where the host stands in the judged text. */
  readonly start: number;
  readonly end: number;
}
