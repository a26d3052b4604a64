/** The shape of the list of attributes that carry URLs. */

import type { Traffic } from './clients.ts';

export interface UrlAttribute {
  /** The element's tag; `*` for any, `*-image` for every tag that ends so. */
  readonly element: string;
  readonly attribute: string;
  readonly traffic: Exclude<Traffic, 'cloud'>;
  /** What the value is: the URL itself (default), HTML or CSS that may hold some. */
  readonly holds?: 'html' | 'css';
}
