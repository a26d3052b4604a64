/** Finds the configuration file that is in force for a folder: its own, or the nearest one above it. */

import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CONFIGURATION_FILE } from '../core/settings/configuration.ts';

export interface FoundConfiguration {
  readonly path: string;
  readonly text: string;
}

/**
 * The nearest configuration file above `folder`, not counting its own, which the core reads itself. It is looked for up
 * to the top of the repository: what lies above a `.git` is somebody else's.
 * @param folder absolute
 */
export function configurationAbove(folder: string): FoundConfiguration | undefined {
  let at = folder;
  while (!isReadable(join(at, '.git'))) {
    const above = dirname(at);
    if (above === at) return undefined;
    at = above;
    const path = join(at, CONFIGURATION_FILE);
    const text = readText(path);
    if (text !== undefined) return { path, text };
  }
  return undefined;
}

function isReadable(path: string): boolean {
  try {
    statSync(path);
    return true;
  } catch {
    return false;
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
