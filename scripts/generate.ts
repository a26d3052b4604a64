/**
 * `npm run generate` writes what follows from tables in the code: the settings in package.json and its strings, the JSON
 * schema of the configuration file, docs/settings.md and the index of the rules. A test fails where a file differs.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { RULES } from '../server/src/core/rules/index.generated.ts';
import { CONFIGURATION_FILE, SETTINGS } from '../server/src/core/settings/configuration.ts';
import { DEFAULT_SETTINGS, type Shape } from '../server/src/core/settings/table.ts';
import { translationsFromParts } from './build/translations.mjs';

const ROOT = path.resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
/** The file as it lies there, where it says the same already: how people lay out what they write is theirs. */
const unlessSame = (file: string, value: unknown) => {
  const text = read(file);
  return isDeepStrictEqual(JSON.parse(text), value) ? text : json(value);
};
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

type Json = Record<string, unknown>;

/** Every generated file and its text, from the code as it is now. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['package.json', manifest()],
    ['package.nls.json', strings('package.nls.json', (text) => text)],
    ['package.nls.zh-cn.json', strings('package.nls.zh-cn.json', inChinese())],
    ['schemas/preflight.config.schema.json', json(schema())],
    ['docs/settings.md', settingsPage((text) => text)],
    ['docs/settings.zh-CN.md', settingsPage(inChinese())],
    ['server/src/core/rules/index.generated.ts', ruleIndex()],
    ...Object.keys(MODELS).map((folder): [string, string] => [
      `server/src/core/models/${folder}/index.generated.ts`,
      modelIndex(folder),
    ]),
  ]);
}

/** The strings of the manifest that come from the table, by their name in package.nls.json. */
function settingStrings(): Map<string, string> {
  const strings = new Map<string, string>();
  for (const row of SETTINGS) {
    strings.set(`setting.${row.key}`, row.description);
    for (const [name, text] of descriptionsIn(row.shape, `setting.${row.key}`)) strings.set(name, text);
  }
  return strings;
}

/** The descriptions of a setting's parts; items of a list have the list's name. */
function descriptionsIn(shape: Shape, name: string): [string, string][] {
  if (shape.type === 'array') return descriptionsIn(shape.items, name);
  if (shape.type !== 'object') return [];
  return Object.entries(shape.properties).flatMap(([key, inner]): [string, string][] => {
    const below = descriptionsIn(inner, `${name}.${key}`);
    return inner.description === undefined ? below : [[`${name}.${key}`, inner.description], ...below];
  });
}

function manifest(): string {
  const value = JSON.parse(read('package.json')) as { contributes: Json };
  const properties = Object.fromEntries(
    SETTINGS.map((row, order) => [
      `preflight.${row.key}`,
      {
        ...forEditor(row.shape, `setting.${row.key}`),
        markdownDescription: `%setting.${row.key}%`,
        default: DEFAULT_SETTINGS[row.key],
        scope: 'resource',
        order,
      },
    ]),
  );
  value.contributes['configuration'] = { title: 'Preflight', properties };
  value.contributes['jsonValidation'] = [
    { fileMatch: [CONFIGURATION_FILE], url: './schemas/preflight.config.schema.json' },
  ];
  return unlessSame('package.json', value);
}

/**
 * The shape as JSON schema: the same words, but for what only our reader knows.
 * @param name under which the manifest's strings hold the descriptions; absent: they stand there themselves
 */
function forEditor(shape: Shape, name?: string): Json {
  if (shape.type === 'array') return { type: 'array', ...described(shape, name), items: forEditor(shape.items, name) };
  if (shape.type === 'string') {
    const { wanted: _, description: __, ...known } = shape;
    return { ...known, ...described(shape, name) };
  }
  if (shape.type !== 'object') return { ...shape, ...described(shape, name) };
  const properties = Object.fromEntries(
    Object.entries(shape.properties).map(([key, inner]) => [key, forEditor(inner, name && `${name}.${key}`)]),
  );
  const others = shape.others ? forEditor(shape.others) : false;
  return {
    type: 'object',
    ...described(shape, name),
    properties,
    additionalProperties: others,
    ...(shape.required ? { required: shape.required } : {}),
  };
}

function described(shape: Shape, name?: string): Json {
  if (shape.description === undefined) return {};
  return { description: name === undefined ? shape.description : `%${name}%` };
}

function schema(): Json {
  const properties = Object.fromEntries(
    SETTINGS.map((row) => [
      row.key,
      {
        ...forEditor(row.shape),
        description: row.description.replaceAll('`', ''),
        markdownDescription: row.description,
        default: DEFAULT_SETTINGS[row.key],
      },
    ]),
  );
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Preflight',
    type: 'object',
    allowTrailingCommas: true,
    properties: { $schema: { type: 'string' }, ...properties },
    additionalProperties: false,
  };
}

function inChinese(): (text: string) => string {
  const bundle = JSON.parse(translationsFromParts()) as Record<string, string>;
  return (text) => bundle[text] ?? text;
}

/** The strings of the manifest that people wrote stay; those of the table are put in order behind them. */
function strings(file: string, translate: (text: string) => string): string {
  const written = Object.entries(JSON.parse(read(file)) as Record<string, string>).filter(
    ([key]) => !key.startsWith('setting.'),
  );
  const generated = [...settingStrings()].map(([key, text]) => [key, translate(text)]);
  return unlessSame(file, Object.fromEntries([...written, ...generated]));
}

function settingsPage(translate: (text: string) => string): string {
  const lines = [
    '<!-- Written by `npm run generate` from server/src/core/settings/table.ts; do not edit. -->',
    '',
    `# ${translate('All settings')}`,
    '',
    translate(
      'The same keys are read from the editor’s settings, led by `preflight.`, and from `preflight.config.json`, which is JSON with comments. The file is looked for in the checked folder and above it, up to the top of the repository, and wins over the editor, key by key. What is wrong in it is said at its place and stops nothing else.',
    ),
  ];
  for (const row of SETTINGS) {
    lines.push('', `## \`${row.key}\``, '', translate(row.description), '');
    lines.push(`${translate('Default:')} \`${JSON.stringify(DEFAULT_SETTINGS[row.key])}\``);
    const parts = row.shape.type === 'array' ? row.shape.items : row.shape;
    const inner = descriptionsIn(parts, '');
    if (inner.length > 0) lines.push('');
    for (const [name, text] of inner) lines.push(`- \`${name.slice(1)}\`: ${translate(text)}`);
  }
  return `${lines.join('\n')}\n`;
}

function ruleIndex(): string {
  const names = readdirSync(path.join(ROOT, 'server/src/core/rules'))
    .filter((name) => name.endsWith('.ts') && name !== 'rule.ts' && name !== 'index.generated.ts')
    .map((name) => name.slice(0, -'.ts'.length))
    .sort();
  const variable = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return [
    '// Written by `npm run generate` from the files of this folder; do not edit.',
    ...names.map((name) => `import ${variable(name)} from './${name}.ts';`),
    "import type { Rule } from './rule.ts';",
    '',
    'export const RULES: readonly Rule[] = [',
    ...names.map((name) => `  ${variable(name)},`),
    '];',
    '',
  ].join('\n');
}

/** The folders of models that are used as a whole: what one is, and the file of its schema. */
const MODELS: Readonly<Record<string, readonly [type: string, schema: string]>> = {
  'build-tools': ['BuildToolModel', 'build-tools'],
  clients: ['ClientModel', 'clients'],
  decoders: ['DecoderModel', 'flow'],
  environments: ['EnvironmentModel', 'environments'],
  frameworks: ['FrameworkModel', 'flow'],
  guards: ['GuardModel', 'flow'],
};

function modelIndex(folder: string): string {
  const [type, schema] = MODELS[folder]!;
  const names = readdirSync(path.join(ROOT, 'server/src/core/models', folder))
    .filter((name) => name.endsWith('.ts') && name !== 'index.generated.ts')
    // Lists of words that stand beside the models have no default export.
    .filter((name) => /^export default /m.test(read(`server/src/core/models/${folder}/${name}`)))
    .map((name) => name.slice(0, -'.ts'.length))
    .sort();
  const variable = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const line = `export default [${names.map(variable).join(', ')}] satisfies readonly ${type}[] as readonly ${type}[];`;
  return [
    '// Written by `npm run generate` from the files of this folder; do not edit.',
    `import type { ${type} } from '../schema/${schema}.ts';`,
    ...names.map((name) => `import ${variable(name)} from './${name}.ts';`),
    '',
    line,
    '',
  ].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const [file, text] of generatedFiles()) writeFileSync(path.join(ROOT, file), text);
  process.stdout.write(`${generatedFiles().size} files written, ${RULES.length} rules\n`);
}
