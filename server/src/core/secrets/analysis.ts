/**
 * `secret-in-client`: an AppSecret or a private key among what is uploaded. Everybody who has the program can read it.
 *
 * Source: https://developers.weixin.qq.com/miniprogram/dev/framework/ability/network.html (server interfaces are not to be
 * called from the client, the AppSecret stays on the server); reviews are refused for it.
 */

import type { Analysis, CheckHost } from '../analysis.ts';
import { type Finding, message } from '../base/finding.ts';
import { clientRoots } from '../constants/analysis.ts';
import { lowered } from '../frontends/lowered.ts';
import type { Expression } from '../ir/nodes.ts';
import { type WalkNode, walk } from '../ir/walk.ts';
import { projectScripts } from '../project/members.ts';
import { textOf } from '../project/queries.ts';
import rule from '../rules/secret-in-client.ts';
import { defineQuery } from '../store/store.ts';

export const secretAnalysis: Analysis = {
  name: 'secrets',
  files: (store) =>
    clientRoots(store).flatMap((root) => projectScripts(store, root).filter((file) => mayHold(textOf(store, file)))),
  inFile: (store, path) => {
    if (!mayHold(textOf(store, path))) return [];
    const uploaded = clientRoots(store).some((root) => scriptsOf(store, root).has(path));
    return uploaded ? secretsIn(store, path) : [];
  },
};

const scriptsOf = defineQuery<CheckHost, ReadonlySet<string>>(
  'uploaded scripts',
  (store, root) => new Set(projectScripts(store, root)),
  { equals: (before, after) => before.size === after.size && [...after].every((one) => before.has(one)) },
);

const PRIVATE_KEY = /-----BEGIN (?:RSA |EC |ENCRYPTED )?PRIVATE KEY-----\s*(?:\\n|\n|\r)?\s*[A-Za-z0-9+/=\s\\]{40}/;
/** An AppSecret: 32 lower-case hexadecimal digits. */
const SECRET = /^[0-9a-f]{32}$/;
const IN_URL = /[?&](?:secret|appsecret|app_secret)=([0-9a-f]{32})(?![0-9a-z])/i;
const NAMED = /^(?:wx|weixin|wechat|mp|mini|miniprogram)?_?(?:app_?secret|secret)$/i;
/** `secret` alone is the platform's word only where its interfaces or an AppID stand beside it. */
const PLATFORM = /\bapp_?id\b|jscode2session|cgi-bin\/token|api\.weixin\.qq\.com/i;

function mayHold(text: string | undefined): boolean {
  return text !== undefined && (/PRIVATE KEY-----/.test(text) || (/secret/i.test(text) && /[0-9a-f]{32}/.test(text)));
}

const secretsIn = defineQuery<CheckHost, readonly Finding[]>(
  'secrets',
  (store, file) => {
    const findings: Finding[] = [];
    const text = textOf(store, file) ?? '';
    const platform = PLATFORM.test(text);
    const report = (node: Expression, what: 'secret' | 'key') =>
      findings.push({
        rule: rule.id,
        severity: rule.severity,
        targets: ['review', 'release'],
        place: { file, start: node.start, end: node.end },
        message:
          what === 'key'
            ? message('A private key is uploaded with the program, where everybody can read it.')
            : message(
                'An AppSecret is uploaded with the program, where everybody can read it; reset it and keep it on the server.',
              ),
        data: { what: what === 'key' ? 'private-key' : 'app-secret' },
        steps: [],
        fixes: [],
      });
    const named = (name: string, value: Expression | undefined) => {
      if (value?.kind !== 'literal' || typeof value.value !== 'string' || !NAMED.test(name)) return;
      if (!isSecret(value.value)) return;
      if (platform || /app_?secret/i.test(name)) report(value, 'secret');
    };
    for (const module of lowered(store, file) ?? []) {
      walk(module, (node: WalkNode) => {
        switch (node.kind) {
          case 'literal':
            if (typeof node.value !== 'string') break;
            if (PRIVATE_KEY.test(node.value) || beginsKey(node.value, text, node.end)) report(node, 'key');
            else if (isSecret(IN_URL.exec(node.value)?.[1]?.toLowerCase() ?? '')) report(node, 'secret');
            break;
          case 'property':
            if (typeof node.key === 'string') named(node.key, node.value);
            break;
          case 'declare':
            if (node.target.kind === 'name') named(node.target.name, node.init);
            break;
          case 'assign':
            if (node.target.kind === 'name') named(node.target.name, node.value);
            else if (node.target.kind === 'member' && typeof node.target.key === 'string')
              named(node.target.key, node.value);
            break;
        }
      });
    }
    return findings;
  },
  { equals: (before, after) => JSON.stringify(before) === JSON.stringify(after) },
);

/** The first line of a key that goes on in the next literal, joined by `+` or in a list of lines. */
function beginsKey(value: string, text: string, end: number): boolean {
  if (!/-----BEGIN (?:RSA |EC |ENCRYPTED )?PRIVATE KEY-----\s*$/.test(value)) return false;
  const after = text.slice(end, end + 300).replace(/\/\/[^\n]*/g, '');
  return /^\s{0,40}[+,]\s{0,80}['"`][A-Za-z0-9+/=]{40}/.test(after);
}

/** Real secrets are random: runs, patterns and fillers are not. */
function isSecret(value: string): boolean {
  if (!SECRET.test(value)) return false;
  if (new Set(value).size < 8) return false;
  return !/0123456789abcdef|(.{4,16})\1/.test(value);
}
