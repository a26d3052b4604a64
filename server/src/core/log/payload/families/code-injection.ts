import type { FamilyRules } from './schema.ts';

/** Code for an interpreter: PHP, JavaScript on a server, Perl, Ruby. */
export const codeInjection: FamilyRules = {
  family: 'code-injection',
  rules: [
    {
      sub: 'php',
      weight: 94,
      needs: /[<[$]/,
      on: 'text',
      pattern:
        /<\?(?:php\b|=|[\s({$](?!xml|xpacket))|<\?(?!xml|xpacket|import|[a-z]{4,})|<script\s{1,4}language\s{0,3}=\s{0,3}['"]?php|\[\/?php\]|\$\{@|\$_(?:get|post|request|cookie|server|files|session|env)\b|\$(?:globals|http_(?:get|post|raw|cookie|server|env|session)_\w{3,10})\b|\$\{\s{0,6}['"_\w]{1,20}['"]?\s{0,6}\}(?<!\$\{\w{0,2}\})/,
    },
    {
      sub: 'php-wrapper',
      weight: 94,
      needs: /:/,
      on: 'text',
      pattern:
        /(?:php|phar|zip|zlib|glob|expect|ogg|rar|ssh2(?:\.\w{2,8})?|bzip2|compress\.\w{2,6}):\/\/|data:\/\/text|data:text\/plain/,
    },
    {
      sub: 'php',
      weight: 93,
      needs: /\(/,
      on: 'text',
      pattern:
        /\b(?:phpinfo|base64_decode|gzinflate|gzuncompress|str_rot13|shell_exec|passthru|proc_open|pcntl_exec|popen|call_user_func(?:_array)?|create_function|preg_replace|file_get_contents|file_put_contents|move_uploaded_file|move_uploaded|assert|fopen|fsockopen|pfsockopen|readfile|highlight_file|show_source|escapeshellcmd|escapeshellarg|ini_set|set_time_limit|error_reporting|array_map|array_filter|usort|register_shutdown_function|get_defined_vars|phpversion|php_uname|php_strip_whitespace|php_sapi_name|mb_ereg_replace|mb_eregi_replace|allow_url_include|opcache_\w{4,20}|posix_\w{3,20}|curl_(?:exec|init|setopt|multi_exec)|var_dump|print_r|unserialize|serialize|strip_tags|htmlspecialchars|addslashes|stripslashes|is_\w{2,10}|array_\w{3,20}|str_\w{3,12}|mysql_\w{4,24}|mysqli_\w{3,24}|pg_\w{4,20}(?<!pg_sleep)|odbc_\w{4,40}|oci_\w{3,20}|sqlite_\w{4,24}|ftp_\w{3,12}|gz\w{4,10}|bz\w{4,10}|socket_\w{4,16}|stream_\w{4,30}|image\w{4,20}|dba?_(?!name)\w{4,14}|unpack|pack|parse_str|extract|implode|explode|ob_\w{4,16}|scandir|opendir|readdir|rewinddir|rmdir|mkdir|chdir|unlink|symlink|readlink|tempnam|tmpfile|filemtime|filesize|fileperms|require_once|include_once|session_start|setcookie|ctype_\w{4,8}|json_decode|json_encode|iconv\w{0,14}|func_get_args?|get_\w{5,28}|method_exists|class_exists|function_exists|in_array|simplexml_\w{6,16}|xml\w{3,24}|bin2hex|hex2bin|strrev|ucfirst|lcfirst|urldecode|rawurldecode|convert_uudecode|error_log|syslog|openlog|dl|virtual|putenv|getenv|apache_\w{4,20}|backticks|popen|proc_\w{3,12}|pcntl_\w{3,16})(?:\s{0,6}\((?=\s{0,3}(?:['"$)`\]]|\w{1,40}\(|$))|\((?!\d))/,
    },
    {
      sub: 'php',
      weight: 90,
      needs: /[(?[{]/,
      on: 'text',
      pattern:
        /\b(?:exec|system|eval|assert|include|require|passthru|popen)\s{0,6}(?:\/\*[^*]{0,40}\*\/\s{0,6}|#[^\n]{0,40}\n\s{0,6}|\/\/[^\n]{0,40}\n\s{0,6})*\(\s{0,6}(?:['"$\w)@`]|$)|\(\s{0,3}['"][\w\\. '"]{2,40}['"]\s{0,3}\)\s{0,3}\(|\breturn\s{0,3}['"]\w{2,20}['"]\s{0,3}\(|\$\w{1,20}\s{0,3}\(\s{0,3}['"$]|\$\{?\w{0,12}\s{0,3}\{['"]|(?<!\?xpacket[^>]{0,80})\?>\s{0,4}$|\[(?:php|\/php)\]/,
    },
    {
      sub: 'php',
      weight: 88,
      needs: /=/,
      on: 'text',
      pattern:
        /\b(?:allow_url_(?:fopen|include)|auto_(?:append|prepend)_file|disable_(?:functions|classes)|open_basedir|safe_mode\w{0,20}|display_errors|error_(?:log|reporting|append_string|prepend_string)|memory_limit|max_execution_time|max_input_\w{4,20}|short_open_tag|asp_tags|include_path|extension_dir|zend_extension|file_uploads|upload_(?:tmp_dir|max_filesize)|post_max_size|register_globals|magic_quotes_\w{3,10}|variables_order|output_buffering|output_handler|default_(?:charset|mimetype|socket_timeout)|enable_dl|cgi\.\w{4,24}|(?:opcache|session|mbstring|assert|mysqli?|odbc|pgsql|soap|zend|pcre|date|mail|sqlite3?|sysvshm|tidy|uploadprogress|user_agent|highlight|ibase|iconv|intl|ldap|oci8|pdo_\w{2,8}|phar|realpath_cache|suhosin|xdebug|zlib|browscap|com|curl|exif|fastcgi|filter|gd|apc|bcmath|engine|docref|expose|hard_timeout|ignore|implicit|last_modified|precision|report|sendmail|serialize_precision|unserialize_\w{4,12}|sql|track_errors|windows)\.[a-z][\w.]{2,40})\s{0,3}=/,
    },
    {
      sub: 'node',
      weight: 95,
      needs: /[(._[]|wmdc/,
      on: 'text',
      pattern:
        /\bchild_process\b|\brequire\s{0,3}(?:\(|\.main\b|\[)\s{0,3}['"`]?(?!['"`]?[\w-]{1,30}\.(?:php|inc))|\bprocess\s{0,3}(?:\.|\[)\s{0,3}['"]?(?:mainmodule|env|exit|binding|kill|argv|cwd|version|dlopen|stdout)|_\$\$nd_func\$\$_|\b__proto__\b|\bconstructor\s{0,3}(?:\.|\[\s{0,2}['"]?)\s{0,3}(?:constructor|prototype)\b|\bprototype\.\w|\bglobal\.process\b|\bnew\s{1,3}function\s{0,3}\(\s{0,3}['"`]|\bfunction\s{0,3}\(\s{0,3}\)\s{0,3}\{|\b(?:exec|spawn|execfile|fork)sync\s{0,3}\(|\bthis\.constructor\b|\bfs\.(?:read|write|unlink)\w{0,12}\s{0,3}\(|\b(?:while|for)\s{0,4}\([\s(!+~-]{0,12}(?:true|false|1|0|''|""|``|\{\}|\[\]|infinity|nan|this|undefined|null|\w{0,6}\s?;)?[\s)"'`{}!+]{0,8}\)?|\bx?hu?d?wmdc|\beval\s{0,3}\(\s{0,3}['"`]?(?:string|atob|buffer)/,
    },
    {
      sub: 'perl-ruby',
      weight: 96,
      needs: /[[({.:'"]|_eval|objectspace|__send__/,
      on: 'text',
      pattern:
        /@\{\s{0,6}\[|\bqx[\s{/(|]|%x[{([]|\bkernel\.(?:system|exec|open|fork|spawn|test|exit|syscall)\b|\bprocess\s{0,3}(?:\.|::)\s{0,3}(?:spawn|kill|fork|exec|clock|daemon|wait|detach)\b|\bio\.popen\b|\bopen3\.|\bfile\.(?:open|read|delete|new|unlink)\b|\b(?:core|posix)::\w{3,12}|\bsystem\s{1,3}['"]|\b(?:class|instance|module)_eval\b|\bobjectspace\b|\b__send__\b|\.send\s{0,2}\(\s{0,2}[:'"]|\berb\.new\b/,
    },
    { sub: 'node', weight: 40, on: 'text', pattern: /\beval\s{0,3}\(/ },
    {
      sub: 'php',
      weight: 60,
      on: 'text',
      pattern:
        /\$\s{0,20}\{\s{0,12}\$?\w{1,40}\s{0,12}\}|\((?:system|exec|passthru|shell_exec|assert|eval)\)\s{0,3}\(|\b(?:printf|intval|floatval|strval|trim|ltrim|rtrim|ldap_\w{3,20}|filegroup|fileowner|fileinode|sprintf|vprintf|settype|gettype)\s{0,6}\(|^(?:engine|extension|precision|smtp|unserialize_\w{3,16}|zend_\w{3,16})\s{0,3}=/,
    },
  ],
};
