/** Going through the intermediate representation, without recursion: trees may be as deep as the input is hostile. */

import type {
  ClassMember,
  Decorator,
  Expression,
  Module,
  ObjectProperty,
  Parameter,
  Pattern,
  Statement,
} from './nodes.ts';

/** Everything that has a kind of its own below a module. */
export type WalkNode = Expression | Statement | Pattern | ObjectProperty;

/**
 * Visits `root` and everything below it, parents before children, in the order of the text. `visit` answers false to
 * leave out what is below the node. `depth` counts the nodes above.
 */
export function walk(
  root: Module | WalkNode | readonly WalkNode[],
  visit: (node: WalkNode, depth: number) => unknown,
): void {
  const first: readonly WalkNode[] = isList(root) ? root : root.kind === 'module' ? root.body : [root];
  const pending: WalkNode[] = [...first].reverse();
  const depths: number[] = first.map(() => 0);
  while (pending.length > 0) {
    const node = pending.pop()!;
    const depth = depths.pop()!;
    if (visit(node, depth) === false) continue;
    const children = childrenOf(node);
    for (let at = children.length - 1; at >= 0; at--) {
      pending.push(children[at]!);
      depths.push(depth + 1);
    }
  }
}

/** The nodes directly below `node`, in the order of the text. */
export function childrenOf(node: WalkNode): readonly WalkNode[] {
  switch (node.kind) {
    case 'literal':
    case 'regexp':
    case 'name':
    case 'this':
    case 'super':
    case 'jump':
    case 'import-declaration':
      return NONE;
    case 'template':
      return node.parts;
    case 'opaque':
      return node.children;
    case 'array':
    case 'sequence':
      return node.items;
    case 'member':
      return node.key === null || typeof node.key === 'string' ? [node.object] : [node.object, node.key];
    case 'call':
    case 'new':
      return [node.callee, ...node.args];
    case 'function':
      return [...decorated(node.decorators), ...node.params.flatMap(ofParameter), ...node.body];
    case 'class':
      return [
        ...decorated(node.decorators),
        ...(node.superclass ? [node.superclass] : NONE),
        ...node.members.flatMap(ofMember),
      ];
    case 'object':
      return node.entries;
    case 'property':
      return [...computed(node.key), node.value];
    case 'unary':
      return [node.operand];
    case 'binary':
    case 'logical':
      return [node.left, node.right];
    case 'conditional':
      return [node.test, node.then, node.else];
    case 'assign':
      return [node.target, node.value];
    case 'await':
    case 'spread':
    case 'cast':
    case 'throw':
      return [node.value];
    case 'yield':
      return [...(node.key ? [node.key] : NONE), ...(node.value ? [node.value] : NONE)];
    case 'return':
      return node.value ? [node.value] : NONE;
    case 'import':
      return [node.specifier];
    case 'object-pattern':
      return [
        ...node.properties.flatMap((property) => [...computed(property.key), property.value]),
        ...(node.rest ? [node.rest] : NONE),
      ];
    case 'array-pattern':
      return [...node.items.filter((item) => item !== undefined), ...(node.rest ? [node.rest] : NONE)];
    case 'default-pattern':
      return [node.target, node.default];
    case 'expression':
      return [node.expression];
    case 'declare':
      return node.init ? [node.target, node.init] : [node.target];
    case 'declare-function':
      return [node.function];
    case 'declare-class':
      return [node.class];
    case 'if':
      return [node.test, ...node.then, ...node.else];
    case 'loop':
      return [
        ...node.init,
        ...(node.keyTarget ? [node.keyTarget] : NONE),
        ...(node.target ? [node.target] : NONE),
        ...(node.iterable ? [node.iterable] : NONE),
        ...(node.style !== 'do' && node.test ? [node.test] : NONE),
        ...(node.update ? [node.update] : NONE),
        ...node.body,
        ...(node.style === 'do' && node.test ? [node.test] : NONE),
      ];
    case 'switch':
      return [
        node.subject,
        ...node.cases.flatMap((one): WalkNode[] => (one.test ? [one.test, ...one.body] : [...one.body])),
      ];
    case 'try':
      return [
        ...node.block,
        ...node.handlers.flatMap((handler): WalkNode[] => [
          ...(handler.param ? [handler.param] : NONE),
          ...handler.body,
        ]),
        ...node.finalizer,
      ];
    case 'block':
      return node.body;
    case 'export-declaration':
      return node.default ? [node.default] : NONE;
  }
}

const NONE: readonly never[] = [];

function isList(root: Module | WalkNode | readonly WalkNode[]): root is readonly WalkNode[] {
  return Array.isArray(root);
}

function computed(key: string | Expression | null): readonly Expression[] {
  return key === null || typeof key === 'string' ? NONE : [key];
}

function decorated(decorators: readonly Decorator[] | undefined): readonly Expression[] {
  return decorators ? decorators.flatMap((decorator) => decorator.args) : NONE;
}

function ofParameter(parameter: Parameter): readonly WalkNode[] {
  const before = [...decorated(parameter.decorators), parameter.target];
  return parameter.default ? [...before, parameter.default] : before;
}

function ofMember(member: ClassMember): readonly WalkNode[] {
  const before = [...decorated(member.decorators), ...computed(member.key)];
  return member.value ? [...before, member.value] : before;
}
