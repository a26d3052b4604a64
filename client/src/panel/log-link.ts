/**
 * Which access logs are linked to this workspace. Remembered by the workspace's own state, not by its settings: the
 * path of a log says more about a machine than a team wants to share, and a cloned folder must not choose what is read.
 */
import * as vscode from 'vscode';

const KEY = 'preflight.linkedLogs';
const FORMATS_KEY = 'preflight.logFormats';
/** What looks like an access log in a workspace. */
const LOOKS_LIKE_LOG = '**/*access*{.log,.log.1,.log.gz,.json}';
const NEVER = '**/{node_modules,vendor,miniprogram_npm,.git}/**';
const MOST_SUGGESTED = 5;

export interface LogLink {
  /** The linked files, in the order they were linked. */
  files(): readonly vscode.Uri[];
  /** The formats that were given by hand, as nginx and Apache write them, by path. */
  formats(): Readonly<Record<string, string>>;
  readonly onDidChange: vscode.Event<void>;
  /** Asks for files and links them; nothing changes when the person cancels. */
  link(): Promise<void>;
  /** Links these, beside those that are linked. What is no file on this machine is left out. */
  add(uris: readonly vscode.Uri[]): Promise<void>;
  /** Takes one away, or all. */
  unlink(path?: string): Promise<void>;
  /** Asks for the format of the lines of one file. @param found what it was taken for */
  changeFormat(path: string, found: string): Promise<void>;
  /** Access logs of the workspace that are not linked. */
  suggestions(): Promise<readonly vscode.Uri[]>;
}

export function createLogLink(context: vscode.ExtensionContext): LogLink {
  const changed = new vscode.EventEmitter<void>();
  context.subscriptions.push(changed);
  const state = context.workspaceState;
  const files = () => readable(state.get<unknown>(KEY));
  const formats = () => state.get<Record<string, string>>(FORMATS_KEY) ?? {};
  const announce = () => vscode.commands.executeCommand('setContext', 'preflight.logLinked', files().length > 0);
  const remember = async (uris: readonly vscode.Uri[]) => {
    await state.update(
      KEY,
      uris.map((uri) => uri.toString()),
    );
    await announce();
    changed.fire();
  };
  void announce();
  const add = async (uris: readonly vscode.Uri[]) => {
    const known = files();
    const local = uris.filter((uri) => uri.scheme === 'file' && uri.authority === '');
    const added = local.filter((uri) => !known.some((other) => other.toString() === uri.toString()));
    if (added.length > 0) await remember([...known, ...added]);
  };
  return {
    files,
    formats,
    onDidChange: changed.event,
    add,
    async link() {
      const chosen = await vscode.window.showOpenDialog({
        canSelectMany: true,
        openLabel: vscode.l10n.t('Link'),
        title: vscode.l10n.t('Link access log'),
        filters: {
          [vscode.l10n.t('Access logs')]: ['log', 'json', 'gz', 'txt', '1'],
          [vscode.l10n.t('All files')]: ['*'],
        },
      });
      if (!chosen) return;
      await add(chosen);
      await vscode.commands.executeCommand('preflight.scanner.focus');
    },
    async unlink(path) {
      const kept = path === undefined ? [] : files().filter((uri) => uri.fsPath !== path);
      // A log that is linked anew is a new one: nothing of it is kept.
      const paths = new Set(kept.map((uri) => uri.fsPath));
      const given = Object.entries(formats()).filter(([file]) => paths.has(file));
      await state.update(FORMATS_KEY, Object.fromEntries(given));
      await remember(kept);
    },
    async changeFormat(path, found) {
      const value = await vscode.window.showInputBox({
        title: vscode.l10n.t('Format of {0}', path.split(/[/\\]/).at(-1) ?? path),
        prompt: vscode.l10n.t('log_format of nginx or LogFormat of Apache. Empty: found by itself ({0}).', found),
        placeHolder: '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent',
        value: formats()[path] ?? '',
        validateInput: (text) => (text.trim() === '' || namesFields(text) ? undefined : WRONG_FORMAT()),
      });
      if (value === undefined) return;
      const { [path]: _, ...others } = formats();
      await state.update(FORMATS_KEY, value.trim() === '' ? others : { ...others, [path]: value.trim() });
      changed.fire();
    },
    async suggestions() {
      const linked = new Set(files().map((uri) => uri.toString()));
      const found = await vscode.workspace.findFiles(LOOKS_LIKE_LOG, NEVER, MOST_SUGGESTED * 2);
      return found.filter((uri) => !linked.has(uri.toString())).slice(0, MOST_SUGGESTED);
    },
  };
}

const WRONG_FORMAT = () => vscode.l10n.t('This names no request line: $request or %r is needed.');

/** A first look only; the server reads the whole of it and says what it lacks. */
function namesFields(text: string): boolean {
  return /\$\{?(request|request_uri|uri)\b|%[<>]?(r|U|\{[^}]+\}[a-z])/.test(text);
}

/** State outlives versions of the extension: what does not read is forgotten. */
function readable(kept: unknown): vscode.Uri[] {
  if (!Array.isArray(kept)) return [];
  return kept.flatMap((text) => {
    try {
      return typeof text === 'string' ? [vscode.Uri.parse(text, true)] : [];
    } catch {
      return [];
    }
  });
}
