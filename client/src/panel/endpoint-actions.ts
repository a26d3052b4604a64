/** From an endpoint to its code, and to things that ask it again. */
import * as vscode from 'vscode';
import type { LogReader } from './log-reader.ts';
import { targetOf } from './model/bytes.ts';
import { handlerOf, rowId, unguardedOf } from './model/endpoints.ts';
import { curlCommand, httpRequest, usualBase } from './model/exact-request.ts';
import { regressionTest, runnerOf, usesModules } from './model/regression-test.ts';
import type { HitSample, RouteSummary } from './model/summary.ts';
import { shortened, visible } from './model/visible.ts';
import type { ProjectFacts } from './project-facts.ts';
import { replay } from './replay.ts';

const BASE_KEY = 'preflight.localBase';
/** As many different requests as one test sends. */
const MOST_CASES = 10;
/** As much of a log as is shown around a line. */
const AROUND = 8192;

export type EndpointActions = ReturnType<typeof createEndpointActions>;

export function createEndpointActions(context: vscode.ExtensionContext, reader: LogReader, facts: ProjectFacts) {
  const routeOf = (id: string) => reader.summary?.routes.find((route) => rowId(route) === id);
  const baseOf = (route: RouteSummary) =>
    context.workspaceState.get<string>(BASE_KEY) ?? usualBase(handlerOf(route, facts.project)?.framework);
  const withSample = async (id: string, at: number, act: (route: RouteSummary, sample: HitSample) => Promise<void>) => {
    const route = routeOf(id);
    const sample = route?.samples[at];
    if (route && sample) await act(route, sample);
  };
  const actions = {
    routeOf,
    async openHandler(id: string) {
      const route = routeOf(id);
      const handler = route && handlerOf(route, facts.project);
      if (!handler) return say(vscode.l10n.t('No route of this project answers it. Another service may.'));
      await openLine(vscode.Uri.parse(handler.uri), handler.line);
    },
    async openFinding(id: string, at: number) {
      const route = routeOf(id);
      const finding = route && unguardedOf(route, facts.project)[at];
      if (finding) await openLine(vscode.Uri.parse(finding.uri), finding.line);
    },
    async copyRow(id: string) {
      const route = routeOf(id);
      if (!route) return;
      const statuses = Object.entries(route.statuses).map(([status, hits]) => `${status} ×${hits}`);
      const cells = [
        route.method,
        route.path,
        Object.keys(route.params).join(' '),
        statuses.join(' '),
        String(route.hits),
      ];
      await copied(cells.map(visible).join('\t'));
    },
    copyCurl: (id: string, at: number) =>
      withSample(id, at, async (route, sample) => {
        const target = targetOf(sample);
        if (!target) return say(vscode.l10n.t('The server did not log what was asked.'));
        await copied(curlCommand(sample.method, target, baseOf(route)));
        if (!target.exact)
          say(vscode.l10n.t('The log does not hold every byte of this request; the copy is close to it.'));
      }),
    createRequest: (id: string, at: number) =>
      withSample(id, at, async (route, sample) => {
        const target = targetOf(sample);
        if (!target) return say(vscode.l10n.t('The server did not log what was asked.'));
        const remark = vscode.l10n.t('From the review scan, answered {0}', sample.status);
        const languages = await vscode.languages.getLanguages();
        const content = httpRequest(sample.method, target, baseOf(route), remark);
        await showNew(content, languages.includes('http') ? 'http' : 'plaintext');
      }),
    async createTest(id: string) {
      const route = routeOf(id);
      if (!route) return;
      const handler = handlerOf(route, facts.project);
      const file = handler && vscode.Uri.parse(handler.uri);
      const folder = file ? vscode.workspace.getWorkspaceFolder(file) : vscode.workspace.workspaceFolders?.[0];
      const manifest = {
        composer: await nearest('composer.json', file, folder?.uri),
        package: await nearest('package.json', file, folder?.uri),
      };
      const cases = route.samples.flatMap((sample) => {
        const target = targetOf(sample);
        return target ? [{ method: sample.method, target, status: sample.status }] : [];
      });
      if (cases.length === 0) return say(vscode.l10n.t('The server did not log what was asked.'));
      const runner = runnerOf(file?.path, manifest);
      const chosen = cases.slice(0, MOST_CASES);
      const { text, language, path } = regressionTest(runner, route.path, chosen, baseOf(route), usesModules(manifest));
      await showNew(text, language, folder && vscode.Uri.joinPath(folder.uri, path));
    },
    async replay(id: string) {
      const route = routeOf(id);
      if (!route) return;
      const base = await replay(route, baseOf(route));
      if (base) await context.workspaceState.update(BASE_KEY, base);
    },
    /** The line between its neighbours: a log may be larger than an editor opens. */
    openLine: (id: string, at: number) =>
      withSample(id, at, async (_, sample) => {
        if (/\.gz$/i.test(sample.file)) return showNew(`${visible(sample.raw)}\n`, 'log');
        const { open } = await import('node:fs/promises');
        const handle = await open(sample.file, 'r');
        try {
          const start = Math.max(0, sample.offset - AROUND);
          const bytes = Buffer.alloc(AROUND * 2 + sample.length);
          const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
          const lines = bytes.subarray(0, bytesRead).toString('utf8').split('\n');
          const before =
            bytes
              .subarray(0, sample.offset - start)
              .toString('utf8')
              .split('\n').length - 1;
          const from = start > 0 ? 1 : 0;
          const text = lines.slice(from, -1).map(visible).join('\n');
          await showNew(text, 'preflight-access-log', undefined, before - from);
        } finally {
          await handle.close();
        }
      }),
  };
  return actions;
}

/** Text of a log never becomes part of a message of VS Code's, which would read links and icons in it. */
function say(text: string): void {
  vscode.window.setStatusBarMessage(shortened(text, 200), 6000);
}

async function copied(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  say(vscode.l10n.t('Copied'));
}

async function openLine(uri: vscode.Uri, line: number): Promise<void> {
  const position = new vscode.Position(line - 1, 0);
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(position, position) });
}

/** Nothing is written: the person looks, and saves or does not. */
async function showNew(content: string, language: string, place?: vscode.Uri, line?: number): Promise<void> {
  let document: vscode.TextDocument;
  if (place && !(await exists(place))) {
    document = await vscode.workspace.openTextDocument(place.with({ scheme: 'untitled' }));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), content);
    if (document.getText() === '') await vscode.workspace.applyEdit(edit);
  } else {
    const languages = await vscode.languages.getLanguages();
    document = await vscode.workspace.openTextDocument({
      content,
      language: languages.includes(language) ? language : 'plaintext',
    });
  }
  const selection = line === undefined ? undefined : new vscode.Range(line, 0, line + 1, 0);
  await vscode.window.showTextDocument(document, { preview: false, selection });
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

/** The text of the file of this name nearest above `from`, not above `root`. */
async function nearest(
  name: string,
  from: vscode.Uri | undefined,
  root: vscode.Uri | undefined,
): Promise<string | undefined> {
  if (!root) return undefined;
  let folder = from ? vscode.Uri.joinPath(from, '..') : root;
  for (;;) {
    const file = vscode.Uri.joinPath(folder, name);
    if (await exists(file)) return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    if (folder.path === root.path || folder.path.length <= root.path.length) return undefined;
    folder = vscode.Uri.joinPath(folder, '..');
  }
}
