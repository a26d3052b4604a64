/** Egg's services: `ctx.service.user.info` is an instance of what app/service/user/info exports. */

import { instanceOf } from './instances.ts';
import type { Machine } from './machine.ts';
import { UNKNOWN, type Value } from './value.ts';

const FOLDER = '#service folder';

/** The member `name` of `ctx.service` or of a folder below it; undefined where `object` is neither. */
export function serviceMember(m: Machine, object: Value, name: string): Value | undefined {
  const spot = object.spots.find((one) => one.gives.includes('egg.Services'));
  if (!spot) return undefined;
  const app = /^(?:.*\/)?app(?=\/)/.exec(m.scope.file)?.[0] ?? 'app';
  const below = object.objects
    .map((id) => m.members(id)?.get(FOLDER)?.literals?.[0])
    .find((folder): folder is string => typeof folder === 'string');
  const path = `${below ?? `${app}/service`}/${name}`;
  for (const kebab of new Set([path, path.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)])) {
    const run = m.world.run(`${kebab}.js`) ?? m.world.run(`${kebab}.ts`);
    const exported = run?.exports.classes[0] ?? run?.classes[0];
    if (exported) return instanceOf(m, exported);
  }
  return { ...UNKNOWN, spots: [spot], objects: [m.newObject([[FOLDER, { ...UNKNOWN, literals: [path] }]])] };
}
