/** Writes the extension as dist/mp-preflight-VERSION.vsix. */
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { Complaint, root, run, runMain, step } from './steps.mjs';

/** What the marketplace page and a phone connection bear; the panel, the server and the client have to share it. */
const LIMIT_BYTES = 2.5 * 1024 * 1024;

await runMain(async () => {
  await ensureDependencies();
  await ensureBuilt();
  const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const dist = path.join(root, 'dist');
  for (const old of readdirSync(dist).filter((file) => file.endsWith('.vsix'))) rmSync(path.join(dist, old));
  const file = path.join(dist, `${name}-${version}.vsix`);
  step('packaging');
  const vsce = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  // Everything is bundled: no dependency goes in.
  const { output } = await run(process.execPath, [
    vsce,
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--out',
    file,
  ]);
  const warnings = output.split('\n').filter((line) => /warning/i.test(line));
  if (warnings.length > 0) throw new Complaint(output);
  const { size } = statSync(file);
  if (size > LIMIT_BYTES) throw new Complaint(`${file} has ${size} bytes; the limit is ${LIMIT_BYTES}`);
  process.stdout.write(`${path.relative(root, file)} ${(size / 1024).toFixed(0)} KB\n`);
});
