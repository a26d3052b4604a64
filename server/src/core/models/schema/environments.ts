/** Environment facts: what an expression of the platform is, in the build under review and in the release. */

/**
 * A value by target, or how it is decided. `runtime`: when the build runs, and it may be absent on a new user's phone;
 * `published`: by whoever publishes the build.
 */
export type Fact =
  | { readonly value: string | boolean | number | undefined }
  | { readonly review: string; readonly release: string }
  /** Absent in the build under review; something in the release, nobody knows what. */
  | { readonly review: 'absent'; readonly release: 'present' }
  /** What the project's configuration says. */
  | { readonly project: 'appid' }
  | { readonly decided: 'runtime' | 'published' };

export interface EnvironmentModel {
  readonly name: string;
  /** Where the fact is documented. */
  readonly source: string;
  /** Paths as the code spells them, calls as `()`: `wx.getAccountInfoSync().miniProgram.envVersion`. `{mp}` stands for each platform object. */
  readonly facts: Readonly<Record<string, Fact>>;
}
