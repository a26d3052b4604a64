/**
 * The least a check that reads everything can cost: read every script below a folder, parse it, walk every node once.
 *
 *   node bench/floor.mjs FOLDER js|php
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const [folder = '.', language = 'js'] = process.argv.slice(2);
const parse = language === 'php' ? await phpParser() : await babelParser();

async function babelParser() {
  const { parse } = await import('@babel/parser');
  return (/** @type {string} */ text) =>
    parse(text, { sourceType: 'unambiguous', errorRecovery: true, tokens: false, attachComment: false }).program;
}

async function phpParser() {
  const { Engine } = (await import('php-parser')).default;
  const engine = new Engine({ parser: { extractDoc: true, suppressErrors: true }, ast: { withPositions: true } });
  return (/** @type {string} */ text) => engine.parseCode(text, '');
}

/** Which keys of a kind of node hold nodes, learnt at the first of its kind and widened when more turn up. @type {Map<string, string[]>} */
const visitorKeys = new Map();
const NOT_CHILDREN = new Set([
  'loc',
  'start',
  'end',
  'range',
  'type',
  'kind',
  'extra',
  'leadingComments',
  'comments',
  'errors',
  'tokens',
]);

/** @param {any} node @returns {number} how many nodes there are */
function walk(node) {
  const kind = node.type ?? node.kind;
  let keys = visitorKeys.get(kind);
  if (!keys) {
    keys = Object.keys(node).filter((key) => !NOT_CHILDREN.has(key));
    visitorKeys.set(kind, keys);
  }
  let count = 1;
  for (const key of keys) {
    const child = node[key];
    if (child === null || typeof child !== 'object') continue;
    if (Array.isArray(child)) {
      for (const one of child) if (one !== null && typeof one === 'object') count += walk(one);
    } else count += walk(child);
  }
  return count;
}

let nodes = 0;
let files = 0;
/** @param {string} place */
function visit(place) {
  for (const entry of readdirSync(place, { withFileTypes: true })) {
    const full = path.join(place, entry.name);
    if (entry.isDirectory()) visit(full);
    else if (entry.name.endsWith(`.${language}`)) {
      files++;
      nodes += walk(parse(readFileSync(full, 'utf8')));
    }
  }
}
visit(folder);
process.stdout.write(`${JSON.stringify({ files, nodes })}\n`);
