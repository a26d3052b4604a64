/** What a format makes of one line. Strings are byte strings with the logger's escapes undone. */

import type { Message } from '../base/finding.ts';

/** One request of an access log. */
export interface RequestRecord {
  readonly kind: 'request';
  /** Milliseconds since 1970. */
  readonly time: number | undefined;
  readonly zoneAssumed?: boolean;
  /** The connecting peer. */
  readonly ip: string | undefined;
  /** The chain of X-Forwarded-For, first to last; empty when the header was absent, `undefined` when the format has no such field. */
  readonly forwarded: readonly string[] | undefined;
  /** `undefined` when absent or not in the format. */
  readonly agent: string | undefined;
  readonly referer: string | undefined;
  readonly method: string | undefined;
  /** The request target as sent, with query; `undefined` when the server did not log one. */
  readonly target: string | undefined;
  readonly status: number | undefined;
  /** Seconds the request took. */
  readonly seconds: number | undefined;
  /** The target is known to be cut: the server refused the request line. */
  readonly cut?: boolean;
  /** Which logger's escapes were seen in this line. */
  readonly dialect?: 'nginx' | 'apache' | 'tomcat' | 'none';
}

/** One entry of an application's own log. */
export interface ApplicationRecord {
  readonly kind: 'application';
  readonly time: number | undefined;
  readonly zoneAssumed?: boolean;
  readonly level: string;
  readonly message: string;
  readonly ip?: string | undefined;
  readonly method?: string | undefined;
  readonly target?: string | undefined;
  readonly exception?: string | undefined;
  readonly at?: string | undefined;
}

/** A line that is known and holds neither: a header, a continuation of the entry before, a program's remark. */
export interface NoteRecord {
  readonly kind: 'note';
  /** Belongs to the entry before it. */
  readonly continues?: boolean;
}

export type LogRecord = RequestRecord | ApplicationRecord | NoteRecord;

/** What the lines before have told: the only state formats have. One per file. */
export interface FormatContext {
  /** Column names of the last `#Fields:` line. */
  fields?: readonly string[];
  /** Minutes east of UTC where a log writes no zone. */
  zone: number;
  /** Time of the entry that the line stands in, when a wrapper gave one. */
  entryTime?: number | undefined;
}

export interface LogFormat {
  /** File name of the format's module. */
  readonly id: string;
  readonly title: string;
  /** What this format can never tell, for the reader. */
  readonly lacks?: Message;
  /** Reads one line without its line end. `undefined`: not this format. */
  parse(line: string, context: FormatContext): LogRecord | undefined;
  /** A finer name for what a record looks like, for the report. */
  label?(record: LogRecord): string;
}
