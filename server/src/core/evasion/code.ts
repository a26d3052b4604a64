/** Code that tells the scanner from others and answers it differently. */

import type { Expression, Module } from '../ir/nodes.ts';
import { childrenOf, type WalkNode, walk } from '../ir/walk.ts';
import type { Span } from './configuration.ts';
import { namesScanner } from './marks.ts';

/** What answers a request, or ends it, in the frameworks this product knows. */
const ANSWERS =
  /\b(?:res|resp|response|reply|ctx|context|c|h|this|request\.socket|req\.socket)(?:\.|->)(?:\w+(?:\.|->))?(?:status|sendStatus|send|json|end|body|destroy|code|writeHead|redirect|success|fail|response)\b|\bthrow\b|\b(?:die|exit|abort)\b\s*[(;]|\bhttp_response_code\b|\breturn\s+(?:new\s+\w*Response|json|response|view|redirect|\[|\{)/;
/** Slowing the scanner down is honest. */
const THROTTLES = /\b429\b|rate|limit|throttl/i;

/** The conditions that single the scanner out and whose branch answers. */
export function evasionsIn(modules: readonly Module[], text: string): Span[] {
  const spans: Span[] = [];
  const names = namesOf(modules);
  for (const module of modules) {
    walk(module, (node) => {
      if (node.kind !== 'if' || node.then.length === 0 || !speaks(node.test, names)) return;
      const branch = text.slice(node.then[0]!.start, node.then.at(-1)!.end);
      if (ANSWERS.test(branch) && !THROTTLES.test(branch)) spans.push({ start: node.test.start, end: node.test.end });
    });
  }
  return spans;
}

function marks(node: WalkNode): boolean {
  if (node.kind === 'literal') return typeof node.value === 'string' && namesScanner(node.value);
  return node.kind === 'regexp' && namesScanner(node.pattern);
}

/** Variables and functions of the file that are made from the scanner's marks: lists of addresses, `isScanner(ua)`. */
function namesOf(modules: readonly Module[]): ReadonlySet<string> {
  const names = new Set<string>();
  const holds = (root: WalkNode | readonly WalkNode[]) => {
    let found = false;
    walk(root, (node) => {
      found ||= marks(node) || (node.kind === 'name' && names.has(node.name));
      return !found;
    });
    return found;
  };
  for (const module of modules) {
    walk(module, (node) => {
      if (node.kind === 'declare' && node.target.kind === 'name' && node.init && short(node.init) && holds(node.init))
        names.add(node.target.name);
      if (node.kind === 'assign' && node.target.kind === 'name' && short(node.value) && holds(node.value))
        names.add(node.target.name);
      if (node.kind === 'declare-function' && node.function.body.length <= 3 && holds(node.function.body))
        names.add(node.name);
    });
  }
  return names;
}

/** A value or a small function; an application's whole set-up is neither. */
function short(node: Expression): boolean {
  return node.kind !== 'function' || node.body.length <= 3;
}

/** Whether a condition asks for the scanner rather than for everybody else. */
function speaks(test: Expression, names: ReadonlySet<string>): boolean {
  if (test.kind === 'unary' && test.operator === '!') return false;
  const pending: WalkNode[] = [test];
  while (pending.length > 0) {
    const node = pending.pop()!;
    if (marks(node) || (node.kind === 'name' && names.has(node.name))) return true;
    if (node.kind === 'unary' && node.operator === '!') continue;
    if (node.kind !== 'function') pending.push(...childrenOf(node));
  }
  return false;
}
