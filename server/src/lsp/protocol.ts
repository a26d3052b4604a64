/**
 * Our own messages beside plain LSP, each with who sends it and why. The only file of the server that the client may
 * import: types and names, no code. A client that knows none of them still gets everything that LSP itself can carry.
 */

import type { WorkspaceEdit } from 'vscode-languageserver';
import type { LogSummary } from '../core/log/summary.ts';
import type { JsonReport } from '../core/report/json.ts';

/** A workspace folder and what was asked about it; paths inside are relative to the folder. */
export interface InFolder<T> {
  readonly uri: string;
  readonly report: T;
}

/**
 * Request, client to server: *Check before review*. The whole report over all folders, unsaved edits included.
 * Cancellable; reports progress by `workDoneToken`. With several folders, the paths of the whole are led by the
 * folder's name, those in `folders` are not.
 */
export const CHECK = 'preflight/check';
export interface CheckParams {
  readonly workDoneToken?: number | string;
}
export interface CheckResult extends JsonReport {
  readonly folders: readonly InFolder<JsonReport>[];
}

/**
 * Request, client to server: the receipt of a check of each folder as it stands now, for `mp-preflight check
 * --require-receipt`. After a check it costs no second one.
 */
export const RECEIPT = 'preflight/receipt';
export interface ReceiptResult {
  /** Each the text of a file. */
  readonly folders: readonly { readonly uri: string; readonly receipt: string }[];
}

/** Request, client to server: what has changed since these receipts, one sentence; null where nothing has. Checks nothing. */
export const CHANGED_SINCE = 'preflight/changedSince';
export type ChangedSinceParams = ReceiptResult;
export interface ChangedSinceResult {
  readonly why: string | null;
}

/** Request, client to server: every host the builds will ask. */
export const HOSTS = 'preflight/hosts';
export interface HostsResult {
  readonly hosts: JsonReport['hosts'];
  readonly folders: readonly InFolder<Pick<JsonReport, 'hosts'>>[];
}

/** Request, client to server: every route handler of the backends. */
export const ROUTES = 'preflight/routes';
export interface RoutesResult {
  readonly routes: JsonReport['routes'];
  readonly folders: readonly InFolder<Pick<JsonReport, 'routes'>>[];
}

/** Request, client to server: the page of a rule, as Markdown in the client's language; null where there is none. */
export const EXPLAIN = 'preflight/explain';
export interface ExplainParams {
  readonly rule: string;
}
export interface ExplainResult {
  readonly markdown: string;
  /** Where the page lies, for links that work without a network. */
  readonly uri: string;
}

/**
 * Request, client to server: the edit after which the configuration says of a host that it is in production, or a test
 * host; null where there is nothing to write or no place for it.
 */
export const MARK_HOST = 'preflight/markHost';
export interface MarkHostParams {
  /** The workspace folder. */
  readonly uri: string;
  readonly host: string;
  readonly as: 'production' | 'test';
}
export type MarkHostResult = WorkspaceEdit | null;

/** Request, client to server: whether a file is checked, and why or why not, in the client's language. */
export const WHY = 'preflight/why';
export interface WhyParams {
  readonly uri: string;
}
export interface WhyResult {
  readonly checked: boolean;
  readonly why: string;
}

/** Request, client to server: read these logs from now on, instead of those before; none closes them. Answers null. */
export const LINK_LOGS = 'preflight/linkLogs';
export interface LinkLogsParams {
  /** Paths on the server's machine. */
  readonly files: readonly string[];
  readonly follow?: boolean;
  /** nginx `log_format` or Apache `LogFormat`, where the format is not found by itself. */
  readonly format?: string;
  /** The same for single files, before `format`. */
  readonly formats?: Readonly<Record<string, string>>;
  /** Addresses or networks whose forwarded addresses are believed. */
  readonly trustedProxies?: readonly string[];
}

/** Notification, server to client: the linked logs cannot be read at all, and why, in the client's language. */
export const LOG_PROBLEM = 'preflight/logProblem';
export interface LogProblemParams {
  readonly problem: string;
}

/** Notification, server to client: what the linked access logs say; at most a few times a second while one is read. */
export const LOG_SUMMARY = 'preflight/logSummary';
export interface LogSummaryParams {
  readonly summary: LogSummary;
}
