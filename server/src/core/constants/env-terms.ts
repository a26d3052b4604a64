/** `.env` files as modules: each key is an export, found at its line. */

import { expandEnv, readDotenv } from '../frontends/dotenv.ts';
import type { FileTerms } from './terms.ts';

/** Whether a file holds environment variables. */
export function isEnvFile(path: string): boolean {
  return /(?:^|\/)\.env(?:\.[\w-]+)*$/.test(path);
}

/** The terms of an `.env` file: what it says by itself, references to other files left out. */
export function envTerms(file: string, text: string): FileTerms {
  const places = new Map<string, readonly [number, number]>();
  const values = new Map<string, string>();
  for (const entry of readDotenv(text).entries) {
    places.set(entry.key, [entry.start, entry.end]);
    values.set(entry.key, entry.value);
  }
  const exports = new Map<string, FileTerms['exports'] extends ReadonlyMap<string, infer T> ? T : never>();
  for (const [key, { value }] of expandEnv(values)) exports.set(key, { k: 'const', v: value, o: { file, key } });
  return {
    file,
    functions: new Map(),
    classes: new Map(),
    variables: new Map(),
    exports,
    reexports: [],
    places,
  };
}
