/** The view of the scanner's visits: hands the page what changed, and does what it asks for. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { EndpointActions } from './endpoint-actions.ts';
import type { LogLink } from './log-link.ts';
import type { LogReader } from './log-reader.ts';
import { messageToExtension, type ToExtension, type ToPage } from './messages.ts';
import { endpointDetails } from './model/details.ts';
import { type EndpointRow, endpointRows } from './model/endpoints.ts';
import type { Headline } from './model/headline.ts';
import { blankState, panelState, unreadFile } from './model/overview.ts';
import { panelStrings } from './model/strings.ts';
import type { Locale } from './model/words.ts';
import { pageHtml } from './page.ts';
import type { ProjectFacts } from './project-facts.ts';
import type { ScannerCommands } from './scanner-commands.ts';

/** Often enough to look alive, seldom enough for ten thousand rows. */
const EVERY_MS = 300;

export interface ScannerView extends vscode.Disposable {
  /** Opens the view at an endpoint. */
  reveal(id: string): Promise<void>;
}

export interface ScannerParts {
  readonly context: vscode.ExtensionContext;
  readonly link: LogLink;
  readonly reader: LogReader;
  readonly facts: ProjectFacts;
  readonly actions: EndpointActions;
  readonly commands: ScannerCommands;
  readonly output: vscode.LogOutputChannel;
}

export const panelLocale = (): Locale => ({ l10n: vscode.l10n, language: vscode.env.language });

/** A sentence of the server's in the language of the editor; the server's own bundle holds the same sentences. */
export const translated = (sentence: string): string => vscode.l10n.bundle?.[sentence] ?? sentence;

export function createScannerView(parts: ScannerParts): ScannerView {
  const { context, link, reader, facts, actions, commands, output } = parts;
  let view: vscode.WebviewView | undefined;
  let ready = false;
  let revealing: string | undefined;
  let suggestions: readonly vscode.Uri[] = [];
  let timer: NodeJS.Timeout | undefined;
  /** What the page has, row by row, so that only changes are sent. */
  let sent = new Map<string, string>();

  const post = (message: ToPage) => void view?.webview.postMessage(message);
  const draw = () => {
    timer = undefined;
    if (!view) return;
    const { summary, phase } = reader;
    const problems = summary?.routes.filter((route) => route.serverErrors + route.slept > 0).length ?? 0;
    const tooltip = vscode.l10n.t('Endpoints that the review scanner broke: {0}', problems);
    view.badge = problems > 0 ? { value: problems, tooltip } : undefined;
    // A page out of sight is not drawn for; it is brought up to date when it comes into sight.
    if (!view.visible || !ready) return;
    const labels = suggestions.map((uri) => vscode.workspace.asRelativePath(uri));
    if (!summary || phase === 'empty' || phase === 'error') {
      post({
        type: 'state',
        state: blankState(phase, blankHeadline(), labels, phase === 'error' ? linkedFiles() : []),
      });
      sent = new Map();
      post({ type: 'rows', rows: [], gone: [], all: true });
      if (phase === 'empty') void suggest();
      return;
    }
    facts.want();
    const around = { phase, now: Date.now(), suggestions: labels, testHosts: facts.testHosts, translate: translated };
    const state = panelState(summary, around, panelLocale());
    post({ type: 'state', state });
    sendRows(endpointRows(summary, facts.project, panelLocale()));
    if (revealing !== undefined) post({ type: 'reveal', id: revealing });
    revealing = undefined;
  };
  const sendRows = (rows: readonly EndpointRow[]) => {
    const next = new Map(rows.map((row) => [row.id, JSON.stringify(row)]));
    const changed = rows.filter((row) => sent.get(row.id) !== next.get(row.id));
    const gone = [...sent.keys()].filter((id) => !next.has(id));
    if (changed.length + gone.length > 0) post({ type: 'rows', rows: changed, gone, all: sent.size === 0 });
    sent = next;
  };
  const blankHeadline = (): Headline => {
    if (reader.phase === 'error') {
      return { level: 'error', text: vscode.l10n.t('The log cannot be read'), detail: translated(reader.problem) };
    }
    const names = link.files().map((uri) => uri.path.split('/').at(-1) ?? '');
    return { level: 'info', text: vscode.l10n.t('Reading {0}', names.join(', ')), detail: '' };
  };
  const linkedFiles = () => {
    const formats = link.formats();
    return link.files().map(({ fsPath }) => unreadFile(fsPath, formats[fsPath] ?? vscode.l10n.t('format: automatic')));
  };
  const drawSoon = () => {
    timer ??= setTimeout(draw, EVERY_MS);
  };
  const drawSoonest = () => {
    clearTimeout(timer);
    draw();
  };
  const suggest = async () => {
    const found = await link.suggestions();
    if (found.join() === suggestions.join()) return;
    suggestions = found;
    drawSoon();
  };

  const handle = async (message: ToExtension): Promise<void> => {
    switch (message.type) {
      case 'ready':
        ready = true;
        sent = new Map();
        post({ type: 'strings', strings: panelStrings(vscode.l10n), language: vscode.env.language });
        return draw();
      case 'details': {
        const route = actions.routeOf(message.id);
        if (route) post({ type: 'details', details: endpointDetails(message.id, route, facts.project, panelLocale()) });
        return;
      }
      case 'openHandler':
      case 'copyRow':
      case 'createTest':
      case 'replay':
        return actions[message.type](message.id);
      case 'copyCurl':
      case 'createRequest':
      case 'openLine':
        return actions[message.type](message.id, message.sample);
      case 'openFinding':
        return actions.openFinding(message.id, message.finding);
      case 'link':
        return link.link();
      case 'linkSuggested': {
        const chosen = suggestions[message.index];
        return chosen ? link.add([chosen]) : undefined;
      }
      case 'drop':
        return link.add(message.uris.flatMap(fileUri));
      case 'unlink':
        return link.unlink(message.path);
      case 'changeFormat':
        return link.changeFormat(
          message.path,
          reader.summary?.files.find(({ path }) => path === message.path)?.format ?? '',
        );
      case 'cancel':
        return reader.stop();
      case 'retry':
        return reader.read();
      default:
        return commands[message.type]();
    }
  };

  const provider: vscode.WebviewViewProvider = {
    resolveWebviewView(resolved) {
      view = resolved;
      ready = false;
      const { webview } = resolved;
      const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');
      const at = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
      webview.options = { enableScripts: true, localResourceRoots: [dist] };
      webview.onDidReceiveMessage((received) => {
        const message = messageToExtension(received);
        if (!message) return output.warn('panel: dropped a message of an unknown shape');
        handle(message).catch((error) => {
          output.error(error);
          vscode.window.setStatusBarMessage(vscode.l10n.t('Preflight could not do this; the output says why.'), 6000);
        });
      });
      resolved.onDidChangeVisibility(drawSoonest);
      resolved.onDidDispose(() => {
        view = undefined;
        ready = false;
      });
      webview.html = pageHtml(randomBytes(16).toString('hex'), {
        source: webview.cspSource,
        script: at('webview.js'),
        style: at('panel.css'),
        language: vscode.env.language,
        title: 'Preflight',
      });
    },
  };
  const registrations = vscode.Disposable.from(
    // Kept while out of sight: whoever looks back and forth between code and panel finds it as it was, and at once.
    vscode.window.registerWebviewViewProvider('preflight.scanner', provider, {
      webviewOptions: { retainContextWhenHidden: true },
    }),
    reader.onDidChange(drawSoon),
    facts.onDidChange(drawSoon),
    { dispose: () => clearTimeout(timer) },
  );
  return {
    async reveal(id) {
      revealing = id;
      await vscode.commands.executeCommand('preflight.scanner.focus');
      drawSoon();
    },
    dispose: () => registrations.dispose(),
  };
}

/** Only files of this machine; whatever else was dropped is none of ours. */
function fileUri(text: string): vscode.Uri[] {
  try {
    const uri = vscode.Uri.parse(text, true);
    if (uri.scheme === 'file' && uri.authority === '') return [uri];
    // In a remote window the page calls files by the remote's name; the extension runs there itself.
    return uri.scheme === 'vscode-remote' ? [vscode.Uri.file(uri.path)] : [];
  } catch {
    return [];
  }
}
