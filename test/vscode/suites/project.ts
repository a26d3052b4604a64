/** In the sample: what people see while they type, through VS Code's own API. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

const RECORD = 'miniprogram/api/record.js';
const TEST_HOST = 'test-record.tinglanzhibo.cn';

const root = () => vscode.workspace.workspaceFolders![0]!.uri;
const open = async (file: string) => vscode.window.showTextDocument(vscode.Uri.joinPath(root(), file));

/** The product's findings of a document, once `accepts` is content with them. @throws with what there was instead */
async function findings(
  uri: vscode.Uri,
  accepts: (found: vscode.Diagnostic[]) => boolean,
): Promise<vscode.Diagnostic[]> {
  const end = Date.now() + 30_000;
  for (;;) {
    const found = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'preflight');
    if (accepts(found)) return found;
    if (Date.now() > end) throw new Error(`waited in vain; there was ${JSON.stringify(found)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const ruleOf = ({ code }: vscode.Diagnostic) => (typeof code === 'object' ? code.value : code);
const has = (rule: string) => (found: vscode.Diagnostic[]) => found.some((finding) => ruleOf(finding) === rule);

async function replace(editor: vscode.TextEditor, from: string, to: string): Promise<void> {
  const start = editor.document.getText().indexOf(from);
  assert.notEqual(start, -1, `${from} is in the document`);
  const place = new vscode.Range(editor.document.positionAt(start), editor.document.positionAt(start + from.length));
  assert.ok(await editor.edit((edit) => edit.replace(place, to)));
}

export function project(): void {
  describe('The sample project', () => {
    afterEach(async () => {
      await vscode.commands.executeCommand('workbench.action.files.revert');
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });

    it('activates the extension, which registers every command it contributes', async () => {
      const extension = vscode.extensions.getExtension('preflight.mp-preflight')!;
      await extension.activate();
      const registered = new Set(await vscode.commands.getCommands(true));
      const { contributes } = extension.packageJSON as { contributes: { commands: { command: string }[] } };
      const missing = contributes.commands.map(({ command }) => command).filter((command) => !registered.has(command));
      assert.deepEqual(missing, []);
    });

    it('finds the request parameter that the sample backend sends back undecoded', async () => {
      const { document } = await open('server/app/controller/LiveController.php');
      const found = await findings(document.uri, has('unguarded-decode'));
      const finding = found.find((one) => ruleOf(one) === 'unguarded-decode')!;
      assert.ok(finding.message.includes('query.live_id'), finding.message);
      assert.match(document.getText(finding.range), /^json\(/);
    });

    it('underlines the host that the release build should not ask, and says how it gets there', async () => {
      const { document } = await open(RECORD);
      const found = await findings(document.uri, has('test-host'));
      const finding = found.find((one) => ruleOf(one) === 'test-host')!;
      assert.equal(finding.severity, vscode.DiagnosticSeverity.Error);
      assert.match(document.getText(finding.range), new RegExp(TEST_HOST));
      assert.ok(finding.message.includes(TEST_HOST), finding.message);
      assert.ok(finding.relatedInformation?.some(({ location }) => location.uri.path.endsWith('utils/request.js')));
    });

    it('takes the finding back when the host is corrected, and finds it again when that is undone', async () => {
      const editor = await open(RECORD);
      const { uri } = editor.document;
      await findings(uri, has('test-host'));
      await replace(editor, TEST_HOST, 'record.tinglanzhibo.cn');
      await findings(uri, (found) => !has('test-host')(found));
      await vscode.commands.executeCommand('undo');
      await findings(uri, has('test-host'));
    });

    it('explains in a hover what each build asks', async () => {
      const { document } = await open(RECORD);
      await findings(document.uri, has('test-host'));
      const position = document.positionAt(document.getText().indexOf(TEST_HOST));
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        position,
      );
      const text = hovers.flatMap(({ contents }) => contents.map((one) => (typeof one === 'string' ? one : one.value)));
      // Markdown escapes what could be read as its own signs.
      assert.ok(text.join('\n').replaceAll('\\', '').includes(TEST_HOST), JSON.stringify(text));
    });

    it('runs every command that needs no answer', async () => {
      for (const name of [
        'checkBeforeReview',
        'showHosts',
        'openReport',
        'copyServerDomains',
        'restartServer',
        'showOutput',
      ]) {
        await vscode.commands.executeCommand(`preflight.${name}`);
      }
      assert.match(await vscode.env.clipboard.readText(), /^request: https:\/\/api\.tinglanzhibo\.cn$/m);
    });

    it('still finds after the server was started anew', async () => {
      await vscode.commands.executeCommand('preflight.restartServer');
      const { document } = await open(RECORD);
      await findings(document.uri, has('test-host'));
    });
  });
}
