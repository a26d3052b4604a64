/** NestJS around a handler: what its parameters are given, by decorators and through pipes, and the guards before it. */

import { message } from '../base/finding.ts';
import type { Decorator, Expression } from '../ir/nodes.ts';
import type { InputKind } from '../models/schema/flow.ts';
import type { FileSource } from '../project/files.ts';
import { listing, textOf } from '../project/queries.ts';
import { defineQuery, type Store } from '../store/store.ts';
import { callValue } from './calls.ts';
import { ALL_CLASSES, carriedBy, maskOf } from './classes.ts';
import { typed } from './entry.ts';
import { evaluate, memberOf } from './expressions.ts';
import { instanceOf, lineOf, typedValue } from './instances.ts';
import type { Machine } from './machine.ts';
import { patternFacts } from './patterns/decide.ts';
import { literal, onlyString, UNKNOWN, type Value } from './value.ts';

const NOWHERE = { kind: 'literal', value: undefined, start: 0, end: 0 } as const;

function bare(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** Pipes of NestJS that let only some values through; what each rules out. */
const PIPES: Readonly<Record<string, number>> = {
  ParseIntPipe: ALL_CLASSES,
  ParseFloatPipe: ALL_CLASSES,
  ParseBoolPipe: ALL_CLASSES,
  ParseEnumPipe: ALL_CLASSES,
  ParseUUIDPipe: maskOf(['percent', 'surrogate', 'list', 'absent']),
  ParseDatePipe: ALL_CLASSES,
};

/**
 * What a decorated parameter is given. `piped`: a ValidationPipe checks what is declared as a class.
 * Pipes of the project run on it as they would.
 */
export function decoratedParameter(
  m: Machine,
  decorators: readonly Decorator[],
  type: string | undefined,
  piped: boolean,
): Value {
  for (const decorator of decorators) {
    const row = m.models.decorators.get(bare(decorator.name))?.find((one) => one.role === 'input');
    if (!row) {
      const own = ownDecorator(m, decorator);
      if (own) return own;
      continue;
    }
    if (row.type) return typed(m, row.type);
    const kind: InputKind = row.kind ?? 'query';
    const first = decorator.args[0] ? onlyString(evaluate(m, decorator.args[0])) : undefined;
    let clears = 0;
    for (const arg of decorator.args) {
      const callee = arg.kind === 'new' ? arg.callee : arg;
      if (callee.kind === 'name') clears |= PIPES[callee.name] ?? 0;
    }
    const place = m.place(decorator);
    const name = first;
    const label = {
      id: name === undefined ? kind : `${kind}.${name}`,
      kind,
      param: name ?? '',
      mask: carriedBy(kind, m.models.language) & ~clears,
      trail: {
        place,
        message: message('The request parameter {0} is read here.', name === undefined ? kind : `${kind}.${name}`),
        before: undefined,
        length: 1,
      },
      ...(name === undefined ? { container: true } : {}),
    };
    if (name !== undefined) m.inputs.set(label.id, label);
    const value: Value = { ...UNKNOWN, labels: [label] };
    if (type && name === undefined && (piped || decorator.args.some(isValidationPipe))) narrowByClass(m, type, kind);
    return decorator.args.reduce((given, arg) => throughPipe(m, arg, given), value);
  }
  return type ? typedValue(m, type) : UNKNOWN;
}

/** `@Query() query: IdQuery`: the decorators of the class's fields rule out what they check. */
function narrowByClass(m: Machine, type: string, kind: string): void {
  const value = typedValue(m, type);
  for (const cls of value.instances) {
    for (const owner of lineOf(m, cls)) {
      for (const member of owner.node.members) {
        if (typeof member.key !== 'string') continue;
        let clears = 0;
        for (const decorator of member.decorators ?? []) {
          for (const row of m.models.validators) {
            if (row.dialect !== 'decorators') continue;
            const word = row.words.find((one) => one.word.split('|').includes(bare(decorator.name)));
            if (!word) continue;
            clears |= maskOf(word.clears);
            const pattern = typeof word.pattern === 'number' ? decorator.args[word.pattern] : undefined;
            if (pattern?.kind === 'regexp') clears |= patternFacts(pattern.pattern, pattern.flags).accepted;
          }
        }
        if (clears) m.state?.narrow.set(`${kind}.${member.key}`, ALL_CLASSES & ~clears);
      }
    }
  }
}

function isValidationPipe(arg: Expression): boolean {
  const callee = arg.kind === 'new' ? arg.callee : arg;
  return callee.kind === 'name' && /Valid\w*Pipe$/.test(callee.name);
}

/** Whether a ValidationPipe checks the classes of this handler's parameters: by its own decorators, or everywhere. */
export function validatesBodies(store: Store<FileSource>, decorators: readonly Decorator[]): boolean {
  const own = decorators.some((one) => bare(one.name) === 'UsePipes' && one.args.some(isValidationPipe));
  return own || globalPipes(store, '');
}

/** Whether a pipe validates everywhere; also where nothing tells how the application is started. The key is `''`. */
const globalPipes = defineQuery<FileSource, boolean>('nest global pipes', (store) => {
  let starts = false;
  for (const path of listing(store, '').keys()) {
    if (!/\.[cm]?[jt]s$/.test(path) || /(?:^|\/)node_modules\//.test(path)) continue;
    const says = pipesNamed(store, path);
    if (says === 'pipes') return true;
    starts ||= says === 'starts';
  }
  return !starts;
});

const pipesNamed = defineQuery<FileSource, 'pipes' | 'starts' | ''>('nest pipes named', (store, path) => {
  const text = textOf(store, path) ?? '';
  if (/useGlobalPipes\s*\(|\bAPP_PIPE\b/.test(text)) return 'pipes';
  return text.includes('NestFactory.create') ? 'starts' : '';
});

/** A pipe of the project (`@Query('id', DecodePipe)`): what it makes of the value, failures included. */
function throughPipe(m: Machine, arg: Expression, given: Value): Value {
  if (arg.kind !== 'name' && arg.kind !== 'new') return given;
  const value = evaluate(m, arg);
  const cls = value.classes[0] ?? value.instances[0];
  if (!cls) return given;
  const self = value.instances.length > 0 ? value : instanceOf(m, cls);
  const transform = memberOf(m, self, literal('transform'), NOWHERE);
  return transform.fns.length === 0 ? given : called(m, transform, self, [given]);
}

/** A decorator that the project has made with `createParamDecorator`. */
function ownDecorator(m: Machine, decorator: Decorator): Value | undefined {
  const known = m.lookup(decorator.name);
  if (!known?.spots.some((spot) => spot.gives.includes('nest.ParamDecorator'))) return undefined;
  const data = decorator.args[0] ? evaluate(m, decorator.args[0]) : UNKNOWN;
  for (const id of known.objects) {
    const make = m.members(id)?.get('#argument0');
    if (make && make.fns.length > 0) return called(m, make, UNKNOWN, [data, typed(m, 'nest.Host')]);
  }
  return undefined;
}

/** Guards and interceptors of the project run before the handler. */
export function runGuards(m: Machine, decorators: readonly Decorator[]): void {
  for (const [decorator, method] of [
    ['UseGuards', 'canActivate'],
    ['UseInterceptors', 'intercept'],
  ] as const) {
    for (const one of decorators.filter(({ name }) => bare(name) === decorator)) {
      for (const arg of one.args) {
        const value = evaluate(m, arg);
        const cls = value.classes[0] ?? value.instances[0];
        const self = cls && (value.instances.length > 0 ? value : instanceOf(m, cls));
        const run = self && memberOf(m, self, literal(method), NOWHERE);
        if (self && run && run.fns.length > 0) called(m, run, self, [typed(m, 'nest.Host'), UNKNOWN]);
      }
    }
  }
}

function called(m: Machine, target: Value, self: Value, args: readonly Value[]): Value {
  const before = m.state;
  const value = callValue(m, { ...UNKNOWN, fns: target.fns }, self, args, {
    kind: 'new',
    callee: NOWHERE,
    args: [],
    start: 0,
    end: 0,
  });
  for (const hit of value.promise ? value.hits : []) m.raise(hit);
  m.state ??= before;
  return { ...value, hits: [] };
}
