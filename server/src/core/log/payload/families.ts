/** The families' rules put to work: renders a value the ways the rules read it, and gives the heaviest match. */

import { isUtf8 } from '../bytes.ts';
import type { Family } from '../summary.ts';
import type { DecodedValue } from './decode.ts';
import { codeInjection } from './families/code-injection.ts';
import {
  crlf,
  deserialization,
  ldap,
  log4j,
  nosqli,
  pathTraversal,
  ssti,
  urlInjection,
  xxe,
} from './families/others.ts';
import { rce } from './families/rce.ts';
import type { FamilyRules, Rendering, Rule } from './families/schema.ts';
import { SENSITIVE_PATHS } from './families/sensitive-file.ts';
import { sqli } from './families/sqli.ts';
import { xss } from './families/xss.ts';
import { beginsWithProse, readsLikeSql } from './sql-shape.ts';

export interface Match {
  readonly family: Family;
  readonly sub?: string | undefined;
  readonly weight: number;
}

const FAMILIES: readonly FamilyRules[] = [
  log4j,
  deserialization,
  xxe,
  ldap,
  nosqli,
  ssti,
  codeInjection,
  sqli,
  xss,
  rce,
  pathTraversal,
  crlf,
  urlInjection,
];

/** Single words that are an attack on their own. */
const WORDS =
  /ro0ab|kztaau|cs7qaf|^[A-Za-z0-9+/]{16,}$|information_schema|pg_catalog|^(?:tempdb|msdb|northwind|regexp|rlike|xor)$|^msys|sysobjects|syscolumns|^xp_\w{4,}|^sp_\w{4,}|^n?varchar$|^utl_http$|^openrowset$|^schema_name$|__proto__|transformer$|closure$|factory$/i;
/** Names of parameters whose value is an address by nature. */
const LINKS =
  /^(?:share_?)?(?:path|link|href|image|img|avatar|cover|poster|icon|photo|pic|video|webview_?url|web_?url)$/i;

/** A scanner tries the same payloads on parameter after parameter; the answers for the latest short ones are kept. */
const answers = new Map<string, Match | 'none'>();
const MOST_ANSWERS = 2048;
const LONGEST_KEPT = 512;

/** The family of a parameter's value, `raw` as sent and `decoded` from it; `cut` says that the server stopped reading within the target. `undefined`: no known pattern. */
export function familyOfValue(decoded: DecodedValue, raw: string, name = '', cut = false): Match | undefined {
  if (raw.length + name.length > LONGEST_KEPT) return judge(decoded, raw, name, cut);
  const key = `${raw}\0${name}\0${cut}`;
  const kept = answers.get(key);
  if (kept !== undefined) return kept === 'none' ? undefined : kept;
  const answer = judge(decoded, raw, name, cut);
  if (answers.size >= MOST_ANSWERS) answers.clear();
  answers.set(key, answer ?? 'none');
  return answer;
}

function judge(decoded: DecodedValue, raw: string, name: string, cut: boolean): Match | undefined {
  const { text } = decoded;
  if (text === '' || (/^[\w-]{1,64}$/.test(text) && !/%/.test(raw) && !WORDS.test(text))) return undefined;
  // A parameter that is meant to hold an address holds one.
  if (/^https:\/\/[\w-]+(?:\.[a-z][\w-]*)+\/[^\s'"<>]*[^?]$/i.test(text) && LINKS.test(name)) return undefined;
  const match = heaviest(text, raw, cut);
  const broken = malformed(decoded, raw);
  if (broken !== undefined && (match === undefined || broken.weight > match.weight)) return broken;
  if (
    match?.family === 'url-injection' &&
    match.sub === 'rfi' &&
    /^(?:.*[-_])?(?:url|uri|redirect\w*|next|return\w*|callback|jump|goto|to|target|continue|dest\w*)$/i.test(name)
  ) {
    return { ...match, sub: 'open-redirect' };
  }
  return match;
}

export interface Ranked extends Rule {
  readonly family: Family;
}

/** All rules, the heaviest first, so that the first match decides. */
export const RANKED: readonly Ranked[] = FAMILIES.flatMap(({ family, rules }) =>
  rules.map((rule): Ranked => ({ ...rule, family })),
).sort((a, b) => b.weight - a.weight);

function heaviest(text: string, raw: string, cut = false): Match | undefined {
  let sqlShaped: boolean | undefined;
  const renderings: Partial<Record<Rendering, string>> = {};
  for (const rule of RANKED) {
    const { family, sub, weight, on = 'text', needs, unless, shaped, whenCut } = rule;
    if (whenCut && !cut) continue;
    renderings[on] ??= render(on, text, raw);
    const value = renderings[on];
    if ((needs !== undefined && !needs.test(value)) || !matches(rule, value)) continue;
    if (unless?.test(value)) continue;
    if (shaped !== undefined && beginsWithProse(value)) continue;
    if (shaped === 'sql') {
      sqlShaped ??= readsLikeSql(value);
      if (!sqlShaped) continue;
    }
    return { family, sub, weight };
  }
  return undefined;
}

function matches({ pattern, names }: Rule, value: string): boolean {
  if (names === undefined) return pattern.test(value);
  for (const match of value.matchAll(pattern)) if (names(match[1]!)) return true;
  return false;
}

function render(kind: Rendering, text: string, raw: string): string {
  const lower = text.toLowerCase();
  switch (kind) {
    case 'raw':
      return raw.toLowerCase();
    case 'text':
      return lower;
    case 'sql':
      return lower.replace(/\/\*!\d{0,6}|\/\*[^*]{0,200}\*\/|\*\//g, ' ').replace(/[\s\x00-\x1f\u00a0]+/g, ' ');
    case 'shell':
      return lower
        .replace(/['"\\^]/g, '')
        .replace(/\$(?:@|\*|\{ifs\}|ifs\b(?:\$\d)?)/g, ' ')
        .replace(/\s+/g, (space) => (space.includes('\n') ? '\n' : ' '));
    case 'markup':
      return lower
        .replace(/&#x([0-9a-f]{1,6});?|&#(\d{1,7});?/g, (_, hex, decimal) => {
          const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
          return code > 0 && code < 0x110000 ? String.fromCodePoint(code).toLowerCase() : ' ';
        })
        .replace(
          /&(tab|newline|colon|lpar|rpar|lt|gt|quot);/g,
          (_, entity) =>
            ({ tab: '', newline: '', colon: ':', lpar: '(', rpar: ')', lt: '<', gt: '>', quot: '"' })[
              entity as string
            ] ?? '',
        )
        .replace(/\\u00([0-9a-f]{2})|\\x([0-9a-f]{2})/g, (_, a, b) =>
          String.fromCharCode(Number.parseInt(a ?? b, 16)).toLowerCase(),
        )
        .replace(/[\x00-\x08\x0e-\x1f]/g, '');
  }
}

/** Bytes or escapes that break decoders, when nothing else explains them. */
function malformed(decoded: DecodedValue, raw: string): Match | undefined {
  // Escapes of escapes with their hex digits escaped too are nobody's encoding by mistake.
  if (/%25%3\d%[36]\d/i.test(raw) || /(?:%25(?:%[3-7][0-9a-f]){2}){2}/i.test(raw))
    return { family: 'malformed', sub: 'percent', weight: 98 };
  if (/%(?:c0|c1)%[89ab][0-9a-f]|%e0%80%/i.test(raw) && !/etc|passwd|win/.test(decoded.text))
    return { family: 'malformed', sub: 'percent', weight: 93 };
  if (/%u[0-9a-f]{4}/i.test(raw) && /^[^%]{0,64}(?:%u[0-9a-f]{4}){1,4}[^%]{0,64}$/i.test(raw))
    return { family: 'malformed', sub: 'percent', weight: 60 };
  if (/\w%u[0-9a-f]{4}$/i.test(raw)) return { family: 'malformed', sub: 'percent', weight: 72 };
  if (
    /%(?![0-9a-f]{2})/i.test(raw.replace(/%25/g, '')) &&
    /%(?:$|[^0-9a-f\s]|[0-9a-f]?$|[0-9a-f][^0-9a-f])/i.test(raw) &&
    !/%u[0-9a-f]{4}/i.test(raw)
  ) {
    return { family: 'malformed', sub: 'percent', weight: 42 };
  }
  if (!isUtf8(decoded.bytes) || raw.includes('\xef\xbf\xbd')) return { family: 'malformed', sub: 'utf8', weight: 44 };
  if (/[\x00-\x08\x0e-\x1a\x1c-\x1f]/.test(decoded.bytes)) return { family: 'malformed', sub: 'control', weight: 43 };
  return undefined;
}

/** The family that a parameter's name alone tells: operators in brackets, prototype pollution, ORM look-ups. */
export function familyOfName(name: string): Match | undefined {
  if (/\[\s{0,3}['"]?\$\w{2,14}['"]?\s{0,3}\]/.test(name)) return { family: 'nosqli', sub: 'mongo', weight: 97 };
  if (/__proto__|\bconstructor\b.{0,3}\bprototype\b/.test(name))
    return { family: 'code-injection', sub: 'prototype-pollution', weight: 97 };
  if (
    /__(?:i?contains|i?exact|i?startswith|i?endswith|gte?|lte?|in|isnull|i?regex|range|has_key|has_keys|date|year|month|day)$/.test(
      name,
    )
  )
    return { family: 'nosqli', sub: 'orm', weight: 60 };
  if (
    /^[\w.$[\]:@/-]{0,128}$/.test(name) &&
    !/ro0ab|kztaau|cs7qaf|\.\w+\.|^\.|\bclass\.module\b|^\/|\.(?:clone|instantiate|invoker|prototype|for|while)/i.test(
      name,
    )
  )
    return undefined;
  const decoded = { once: name, bytes: name, text: name, rounds: 0 };
  const match = heaviest(name, name);
  return match === undefined ? malformed(decoded, name) : match;
}

/** The family that a request's path tells. */
export function familyOfPath(path: DecodedValue): Match | undefined {
  const lower = path.text.toLowerCase();
  const sensitive = SENSITIVE_PATHS.some((pattern) => pattern.test(lower));
  if (/^[\w/.,:@~-]*$/.test(path.text) && !/\.\.|^\/\/|:\/\//.test(path.text)) {
    return sensitive ? { family: 'sensitive-file', weight: 80 } : undefined;
  }
  if (/\/(?:https?|ftp):\/\/[\w.-]/.test(lower)) return { family: 'url-injection', sub: 'rfi', weight: 60 };
  const match = heaviest(path.text.replace(/^\/+/, ''), path.once);
  if (match !== undefined && match.weight >= 60 && match.family !== 'url-injection') return match;
  if (sensitive) return { family: 'sensitive-file', weight: 80 };
  return match !== undefined && match.weight >= 60 ? match : undefined;
}
