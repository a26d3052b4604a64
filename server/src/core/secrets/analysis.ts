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
import { dataFiles, type Secret, secretsInData } from './data.ts';
import { hasSecretParameter, isAppSecret, mayHold, namesPlatform, PRIVATE_KEY } from './patterns.ts';

export const secretAnalysis: Analysis = {
  name: 'secrets',
  files: (store) =>
    clientRoots(store).flatMap((root) =>
      [...projectScripts(store, root), ...dataFiles(store, root)].filter((file) => mayHold(textOf(store, file))),
    ),
  inFile: (store, path) => {
    if (!mayHold(textOf(store, path))) return [];
    const roots = clientRoots(store);
    if (roots.some((root) => scriptsOf(store, root).has(path))) return secretsIn(store, path);
    const root = roots.find((one) => dataFiles(store, one).includes(path));
    return root === undefined ? [] : secretsInData(store, root, path).map((secret) => finding(path, secret));
  },
};

const scriptsOf = defineQuery<CheckHost, ReadonlySet<string>>(
  'uploaded scripts',
  (store, root) => new Set(projectScripts(store, root)),
  { equals: (before, after) => before.size === after.size && [...after].every((one) => before.has(one)) },
);

const secretsIn = defineQuery<CheckHost, readonly Finding[]>(
  'secrets',
  (store, file) => {
    const findings: Finding[] = [];
    const text = textOf(store, file) ?? '';
    const platform = namesPlatform(text);
    const report = (node: Expression, what: Secret['what']) => findings.push(finding(file, { ...node, what }));
    const named = (name: string, value: Expression | undefined) => {
      if (value?.kind !== 'literal' || typeof value.value !== 'string') return;
      if (isAppSecret(name, value.value, platform)) report(value, 'secret');
    };
    for (const module of lowered(store, file) ?? []) {
      walk(module, (node: WalkNode) => {
        switch (node.kind) {
          case 'literal':
            if (typeof node.value !== 'string') break;
            if (PRIVATE_KEY.test(node.value) || beginsKey(node.value, text, node.end)) report(node, 'key');
            else if (hasSecretParameter(node.value)) report(node, 'secret');
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

function finding(file: string, { start, end, what }: Secret): Finding {
  return {
    rule: rule.id,
    severity: rule.severity,
    targets: ['review', 'release'],
    place: { file, start, end },
    message:
      what === 'key'
        ? message('A private key is uploaded with the program, where everybody can read it.')
        : message(
            'An AppSecret is uploaded with the program, where everybody can read it; reset it and keep it on the server.',
          ),
    data: { what: what === 'key' ? 'private-key' : 'app-secret' },
    steps: [],
    fixes: [],
  };
}

/** The first line of a key that goes on in the next literal, joined by `+` or in a list of lines. */
function beginsKey(value: string, text: string, end: number): boolean {
  if (!/-----BEGIN (?:RSA |EC |ENCRYPTED )?PRIVATE KEY-----\s*$/.test(value)) return false;
  const after = text.slice(end, end + 300).replace(/\/\/[^\n]*/g, '');
  return /^\s{0,40}[+,]\s{0,80}['"`][A-Za-z0-9+/=]{40}/.test(after);
}
