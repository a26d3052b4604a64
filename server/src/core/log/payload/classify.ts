/** Which family of attack a request belongs to, which parameter carries it, and what it would do to decoders. */

import type { Family } from '../summary.ts';
import { decodeValue, hasBadPercent, hasInvalidUtf8, LONGEST_VALUE, sleepSecondsOf } from './decode.ts';
import { familyOfName, familyOfPath, familyOfValue, type Match } from './families.ts';
import { type Parameter, readParameters } from './parameters.ts';
import { oddity } from './type-confusion.ts';

export interface Classification {
  readonly family: Family;
  readonly sub?: string | undefined;
  /** The attacked parameter's base name; `undefined` when the attack is in the path or there is none. */
  readonly param?: string | undefined;
  /** The attacked value or path, decoded, not yet made visible. */
  readonly text: string;
  readonly rounds: number;
  readonly invalidUtf8: boolean;
  readonly badPercent: boolean;
  readonly sleepSeconds?: number | undefined;
  readonly parameters: readonly Parameter[];
}

/** The control request of a route: parameter to the values seen in requests without a payload. */
export type Baseline = ReadonlyMap<string, ReadonlySet<string>>;

export interface ClassifiedRequest {
  readonly method: string | undefined;
  /** `undefined`: not logged. */
  readonly path: string | undefined;
  readonly query: string;
  /** The server cut or dropped the target. */
  readonly cut: boolean;
  /** What the scanner's check id says, where it is known: an unmodified request, or an injection. */
  readonly intent?: 'control' | 'injection' | undefined;
}

/** Classifies one request. Linear in its length. */
export function classify(request: ClassifiedRequest, baseline?: Baseline): Classification {
  const { path, query } = request;
  if (path === undefined) {
    return { family: 'refused', text: '', rounds: 0, invalidUtf8: false, badPercent: false, parameters: [] };
  }
  const parameters = query === '' ? [] : readParameters(query.slice(0, LONGEST_VALUE * 4));
  const decodedPath = decodeValue(path, false);
  const common = {
    invalidUtf8:
      hasInvalidUtf8(path) || parameters.some(({ name, value }) => hasInvalidUtf8(value) || hasInvalidUtf8(name)),
    badPercent: hasBadPercent(path) || parameters.some(({ value }) => hasBadPercent(value)),
    parameters,
  };

  let best: (Match & { param?: string; text: string; rounds: number }) | undefined;
  const consider = (match: Match | undefined, text: string, rounds: number, param?: string): void => {
    if (match !== undefined && (best === undefined || match.weight > best.weight)) {
      best = { ...match, text, rounds, ...(param === undefined ? {} : { param }) };
    }
  };
  consider(familyOfPath(decodedPath), decodedPath.text, decodedPath.rounds);
  const changed: { parameter: Parameter; text: string; rounds: number }[] = [];
  for (const parameter of parameters) {
    const known = baseline?.get(parameter.name);
    if (known?.has(parameter.value)) continue;
    const decoded = decodeValue(parameter.assigned ? parameter.value : parameter.name);
    const label = parameter.assigned ? parameter.base : undefined;
    changed.push({ parameter, text: decoded.text, rounds: decoded.rounds });
    consider(
      familyOfValue(decoded, parameter.assigned ? parameter.value : parameter.name, parameter.base, request.cut),
      decoded.text,
      decoded.rounds,
      label,
    );
    // A name with such characters is the beginning of a payload that holds an equals sign.
    if (parameter.assigned && /[\s'"`<>();|]/.test(parameter.name)) {
      const whole = decodeValue(`${parameter.name}=${parameter.value}`);
      consider(familyOfValue(whole, `${parameter.name}=${parameter.value}`), whole.text, whole.rounds, parameter.base);
    }
    if (parameter.assigned)
      consider(familyOfName(parameter.name), `${parameter.name}=${decoded.text}`, decoded.rounds, parameter.base);
  }
  if (best !== undefined && request.intent !== 'control') {
    const { family, sub, text, rounds } = best;
    // A server that refuses a raw space stops behind it, so the value with the space is the attacked one.
    const spaced = request.cut ? parameters.find(({ value }) => value.includes(' ')) : undefined;
    const param = spaced?.base ?? best.param;
    return { ...common, family, sub, param, text, rounds, sleepSeconds: sleepSecondsOf(text) };
  }

  // The line ends where the server stopped reading, within the attacked value.
  const last = parameters.at(-1);
  if (request.cut && last?.assigned) {
    return { ...common, family: 'refused', param: last.base, text: decodeValue(last.value).text, rounds: 0 };
  }
  const odd =
    request.intent === 'control'
      ? undefined
      : oddParameter(changed, baseline, request.intent === 'injection', parameters);
  if (odd !== undefined) {
    return {
      ...common,
      family: 'type-confusion',
      param: odd.base,
      text: `${odd.name}=${decodeValue(odd.value).text}`,
      rounds: 0,
    };
  }
  if (request.cut && query === '') return { ...common, family: 'refused', text: decodedPath.text, rounds: 0 };
  const opaque = query === '' && request.method !== undefined && /^(?:POST|PUT|PATCH|DELETE)$/i.test(request.method);
  return { ...common, family: opaque ? 'opaque' : 'baseline', text: decodeValue(query).text, rounds: 0 };
}

/** The parameter whose value is of another type than the application expects. */
function oddParameter(
  changed: readonly { parameter: Parameter; text: string }[],
  baseline: Baseline | undefined,
  injected: boolean,
  all: readonly Parameter[],
): Parameter | undefined {
  const compared = baseline !== undefined && baseline.size > 0;
  // Against a control request exactly one parameter differs; without one only the unmistakable counts.
  const odd = changed.filter(({ parameter, text }) => oddity(parameter, text) >= (compared ? 1 : 2));
  if (odd.length > 0 && (!compared || changed.length === odd.length || odd.length === 1)) return odd[0]!.parameter;
  if (injected && changed.length === 0) {
    const empty = all.filter((parameter) => parameter.assigned && parameter.value === '');
    if (empty.length === 1) return empty[0]!;
  }
  return undefined;
}
