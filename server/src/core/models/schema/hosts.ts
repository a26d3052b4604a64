/** The shapes of the host lists. Plain data only; what the rows mean is decided in core/hosts. */

import type { Traffic } from './clients.ts';

/**
 * Hosts by the end of their name: a row holds for the suffix itself and for every name below it. A `*` stands for
 * exactly one label (`cos.*.myqcloud.com`).
 */
export interface HostSuffix {
  readonly suffix: string;
  /** Who runs it, as people call it. */
  readonly service: string;
  /** Where the fact comes from. */
  readonly source: string;
}

/** A kind of URL path that gives a mock service away, whatever host it runs on (most are self-hosted). */
export interface MockPath {
  /** Path segments in order; `#` is a number, `~` a long hexadecimal or numeric id. The path may start anywhere. */
  readonly segments: readonly string[];
  readonly service: string;
  readonly source: string;
}

/** A block of addresses that no public server has. */
export interface AddressBlock {
  readonly cidr: string;
  readonly kind:
    | 'loopback'
    | 'unspecified'
    | 'private'
    | 'link-local'
    | 'shared'
    | 'reserved'
    | 'hotspot'
    | 'multicast'
    | 'broadcast';
  readonly source: string;
}

/** A top-level name that the public DNS never answers. */
export interface ReservedName {
  readonly name: string;
  /** `local`: resolves on the developer's machine or network only; `example`: kept free for documents. */
  readonly kind: 'local' | 'example';
  readonly source: string;
}

/**
 * How much a word in a host name proves, when it stands there as a whole word.
 *
 * - `alone`: enough wherever it stands.
 * - `edge`: enough as a whole label, as its last part (`shop-beta`), or as its first beside a service word (`pre-api`).
 * - `paired`: enough only beside service words (`t-api`, `www.t.`); alone it may be a product or a short link.
 * - `hint`: never enough.
 */
export type WordStrength = 'alone' | 'edge' | 'paired' | 'hint';

export interface StageWord {
  readonly word: string;
  readonly strength: WordStrength;
  /** The word may be glued to service words without a separator (`testapi`, `wxdev`). */
  readonly glued?: boolean;
  /** As the last part of the registrable name itself (`shop-test.cn`) it is still a test host. */
  readonly inDomain?: boolean;
  /** Before a word for production it tells the stage before it (`pre-prod`). */
  readonly beforeProduction?: boolean;
  /** Neighbours that turn it into something else (`speed-test`, `pre-sale`). */
  readonly notBeside?: readonly string[];
}

/** Names that were never filled in. */
export interface Placeholders {
  /** First labels of registrable names that stand in documents and templates (`example`); under any public suffix. */
  readonly exampleNames: readonly string[];
  /** Whole registrable names of the same kind, where the word under another suffix may be somebody's. */
  readonly exampleDomains: readonly string[];
  /** First parts of a label that speak to the reader (`your-domain`). */
  readonly addressing: readonly string[];
  /** What may follow them glued on (`yourdomain`). */
  readonly things: readonly string[];
  /** Single labels that stand for a host in templates (`https://host/`). */
  readonly standIns: readonly string[];
  /** Whole names that a failed concatenation leaves (`undefined`). */
  readonly residues: readonly string[];
  /** Marks anywhere in the written host. */
  readonly marks: readonly string[];
}

/** What the platform demands of one kind of request. */
export interface TransportRule {
  readonly api: Exclude<Traffic, 'cloud'>;
  /** URL schemes that work in a released version; empty: no demand. */
  readonly schemes: readonly string[];
  /** Schemes that are refused once released. */
  readonly refusedSchemes: readonly string[];
  /** May a public IP address be asked? */
  readonly bareAddress: boolean;
  /** May a private address be asked by design (devices on the user's own network)? */
  readonly localNetwork: boolean;
  /** `any`, `none` (no port may be written) or `listed` (a written port must be configured, and `:443` cannot be). */
  readonly port: 'any' | 'none' | 'listed';
  /** Is the host looked up in one of the project's configured domain lists? */
  readonly listed: boolean;
}
