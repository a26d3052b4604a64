/**
 * The intermediate representation as text, for tests and for people who look into it. It resembles JavaScript where
 * the meaning is the same, and names the construct where it is not (`template(…)`, `opaque what(…)`, `import:require(…)`).
 */

import type {
  ClassExpression,
  ClassMember,
  Decorator,
  Expression,
  FunctionExpression,
  Loop,
  Module,
  ObjectProperty,
  Parameter,
  Pattern,
  Spread,
  Statement,
} from './nodes.ts';

/** Prints a module: one statement a line, bodies indented by two spaces. */
export function printModule(module: Module): string {
  return printStatements(module.body, '');
}

export function printExpression(node: Expression | ObjectProperty, indent = ''): string {
  const print = (child: Expression | ObjectProperty) => printExpression(child, indent);
  switch (node.kind) {
    case 'literal':
      return node.value === undefined ? 'undefined' : JSON.stringify(node.value);
    case 'regexp':
      return `/${node.pattern}/${node.flags}`;
    case 'template':
      return `template(${node.parts.map(print).join(', ')})`;
    case 'name':
      return node.variable ? `$${node.name}` : node.name;
    case 'this':
    case 'super':
      return node.kind;
    case 'member': {
      const object = printOperand(node.object, indent);
      const chain = node.optional ? '?.' : '';
      if (node.key === null) return `${object}[]`;
      if (typeof node.key !== 'string')
        return `${object}${node.access === 'static' ? '::' : chain}[${print(node.key)}]`;
      if (node.access === 'static') return `${object}::${node.key}`;
      return node.access === 'property' && /^[\w$#]+$/.test(node.key)
        ? `${object}${chain || '.'}${node.key}`
        : `${object}${chain}[${JSON.stringify(node.key)}]`;
    }
    case 'call':
      return `${printOperand(node.callee, indent)}${node.optional ? '?.' : ''}(${printArguments(node, indent)})`;
    case 'new':
      return `new ${printOperand(node.callee, indent)}(${printArguments(node, indent)})`;
    case 'function':
      return printFunction(node, indent);
    case 'class':
      return printClass(node, indent);
    case 'object':
      return node.entries.length === 0 ? '{}' : `{${node.entries.map(print).join(', ')}}`;
    case 'property': {
      const key = node.key === null ? '' : `${printKey(node.key, indent)}: `;
      return `${node.accessor ? `${node.accessor} ` : ''}${key}${print(node.value)}`;
    }
    case 'array':
      return `[${node.items.map(print).join(', ')}]`;
    case 'unary': {
      const operand = printOperand(node.operand, indent);
      if (node.operator.startsWith('x') && node.operator.length === 3) return `${operand}${node.operator.slice(1)}`;
      return /\w$/.test(node.operator) ? `${node.operator} ${operand}` : `${node.operator}${operand}`;
    }
    case 'binary':
    case 'logical': {
      const operator = node.kind === 'binary' && node.string ? `${node.operator}string` : node.operator;
      return `(${print(node.left)} ${operator} ${print(node.right)})`;
    }
    case 'conditional':
      return `(${print(node.test)} ? ${print(node.then)} : ${print(node.else)})`;
    case 'assign':
      return `${printPattern(node.target, indent)} ${node.operator}${node.reference ? '&' : ''} ${print(node.value)}`;
    case 'await':
      return `await ${printOperand(node.value, indent)}`;
    case 'yield':
      return `yield${node.delegate ? '*' : ''}${node.key ? ` ${print(node.key)} =>` : ''}${node.value ? ` ${print(node.value)}` : ''}`;
    case 'spread':
      return `...${print(node.value)}`;
    case 'sequence':
      return `(${node.items.map(print).join(', ')})`;
    case 'import':
      return `import:${node.style}(${print(node.specifier)})`;
    case 'cast':
      return `(${node.type})${printOperand(node.value, indent)}`;
    case 'opaque':
      return `opaque ${node.what}(${node.children.map(print).join(', ')})`;
  }
}

export function printPattern(node: Pattern, indent = ''): string {
  switch (node.kind) {
    case 'object-pattern': {
      const properties = node.properties.map(
        ({ key, value }) => `${printKey(key, indent)}: ${printPattern(value, indent)}`,
      );
      if (node.rest) properties.push(`...${printPattern(node.rest, indent)}`);
      return `{${properties.join(', ')}}`;
    }
    case 'array-pattern': {
      const items = node.items.map((item) => (item ? printPattern(item, indent) : ''));
      if (node.rest) items.push(`...${printPattern(node.rest, indent)}`);
      return `[${items.join(', ')}]`;
    }
    case 'default-pattern':
      return `${printPattern(node.target, indent)} = ${printExpression(node.default, indent)}`;
    default:
      return printExpression(node, indent);
  }
}

function printStatements(statements: readonly Statement[], indent: string): string {
  return statements.map((statement) => `${indent}${printStatement(statement, indent)}\n`).join('');
}

function printBlock(statements: readonly Statement[], indent: string): string {
  return statements.length === 0 ? '{}' : `{\n${printStatements(statements, `${indent}  `)}${indent}}`;
}

function printStatement(node: Statement, indent: string): string {
  const print = (child: Expression) => printExpression(child, indent);
  switch (node.kind) {
    case 'expression':
      return print(node.expression);
    case 'declare':
      return `${node.scope} ${printPattern(node.target, indent)}${node.init ? ` = ${print(node.init)}` : ''}`;
    case 'declare-function':
      return `declare ${node.name} = ${print(node.function)}`;
    case 'declare-class':
      return `declare ${node.name} = ${print(node.class)}`;
    case 'return':
      return node.value ? `return ${print(node.value)}` : 'return';
    case 'throw':
      return `throw ${print(node.value)}`;
    case 'jump':
      return node.label ? `${node.jump} ${node.label}` : node.jump;
    case 'if': {
      const otherwise = node.else.length > 0 ? ` else ${printBlock(node.else, indent)}` : '';
      return `if ${print(node.test)} ${printBlock(node.then, indent)}${otherwise}`;
    }
    case 'loop':
      return printLoop(node, indent);
    case 'switch': {
      const cases = node.cases.map((one) => {
        const test = one.test ? `case ${print(one.test)}` : 'default';
        return `${indent}  ${test} ${printBlock(one.body, `${indent}  `)}\n`;
      });
      return `switch ${print(node.subject)} {\n${cases.join('')}${indent}}`;
    }
    case 'try': {
      const handlers = node.handlers.map((handler) => {
        const types = handler.types.length > 0 ? ` ${handler.types.join('|')}` : '';
        const param = handler.param ? ` ${printPattern(handler.param, indent)}` : '';
        return ` catch${types}${param} ${printBlock(handler.body, indent)}`;
      });
      const finalizer = node.finalizer.length > 0 ? ` finally ${printBlock(node.finalizer, indent)}` : '';
      return `try ${printBlock(node.block, indent)}${handlers.join('')}${finalizer}`;
    }
    case 'block':
      return printBlock(node.body, indent);
    case 'import-declaration': {
      const bindings = node.bindings.map(({ imported, local }) => renamed(imported, local));
      return `import {${bindings.join(', ')}} from ${JSON.stringify(node.specifier)}`;
    }
    case 'export-declaration': {
      const from = node.from === undefined ? '' : ` from ${JSON.stringify(node.from)}`;
      if (node.default) return `export default ${print(node.default)}`;
      return `export {${node.bindings.map(({ exported, local }) => renamed(local, exported)).join(', ')}}${from}`;
    }
  }
}

function printLoop(node: Loop, indent: string): string {
  const part = (child: Expression | undefined) => (child ? printExpression(child, indent) : '');
  const init = node.init.map((statement) => printStatement(statement, indent)).join(', ');
  const body = printBlock(node.body, indent);
  switch (node.style) {
    case 'for':
      return `for (${init}; ${part(node.test)}; ${part(node.update)}) ${body}`;
    case 'while':
      return `while ${part(node.test)} ${body}`;
    case 'do':
      return `do ${body} while ${part(node.test)}`;
    case 'each': {
      const key = node.keyTarget ? `${printPattern(node.keyTarget, indent)} => ` : '';
      const target = `${node.reference ? '&' : ''}${node.target ? printPattern(node.target, indent) : ''}`;
      const declared = init === '' ? '' : `${init}; `;
      return `each (${declared}${key}${target} ${node.over === 'keys' ? 'in' : 'of'} ${part(node.iterable)}) ${body}`;
    }
  }
}

function printFunction(node: FunctionExpression, indent: string): string {
  const words = [
    printDecorators(node.decorators, indent),
    node.async ? 'async ' : '',
    node.arrow ? 'arrow' : 'function',
    node.generator ? '*' : '',
    node.name ? ` ${node.name}` : '',
  ].join('');
  const params = node.params.map((parameter) => printParameter(parameter, indent)).join(', ');
  const uses = node.uses ? ` uses(${node.uses.join(', ')})` : '';
  const returnType = node.returnType ? `: ${node.returnType}` : '';
  return `${words}(${params})${uses}${returnType} ${printBlock(node.body, indent)}`;
}

function printParameter(node: Parameter, indent: string): string {
  return [
    printDecorators(node.decorators, indent),
    node.property ? 'property ' : '',
    node.rest ? '...' : '',
    printPattern(node.target, indent),
    node.type ? `: ${node.type}` : '',
    node.default ? ` = ${printExpression(node.default, indent)}` : '',
  ].join('');
}

function printClass(node: ClassExpression, indent: string): string {
  const words = [
    printDecorators(node.decorators, indent),
    node.flavour ?? 'class',
    node.name ? ` ${node.name}` : '',
    node.superclass ? ` extends ${printExpression(node.superclass, indent)}` : '',
    node.interfaces.length > 0 ? ` implements ${node.interfaces.join(', ')}` : '',
  ].join('');
  if (node.members.length === 0) return `${words} {}`;
  const members = node.members.map((member) => `${indent}  ${printMember(member, `${indent}  `)}\n`);
  return `${words} {\n${members.join('')}${indent}}`;
}

function printMember(node: ClassMember, indent: string): string {
  return [
    printDecorators(node.decorators, indent),
    node.visibility ? `${node.visibility} ` : '',
    node.static ? 'static ' : '',
    `${node.member} `,
    printKey(node.key, indent),
    node.type ? `: ${node.type}` : '',
    node.value ? ` = ${printExpression(node.value, indent)}` : '',
  ].join('');
}

function printDecorators(decorators: readonly Decorator[] | undefined, indent: string): string {
  if (!decorators) return '';
  return decorators.map((decorator) => `@${decorator.name}(${printArguments(decorator, indent)}) `).join('');
}

function printArguments(
  call: { readonly args: readonly Expression[]; readonly argNames?: readonly (string | undefined)[] },
  indent: string,
): string {
  return call.args
    .map((argument, at) => {
      const name = call.argNames?.[at];
      return `${name === undefined ? '' : `${name}: `}${printExpression(argument, indent)}`;
    })
    .join(', ');
}

function printKey(key: string | Expression, indent: string): string {
  if (typeof key !== 'string') return `[${printExpression(key, indent)}]`;
  return /^[\w$#]+$/.test(key) ? key : JSON.stringify(key);
}

/** An operand of something that binds tightly: what is written without brackets of its own gets some. */
function printOperand(node: Expression | Spread, indent: string): string {
  const printed = printExpression(node, indent);
  return /^(?:function|class|assign|await|yield|unary)$/.test(node.kind) ? `(${printed})` : printed;
}

function renamed(from: string, to: string): string {
  return from === to ? from : `${from} as ${to}`;
}
