/** What can be done with the whole of what the log says: exports, words for the chat, advice for operators. */
import * as vscode from 'vscode';
import { chatSummary } from '../report/chat-summary.ts';
import { htmlReport } from '../report/html.ts';
import { csvReport, markdownReport } from '../report/table-text.ts';
import type { Review } from '../review/check.ts';
import { outlineOf } from '../review/outline.ts';
import { subjectName } from '../review/words.ts';
import type { LogReader } from './log-reader.ts';
import { type EndpointRow, endpointRows } from './model/endpoints.ts';
import { lastScan } from './model/last-scan.ts';
import { alertRouting, throttling } from './model/operations.ts';
import { type PanelState, panelState } from './model/overview.ts';
import { dateTime, type L10n, type Locale } from './model/words.ts';
import type { ProjectFacts } from './project-facts.ts';
import { panelLocale, translated } from './scanner-view.ts';

export interface ScannerCommands {
  throttle(): Promise<void>;
  alerts(): Promise<void>;
  export(): Promise<void>;
  copyChinese(): Promise<void>;
}

export function createScannerCommands(
  context: vscode.ExtensionContext,
  reader: LogReader,
  facts: ProjectFacts,
  review: Review,
): ScannerCommands {
  const scan = (locale: Locale, translate = translated): { state: PanelState; rows: EndpointRow[] } | undefined => {
    const { summary, phase } = reader;
    if (!summary) return undefined;
    const around = { phase, now: Date.now(), suggestions: [], testHosts: facts.testHosts, translate };
    const rows = endpointRows(summary, facts.project, locale).sort((a, b) => b.rank - a.rank);
    return { state: panelState(summary, around, locale), rows };
  };
  const nothing = () => void vscode.window.showInformationMessage(vscode.l10n.t('No access log is linked.'));
  const formats: readonly { label: string; extension: string; write(): string | undefined }[] = [
    { label: 'HTML', extension: 'html', write: () => html() },
    {
      label: 'Markdown',
      extension: 'md',
      write: () => {
        const found = scan(panelLocale());
        return found && markdownReport(found.state, found.rows, vscode.l10n);
      },
    },
    {
      label: 'CSV',
      extension: 'csv',
      write: () => {
        const found = scan(panelLocale());
        return found && csvReport(found.rows, vscode.l10n);
      },
    },
    {
      label: 'JSON',
      extension: 'json',
      write: () => reader.summary && `${JSON.stringify(reader.summary, null, 2)}\n`,
    },
  ];
  const html = () => {
    const found = scan(panelLocale());
    const { summary } = reader;
    const last = summary && lastScan(summary, facts.project, panelLocale(), Date.now());
    const check = review.result?.map(({ name, folder, report }) => ({
      name,
      report,
      lines: outlineOf({ folder: folder.toString(), report, scan: last }, vscode.l10n),
    }));
    if (!check && !found) return undefined;
    const subjects = {
      review: subjectName(vscode.l10n, 'review'),
      release: subjectName(vscode.l10n, 'release'),
      backend: subjectName(vscode.l10n, 'backend'),
    };
    const written = dateTime(panelLocale(), new Date().toISOString());
    const { stale } = review;
    return htmlReport({ check, stale, scan: found, subjects, written, language: vscode.env.language }, vscode.l10n);
  };
  return {
    async throttle() {
      const peak = Math.max(0, ...(reader.summary?.sessions ?? []).map((session) => session.peakRate));
      const snippets = throttling(peak);
      const chosen = await vscode.window.showQuickPick(
        snippets.map(({ name, text }) => ({ label: name, text })),
        { title: vscode.l10n.t('Limit how fast the scanner may ask. Blocking it would fail the review.') },
      );
      if (chosen) await showText(chosen.text);
    },
    alerts: () => showText(alertRouting()),
    async export() {
      const chosen = await vscode.window.showQuickPick(formats, { title: vscode.l10n.t('Export the report') });
      if (!chosen) return;
      const content = chosen.write();
      if (content === undefined) return nothing();
      const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
      const name = `preflight-scan.${chosen.extension}`;
      const target = await vscode.window.showSaveDialog({
        defaultUri: folder ? vscode.Uri.joinPath(folder, name) : vscode.Uri.file(name),
        filters: { [chosen.label]: [chosen.extension] },
      });
      if (target) await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(content));
    },
    async copyChinese() {
      const bundle = await chineseBundle(context);
      const l10n: L10n = { t: (sentence, ...args) => filled(bundle[sentence] ?? sentence, args) };
      const found = scan({ l10n, language: 'zh-CN' }, (sentence) => bundle[sentence] ?? sentence);
      if (!found) return nothing();
      await vscode.env.clipboard.writeText(chatSummary(found.state, found.rows, l10n));
      vscode.window.setStatusBarMessage(vscode.l10n.t('Copied'), 4000);
    },
  };
}

async function showText(content: string): Promise<void> {
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content }), { preview: true });
}

/** Chinese whatever the editor speaks: the colleagues in the chat are who reads it. */
async function chineseBundle(context: vscode.ExtensionContext): Promise<Record<string, string>> {
  const file = vscode.Uri.joinPath(context.extensionUri, 'l10n', 'bundle.l10n.zh-cn.json');
  return JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file))) as Record<string, string>;
}

function filled(sentence: string, args: readonly (string | number)[]): string {
  return sentence.replace(/\{(\d+)\}/g, (place, at: string) => String(args[Number(at)] ?? place));
}
