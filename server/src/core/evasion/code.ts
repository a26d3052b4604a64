/** Code that tells the scanner from others and answers it differently. */

import type { Expression, Module, Node, Statement } from '../ir/nodes.ts';
import { childrenOf, type WalkNode, walk } from '../ir/walk.ts';
import type { Span } from './configuration.ts';
import { namesScanner } from './marks.ts';

/** What answers a request, or ends it, in the frameworks this product knows. */
const ANSWERS =
  /\b(?:res|resp|response|reply|ctx|context|c|h|this|request\.socket|req\.socket)(?:\.|->)(?:\w+(?:\.|->))?(?:status|sendStatus|send|json|end|body|destroy|code|writeHead|redirect|success|fail|response)\b|\bthrow\b|\b(?:die|exit|abort)\b\s*[(;]|\bhttp_response_code\b|\breturn\s+(?:new\s+\w*Response|json|response|view|redirect|\[|\{)/;
/** Slowing the scanner down is honest. */
const THROTTLES = /\b429\b|rate|limit|throttl/i;

/**
 * The conditions that single the scanner out and whose branch answers. `imported`: names that other files give to the
 * scanner's marks.
 */
export function evasionsIn(modules: readonly Module[], text: string, imported: ReadonlySet<string>): Span[] {
  const spans: Span[] = [];
  const names = markedNames(modules, imported);
  const answers = (nodes: readonly Node[]) => {
    if (nodes.length === 0) return false;
    const branch = text.slice(nodes[0]!.start, nodes.at(-1)!.end);
    return ANSWERS.test(branch) && !THROTTLES.test(branch);
  };
  const report = (node: Node) => spans.push({ start: node.start, end: node.end });
  const inBlock = (body: readonly Statement[]) => {
    body.forEach((statement, index) => {
      // `if (!isScanner) return next();` and what follows is for the scanner alone.
      if (statement.kind !== 'if' || statement.test.kind !== 'unary' || statement.test.operator !== '!') return;
      if (!speaks(statement.test.operand, names)) return;
      const leaves = statement.then.some((one) => one.kind === 'return');
      if (answers(statement.else) || (leaves && answers(body.slice(index + 1)))) report(statement.test);
    });
  };
  for (const module of modules) {
    inBlock(module.body);
    walk(module, (node) => {
      if (node.kind === 'function') inBlock(node.body);
      if (node.kind === 'if' && speaks(node.test, names) && answers(node.then)) report(node.test);
      if (node.kind === 'logical' && node.operator === '&&' && speaks(node.left, names) && answers([node.right]))
        report(node.left);
      if (node.kind === 'conditional' && speaks(node.test, names)) {
        const branches = [node.then, node.else];
        if (branches.some((one) => answers([one]) || refuses(one))) report(node.test);
      }
      if (node.kind === 'switch')
        for (const one of node.cases) if (one.test && speaks(one.test, names) && answers(one.body)) report(one.test);
    });
  }
  return spans;
}

/** A status that refuses, as a branch of `res.status(isScanner ? 403 : 200)`. */
function refuses(node: Expression): boolean {
  return node.kind === 'literal' && typeof node.value === 'number' && /^(?:4(?!29)|5)\d\d$/.test(String(node.value));
}

function marks(node: WalkNode): boolean {
  if (node.kind === 'literal') return typeof node.value === 'string' && namesScanner(node.value);
  return node.kind === 'regexp' && namesScanner(node.pattern);
}

/** Variables and functions of the file that are made from the scanner's marks: lists of addresses, `isScanner(ua)`. */
export function markedNames(modules: readonly Module[], imported: ReadonlySet<string>): ReadonlySet<string> {
  const names = new Set(imported);
  const holds = (root: WalkNode | readonly WalkNode[]) => {
    let found = false;
    walk(root, (node) => {
      found ||= marks(node) || isNamed(node, names);
      return !found;
    });
    return found;
  };
  for (const module of modules) {
    walk(module, (node) => {
      // Of an object only the members that hold the marks: `config` speaks of much else.
      if (node.kind === 'object') {
        for (const entry of node.entries)
          if (entry.kind === 'property' && typeof entry.key === 'string' && short(entry.value) && holds(entry.value))
            names.add(entry.key);
      }
      if (node.kind === 'declare' && node.target.kind === 'name' && node.init && short(node.init) && holds(node.init))
        names.add(node.target.name);
      if (node.kind === 'assign' && short(node.value) && holds(node.value)) {
        if (node.target.kind === 'name') names.add(node.target.name);
        // What a module gives others: `exports.SCANNER = …`.
        else if (node.target.kind === 'member' && typeof node.target.key === 'string') names.add(node.target.key);
      }
      if (node.kind === 'declare-function' && node.function.body.length <= 3 && holds(node.function.body))
        names.add(node.name);
    });
  }
  return names;
}

function isNamed(node: WalkNode, names: ReadonlySet<string>): boolean {
  if (node.kind === 'name') return names.has(node.name);
  return node.kind === 'member' && typeof node.key === 'string' && names.has(node.key);
}

/** A value or a small function; an application's whole set-up is neither. */
function short(node: Expression): boolean {
  if (node.kind === 'object') return false;
  return node.kind !== 'function' || node.body.length <= 3;
}

/** Whether a condition asks for the scanner rather than for everybody else. */
function speaks(test: Expression, names: ReadonlySet<string>): boolean {
  if (test.kind === 'unary' && test.operator === '!') return false;
  const pending: WalkNode[] = [test];
  while (pending.length > 0) {
    const node = pending.pop()!;
    if (marks(node) || isNamed(node, names)) return true;
    if (node.kind === 'unary' && node.operator === '!') continue;
    if (node.kind !== 'function') pending.push(...childrenOf(node));
  }
  return false;
}
