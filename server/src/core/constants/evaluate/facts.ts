/** Looks environment facts up by path. */

import environments from '../../models/environments/index.generated.ts';
import { PLATFORM_GLOBALS, PLATFORM_PACKAGES } from '../../models/platforms.ts';
import type { Fact } from '../../models/schema/environments.ts';

const FACTS = new Map<string, Fact>();
for (const model of environments) {
  for (const [path, fact] of Object.entries(model.facts)) FACTS.set(path, fact);
}

/** The fact about a path of the platform, if any. */
export function environmentFact(path: string): Fact | undefined {
  return FACTS.get(path) ?? FACTS.get(platformPath(path));
}

/** The path with the platform object at its root (`wx`, `uni`, `npm:@tarojs/taro`, …) replaced by `{mp}`, as models write it. */
export function platformPath(path: string): string {
  const root = /^(npm:[^.()]+(?:\.[^.()]*)*?|[\w$]+)(?=[.(]|$)/.exec(path)?.[1] ?? path;
  if (PLATFORM_GLOBALS.includes(root)) return `{mp}${path.slice(root.length)}`;
  if (path.startsWith('npm:')) {
    for (const name of Object.keys(PLATFORM_PACKAGES)) {
      const prefix = `npm:${name}`;
      if (path === prefix || path.startsWith(`${prefix}.`) || path.startsWith(`${prefix}(`)) {
        return `{mp}${path.slice(prefix.length)}`.replace(/^\{mp\}\.default(?=[.(]|$)/, '{mp}');
      }
    }
  }
  return path;
}
