/** The shape of a scanner's description. Data only; who it is, by what it is known, and where that is written. */

export interface ScannerModel {
  readonly id: string;
  readonly name: string;
  /** The attack User-Agent begins with this. */
  readonly attackAgent: string;
  /** The exploring phase's User-Agent ends with this. */
  readonly crawlAgent: string;
  /** Addresses the attack comes from. */
  readonly addresses: readonly { readonly address: string; readonly source: string }[];
  /** Names of other scanners that read like this one and are not it. */
  readonly lookalikes: readonly string[];
  /** Check ids at the end of the User-Agent that stand for an unmodified request, and for an injection. */
  readonly modules: { readonly control: readonly string[]; readonly injection: readonly string[] };
  /** When the lists above were last compared with their sources. */
  readonly verified: string;
}
