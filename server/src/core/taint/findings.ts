/** From decoder failures to findings: where, what breaks it, by which way, and how to cure it. */

import { type Finding, message } from '../base/finding.ts';
import type { InputClass } from '../models/schema/flow.ts';
import { bit, maskOf, namesOf } from './classes.ts';
import type { Entry } from './entries.ts';
import { fixesOf } from './fixes.ts';
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
    fixes: fixesOf(hit, text(hit.place.file)),
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
