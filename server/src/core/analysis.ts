/**
 * What an analysis is to the rest of the house: something that, asked about one file, answers with the findings that
 * stand there. The façade (`check.ts`) runs all of them; none knows another, and none knows a host.
 */

import type { Finding, Message, Place, Target, Unread } from './base/finding.ts';
import type { FileSource } from './project/files.ts';
import type { Settings } from './settings/table.ts';
import type { Store } from './store/store.ts';

/** What a store of the check stands on: the files, and what the host says of settings. Read settings by the query `settingsOf`, never from here. */
export interface CheckHost extends FileSource {
  /** What the editor's own settings say; the configuration file wins over them, key by key. */
  editorSettings(): Partial<Settings>;
  /**
   * Where the configuration file is: `own`, in the checked folder if it has one; `none`, not to be read; or the text of
   * one that lies elsewhere.
   */
  configuration(): 'own' | 'none' | { readonly text: string };
}

export type CheckStore = Store<CheckHost>;

/** One host the build will talk to, and who asks it. */
export interface HostUse {
  /** As the platform would see it: normalised name or address, with the port where it is not the scheme's own. */
  readonly host: string;
  /** `test`, `production`, `placeholder`, `invalid`, … as the host judgement names them. */
  readonly verdict: string;
  readonly targets: readonly Target[];
  /** `traffic`: request, upload, download, socket, web-view, image, …, as the client models name it. */
  readonly sites: readonly { readonly place: Place; readonly api: string; readonly traffic: string }[];
}

/** One request as the line that decides its URL shows it. */
export interface RequestUse {
  /** The call in that file: the one that sends, or the one of a wrapper. */
  readonly place: Place;
  readonly api: string;
  /** As far as it is known; it then ends in `…`. */
  readonly url: string;
  readonly targets: readonly Target[];
}

/** A literal that decides which host is asked. */
export interface DecidedHost {
  readonly place: Place;
  readonly host: string;
  /** Nothing is said against the host, by how it looks or by the settings. */
  readonly good: boolean;
}

/** A request whose host the sources do not decide, and who does. */
export interface Undecided {
  readonly place: Place;
  readonly api: string;
  readonly why: Message;
}

/** One route handler of a backend. */
export interface Route {
  /** Upper case; `ANY` where the framework takes all. */
  readonly method: string;
  readonly path: string;
  /** Where the handler's code begins. */
  readonly place: Place;
  readonly framework: string;
  /** The request input it reads, as `query.live_id`, `body.name`, `header.x-token`. */
  readonly inputs: readonly string[];
  /** Whether some of that input reaches a decoder unguarded. */
  readonly verdict?: 'unguarded' | 'guarded' | 'unknown';
}

/**
 * Both functions are pure reads of the store: they do no work of their own beyond asking queries, so that whatever an
 * edit does not touch is answered from memory.
 */
export interface Analysis {
  /** Kebab case; shown by `--timing` and in the server's log. */
  readonly name: string;
  /** Every file in which this analysis may have something to say, in any order. */
  files(store: CheckStore): readonly string[];
  /**
   * The findings that stand in `path`, whoever causes them. Asked on every keystroke in that file, so it must do work in
   * proportion to what the edit changed. A path that is none of `files` gets an empty answer.
   */
  inFile(store: CheckStore, path: string): readonly Finding[];
  /**
   * What can be said of `path` from itself and what it imports, while the rest of the project has not been looked at: a
   * part of what `inFile` will say, perhaps with fewer steps. Where only the whole can tell, nothing.
   */
  preview?(store: CheckStore, path: string): readonly Finding[];
  hosts?(store: CheckStore): readonly HostUse[];
  /** The hosts that literals of one file decide. */
  hostsDecidedIn?(store: CheckStore, path: string): readonly DecidedHost[];
  /** The requests whose URLs become known in one file. */
  requests?(store: CheckStore, path: string): readonly RequestUse[];
  /** Requests to hosts that are decided later. */
  undecided?(store: CheckStore): readonly Undecided[];
  /** In which mode a project is built for upload, and why so; undefined where nothing is built. */
  build?(store: CheckStore, root: string): { readonly mode: string; readonly modeFrom: Message } | undefined;
  routes?(store: CheckStore): readonly Route[];
  unread?(store: CheckStore): readonly Unread[];
}
