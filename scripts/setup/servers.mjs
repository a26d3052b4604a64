/** The web servers whose real logs the tests read: nginx and Apache, from the distribution's packages. */
import { existsSync } from 'node:fs';
import { Complaint, run, step } from '../steps.mjs';

/** @type {Readonly<Record<string, readonly string[]>>} package to where its program lies */
const PROGRAMS = {
  nginx: ['/usr/sbin/nginx', '/usr/bin/nginx', '/usr/local/sbin/nginx'],
  apache2: ['/usr/sbin/apache2', '/usr/sbin/httpd', '/usr/bin/httpd'],
};

/** Where a program lies. @param {string} name @returns {string | undefined} */
export const serverProgram = (name) => PROGRAMS[name]?.find((file) => existsSync(file));

/** Installs what is missing with apt-get. @throws {Complaint} where that is not possible */
export async function ensureServers() {
  const missing = Object.keys(PROGRAMS).filter((name) => serverProgram(name) === undefined);
  if (missing.length === 0) return;
  step(`installing ${missing.join(' and ')}`);
  const root = process.getuid?.() === 0;
  const [command = '', ...before] = root ? ['apt-get'] : ['sudo', '-n', 'apt-get'];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () =>
    run(command, [...before, 'install', '-y', '--no-install-recommends', ...missing], { env, mayFail: true });
  // A fresh machine has no package lists yet.
  if ((await install()).status !== 0) {
    await run(command, [...before, 'update'], { env, mayFail: true });
    await install();
  }
  const still = missing.filter((name) => serverProgram(name) === undefined);
  if (still.length > 0) {
    throw new Complaint(
      `The tests of real server logs need ${still.join(' and ')}; install them with: sudo apt-get install ${still.join(' ')}`,
    );
  }
}
