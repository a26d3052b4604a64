/** The language server, the same in Node, in a worker and in tests: `startServer` wires a connection to the workspace. */

import {
  type CancellationToken,
  type ClientCapabilities,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
  MarkupKind,
  TextDocumentSyncKind,
  type WorkDoneProgressReporter,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { message } from '../core/base/finding.ts';
import { type Translate, translator } from '../core/base/translate.ts';
import { RULES } from '../core/rules/index.generated.ts';
import type { Settings } from '../core/settings/table.ts';
import { checkFolders } from './check-command.ts';
import { codeActionsAt } from './code-actions.ts';
import { hostEdit } from './configuration-edit.ts';
import { createAnswers, type Diagnostics } from './diagnostics.ts';
import { hoverAt } from './hover.ts';
import { type InlayHints, inlayHints } from './inlay-hints.ts';
import { linkLogs } from './link-logs.ts';
import type { Platform } from './platform.ts';
import * as protocol from './protocol.ts';
import { pullDiagnostics } from './pull-diagnostics.ts';
import { pushDiagnostics } from './push-diagnostics.ts';
import { changedSince, receiptsOf } from './receipts.ts';
import { type Log, openly, quietly, safely } from './safely.ts';
import { askSettings, cleanedFrom } from './settings.ts';
import { createWorkspace } from './workspace.ts';

/** Wires everything to the connection and starts listening. */
export function startServer(connection: Connection, platform: Platform): void {
  const log: Log = { error: (text) => connection.console.error(text), info: (text) => connection.console.info(text) };
  const workspace = createWorkspace(platform);
  let client: ClientCapabilities = {};
  let locale = 'en';
  let translate: Translate = translator();
  let sentSettings: Partial<Settings> = {};
  const answers = createAnswers(platform, () => ({ translate, locale }));
  let diagnostics: Diagnostics | undefined;
  let hints: InlayHints | undefined;

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    client = params.capabilities;
    locale = params.locale ?? 'en';
    translate = translator(platform.bundle(locale));
    const options: unknown = params.initializationOptions;
    if (typeof options === 'object' && options !== null && 'settings' in options) {
      sentSettings = cleanedFrom(options.settings, log);
    }
    const pulls = client.textDocument?.diagnostic !== undefined;
    diagnostics = pulls
      ? pullDiagnostics(
          connection,
          workspace,
          answers,
          platform,
          client.workspace?.diagnostics?.refreshSupport === true,
          log,
        )
      : pushDiagnostics(workspace, answers, platform, (published) => void connection.sendDiagnostics(published), log);
    const shows = client.textDocument?.inlayHint !== undefined;
    if (shows) hints = inlayHints(connection, workspace, platform, client, () => translate, log);
    workspace.setFolders(foldersOf(params));
    workspace.configure(() => sentSettings);
    return {
      serverInfo: { name: 'preflight', version: platform.version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: false },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: ['quickfix', 'refactor'] },
        ...(shows ? { inlayHintProvider: true } : {}),
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        ...(pulls
          ? { diagnosticProvider: { identifier: 'preflight', interFileDependencies: true, workspaceDiagnostics: true } }
          : {}),
      },
    };
  });

  connection.onInitialized(() => {
    quietly(log, 'registrations', async () => {
      if (client.workspace?.didChangeConfiguration?.dynamicRegistration) {
        await connection.client.register(DidChangeConfigurationNotification.type, { section: 'preflight' });
      }
      if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
        await connection.client.register(DidChangeWatchedFilesNotification.type, {
          watchers: [{ globPattern: '**/*' }],
        });
      }
    });
    if (client.workspace?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) =>
        quietly(log, 'folders', async () => {
          const gone = new Set(removed.map((folder) => folder.uri));
          const kept = workspace.folders().map((folder) => folder.uri);
          workspace.setFolders([...kept.filter((uri) => !gone.has(uri)), ...added.map((folder) => folder.uri)]);
          await readSettings();
          diagnostics?.changed();
        }),
      );
    }
    quietly(log, 'settings', async () => {
      await readSettings();
      diagnostics?.changed();
      hints?.changed();
    });
  });

  const readSettings = async () => {
    if (!client.workspace?.configuration) return workspace.configure(() => sentSettings);
    const uris = workspace.folders().map((folder) => folder.uri);
    const settings = await askSettings(connection, uris, log);
    workspace.configure((uri) => settings.get(uri) ?? {});
  };

  // ---- documents

  const documents = new Map<string, TextDocument>();
  connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) =>
    quietly(log, 'didOpen', () => {
      const document = TextDocument.create(uri, languageId, version, text);
      documents.set(uri, document);
      workspace.opened(document);
      diagnostics?.edited(uri);
    }),
  );
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) =>
    quietly(log, 'didChange', () => {
      const document = documents.get(uri);
      if (!document) return;
      TextDocument.update(document, contentChanges, version);
      workspace.edited(document);
      diagnostics?.edited(uri);
      hints?.changed();
    }),
  );
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) =>
    quietly(log, 'didClose', () => {
      const document = documents.get(uri);
      if (!document) return;
      documents.delete(uri);
      workspace.closed(document);
      diagnostics?.closed(uri);
    }),
  );

  // ---- the world outside

  connection.onDidChangeConfiguration(({ settings }) =>
    quietly(log, 'didChangeConfiguration', async () => {
      sentSettings = cleanedFrom(settings, log);
      await readSettings();
      diagnostics?.changed();
      hints?.changed();
    }),
  );
  connection.onDidChangeWatchedFiles(({ changes }) =>
    quietly(log, 'didChangeWatchedFiles', () => {
      for (const folder of workspace.folders()) {
        const paths: string[] = [];
        let listingToo = false;
        for (const { uri, type } of changes) {
          const place = workspace.locate(uri);
          if (place?.folder !== folder || isNeverRead(place.path)) continue;
          paths.push(place.path);
          listingToo ||= type !== FileChangeType.Changed;
        }
        if (paths.length > 0) folder.touched(paths, listingToo);
      }
      diagnostics?.changed();
      hints?.changed();
    }),
  );

  // ---- what is asked about a place

  connection.onHover(
    safely(log, 'hover', null, async (params, token: CancellationToken) => {
      const place = workspace.locate(params.textDocument.uri);
      if (!place) return null;
      const markdown = client.textDocument?.hover?.contentFormat?.includes(MarkupKind.Markdown) ?? false;
      const cancelled = () => token.isCancellationRequested;
      return hoverAt(place, params, platform, { translate, locale, markdown, cancelled });
    }),
  );
  connection.onCodeAction(
    safely(log, 'codeAction', [], (params, token: CancellationToken) => {
      const place = workspace.locate(params.textDocument.uri);
      if (!place) return [];
      const createsFiles = client.workspace?.workspaceEdit?.resourceOperations?.includes('create') ?? false;
      return codeActionsAt(place, params.range, platform, {
        translate,
        locale,
        createsFiles,
        only: params.context.only,
        cancelled: () => token.isCancellationRequested,
      });
    }),
  );

  // ---- our own requests

  const whole = async (token: CancellationToken, progress?: WorkDoneProgressReporter) => {
    let shown = -1;
    const report = (done: number) => {
      const percentage = Math.floor(done * 100);
      if (percentage === shown) return;
      shown = percentage;
      progress?.report(percentage);
    };
    const run = { translate, cancelled: () => token.isCancellationRequested, progress: report };
    return checkFolders(workspace.folders(), platform, run);
  };
  connection.onRequest(
    protocol.CHECK,
    openly(log, protocol.CHECK, async (params: protocol.CheckParams | undefined, token) => {
      const progress =
        params?.workDoneToken === undefined
          ? undefined
          : await connection.window.attachWorkDoneProgress(params.workDoneToken);
      progress?.begin(translate(message('Check before review')), 0, undefined, true);
      try {
        return await whole(token, progress);
      } finally {
        progress?.done();
      }
    }),
  );
  connection.onRequest(
    protocol.RECEIPT,
    openly(log, protocol.RECEIPT, async (_: unknown, token): Promise<protocol.ReceiptResult> => {
      const run = { translate, cancelled: () => token.isCancellationRequested, progress: () => {} };
      return { folders: await receiptsOf(workspace.folders(), platform, run) };
    }),
  );
  connection.onRequest(
    protocol.CHANGED_SINCE,
    openly(log, protocol.CHANGED_SINCE, async (params: unknown, token): Promise<protocol.ChangedSinceResult> => {
      const cancelled = () => token.isCancellationRequested;
      const why = await changedSince(workspace.folders(), params, platform, cancelled);
      return { why: why ? translate(why) : null };
    }),
  );
  connection.onRequest(
    protocol.HOSTS,
    openly(log, protocol.HOSTS, async (_: unknown, token) => {
      const { hosts, folders } = await whole(token);
      return { hosts, folders: folders.map(({ uri, report }) => ({ uri, report: { hosts: report.hosts } })) };
    }),
  );
  connection.onRequest(
    protocol.ROUTES,
    openly(log, protocol.ROUTES, async (_: unknown, token) => {
      const { routes, folders } = await whole(token);
      return { routes, folders: folders.map(({ uri, report }) => ({ uri, report: { routes: report.routes } })) };
    }),
  );
  connection.onRequest(
    protocol.EXPLAIN,
    safely(log, protocol.EXPLAIN, null, ({ rule }: protocol.ExplainParams): protocol.ExplainResult | null => {
      const known = RULES.some(({ id }) => id === rule);
      return (known && platform.rulePage(rule, locale)) || null;
    }),
  );

  connection.onRequest(
    protocol.MARK_HOST,
    openly(
      log,
      protocol.MARK_HOST,
      async ({ uri, host, as }: protocol.MarkHostParams): Promise<protocol.MarkHostResult> => {
        const folder = workspace.folders().find((one) => one.uri === uri);
        const list = as === 'production' ? 'productionHosts' : 'testHosts';
        const createsFiles = client.workspace?.workspaceEdit?.resourceOperations?.includes('create') ?? false;
        return (folder && hostEdit({ folder, platform, createsFiles }, list, host)) ?? null;
      },
    ),
  );
  connection.onRequest(
    protocol.WHY,
    openly(log, protocol.WHY, async ({ uri }: protocol.WhyParams): Promise<protocol.WhyResult> => {
      const place = workspace.locate(uri);
      if (!place) return { checked: false, why: translate(message('It lies in none of the open folders.')) };
      const { checked, why } = place.folder.checker.coverage(place.path);
      return { checked, why: translate(why) };
    }),
  );

  const logs = linkLogs(connection, platform, (sentence) => translate(message(sentence)), log);

  connection.onShutdown(async () => {
    diagnostics?.dispose();
    hints?.dispose();
    await logs?.dispose();
  });
  connection.listen();
}

function foldersOf(params: InitializeParams): readonly string[] {
  if (params.workspaceFolders) return params.workspaceFolders.map((folder) => folder.uri);
  return params.rootUri ? [params.rootUri] : [];
}

/** Editors report every file that moves; those below such folders are none of ours. */
function isNeverRead(path: string): boolean {
  return /(^|\/)(node_modules|\.git|\.hg|\.svn)(\/|$)/.test(path);
}
