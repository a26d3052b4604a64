/**
 * PHP: what decodes, encodes and cuts strings. A PHP string is bytes: a query value holds whatever the escapes in the
 * URL say, so malformed UTF-8 reaches `json_encode` and friends as it was sent.
 */

import type { DecoderModel, OptionRow, SinkRow } from '../schema/flow.ts';

/** `%bf%27`, as the review scanner sends it. */
const BYTES = '%bf%27';

const LENIENT: OptionRow = {
  argument: 1,
  argumentName: 'flags',
  mentions: ['JSON_INVALID_UTF8_SUBSTITUTE', 'JSON_INVALID_UTF8_IGNORE', 'JSON_PARTIAL_OUTPUT_ON_ERROR'],
  safe: true,
};

const XML_QUIET: OptionRow = { argument: 1, argumentName: 'options', mentions: ['LIBXML_NOERROR'], failure: 'null' };
const XML_QUIET_THIRD: OptionRow = { ...XML_QUIET, argument: 2 };

/** An array where a string is wanted is a TypeError; nothing else about the argument is. */
const STRING_ONLY = [
  'urldecode',
  'rawurldecode',
  'base64_decode',
  'json_decode',
  'hex2bin',
  'unserialize',
  'gzuncompress',
  'gzinflate',
  'gzdecode',
  'simplexml_load_string',
  'utf8_decode',
  'quoted_printable_decode',
  'convert_uudecode',
  'html_entity_decode',
  'htmlspecialchars_decode',
];

/** These have no other row below; what an escape or an entity stood for may be any byte. */
const OWN_TEXT = new Set([
  'urldecode',
  'rawurldecode',
  'utf8_decode',
  'quoted_printable_decode',
  'html_entity_decode',
  'htmlspecialchars_decode',
]);
const DECODED: NonNullable<SinkRow['gives']> = {
  keeps: ['text'],
  addsToText: ['utf8', 'percent', 'json', 'base64', 'digits', 'hex', 'date', 'format'],
};

const stringOnly: readonly SinkRow[] = STRING_ONLY.map((name) => ({
  type: 'global',
  path: `Member[${name}]`,
  name,
  fails: [{ on: 'list', example: '[]=1' }],
  failure: 'throw',
  error: 'TypeError',
  note: true,
  gives: OWN_TEXT.has(name) ? DECODED : {},
}));

/** Functions that give false with a warning when the text is not of their format. */
const WARNING: readonly (readonly [name: string, on: 'hex' | 'format', argument: number, example: string])[] = [
  ['hex2bin', 'hex', 0, 'abc'],
  ['unserialize', 'format', 0, 'a:1:{'],
  ['gzuncompress', 'format', 0, 'abc'],
  ['gzinflate', 'format', 0, 'abc'],
  ['gzdecode', 'format', 0, 'abc'],
  ['zlib_decode', 'format', 0, 'abc'],
  ['bzdecompress', 'format', 0, 'abc'],
  ['simplexml_load_string', 'format', 0, '<a'],
  ['openssl_decrypt', 'format', 0, 'abc'],
  ['convert_uudecode', 'format', 0, 'abc'],
  ['yaml_parse', 'format', 0, '{"a":'],
  ['imagecreatefromstring', 'format', 0, 'abc'],
  ['inet_pton', 'format', 0, 'abc'],
  ['igbinary_unserialize', 'format', 0, 'abc'],
  ['msgpack_unpack', 'format', 0, 'abc'],
];

/** Array functions: null or false in place of the array is a TypeError. */
const ARRAY_ONLY: readonly (readonly [names: string, argument: number])[] = [
  [
    'count,sizeof,array_keys,array_values,array_filter,array_slice,array_sum,array_product,array_unique,array_reverse,' +
      'array_column,array_chunk,array_flip,array_pop,array_shift,array_push,array_unshift,array_merge,array_merge_recursive,' +
      'array_replace,array_diff,array_intersect,array_diff_key,array_intersect_key,array_combine,array_count_values,' +
      'array_key_first,array_key_last,array_walk,array_walk_recursive,array_reduce,array_rand,array_pad,array_splice,' +
      'array_is_list,array_fill_keys,ksort,krsort,sort,rsort,usort,uasort,uksort,asort,arsort,shuffle,extract,' +
      'iterator_to_array,get_object_vars',
    0,
  ],
  ['array_map,in_array,array_search,array_key_exists,key_exists,implode,join,vsprintf', 1],
];

const JSON_EXCEPTION = 'JsonException';

export default {
  language: 'php',
  types: [
    { type: 'global', path: 'Member[Illuminate\\Support\\Carbon,Carbon\\CarbonImmutable]', gives: 'Carbon static' },
    { type: 'global', path: 'Member[Carbon\\Carbon]', gives: 'Carbon static' },
    { type: 'global', path: 'Member[Illuminate\\Support\\Facades\\Date,think\\facade\\Date]', gives: 'Carbon static' },
  ],
  sinks: [
    ...stringOnly,
    {
      type: 'global',
      path: 'Member[json_encode]',
      name: 'json_encode',
      lenient: 'JSON_INVALID_UTF8_SUBSTITUTE',
      argument: 0,
      deep: true,
      fails: [{ on: 'utf8', example: BYTES }],
      failure: 'silent',
      options: [
        LENIENT,
        {
          argument: 1,
          argumentName: 'flags',
          mentions: ['JSON_THROW_ON_ERROR'],
          failure: 'throw',
          error: JSON_EXCEPTION,
        },
      ],
      gives: {},
    },
    {
      type: 'global',
      path: 'Member[json_decode]',
      name: 'json_decode',
      fails: [{ on: 'json', example: '{"a":' }],
      failure: 'null',
      options: [
        {
          argument: 3,
          argumentName: 'flags',
          mentions: ['JSON_THROW_ON_ERROR'],
          failure: 'throw',
          error: JSON_EXCEPTION,
        },
      ],
      // What was JSON text is well-formed UTF-8 all through.
      gives: { adds: ['percent', 'json', 'base64', 'digits', 'hex', 'date', 'format', 'type'] },
    },
    {
      type: 'global',
      path: 'Member[base64_decode]',
      name: 'base64_decode',
      fails: [{ on: 'base64', example: '%' }],
      failure: 'null',
      options: [
        { argument: 1, argumentName: 'strict', missing: true, safe: true },
        { argument: 1, argumentName: 'strict', is: false, safe: true },
      ],
    },
    ...WARNING.map(
      ([name, on, argument, example]): SinkRow => ({
        type: 'global',
        path: `Member[${name}]`,
        name,
        argument,
        fails: [{ on, example }],
        failure: 'warning',
        error: 'ErrorException',
        ...(name === 'simplexml_load_string'
          ? { options: [XML_QUIET_THIRD], quietedBy: 'libxml_use_internal_errors' }
          : {}),
      }),
    ),
    {
      type: 'global',
      path: 'Member[iconv]',
      name: 'iconv',
      argument: 2,
      fails: [{ on: 'utf8', example: BYTES }],
      failure: 'warning',
      error: 'ErrorException',
      gives: { keeps: ['percent', 'json', 'base64', 'digits', 'hex', 'date', 'format'] },
    },
    {
      type: 'global',
      path: 'Member[iconv_strlen,iconv_substr,iconv_strpos,iconv_strrpos]',
      name: 'iconv_strlen',
      argument: 0,
      fails: [{ on: 'utf8', example: BYTES }],
      failure: 'warning',
      error: 'ErrorException',
      gives: { keeps: ['percent', 'json', 'base64', 'digits', 'hex', 'date', 'format'] },
    },
    {
      // From an encoding that is to be guessed: nothing is guessed of malformed text.
      type: 'global',
      path: 'Member[mb_convert_encoding]',
      name: 'mb_convert_encoding',
      argument: 0,
      fails: [{ on: 'utf8', example: BYTES }],
      failure: 'warning',
      error: 'ErrorException',
      options: [
        { argument: 2, argumentName: 'from_encoding', is: 'auto', failure: 'warning' },
        { argument: 0, safe: true },
      ],
      gives: {},
    },
    {
      type: 'DOMDocument',
      path: 'Member[loadXML,loadHTML]',
      name: 'DOMDocument::loadXML',
      options: [XML_QUIET],
      quietedBy: 'libxml_use_internal_errors',
      fails: [{ on: 'format', example: '<a' }],
      failure: 'warning',
      error: 'ErrorException',
    },
    {
      type: 'global',
      path: 'Member[DateTime,DateTimeImmutable,Carbon\\Carbon,Carbon\\CarbonImmutable,Illuminate\\Support\\Carbon]',
      name: 'new DateTime',
      construct: true,
      fails: [
        { on: 'date', example: 'abc' },
        { on: 'list', example: '[]=1' },
      ],
      failure: 'throw',
      error: 'Exception',
      errors: { list: 'TypeError' },
      gives: {},
    },
    {
      type: 'global',
      path: 'Member[DateTimeZone,DateInterval,DatePeriod]',
      name: 'new DateTimeZone',
      construct: true,
      fails: [{ on: 'date', example: 'abc' }],
      failure: 'throw',
      error: 'Exception',
      gives: {},
    },
    {
      type: 'Carbon static',
      path: 'Member[parse,make,create,createFromTimeString,parseFromLocale]',
      name: 'Carbon::parse',
      fails: [
        { on: 'date', example: 'abc' },
        { on: 'list', example: '[]=1' },
      ],
      failure: 'throw',
      error: 'Carbon\\Exceptions\\InvalidFormatException',
      errors: { list: 'TypeError' },
      gives: {},
    },
    {
      type: 'Carbon static',
      path: 'Member[createFromFormat,rawCreateFromFormat]',
      name: 'Carbon::createFromFormat',
      argument: 1,
      fails: [{ on: 'date', example: 'abc' }],
      failure: 'throw',
      error: 'Carbon\\Exceptions\\InvalidFormatException',
      gives: {},
    },
    {
      type: 'Carbon static',
      path: 'Member[createFromTimestamp]',
      name: 'Carbon::createFromTimestamp',
      fails: [{ on: 'digits', example: 'abc' }],
      failure: 'throw',
      error: 'TypeError',
      gives: {},
    },
    {
      type: 'global',
      path: 'Member[DateTime,DateTimeImmutable].Member[createFromFormat]',
      name: 'DateTime::createFromFormat',
      argument: 1,
      fails: [{ on: 'date', example: 'abc' }],
      failure: 'null',
      gives: {},
    },
    {
      type: 'global',
      path: 'Member[date_create,date_create_immutable]',
      name: 'date_create',
      fails: [{ on: 'date', example: 'abc' }],
      failure: 'null',
      gives: {},
    },
    {
      type: 'global',
      path: 'Member[date_create_from_format]',
      name: 'date_create_from_format',
      argument: 1,
      fails: [{ on: 'date', example: 'abc' }],
      failure: 'null',
      gives: {},
    },
    {
      type: 'global',
      path: 'Member[SimpleXMLElement]',
      name: 'new SimpleXMLElement',
      construct: true,
      fails: [{ on: 'format', example: '<a' }],
      failure: 'throw',
      error: 'Exception',
    },
    {
      type: 'global',
      path: 'Member[Firebase\\JWT\\JWT].Member[decode]',
      name: 'JWT::decode',
      fails: [{ on: 'format', example: 'abc' }],
      failure: 'throw',
      error: 'UnexpectedValueException',
    },
    {
      type: 'global',
      path: 'Member[Ramsey\\Uuid\\Uuid,Symfony\\Component\\Uid\\Uuid,Symfony\\Component\\Uid\\Ulid].Member[fromString]',
      name: 'Uuid::fromString',
      fails: [{ on: 'format', example: 'abc' }],
      failure: 'throw',
      error: 'InvalidArgumentException',
      gives: {},
    },
    {
      type: 'global',
      path: 'Member[GuzzleHttp\\json_decode]',
      name: 'GuzzleHttp\\json_decode',
      fails: [{ on: 'json', example: '{"a":' }],
      failure: 'throw',
      error: 'InvalidArgumentException',
      gives: { adds: ['percent', 'json', 'base64', 'digits', 'hex', 'date', 'format', 'type'] },
    },
    {
      type: 'global',
      path: 'Member[GuzzleHttp\\Utils].Member[jsonDecode]',
      name: 'Utils::jsonDecode',
      fails: [{ on: 'json', example: '{"a":' }],
      failure: 'throw',
      error: 'InvalidArgumentException',
      gives: { adds: ['percent', 'json', 'base64', 'digits', 'hex', 'date', 'format', 'type'] },
    },
    {
      type: 'global',
      path: 'Member[GuzzleHttp\\json_encode]',
      name: 'GuzzleHttp\\json_encode',
      deep: true,
      fails: [{ on: 'utf8', example: BYTES }],
      failure: 'throw',
      error: 'InvalidArgumentException',
      gives: {},
    },
    {
      type: 'global',
      path: 'Member[GuzzleHttp\\Utils].Member[jsonEncode]',
      name: 'Utils::jsonEncode',
      deep: true,
      fails: [{ on: 'utf8', example: BYTES }],
      failure: 'throw',
      error: 'InvalidArgumentException',
      gives: {},
    },
    ...ARRAY_ONLY.map(
      ([names, argument]): SinkRow => ({
        type: 'global',
        path: `Member[${names}]`,
        name: 'count',
        argument,
        fails: [{ on: 'null', example: '' }],
        failure: 'throw',
        error: 'TypeError',
        // What comes out of them, if anything, is said by the summaries.
        gives: {},
      }),
    ),
  ],
  summaries: [],
  errorClasses: [
    { class: 'Exception', parents: ['Throwable'] },
    { class: 'Error', parents: ['Throwable'] },
    { class: 'TypeError', parents: ['Error'] },
    { class: 'ValueError', parents: ['Error'] },
    { class: 'ArgumentCountError', parents: ['TypeError'] },
    { class: 'ErrorException', parents: ['Exception'] },
    { class: 'JsonException', parents: ['Exception'] },
    { class: 'RuntimeException', parents: ['Exception'] },
    { class: 'LogicException', parents: ['Exception'] },
    { class: 'InvalidArgumentException', parents: ['LogicException'] },
    { class: 'DomainException', parents: ['LogicException'] },
    { class: 'UnexpectedValueException', parents: ['RuntimeException'] },
    { class: 'OutOfBoundsException', parents: ['RuntimeException'] },
    { class: 'RangeException', parents: ['RuntimeException'] },
    {
      class: 'Carbon\\Exceptions\\InvalidFormatException',
      parents: ['InvalidArgumentException', 'Carbon\\Exceptions\\Exception'],
    },
  ],
} satisfies DecoderModel;
