/** The entry of the bin `mp-preflight`. */

import { cacheFolder } from '../node/cache-folder.ts';
import { runCommandLine } from './command-line.ts';

// A reader that has seen enough (`| head`) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  // A full disk, most often: what was written is cut, and whoever waits for it must not take it for the whole.
  process.stderr.write(`mp-preflight: the output could not be written: ${error.message}\n`);
  process.exit(2);
});

const terminal = {
  folder: process.cwd(),
  environment: process.env,
  cacheFolder: cacheFolder(process.env),
  interactive: process.stdout.isTTY === true,
  out: (text: string) => void process.stdout.write(text),
  err: (text: string) => void process.stderr.write(text),
};

void runCommandLine(process.argv.slice(2), terminal).then((status) => {
  // Set rather than exited with, so that what was written still reaches a pipe.
  process.exitCode = status;
});
