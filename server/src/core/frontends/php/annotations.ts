/** Attributes (`#[Route('/x')]`) and the older annotations in doc comments (`@Controller(prefix="/x")`): both become decorators. */

import type { Decorator, Expression, Node, ObjectProperty } from '../../ir/nodes.ts';
import { expressionRange, type Lowering, list } from './context.ts';
import { literal, lowerArguments, name } from './expressions.ts';
import { resolveName } from './names.ts';
import type { PhpNode } from './parse.ts';

export function lowerAttributes(context: Lowering, node: PhpNode): Decorator[] {
  const written = list(node['attrGroups']).flatMap((group) =>
    list(group['attrs']).map((attribute): Decorator => {
      const at = expressionRange(context, attribute);
      return {
        name: resolveName(context.names, String(attribute['name']), 'class'),
        ...lowerArguments(context, list(attribute['args']), at),
        ...at,
      };
    }),
  );
  return [...written, ...docTags(context, node).annotations];
}

interface DocTags {
  readonly annotations: readonly Decorator[];
  /** `@param Type $name`: name to type. */
  readonly params: ReadonlyMap<string, string>;
  /** `@var Type`. */
  readonly type: string | undefined;
}

const NO_TAGS: DocTags = { annotations: [], params: new Map(), type: undefined };

/** What the doc comment right before a declaration says. */
export function docTags(context: Lowering, node: PhpNode): DocTags {
  // Before attributes the comment belongs to the first of them.
  const comment = (node.leadingComments ?? list(node['attrGroups'])[0]?.leadingComments)?.at(-1);
  if (comment?.kind !== 'commentblock' || !comment.loc) return NO_TAGS;
  const start = comment.loc.start.offset;
  const text = context.text.slice(start, comment.loc.end.offset);
  if (!text.startsWith('/**') || !text.includes('@')) return NO_TAGS;
  const params = new Map<string, string>();
  for (const match of text.matchAll(/@param[ \t]+([^\s$]+)[ \t]+&?(?:\.\.\.)?\$(\w+)/g))
    params.set(match[2]!, match[1]!);
  const type = /@var[ \t]+([^\s$*]+)/.exec(text)?.[1];
  return { annotations: readAnnotations(context, text, start), params, type };
}

/** Doctrine's notation: `@Name(value, key="value", key={"a", "b"})`. Only capitalised names; the rest is phpDoc. */
function readAnnotations(context: Lowering, text: string, offset: number): Decorator[] {
  const found: Decorator[] = [];
  const head = /(^|[\s*])@(\\?[A-Z]\w*(?:\\\w+)*)/g;
  for (let match = head.exec(text); match; match = head.exec(text)) {
    const at = match.index + match[1]!.length;
    const reader = new AnnotationReader(text, offset, head.lastIndex);
    const { args, argNames } = reader.argumentList();
    head.lastIndex = reader.at;
    found.push({
      name: resolveName(context.names, match[2]!, 'class'),
      args,
      ...(argNames.some(Boolean) ? { argNames } : {}),
      start: offset + at,
      end: offset + reader.at,
    });
  }
  return found;
}

/** Reads one argument list; on anything unexpected it stops where it is. Depth is bounded, so hostile comments cannot overflow the stack. */
class AnnotationReader {
  at: number;
  private readonly text: string;
  private readonly offset: number;

  constructor(text: string, offset: number, at: number) {
    this.text = text;
    this.offset = offset;
    this.at = at;
  }

  argumentList(): { args: Expression[]; argNames: (string | undefined)[] } {
    const args: Expression[] = [];
    const argNames: (string | undefined)[] = [];
    if (this.text[this.at] !== '(') return { args, argNames };
    this.at++;
    for (;;) {
      this.blank();
      if (this.eat(')') || this.at >= this.text.length) break;
      const key = this.key();
      const value = this.value(0);
      if (!value) break;
      args.push(value);
      argNames.push(key);
      this.blank();
      if (!this.eat(',')) {
        this.eat(')');
        break;
      }
    }
    return { args, argNames };
  }

  private key(): string | undefined {
    const match = /(\w+)[\s*]*[=:](?!:)/y;
    match.lastIndex = this.at;
    const found = match.exec(this.text);
    if (!found) return undefined;
    this.at = match.lastIndex;
    this.blank();
    return found[1];
  }

  private value(depth: number): Expression | undefined {
    const start = this.at;
    const c = this.text[start];
    if (c === '"' || c === "'") {
      const end = this.text.indexOf(c, start + 1);
      if (end < 0) return undefined;
      this.at = end + 1;
      return literal(this.text.slice(start + 1, end), this.place(start));
    }
    if ((c === '{' || c === '[') && depth < 5) return this.collection(c === '{' ? '}' : ']', depth);
    const word = /[\w\\.:@-]+/y;
    word.lastIndex = start;
    const found = word.exec(this.text);
    if (!found) return undefined;
    this.at = word.lastIndex;
    const text = found[0];
    if (/^-?\d+(\.\d+)?$/.test(text)) return literal(Number(text), this.place(start));
    if (/^(true|false)$/i.test(text)) return literal(text.toLowerCase() === 'true', this.place(start));
    return name(text, this.place(start));
  }

  private collection(close: string, depth: number): Expression {
    const start = this.at++;
    const items: { key: string | undefined; value: Expression }[] = [];
    for (;;) {
      this.blank();
      if (this.eat(close) || this.at >= this.text.length) break;
      const from = this.at;
      let value = this.value(depth + 1);
      let key: string | undefined;
      this.blank();
      if (value && (this.eat('=>') || this.eat('=') || this.eat(':'))) {
        key = value.kind === 'literal' ? String(value.value) : this.text.slice(from, this.at - 1).trim();
        this.blank();
        value = this.value(depth + 1);
        this.blank();
      }
      if (!value) break;
      items.push({ key, value });
      if (!this.eat(',')) {
        this.eat(close);
        break;
      }
    }
    const at = this.place(start);
    if (!items.some((item) => item.key !== undefined))
      return { kind: 'array', items: items.map((i) => i.value), ...at };
    const entries = items.map(
      ({ key, value }): ObjectProperty => ({
        kind: 'property',
        key: key ?? null,
        keyStart: value.start,
        keyEnd: value.start,
        value,
        start: value.start,
        end: value.end,
      }),
    );
    return { kind: 'object', entries, ...at };
  }

  private place(start: number): Node {
    return { start: this.offset + start, end: this.offset + this.at };
  }

  private eat(token: string): boolean {
    if (!this.text.startsWith(token, this.at)) return false;
    this.at += token.length;
    return true;
  }

  /** Skips white space and the stars that begin comment lines. */
  private blank(): void {
    while (this.at < this.text.length && /[\s*]/.test(this.text[this.at]!)) this.at++;
  }
}
