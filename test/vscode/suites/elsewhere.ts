/** In a folder that has no mini-program: the extension must not be there. */
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** Longer than VS Code searches for the files that activate an extension. */
const LONG_ENOUGH_MS = 5000;

export function elsewhere(): void {
  describe('A folder without a mini-program', () => {
    it('activates nothing, whatever is opened', async () => {
      const [script] = await vscode.workspace.findFiles('**/main.js');
      assert.ok(script, 'the folder under test has a script');
      await vscode.window.showTextDocument(script);
      await new Promise((resolve) => setTimeout(resolve, LONG_ENOUGH_MS));
      assert.equal(vscode.extensions.getExtension('preflight.mp-preflight')?.isActive, false);
    });

    it('answers a command all the same', async () => {
      await vscode.commands.executeCommand('preflight.showHosts');
      assert.equal(vscode.extensions.getExtension('preflight.mp-preflight')?.isActive, true);
    });
  });
}
