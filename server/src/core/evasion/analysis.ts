/**
 * `scanner-evasion`: code or server configuration that recognises the review scanner by its User-Agent or its addresses
 * and refuses it or fakes an answer. Reviews are refused for it.
 */

import type { Analysis, CheckHost } from '../analysis.ts';
import { type Finding, message } from '../base/finding.ts';
import { lowered } from '../frontends/lowered.ts';
import { loweredPhp } from '../frontends/lowered-php.ts';
import { isScriptFile } from '../modules/graph.ts';
import { classOf, listing, textOf } from '../project/queries.ts';
import rule from '../rules/scanner-evasion.ts';
import { defineQuery } from '../store/store.ts';
import { evasionsIn } from './code.ts';
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
  if (text === undefined || !/tencent|\bdeny\b|106|113|125|43/i.test(text)) return [];
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
    if (!namesScanner(text) || (isScriptFile(path) && classOf(store, path)?.of !== 'own')) return [];
    const php = path.endsWith('.php') ? loweredPhp(store, path) : undefined;
    return evasionsIn(php ? [php.module] : (lowered(store, path) ?? []), text).map(finding);
  }
  return nginxRefusals(text).map(finding);
});
