import type { LogFormat } from '../record.ts';

/** Lines that belong to no request: what servers say when they start, and what goes on from the entry before. */
export const remarks: LogFormat = {
  id: 'remarks',
  title: 'Remarks and continuations',
  parse(line) {
    if (/^Serving HTTP on |^(?:Starting|Listening|Booting) |^\s*$/.test(line)) return { kind: 'note' };
    // Stack frames, and the tail of a message that was broken over lines.
    if (
      /^\s+at |^#\d+ |^\[(?:stacktrace|previous exception)\]|^Stack trace:|^\s+thrown in |^(?:pid|hostname|name): |^"\}\s*$|^##/.test(
        line,
      )
    ) {
      return { kind: 'note', continues: true };
    }
    if (/^\s+\S/.test(line)) return { kind: 'note', continues: true };
    return undefined;
  },
};

/** An uncaught error as a JavaScript runtime prints it. */
export const uncaught: LogFormat = {
  id: 'uncaught',
  title: 'Uncaught error',
  parse(line, context) {
    const match = /^(?:Uncaught )?([A-Z]\w*(?:Error|Exception)): (.*)$/.exec(line);
    if (match === null) return undefined;
    return { kind: 'application', time: context.entryTime, level: 'ERROR', message: line, exception: match[1]! };
  },
};
