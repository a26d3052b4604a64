/** Writes dist/ and the bundle of translations: `node scripts/build.mjs`; with `--if-stale` only when a source changed. */
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundles, COPIED } from './build/bundles.mjs';
import { isBuilt, markBuilt } from './build/freshness.mjs';
import { writeTranslations } from './build/translations.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { Complaint, root, runMain, step } from './steps.mjs';

/** @throws {Complaint} with the compiler's own lines when a source does not bundle */
export async function build() {
  step('building dist/');
  const { build: bundle, formatMessages } = await import('esbuild');
  writeTranslations();
  mkdirSync(path.join(root, 'dist'), { recursive: true });
  try {
    await Promise.all(bundles().map((options) => bundle(options)));
  } catch (error) {
    const { errors } = /** @type {import('esbuild').BuildFailure} */ (error);
    if (!errors) throw error;
    throw new Complaint((await formatMessages(errors, { kind: 'error' })).join('\n'));
  }
  const commandLine = path.join(root, 'dist', 'preflight.cjs');
  if (existsSync(commandLine)) chmodSync(commandLine, 0o755);
  for (const [folder = '', extension = ''] of COPIED) {
    const from = path.join(root, folder);
    if (!existsSync(from)) continue;
    for (const name of readdirSync(from).filter((name) => name.endsWith(extension))) {
      copyFileSync(path.join(from, name), path.join(root, 'dist', name));
    }
  }
  markBuilt();
}

export async function ensureBuilt() {
  if (!isBuilt()) await build();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runMain(async () => {
    await ensureDependencies();
    await (process.argv.includes('--if-stale') ? ensureBuilt() : build());
  });
}
