// Stands before the real suite inside the extension host: what the suite prints, and how it ended, go to a file that
// the launcher follows. VS Code's own channel for this mixes the suite's lines with log lines of the workbench.
const { openSync, writeSync } = require('node:fs');
const { pathToFileURL } = require('node:url');
const { format } = require('node:util');

const out = openSync(process.env.PREFLIGHT_SUITE_OUTPUT, 'a');
const report = (kind, value) => writeSync(out, `${JSON.stringify([kind, value])}\n`);

for (const [name, kind] of [
  ['log', 'out'],
  ['info', 'out'],
  ['debug', 'out'],
  ['warn', 'error'],
  ['error', 'error'],
  ['trace', 'error'],
]) {
  // The extension host guards these with setters that do nothing, so assigning would silently fail.
  Object.defineProperty(console, name, {
    value: (...parts) => report(kind, `${format(...parts)}\n`),
    writable: true,
    configurable: true,
    enumerable: true,
  });
}

exports.run = async () => {
  const entry = process.env.PREFLIGHT_SUITE_ENTRY;
  try {
    const suite = /\.mjs$/.test(entry) ? await import(pathToFileURL(entry).href) : require(entry);
    await suite.run();
    report('end', 0);
  } catch (error) {
    report('error', `${error?.stack ?? error}\n`);
    report('end', 1);
    throw error;
  }
};
