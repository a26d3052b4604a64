/** PHP: what a service container gives for a class or for a name that the project has bound. */

import { instanceOf } from './instances.ts';
import type { Machine } from './machine.ts';
import { step } from './models.ts';
import type { CallSite } from './rows.ts';
import { onlyString, type Value } from './value.ts';

/** Functions and methods that give an instance of the class they are told. */
const ASKS = new Set(['app', 'resolve', 'make', 'get', 'invoke', 'validate', 'build', 'instance']);

/** `app('json')`, `app()->make(X::class)`, `Container::get(X::class)`; undefined where the call asks for none of the project's classes. */
export function fromContainer(m: Machine, target: Value, site: CallSite): Value | undefined {
  const written = onlyString(site.args[0]);
  if (!written) return undefined;
  const { callee } = site.node;
  const name = callee.kind === 'name' ? callee.name.slice(callee.name.lastIndexOf('\\') + 1) : site.name;
  if (!name || !ASKS.has(name)) return undefined;
  const plain = /^\w+$/.test(written);
  if (plain && name !== 'app' && name !== 'make') return undefined;
  // Services asked for by class are where most of a project's time would go, and few of them answer requests.
  if (!plain && name !== 'validate') return undefined;
  const cls = m.world.classNamed(plain ? (m.world.bound?.(written) ?? '') : written.replace(/^\\/, ''))?.classes[0];
  // ThinkPHP's `validate()` gives a validator that throws, whatever its class does.
  if (cls && name === 'validate') return { ...instanceOf(m, cls), spots: step(m.models, target.spots, 'Return') };
  return cls && { ...instanceOf(m, cls), objects: [m.newObject()] };
}
