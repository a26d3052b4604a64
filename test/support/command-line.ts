/** The command line in this process, over a project on a disk. */

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { runCommandLine } from '../../server/src/cli/command-line.ts';

/** A plain native mini-program with these files, in a folder that goes away with the test. */
export function projectOnDisk(t: TestContext, files: Readonly<Record<string, string>>): string {
  return filesOnDisk(t, {
    'project.config.json': '{ "appid": "wx0123456789abcdef" }',
    'app.json': '{ "pages": ["pages/index/index"] }',
    ...files,
  });
}

/** These files alone. */
export function filesOnDisk(t: TestContext, files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'preflight-cli-')));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFiles(folder, files);
  return folder;
}

/** Writes files below a folder, making the folders they need. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
}

export interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

export function run(folder: string, ...args: string[]): Promise<Ended> {
  return runIn(folder, {}, ...args);
}

export interface Surroundings {
  /** Unless it says otherwise, the language is English. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly cacheFolder?: string | undefined;
}

export async function runIn(
  folder: string,
  { environment = { LANG: 'C' }, cacheFolder }: Surroundings,
  ...args: string[]
): Promise<Ended> {
  let out = '';
  let err = '';
  const status = await runCommandLine(args, {
    folder,
    environment,
    interactive: false,
    cacheFolder,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { status, out, err };
}
