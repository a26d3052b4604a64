/** What can be done with the whole of what the log says: exports, words for the chat, advice for operators. */
import * as vscode from 'vscode';
import { chatSummary } from '../report/chat-summary.ts';
import { htmlReport } from '../report/html.ts';
import { type ReportSource, reportInput } from '../report/report-input.ts';
import { csvReport, markdownReport } from '../report/table-text.ts';
import type { Review } from '../review/check.ts';
import { reportMarkdown } from '../review/report-markdown.ts';
import type { LogReader } from './log-reader.ts';
import type { EndpointRow } from './model/endpoints.ts';
import { alertRouting, throttling } from './model/operations.ts';
import type { PanelState } from './model/overview.ts';
import type { L10n, Locale } from './model/words.ts';

export interface ScannerCommands {
  throttle(): Promise<void>;
  alerts(): Promise<void>;
  export(): Promise<void>;
  copyChinese(): Promise<void>;
}

/** What the linked logs say, in any language. @param translate turns a sentence of the server's into it */
export type Scan = (
  locale: Locale,
  translate: (sentence: string) => string,
) => { readonly state: PanelState; readonly rows: readonly EndpointRow[] } | undefined;

export function createScannerCommands(
  context: vscode.ExtensionContext,
  reader: LogReader,
  scan: Scan,
  review: Review,
  source: ReportSource,
): ScannerCommands {
  const nothing = () =>
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is nothing to report yet: check before review, or link an access log.'),
    );
  const formats: readonly { label: string; extension: string; write(): string | undefined }[] = [
    { label: 'HTML', extension: 'html', write: () => html() },
    { label: 'Markdown', extension: 'md', write: () => markdown() },
    {
      label: 'CSV',
      extension: 'csv',
      write: () => {
        const found = source.scan();
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
    const input = reportInput(review, source);
    return input.check || input.scan ? htmlReport(input, vscode.l10n) : undefined;
  };
  const markdown = () => {
    const { check, scan: found, stale, extent } = reportInput(review, source);
    const head = { title: vscode.l10n.t('Check before review'), extent, stale };
    const parts = [
      ...(check ? [reportMarkdown(check, head)] : []),
      ...(found ? [markdownReport(found.state, found.rows, vscode.l10n)] : []),
    ];
    return parts.length > 0 ? parts.join('\n') : undefined;
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
