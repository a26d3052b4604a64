/** Whether dist/ was built from the sources as they are now. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../steps.mjs';

/** Everything a bundle is made of or built by. */
const SOURCES = ['client/src', 'server/src', 'l10n', 'scripts/build', 'scripts/build.mjs', 'package-lock.json'];
const stampFile = path.join(root, 'dist', '.built-from');

/** A digest over names, sizes and times: reading every source would take longer than building them. */
function digest() {
  const hash = createHash('sha256');
  const visit = (/** @type {string} */ file) => {
    if (!existsSync(file)) return;
    const facts = statSync(file);
    if (facts.isDirectory()) {
      for (const name of readdirSync(file).sort()) visit(path.join(file, name));
    } else {
      hash.update(`${path.relative(root, file)}\0${facts.size}\0${facts.mtimeMs}\n`);
    }
  };
  for (const source of SOURCES) visit(path.join(root, source));
  return hash.digest('hex');
}

export function isBuilt() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === digest();
}

export function markBuilt() {
  writeFileSync(stampFile, digest());
}
