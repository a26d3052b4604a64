/** The log's summary as the server sends it, by the names the panel uses. Types only. */
import type { LogSummaryParams } from '../../../../server/src/lsp/protocol.ts';

export type LogSummary = LogSummaryParams['summary'];
export type RouteSummary = LogSummary['routes'][number];
export type HitSample = RouteSummary['samples'][number];
export type SessionSummary = LogSummary['sessions'][number];
export type FileSummary = LogSummary['files'][number];
export type Claimant = LogSummary['spoofers'][number];
export type ApplicationException = RouteSummary['exceptions'][number];
export type Family = HitSample['family'];
export type Identity = HitSample['identity'];
export type Counts = LogSummary['byIp'];
