/** Text to Babel's tree: which grammar to try, and what to do when the text is not (yet) a program. */

import { type ParseResult, type ParserOptions, type ParserPlugin, parse, parseExpression } from '@babel/parser';
import type * as babel from '@babel/types';
import { repair, type Sacrifice, withoutDanglingDot } from './repair.ts';

export interface Grammar {
  /** TypeScript; otherwise JavaScript, with Flow's types where the file asks for them. */
  readonly typescript?: boolean;
  /** JSX: always read in JavaScript, in TypeScript only where this is set (`<T>x` is a cast otherwise). */
  readonly jsx?: boolean;
}

/** A complaint of the parser; offsets are into the text it was given. */
export interface ParseProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

export interface Parsed {
  /** Absent where not even a repaired text could be read. */
  readonly file?: babel.File;
  readonly problems: readonly ParseProblem[];
}

/** What is said of a text on which the parser ran out of stack. */
export const NESTED_TOO_DEEPLY = 'nested too deeply';

/**
 * Complaints that lose nothing of the meaning: the tree is whole. They are the compiler's business, and uni-app's
 * conditional compilation produces them in correct files (two declarations of one name).
 */
const HARMLESS = new Set([
  'VarRedeclaration',
  'DuplicateExport',
  'DuplicateDefaultExport',
  'DuplicateProto',
  'DuplicateConstructor',
  'DuplicateRegExpFlags',
  'MalformedRegExpFlags',
  'ModuleExportUndefined',
  'StrictDelete',
  'StrictEvalArguments',
  'StrictEvalArgumentsBinding',
  'StrictFunction',
  'StrictNumericEscape',
  'StrictOctalLiteral',
  'StrictWith',
  'SloppyFunction',
  'SloppyFunctionAsyncGenerator',
  'DeletePrivateField',
  'IllegalReturn',
  'IllegalBreakContinue',
  'LabelRedeclaration',
  'ParamDupe',
  'UnexpectedReservedWord',
  'UnexpectedKeyword',
  'UnexpectedSuper',
  'UnsupportedSuperPrivate',
  'AwaitNotInAsyncContext',
  'AwaitBindingIdentifier',
  'YieldBindingIdentifier',
  'InvalidPrivateFieldResolution',
  'PrivateNameRedeclaration',
]);

/** Parses a whole text. Never throws. */
export function parseModule(text: string, grammar: Grammar): Parsed {
  try {
    return parseOrRepair(text, grammar);
  } catch (error) {
    return { problems: [{ start: 0, end: text.length, message: describe(error) }] };
  }
}

/** Parses one expression, which must span the whole text but for spaces. Never throws. */
export function parseOneExpression(text: string): {
  readonly expression?: babel.Expression;
  readonly problems: readonly ParseProblem[];
} {
  try {
    const expression = parseExpression(text, optionsFor(grammarPlugins({}), 'module'));
    return { expression, problems: problemsOf(expression.errors) };
  } catch (error) {
    const start = syntaxErrorPosition(error) ?? 0;
    return { problems: [{ start: Math.min(start, text.length), end: text.length, message: describe(error) }] };
  }
}

function parseOrRepair(text: string, grammar: Grammar): Parsed {
  const usual = grammarPlugins(grammar, /@flow\b/.test(text.slice(0, 2000)));
  let file: ParseResult<babel.File> | undefined;
  let failure: unknown;
  try {
    file = parseWith(text, usual, 'module');
    if (problemsOf(file.errors).length === 0) return { file, problems: [] };
  } catch (error) {
    if (syntaxErrorPosition(error) === undefined) throw error;
    failure = error;
  }
  const other = parseOtherwise(text, grammar, usual);
  if (other) return { file: other, problems: [] };
  if (file) return withoutDot(text, usual, file);
  return repairAndParse(text, usual, failure);
}

/** The text in the other grammars it may be written in, if it is without fault in one: a sloppy script, or types in a `.js` file. */
function parseOtherwise(text: string, grammar: Grammar, usual: readonly ParserPlugin[]): babel.File | undefined {
  const tries: [readonly ParserPlugin[], 'module' | 'script'][] = [];
  if (!/^\s*(?:import|export)\b/m.test(text)) tries.push([usual, 'script']);
  if (grammar.typescript) {
    tries.push([grammarPlugins({ typescript: true, jsx: !grammar.jsx }), 'module']);
  } else if (/:\s*\w|\bas\s|\btype\s|<\w/.test(text)) {
    tries.push([grammarPlugins({ typescript: true, jsx: true }), 'module']);
    if (/\bimport\s+type(?:of)?\s|\?\w+|\{\|/.test(text)) tries.push([grammarPlugins({}, true), 'module']);
  }
  for (const [plugins, sourceType] of tries) {
    try {
      const file = parseWith(text, plugins, sourceType);
      if (problemsOf(file.errors).length === 0) return file;
    } catch (error) {
      if (syntaxErrorPosition(error) === undefined) throw error;
    }
  }
  return undefined;
}

/**
 * What each repair may give up. The first ones go on from one another, each where the parser gave up next; where they
 * do not suffice, the text as written is taken up again and more and more around its first fault is given up.
 */
const SACRIFICES: readonly Sacrifice[] = [
  'token',
  'token',
  'token',
  'token',
  'block',
  'outer block',
  'statement',
  'rest',
];

/** A file that was read with complaints: they may come from a half-typed member at the end of a line, which is then taken away. */
function withoutDot(text: string, plugins: readonly ParserPlugin[], file: ParseResult<babel.File>): Parsed {
  const problems = problemsOf(file.errors);
  const repaired = withoutDanglingDot(text, problems[0]!.start);
  if (!repaired) return { file, problems };
  try {
    const better = parseWith(repaired.text, plugins, 'module');
    const left = problemsOf(better.errors);
    if (left.length < problems.length) return { file: better, problems: [problems[0]!, ...left] };
  } catch (error) {
    if (syntaxErrorPosition(error) === undefined) throw error;
  }
  return { file, problems };
}

function repairAndParse(text: string, plugins: readonly ParserPlugin[], failure: unknown): Parsed {
  let problems: ParseProblem[] = [];
  let current = text;
  let error = failure;
  let furthest = -1;
  for (const sacrifice of SACRIFICES) {
    let at = syntaxErrorPosition(error);
    if (at === undefined) throw error;
    let given = sacrifice;
    if (sacrifice === 'token' && at <= furthest) given = 'line';
    if (sacrifice === 'block' || (sacrifice === 'outer block' && at <= furthest)) {
      current = text;
      at = syntaxErrorPosition(failure)!;
      problems = [];
    }
    furthest = Math.max(furthest, at);
    const repaired = repair(current, Math.min(at, current.length), given);
    problems.push({
      start: Math.min(repaired.start, text.length),
      end: Math.min(Math.max(repaired.end, repaired.start + 1), text.length),
      message: describe(error),
    });
    current = repaired.text;
    try {
      const file = parseWith(current, plugins, 'module');
      return { file, problems: [...problems, ...problemsOf(file.errors)] };
    } catch (next) {
      error = next;
    }
  }
  if (syntaxErrorPosition(error) === undefined) throw error;
  return { problems: [...problems, { start: 0, end: text.length, message: describe(error) }] };
}

function grammarPlugins(grammar: Grammar, flow = false): ParserPlugin[] {
  const plugins: ParserPlugin[] = ['decorators-legacy', 'decoratorAutoAccessors', 'exportDefaultFrom'];
  if (grammar.typescript) plugins.push('typescript');
  else if (flow) plugins.push(['flow', { all: true }]);
  if (!grammar.typescript || grammar.jsx) plugins.push('jsx');
  return plugins;
}

function optionsFor(plugins: readonly ParserPlugin[], sourceType: 'module' | 'script'): ParserOptions {
  return {
    sourceType,
    plugins: [...plugins],
    errorRecovery: true,
    attachComment: false,
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
    allowImportExportEverywhere: true,
    allowSuperOutsideMethod: true,
    allowNewTargetOutsideFunction: true,
    allowUndeclaredExports: true,
  };
}

function parseWith(text: string, plugins: readonly ParserPlugin[], sourceType: 'module' | 'script') {
  return parse(text, optionsFor(plugins, sourceType));
}

/** What an `errors` list of the parser holds. */
interface BabelError {
  readonly message?: string;
  readonly reasonCode?: string;
  readonly pos?: number;
  readonly loc?: { readonly index?: number };
}

function problemsOf(errors: readonly unknown[] | null | undefined): ParseProblem[] {
  return ((errors ?? []) as readonly BabelError[])
    .filter((error) => !HARMLESS.has(error.reasonCode ?? ''))
    .map((error) => {
      const start = error.pos ?? error.loc?.index ?? 0;
      return { start, end: start + 1, message: describe(error) };
    });
}

/** Where a syntax error stands; `undefined` for any other failure. */
function syntaxErrorPosition(error: unknown): number | undefined {
  if (!(error instanceof SyntaxError)) return undefined;
  const { pos, loc } = error as BabelError;
  return pos ?? loc?.index;
}

/** The parser's sentence without its own position, which is another text's where a script stands inside a page. */
function describe(error: unknown): string {
  if (error instanceof RangeError) return NESTED_TOO_DEEPLY;
  const { message } = error as BabelError;
  return (message ?? 'cannot be read').replace(/\s*\(\d+:\d+\)\s*$/, '');
}
