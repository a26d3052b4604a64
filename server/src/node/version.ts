import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The product's version, from the package.json it ships with. */
export function version(): string {
  // Built, this code lies in dist/; unbuilt, in server/src/node/.
  const here = import.meta.dirname ?? __dirname;
  for (const up of ['..', '../../..']) {
    try {
      const manifest: unknown = JSON.parse(readFileSync(join(here, up, 'package.json'), 'utf8'));
      if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) return String(manifest.version);
    } catch {
      // The other place.
    }
  }
  return '0.0.0';
}

/** Names this very build: its own code, digested. Two builds of one version may well say different things. */
export function build(): string {
  return createHash('sha256')
    .update(readFileSync(import.meta.filename ?? __filename))
    .digest('base64url');
}
