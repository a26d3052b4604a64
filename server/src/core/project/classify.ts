/** Whose a file is: written here, copied from a library, or made by a tool. Only what is written here is worth a finding. */

import { type Message, message } from '../base/finding.ts';

export interface FileClass {
  /** `vendor` is read, for values flow through it, but never blamed; the last three are not read. */
  readonly of: 'own' | 'vendor' | 'minified' | 'too-large';
  /** Why it is not `own`. */
  readonly why?: Message;
}

/** UTF-16 units. A hand-written source comes nowhere near; parsing more would stall the editor. */
const LARGEST_TEXT = 2 * 1024 * 1024;
const LONGEST_LINE = 200 * 1024;

/** Folders that package managers and builds fill. `uni_modules` are sources that are edited too, but come from a market. */
const VENDOR_FOLDER = /(?:^|\/)(?:node_modules|miniprogram_npm|bower_components|uni_modules|jspm_packages)\//;
const MINIFIED_NAME = /[.-]min\.[cm]?js$/;

/** What bundlers write near the start of what they make. */
const BUNDLE =
  /webpackBootstrap|__webpack_require__|webpackJsonp|System\.register\(\[|require=\(function [a-z]\([a-z],[a-z],[a-z]\)\{|For license information please see/;

/** The banner that published libraries carry: a kept comment with a version or a licence. */
const BANNER = /^\s*\/\*(?:!|\*\s*@(?:license|preserve)\b)[\s\S]{0,400}?(?:\bv?\d+\.\d+\.\d+|@?licen[sc]e)/i;

/** A line longer than this is not written by hand. */
const LONG_LINE = 500;

/** Classifies a script by its path and text; linear in the text. */
export function classify(path: string, text: string): FileClass {
  if (text.length > LARGEST_TEXT) {
    return { of: 'too-large', why: message('This file is too large to be read ({0} characters).', text.length) };
  }
  const lines = lineFigures(text);
  if (lines.longest > LONGEST_LINE) {
    return {
      of: 'too-large',
      why: message('A line of this file is too long to be read ({0} characters).', lines.longest),
    };
  }
  const vendor = VENDOR_FOLDER.exec(path);
  const minified = MINIFIED_NAME.test(path) || looksMinified(text.length, lines);
  if (minified) return { of: 'minified', why: message('This file is minified; check its source instead.') };
  // The developer tools bundle each package they build; those bundles are readable, and their requests are real.
  if (!vendor && BUNDLE.test(text.slice(0, 20_000))) {
    return { of: 'minified', why: message('This file was made by a bundler; check its source instead.') };
  }
  if (vendor)
    return { of: 'vendor', why: message('This file belongs to a package ({0}).', vendor[0].replace(/\//g, '')) };
  if (BANNER.test(text.slice(0, 600))) return { of: 'vendor', why: message('This file is a copy of a library.') };
  return { of: 'own' };
}

interface LineFigures {
  readonly longest: number;
  /** Units in lines longer than LONG_LINE, and how many of those are punctuation of code, and spaces. */
  readonly long: number;
  readonly punctuation: number;
  readonly spaces: number;
}

function lineFigures(text: string): LineFigures {
  let longest = 0;
  let long = 0;
  let punctuation = 0;
  let spaces = 0;
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    const length = end - start;
    longest = Math.max(longest, length);
    if (length > LONG_LINE) {
      long += length;
      for (let at = start; at < end; at++) {
        const unit = text.charCodeAt(at);
        // ( ) , ; { }
        if (unit === 40 || unit === 41 || unit === 44 || unit === 59 || unit === 123 || unit === 125) punctuation++;
        else if (unit === 32) spaces++;
      }
    }
    start = end + 1;
  }
  return { longest, long, punctuation, spaces };
}

/** Most of it in long lines that are dense code, not one long string (a picture in base64) nor prose. */
function looksMinified(length: number, { long, punctuation, spaces }: LineFigures): boolean {
  return long > 2000 && long > length * 0.6 && punctuation > long / 15 && spaces < long / 12;
}
