/** What a route is to every framework's reader, and what a reader is given. */

import type { Place } from '../base/finding.ts';
import type { Module } from '../ir/nodes.ts';

/** One route with the code that answers it. */
export interface FoundRoute {
  /** Upper case; `ANY` where the framework takes all. */
  readonly method: string;
  /** With a leading slash, parameters as the framework spells them (`/live/{id}`, `/live/:id`). */
  readonly path: string;
  readonly framework: string;
  /** The handler's function; the whole file where the file is the handler. */
  readonly handler: Place;
  /** Names of the path's parameters, in order. */
  readonly params: readonly string[];
  /** Names of the middleware classes of this route and its groups, outermost first. */
  readonly middleware?: readonly string[];
}

/** The backend a reader looks at. Reads are remembered by the caller. */
export interface RouteSources {
  /** Every source file of the project, relative to the checked folder, sorted. */
  readonly files: readonly string[];
  /** The project's own folder, relative to the checked folder: '' or `server`. */
  readonly root: string;
  lowered(file: string): Module | undefined;
  text(file: string): string | undefined;
}

/** Reads the routes of one framework; answers none where the project does not use it. */
export interface RouteReader {
  readonly framework: string;
  read(sources: RouteSources): readonly FoundRoute[];
}

/** Joins path pieces with single slashes, with a leading one and none at the end. */
export function joinPath(...pieces: readonly string[]): string {
  const joined = pieces
    .flatMap((piece) => piece.split('/'))
    .filter(Boolean)
    .join('/');
  return `/${joined}`;
}

/** A file's path below the project's folder. */
export function belowRoot(sources: RouteSources, file: string): string {
  return sources.root && file.startsWith(`${sources.root}/`) ? file.slice(sources.root.length + 1) : file;
}
