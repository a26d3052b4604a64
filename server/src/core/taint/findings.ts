/** From decoder failures to findings: where, what breaks it, by which way, and how to cure it. */

import { type Finding, type Fix, message, type Place } from '../base/finding.ts';
import type { InputClass } from '../models/schema/flow.ts';
import { bit, maskOf, namesOf } from './classes.ts';
import type { Entry } from './entries.ts';
import { stepsOf } from './trail.ts';
import type { Hit } from './value.ts';

/** The finding of one decoder call, for all the ways that reach it. `text` reads files, for the fixes. */
export function findingOf(
  ways: readonly { readonly hit: Hit; readonly entry: Entry }[],
  text: (path: string) => string | undefined,
): Finding {
  // Of several failures of one call, a malformed text tells more than an array or an absent parameter.
  const { hit, entry } = ways.find((way) => way.hit.mask & ~maskOf(['type'])) ?? ways[0]!;
  const failing = hit.sink.fails.find((one) => hit.mask & bit(one.on))!;
  const input = hit.label.param ? `${hit.label.kind}.${hit.label.param}` : hit.label.kind;
  const typeOnly = (hit.mask & ~maskOf(['type'])) === 0;
  const steps = stepsOf(hit.label.trail).map((step) => step);
  if (hit.consequence)
    steps.push({
      place: hit.consequence,
      message: message('The value that {0} could not decode is used here.', hit.sink.name),
    });
  return {
    rule: 'unguarded-decode',
    severity: typeOnly ? 'info' : 'warning',
    targets: entry.page || hit.label.kind === 'page' ? ['review', 'release'] : [],
    place: hit.place,
    message: sentence(hit, entry, input, failing.on, failing.example),
    data: {
      param: hit.label.param,
      kind: hit.label.kind,
      sink: hit.sink.name,
      example: failing.example,
      breaks: namesOf(hit.mask),
      framework: entry.framework,
      route: `${entry.method} ${entry.path}`,
    },
    steps,
    fixes: fixes(hit, text(hit.place.file)),
  };
}

function sentence(hit: Hit, entry: Entry, input: string, on: InputClass, example: string) {
  const decoder = hit.sink.name;
  if (on === 'absent')
    return message(
      '{0} reaches {1} unguarded: where the parameter is left out it throws {2}. Give it a default or check it first.',
      input,
      decoder,
      hit.error,
    );
  if (on === 'list')
    return message(
      '{0} reaches {1} unguarded: sent as an array ({2}) it throws {3}. Check that it is a string first.',
      input,
      decoder,
      example,
      hit.error,
    );
  if (entry.page || hit.label.kind === 'page')
    return message(
      '{0} reaches {1} unguarded: opened with {2} the page throws {3} and stays blank. Catch it or check the value first.',
      input,
      decoder,
      example,
      hit.error,
    );
  if (hit.crash)
    return message(
      '{0} reaches {1} unguarded: {2} makes it throw {3} where no error handler sees it. Catch it or check the value first.',
      input,
      decoder,
      example,
      hit.error,
    );
  return message(
    '{0} reaches {1} unguarded: {2} makes it throw {3}. Catch it or check the value first.',
    input,
    decoder,
    example,
    hit.error,
  );
}

/** `const x = decode(y);` → the same with a `try` around, keeping the raw value. Offered only where the line has that shape. */
function fixes(hit: Hit, text: string | undefined): Fix[] {
  if (text === undefined) return [];
  const place = hit.place;
  const call = text.slice(place.start, place.end);
  if (/\.php$/.test(place.file)) return phpFixes(hit, place, call);
  const lineStart = text.lastIndexOf('\n', place.start - 1) + 1;
  const before = text.slice(lineStart, place.start);
  const after = /^[ \t]*;?[ \t]*(?=\r?\n|$)/.exec(text.slice(place.end, place.end + 40));
  const declared = /^([ \t]*)(?:const|let|var)\s+([A-Za-z_$][\w$]*)\s*=\s*$/.exec(before);
  if (!declared || !after) return [];
  const [, indent, name] = declared;
  const fallback = hit.sink.name.includes('parse') ? 'null' : "''";
  const edit = `${indent}let ${name} = ${fallback};\n${indent}try {\n${indent}  ${name} = ${call};\n${indent}} catch {\n${indent}  // Malformed input: the fallback stands.\n${indent}}`;
  return [
    {
      title: message('Catch what {0} throws and go on with {1}', hit.sink.name, fallback),
      edits: [{ place: { file: place.file, start: lineStart, end: place.end + after[0].length }, text: edit }],
    },
  ];
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
