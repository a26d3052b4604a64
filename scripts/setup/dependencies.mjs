/** Installs what package-lock.json names, and only when something of it is missing. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { npm, root, step } from '../steps.mjs';

/** @param {string} file @returns {Record<string, { version?: string, optional?: boolean }> | undefined} */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Whether node_modules holds what the lock file says. npm keeps its own record of what it installed; comparing the two
 * needs no stamp of ours and is right after a change of branch, where file times are not.
 */
export function dependenciesAreInstalled() {
  const wanted = readPackages('package-lock.json');
  const installed = readPackages('node_modules/.package-lock.json');
  if (!wanted || !installed) return false;
  // Optional packages are the ones for other platforms: npm leaves those out.
  return Object.entries(wanted).every(
    ([place, entry]) => place === '' || entry.optional || installed[place]?.version === entry.version,
  );
}

export async function ensureDependencies() {
  if (dependenciesAreInstalled()) return;
  step('installing dependencies (npm ci)');
  // No install scripts: nothing we depend on needs one, and a lock file should not be able to run programs.
  await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
}
