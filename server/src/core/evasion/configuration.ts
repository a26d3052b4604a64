/** nginx and Apache configuration that refuses the scanner. Log filters and rate limits are not refusals. */

import { isScannerNetwork, namesScanner } from './marks.ts';

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** nginx answers in these ways where a request is refused or faked; 429 asks to slow down and is honest. */
const NGINX_ANSWER = /\breturn\s+(?!429\b)\d{3}|\bdeny\s+all|\brewrite\s|\bproxy_pass\s|\broot\s|\balias\s/;
const MAP =
  /\bmap\s+\$(http_user_agent|remote_addr)\s+\$(\w+)\s*\{([^}]{0,5000})\}|\bgeo\s+\$(\w+)\s*\{([^}]{0,5000})\}/g;
const IF = /\bif\s*\(\s*\$(\w+)([^\n{]{0,2000})\)\s*\{([^}]{0,2000})\}/g;

export function nginxRefusals(written: string): Span[] {
  const text = withoutComments(written);
  const spans: Span[] = [];
  const marked = new Set<string>();
  for (const match of text.matchAll(MAP)) {
    const body = match[3] ?? match[5]!;
    const tells = body.split(';').some((line) => {
      const [key, value] = /^\s*("[^"]*"|'[^']*'|\S+)\s+(\S+)\s*$/.exec(line)?.slice(1) ?? [];
      return key && value !== '0' && value !== '""' && (namesScanner(key) || isScannerNetwork(key));
    });
    if (tells) marked.add(match[2] ?? match[4]!);
  }
  for (const match of text.matchAll(IF)) {
    const [whole, variable, rest, body] = match as unknown as [string, string, string, string];
    const asks = variable === 'http_user_agent' || variable === 'remote_addr';
    const names = asks && /^\s*(?:=|~\*?)/.test(rest) && namesScanner(rest);
    if ((names || marked.has(variable)) && NGINX_ANSWER.test(body))
      spans.push({ start: match.index, end: match.index + whole.length });
  }
  for (const match of text.matchAll(/\bdeny\s+([\d.]+(?:\/\d+)?)\s*;/g))
    if (isScannerNetwork(match[1]!)) spans.push({ start: match.index, end: match.index + match[0].length });
  return spans.sort((left, right) => left.start - right.start);
}

export function apacheRefusals(written: string): Span[] {
  const text = withoutComments(written);
  const spans: Span[] = [];
  const marked = new Set<string>();
  let condition: Span | undefined;
  let at = 0;
  for (const line of text.split('\n')) {
    const span = { start: at + (line.length - line.trimStart().length), end: at + line.trimEnd().length };
    at += line.length + 1;
    const variable =
      /^\s*(?:SetEnvIf(?:NoCase)?\s+(?:User-Agent|Remote_Addr)|BrowserMatch(?:NoCase)?)\s+("[^"]*"|\S+)\s+(\w+)/i.exec(
        line,
      );
    if (variable && namesScanner(variable[1]!)) marked.add(variable[2]!);
    const refused = /^\s*(?:Deny\s+from|Require\s+not\s+ip)\s+(.+?)\s*$/i.exec(line)?.[1]?.split(/\s+/) ?? [];
    if (refused.some((one) => isScannerNetwork(one) || marked.has(one.replace(/^env=/, '')))) spans.push(span);
    const env = /^\s*Require\s+not\s+env\s+(\w+)/i.exec(line)?.[1];
    if (env && marked.has(env)) spans.push(span);
    if (/^\s*RewriteCond\s+%\{(?:HTTP_USER_AGENT|REMOTE_ADDR)\}\s+[^!]/i.test(line) && namesScanner(line))
      condition = span;
    else if (/^\s*RewriteRule\b/i.test(line)) {
      if (condition && !/\[(?:[^\]]*,)?(?:E=[^\]]*|R=429[^\]]*)\]\s*$/i.test(line)) spans.push(condition);
      condition = undefined;
    }
  }
  return spans;
}

/** Comments made blank, so that places stay. */
function withoutComments(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      line.replace(/^((?:[^#"']|"[^"\n]*"|'[^'\n]*')*)#[^\n]*$/, (all, kept: string) => kept.padEnd(all.length)),
    )
    .join('\n');
}
