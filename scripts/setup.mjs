/**
 * Puts in place what the project needs, and nothing twice:
 *   node scripts/setup.mjs               dependencies
 *   node scripts/setup.mjs vscode        dependencies, a VS Code and a Chromium to show it
 *   node scripts/setup.mjs servers       dependencies, and the web servers whose logs the tests read
 */
import { ensureBrowser } from './setup/browser.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureServers } from './setup/servers.mjs';
import { ensureVscodeHost } from './setup/vscode-host.mjs';
import { Complaint, runMain } from './steps.mjs';

await runMain(async () => {
  const [part, ...more] = process.argv.slice(2);
  if (more.length > 0 || (part !== undefined && part !== 'vscode' && part !== 'servers')) {
    throw new Complaint('usage: node scripts/setup.mjs [vscode|servers]');
  }
  await ensureDependencies();
  if (part === 'servers') await ensureServers();
  if (part === 'vscode') {
    await ensureVscodeHost();
    await ensureBrowser();
  }
});
