import type { FamilyRules } from './schema.ts';

/** SQL injection. Weights: a statement or a call that only SQL has, above a broken quote with an operator, above a lone quote. */
export const sqli: FamilyRules = {
  family: 'sqli',
  rules: [
    // A server that refuses a raw space logs the word behind it and no more.
    {
      sub: 'boolean',
      weight: 58,
      on: 'sql',
      whenCut: true,
      pattern: /^[^&?]{0,64} (?:and|or|rlike|union|having|xor)$/,
    },
    {
      sub: 'time',
      weight: 94.4,
      needs: /\(|wait|sleep|dbms/,
      on: 'sql',
      pattern:
        /\b(?:sleep|pg_sleep|benchmark)\s?\(|\bwaitfor\s?(?:delay|time)\b|\bdbms_(?:pipe\.receive_message|lock\.sleep)|\bpg_sleep\b|\bget_lock\s?\(|\brandomblob\s?\(/,
    },
    {
      sub: 'union',
      weight: 94.2,
      on: 'sql',
      pattern:
        /\bunion\b\W{0,20}(?:(?:all|distinct|distinctrow)\b\W{0,20})?(?:select|values|\(\s?select)\b|\bunion\b[\s(]{1,9}(?:all\b|distinct\b|select\b)|\b(?:except|intersect|minus)\b[\s(]{1,8}(?:select|values)\b/,
    },
    {
      sub: 'error',
      weight: 94,
      needs: /\(|analyse/,
      on: 'sql',
      pattern:
        /\b(?:extractvalue|updatexml|gtid_subset|gtid_subtract|st_latfromgeohash|json_keys|name_const|procedure analyse|ctxsys\.drithsx\.sn|utl_inaddr\.get_host_(?:address|name)|xmltype)\s?\(|\bprocedure analyse\b|\bfloor\s?\(\s?rand\b|\bexp\s?\(\s?~|\b(?:cast|convert)\s?\([^)]{0,80}\bas (?:int|numeric|decimal|char|signed|unsigned)\b|\bconvert\s?\(\s?int\b/,
    },
    {
      sub: 'statement',
      weight: 93.9,
      on: 'sql',
      needs: /select/,
      pattern: /\bselect\b[^;]{1,200}?\bfrom\b[\s(`'"]{0,4}[\w.`"[(*{]/,
      // Articles stand in no statement.
      unless:
        /\bselect (?:an?|the|one|some|your|our|any|this|these) (?!from\b)[a-z]{3,}|\bfrom (?:an?|the|all|some|your|our|any|this|these) [a-z]{3,}/,
    },
    {
      sub: 'statement',
      weight: 93.8,
      on: 'sql',
      pattern:
        /\bselect\b\W{0,4}(?:@@|\*|0x[0-9a-f]{2}|case\b|top\b \d|(?:user|version|database|current_user|char|concat|count|load_file|ascii|substring|substr|mid|hex|length|group_concat|schema|system_user|if|sleep|pg_sleep|null)\b\W)|\binsert\b(?: \w+)? into\b.{1,80}?(?:values|select|set)\b|\bdelete\b from\b|\bupdate\b [\w.`"]{1,40} set\b|\b(?:drop|truncate|alter|create)\b (?:table|database|column|view|user|function|procedure|index|schema|or replace|assembly|login)\b|\binto (?:outfile|dumpfile)\b|\bload_file\s?\(|\bload data infile\b|\binformation_schema\b|\b(?:xp_cmdshell|xp_dirtree|xp_regread|sp_executesql|sp_password|sp_oacreate|sp_makewebtask|sp_help|xp_\w{3,20}|sp_[a-z]{4,20})\b|\bexec\b.{0,16}?(?:master\b|\b[sx]p_\w)|\bopen(?:rowset|query|datasource)\b|\b(?:sysobjects|syscolumns|sysusers|msysaces|msysobjects|msysqueries|pg_catalog|pg_user|pg_shadow|mysql\.(?:user|db)|sqlite_(?:master|temp_master|version)|all_tables|user_tables|all_tab_columns|all_users|sys\.(?:tables|objects|databases|schemas|all_tables)|syscat\.|sysibm\.|sysdba|systables)\b|\bhandler \S{1,40} (?:open|read)\b|\bmerge\b.{1,40}\busing\b ?\(|\bexecute immediate\b|\bdeclare\b ?@|\bdeclare\b [\w@#]{1,20} (?:varchar|int|nvarchar|cursor|char)\b|\bset\b @\w{1,20} ?=|;\s?shutdown\b|\bpg_read_file\b|\bdbms_\w{2,20}\.|\b(?:tempdb|msdb|northwind|pg_toast)\b|\bmsys\w{4,20}\b|\butl_http\b|^n?varchar$|^openrowset$|\bschema_name\b|\bgoto label\b|\bbegin try\b|\bexec ?\( ?@|\bgrant\b .{1,40} to\b|\b(?:lo_import|lo_export)\s?\(|\bselect\b ?(?:[\d@'"`.,(+~!-]|\$\$)|\b(?:db|collection)\.\w{2,30}\.(?:find|insert|remove|drop)\b/,
    },
    {
      sub: 'comment',
      weight: 86,
      on: 'text',
      needs: /\n/,
      pattern:
        /(?:--|#)[^\n]{0,80}\n\s{0,20}(?:--[^\n]{0,40}\n\s{0,20}|#[^\n]{0,40}\n\s{0,20}){0,4}(?:union|select|and|or|having|limit)\b/,
    },
    { sub: 'boolean', weight: 71, on: 'sql', shaped: 'sql', pattern: /^[\d.]{1,12}(?:or|and|xor)[+(-]\w/ },
    { sub: 'comment', weight: 87, on: 'raw', pattern: /\/\*!\d{0,6}[a-z\s(]|\/\*![0-9a-z%]/ },
    {
      sub: 'boolean',
      weight: 84,
      on: 'sql',
      shaped: 'sql',
      pattern:
        /\b(?:and|or|xor|having|when|where|rlike|regexp|between|not|like|div|mod)\b[\s(!+~-]{0,12}(?:['"`]?[\w.@$]{0,24}['"`]?)\s?(?:=|<=>|<>|!=|>=|<=|<|>|\blike\b|\brlike\b|\bregexp\b|\bsounds like\b|\bis (?:not )?null\b|\bglob\b|\bbetween\b|\bin ?\()\s?[\s(!+~-]{0,8}['"`\w@$]|\bcase\b[\s(].{0,60}?\bwhen\b.{1,80}?\bthen\b|\brlike\b ?\(|\bif ?\( ?[\w'"(]{1,20} ?\)? ?[=<>]|\bnot (?:similar to|glob|regexp|rlike)\b|\bhaving\b [\w(]{1,30}\)? ?[<>=]/,
    },
    {
      sub: 'boolean',
      weight: 82,
      on: 'sql',
      shaped: 'sql',
      pattern:
        /(?:^|[\s(,;=&?])(?:(?:\d{1,12}|'[^']{0,20}'|"[^"]{0,20}") ?(?:=|<=>|<>|!=) ?(?:\d{1,12}|'[^']{0,20}'|"[^"]{0,20}"))(?=$|[\s),;#-])|\b(\d{1,8}|'\w{0,12}') (?:like|rlike|regexp|glob|sounds like|is|div|xor) (?:not )?\1\b|\b\d{1,8} ?(?:&&|\|\||<=>|<<|>>) ?\d/,
    },
    {
      sub: 'boolean',
      weight: 80,
      on: 'sql',
      shaped: 'sql',
      pattern:
        /['"`)\d]\s?\){0,8}\s?(?:\b(?:and|or|xor|div|like|rlike|regexp|between|having|is|in|limit|procedure|group by|order by|collate|glob|similar to|not|sounds like|union|into|desc|asc|offset|mod|match|where)\b|&&|\|\|)\s?[('"`\d@!~+-]/,
    },
    {
      sub: 'auth-bypass',
      weight: 83,
      on: 'sql',
      shaped: 'sql',
      pattern:
        /^[^'"`]{0,64}['"`]\s?\){0,8}\s?(?:or|and|xor|\|\||&&|=|<>|!=|\^|\*|\+|-|%|<|>|\/|\||&|\?|like|rlike|regexp|glob|ilike|is|in|between|not|div|mod|collate|union|having|order by|group by|limit|into|procedure|;|,)\s?\(*\s?(?:['"`#]|--|\d|true\b|false\b|null\b|not\b|[\w.]{1,32}\s?(?:[=<>~(]|\b(?:like|is|in|between|glob|not)\b)|[-+!~@]|$)/,
    },
    {
      sub: 'comment',
      weight: 78,
      on: 'sql',
      shaped: 'unled',
      pattern: /['"`)\d]\s?\){0,8}\s?(?:;\s?)?(?:--(?:[\s+-]|$)|#\s{0,4}$|\/\*\s{0,2}$)|^\s?(?:--|#)\s?$/,
    },
    {
      sub: 'stacked',
      weight: 84,
      on: 'sql',
      shaped: 'sql',
      pattern:
        /;\s?\){0,8}\s?(?:(?:select|insert|update|delete|drop|create|alter|declare|shutdown|waitfor|truncate|backup|vacuum|pragma|attach)\b[\s(@'"]|(?:exec(?:ute)?|begin|set|call|use|grant|merge|rename|analyze)\b ?(?:[(@'"]|[\w.@]{1,40} ?(?:[=('"@,;]|--|\d)|(?:master|xp_|sp_)))/,
    },
    {
      sub: 'order-by',
      weight: 76,
      needs: / by|limit/,
      on: 'sql',
      pattern:
        /\b(?:order|group) by\b[\s(]{1,4}(?:\d|if\b|case\b|rand\b|\(|null\b|`|concat|[\w.]{1,30} ?(?:,|--|#|\bdesc\b|\basc\b|\bhaving\b))|\blimit \d{1,6}(?: ?, ?\d{1,6}| offset \d)| limit \d{1,6} ?(?:#|--)/,
    },
    {
      sub: 'function',
      weight: 74,
      needs: /\(/,
      on: 'sql',
      pattern:
        /\b(?:char|chr|nchar|concat|concat_ws|group_concat|ascii|substr|substring|mid|hex|unhex|ord|ifnull|nullif|isnull|iif|coalesce|database|current_user|system_user|session_user|user|version|current_database|row_count|found_rows|last_insert_id|benchmark|md5|sha1|make_set|elt|export_set|find_in_set|lpad|rpad|locate|instr|load_file|aes_decrypt|aes_encrypt|des_decrypt|des_encrypt|encode|decode|compress|uncompress|from_base64|to_base64|cast|convert|bin|oct|conv|quote|schema|rand|sysdate|now|curdate|pg_client_encoding|inet_ntoa|inet_aton|is_srvrolemember|has_dbaccess|db_name|host_name|object_name|col_name|suser_name|servername|utl_http\.request|bit_and|bit_or|bit_xor|bit_length|binary|array|exists|greatest|least|field|format|interval|uuid|xmltype|json_extract|json_object|strcmp|starts_with|any|all|some|row|collation|coercibility|charset)\s?\((?!\s?\w{0,3}\s?$)[^)]{0,80}(?:\(|,|['"`@0-9x)]|select|null)/,
    },
    {
      sub: 'probe',
      weight: 70,
      shaped: 'unled',
      on: 'sql',
      pattern:
        /@@(?:version|hostname|datadir|global|session|basedir|servername|tmpdir|[a-z_]{4,20})|\b0x[0-9a-f]{6,}\b|\bcollate\b ?(?:nocase|utf8|latin1|binary|rtrim)|\b(?:regexp|rlike|sounds like)\b ?['"(]|\bnot like\b ?['"%]|\bin \( ?select\b|^[^a-z]{0,6}(?:like|rlike|regexp|glob) ?['"(]|\) ?(?:like|regexp|rlike|glob|in|between) ?\(/,
    },
    {
      sub: 'wide-byte',
      weight: 95,
      needs: /[%\x80-\xff]/,
      on: 'raw',
      pattern: /(?:%25|%)?(?:%bf|%df|%a1|%81|%e5)(?:'|%27|%2527|"|%22|%2522|\\|%5c)|[\x81-\xfe](?:'|%27|"|%22)/,
    },
    {
      sub: 'probe',
      weight: 45,
      on: 'text',
      shaped: 'unled',
      pattern: /^[^'"`\\]{0,48}['"`\\]{1,12}[)\s;#%'"`\\-]{0,12}$|^[\w.-]{0,40}['"`]\)+[\s;#-]{0,4}$/,
    },
    {
      sub: 'probe',
      weight: 55,
      on: 'text',
      shaped: 'unled',
      pattern: /['"`]{3,}|'"|"'|['"`]\)\)|["'`][;)][{}\w]{0,6}$|\\['"]/,
    },
    {
      sub: 'function',
      weight: 74,
      on: 'sql',
      needs: /\(\s?$/,
      pattern:
        /\b(?:database|user|current_user|system_user|session_user|version|schema|db_name|char|concat|benchmark|sleep|select|count)\s?\(\s?$/,
    },
    {
      sub: 'operator',
      weight: 56,
      on: 'sql',
      pattern:
        /^\W{0,2}(?:<>|<=>|>=|<=|!=|==|>>|<<|->|\|\||&&|xor|rlike|regexp|is (?:not )?null|like null|not null)\s?$|^\W{0,3}(?:not )?in ?\(|\b(?:notnull|isnull|ilike)\b.{0,24}(?:--|#|;)|`[\w-]{1,40}`|` as `|\bunion (?:all|distinct)\b/,
    },
    {
      sub: 'boolean',
      weight: 81,
      on: 'sql',
      shaped: 'sql',
      needs: /[=<>(:]|--|\|\||&&|null/,
      pattern:
        /\b(?:and|or) ?[\w(+*-][\w()+*. -]{0,24}[=<>] ?\(?[\w'"]|::(?:int\d?|text|bigint|double|numeric|regclass|varchar|bool)\b|\bhaving ?\(|\bis (?:not )?null ?(?:--|#|$)|^[\w. ]{1,24}(?:\|\||&&) ?[\w.]{1,24} is (?:not )?null|\b(?:and|or)-\w|\b(?:array|lo_get|div|mod) ?[[(][\d\w., -]{1,24}[\])]/,
    },
    {
      sub: 'statement',
      weight: 79,
      on: 'sql',
      shaped: 'sql',
      pattern:
        /^[^'"`]{0,32}['"`] ?(?:union|alter|drop|select|insert|delete|update|create|having|truncate|exec|declare)\b ?(?:\w|\/|$)|\bdrop \w{3,40} ?(?:;|--|$)|\bas ?["'`]{1,2}\w{0,30}["'`]? from\b|^[^'"`]{0,40}['"`] ?(?:or|and)\b ?\w{1,30} ?(?:[\^&|*<>=~]|\d)|['"] ?[|^&*] ?['"\w]{1,24}[*^!<>=]/,
    },
  ],
};
