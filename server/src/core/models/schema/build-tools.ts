/** Build tools: where they take constants from, and what the code calls them. */

export interface BuildToolModel {
  readonly name: string;
  readonly source: string;
  /** Kinds of project that are built with it. */
  readonly kinds: readonly string[];
  /** Variables of `.env` files that reach the code, by their beginnings. */
  readonly prefixes: readonly string[];
  /** Under which objects the code finds them: `process.env`, `import.meta.env`. */
  readonly objects: readonly string[];
  /** Names that are what they are on WeChat. */
  readonly constants: Readonly<Record<string, string | boolean>>;
  /** Configuration files, relative to the project, the first that exists; and where in what they export the constants are. */
  readonly configs: readonly string[];
  /** The call that is given the configuration, where the file exports none. */
  readonly given?: string;
  readonly defines: readonly {
    /** `plugins[]`: what each `DefinePlugin` of the list is given. */
    readonly at: string;
    /** Written as source text, quotes included. */
    readonly quoted: boolean;
    /** Put before each name: `process.env.`. */
    readonly under?: string;
  }[];
  /** Words by which the script that builds for upload is found in package.json, most telling first. */
  readonly scripts: readonly string[];
}
