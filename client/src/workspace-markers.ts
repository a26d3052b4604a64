/** Whether an open folder has anything for us: what activates the extension is a file name, and file names are shared. */
import * as vscode from 'vscode';

/** Files that only a mini-program, a backend we know or a project that configured us has. */
const SURE = [
  'project.config.json',
  'game.json',
  'pages.json',
  'mpx.config.*',
  'composer.json',
  'preflight.config.json',
];
/** Never looked into. */
const EXCLUDED = '**/{node_modules,miniprogram_npm,vendor}/**';
/** `app.json` is also what Expo, Heroku and others call their file; ours lists pages. */
const SHARED = 'app.json';
const MAX_SHARED = 20;

/** Reads at most a few small files, so that it costs nothing in a folder that has nothing. */
export async function workspaceHasProject(): Promise<boolean> {
  const sure = await vscode.workspace.findFiles(`**/{${SURE.join(',')}}`, EXCLUDED, 1);
  if (sure.length > 0) return true;
  const shared = await vscode.workspace.findFiles(`**/${SHARED}`, EXCLUDED, MAX_SHARED);
  for (const file of shared) if (await listsPages(file)) return true;
  return false;
}

async function listsPages(file: vscode.Uri): Promise<boolean> {
  try {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    return /"pages"\s*:\s*\[/.test(text);
  } catch {
    return false; // gone or unreadable: whoever checks the folder says so
  }
}
