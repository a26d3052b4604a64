/** Clients: the calls and properties through which a program talks to hosts. */

/** What kind of traffic it is; the platform has rules for each (FACTS A). */
export type Traffic =
  | 'request'
  | 'upload'
  | 'download'
  | 'socket'
  | 'web-view'
  | 'image'
  | 'media'
  | 'font'
  | 'tcp'
  | 'udp'
  | 'cloud';

export interface ClientModel {
  readonly name: string;
  /** Where the calls are documented. */
  readonly source: string;
  /**
   * Calls that send something. `call`: the path as for environments, `{mp}` for each platform object. `url`: where the URL is:
   * argument number, then members, `[]` for every item: `0.url`, `0.sources[].url`. `host`: only the host stands there.
   * `base`: what is put before a URL without a host, the first of them that is there: a place among the arguments, or a
   * constant of the build.
   */
  readonly calls: readonly {
    readonly call: string;
    readonly url: string;
    readonly traffic: Traffic;
    readonly host?: true;
    readonly base?: readonly string[];
  }[];
  /**
   * Calls that are given a function which changes requests on their way: `function` says where it is among the arguments,
   * `key` which member of its parameter (or of what it returns) is the URL or the base of all URLs.
   */
  readonly rewrites?: readonly {
    readonly call: string;
    readonly function: string;
    readonly key: string;
    readonly traffic: Traffic;
  }[];
  /** The kinds of project in which its calls are there; absent: all. */
  readonly kinds?: readonly string[];
  /** One of these stands in every file that makes such a call; absent: the first name of its path. */
  readonly words?: readonly string[];
  /**
   * Packages of this model that people copy into their sources, and whose names nobody gives to files of their own: a file
   * of that name, or in a folder of it, is the package.
   */
  readonly copied?: readonly string[];
  /** Properties that send something when they are set: `{mp}.createInnerAudioContext().src`. */
  readonly sets: readonly { readonly property: string; readonly traffic: Traffic }[];
}
