/** PHP: checks of a value that really restrict what it holds. */

import type { GuardModel, InputClasses } from '../schema/flow.ts';

/** Letters, digits and the like: no escape, no byte above 0x7f, no array. */
const PLAIN: InputClasses = ['percent', 'utf8', 'surrogate', 'type', 'base64', 'format', 'null'];
const DIGITS: InputClasses = ['all'];
/** Well-formed, but any text. */
const WELL_FORMED: InputClasses = ['utf8', 'absent'];

export default {
  language: 'php',
  guards: [
    { type: 'global', path: 'Member[ctype_digit]', value: 'Argument[0]', accepts: 'true', clears: DIGITS },
    {
      type: 'global',
      path: 'Member[ctype_alnum,ctype_alpha,ctype_lower,ctype_upper]',
      value: 'Argument[0]',
      accepts: 'true',
      clears: PLAIN,
    },
    { type: 'global', path: 'Member[ctype_xdigit]', value: 'Argument[0]', accepts: 'true', clears: PLAIN },
    {
      type: 'global',
      path: 'Member[is_numeric]',
      value: 'Argument[0]',
      accepts: 'true',
      clears: ['percent', 'utf8', 'surrogate', 'type', 'json', 'digits', 'null'],
    },
    {
      type: 'global',
      path: 'Member[is_int,is_integer,is_long,is_float,is_double,is_bool]',
      value: 'Argument[0]',
      accepts: 'true',
      clears: ['all'],
    },
    { type: 'global', path: 'Member[is_string]', value: 'Argument[0]', accepts: 'true', clears: ['type', 'null'] },
    { type: 'global', path: 'Member[is_scalar]', value: 'Argument[0]', accepts: 'true', clears: ['type'] },
    {
      type: 'global',
      path: 'Member[is_array,is_object,is_iterable,is_countable]',
      value: 'Argument[0]',
      accepts: 'true',
      clears: ['absent', 'null'],
    },
    {
      type: 'global',
      path: 'Member[is_array,is_object,is_iterable,is_countable]',
      value: 'Argument[0]',
      accepts: 'false',
      clears: ['list'],
    },
    { type: 'global', path: 'Member[is_null]', value: 'Argument[0]', accepts: 'false', clears: ['absent', 'null'] },
    ...(['missing', 'UTF-8', 'UTF8'] as const).map((encoding) => ({
      type: 'global',
      path: 'Member[mb_check_encoding]',
      value: 'Argument[0]',
      accepts: 'true' as const,
      clears: WELL_FORMED,
      when: [
        { argument: 1, argumentName: 'encoding', ...(encoding === 'missing' ? { missing: true } : { is: encoding }) },
      ],
    })),
    {
      type: 'global',
      path: 'Member[mb_detect_encoding]',
      value: 'Argument[0]',
      accepts: 'true',
      clears: WELL_FORMED,
      when: [
        { argument: 1, argumentName: 'encodings', is: 'UTF-8' },
        { argument: 2, argumentName: 'strict', is: true },
      ],
    },
    {
      type: 'global',
      path: 'Member[mb_detect_encoding]',
      value: 'Argument[0]',
      accepts: 'true',
      answer: 'UTF-8',
      clears: WELL_FORMED,
      when: [{ argument: 2, argumentName: 'strict', is: true }],
    },
    {
      type: 'global',
      path: 'Member[json_validate]',
      value: 'Argument[0]',
      accepts: 'true',
      clears: ['json', 'utf8', 'type'],
    },
    { type: 'global', path: 'Member[in_array]', value: 'Argument[0]', accepts: 'true', among: 'Argument[1]' },
    { type: 'global', path: 'Member[array_search]', value: 'Argument[0]', accepts: 'true', among: 'Argument[1]' },
    {
      type: 'global',
      path: 'Member[array_key_exists,key_exists]',
      value: 'Argument[0]',
      accepts: 'true',
      clears: ['all'],
    },
    { type: 'global', path: 'Member[json_last_error]', value: 'LastDecoded', accepts: 'false', clears: ['null'] },
    { type: 'global', path: 'Member[checkdate]', value: 'Argument[any]', accepts: 'true', clears: ['all'] },
    {
      type: 'global',
      path: 'Member[preg_match]',
      value: 'Argument[1]',
      accepts: 'true',
      fallible: true,
      pattern: { in: 'Argument[0]', delimited: true },
    },
    ...(
      [
        ['FILTER_VALIDATE_INT', ['all']],
        ['FILTER_VALIDATE_FLOAT', ['all']],
        ['FILTER_VALIDATE_EMAIL', ['utf8', 'percent', 'type']],
        ['FILTER_VALIDATE_IP', ['utf8', 'percent', 'type']],
        ['FILTER_VALIDATE_URL', ['utf8', 'type']],
      ] as const
    ).map(([filter, clears]) => ({
      type: 'global',
      path: 'Member[filter_var]',
      value: 'Argument[0]',
      accepts: 'true' as const,
      clears,
      when: [{ argument: 1, argumentName: 'filter', mentions: [filter] }],
    })),
  ],
} satisfies GuardModel;
