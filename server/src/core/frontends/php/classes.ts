/** PHP classes, interfaces, traits and enums. */

import type { ClassExpression, ClassMember, FunctionExpression, Node } from '../../ir/nodes.ts';
import { docTags, lowerAttributes } from './annotations.ts';
import { expressionRange, type Lowering, list, range } from './context.ts';
import { lowerExpression, name as nameNode } from './expressions.ts';
import { lowerFunction } from './functions.ts';
import { qualify, resolveName, spelling } from './names.ts';
import type { PhpNode } from './parse.ts';
import { lowerType, resolveTypeText } from './types.ts';

export function lowerAnonymousClass(context: Lowering, node: PhpNode, at: Node): ClassExpression {
  return lowerClass(context, node, at, undefined);
}

/** A named class; its name comes back qualified. */
export function lowerNamedClass(
  context: Lowering,
  node: PhpNode,
  at: Node,
): ClassExpression & { readonly name: string } {
  const name = qualify(context.names, nameOf(node['name']));
  return { ...lowerClass(context, node, at, name), name };
}

function lowerClass(context: Lowering, node: PhpNode, at: Node, name: string | undefined): ClassExpression {
  const outer = context.className;
  context.className = name;
  const body = list(node['body']);
  const parent = node.kind === 'class' ? (node['extends'] as PhpNode | null) : null;
  const interfaces = [
    ...list(node['implements']),
    ...(node.kind === 'interface' ? list(node['extends']) : []),
    ...body.filter((member) => member.kind === 'traituse').flatMap((use) => list(use['traits'])),
  ].map((reference) => resolveName(context.names, spelling(reference), 'class'));
  const members = body.flatMap((member) => lowerMember(context, member));
  const decorators = lowerAttributes(context, node);
  context.className = outer;
  return {
    kind: 'class',
    ...(name ? { name } : {}),
    ...(parent
      ? { superclass: nameNode(resolveName(context.names, spelling(parent), 'class'), range(context, parent)) }
      : {}),
    interfaces,
    members,
    ...(decorators.length > 0 ? { decorators } : {}),
    flavour: FLAVOURS[node.kind] ?? 'class',
    ...at,
  };
}

const FLAVOURS: { readonly [kind: string]: NonNullable<ClassExpression['flavour']> } = {
  class: 'class',
  interface: 'interface',
  trait: 'trait',
  enum: 'enum',
};

function lowerMember(context: Lowering, node: PhpNode): ClassMember[] {
  switch (node.kind) {
    case 'method':
      return [lowerMethod(context, node)];
    case 'propertystatement':
      return list(node['properties']).flatMap((property) => lowerProperty(context, node, property));
    case 'classconstant':
      return list(node['constants']).map((constant) => ({
        ...keyOf(context, constant['name'], constant),
        static: true,
        member: 'constant',
        ...visibility(node),
        value: lowerExpression(context, constant['value'], range(context, constant)),
        ...range(context, constant),
      }));
    case 'enumcase':
      return [
        {
          ...keyOf(context, node['name'], node),
          static: true,
          member: 'constant',
          visibility: 'public',
          ...(node['value'] ? { value: lowerExpression(context, node['value'], range(context, node)) } : {}),
          ...range(context, node),
        },
      ];
    default:
      return [];
  }
}

/** A method without a body (abstract, or of an interface) has no value. */
function lowerMethod(context: Lowering, node: PhpNode): ClassMember {
  const at = range(context, node);
  const key = keyOf(context, node['name'], node);
  const lowered: FunctionExpression = lowerFunction(context, node, at);
  const { decorators, ...value } = lowered;
  return {
    ...key,
    static: node['isStatic'] === true,
    member: key.key.toLowerCase() === '__construct' ? 'constructor' : 'method',
    ...visibility(node, 'public'),
    ...(node['body'] ? { value: { ...value, name: key.key } } : {}),
    ...(decorators ? { decorators } : {}),
    ...at,
  };
}

function lowerProperty(context: Lowering, statement: PhpNode, node: PhpNode): ClassMember[] {
  const at = range(context, node);
  const key = keyOf(context, node['name'], node);
  const documented = docTags(context, statement);
  const written = lowerType(context, node['type'], node['nullable'] === true);
  const type = written ?? (documented.type ? resolveTypeText(context, documented.type) : undefined);
  const decorators = lowerAttributes(context, { ...node, leadingComments: statement.leadingComments ?? null });
  const field: ClassMember = {
    ...key,
    static: statement['isStatic'] === true,
    member: 'field',
    ...visibility(statement, 'public'),
    ...(node['value'] ? { value: lowerExpression(context, node['value'], at) } : {}),
    ...(type ? { type } : {}),
    ...(decorators.length > 0 ? { decorators } : {}),
    ...at,
  };
  return [field, ...list(node['hooks']).flatMap((hook) => lowerHook(context, hook, key))];
}

/** `get => …`, `set(…) {…}` of a property (PHP 8.4). */
function lowerHook(context: Lowering, hook: PhpNode, key: ReturnType<typeof keyOf>): ClassMember[] {
  if (!hook['body']) return [];
  const at = range(context, hook);
  const block = (hook['body'] as PhpNode).kind === 'block';
  const value = block
    ? lowerFunction(context, { ...hook, arguments: hook['parameter'] ? [hook['parameter']] : [] }, at)
    : undefined;
  const result = block ? undefined : lowerExpression(context, hook['body'], at);
  const lowered: FunctionExpression = value ?? {
    kind: 'function',
    params: [],
    body: [{ kind: 'return', value: result!, start: result!.start, end: result!.end }],
    arrow: false,
    async: false,
    generator: false,
    ...at,
  };
  const member = nameOf(hook['name']) === 'set' ? 'setter' : 'getter';
  return [{ ...key, static: false, member, value: lowered, ...at }];
}

function keyOf(
  context: Lowering,
  node: PhpNode | string | null,
  around: PhpNode,
): { key: string; keyStart: number; keyEnd: number } {
  const key = nameOf(node);
  if (!node || typeof node === 'string') {
    const at = range(context, around);
    return { key, keyStart: at.start, keyEnd: at.end };
  }
  // The place may begin before the name (`case A`, `$p`); the name itself is its last part.
  const place = expressionRange(context, node);
  return { key, keyStart: Math.max(place.start, place.end - key.length), keyEnd: place.end };
}

/** php-parser spells an enum case `case A`. */
function nameOf(node: PhpNode | string | null): string {
  const text = typeof node === 'string' ? node : String(node?.['name'] ?? '');
  return text.replace(/^case\s+/, '');
}

function visibility(node: PhpNode, otherwise?: 'public'): Pick<ClassMember, 'visibility'> {
  const written = node['visibility'];
  if (written === 'public' || written === 'protected' || written === 'private') return { visibility: written };
  return otherwise ? { visibility: otherwise } : {};
}
