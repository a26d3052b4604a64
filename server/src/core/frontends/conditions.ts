/** The conditions of conditional compilation: names, comparisons, `&&`, `||`, `!` and brackets, with three outcomes. */

/** The value of a name while compiling; undefined where it is not known. */
export type KnownName = (name: string) => string | number | boolean | undefined;

export interface Outcome {
  /** undefined: depends on something that is not known. */
  readonly value: boolean | undefined;
  /** False where the text is no condition; the value is then undefined. */
  readonly understood: boolean;
}

type Value = string | number | boolean | undefined;

const TOKEN =
  /\s*(?:(&&|\|\||===?|!==?|>=|<=|[<>!()])|'([^'\n]*)'|"([^"\n]*)"|(\d+(?:\.\d+)*)(?![\w-])|([A-Za-z_$][\w$-]*))/y;
/** Brackets nest no deeper than this in anything that people write. */
const DEEPEST = 40;

/** Evaluates `MP-WEIXIN || H5`, `__mpx_mode__ === 'wx'`, `uniVersion > 3.9`. Never throws. */
export function evaluateCondition(text: string, known: KnownName): Outcome {
  const tokens = tokenise(text);
  if (!tokens || tokens.length === 0) return { value: undefined, understood: false };
  let at = 0;
  let failed = false;

  const next = (operator: string): boolean => {
    const token = tokens[at];
    if (token?.kind !== 'operator' || token.text !== operator) return false;
    at++;
    return true;
  };
  const fail = (): undefined => {
    failed = true;
    return undefined;
  };
  const or = (depth: number): Value => {
    let left = and(depth);
    while (!failed && next('||')) {
      const right = and(depth);
      left =
        truth(left) === true || truth(right) === true
          ? true
          : truth(left) === undefined || truth(right) === undefined
            ? undefined
            : false;
    }
    return left;
  };
  const and = (depth: number): Value => {
    let left = comparison(depth);
    while (!failed && next('&&')) {
      const right = comparison(depth);
      left =
        truth(left) === false || truth(right) === false
          ? false
          : truth(left) === undefined || truth(right) === undefined
            ? undefined
            : true;
    }
    return left;
  };
  const comparison = (depth: number): Value => {
    const left = unary(depth);
    const token = tokens[at];
    if (failed || token?.kind !== 'operator' || !/^(?:[=!]==?|[<>]=?)$/.test(token.text)) return left;
    at++;
    return compare(token.text, left, unary(depth));
  };
  const unary = (depth: number): Value => {
    if (depth > DEEPEST) return fail();
    if (next('!')) {
      const value = truth(unary(depth + 1));
      return value === undefined ? undefined : !value;
    }
    if (next('(')) {
      const value = or(depth + 1);
      return next(')') ? value : fail();
    }
    const token = tokens[at++];
    if (!token || token.kind === 'operator') return fail();
    if (token.kind === 'name') return token.text === 'true' ? true : token.text === 'false' ? false : known(token.text);
    return token.kind === 'number' ? Number.parseFloat(token.text) : token.text;
  };

  const value = or(0);
  if (failed || at < tokens.length) return { value: undefined, understood: false };
  return { value: truth(value), understood: true };
}

function truth(value: Value): boolean | undefined {
  return value === undefined ? undefined : Boolean(value);
}

function compare(operator: string, left: Value, right: Value): boolean | undefined {
  if (left === undefined || right === undefined) return undefined;
  switch (operator) {
    case '==':
    case '===':
      return left === right;
    case '!=':
    case '!==':
      return left !== right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '<':
      return left < right;
    default:
      return left <= right;
  }
}

interface Token {
  readonly kind: 'operator' | 'string' | 'number' | 'name';
  readonly text: string;
}

function tokenise(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  const trimmed = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const match = TOKEN.exec(trimmed);
    if (!match) return undefined;
    const [, operator, single, double, number, name] = match;
    if (operator !== undefined) tokens.push({ kind: 'operator', text: operator });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else tokens.push({ kind: 'string', text: single ?? double! });
  }
  return tokens;
}
