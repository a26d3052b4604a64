// The native logger as far as a test server needs it: lines appended to a file, no rotation.
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];

class Logger {
  constructor(file) {
    this.file = file;
    this.level = LEVELS.indexOf('info');
    this.raw = false;
    mkdirSync(dirname(file), { recursive: true });
    for (const [level, name] of LEVELS.entries()) this[name] = (text) => this.write(level, text);
  }

  write(level, text) {
    if (level < this.level) return;
    try {
      appendFileSync(this.file, this.raw ? text : `${new Date().toISOString()} [${LEVELS[level]}] ${text}\n`);
    } catch {
      // The data folder goes away while the server ends: a last line has nowhere to go.
    }
  }

  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  /** VS Code clears the formatters when it formats its lines itself. */
  clearFormatters() {
    this.raw = true;
  }
  setPattern() {
    this.raw = false;
  }
  flush() {}
  drop() {}
}

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.createRotatingLogger = async (_name, file) => new Logger(file);
exports.createAsyncRotatingLogger = exports.createRotatingLogger;
