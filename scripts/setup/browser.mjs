/** Finds the Chromium that shows the workbench without a screen, and on Debian installs one when there is none. */
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { Complaint, run, step } from '../steps.mjs';

/** The headless shell first: a run takes two thirds of the time of the full browser. */
const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
/** The second is for Chinese in pictures: without it every sign is a box. */
const DEBIAN_PACKAGES = ['chromium-headless-shell', 'fonts-noto-cjk'];
const CHINESE_FONT = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc';

/** @returns {string | undefined} the path of a Chromium; CHROMIUM_PATH goes before everything */
export function findBrowser() {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return named;
  for (const name of NAMES) {
    for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
      const file = path.join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // not in this folder
      }
    }
  }
  return undefined;
}

/** @throws {Complaint} naming the command to type, where it may not install by itself */
export async function ensureBrowser() {
  const found = findBrowser();
  if (found && (!existsSync('/usr/bin/apt-get') || existsSync(CHINESE_FONT) || process.getuid?.() !== 0)) return found;
  const command = `apt-get install --no-install-recommends ${DEBIAN_PACKAGES.join(' ')}`;
  if (!existsSync('/usr/bin/apt-get')) {
    throw new Complaint('No Chromium was found. Install one, or name one in CHROMIUM_PATH.');
  }
  if (process.getuid?.() !== 0) throw new Complaint(`No Chromium was found. Run this once as root: ${command}`);
  step(`installing ${DEBIAN_PACKAGES.join(' and ')} (apt-get)`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env });
  await run('apt-get', ['install', '--yes', '--no-install-recommends', ...DEBIAN_PACKAGES], { env });
  return findBrowser();
}
