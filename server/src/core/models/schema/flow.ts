/**
 * What is known of frameworks, decoders and guards, as plain data: the guarded-flow engine (`core/taint`) reads these
 * rows and nothing else, whatever the language.
 *
 * **Places.** A row says where it applies by a `type` and an access `path` from it.
 *
 * - `type` is one of: a module (`'express'`, `'node:zlib'` is written `'zlib'`); `'global'`, whose members are the names
 *   nobody declares (JavaScript globals; PHP functions, class names and superglobals, these with their `$`: `$_GET`);
 *   the name of a PHP class (`'support\\Request'`: an *instance* of it, of a class that extends it, or a parameter typed
 *   with it); or a name that another row introduces (`'express.Request'`).
 * - `path` is a list of steps joined by dots: `Member[a]`, `Member[a,b]` (any of them), `AnyMember`, `Element` (of an
 *   array, a Map, a Set), `Return` (of a call), `Instance` (`new X()`; a value annotated with the type X), `Argument[0]`,
 *   `Argument[-1]` (the last), `Argument[any]`, `Parameter[0]` (of a function value), `Awaited`. The empty path is the type itself.
 *   `Member[x].Return` is "what the method x returns"; PHP static calls are `global` + `Member[Carbon\\Carbon].Member[parse]`.
 *   PHP array items and object properties are members alike.
 *
 * Rows hold no functions: a model survives a JSON round trip.
 */

/** Where request input comes from. `event`: what a cloud function is called with; `page`: the query a mini-program page or App is opened with. */
export type InputKind = 'query' | 'path' | 'body' | 'header' | 'cookie' | 'event' | 'page' | 'url' | 'file';

/**
 * What may be wrong with a value: the classes of input that break a decoder. A value carries those that nothing has
 * ruled out yet; a guard rules some out, a decoder fails on some.
 *
 * - `percent`: a `%` that begins no escape, or escapes of malformed UTF-8 (`%`, `%zz`, `%ff`) as *text*
 * - `surrogate`: a lone surrogate (comes from JSON text and `unescape`, never from a URL)
 * - `utf8`: malformed UTF-8 *bytes* (a PHP string; a buffer that was decoded from base64 or hex)
 * - `json`: text that is no JSON
 * - `base64`: characters outside the alphabet or an impossible length
 * - `digits`: text that is no run of digits (`BigInt`, `hex2bin`'s cousins)
 * - `hex`: text that is not an even number of hex digits
 * - `date`: text that names no date
 * - `format`: text that is not of some other format (URL, gzip, token, cipher text, XML, serialized): only a `try` or a validator of that format helps
 * - `nan`: a number that may be NaN
 * - `absent`: the parameter is missing: undefined, null
 * - `list`: the parameter comes as an array or object (`x[]=1`, `x[a]=1`, `x=1&x=2`)
 * - `null`: a decoder answered null or false instead of failing, and nobody has looked
 */
export const INPUT_CLASSES = [
  'percent',
  'surrogate',
  'utf8',
  'json',
  'base64',
  'digits',
  'hex',
  'date',
  'format',
  'nan',
  'absent',
  'list',
  'null',
] as const;
export type InputClass = (typeof INPUT_CLASSES)[number];
/** `all`: every class (the value is then one of a known few, or a constant). `text`: every class that speaks of content, so not `absent`, `list`, `null`. `type`: `absent` and `list`. */
export type InputClasses = readonly (InputClass | 'all' | 'text' | 'type')[];

export type ModelLanguage = 'javascript' | 'php';

/** A row's place; see above. */
export interface At {
  readonly type: string;
  readonly path: string;
}

/** The value at this place is of that type. */
export interface TypeRow extends At {
  readonly gives: string;
}

/**
 * Request input. The value is one parameter where `name` is given, else a container whose members are the parameters
 * (`req.query`): reading a member names it.
 */
export interface SourceRow extends At {
  readonly kind: InputKind;
  /** Whence the parameter's name: a written name, or an argument of the call (`'Argument[0]'`). Where that argument is absent the value is the container. */
  readonly name?: string;
  /** `container`: a call with no name argument gives all. `value`: the value itself is one text without a name (`req.url`). Default `container` without `name`. */
  readonly shape?: 'container' | 'value';
  /** The argument that says the kind (`c.req.valid('json')`). */
  readonly kindFrom?: number;
  /** The container holds those parameters only which this argument lists, where it lists them in so many words. */
  readonly only?: number;
  /** What may be wrong with a value from here; default by kind and language (`core/taint/classes.ts`). */
  readonly carries?: InputClasses;
  /** Argument with the default value; it joins what the call gives. */
  readonly default?: number;
  /** The name argument's small language: beginnings that choose the kind (`'get.'`), endings that cast (`'/d'` gives what a sanitizer named here rules out). */
  readonly prefixes?: Readonly<Record<string, InputKind>>;
  readonly suffixes?: Readonly<Record<string, InputClasses>>;
  /** Argument that names functions applied to the value (`'htmlspecialchars'`, `'trim,intval'`). */
  readonly filter?: number;
  /** It is a source only where the call has these arguments. */
  readonly when?: readonly OptionRow[];
  /** What arguments of the call rule out. */
  readonly options?: readonly OptionRow[];
}

/** What a decoder does with an input it cannot decode. */
export type Failure =
  /** throws at once */
  | 'throw'
  /** its promise rejects */
  | 'reject'
  /** throws when the response is sent, after the handler has returned: a `try` in the handler does not help */
  | 'late-throw'
  /** raises a warning and gives false or null: throws in frameworks that turn warnings into exceptions */
  | 'warning'
  /** gives null or false: harmless until somebody uses it */
  | 'null'
  /** answers with an empty body; nothing fails */
  | 'silent';

export interface SinkRow extends At {
  /** How to call it in a message: `decodeURIComponent`, `JSON.parse`, `response()->json`. */
  readonly name: string;
  /** The argument that is decoded. `deep`: also whatever lies inside it (an array that is encoded). Default 0. */
  readonly argument?: number;
  readonly deep?: boolean;
  /** What fails is the object the method is called on (`new Date(x).toISOString()`). */
  readonly receiver?: boolean;
  /** The place is a constructor (`new URL`), not a call. */
  readonly construct?: boolean;
  /** Input that makes it fail, with an example of each class to show in the message. */
  readonly fails: readonly { readonly on: InputClass; readonly example: string }[];
  readonly failure: Failure;
  /** Class of what is thrown: `URIError`, `JsonException`. Its ancestors are in `ErrorClassRow`. */
  readonly error?: string;
  /** An error class per input class, where it differs (`list` gives a TypeError). */
  readonly errors?: Readonly<Partial<Record<InputClass, string>>>;
  /** Flags and options that change it. The first row that fits wins. */
  readonly options?: readonly OptionRow[];
  /** What it does in versions of a dependency below that one, where the project's files tell the version; the first row that fits wins. */
  readonly byVersion?: readonly { readonly package: string; readonly below: string; readonly failure: Failure }[];
  /** Frameworks in which this row holds; default all. */
  readonly frameworks?: readonly string[];
  /** What the value is afterwards, when it did not fail; see `SummaryRow`. Default: opaque text, all classes anew. */
  readonly gives?: { readonly keeps?: InputClasses; readonly adds?: InputClasses; readonly addsToText?: InputClasses };
  /** The call with a callback or a rejection handler in this argument does not throw (`jwt.verify(t, k, cb)`). */
  readonly callback?: number;
  /** What to write behind a call's only argument so that it replaces malformed bytes instead of failing. */
  readonly lenient?: string;
  /** PHP: after a call of that function with true it raises no warnings. */
  readonly quietedBy?: string;
  /** Kept for careful readers: a lesser notice (the request fails only for an absent or repeated parameter). */
  readonly note?: boolean;
}

/** One way a decoder's behaviour depends on how it is called. All given conditions must hold. */
export interface OptionRow {
  readonly argument: number;
  /** PHP's named argument, where it may be passed by name. */
  readonly argumentName?: string;
  /** The argument is that of the constructor which made the receiver. */
  readonly constructed?: boolean;
  /** The argument mentions this constant (`JSON_THROW_ON_ERROR`, alone or joined by `|`), or any of these. */
  readonly mentions?: readonly string[];
  /** The argument is this value. */
  readonly is?: string | number | boolean;
  /** The argument is an object with this property of this value (`{ fatal: true }`). */
  readonly property?: { readonly key: string; readonly is: string | number | boolean };
  /** The argument is not there. */
  readonly missing?: boolean;
  /** Then it never fails. */
  readonly safe?: boolean;
  /** Then it fails so. */
  readonly failure?: Failure;
  readonly error?: string;
  /** Then these classes do not break it. */
  readonly clears?: InputClasses;
}

/** `class` is a kind of each of `parents`: what a `catch` of a parent catches. */
export interface ErrorClassRow {
  readonly class: string;
  readonly parents: readonly string[];
  /** The status it is answered with where the framework maps it (an HttpException 4xx is honest). `Argument[0]`: as constructed. */
  readonly status?: number | string;
}

/**
 * A library function through which values flow: what goes in at `from` comes out at `to`, without the classes in
 * `clears` and with those in `adds`. Sanitizers, casts and scrubbers are summaries too. A function with no row gives an
 * opaque value that still carries its arguments' input with everything possible; `from: 'nothing'` says it does not.
 */
export interface SummaryRow extends At {
  /**
   * `Argument[0]`, `Argument[any]`, `Receiver`, `Argument[0].Element`, `Argument[0].Key`, `Argument[0].AnyMember`, `nothing`;
   * `Receiver.Keyed[0]`: the member that argument 0 names; `Argument[0].Return`: what that callback gives.
   */
  readonly from: string;
  /** `Return` (default), `Return.Element`, `Return.Key`, `Receiver`, `Receiver.Keyed[0]`, `Argument[1].Parameter[0]` (a callback is called with it), `Return.Awaited`, `Input` (its members are the request's parameters from now on). */
  readonly to?: string;
  readonly clears?: InputClasses;
  readonly adds?: InputClasses;
  /** Added only where the value may still hold any text (`percent` is not ruled out): PHP's `substr` cuts characters in half, but not letters and digits. */
  readonly addsToText?: InputClasses;
  /** Still the same value as far as checks go: a check of `String(x)` is a check of `x`. */
  readonly same?: boolean;
  /** With `Return.Awaited`: it comes back also where the promises in it fail (`Promise.allSettled`). */
  readonly settles?: boolean;
  /** The callback's failures end in the call's answer (`_.attempt`). */
  readonly catches?: boolean;
  /** What comes out is a match of the pattern that stands here, with its groups. */
  readonly matches?: string;
  /** What comes out are only those for which the callback in argument 0 says yes. */
  readonly accepted?: boolean;
  /** A callback (`to: 'Argument[1].Parameter[0]'`) runs after the call has returned, on an empty stack: no `try` around the call helps. */
  readonly later?: boolean;
  /** What comes out of the call is an array of the elements that the callback accepts, and nothing else. */
  readonly keepsAccepted?: boolean;
  /** The callback runs for every element, so that what it proves of one holds of all (`array_walk`). */
  readonly every?: boolean;
  /** The function given comes back as one that returns a promise (`util.promisify`), or bound (`bind`): its rows still hold. */
  readonly wraps?: 'promise' | 'same';
  readonly construct?: boolean;
  /** Only if the call is written so (`mb_convert_encoding($x, 'UTF-8', 'UTF-8')`). */
  readonly when?: readonly OptionRow[];
  /** The argument with a pattern: one with PHP's flag `u` gives nothing for malformed UTF-8. */
  readonly pattern?: number;
  /** With `to: 'Argument[2].Element'`, an argument that is written to: what the groups of the pattern in this argument may hold. */
  readonly groups?: number;
  /** The argument with the format of a `sprintf`: where it asks for numbers only, no text comes out. */
  readonly format?: number;
  /** A replacement of a pattern: what it rules out is worked out from the pattern and the replacement. Arguments of pattern and replacement. */
  readonly replaces?: { readonly pattern: number; readonly with: number; readonly all: boolean | 'by-flag' };
}

/** A call that tells whether a value is fit. */
export interface GuardRow extends At {
  /** The value that is checked: `Argument[0]`, `Receiver`; `Argument[0].AnyMember` when all inside are. */
  readonly value: string;
  /**
   * The outcome on which the value is fit: truthy, falsy, exactly that number or boolean, or that the call came back at all.
   * `accepts: 'true'` of a function that may give true, 0 and false (`preg_match`) reads: whatever is not truthy is unfit;
   * `=== 0` on such a call then proves nothing (set `fallible`).
   */
  readonly accepts: 'true' | 'false' | 'no-exception';
  /** The value is fit only where the call gives exactly this text. */
  readonly answer?: string;
  readonly fallible?: boolean;
  /** It gives a position: found (0 and up) is true, -1 is false. */
  readonly position?: boolean;
  readonly clears?: InputClasses;
  /** What is ruled out is worked out from this pattern: an argument, or the receiver (`re.test(x)`). `delimited`: PHP's `'/…/flags'`. */
  readonly pattern?: { readonly in: string; readonly delimited?: boolean; readonly full?: boolean };
  /** The value is one of the elements of this (`Argument[1]`, `Receiver`), when those are constants or not request input. */
  readonly among?: string;
  readonly when?: readonly OptionRow[];
  /** With `no-exception`: what it throws is answered with this status (default 400), so the rejection is honest. */
  readonly status?: number;
}

/**
 * Validators: how a set of rules is written and which rule rules out what. The dialects know the writing, these rows the words.
 *
 * - `builder`: chains that begin at a module (`z.string().uuid()`, `Joi.string().alphanum()`)
 * - `json-schema`: objects (`{type:'string', pattern}`): fastify, ajv
 * - `rule-object`: `{id: 'int', name: {type: 'string', format: /…/}}`: egg-validate, parameter
 * - `rule-string`: `'required|alpha_num|max:32'`: Laravel, ThinkPHP, webman, Hyperf validators
 * - `decorators`: `@IsNumberString() id`: class-validator
 */
export interface ValidatorRow {
  readonly dialect: 'builder' | 'json-schema' | 'rule-object' | 'rule-string' | 'decorators';
  /** Module for `builder` and `decorators`. */
  readonly module?: string;
  readonly words: readonly ValidatorWord[];
}
export interface ValidatorWord {
  /** `uuid`, `alpha_num`, `IsNumberString`; `|` joins alternatives. */
  readonly word: string;
  readonly clears?: InputClasses;
  /** The rule holds a pattern: argument number, `after` the colon in a rule string, or property name in an object. */
  readonly pattern?: number | 'after' | string;
  /** Builder: `object` takes the fields in argument 0; `optional`, `default` and the like keep what is ruled out, but for `absent`. */
  readonly role?: 'object' | 'enum' | 'array' | 'keep';
}

/** A call that applies a validator to request input. */
export interface ValidationRow extends At {
  /** `callback`: a function checks, and refuses by answering. */
  readonly dialect: ValidatorRow['dialect'] | 'callback';
  /** Where the rules stand: `Argument[0]`, `Receiver`; `Made[0]`: argument 0 of the call that made this function (`ajv.compile(rules)(data)`). */
  readonly rules: string;
  /**
   * What is validated: `Argument[1]`, or a source kind of the request in scope (`'query'`, `'body'`, `'input'` for all of them);
   * `named Argument[0]`: the kind that argument 0 says; `kinds`: the rules say them (`{ query: …, body: … }`).
   */
  readonly validates: string;
  /** `later`: the call only makes a validator with these rules; `throw`: an unfit value does not come back; `result`: the call tells (`accepts` as in `GuardRow`, of this member of what it gives). */
  readonly rejects: 'throw' | 'result' | 'later';
  /** With `result`: the member of the answer that tells, and what it must be: `error` falsy (Joi), `success` truthy (zod), `fails()` falsy. */
  readonly verdict?: { readonly path: string; readonly accepts: 'true' | 'false' };
  /** Where the validated values come out: `Return`, `Return.Member[value]`; what comes out is only what was named by the rules. */
  readonly gives?: string;
  readonly status?: number;
  /** The call gives a middleware that validates when it runs. */
  readonly middleware?: boolean;
}

/** How handlers are registered with a framework. */
export interface HandlerRow extends At {
  /** `route`: answers a method and a path; `middleware`: runs before those that follow; `error`: gets what was thrown; `mount`: another router below a path; `group`: its callback registers below a prefix. */
  readonly role: 'route' | 'middleware' | 'error' | 'mount' | 'group';
  readonly framework: string;
  /** The method, upper case, `ANY`, or the argument that names it. */
  readonly method?: string;
  /** The argument with the path; absent where there is none. */
  readonly pathArgument?: number;
  /** Arguments from here on are handlers; the last may be in an options object under `handlerMember`. Default: the one after the path. */
  readonly handlersFrom?: number;
  readonly handlerMember?: string;
  /** The types of the handler's parameters, in order (`''`: none known). */
  readonly parameters: readonly string[];
  /** The position of the parameter that calls the next handler. */
  readonly next?: number;
  /** A handler that does not take `next` goes on by itself when it is done (Fastify's hooks). */
  readonly nextOptional?: boolean;
  /** Members of the options that hold handlers which run before (`{ preHandler }`). */
  readonly before?: readonly string[];
  /** Only calls whose first argument is this word, or one of these joined by `|` (`server.ext('onPreResponse', …)`). */
  readonly event?: string;
  /** Only functions with exactly this number of parameters (Express tells error handlers so). */
  readonly arity?: number;
  /** `this` in the handler. */
  readonly thisType?: string;
}

/** What becomes of an error that leaves a handler. */
export interface ErrorSemantics {
  /** A synchronous throw: `answered` with 500 (and reaches error handlers), or `crash`. */
  readonly sync: 'answered' | 'crash' | 'silent';
  /** A rejected promise of the handler. */
  readonly async: 'answered' | 'crash' | 'hang';
  /** npm range → other semantics (Express 4 and 5). `unknown` where the version cannot be read. */
  readonly asyncByVersion?: readonly {
    readonly package: string;
    readonly major: number;
    readonly async: 'answered' | 'crash' | 'hang';
  }[];
  /** PHP: warnings become ErrorExceptions; deprecations (a null argument) too. */
  readonly warningsThrow?: boolean;
  readonly deprecationsThrow?: boolean;
}

/** How an answer's status is set, to tell an honest 4xx from a 5xx: a call's argument, or an assigned member. */
export interface StatusRow extends At {
  readonly set: 'Argument[0]' | 'Argument[1]' | 'Argument[2]' | 'Assigned' | number;
  /** The call throws an error of that status (`ctx.throw(400)`, `abort(400)`). */
  readonly throws?: boolean;
  /** The call gives an error of that status, for the code to throw. */
  readonly makes?: boolean;
  /** It throws unless this argument is truthy (`ctx.assert(ok, 400)`). */
  readonly unless?: number;
}

/** Detection: the framework is there if a dependency file names it, or (`imports`, `globals`) if a file uses it. */
export interface Presence {
  readonly npm?: readonly string[];
  readonly composer?: readonly string[];
  readonly imports?: readonly string[];
  /** Names or beginnings of names that only this framework uses (`think\\`, `support\\Request`). */
  readonly uses?: readonly string[];
  /** Files whose presence tells, as paths from the project's root (`think`, `start.php`). */
  readonly files?: readonly string[];
}

/** Controllers that are found by where they lie rather than by registration. */
export interface ConventionRow {
  /** Where controllers lie, with `**` for folders in between: `app/controller/**`. */
  readonly files: string;
  /** The class name's ending that the path leaves out (`Controller`). */
  readonly suffix?: string;
  /** How the path is made: `{folders}`, `{controller}`, `{action}` in this order; `case` of the names. */
  readonly route?: string;
  readonly case?: 'lower-first' | 'kebab' | 'snake' | 'lower' | 'as-written';
  /** Only methods with this visibility, and not these names. */
  readonly except?: readonly string[];
  /** Only methods that begin so (Yii's `action`); the path leaves it out. */
  readonly prefix?: string;
  /** Parameter types that the framework fills, in addition to what the parameters say (`''`: by name from the query). */
  readonly thisType?: string;
  readonly parameters?: readonly string[];
  /** A parameter of a simple type is filled from the request by its name, from this kind. */
  readonly byName?: InputKind;
}

/** Decorators and attributes that make routes and inputs (NestJS, Midway, Hyperf, Symfony-like). */
export interface DecoratorRow {
  /** Name as imported or qualified. */
  readonly name: string;
  readonly module?: string;
  readonly role: 'controller' | 'route' | 'input' | 'guard' | 'catch';
  readonly method?: string;
  /** `input`: the kind, and whether argument 0 names the parameter. */
  readonly kind?: InputKind;
  /** `input`: the value is a whole typed object (`@Req() req`). */
  readonly type?: string;
}

/** Functions that a framework finds by the names they are exported under. */
export interface ExportRow {
  /** The names; `default` is one. */
  readonly names: readonly string[];
  /** The endings of the files in which they count, without the suffix: `route` means `route.ts` and its like. */
  readonly files?: readonly string[];
  /** The types of the parameters. */
  readonly parameters: readonly string[];
  readonly method?: string;
}

export interface FrameworkModel {
  /** Kebab case; the file's name. */
  readonly name: string;
  readonly language: ModelLanguage;
  readonly present: Presence;
  readonly errors: ErrorSemantics;
  readonly types?: readonly TypeRow[];
  readonly sources?: readonly SourceRow[];
  readonly sinks?: readonly SinkRow[];
  /** What becomes of an array that a handler returns: the framework encodes it (Laravel, Hyperf). `type` and `path` are empty. */
  readonly returned?: SinkRow;
  readonly summaries?: readonly SummaryRow[];
  readonly guards?: readonly GuardRow[];
  readonly handlers?: readonly HandlerRow[];
  readonly conventions?: readonly ConventionRow[];
  readonly decorators?: readonly DecoratorRow[];
  readonly exports?: readonly ExportRow[];
  readonly statuses?: readonly StatusRow[];
  readonly validators?: readonly ValidatorRow[];
  readonly validations?: readonly ValidationRow[];
  readonly errorClasses?: readonly ErrorClassRow[];
}

/** `decoders/<language>.ts` and `guards/<language>.ts`: what holds in a language whatever the framework. */
export interface DecoderModel {
  readonly language: ModelLanguage;
  readonly types?: readonly TypeRow[];
  readonly sinks: readonly SinkRow[];
  readonly summaries: readonly SummaryRow[];
  readonly errorClasses: readonly ErrorClassRow[];
}
export interface GuardModel {
  readonly language: ModelLanguage;
  readonly types?: readonly TypeRow[];
  readonly guards: readonly GuardRow[];
  readonly summaries?: readonly SummaryRow[];
  readonly validators?: readonly ValidatorRow[];
  readonly validations?: readonly ValidationRow[];
}
