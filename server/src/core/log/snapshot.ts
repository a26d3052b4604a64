/**
 * What has been counted so far, as data that survives a restart: JSON with maps and sets spelled out, put back into freshly
 * made objects. Reading on from a snapshot gives what reading everything at once gives, wherever the cut was.
 */

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** A value of plain objects, arrays, maps, sets and objects of our own classes, as JSON-safe data. */
export function frozen(value: unknown): Json {
  if (value instanceof Map) return { $map: [...value].map(([key, item]) => [frozen(key), frozen(item)]) };
  if (value instanceof Set) return { $set: [...value].map(frozen) };
  if (Array.isArray(value)) return Array.from(value, frozen);
  // JSON has no infinities; times that nothing has reached yet are some.
  if (typeof value === 'number' && !Number.isFinite(value)) return { $number: String(value) };
  if (typeof value !== 'object' || value === null) return (value ?? null) as Json;
  const result: Record<string, Json> = Object.create(null);
  for (const [name, item] of Object.entries(value)) if (item !== undefined) result[name] = frozen(item);
  return result;
}

/** The value that was frozen, without the classes its objects had. Throws a TypeError for data that was never frozen. */
export function thawed(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(thawed);
  if (typeof data !== 'object' || data === null) return data;
  const { $map, $set, $number } = data as Record<string, unknown>;
  if (Array.isArray($map)) return new Map($map.map((pair: unknown[]) => [thawed(pair[0]), thawed(pair[1])]));
  if (Array.isArray($set)) return new Set($set.map(thawed));
  if (typeof $number === 'string') return Number($number);
  const result: Record<string, unknown> = {};
  // Names come from a log: `__proto__` is one like any other.
  for (const [name, item] of Object.entries(data))
    Object.defineProperty(result, name, { value: thawed(item), enumerable: true, writable: true, configurable: true });
  return result;
}

/** Puts frozen data into an object of the class it came from, in place: its own objects keep their classes. */
export function graft(target: object, data: unknown): void {
  const source = thawed(data) as Record<string, unknown>;
  const into = (object: Record<string, unknown>, from: Record<string, unknown>): void => {
    for (const [name, value] of Object.entries(from)) {
      const own = object[name];
      if (Object.hasOwn(object, name) && isObject(own) && isObject(value)) into(own, value);
      else Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
    }
  };
  into(target as Record<string, unknown>, source);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Map) &&
    !(value instanceof Set)
  );
}
