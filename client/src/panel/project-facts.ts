/** Routes and unguarded decoders of the open folders: what the panel joins the log with. */
import * as vscode from 'vscode';
import type { Review } from '../review/check.ts';
import type { LanguageServer } from '../server/language-server.ts';
import { type CheckedFolder, type CheckFinding, requestCheck } from '../server/requests.ts';
import type { Project } from './model/endpoints.ts';
import { type DecodeFinding, type Route, routeTable } from './model/handlers.ts';

/** A save is often followed by another. */
const AFTER_SAVE_MS = 1500;

export interface ProjectFacts {
  readonly project: Project;
  /** Test hosts that the release build asks. */
  readonly testHosts: readonly string[];
  readonly onDidChange: vscode.Event<void>;
  /** Looks now, unless it is looking or has looked. */
  want(): void;
}

export function createProjectFacts(
  context: vscode.ExtensionContext,
  server: LanguageServer,
  review: Review,
  output: vscode.LogOutputChannel,
): ProjectFacts {
  const changed = new vscode.EventEmitter<void>();
  let folders: readonly CheckedFolder[] = [];
  let project: Project = projectFrom([]);
  let wanted = false;
  let running: vscode.CancellationTokenSource | undefined;
  let later: NodeJS.Timeout | undefined;

  const take = (checked: readonly CheckedFolder[]) => {
    folders = checked;
    project = projectFrom(checked);
    changed.fire();
  };
  const look = async () => {
    running?.cancel();
    const source = new vscode.CancellationTokenSource();
    running = source;
    try {
      const checked = await requestCheck(await server.client(), source.token, () => {});
      if (running === source) take(checked);
    } catch (error) {
      // Without it the panel still shows the log; it only cannot say whose code it was.
      if (!source.token.isCancellationRequested) output.warn(String(error));
    } finally {
      if (running === source) running = undefined;
      source.dispose();
    }
  };
  context.subscriptions.push(
    changed,
    review.onDidChange(() => {
      if (review.result && !review.running && review.stale === '') take(review.result);
    }),
    vscode.workspace.onDidSaveTextDocument(() => {
      if (!wanted) return;
      clearTimeout(later);
      later = setTimeout(() => void look(), AFTER_SAVE_MS);
    }),
    { dispose: () => clearTimeout(later) },
  );
  return {
    get project() {
      return project;
    },
    get testHosts() {
      const hosts = folders.flatMap(({ report }) => report.hosts);
      const wrong = hosts.filter(({ verdict, targets }) => verdict === 'test' && targets.includes('release'));
      return [...new Set(wrong.map(({ host }) => host))];
    },
    onDidChange: changed.event,
    want() {
      if (wanted) return;
      wanted = true;
      if (review.result && review.stale === '') take(review.result);
      else void look();
    },
  };
}

function projectFrom(folders: readonly CheckedFolder[]): Project {
  const several = folders.length > 1;
  const place = ({ folder, name }: CheckedFolder, { file, line }: { file: string; line: number }) => ({
    uri: vscode.Uri.joinPath(folder, file).toString(),
    line,
    label: `${several ? `${name}/` : ''}${file}:${line}`,
  });
  const routes = folders.flatMap((checked) =>
    checked.report.routes.map((route): Route => {
      const { method, path, framework } = route;
      return { method, path, framework, ...place(checked, route) };
    }),
  );
  const findings = folders.flatMap((checked) =>
    checked.report.findings
      .filter(({ rule }) => rule === 'unguarded-decode')
      .map(
        (finding): DecodeFinding => ({
          ...place(checked, finding),
          message: finding.message,
          params: parametersOf(finding),
          steps: finding.steps.map((step) => place(checked, step)),
        }),
      ),
  );
  return { routes, table: routeTable(routes), findings };
}

const NAMING = ['param', 'parameter', 'input', 'source', 'inputs', 'params', 'parameters'];

/** `query.live_id` and `live_id` are the same parameter to a log. */
function parametersOf({ data }: CheckFinding): string[] {
  const values = NAMING.flatMap((key) => data[key] ?? []).filter((value) => typeof value === 'string');
  return [...new Set(values.map((value) => value.replace(/^.*\./, '')).filter((name) => /^[\w[\]-]+$/.test(name)))];
}
