/**
 * Which functions of a file can have anything to do with requests, by a look at what they call. Most functions of a page
 * call only the platform's other interfaces and the language's own; for those nothing is asked or remembered.
 */

import type { CheckHost, CheckStore } from '../analysis.ts';
import { PLATFORM_GLOBALS } from '../models/platforms.ts';
import { defineQuery } from '../store/store.ts';
import { CLIENT_WORDS, isSendingKey } from './evaluate/clients.ts';
import { equalTerms, type FunctionTerms, type Term } from './terms.ts';
import { fileTermsOf } from './world.ts';
import { wrapperAt } from './wrappers.ts';

/** Objects and functions of the language: what is called on them sends nothing and is nobody's wrapper. */
const LANGUAGE = new Set([
  'Array',
  'Boolean',
  'Date',
  'Error',
  'JSON',
  'Map',
  'Math',
  'Number',
  'Object',
  'Promise',
  'RegExp',
  'Set',
  'String',
  'clearInterval',
  'clearTimeout',
  'console',
  'decodeURIComponent',
  'encodeURIComponent',
  'isNaN',
  'parseFloat',
  'parseInt',
  'setInterval',
  'setTimeout',
]);

/** Keys of the functions of a file that may ask something, or let their callers decide it. The key is a path. */
export const askingFunctions = defineQuery<CheckHost, readonly string[]>(
  'asking functions',
  (store, file) => {
    const keys: string[] = [];
    for (const fn of fileTermsOf(store, file)?.functions.values() ?? []) if (mayAsk(store, fn)) keys.push(fn.key);
    return keys;
  },
  { equals: equalTerms, firewall: true },
);

function mayAsk(store: CheckStore, fn: FunctionTerms): boolean {
  return (
    fn.calls.some(({ call, site }) => calleeMayAsk(call.callee) || wrapperAt(store, site) !== undefined) ||
    fn.writes.some(({ key }) => typeof key === 'string' && isSendingKey(key))
  );
}

function calleeMayAsk(callee: Term): boolean {
  let below: string | Term | undefined;
  let at = callee;
  for (; at.k === 'member'; at = at.of) below = at.key;
  if (at.k === 'const' || at.k === 'array' || at.k === 'regexp') return false;
  if (at.k !== 'global' || typeof below !== 'string')
    return !(at.k === 'global' && below === undefined && LANGUAGE.has(at.name));
  if (LANGUAGE.has(at.name)) return false;
  // `wx.$request` may be the project's own; `wx.showToast` is not.
  return !PLATFORM_GLOBALS.includes(at.name) || CLIENT_WORDS.has(below) || !PLATFORM_METHOD.test(below);
}

/** Names of the platform's own interfaces that send nothing: they begin with one of its verbs. */
const PLATFORM_METHOD =
  /^(?:show|hide|set|get|remove|clear|navigate|redirect|reLaunch|switchTab|stop|start|on[A-Z]|off[A-Z]|create|choose|open[A-Z]|close[A-Z]|make|scan|vibrate|login$|checkSession|request(?:Payment|Subscribe|Auth)|pageScroll|nextTick|canIUse|save|compress|authorize|hideLoading)/;
