/** What the commands of the palette do. */
import * as vscode from 'vscode';
import type { HostNode } from './hosts/hosts-view.ts';
import { markHost } from './hosts/mark-host.ts';
import { serverDomains } from './hosts/server-domains.ts';
import type { Scanner } from './panel/scanner.ts';
import type { ReportPanel } from './report/report-panel.ts';
import type { Review } from './review/check.ts';
import { writeReceipts } from './review/receipt-file.ts';
import { openSample } from './sample.ts';
import type { LanguageServer } from './server/language-server.ts';
import { whyChecked } from './why-checked.ts';

export interface Parts {
  readonly context: vscode.ExtensionContext;
  readonly server: LanguageServer;
  readonly review: Review;
  readonly scanner: Scanner;
  readonly report: ReportPanel;
  readonly output: vscode.LogOutputChannel;
}

export function registerCommands(parts: Parts): vscode.Disposable {
  const { server, review, scanner, report, output } = parts;
  /** The last result, or that of a check now: commands that show something must not ask for another command first. */
  const checked = async () => review.result ?? (await review.check());
  const commands: Record<string, (argument: unknown) => Promise<void> | void> = {
    async checkBeforeReview() {
      if (!vscode.workspace.workspaceFolders) return sayNoFolder();
      await reveal('preflight.review');
      await review.check();
    },
    async openReport() {
      if (await checked()) report.show();
    },
    async showHosts() {
      if (!vscode.workspace.workspaceFolders) return sayNoFolder();
      await reveal('preflight.hosts');
      await checked();
    },
    async copyServerDomains() {
      const result = await checked();
      if (!result) return;
      const text = serverDomains(result.map(({ report }) => report));
      await vscode.env.clipboard.writeText(text);
      const said =
        text === ''
          ? vscode.l10n.t('The release build asks no host that the platform would take.')
          : vscode.l10n.t('Server domains copied');
      vscode.window.setStatusBarMessage(said, 4000);
    },
    async writeReceipt() {
      if (await checked()) await writeReceipts(review);
    },
    markProductionHost: (node) => markHost(node as HostNode | undefined, 'production', server, review),
    markTestHost: (node) => markHost(node as HostNode | undefined, 'test', server, review),
    whyChecked: (uri) => whyChecked(uri as vscode.Uri | undefined, server),
    openSample: () => openSample(parts.context),
    linkLog: () => scanner.link.link(),
    unlinkLog: () => scanner.link.unlink(),
    exportReport: () => scanner.commands.export(),
    copySummaryInChinese: () => scanner.commands.copyChinese(),
    throttleScanner: () => scanner.commands.throttle(),
    routeAlerts: () => scanner.commands.alerts(),
    restartServer: () => server.restart(),
    showOutput: () => output.show(),
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, run]) =>
      vscode.commands.registerCommand(`preflight.${name}`, (argument: unknown) =>
        answering(() => run(argument), output),
      ),
    ),
  );
}

/** A view stays hidden in folders that have nothing for us; whoever asks for it gets it. */
async function reveal(view: string): Promise<void> {
  await vscode.commands.executeCommand('setContext', 'preflight.active', true);
  await vscode.commands.executeCommand(`${view}.focus`);
}

function sayNoFolder(): void {
  void vscode.window.showInformationMessage(vscode.l10n.t('Open the folder of a mini-program first.'));
}

/** A command that fails says so once, in a sentence, with the way to the details. */
async function answering(run: () => Promise<void> | void, output: vscode.LogOutputChannel): Promise<void> {
  try {
    await run();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    output.error(error instanceof Error ? error : reason);
    const show = vscode.l10n.t('Show output');
    const said = vscode.l10n.t('Preflight could not do this: {0}', reason);
    // Not awaited: the command has ended, whether or not anybody reads this.
    void vscode.window.showErrorMessage(said, show).then((choice) => {
      if (choice === show) output.show();
    });
  }
}
