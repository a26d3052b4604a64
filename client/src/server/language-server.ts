/** The language server's process: started when first asked for, restarted on demand. */
import * as vscode from 'vscode';
import type { LanguageClient, LanguageClientOptions, ServerOptions } from 'vscode-languageclient/node';
import { DOCUMENT_SELECTOR } from './document-selector.ts';

/** What links in hovers may run. Nothing that changes a file is among them. */
const COMMANDS_OF_HOVERS = ['preflight.checkBeforeReview', 'preflight.showHosts', 'preflight.openReport'];

export interface LanguageServer extends vscode.Disposable {
  /** The client of the running server; the first call starts it. @throws when the server cannot be started */
  client(): Promise<LanguageClient>;
  restart(): Promise<void>;
}

export function createLanguageServer(
  context: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
): LanguageServer {
  let running: Promise<LanguageClient> | undefined;
  const start = async () => {
    // Most of the client's bundle; not loaded before it is needed.
    const { LanguageClient, RevealOutputChannelOn, TransportKind } = await import('vscode-languageclient/node');
    const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.cjs').fsPath;
    const serverOptions: ServerOptions = { module, transport: TransportKind.ipc };
    const clientOptions: LanguageClientOptions = {
      documentSelector: [...DOCUMENT_SELECTOR],
      outputChannel: output,
      // Output is there for who looks for it. It never opens by itself.
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      diagnosticPullOptions: { onChange: true, onSave: true, onFocus: true },
      markdown: { isTrusted: { enabledCommands: COMMANDS_OF_HOVERS } },
    };
    const client = new LanguageClient('preflight', 'Preflight', serverOptions, clientOptions);
    await client.start();
    return client;
  };
  const client = () => {
    running ??= start().catch((error) => {
      // The next call tries again, instead of failing for ever with the first reason.
      running = undefined;
      throw error;
    });
    return running;
  };
  return {
    client,
    async restart() {
      if (running) await (await running).restart();
      else await client();
    },
    dispose() {
      void running?.then((client) => client.dispose());
    },
  };
}
