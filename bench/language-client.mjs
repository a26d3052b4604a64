/** A small client of any language server over standard input and output: types characters and times the answers. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const PATIENCE = 30_000;

/**
 * Opens `file` with `probe` as its last line and types before the flagged place, one character after the other, each
 * once the last was answered. An answer counts for a key only if the finding on the probe's line has moved along.
 */
export class Typist {
  #pending = Buffer.alloc(0);
  /** @type {Map<number, (message: any) => void>} */
  #asked = new Map();
  #id = 0;
  #version = 1;
  #typed = 0;
  /** Where the finding ended before anything was typed. */
  #base = -1;
  #pulls = false;
  /** @type {string | null} */
  #ended = null;
  /** @type {() => void} */
  #wake = () => {};
  /** How many keys the last finding on the probe's line shows; -1 before there was one. */
  #seen = -1;

  /** @param {string[]} command @param {string} workspace @param {string} file below the workspace @param {[string, string]} probe before and after what is typed */
  constructor(command, workspace, file, probe) {
    const [program = '', ...args] = command;
    this.workspace = pathToFileURL(workspace).href;
    this.uri = pathToFileURL(path.join(workspace, file)).href;
    this.probe = probe;
    this.text = readFileSync(path.join(workspace, file), 'utf8');
    if (!this.text.endsWith('\n')) this.text += '\n';
    this.line = this.text.split('\n').length - 1;
    this.child = spawn(program, args, { cwd: workspace, stdio: ['pipe', 'pipe', 'ignore'] });
    this.child.stdin.on('error', () => {});
    this.child.on('exit', (code) => {
      this.#ended = `the server ended with ${code}`;
      this.#wake();
    });
    this.child.stdout.on('data', (data) => this.#read(data));
  }

  /** @param {string} method @param {unknown} params @returns {Promise<any>} the result @throws when the server answers with an error */
  request(method, params) {
    const id = ++this.#id;
    this.#send({ id, method, params });
    return new Promise((resolve, reject) => {
      this.#asked.set(id, (message) =>
        message.error ? reject(new Error(message.error.message)) : resolve(message.result),
      );
    });
  }

  /** Starts the server, opens the file, and waits for the first finding on the probe. @returns {Promise<number>} milliseconds */
  async start() {
    const begin = performance.now();
    const { capabilities } = await this.request('initialize', {
      processId: process.pid,
      rootUri: this.workspace,
      workspaceFolders: [{ uri: this.workspace, name: 'bench' }],
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true, diagnostics: { refreshSupport: true } },
        textDocument: {
          publishDiagnostics: { versionSupport: true },
          diagnostic: { dynamicRegistration: true },
          synchronization: {},
        },
      },
    });
    this.incremental = (capabilities.textDocumentSync?.change ?? capabilities.textDocumentSync) === 2;
    this.#pulls = capabilities.diagnosticProvider !== undefined && capabilities.diagnosticProvider !== null;
    this.#send({ method: 'initialized', params: {} });
    const textDocument = { uri: this.uri, languageId: 'javascript', version: 1, text: this.text + this.probe.join('') };
    this.#send({ method: 'textDocument/didOpen', params: { textDocument } });
    const end = performance.now() + PATIENCE;
    while (this.#base < 0 && performance.now() < end) {
      if (this.#pulls) await this.#pull();
      if (this.#base < 0) await this.#news(100);
    }
    if (this.#base < 0) throw new Error('the server does not flag the probe');
    return performance.now() - begin;
  }

  /** Types one character and waits for the finding that shows it. @returns {Promise<number>} milliseconds @throws when it does not come */
  async key() {
    const character = this.probe[0].length + this.#typed;
    const at = { line: this.line, character };
    const letter = String.fromCharCode(97 + (this.#typed % 26));
    this.#typed++;
    const whole = () => this.text + this.probe[0] + this.#letters() + this.probe[1];
    const change = this.incremental ? { range: { start: at, end: at }, text: letter } : { text: whole() };
    const begin = performance.now();
    this.#send({
      method: 'textDocument/didChange',
      params: { textDocument: { uri: this.uri, version: ++this.#version }, contentChanges: [change] },
    });
    if (this.#pulls) await this.#pull();
    while (this.#seen !== this.#typed) {
      const left = begin + PATIENCE - performance.now();
      if (this.#ended ?? left <= 0) throw new Error(this.#ended ?? 'a key was not answered');
      await this.#news(left);
      if (this.#seen !== this.#typed && this.#pulls) await this.#pull();
    }
    return performance.now() - begin;
  }

  async stop() {
    if (!this.#ended) {
      const gone = new Promise((resolve) => this.child.once('exit', resolve));
      await Promise.race([
        this.request('shutdown', null).catch(() => {}),
        new Promise((resolve) => setTimeout(resolve, 1000)),
      ]);
      this.#send({ method: 'exit' });
      const timer = setTimeout(() => this.child.kill('SIGKILL'), 1000);
      await gone;
      clearTimeout(timer);
    }
  }

  #letters() {
    return Array.from({ length: this.#typed }, (_, at) => String.fromCharCode(97 + (at % 26))).join('');
  }

  /** Until something comes, or the time is over. @param {number} milliseconds */
  #news(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve(undefined);
      };
    });
  }

  async #pull() {
    const answer = await this.request('textDocument/diagnostic', { textDocument: { uri: this.uri } }).catch(() => null);
    if (answer?.items) this.#look(answer.items);
  }

  /** @param {{ range: { start: { line: number }, end: { line: number, character: number } } }[]} diagnostics */
  #look(diagnostics) {
    const ends = diagnostics
      .filter(({ range }) => range.start.line === this.line && range.end.line === this.line)
      .map(({ range }) => range.end.character)
      .filter((character) => character > this.probe[0].length);
    if (ends.length === 0) return;
    if (this.#base < 0) this.#base = Math.max(...ends) - this.#typed;
    this.#seen = Math.max(...ends) - this.#base;
  }

  /** @param {object} message */
  #send(message) {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    this.child.stdin.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
  }

  /** @param {Buffer} data */
  #read(data) {
    this.#pending = Buffer.concat([this.#pending, data]);
    for (;;) {
      const head = this.#pending.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/content-length: *(\d+)/i.exec(this.#pending.toString('latin1', 0, head))?.[1]);
      if (this.#pending.length < head + 4 + length) return;
      const message = JSON.parse(this.#pending.toString('utf8', head + 4, head + 4 + length));
      this.#pending = this.#pending.subarray(head + 4 + length);
      this.#receive(message);
    }
  }

  /** @param {any} message */
  #receive(message) {
    if (message.method !== undefined && message.id !== undefined) {
      const result = message.method === 'workspace/configuration' ? message.params.items.map(() => null) : null;
      this.#send({ id: message.id, result });
    } else if (message.method === 'textDocument/publishDiagnostics') {
      if (decodeURIComponent(message.params.uri) === decodeURIComponent(this.uri) && !this.#pulls)
        this.#look(message.params.diagnostics);
    } else if (message.id !== undefined) {
      this.#asked.get(message.id)?.(message);
      this.#asked.delete(message.id);
    }
    this.#wake();
  }
}
