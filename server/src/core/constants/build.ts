/** What the build for upload puts in the place of names: environment variables, `define`d constants, the platform's own. */

import type { CheckHost, CheckStore } from '../analysis.ts';
import { joinPath } from '../base/paths.ts';
import { readDotenv } from '../frontends/dotenv.ts';
import { child, entries } from '../frontends/json.ts';
import tools from '../models/build-tools/index.generated.ts';
import type { BuildToolModel } from '../models/schema/build-tools.ts';
import { customPlatformOf, uploadScript } from '../project/build-script.ts';
import { projectAt, projectOf } from '../project/discover.ts';
import { listing, textOf } from '../project/queries.ts';
import { settingsOf } from '../settings/configuration.ts';
import { defineQuery } from '../store/store.ts';
import { Evaluator } from './evaluate/evaluator.ts';
import { elements, keys, memberOf } from './evaluate/objects.ts';
import { type Entry, equalTerms, type Term } from './terms.ts';
import { alternatives, knownText, type Piece, text, UNDEFINED_VALUE, type Value } from './values.ts';
import { fileTermsOf, worldOf } from './world.ts';

export interface Build {
  readonly mode: string;
  /** Where the mode comes from: a setting, a script of package.json by its name, or what the tool does by itself. */
  readonly modeFrom: { readonly setting: true } | { readonly script: string } | { readonly tool: string };
  readonly constants: ReadonlyMap<string, Value>;
}

/** How a project is built for upload; undefined for projects that are uploaded as they lie there. The key is the project's root. */
export const buildOf = defineQuery<CheckHost, Build | undefined>(
  'build',
  (store, root) => {
    const tool = toolOf(store, root);
    if (!tool) return undefined;
    const script = uploadScript(store, root, tool.scripts);
    const setting = settingsOf(store, '').buildMode;
    const written = script && modeOf(script.command);
    const mode = setting || written || 'production';
    const constants = new Map<string, Value>();
    for (const [name, value] of Object.entries(tool.constants)) {
      constants.set(name, typeof value === 'string' ? text(value) : { k: 'primitive', v: value });
    }
    constants.set('import.meta.env.MODE', text(mode));
    constants.set('import.meta.env.DEV', { k: 'primitive', v: false });
    constants.set('import.meta.env.PROD', { k: 'primitive', v: true });
    for (const [name, value] of environment(store, root, tool, mode)) {
      for (const object of tool.objects) constants.set(`${object}.${name}`, value);
    }
    if (script) {
      for (const [, name, double, single, bare] of script.command.matchAll(
        /(?:^|\s)([A-Z_][A-Z0-9_]*)=(?:"([^"]*)"|'([^']*)'|(\S+))/g,
      )) {
        const given = double ?? single ?? bare ?? '';
        if (name !== 'NODE_ENV' || given === 'production') constants.set(`process.env.${name}`, text(given));
      }
      for (const [name, value] of customPlatform(store, root, script.command)) {
        constants.set(`process.env.${name}`, value);
      }
    }
    for (const [name, value] of defined(store, root, tool, mode, new Map(constants))) constants.set(name, value);
    const modeFrom = setting ? ({ setting: true } as const) : written ? { script: script!.name } : { tool: tool.name };
    return { mode, modeFrom, constants };
  },
  { equals: equalTerms, onCycle: () => undefined },
);

/** The mode that a script names, or that follows from what it sets: `uni-build` of Vue CLI takes NODE_ENV for the mode. */
function modeOf(command: string): string | undefined {
  const written = /--mode[\s=]+["']?([\w.-]+)/.exec(command)?.[1];
  if (written !== undefined || !/\buni-build\b/.test(command)) return written;
  return /(?:^|\s)NODE_ENV=["']?([\w.-]+)/.exec(command)?.[1];
}

/** The `env` of a platform of the project's own. */
function customPlatform(store: CheckStore, root: string, command: string): Map<string, Value> {
  const values = new Map<string, Value>();
  const custom = customPlatformOf(store, root, command);
  if (!custom) return values;
  const terms = fileTermsOf(store, joinPath(root, 'package.json')!)?.exports.get('module.exports');
  for (const { key, value } of entries(child(custom.node, 'env'))) {
    if (typeof value.value !== 'string') continue;
    const member = ['uni-app', 'scripts', custom.name, 'env', key].reduce<Term | undefined>(memberTerm, terms);
    values.set(key, member?.k === 'const' ? text(value.value, member.o) : text(value.value));
  }
  return values;
}

function memberTerm(object: Term | undefined, key: string): Term | undefined {
  const entry = object?.k === 'object' ? object.entries.find((one) => 'value' in one && one.key === key) : undefined;
  return entry && 'value' in entry ? entry.value : undefined;
}

/** A variable that no file and no script sets is not there: what stands behind `||` then holds. */
const VARIABLE = /^(?:process\.env|import\.meta\.env)\.[A-Za-z_]\w*$/;

/** What the build of the project of `from` puts in the place of `path`. */
export function buildConstant(store: CheckStore, path: string, from: string): Value | undefined {
  const project = projectOf(store, from);
  const build = project && buildOf(store, project.root);
  if (!build) return undefined;
  const constant = build.constants.get(path);
  if (constant) return constant;
  return VARIABLE.test(path) && path !== 'process.env.NODE_ENV' ? UNDEFINED_VALUE : undefined;
}

/** The files of the `.env` cascade that are there, later ones winning. */
function environmentFiles(store: CheckStore, root: string, tool: BuildToolModel, mode: string): readonly string[] {
  const files = listing(store, '');
  const config = configFile(store, root, tool);
  const written = config && /envDir\s*:[^,\n]*['"]\.?\/?([\w./-]+)['"]/.exec(textOf(store, config) ?? '')?.[1];
  const folder = joinPath(root, written ?? '.') ?? root;
  return ['.env', '.env.local', `.env.${mode}`, `.env.${mode}.local`]
    .map((name) => joinPath(folder, name))
    .filter((path): path is string => path !== undefined && files.has(path));
}

/** The `.env` files that decide about a project's build; none for projects that are not built. */
export function environmentFilesOf(store: CheckStore, root: string): readonly string[] {
  const tool = toolOf(store, root);
  const build = tool && buildOf(store, root);
  return tool && build ? environmentFiles(store, root, tool, build.mode) : [];
}

/** How the names of variables begin that the build puts into the code. */
export function clientPrefixesOf(store: CheckStore, root: string): readonly string[] {
  return toolOf(store, root)?.prefixes ?? [];
}

function toolOf(store: CheckStore, root: string): BuildToolModel | undefined {
  const project = projectAt(store, root);
  return project && tools.find((one) => one.kinds.includes(project.kind));
}

/** The variables of the `.env` cascade: later files win. */
function environment(store: CheckStore, root: string, tool: BuildToolModel, mode: string): Map<string, Value> {
  const values = new Map<string, Value>();
  for (const path of environmentFiles(store, root, tool, mode)) {
    const terms = fileTermsOf(store, path);
    for (const { key } of readDotenv(textOf(store, path) ?? '').entries) {
      const term = terms?.exports.get(key);
      if (term?.k !== 'const' || typeof term.v !== 'string') continue;
      if (key !== 'NODE_ENV' && !tool.prefixes.some((prefix) => key.startsWith(prefix))) continue;
      values.set(key, text(term.v, term.o));
    }
  }
  return values;
}

function configFile(store: CheckStore, root: string, tool: BuildToolModel): string | undefined {
  const files = listing(store, '');
  return tool.configs.map((name) => joinPath(root, name)!).find((path) => files.has(path));
}

/** The constants of the tool's configuration, evaluated as the tool would load it. */
function defined(
  store: CheckStore,
  root: string,
  tool: BuildToolModel,
  mode: string,
  known: ReadonlyMap<string, Value>,
): Map<string, Value> {
  const constants = new Map<string, Value>();
  const file = configFile(store, root, tool);
  if (file === undefined) return constants;
  const loadedEnv = envObject(known);
  const world = {
    ...worldOf(store),
    defined: (path: string) =>
      known.get(path) ??
      (path === 'npm:vite.loadEnv()' ? loadedEnv : undefined) ??
      (VARIABLE.test(path) && path !== 'process.env.NODE_ENV' ? UNDEFINED_VALUE : undefined),
  };
  const evaluator = new Evaluator(world, 'release', file);
  const configurations = tool.given
    ? givenTo(store, evaluator, file, tool.given)
    : alternatives(loaded(evaluator, evaluator.imported(file, `\0${file}`, 'default'), mode));
  for (const config of configurations) {
    for (const { at, quoted, under = '' } of tool.defines) {
      let object: Value = config;
      for (const key of at === '' ? [] : at.split('.')) {
        object = memberOf(evaluator, object, key.replace('[]', ''));
        if (key.endsWith('[]')) object = definitions(evaluator, object);
      }
      for (const [name, value] of membersOf(evaluator, object)) {
        // What the environment of the build does not say leaves what the tool says.
        if (value.k === 'primitive' && value.v === undefined) continue;
        if (value.k !== 'object' || !/^(?:process|import\.meta)\.env$/.test(name)) {
          constants.set(under + name, quoted ? unquoted(value) : value);
          continue;
        }
        for (const [inner, one] of membersOf(evaluator, value))
          constants.set(`${name}.${inner}`, quoted ? unquoted(one) : one);
      }
    }
  }
  return constants;
}

/** What the top of a file hands to the call of that path. */
function givenTo(store: CheckStore, evaluator: Evaluator, file: string, path: string): Value[] {
  return (fileTermsOf(store, file)?.functions.get('')?.calls ?? []).flatMap(({ call }) => {
    const callee = evaluator.evaluate(call.callee, undefined);
    const argument = call.args[0];
    return callee.k === 'native' && callee.path === path && argument
      ? [evaluator.evaluate(argument.value, undefined)]
      : [];
  });
}

function membersOf(evaluator: Evaluator, object: Value): Map<string, Value> {
  const members = new Map<string, Value>();
  if (object.k !== 'object') return members;
  for (const key of keys(evaluator, object)) {
    const name = knownText(key);
    if (name !== undefined) members.set(name, memberOf(evaluator, object, name));
  }
  return members;
}

/** What the `DefinePlugin`s of a list of webpack's plugins are given, as one object. */
function definitions(evaluator: Evaluator, plugins: Value): Value {
  const given = elements(evaluator, plugins).flatMap((plugin) =>
    plugin.k === 'native' && /\bDefinePlugin\(\)$/.test(plugin.path) && plugin.args?.[0]
      ? [evaluator.force(plugin.args[0])]
      : [],
  );
  return { k: 'object', layers: given.flatMap((one) => (one.k === 'object' ? one.layers : [])) };
}

/** What Vite's `loadEnv(mode, folder)` gives its caller: the variables of the cascade. */
function envObject(known: ReadonlyMap<string, Value>): Value {
  const entries: Entry[] = [];
  for (const [name, value] of known) {
    const key = /^process\.env\.(\w+)$/.exec(name)?.[1];
    const piece = value.k === 'string' && value.pieces.length === 1 ? value.pieces[0]! : undefined;
    if (key === undefined || !piece || !('text' in piece)) continue;
    entries.push({ key, value: { k: 'const', v: piece.text, ...(piece.origin ? { o: piece.origin } : {}) } });
  }
  return { k: 'object', layers: [{ entries, frame: undefined }] };
}

/** A configuration is an object, a function of the mode, or either given to `defineConfig`. */
function loaded(evaluator: Evaluator, exported: Value, mode: string): Value {
  if (exported.k === 'native' && exported.args?.[0]) return loaded(evaluator, evaluator.force(exported.args[0]), mode);
  if (exported.k !== 'function') return exported;
  const options: Value = {
    k: 'object',
    layers: [
      {
        entries: [
          { key: 'mode', value: { k: 'const', v: mode } },
          { key: 'command', value: { k: 'const', v: 'build' } },
        ],
        frame: undefined,
      },
    ],
  };
  const merge: Value = { k: 'native', path: 'build merge' };
  // Taro hands over `merge` and the options, Vite the options alone.
  const terms = evaluator.world.functionTerms(exported.file, exported.fn);
  const isTaro = /(?:^|\/)config\/index\.[jt]s$/.test(exported.file) || terms?.arity === 2;
  return evaluator.apply(exported, isTaro ? [{ value: merge }, { value: options }] : [{ value: options }], undefined);
}

/** The value of a constant that is written as source text. */
function unquoted(value: Value): Value {
  if (value.k !== 'string') return value;
  const pieces = value.pieces.filter((piece) => !('text' in piece) || piece.text !== '');
  const first = pieces[0];
  const last = pieces.at(-1);
  if (!first || !last || !('text' in first) || !('text' in last)) return value;
  if (!/^["'`]/.test(first.text) || !/["'`]$/.test(last.text)) {
    const literal = knownText(value);
    if (literal === 'true' || literal === 'false') return { k: 'primitive', v: literal === 'true' };
    return value;
  }
  const inner = pieces.map((piece, index): Piece => {
    if (!('text' in piece)) return piece;
    let content = piece.text;
    if (index === 0) content = content.slice(1);
    if (index === pieces.length - 1) content = content.slice(0, -1);
    return { ...piece, text: content };
  });
  return { k: 'string', pieces: inner.filter((piece) => !('text' in piece) || piece.text !== '') };
}
