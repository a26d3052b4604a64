/**
 * Settings from outside are cleaned here, at the border, and nowhere else: a wrong value is dropped with one complaint
 * at its place, and everything beside it stays in force.
 */

import { type Node as JsonNode, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { type Message, message } from '../base/finding.ts';
import { DEFAULT_SETTINGS, type SettingRow, type Settings, type Shape } from './table.ts';

/** Something wrong in a configuration; `start` and `end` are offsets into its text, both 0 where there is no text. */
export interface Complaint {
  readonly message: Message;
  readonly start: number;
  readonly end: number;
}

export interface ReadSettings {
  /** Only the keys that were given. */
  readonly settings: Partial<Settings>;
  readonly complaints: readonly Complaint[];
  /** The text is no JSON object at all: nothing of it is in force. */
  readonly broken: boolean;
}

/** Reads the text of a `preflight.config.json` (JSON with comments and trailing commas). Never throws. */
export function readSettingsText(text: string, table: readonly SettingRow[]): ReadSettings {
  const errors: ParseError[] = [];
  const clean = text.charCodeAt(0) === 0xfeff ? ` ${text.slice(1)}` : text;
  const root = parseTree(clean, errors, { allowTrailingComma: true, disallowComments: false });
  const first = errors[0];
  if (first) {
    const what = printParseErrorCode(first.error);
    const complaint = {
      message: message(
        'This is not valid JSON ({0}); the configuration is not in force until it is corrected.',
        words(what),
      ),
      start: first.offset,
      end: first.offset + Math.max(1, first.length),
    };
    return { settings: {}, complaints: [complaint], broken: true };
  }
  if (root?.type !== 'object') {
    const place = { start: root?.offset ?? 0, end: root ? root.offset + root.length : 0 };
    return {
      settings: {},
      complaints: [{ message: message('The configuration must be a JSON object, {…}.'), ...place }],
      broken: true,
    };
  }
  const complaints: Complaint[] = [];
  const settings = readObject(fromJson(root), table, complaints);
  return { settings, complaints, broken: false };
}

/** Reads settings that an editor hands over as a value; complaints then carry no place. Never throws. */
export function readSettingsValue(value: unknown, table: readonly SettingRow[]): ReadSettings {
  if (value === null || value === undefined) return { settings: {}, complaints: [], broken: false };
  const complaints: Complaint[] = [];
  const settings = readObject(fromValue(value), table, complaints);
  return { settings, complaints, broken: false };
}

/** Later layers win, key by key. */
export function mergeSettings(...layers: readonly Partial<Settings>[]): Settings {
  return Object.assign({}, DEFAULT_SETTINGS, ...layers) as Settings;
}

/** A JSON value seen alike, whether it comes from text or from an editor. */
interface Value {
  readonly type: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';
  readonly start: number;
  readonly end: number;
  readonly scalar?: unknown;
  readonly items?: readonly Value[];
  readonly properties?: readonly {
    readonly key: string;
    readonly start: number;
    readonly end: number;
    readonly value: Value;
  }[];
}

function fromJson(node: JsonNode): Value {
  const place = { start: node.offset, end: node.offset + node.length };
  if (node.type === 'array') return { type: 'array', ...place, items: (node.children ?? []).map(fromJson) };
  if (node.type !== 'object') return { type: node.type as Value['type'], ...place, scalar: node.value };
  const properties = [];
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (!key || !value) continue;
    properties.push({
      key: String(key.value),
      start: key.offset,
      end: key.offset + key.length,
      value: fromJson(value),
    });
  }
  return { type: 'object', ...place, properties };
}

function fromValue(value: unknown): Value {
  const place = { start: 0, end: 0 };
  if (value === null || value === undefined) return { type: 'null', ...place, scalar: null };
  if (Array.isArray(value)) return { type: 'array', ...place, items: value.map(fromValue) };
  if (typeof value === 'object') {
    const properties = Object.entries(value).map(([key, inner]) => ({ key, ...place, value: fromValue(inner) }));
    return { type: 'object', ...place, properties };
  }
  return { type: typeof value as Value['type'], ...place, scalar: value };
}

function readObject(value: Value, table: readonly SettingRow[], complaints: Complaint[]): Partial<Settings> {
  const settings: Record<string, unknown> = {};
  if (value.type !== 'object') {
    complaints.push({
      message: message('The configuration must be a JSON object, {…}.'),
      start: value.start,
      end: value.end,
    });
    return settings;
  }
  for (const property of value.properties ?? []) {
    if (property.key === '$schema') continue;
    const row = table.find((row) => row.key === property.key);
    if (!row) {
      complaints.push(
        unknownKey(
          property,
          table.map((row) => row.key),
        ),
      );
      continue;
    }
    // What an editor does not set arrives as null.
    if (property.value.type === 'null' && property.value.end === 0) continue;
    const read = readShape(property.value, row.shape, property.key, complaints);
    if (read === undefined) continue;
    const fallback = DEFAULT_SETTINGS[row.key];
    const fill = row.shape.type === 'object' && row.key !== 'rules';
    settings[row.key] = fill ? { ...(fallback as object), ...(read as object) } : read;
  }
  return settings as Partial<Settings>;
}

/** The value as far as it fits its shape; undefined where nothing of it does. */
function readShape(value: Value, shape: Shape, path: string, complaints: Complaint[]): unknown {
  const place = { start: value.start, end: value.end };
  if (value.type !== shape.type) {
    complaints.push({ message: mustBe(shape.type, path), ...place });
    return undefined;
  }
  if (shape.type === 'boolean') return value.scalar;
  if (shape.type === 'string') {
    const text = value.scalar as string;
    if (shape.enum && !shape.enum.includes(text)) {
      const choices = shape.enum.map((choice) => `"${choice}"`).join(', ');
      complaints.push({ message: message('"{0}" must be one of {1}, not "{2}".', path, choices, text), ...place });
      return undefined;
    }
    if (shape.pattern && !new RegExp(shape.pattern, 'u').test(text)) {
      const said = shape.wanted
        ? message('"{1}" is not a value that "{0}" can have: {2}.', path, text, message(shape.wanted))
        : message('"{1}" is not a value that "{0}" can have.', path, text);
      complaints.push({ message: said, ...place });
      return undefined;
    }
    return text;
  }
  if (shape.type === 'array') {
    const items = value.items ?? [];
    return items
      .map((item, index) => readShape(item, shape.items, `${path}[${index}]`, complaints))
      .filter((item) => item !== undefined);
  }
  const read: Record<string, unknown> = {};
  for (const property of value.properties ?? []) {
    const inner = Object.hasOwn(shape.properties, property.key) ? shape.properties[property.key] : shape.others;
    if (!inner) {
      complaints.push(unknownKey(property, Object.keys(shape.properties), path));
      continue;
    }
    const innerValue = readShape(property.value, inner, `${path}.${property.key}`, complaints);
    if (innerValue !== undefined) read[property.key] = innerValue;
  }
  for (const key of shape.required ?? []) {
    if (Object.hasOwn(read, key)) continue;
    // A value that was given and refused has had its complaint.
    if (!(value.properties ?? []).some((property) => property.key === key)) {
      complaints.push({ message: message('"{0}" lacks "{1}".', path, key), ...place });
    }
    return undefined;
  }
  return read;
}

function unknownKey(
  property: { key: string; start: number; end: number },
  known: readonly string[],
  path?: string,
): Complaint {
  const name = path ? `${path}.${property.key}` : property.key;
  const near = nearest(property.key, known);
  const text = near
    ? message('There is no setting "{0}"; did you mean "{1}"?', name, near)
    : message('There is no setting "{0}".', name);
  return { message: text, start: property.start, end: property.end };
}

/** The known word within two edits of `word`, so that a slip of the finger is named. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.min(3, Math.ceil(word.length / 2));
  for (const candidate of known) {
    const distance = editDistance(word.toLowerCase().slice(0, 64), candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const cost = left[i - 1] === right[j - 1] ? 0 : 1;
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + cost));
    }
    row = next;
  }
  return row[right.length]!;
}

function mustBe(type: Shape['type'], path: string): Message {
  if (type === 'boolean') return message('"{0}" must be true or false.', path);
  if (type === 'string') return message('"{0}" must be a string.', path);
  if (type === 'array') return message('"{0}" must be a list, […].', path);
  return message('"{0}" must be an object, {…}.', path);
}

/** `PropertyNameExpected` as words: `property name expected`. */
function words(code: string): string {
  return code.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
