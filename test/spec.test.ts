/** Runs every spec in test/spec and every page of docs/rules, each with both kinds of line ends. */

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, test } from 'node:test';
import { runSpec } from './support/run-spec.ts';
import { readSpecs } from './support/spec.ts';

const root = join(import.meta.dirname, '..');

function markdownBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) return markdownBelow(path);
      return name.endsWith('.md') ? [path] : [];
    });
}

for (const path of ['test/spec', 'docs/rules'].flatMap((folder) => markdownBelow(join(root, folder)))) {
  const specs = readSpecs(readFileSync(path, 'utf8'));
  if (specs.length === 0) continue;
  describe(relative(root, path), () => {
    for (const spec of specs) {
      test(`${spec.title} (line ${spec.at})`, () => runSpec(spec, '\n'));
      test(`${spec.title} (line ${spec.at}), CRLF`, () => runSpec(spec, '\r\n'));
    }
  });
}

test('there are specs to run', () => {
  const all = markdownBelow(join(root, 'test/spec')).flatMap((path) => readSpecs(readFileSync(path, 'utf8')));
  assert.ok(all.length > 0);
});
