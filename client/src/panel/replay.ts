/** Sends what the scanner sent again, to this machine alone, and shows what is answered now beside what was answered then. */
import * as net from 'node:net';
import * as vscode from 'vscode';
import { targetOf } from './model/bytes.ts';
import { loopbackBase, requestBytes } from './model/exact-request.ts';
import type { RouteSummary } from './model/summary.ts';
import { shortened, visible } from './model/visible.ts';

const MOST_REQUESTS = 20;
const PATIENCE_MS = 5000;
/** As much of an answer as is looked at: its first line. */
const MOST_BYTES = 4096;

interface Answer {
  readonly request: string;
  readonly before: number;
  /** A status, or why there was none. */
  readonly after: string;
  readonly milliseconds: number;
}

/** @returns the address it was sent to, or undefined when the person thought better of it */
export async function replay(route: RouteSummary, suggested: string): Promise<string | undefined> {
  const requests = route.samples.flatMap((sample) => {
    const target = targetOf(sample);
    // What may write is not sent again: its body is not in the log, and its effect is not known.
    return target && /^(GET|HEAD|OPTIONS)$/.test(sample.method) ? [{ sample, target }] : [];
  });
  if (requests.length === 0) {
    const said = vscode.l10n.t('Nothing to replay: only GET, HEAD and OPTIONS are sent again.');
    void vscode.window.showInformationMessage(said);
    return undefined;
  }
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Replay on this machine'),
    prompt: vscode.l10n.t('Address or port of the development server; only this machine is allowed.'),
    value: suggested,
    validateInput: (text) =>
      loopbackBase(text) ? undefined : vscode.l10n.t('Only http on 127.0.0.1, localhost or [::1] is allowed.'),
  });
  const base = typed === undefined ? undefined : loopbackBase(typed);
  if (!base) return undefined;
  const chosen = requests.slice(0, MOST_REQUESTS);
  const send = vscode.l10n.t('Send {0} requests', chosen.length);
  const question = vscode.l10n.t('Send {0} attack requests to {1}?', chosen.length, base);
  const detail = vscode.l10n.t('They are what the scanner sent: an application that is open to them will act on them.');
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, send)) !== send) return undefined;

  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Replaying'),
    cancellable: true,
  };
  const answers = await vscode.window.withProgress(options, async (progress, token) => {
    const done: Answer[] = [];
    for (const { sample, target } of chosen) {
      if (token.isCancellationRequested) break;
      const started = Date.now();
      const after = await ask(base, sample.method, target);
      const request = shortened(visible(`${sample.method} ${sample.path}?${sample.query}`), 200);
      done.push({ request, before: sample.status, after, milliseconds: Date.now() - started });
      progress.report({ increment: 100 / chosen.length });
    }
    return done;
  });
  const content = comparison(base, answers);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language: 'plaintext' }));
  return base;
}

/** One request, byte for byte, and the status of its answer. */
function ask(base: string, method: string, target: { bytes: string; exact: boolean }): Promise<string> {
  const { hostname, port, host } = new URL(base);
  const bytes = requestBytes(method, target, host);
  if (bytes === undefined) return Promise.resolve(vscode.l10n.t('not one request'));
  return new Promise((resolve) => {
    const socket = net.connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80) });
    let text = '';
    const end = (answer: string) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(PATIENCE_MS, () => end(vscode.l10n.t('no answer within {0} s', PATIENCE_MS / 1000)));
    // `localhost` may lead anywhere a hosts file says: the connection itself decides.
    socket.on('connect', () => {
      const address = socket.remoteAddress ?? '';
      if (!/^(::ffff:)?127\.|^::1$/.test(address)) return end(vscode.l10n.t('not this machine'));
      socket.write(Buffer.from(bytes, 'latin1'));
    });
    socket.on('data', (data) => {
      text += data.toString('latin1');
      const status = /^HTTP\/1\.\d (\d{3})/.exec(text)?.[1];
      if (status) end(status);
      else if (text.length > MOST_BYTES) end(vscode.l10n.t('no HTTP'));
    });
    socket.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? 'error'));
    socket.on('close', () => resolve(vscode.l10n.t('closed without an answer')));
  });
}

function comparison(base: string, answers: readonly Answer[]): string {
  const lines = answers.map(
    ({ request, before, after, milliseconds }) => `${before} → ${after}\t${milliseconds} ms\t${request}`,
  );
  return `${base}\n${vscode.l10n.t('in the log → now')}\n\n${lines.join('\n')}\n`;
}
