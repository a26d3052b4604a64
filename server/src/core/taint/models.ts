/** Rows compiled to a trie of access paths, so that a value can carry where it stands in all models at once. */

import type {
  DecoderModel,
  DecoratorRow,
  ErrorClassRow,
  FrameworkModel,
  GuardModel,
  GuardRow,
  HandlerRow,
  ModelLanguage,
  SinkRow,
  SourceRow,
  StatusRow,
  SummaryRow,
  ValidationRow,
  ValidatorRow,
} from '../models/schema/flow.ts';

/** A place in the models: what is known of a value that stands here, and where its members, calls and arguments lead. */
export interface Spot {
  readonly id: number;
  readonly steps: Map<string, Spot>;
  readonly gives: string[];
  readonly sources: SourceRow[];
  readonly sinks: SinkRow[];
  readonly summaries: SummaryRow[];
  readonly guards: GuardRow[];
  readonly handlers: HandlerRow[];
  readonly statuses: StatusRow[];
  readonly validations: ValidationRow[];
}

export interface Models {
  readonly language: ModelLanguage;
  readonly roots: ReadonlyMap<string, Spot>;
  readonly errors: ReadonlyMap<string, ErrorClassRow>;
  readonly validators: readonly ValidatorRow[];
  readonly decorators: ReadonlyMap<string, readonly (DecoratorRow & { readonly framework: string })[]>;
  readonly frameworks: ReadonlyMap<string, FrameworkModel>;
}

export interface ModelSet {
  readonly frameworks: readonly FrameworkModel[];
  readonly decoders: readonly DecoderModel[];
  readonly guards: readonly GuardModel[];
}

/** Compiles the rows of one language; of frameworks, those in `active` (all where it is undefined). */
export function compileModels(set: ModelSet, language: ModelLanguage, active?: ReadonlySet<string>): Models {
  let count = 0;
  const fresh = (): Spot => ({
    id: count++,
    steps: new Map(),
    gives: [],
    sources: [],
    sinks: [],
    summaries: [],
    guards: [],
    handlers: [],
    statuses: [],
    validations: [],
  });
  const roots = new Map<string, Spot>();
  const spots = (type: string, path: string): Spot[] => {
    let root = roots.get(type);
    if (!root) {
      root = fresh();
      roots.set(type, root);
    }
    let here = [root];
    for (const step of splitPath(path)) {
      const next: Spot[] = [];
      for (const spot of here) {
        for (const name of alternatives(step)) {
          let child = spot.steps.get(name);
          if (!child) {
            child = fresh();
            spot.steps.set(name, child);
          }
          next.push(child);
        }
      }
      here = next;
    }
    return here;
  };
  const frameworks = set.frameworks.filter(
    (model) => model.language === language && (!active || active.has(model.name)),
  );
  const errors = new Map<string, ErrorClassRow>();
  const validators: ValidatorRow[] = [];
  const decorators = new Map<string, (DecoratorRow & { framework: string })[]>();
  const parts: (FrameworkModel | DecoderModel | GuardModel)[] = [
    ...set.decoders.filter((model) => model.language === language),
    ...set.guards.filter((model) => model.language === language),
    ...frameworks,
  ];
  for (const part of parts) {
    for (const row of part.types ?? []) for (const spot of spots(row.type, row.path)) spot.gives.push(row.gives);
    if ('sources' in part)
      for (const row of part.sources ?? []) for (const spot of spots(row.type, row.path)) spot.sources.push(row);
    if ('sinks' in part) {
      for (const row of part.sinks ?? []) {
        if (row.frameworks && active && !row.frameworks.some((name) => active.has(name))) continue;
        for (const spot of spots(row.type, row.path)) spot.sinks.push(row);
      }
    }
    for (const row of part.summaries ?? []) for (const spot of spots(row.type, row.path)) spot.summaries.push(row);
    if ('guards' in part)
      for (const row of part.guards ?? []) for (const spot of spots(row.type, row.path)) spot.guards.push(row);
    if ('handlers' in part)
      for (const row of part.handlers ?? []) for (const spot of spots(row.type, row.path)) spot.handlers.push(row);
    if ('statuses' in part)
      for (const row of part.statuses ?? []) for (const spot of spots(row.type, row.path)) spot.statuses.push(row);
    if ('validations' in part) {
      for (const row of part.validations ?? [])
        for (const spot of spots(row.type, row.path)) spot.validations.push(row);
    }
    if ('errorClasses' in part) for (const row of part.errorClasses ?? []) errors.set(row.class, row);
    if ('validators' in part) validators.push(...(part.validators ?? []));
  }
  for (const model of frameworks) {
    for (const row of model.decorators ?? []) {
      const list = decorators.get(row.name) ?? [];
      list.push({ ...row, framework: model.name });
      decorators.set(row.name, list);
    }
  }
  return {
    language,
    roots,
    errors,
    validators,
    decorators,
    frameworks: new Map(frameworks.map((model) => [model.name, model])),
  };
}

/** Splits `Member[a.b].Return` at the dots outside brackets. */
function splitPath(path: string): string[] {
  return path.match(/[^.[\]]+(?:\[[^\]]*\])?/g) ?? [];
}

function alternatives(step: string): string[] {
  const inner = /^(\w+)\[(.*)\]$/.exec(step);
  return inner ? inner[2]!.split(',').map((name) => `${inner[1]}[${name.trim()}]`) : [step];
}

/** The spots of a type and of the types it stands for. */
export function rootSpots(models: Models, type: string): Spot[] {
  const root = models.roots.get(type);
  return root ? expand(models, [root]) : [];
}

/** One step on from `spots`: `Member[x]`, `Return`, `Instance`, … */
export function step(models: Models, spots: readonly Spot[], name: string): Spot[] {
  if (spots.length === 0) return [];
  const out: Spot[] = [];
  for (const spot of spots) {
    const child = spot.steps.get(name);
    if (child) out.push(child);
    if (name.startsWith('Member[')) {
      const any = spot.steps.get('AnyMember');
      if (any) out.push(any);
    } else if (name.startsWith('Argument[')) {
      const any = spot.steps.get('Argument[any]');
      if (any) out.push(any);
    }
  }
  return out.length === 0 ? out : expand(models, out);
}

function expand(models: Models, spots: Spot[]): Spot[] {
  const all = new Set(spots);
  for (const spot of all) {
    for (const type of spot.gives) {
      const root = models.roots.get(type);
      if (root) all.add(root);
    }
  }
  return [...all];
}
