/**
 * Specs are Markdown that is run. A heading is a test with a project of its own in memory; a line that holds only
 * `` `path`: `` names the file of the block below it. Comments in the files are the expectations:
 *
 *     const host = 'http://localhost'; // error: [test-host] "asks a test host"
 *     //           ^^^^^^^^^^^^^^^^^^                       the columns of the finding on the line above
 *     wx.request({ url: host });
 *     // ^^^^^^^                          ^^^>             (with `>`) a step of the path stands here
 *     // missing: [test-host]                              a known gap on the line above: red as soon as it closes
 *
 * An expectation on a line of its own speaks of the nearest line of code above it, except that a severity on a line
 * of its own speaks of the next line of code. Whatever is not expected must not be found.
 */

export interface Expectation {
  readonly kind: 'error' | 'warning' | 'info' | 'missing';
  readonly rule: string;
  /** A part of the message. */
  readonly part: string | undefined;
  readonly file: string;
  /** 1-based, in the file as the checker gets it. */
  readonly line: number;
  /** 1-based, end exclusive. */
  columns?: { readonly start: number; readonly end: number };
  /** Where in the Markdown, for the failure's words. */
  readonly at: number;
}

export interface ExpectedStep {
  readonly file: string;
  readonly line: number;
  readonly start: number;
  readonly part: string | undefined;
  readonly at: number;
}

export interface Spec {
  readonly title: string;
  /** The line of the heading in the Markdown. */
  readonly at: number;
  readonly files: Readonly<Record<string, string>>;
  readonly expectations: readonly Expectation[];
  readonly steps: readonly ExpectedStep[];
}

/** The specs of a page; headings without named files only group. */
export function readSpecs(markdown: string): readonly Spec[] {
  const specs: Spec[] = [];
  const lines = markdown.split('\n');
  let titles: string[] = [];
  let current: { at: number; files: Record<string, string>; expectations: Expectation[]; steps: ExpectedStep[] } =
    begin(1);
  let path: string | undefined;
  const finish = () => {
    if (Object.keys(current.files).length > 0) specs.push({ title: titles.filter(Boolean).join(' › '), ...current });
  };
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    const heading = /^(#+) (.*)$/.exec(line);
    if (heading) {
      finish();
      titles = [...titles.slice(0, heading[1]!.length - 1), heading[2]!];
      current = begin(at + 1);
      continue;
    }
    const named = /^`([^`]+)`:\s*$/.exec(line);
    if (named) {
      path = named[1]!;
      continue;
    }
    const fence = /^(`{3,})(\w*)/.exec(line);
    if (!fence) continue;
    const end = lines.findIndex((other, index) => index > at && other.trim() === fence[1]);
    if (end < 0) throw new Error(`line ${at + 1}: a block without an end`);
    if (path !== undefined) addFile(current, path, lines.slice(at + 1, end), at + 2);
    path = undefined;
    at = end;
  }
  finish();
  return specs;
}

function begin(at: number) {
  return { at, files: {} as Record<string, string>, expectations: [] as Expectation[], steps: [] as ExpectedStep[] };
}

const SIGN = String.raw`(?:\/\/|#|<!--|--|\/\*|;)`;
const SAID = new RegExp(
  String.raw`${SIGN}\s*(error|warning|info|missing): \[([\w-]+)\](?: "(.*)")?\s*(?:-->|\*\/\}?)?\s*$`,
);
const MARKED = new RegExp(String.raw`^(\s*${SIGN}[^^]*)(\^+)(>?)\s*(?:"(.*)")?\s*(?:-->|\*\/)?\s*$`);

function addFile(spec: ReturnType<typeof begin>, file: string, block: readonly string[], at: number): void {
  // JSON has no comments: there, expectations are taken out before the checker sees the file.
  const strip = file.endsWith('.json') && !file.endsWith('preflight.config.json');
  const kept: string[] = [];
  const ahead: Omit<Expectation, 'line'>[] = [];
  let code = 0;
  for (const [index, text] of block.entries()) {
    const here = { file, at: at + index };
    const said = SAID.exec(text);
    const marked = said ? null : MARKED.exec(text);
    const alone = marked !== null || (said !== null && text.slice(0, said.index).trim() === '');
    if (!(alone && strip)) kept.push(alone || !strip || !said ? text : text.slice(0, said.index).trimEnd());
    if (!alone && text.trim() !== '') {
      code = kept.length;
      for (const expectation of ahead.splice(0)) spec.expectations.push({ ...expectation, line: code });
    }
    if (said) {
      const expectation = { ...here, kind: said[1] as Expectation['kind'], rule: said[2]!, part: said[3] };
      if (!alone || expectation.kind === 'missing') spec.expectations.push({ ...expectation, line: code });
      else ahead.push(expectation);
    } else if (marked) {
      const start = marked[1]!.length + 1;
      if (marked[3]) {
        spec.steps.push({ ...here, line: code, start, part: marked[4] });
      } else {
        const last = spec.expectations.findLast(
          (expectation) => expectation.file === file && expectation.line === code && !expectation.columns,
        );
        if (!last) throw new Error(`line ${at + index}: ^^^ below a line of which nothing is expected`);
        last.columns = { start, end: start + marked[2]!.length };
      }
    }
  }
  if (ahead.length > 0) throw new Error(`line ${ahead[0]!.at}: an expectation after which no code comes`);
  spec.files[file] = `${kept.join('\n')}\n`;
}
