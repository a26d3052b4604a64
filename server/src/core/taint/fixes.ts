/** Quick fixes of an unguarded decoder: what they leave is code that can be read, and does not fail there any more. */

import { type Fix, message, type Place } from '../base/finding.ts';
import type { Hit } from './value.ts';

/** @param text that of the file with the decoder; none, no fixes */
export function fixesOf(hit: Hit, text: string | undefined): Fix[] {
  if (text === undefined) return [];
  const { place } = hit;
  const call = text.slice(place.start, place.end);
  if (/\.php$/.test(place.file)) return phpFixes(hit, place, call);
  // WXS knows neither `try` nor arrow functions; a decoder that is only named, or awaited, is not caught where it stands.
  if (/\.wxs$/.test(place.file) || !call.endsWith(')') || /\b(?:await|yield)\b/.test(call)) return [];
  const fallback = fallbackOf(hit.sink.name, text.slice(place.end));
  const edit = statementEdit(text, place, call, fallback) ?? expressionEdit(hit, text, place, call, fallback);
  if (!edit) return [];
  return [{ title: message('Catch what {0} throws and go on with {1}', hit.sink.name, fallback), edits: [edit] }];
}

/** What stands in for a value that cannot be decoded: of the same kind, so that what follows can go on with it. */
function fallbackOf(decoder: string, rest: string): string {
  if (!/parse|load/i.test(decoder)) return "''";
  return /^\s*\)*\s*(?:\.|\[)/.test(rest) ? '{}' : 'null';
}

/** `const x = decode(y);`, alone on its lines, with a `try` around it; or a decoder that is called as a statement. */
function statementEdit(text: string, place: Place, call: string, fallback: string): Fix['edits'][number] | undefined {
  const lineStart = text.lastIndexOf('\n', place.start - 1) + 1;
  const before = text.slice(lineStart, place.start);
  const after = /^[ \t]*;?[ \t]*(?=\r?\n|$)/.exec(text.slice(place.end, place.end + 40));
  const written = /^([ \t]*)(?:(const|let|var)\s+([A-Za-z_$][\w$]*)\s*=\s*)?$/.exec(before);
  // What goes on in the next line (`.then(…)`, `+ …`), or has begun in the last one, is no statement.
  if (!written || !after || /^\s*[.?[(+*/%&|,:<>=)\]-]/.test(text.slice(place.end + after[0].length))) return undefined;
  const [, indent, keyword, name] = written;
  // `const` begins a statement wherever it stands; the others may be the rest of one (`if (a)`, `a &&`).
  const begins =
    keyword === 'const' || keyword === 'let' || /(?:^|[;{}])$/.test(withoutComment(text.slice(0, lineStart)));
  if (!begins) return undefined;
  const declared =
    name === undefined ? '' : `${indent}${keyword === 'const' ? 'let' : keyword} ${name} = ${fallback};\n`;
  const assigned = name === undefined ? '' : `${name} = `;
  return {
    place: { file: place.file, start: lineStart, end: place.end + after[0].length },
    text: `${declared}${indent}try {\n${indent}  ${assigned}${call};\n${indent}} catch {\n${indent}  // Malformed input: the fallback stands.\n${indent}}`,
  };
}

/** The text before a line, without blanks and without a comment on its last line. */
function withoutComment(before: string): string {
  const last = before.trimEnd();
  const line = last.slice(last.lastIndexOf('\n') + 1);
  const comment = /(?:^|\s)\/\/[^'"`]*$/.exec(line);
  return comment ? last.slice(0, last.length - line.length + comment.index).trimEnd() : last;
}

/** A decoder in the midst of an expression becomes a function that catches and is called there. */
function expressionEdit(
  hit: Hit,
  text: string,
  place: Place,
  call: string,
  fallback: string,
): Fix['edits'][number] | undefined {
  if (hit.sink.failure !== 'throw' || !/^(?:decodeURI|decodeURIComponent|atob|.*\bparse)$/.test(hit.sink.name))
    return undefined;
  const before = text.slice(0, place.start);
  // At the beginning of a line without a semicolon before it, a parenthesis would call what stands in the line above.
  if (/\n[ \t]*$/.test(before) && !/[;{([,=:?&|>]$/.test(before.trimEnd())) return undefined;
  const value = fallback === '{}' ? '({})' : fallback;
  return { place, text: `(() => { try { return ${call}; } catch { return ${value}; } })()` };
}

/** `json_encode($x)` → with JSON_INVALID_UTF8_SUBSTITUTE, where that function takes its flags. */
function phpFixes(hit: Hit, place: Place, call: string): Fix[] {
  const flags = hit.sink.lenient;
  if (flags === undefined || !hasOneArgument(call)) return [];
  return [
    {
      title: message('Replace malformed bytes instead of failing'),
      edits: [{ place: { file: place.file, start: place.end - 1, end: place.end - 1 }, text: `, ${flags}` }],
      preferred: true,
    },
  ];
}

/** Whether a call, as written, has one argument: no comma stands outside brackets and quotes of its last parentheses. */
function hasOneArgument(call: string): boolean {
  const open: number[] = [];
  let commas = 0;
  let quote = '';
  for (let at = 0; at < call.length; at++) {
    const char = call[at]!;
    if (quote) {
      if (char === '\\') at++;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '(' || char === '[' || char === '{') {
      if (open.length === 0) commas = 0;
      open.push(at);
    } else if (char === ')' || char === ']' || char === '}') open.pop();
    else if (char === ',' && open.length === 1) commas++;
  }
  return call.endsWith(')') && open.length === 0 && quote === '' && commas === 0 && !/\(\s*\)$/.test(call);
}
