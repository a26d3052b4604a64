/** PHP: what functions of texts and arrays make of what they are given: what stays wrong with it, and what no longer can be. */

import type { DecoderModel } from '../schema/flow.ts';

/** Text in, text out: what may be wrong with it stays wrong. */
const KEEPS =
  'trim,ltrim,rtrim,chop,strtolower,strtoupper,ucfirst,lcfirst,ucwords,strrev,nl2br,strip_tags,addslashes,stripslashes,' +
  'quotemeta,wordwrap,chunk_split,str_repeat,str_pad,html_entity_decode,htmlspecialchars_decode,strstr,stristr,strrchr,' +
  'mb_substr,mb_strstr,stripcslashes,addcslashes,escapeshellarg,' +
  'strval,ucwords,basename,dirname,pathinfo,nl_langinfo,preg_quote,array_filter,array_unique,array_reverse,array_slice,' +
  'array_merge,array_replace,array_merge_recursive,array_diff,array_intersect,array_diff_key,' +
  'array_intersect_key,array_pad,array_flip,iterator_to_array,get_object_vars,collect,end,reset,current,' +
  'array_pop,array_shift,min,max,array_combine,array_chunk,array_column,settype,serialize,var_export,print_r';

/** Numbers, booleans and digests: nothing of the text is left that could break a decoder. */
const CLEAN =
  'strlen,mb_strlen,count,sizeof,intval,floatval,doubleval,boolval,abs,ceil,floor,round,intdiv,fmod,sqrt,pow,number_format,' +
  'strcmp,strcasecmp,strncmp,strncasecmp,strnatcmp,similar_text,levenshtein,strpos,stripos,strrpos,mb_strpos,mb_stripos,' +
  'substr_count,str_contains,str_starts_with,str_ends_with,strspn,strcspn,ord,mb_ord,md5,sha1,crc32,hash,hash_hmac,' +
  'password_hash,password_verify,bin2hex,base64_encode,uniqid,rand,mt_rand,random_int,time,microtime,date,gmdate,strtotime,' +
  'mktime,checkdate,json_last_error,json_last_error_msg,function_exists,class_exists,method_exists,property_exists,' +
  'file_exists,is_file,is_dir,filesize,ip2long,long2ip,filter_has_var,array_key_exists,key_exists,in_array,array_sum,' +
  'array_product,spl_object_id,gettype,get_debug_type,is_numeric,is_string,is_array,is_int,is_float,is_bool,is_null,' +
  'is_object,is_callable,hash_equals,preg_match,preg_match_all,dechex,decbin,decoct,bindec,hexdec,octdec,base_convert,' +
  'array_rand,array_key_first,array_key_last,array_search,error_log,var_dump,header,setcookie,http_response_code,' +
  'session_id,define,defined,ini_set,ini_get,sleep,usleep,fopen,fwrite,fputs,file_put_contents,mail,curl_exec,curl_init,' +
  'curl_setopt,fsockopen,unlink,mkdir,is_uploaded_file,move_uploaded_file,getenv,setlocale,mb_check_encoding,' +
  'http_build_query,mb_detect_encoding,ctype_digit,ctype_alnum,ctype_alpha,ctype_xdigit,ctype_lower,ctype_upper,ctype_punct,ctype_space,' +
  'mysqli_query,mysql_query,pg_query,file_get_contents,readfile,fgets,fread,file,glob,scandir,exec,shell_exec,system';

/** Filters of `filter_var` and `filter_input`, with what they rule out. */
export const FILTERS = [
  ['FILTER_VALIDATE_INT', ['all']],
  ['FILTER_VALIDATE_FLOAT', ['all']],
  ['FILTER_VALIDATE_BOOLEAN', ['all']],
  ['FILTER_VALIDATE_BOOL', ['all']],
  ['FILTER_SANITIZE_SPECIAL_CHARS', ['type']],
  ['FILTER_SANITIZE_STRING', ['type']],
  ['FILTER_SANITIZE_STRIPPED', ['type']],
  ['FILTER_SANITIZE_ADD_SLASHES', ['type']],
  ['FILTER_SANITIZE_MAGIC_QUOTES', ['type']],
  ['FILTER_SANITIZE_NUMBER_INT', ['text']],
  ['FILTER_SANITIZE_NUMBER_FLOAT', ['text']],
  ['FILTER_VALIDATE_EMAIL', ['utf8', 'percent', 'type']],
  ['FILTER_VALIDATE_IP', ['utf8', 'percent', 'type']],
  ['FILTER_VALIDATE_URL', ['utf8', 'type']],
  ['FILTER_VALIDATE_DOMAIN', ['type']],
  ['FILTER_VALIDATE_MAC', ['utf8', 'percent', 'type']],
  ['FILTER_SANITIZE_FULL_SPECIAL_CHARS', ['utf8', 'type']],
  ['FILTER_SANITIZE_ENCODED', ['utf8', 'percent', 'type']],
  ['FILTER_SANITIZE_EMAIL', ['utf8', 'percent', 'type']],
  ['FILTER_SANITIZE_URL', ['utf8', 'type']],
  ['FILTER_FLAG_STRIP_HIGH', ['utf8', 'type']],
] as const;

export default {
  language: 'php',
  sinks: [],
  summaries: [
    { type: 'global', path: `Member[${KEEPS}]`, from: 'Argument[any]', same: true },
    { type: 'global', path: `Member[${CLEAN}]`, from: 'nothing' },
    { type: 'global', path: 'Member[array_values]', from: 'Argument[0].Element', to: 'Return.Element', same: true },
    { type: 'global', path: 'Member[array_keys]', from: 'Argument[0].Key', to: 'Return.Element', same: true },
    // Elements that become keys.
    {
      type: 'global',
      path: 'Member[array_fill_keys,array_count_values]',
      from: 'Argument[0].Element',
      to: 'Return.Key',
      same: true,
    },
    // Cuts characters in half, also of well-formed text.
    {
      type: 'global',
      path: 'Member[substr,strtok,str_split,mb_strcut,substr_replace]',
      from: 'Argument[0]',
      addsToText: ['utf8'],
    },
    {
      type: 'global',
      path: 'Member[implode,join,strtr,str_replace,str_ireplace]',
      from: 'Argument[any]',
    },
    {
      type: 'global',
      path: 'Member[sprintf,vsprintf]',
      from: 'Argument[any]',
      format: 0,
    },
    {
      type: 'global',
      path: 'Member[explode,mb_split]',
      from: 'Argument[1]',
      to: 'Return.Element',
    },
    {
      type: 'global',
      path: 'Member[preg_split]',
      from: 'Argument[1]',
      to: 'Return.Element',
      pattern: 0,
    },
    { type: 'global', path: 'Member[str_getcsv]', from: 'Argument[0]', to: 'Return.Element' },
    { type: 'global', path: 'Member[mb_str_split]', from: 'Argument[0]', to: 'Return.Element' },
    // What the groups of a pattern matched is written to a variable.
    {
      type: 'global',
      path: 'Member[preg_match]',
      from: 'Argument[1]',
      to: 'Argument[2].Element',
      groups: 0,
    },
    {
      type: 'global',
      path: 'Member[preg_match_all]',
      from: 'Argument[1]',
      to: 'Argument[2].Element',
    },
    { type: 'global', path: 'Member[parse_str]', from: 'Argument[0]', to: 'Argument[1].Element', adds: ['utf8'] },
    {
      type: 'global',
      path: 'Member[parse_url]',
      from: 'Argument[0]',
      to: 'Return.Element',
      when: [{ argument: 1, missing: true }],
    },
    {
      type: 'global',
      path: 'Member[parse_url]',
      from: 'Argument[0]',
      when: [
        { argument: 1, argumentName: 'component', mentions: ['PHP_URL_PATH', 'PHP_URL_QUERY', 'PHP_URL_FRAGMENT'] },
      ],
    },
    {
      type: 'global',
      path: 'Member[htmlspecialchars,htmlentities,e]',
      from: 'Argument[0]',
      clears: ['utf8', 'type'],
      same: false,
    },
    {
      type: 'global',
      path: 'Member[filter_var]',
      from: 'Argument[0]',
      clears: ['type'],
      when: [{ argument: 1, argumentName: 'filter', mentions: ['FILTER_UNSAFE_RAW', 'FILTER_DEFAULT'] }],
    },
    {
      type: 'global',
      path: 'Member[mb_scrub,mb_strtolower,mb_strtoupper,mb_convert_case,mb_strimwidth,mb_convert_kana,mb_encode_numericentity]',
      from: 'Argument[0]',
      clears: ['utf8'],
    },
    // False for malformed text.
    {
      type: 'global',
      path: 'Member[mb_ereg_replace,normalizer_normalize,grapheme_substr,transliterator_transliterate]',
      from: 'Argument[any]',
      clears: ['utf8'],
    },
    { type: 'global', path: 'Member[utf8_encode]', from: 'Argument[0]', clears: ['utf8'] },
    {
      type: 'global',
      path: 'Member[mb_convert_encoding]',
      from: 'Argument[0]',
      clears: ['utf8'],
      when: [{ argument: 1, is: 'UTF-8' }],
    },
    {
      type: 'global',
      path: 'Member[mb_convert_encoding]',
      from: 'Argument[0]',
      clears: ['utf8'],
      when: [{ argument: 1, is: 'utf-8' }],
    },
    {
      type: 'global',
      path: 'Member[mb_convert_encoding]',
      from: 'Argument[0]',
      clears: ['utf8'],
      when: [{ argument: 1, is: 'UTF8' }],
    },
    {
      type: 'global',
      path: 'Member[mb_convert_encoding]',
      from: 'Argument[0]',
      clears: ['utf8'],
      when: [{ argument: 1, is: 'utf8' }],
    },
    {
      type: 'global',
      path: 'Member[mb_convert_encoding]',
      from: 'Argument[0]',
      adds: ['utf8'],
      when: [{ argument: 1, is: 'GBK' }],
    },
    {
      type: 'global',
      path: 'Member[urlencode,rawurlencode,quoted_printable_encode]',
      from: 'Argument[0]',
      clears: ['utf8', 'percent', 'type'],
    },
    {
      type: 'global',
      path: 'Member[preg_replace]',
      from: 'Argument[2]',
      replaces: { pattern: 0, with: 1, all: true },
    },
    { type: 'global', path: 'Member[preg_replace_callback]', from: 'Argument[2]', pattern: 0 },
    {
      type: 'global',
      path: 'Member[preg_replace_callback]',
      from: 'Argument[2]',
      to: 'Argument[1].Parameter[0].Element',
    },
    {
      type: 'global',
      path: 'Member[array_map]',
      from: 'Argument[1].Element',
      to: 'Argument[0].Parameter[0]',
      same: true,
    },
    { type: 'global', path: 'Member[array_map]', from: 'Argument[0].Return', to: 'Return.Element', same: true },
    {
      type: 'global',
      path: 'Member[array_walk,array_walk_recursive]',
      from: 'Argument[0].Element',
      to: 'Argument[1].Parameter[0]',
      every: true,
      same: true,
    },
    {
      type: 'global',
      path: 'Member[array_filter]',
      from: 'Argument[0].Element',
      to: 'Argument[1].Parameter[0]',
      keepsAccepted: true,
      same: true,
    },
    {
      type: 'global',
      path: 'Member[usort,uasort]',
      from: 'Argument[0].Element',
      to: 'Argument[1].Parameter[0]',
      same: true,
    },
    {
      type: 'global',
      path: 'Member[array_reduce]',
      from: 'Argument[0].Element',
      to: 'Argument[1].Parameter[1]',
      same: true,
    },
    { type: 'global', path: 'Member[array_reduce]', from: 'Argument[1].Return', same: true },
    ...FILTERS.map(([filter, clears]) => ({
      type: 'global',
      path: 'Member[filter_var]',
      from: 'Argument[0]',
      clears,
      when: [{ argument: 1, argumentName: 'filter', mentions: [filter] }],
    })),
  ],
  errorClasses: [],
} satisfies DecoderModel;
