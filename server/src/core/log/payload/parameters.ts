/** The parameters of a query as the application would see them, and as the one who attacks them meant them. */

export interface Parameter {
  /** Percent-decoded once; brackets kept. */
  readonly name: string;
  /** `name` before the first bracket: the parameter a framework would fill. */
  readonly base: string;
  /** As it stands in the query, byte string, nothing decoded. */
  readonly value: string;
  /** There was an equals sign. */
  readonly assigned: boolean;
}

/** More parameters than this are not told apart; the rest of the query belongs to the last. */
const MOST = 256;

/** Undoes one round of percent-encoding, bytes to bytes. What is no valid escape stays. */
export function percentDecode(text: string): string {
  return text.includes('%')
    ? text.replace(/%([0-9a-fA-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
}

/**
 * Splits a query at `&`. A payload may hold a raw `&` (`42&& whoami`, `<r>&x;</r>`): a piece that cannot be a parameter
 * of its own belongs to the value before it.
 */
export function readParameters(query: string): Parameter[] {
  const parameters: Parameter[] = [];
  let empty = '';
  for (const piece of query.split('&', MOST * 4)) {
    // `a=1&&b=2` is two parameters; whether `&&` is part of a value shows in what follows.
    if (piece === '') {
      empty += '&';
      continue;
    }
    const equals = piece.indexOf('=');
    const rawName = equals < 0 ? piece : piece.slice(0, equals);
    const last = parameters.at(-1);
    if (last?.assigned && (parameters.length >= MOST || belongsBefore(piece, percentDecode(rawName), equals >= 0))) {
      parameters[parameters.length - 1] = { ...last, value: `${last.value}${empty}&${piece}` };
      empty = '';
      continue;
    }
    empty = '';
    const name = percentDecode(rawName.replaceAll('+', ' '));
    const bracket = name.indexOf('[');
    parameters.push({
      name,
      base: bracket > 0 ? name.slice(0, bracket) : name,
      value: equals < 0 ? '' : piece.slice(equals + 1),
      assigned: equals >= 0,
    });
  }
  const last = parameters.at(-1);
  if (empty !== '' && last?.assigned && query.endsWith('&&'))
    parameters[parameters.length - 1] = { ...last, value: last.value + empty };
  return parameters;
}

/** Whether a piece cannot be a parameter: it has no name, or a name that starts like the middle of something. */
function belongsBefore(piece: string, name: string, assigned: boolean): boolean {
  if (assigned) return /^[\s'"`<>();|&]/.test(name) || /['"`<>();|]\s/.test(name);
  return !/^[\w.$%[\]:@-]{1,64}$/.test(piece) || /^%(?:20|0a|0d|26|7c|3b)/i.test(piece);
}
