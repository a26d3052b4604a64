/**
 * Everything that reads projects, in one place: it comes with the parsers and is built into a file of its own, which the
 * entry loads when one of these is asked for. Reading a log needs no parser, and loading them costs more than a small log.
 */

export { runCheck } from './check.ts';
export { openFolders } from './folders.ts';
export { runHosts } from './hosts.ts';
export { reportOn } from './reports.ts';
export { runRoutes } from './routes.ts';
export { runWhy } from './why.ts';
