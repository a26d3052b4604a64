/**
 * `scanner-evasion`: code or server configuration that recognises the review scanner by its User-Agent or its addresses
 * and refuses it or fakes an answer. Reviews are refused for it.
 */

import type { Analysis, CheckHost } from '../analysis.ts';
import { type Finding, message } from '../base/finding.ts';
import { lowered } from '../frontends/lowered.ts';
import { loweredPhp } from '../frontends/lowered-php.ts';
import type { Module } from '../ir/nodes.ts';
import { importsOf, isScriptFile } from '../modules/graph.ts';
import { classOf, listing, textOf } from '../project/queries.ts';
import rule from '../rules/scanner-evasion.ts';
import { defineQuery, type Store } from '../store/store.ts';
import { evasionsIn, markedNames } from './code.ts';
import { apacheRefusals, nginxRefusals, type Span } from './configuration.ts';
import { namesScanner } from './marks.ts';

const NGINX = /(?:^|\/)(?:[^/]*nginx[^/]*|[^/]+\.(?:conf|vhost))$/i;
const APACHE = /(?:^|\/)(?:\.htaccess|(?:httpd|apache2?)[^/]*\.conf)$/i;
const TESTS = /(?:^|\/)(?:__tests__|tests?|specs?)\/|\.(?:test|spec)\.\w+$/;

export const scannerEvasionAnalysis: Analysis = {
  name: 'scanner-evasion',
  files: (store) => [...listing(store, '').keys()].filter(concerns),
  inFile: (store, path) => (concerns(path) ? evasions(store, path) : []),
};

function concerns(path: string): boolean {
  return (isScriptFile(path) || path.endsWith('.php') || NGINX.test(path) || APACHE.test(path)) && !TESTS.test(path);
}

const evasions = defineQuery<CheckHost, readonly Finding[]>('scanner evasions', (store, path) => {
  const text = textOf(store, path);
  if (text === undefined) return [];
  const finding = (span: Span): Finding => ({
    rule: rule.id,
    severity: rule.severity,
    targets: [],
    place: { file: path, ...span },
    message: message(
      'The review scanner is told apart here and answered differently; reviews are refused for that. Remove it: validate input and answer 400.',
    ),
    data: {},
    steps: [],
    fixes: [],
  });
  if (APACHE.test(path)) return apacheRefusals(text).map(finding);
  if (isScriptFile(path) || path.endsWith('.php')) {
    if (isScriptFile(path) && classOf(store, path)?.of !== 'own') return [];
    const imported = importedMarks(store, path, text);
    if (!namesScanner(text) && imported.size === 0) return [];
    return evasionsIn(modulesOf(store, path), text, imported).map(finding);
  }
  return nginxRefusals(text).map(finding);
});

function modulesOf(store: Store<CheckHost>, path: string): readonly Module[] {
  const php = path.endsWith('.php') ? loweredPhp(store, path) : undefined;
  return php ? [php.module] : (lowered(store, path) ?? []);
}

/** The names that a file gives to the scanner's marks, joined by blanks; no file without them is parsed. */
const ownMarks = defineQuery<CheckHost, string>('scanner marks', (store, path) => {
  const text = textOf(store, path);
  if (text === undefined || !namesScanner(text)) return '';
  return [...markedNames(modulesOf(store, path), NONE)].join(' ');
});

const NONE: ReadonlySet<string> = new Set();

/** The names that a script has from files which name the scanner, where it uses them. */
function importedMarks(store: Store<CheckHost>, path: string, text: string): ReadonlySet<string> {
  if (!isScriptFile(path) || !ASKS.test(text)) return NONE;
  const names = importsOf(store, path).flatMap((file) => ownMarks(store, file).split(' '));
  return new Set(names.filter((name) => name !== '' && text.includes(name)));
}

/** Who asks for the scanner asks for one of these. */
const ASKS = /user-?agent|\bua\b|\bip\b|remoteAddress|x-forwarded-for/i;
