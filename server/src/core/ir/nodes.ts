/**
 * The intermediate representation: one small, structured tree for every language the product reads.
 *
 * A front end lowers text to it; the analyses know nothing but it. It keeps branches, loops and `try` as trees because
 * guards are structural, and it never refuses: what a front end does not understand becomes `opaque` with the children
 * it could read, so that values still flow through.
 *
 * Every node carries `start` and `end`: offsets in UTF-16 units into the text of its file, end exclusive.
 * Nodes are plain data without identity of their own; they must be treated as immutable.
 */

export interface Node {
  readonly start: number;
  readonly end: number;
}

/** The whole of one file, or of one script block inside a single-file component (offsets are always the file's). */
export interface Module extends Node {
  readonly kind: 'module';
  readonly language: Language;
  readonly body: readonly Statement[];
  /** Comments in order, without their delimiters trimmed: suppressions and conditional compilation are read from them. */
  readonly comments: readonly Comment[];
}

export type Language = 'javascript' | 'php';

export interface Comment extends Node {
  /** The comment's text between its delimiters. */
  readonly text: string;
}

/** Something the parser complained about; the rest of the file was still read. */
export interface SyntaxProblem extends Node {
  readonly message: string;
}

/** What a front end answers. It never throws. */
export interface Lowered {
  readonly module: Module;
  readonly problems: readonly SyntaxProblem[];
}

// ---------------------------------------------------------------- expressions

export type Expression =
  | Literal
  | RegExpLiteral
  | Template
  | Name
  | This
  | Super
  | Member
  | Call
  | New
  | FunctionExpression
  | ClassExpression
  | ObjectExpression
  | ArrayExpression
  | Unary
  | Binary
  | Logical
  | Conditional
  | Assign
  | Await
  | Yield
  | Spread
  | Sequence
  | ImportExpression
  | Cast
  | Opaque;

/** A string, number, boolean, null or undefined written in the source. `value` is the cooked value. */
export interface Literal extends Node {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null | undefined;
}

export interface RegExpLiteral extends Node {
  readonly kind: 'regexp';
  readonly pattern: string;
  readonly flags: string;
}

/** A template or interpolated string: the concatenation of its parts as strings. String pieces are `literal` nodes. */
export interface Template extends Node {
  readonly kind: 'template';
  readonly parts: readonly Expression[];
}

/** A variable, function, class or constant by name. PHP variables are named without `$`; PHP class and constant names keep their qualified spelling (`support\Request`). */
export interface Name extends Node {
  readonly kind: 'name';
  readonly name: string;
  /** PHP only: tells `$x` (variable) from `X` (class, function or constant). Absent in JavaScript. */
  readonly variable?: boolean;
}

/** `this`; PHP `$this`. */
export interface This extends Node {
  readonly kind: 'this';
}

/** `super`; PHP `parent`. */
export interface Super extends Node {
  readonly kind: 'super';
}

/**
 * `a.b`, `a?.b`, `a['b']`, `a[i]`; PHP `$a->b`, `$a['b']`, `A::b`, `A::$b`.
 * `key` is a string where the key is written out (also `a['b']`), an expression otherwise; null for PHP's `$a[]`.
 * `keyStart`/`keyEnd` delimit the key in the text.
 */
export interface Member extends Node {
  readonly kind: 'member';
  readonly object: Expression;
  readonly key: string | Expression | null;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly access: 'property' | 'index' | 'static';
  readonly optional?: boolean;
}

export interface Call extends Node {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly args: readonly Expression[];
  /** PHP named arguments, by position; absent where none is named. */
  readonly argNames?: readonly (string | undefined)[];
  readonly optional?: boolean;
}

export interface New extends Node {
  readonly kind: 'new';
  readonly callee: Expression;
  readonly args: readonly Expression[];
  readonly argNames?: readonly (string | undefined)[];
}

export interface FunctionExpression extends Node {
  readonly kind: 'function';
  readonly name?: string;
  readonly params: readonly Parameter[];
  /** An arrow function with an expression body has one `return` statement here. */
  readonly body: readonly Statement[];
  readonly arrow: boolean;
  readonly async: boolean;
  readonly generator: boolean;
  /** PHP closures: the captured variables, without `$`. Absent where capture is lexical. */
  readonly uses?: readonly string[];
  readonly decorators?: readonly Decorator[];
  /** The written return type, as source text (PHP, TypeScript). */
  readonly returnType?: string;
}

export interface Parameter extends Node {
  readonly target: Pattern;
  readonly default?: Expression;
  readonly rest?: boolean;
  /** PHP `&$x`: what the function leaves in it is the caller's. */
  readonly reference?: boolean;
  /** The written type, as source text (PHP `string`, `?int`, `Request`; TypeScript `string | undefined`). */
  readonly type?: string;
  readonly decorators?: readonly Decorator[];
  /** Constructor promotion (PHP `private X $x`, TypeScript `private x: X`). */
  readonly property?: boolean;
}

/** `@Get('x')`, PHP `#[Route('/x')]`. */
export interface Decorator extends Node {
  readonly name: string;
  readonly args: readonly Expression[];
  readonly argNames?: readonly (string | undefined)[];
}

export interface ClassExpression extends Node {
  readonly kind: 'class';
  /** PHP: fully qualified, without a leading backslash. */
  readonly name?: string;
  readonly superclass?: Expression;
  /** Names of implemented interfaces and used traits (PHP, qualified) or TypeScript `implements`. */
  readonly interfaces: readonly string[];
  readonly members: readonly ClassMember[];
  readonly decorators?: readonly Decorator[];
  /** PHP: an interface, a trait, an enum; TypeScript enums are lowered to objects. */
  readonly flavour?: 'class' | 'interface' | 'trait' | 'enum';
}

export interface ClassMember extends Node {
  readonly key: string | Expression;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly static: boolean;
  readonly member: 'method' | 'getter' | 'setter' | 'field' | 'constructor' | 'constant';
  readonly visibility?: 'public' | 'protected' | 'private';
  /** The function of a method or accessor; the initial value of a field, absent where it has none. */
  readonly value?: Expression;
  readonly type?: string;
  readonly decorators?: readonly Decorator[];
}

/** `{a: 1, ...b, get c() {}}`; PHP arrays with at least one key. */
export interface ObjectExpression extends Node {
  readonly kind: 'object';
  readonly entries: readonly (ObjectProperty | Spread)[];
}

export interface ObjectProperty extends Node {
  readonly kind: 'property';
  /** null: a PHP array item without a key among keyed ones. */
  readonly key: string | Expression | null;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: Expression;
  readonly accessor?: 'get' | 'set';
}

/** Holes are `undefined` literals of zero width. */
export interface ArrayExpression extends Node {
  readonly kind: 'array';
  readonly items: readonly Expression[];
}

/** `!x`, `-x`, `typeof x`, `void x`, `delete x`, `++x` (prefix), `x++` (as `x++`), PHP `@x`, `isset`, `empty`, `clone`, `print`, `exit`. */
export interface Unary extends Node {
  readonly kind: 'unary';
  readonly operator: string;
  readonly operand: Expression;
}

/** Arithmetic, comparison, bit, `in`, `instanceof`; PHP's `.` is given as `+` with `string: true`. Strict and loose equality keep their spelling. */
export interface Binary extends Node {
  readonly kind: 'binary';
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
  /** PHP concatenation: both sides are strings. */
  readonly string?: boolean;
}

export interface Logical extends Node {
  readonly kind: 'logical';
  readonly operator: '&&' | '||' | '??';
  readonly left: Expression;
  readonly right: Expression;
}

/** `a ? b : c`; PHP `a ?: c` is a `logical` with `||`; PHP `match` is a chain of these with `===` tests. */
export interface Conditional extends Node {
  readonly kind: 'conditional';
  readonly test: Expression;
  readonly then: Expression;
  readonly else: Expression;
}

/** `a = b`, `a += b`, `a ||= b`; PHP `.=` is given as `+=`. */
export interface Assign extends Node {
  readonly kind: 'assign';
  readonly operator: string;
  readonly target: Pattern;
  readonly value: Expression;
  /** PHP `$a = &$b`. */
  readonly reference?: boolean;
}

export interface Await extends Node {
  readonly kind: 'await';
  readonly value: Expression;
}

export interface Yield extends Node {
  readonly kind: 'yield';
  /** PHP `yield $key => $value`. */
  readonly key?: Expression;
  readonly value?: Expression;
  readonly delegate: boolean;
}

/** `...x` in calls, arrays and objects. */
export interface Spread extends Node {
  readonly kind: 'spread';
  readonly value: Expression;
}

/** `a, b, c`: the value is the last. */
export interface Sequence extends Node {
  readonly kind: 'sequence';
  readonly items: readonly Expression[];
}

/** `require(x)`, `import(x)`; PHP `include`, `require` and their `_once` forms. */
export interface ImportExpression extends Node {
  readonly kind: 'import';
  readonly style: 'require' | 'dynamic' | 'include';
  readonly specifier: Expression;
}

/** PHP `(int)$x`: type is one of int, float, string, bool, array, object. JavaScript has none (TypeScript's `as` is dropped). */
export interface Cast extends Node {
  readonly kind: 'cast';
  readonly type: string;
  readonly value: Expression;
}

/** Anything else: its value may be any of its children's. `what` names the construct for the printer. */
export interface Opaque extends Node {
  readonly kind: 'opaque';
  readonly what: string;
  readonly children: readonly Expression[];
}

// ---------------------------------------------------------------- patterns

/** Where a value goes: a variable, a property, or a destructuring of both. */
export type Pattern = Name | Member | ObjectPattern | ArrayPattern | DefaultPattern | Opaque;

export interface ObjectPattern extends Node {
  readonly kind: 'object-pattern';
  readonly properties: readonly { readonly key: string | Expression; readonly value: Pattern }[];
  readonly rest?: Pattern;
}

export interface ArrayPattern extends Node {
  readonly kind: 'array-pattern';
  readonly items: readonly (Pattern | undefined)[];
  readonly rest?: Pattern;
}

export interface DefaultPattern extends Node {
  readonly kind: 'default-pattern';
  readonly target: Pattern;
  readonly default: Expression;
}

// ---------------------------------------------------------------- statements

export type Statement =
  | ExpressionStatement
  | Declaration
  | FunctionDeclaration
  | ClassDeclaration
  | Return
  | Throw
  | Jump
  | If
  | Loop
  | Switch
  | Try
  | Block
  | ImportStatement
  | ExportStatement;

export interface ExpressionStatement extends Node {
  readonly kind: 'expression';
  readonly expression: Expression;
}

export interface Declaration extends Node {
  readonly kind: 'declare';
  readonly scope: 'var' | 'let' | 'const';
  readonly target: Pattern;
  readonly init?: Expression;
}

/** Hoisted to the top of its function. PHP functions are module-wide; their names are qualified. */
export interface FunctionDeclaration extends Node {
  readonly kind: 'declare-function';
  readonly name: string;
  readonly function: FunctionExpression;
}

export interface ClassDeclaration extends Node {
  readonly kind: 'declare-class';
  readonly name: string;
  readonly class: ClassExpression;
}

export interface Return extends Node {
  readonly kind: 'return';
  readonly value?: Expression;
}

export interface Throw extends Node {
  readonly kind: 'throw';
  readonly value: Expression;
}

export interface Jump extends Node {
  readonly kind: 'jump';
  readonly jump: 'break' | 'continue';
  readonly label?: string;
}

export interface If extends Node {
  readonly kind: 'if';
  readonly test: Expression;
  readonly then: readonly Statement[];
  readonly else: readonly Statement[];
}

/**
 * Every loop. `for`: init, test, update, body. `while`: test, body. `do`: body, test. `each`: target and iterable
 * (`for…of`, `for…in` with `over: 'keys'`, PHP `foreach` with an optional `keyTarget`).
 */
export interface Loop extends Node {
  readonly kind: 'loop';
  readonly style: 'for' | 'while' | 'do' | 'each';
  readonly init: readonly Statement[];
  readonly test?: Expression;
  readonly update?: Expression;
  readonly target?: Pattern;
  readonly keyTarget?: Pattern;
  readonly iterable?: Expression;
  readonly over?: 'values' | 'keys';
  /** PHP `foreach ($list as &$item)`: what the body leaves in the target is in the list afterwards. */
  readonly reference?: boolean;
  readonly body: readonly Statement[];
}

export interface Switch extends Node {
  readonly kind: 'switch';
  readonly subject: Expression;
  /** A case without a test is the default; fall-through is kept as written. */
  readonly cases: readonly SwitchCase[];
}

export interface SwitchCase extends Node {
  readonly test?: Expression;
  readonly body: readonly Statement[];
}

export interface Try extends Node {
  readonly kind: 'try';
  readonly block: readonly Statement[];
  readonly handlers: readonly Handler[];
  readonly finalizer: readonly Statement[];
}

/** JavaScript has at most one handler, with no types. PHP types are qualified names. */
export interface Handler extends Node {
  readonly types: readonly string[];
  readonly param?: Pattern;
  readonly body: readonly Statement[];
}

export interface Block extends Node {
  readonly kind: 'block';
  readonly body: readonly Statement[];
}

/**
 * `import a, {b as c} from 'x'`: bindings `{imported: 'default', local: 'a'}`, `{imported: 'b', local: 'c'}`; a namespace
 * is `imported: '*'`. Type-only imports are dropped. PHP `use A\B as C` is not lowered: names are resolved by the front end.
 */
export interface ImportStatement extends Node {
  readonly kind: 'import-declaration';
  readonly specifier: string;
  readonly specifierStart: number;
  readonly specifierEnd: number;
  readonly bindings: readonly { readonly imported: string; readonly local: string }[];
}

/**
 * `export {a as b}`, `export * from 'x'`, `export * as n from 'x'`, `export default E`.
 * `export const a = 1` is lowered to the declaration followed by an export of its names.
 * `from` re-exports: `local` is then the name in that module, `*` for all (with `exported: '*'`) or its namespace.
 */
export interface ExportStatement extends Node {
  readonly kind: 'export-declaration';
  readonly from?: string;
  readonly bindings: readonly { readonly exported: string; readonly local: string }[];
  /** `export default E`. */
  readonly default?: Expression;
}
