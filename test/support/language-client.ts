/** A language client in the same process, over streams: what a test sends and what it gets. */

import { PassThrough } from 'node:stream';
import {
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type InitializeParams,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { Platform } from '../../server/src/lsp/platform.ts';
import { startServer } from '../../server/src/lsp/server.ts';
import { nodePlatform } from '../../server/src/node/platform.ts';
import { type MemoryFiles, memoryFiles } from './project.ts';

export const ROOT = 'file:///project';

export interface TestClient {
  readonly connection: ProtocolConnection;
  readonly files: MemoryFiles;
  readonly initialized: InitializeResult;
  /** What was published last for a path. */
  published(path: string): PublishDiagnosticsParams | undefined;
  /** Resolves once `path` was published with diagnostics that satisfy `wanted`. */
  until(path: string, wanted: (diagnostics: Diagnostic[]) => boolean): Promise<PublishDiagnosticsParams>;
  open(path: string, text: string): void;
  /** Replaces the whole text. */
  type(path: string, version: number, text: string): void;
  /** How often the server asked for a refresh of pulled diagnostics. */
  refreshes(): number;
  stop(): Promise<void>;
}

export interface ClientOptions {
  readonly capabilities?: InitializeParams['capabilities'];
  readonly locale?: string;
  readonly platform?: Partial<Platform>;
  /** What `workspace/configuration` is answered with. */
  readonly settings?: unknown;
}

export function uriOf(path: string): string {
  return `${ROOT}/${path}`;
}

export async function startClient(project: Record<string, string>, options: ClientOptions = {}): Promise<TestClient> {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const files = memoryFiles(project);
  const platform: Platform = {
    ...nodePlatform(),
    files: (uri) => (uri === ROOT ? { ...files, forget: () => {} } : undefined),
    configurationAbove: () => undefined,
    ...options.platform,
  };
  startServer(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), platform);
  const connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const published = new Map<string, PublishDiagnosticsParams>();
  const waiting = new Set<() => void>();
  let refreshes = 0;
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    published.set(params.uri, params);
    for (const check of [...waiting]) check();
  });
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
    items.map(() => options.settings ?? null),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/diagnostic/refresh', () => {
    refreshes++;
    return null;
  });
  connection.listen();
  const initialized: InitializeResult = await connection.sendRequest('initialize', {
    processId: null,
    rootUri: ROOT,
    workspaceFolders: [{ uri: ROOT, name: 'project' }],
    capabilities: options.capabilities ?? {},
    locale: options.locale ?? 'en',
  });
  await connection.sendNotification('initialized', {});
  return {
    connection,
    files,
    initialized,
    published: (path) => published.get(uriOf(path)),
    until: (path, wanted) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(check);
          reject(new Error(`${path}: not published as wanted; last: ${JSON.stringify(published.get(uriOf(path)))}`));
        }, 5000);
        const check = () => {
          const last = published.get(uriOf(path));
          if (!last || !wanted(last.diagnostics)) return;
          clearTimeout(timer);
          waiting.delete(check);
          resolve(last);
        };
        waiting.add(check);
        check();
      }),
    open(path, text) {
      const textDocument = { uri: uriOf(path), languageId: 'plaintext', version: 1, text };
      void connection.sendNotification('textDocument/didOpen', { textDocument });
    },
    type(path, version, text) {
      const params = { textDocument: { uri: uriOf(path), version }, contentChanges: [{ text }] };
      void connection.sendNotification('textDocument/didChange', params);
    },
    refreshes: () => refreshes,
    async stop() {
      await connection.sendRequest('shutdown');
      connection.end();
      connection.dispose();
    },
  };
}
