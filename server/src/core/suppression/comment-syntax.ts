/** How comments are written, by language: what the reader of suppressions accepts and what the writer of them puts. */

export interface CommentSyntax {
  /** Signs that open a comment, or stand at the beginning of its further lines. */
  readonly signs: readonly string[];
  /** How a comment of one line is written; undefined where it depends on the block it stands in, or none is allowed. */
  readonly write?: { readonly before: string; readonly after: string };
}

const line = (sign: string) => ({ before: `${sign} `, after: '' });
const SLASHES = ['//', '/*', '*'];

const SCRIPT: CommentSyntax = { signs: SLASHES, write: line('//') };
export const BLOCK: CommentSyntax = { signs: ['/*', '*'], write: { before: '/* ', after: ' */' } };
export const MARKUP: CommentSyntax = { signs: ['<!--'], write: { before: '<!-- ', after: ' -->' } };
/** The script of a component; its template and its styles are written as markup and as blocks. */
const COMPONENT: CommentSyntax = { signs: [...SLASHES, '<!--'], write: line('//') };
const HASH: CommentSyntax = { signs: ['#', ';'], write: line('#') };
const DASHES: CommentSyntax = { signs: ['--', '/*', '*'], write: line('--') };
/** Comments are read where somebody writes them, but strict JSON has none. */
const JSON_TEXT: CommentSyntax = { signs: SLASHES };
/** A file of an unknown kind: any comment counts, none is written. */
const ANY: CommentSyntax = { signs: [...SLASHES, '<!--', '#', '--', ';'] };

const BY_EXTENSION: ReadonlyMap<string, CommentSyntax> = new Map([
  ...each('js mjs cjs ts mts cts jsx tsx wxs jsonc json5 java go scss sass less styl', SCRIPT),
  ...each('json', JSON_TEXT),
  ...each('css wxss acss ttss qss', BLOCK),
  ...each('wxml axml swan ttml qml html xml', MARKUP),
  ...each('vue mpx wpy nvue uvue cml interface svelte', COMPONENT),
  ...each('php', { signs: [...SLASHES, '#', '<!--'], write: line('//') }),
  ...each('py rb sh yml yaml toml conf env properties ini', HASH),
  ...each('sql lua', DASHES),
]);

function each(extensions: string, syntax: CommentSyntax): [string, CommentSyntax][] {
  return extensions.split(' ').map((extension) => [extension, syntax]);
}

/** The syntax of a file, by its name. `.env.production` and the like are environment files. */
export function commentSyntaxOf(path: string): CommentSyntax {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const extension = name.startsWith('.env') ? 'env' : name.slice(name.lastIndexOf('.') + 1);
  return BY_EXTENSION.get(extension) ?? ANY;
}

/** Whether a file is made of blocks in several languages. */
export function isComponent(path: string): boolean {
  return commentSyntaxOf(path) === COMPONENT;
}

/** Whether comments among elements need braces, as in JSX: only scripts hold such elements. */
export function isScript(path: string): boolean {
  return commentSyntaxOf(path) === SCRIPT;
}
