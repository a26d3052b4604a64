/** What the review scanner is known by, as patterns over source and configuration text. */

import { wechatReview } from '../models/scanners/wechat-review.ts';

/** Its name as a User-Agent says it, and as a pattern may: with the blanks written any way. */
const AGENT = /tencent(?:[ _-]|%20|\\s[+*]?|\\ |\.[+*]?)+security(?:(?:[ _-]|\\s[+*]?|\\ |\.[+*]?)+team)?/i;

export function namesScanner(text: string): boolean {
  return AGENT.test(text) || wechatReview.addresses.some(({ address }) => holdsAddress(text, address));
}

/** Whether a text names an address, as it stands or with its dots escaped, and not as a part of a longer one. */
function holdsAddress(text: string, address: string): boolean {
  const plain = text.replaceAll('\\.', '.');
  for (let at = plain.indexOf(address); at >= 0; at = plain.indexOf(address, at + 1)) {
    if (!/[\d.]/.test(plain[at - 1] ?? ' ') && !/\d/.test(plain[at + address.length] ?? ' ')) return true;
  }
  return false;
}

/** Whether a configuration's address or network (`106.55.202.0/24`) is the scanner's; wide networks are not meant for it. */
export function isScannerNetwork(text: string): boolean {
  const [address, bits] = text.split('/');
  return wechatReview.addresses.some((one) => {
    if (one.address === address) return true;
    const network = one.address.slice(0, one.address.lastIndexOf('.'));
    return Number(bits) >= 24 && address!.startsWith(`${network}.`);
  });
}
