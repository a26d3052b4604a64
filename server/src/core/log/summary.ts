/**
 * What a log says about the review scanner: the one shape that the command line prints, the panel draws and the worker
 * sends. Plain data, JSON-safe, bounded in size whatever the log holds. Times are ISO 8601 in UTC.
 */

/** How sure it is that a line is the scanner's, by what the line itself holds. */
export type Identity = 'ua+ip' | 'ua+xff' | 'ua-only' | 'ip-only' | 'xff-only';

/** What a request tries; `baseline` is the control request without a payload, `refused` one whose payload was not logged. */
export type Family =
  | 'sqli'
  | 'nosqli'
  | 'xss'
  | 'path-traversal'
  | 'sensitive-file'
  | 'rce'
  | 'code-injection'
  | 'ssti'
  | 'url-injection'
  | 'crlf'
  | 'ldap'
  | 'xxe'
  | 'log4j'
  | 'deserialization'
  | 'type-confusion'
  | 'malformed'
  | 'opaque'
  | 'baseline'
  | 'refused';

/** Name to count. */
export type Counts = Record<string, number>;

/** The life of one linked file. */
export type FileState =
  | 'waiting' // not there (yet, or any more); looked for again while following
  | 'reading'
  | 'following' // read to its end, waiting for more
  | 'done'
  | 'failed'; // could not be read; `problem` says why

export interface FileSummary {
  path: string;
  /** Bytes read so far, of the text: a `.gz` counts unpacked. */
  bytes: number;
  lines: number;
  /** Id of the format most lines are in, or `unknown`. */
  format: string;
  /** Time of the first and of the last line whose time could be read. */
  first?: string;
  last?: string;
  /** Lines that were looked at one by one and are in no known format: all lines of a small file, else samples and candidates. */
  unparsed: number;

  state: FileState;
  /** Why nothing (more) can be read, in English. */
  problem?: string;
  /** Bytes of the file on disk, when known; `bytes / size` is the progress. */
  size?: number;
  /** Bytes per second of the last stretch of reading. */
  rate?: number;
  /** Lines that were looked at one by one: what `unparsed` is out of. */
  examined: number;
  /** Share of the examined lines in `format`, 0 to 1: the evidence for it. */
  formatShare: number;
  /** Formats of the examined lines and how many lines each. */
  formats: Counts;
  /** Some of the lines that are in no known format, and why. */
  unparsedSamples: { offset: number; reason: string; text: string }[];
  /** What the reader should know: fields this format lacks, zones assumed, rotations, over-long lines. English, one sentence each. */
  notes: string[];
}

/** One hit, kept as an example. Text is JSON-safe: bytes that are not printable ASCII are written `\xHH`. */
export interface HitSample {
  file: string;
  /** Byte offset and length of the line, without its line end. */
  offset: number;
  length: number;
  time?: string;
  ip: string;
  identity: Identity;
  method: string;
  path: string;
  query: string;
  param?: string;
  family: Family;
  sub?: string;
  status: number;
  /** The line as it stands in the file, shortened to 2,000 characters. */
  raw: string;
  /** The attacked value after undoing its encodings, or the whole query; control and direction characters made visible. */
  decoded: string;
  /** How often the value was percent-encoded on top of the usual once: 2 means double encoding. */
  rounds: number;
  invalidUtf8: boolean;
  badPercent: boolean;
  /** n of SLEEP(n) and the like. */
  sleepSeconds?: number;
  /** Seconds the request took, where the log says. */
  seconds?: number;
}

export interface RouteSummary {
  method: string;
  path: string;
  hits: number;
  /** Parameter to family to count. */
  params: Record<string, Counts>;
  statuses: Counts;
  first?: string;
  last?: string;
  handler?: { file: string; line: number };

  /** The route pattern of the project the path belongs to; only with a project. */
  pattern?: string;
  families: Counts;
  serverErrors: number;
  blocked: number;
  acceptedWrites: number;
  invalidUtf8: number;
  badPercent: number;
  /** Hits with a sleeping payload that took at least as long as it asked for and were answered 2xx: the injection worked. */
  slept: number;
  slowestSeconds?: number;
  /** Worst first: 5xx, slept, blocked, the rest; at most 20. */
  samples: HitSample[];
  exceptions: ApplicationException[];
}

/** A stretch of scanning: one scan id, or hits without a long pause. */
export interface SessionSummary {
  id: string;
  first: string;
  last: string;
  hits: number;
  paths: number;
  serverErrors: number;

  /** The 28 hex digits of the User-Agent and the time of the scan task they begin with. */
  scanId?: string;
  taskTime?: string;
  addresses: string[];
  families: Counts;
  statuses: Counts;
  blocked: number;
  acceptedWrites: number;
  /** Mean requests a second, and the most in one second. */
  rate: number;
  peakRate: number;
  /** Hits over the session's time: `hits[i]` fall in the i-th stretch of `seconds` from `first`; at most 120 stretches. */
  timeline: { seconds: number; hits: number[]; serverErrors: number[] };
  /** Begin of the exploring crawl that preceded it, if one did. */
  crawlFirst?: string;
}

/** Someone who looks like the scanner and is not shown to be it. */
export interface Claimant {
  ip: string;
  userAgent: string;
  hits: number;
  first?: string;
  last?: string;
}

/** An exception of the application's own log. */
export interface ApplicationException {
  file: string;
  offset: number;
  time?: string;
  level: string;
  message: string;
  exception?: string;
  /** `file:line` of the code, as the log says. */
  at?: string;
  ip?: string;
  path?: string;
}

export interface LogSummary {
  version: 1;
  files: FileSummary[];
  totals: {
    hits: number;
    spoofed: number;
    addressOnly: number;
    crawl: number;
    serverErrors: number;
    blocked: number;
    acceptedWrites: number;

    /** Answered 401: the scan saw nothing behind the login. Not counted as blocked. */
    unauthorized: number;
    /** A known address claimed only by a proxy that is not trusted, and no User-Agent. */
    unverified: number;
    /** Tencent's other scanners and the like, by name. */
    lookalikes: number;
    slept: number;
    invalidUtf8: number;
    badPercent: number;
    doubleEncoded: number;
  };
  byIdentity: Counts;
  byIp: Counts;
  byPath: Counts;
  /** `PATH NAME` to count. */
  byParam: Counts;
  byFamily: Counts;
  byStatus: Counts;
  /** `family/sub` to count. */
  bySub: Counts;
  sessions: SessionSummary[];
  routes: RouteSummary[];
  referers: {
    review: number;
    devtools: number;
    released: Counts;
    /** appid to version to count. */
    byApp: Record<string, Counts>;
  };
  first?: string;
  last?: string;
  /** Non-GET requests answered 2xx: rows may have been written. At most 200. */
  acceptedWrites: HitSample[];
  /** Hits answered 403, 429 or 444. At most 200. */
  blockedHits: HitSample[];
  /** 5xx and slept hits. At most 200. */
  failures: HitSample[];
  spoofers: Claimant[];
  addressOnly: Claimant[];
  lookalikes: Claimant[];
  unverified: Claimant[];
  crawl: { byIp: Counts; byPath: Counts; first?: string; last?: string };
  /** Exceptions of linked application logs that belong to a hit. */
  exceptions: ApplicationException[];
  /** Hits over the whole time in at most 120 stretches, by status class. */
  timeline: { first?: string; seconds: number; buckets: Counts[] };
  /** Names of the tables above that reached their bound; their smallest entries were gathered under `(other)`. */
  approximate: string[];
  /** Sentences for the reader, English: advice and what could not be told. */
  notes: string[];
}
