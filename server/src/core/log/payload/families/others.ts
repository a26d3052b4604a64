import type { FamilyRules } from './schema.ts';

export const log4j: FamilyRules = {
  family: 'log4j',
  rules: [
    {
      weight: 99,
      needs: /\$\{/,
      pattern:
        /\$\{\s{0,4}(?:jndi|lower|upper|env|sys|hostname|ctx|main|bundle|date|java|::-\w?)\s{0,2}[:}]|\$\{[^}]{0,24}\$\{[^}]{0,24}:|\$\{::-/,
    },
  ],
};

export const deserialization: FamilyRules = {
  family: 'deserialization',
  rules: [
    {
      sub: 'php',
      weight: 97,
      needs: /:/,
      on: 'text',
      pattern: /[oc]:\d{1,6}:"[^"]{1,120}":\d{1,6}:?\{|(?:^|[;{=])[ac]:\d{1,6}:\{[sibdoa]:\d/,
    },
    {
      sub: 'fastjson',
      weight: 98,
      needs: /@type/,
      on: 'text',
      pattern: /"@type"\s{0,4}:|@type"\s{0,2}:\s{0,2}"(?:java|com|org)\./,
    },
    {
      sub: 'java',
      weight: 97,
      on: 'raw',
      pattern: /ro0ab[a-z0-9]|kztaau|cs7qaf|\bac(?:%20)?ed0005|%ac%ed(?:%00)?|\xac\xed\x00\x05/,
    },
    {
      sub: 'java',
      weight: 97,
      needs: /[.#]|transformer|closure|factory|builder|base64data|unmarshaller|jdbc/,
      on: 'text',
      pattern:
        /\b(?:java|javax)\.(?:runtime|lang|io|util|net|rmi|nio|naming|beans|sql|script|management|evil|xml|security)\b|\b(?:runtime|processbuilder)\b.{0,60}?(?:\.|\b)(?:clonetransformer|forclosure|instantiatefactory|instantiatetransformer|invokertransformer|prototypeclonefactory|prototypeserializationfactory|whileclosure|getruntime|exec|start)\b|\b(?:clonetransformer|forclosure|instantiatefactory|instantiatetransformer|invokertransformer|prototypeclonefactory|prototypeserializationfactory|whileclosure)\b|\b(?:com\.opensymphony\.xwork2|com\.sun\.org\.apache|org\.apache\.(?:struts2?|commons|ofbiz|xalan|logging|catalina)|org\.omg\.corba|com\.bea\.|\w{0,40}xmlapplicationcontext|org\.springframework|ognl\.\w|freemarker\.template|com\.caucho|weblogic\.|sun\.reflect)\b|\bjava\.\w{1,20}\.processbuilder|#_?memberaccess\b|#context\b|@java\.lang|\bclass\.module\.classloader\b|\bclassloader\.(?:resources|parent)|\bunmarshaller\b|\bbase64data\b|\.getruntime\b|\bjdbcrowsetimpl\b|\bgetclass\s{0,3}\(\s{0,3}\)\s{0,3}\.(?:forname|classloader)|\bprocessbuilder\b/,
    },
    {
      sub: 'java',
      weight: 86,
      on: 'raw',
      pattern:
        /(?:cnvudgltz|hj1bnrpbw|bydw50aw1l|chjvy2vzc2j1awxkz|wcm9jzxnzqnvpbgrlc|bwcm9jzxnzynvpbgrlc|y2xvbmv0cmfuc2zvcm1lcg|jbg9uzxrhbnnmb3jtzx|gy2xvbmv0cmfuc2zvcm1lcg|zm9yy2xvc3vyz|gzvcmnsb3n1c|bmb3jjbg9zdxjl|aw5zdgfudglhdgvmywn0b3j5|luc3rhbnrpyxrlzmfjdg9ye|pbnn0yw50awf0zwzhy3rvcn|aw5zdgfudglhdgv0cmfuc2zvcm1lcg|pbnn0yw50awf0zxryyw5zzm9ybwvy|aw52b2tlcnryyw5zzm9ybwvy|pbnzva2vydhjhbnnmb3jtzx|hjvdg90exbly2xvbmvmywn0b3j5|chjvdg90exblc2vyawfsaxphdglvbmzhy3rvcnk|d2hpbgvjbg9zdxjl|3aglszwnsb3n1c|doawxly2xvc3vyz)/,
    },
  ],
};

export const ssti: FamilyRules = {
  family: 'ssti',
  rules: [
    {
      weight: 90,
      needs: /[{<[]/,
      on: 'text',
      pattern:
        /\{\{[^}]{0,80}?(?:\d\s{0,3}[*+/-]\s{0,3}['"]?\d|__\w{3,20}__|\bconfig\b|\bself\b|\brequest\b|\bcycler\b|\bconstructor\b|\bthis\b|\brange\.|\|\s?\w|['"][^'"]{0,20}['"]\s{0,3}[.|*])[^}]{0,200}?(?:\}\}|$)|[$#*@~]\{\s{0,3}(?:\d{1,12}\s{0,3}[*+]\s{0,3}['"]?\d|t\s{0,2}\(|\w{1,20}\.(?:exec|getclass|getruntime)|"".|''\.)|<%=?\s?[^%]{0,160}?%>|\{%\s{0,3}(?:if|for|import|include|set|raw|debug|block|macro|extends)\b[^%]{0,120}%\}\S|\[\[\$?\{\d|\{php\}|\{\{\s?['"]|\[\[\$?\{[^}]{1,60}\}\]\]/,
    },
    {
      weight: 98,
      needs: /[{_]/,
      on: 'text',
      pattern:
        /[*$#]\{\s{0,3}t\s{0,2}\(\s{0,2}java\b|\{\{\s?['"]['"]\.__class__|[#$*@]\{[^}]{0,80}\.(?:exec|getruntime|getclass)\b|__(?:mro|subclasses|globals|builtins)__|\{\{\s{0,4}constructor\b/,
    },
  ],
};

export const urlInjection: FamilyRules = {
  family: 'url-injection',
  rules: [
    {
      sub: 'ssrf',
      weight: 85,
      on: 'text',
      pattern:
        /^\s{0,4}(?:url:)?(?:https?|ftps?|wss?|tcp|udp|unix|ldaps?|rtsp|tftp|sftp|jar|netdoc):?\/{0,3}(?:[^/@\s]{0,40}@)?\[?(?:127\.\d|10\.\d{1,3}\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|0\.0\.0\.0|192\.0\.0\.192|100\.100\.100\.200|localhost\b|metadata\.|\d{8,10}(?:[:/]|$)|0x[0-9a-f]{2}|0\d{2,3}\.|::1?\]|::ffff|instance-data\b|\d{1,3}\.\d{1,6}(?:[:/]|$))|^\s{0,4}(?:gopher|dict|tftp|ldaps?|sftp|netdoc|jar|imap|smtp|pop3|telnet):|\bmetadata\.(?:google|tencentyun|packet|azure)|\b169\.254\.169\.254\b|\b100\.100\.100\.200\b|\b192\.0\.0\.192\b|^\s{0,4}https?:(?:127\.|localhost)/,
    },
    {
      sub: 'rfi',
      weight: 78,
      on: 'text',
      pattern:
        /^\s{0,4}(?:url:)?(?:(?:https?|ftps?|sftp|ssh2?|smb|wss?|irc|jar|ldaps?|tftp|rtsp|svn|git|afp|cifs|nfs|webdav|ftp):\/\/|(?:https?|ftps?|ssl|file|ldap):?\?)|^(?:https?|ftps?)\?/,
    },
    {
      sub: 'open-redirect',
      weight: 72,
      on: 'text',
      pattern: /^\s{0,4}(?:[/\\]{2,4}[\w.-]{1,60}\.[a-z]{2,}|\/\\[a-z\d]|\/{2}[a-z\d])|^https?:[^/\s]/,
    },
    { sub: 'rfi', weight: 84, on: 'text', pattern: /^\s{0,4}(?:https?|ftps?):\/\/(?:\d{1,3}\.){3}\d{1,3}(?:[:/]|$)/ },
    { sub: 'rfi', weight: 55, on: 'text', pattern: /^[a-z]{2,12}_file:\/\// },
    { sub: 'file', weight: 79, on: 'text', pattern: /^\s{0,4}(?:url:)?file:\/{1,3}/ },
  ],
};

export const crlf: FamilyRules = {
  family: 'crlf',
  rules: [
    {
      weight: 91,
      on: 'text',
      pattern:
        /[\r\n\u560a\u560d]{1,8}\s{0,4}[a-z][\w-]{1,40}[\r\n\s]{0,8}:\s?\S|[\r\n]{1,4}\s{0,4}http\/\d|[\r\n]\s{0,4}(?:set-cookie|location|content-(?:type|length|disposition)|x-[\w-]{2,30}|refresh|status)\b\s{0,3}[:=]|\bhttp\/\d(?:\.\d)?\s{1,3}\d{3}\b|<meta\b[^>]{0,20}http-equiv|%0d%0a?%?0?\w{2,20}/,
    },
    { weight: 91, pattern: /\u560a\u560d|\u560d\u560a/ },
    { weight: 41, on: 'text', pattern: /[\r\n]/ },
  ],
};

export const ldap: FamilyRules = {
  family: 'ldap',
  rules: [
    {
      weight: 95,
      needs: /[()]/,
      on: 'text',
      pattern:
        /\)\s{0,2}\(?[|&!]?\s{0,2}\(\s{0,2}[\w-]{1,32}\s{0,2}(?:[~<>]?=|:)|\*\)\s{0,2}\(|\)\s{0,2}[|&]\s{0,2}\(\s{0,2}\w{1,32}\s{0,2}[~<>]?=/,
    },
  ],
};

export const xxe: FamilyRules = {
  family: 'xxe',
  rules: [
    {
      weight: 96,
      on: 'text',
      pattern:
        /<!doctype\b[^>]{0,200}?(?:\[|system\b|public\b)|<!entity\b[^>]{0,200}?(?:system|public)\b|<xi:include\b/,
    },
    { weight: 97, pattern: /<!doctype\s{0,3}$/ },
    { weight: 65, pattern: /<\?xml\b/ },
  ],
};

export const nosqli: FamilyRules = {
  family: 'nosqli',
  rules: [
    {
      weight: 94.6,
      needs: /[$;.|]/,
      on: 'text',
      pattern:
        /["'{[,\s]\$(?:ne|eq|gte?|lte?|n?in|regex|where|exists|not|or|and|nor|expr|elemmatch|size|all|mod|type|jsonschema|options|slice|comment|rand|natural|accumulator|function)\b["']?\s{0,3}[:=\]]|^\[\$\w{2,10}\]|;\s{0,3}return\b[^;]{0,60};\s{0,3}(?:var\b|\/\/|\})|\bthis\.\w{1,30}\s{0,3}(?:==|!=|\.match)|'\s{0,3}\|\|\s{0,3}'[^']{0,12}'\s{0,3}==/,
    },
  ],
};

/** Files that hold something a stranger is after, wherever they are. */
export const OS_FILES =
  /(?:^|[/\\\s=:>'"(])(?:etc[/\\]{1,3}(?:passwd|shadow|group|hosts|issue|motd|fstab|crontab|sub[ug]id|sudoers|mysql|apache2?|httpd|nginx|php|ssh|profile|resolv|services|environment|os-release|security|ssl|redis|exports|inetd|my\.cnf|pki|init\.d|cron)|proc[/\\]{1,3}(?:self|\d+|version|cmdline|cpuinfo|meminfo|mounts|net|sched|stat|modules|key|devices|config|acpi)|sys[/\\]{1,3}(?:class|kernel|devices|bus|firmware|fs|module|block|dev|power|hypervisor)|var[/\\]{1,3}(?:log|www|lib|run|mail|spool|adm|backups|cache)[/\\]|(?:windows|winnt)[/\\]{1,3}(?:win\.ini|system\.ini|system32|repair|php\.ini|my\.ini|temp|debug|panther|iis)|(?:boot|win|system|desktop)\.ini\b|inetpub[/\\]|root[/\\]\.|home[/\\][\w.-]{1,32}[/\\]\.|\.(?:ssh|aws|docker|kube|gnupg|azure|config|bash_history|bash_profile|bashrc|profile|netrc|npmrc|pgpass|my\.cnf|mysql_history|htpasswd|htaccess|git-credentials|vscode|subversion|m2|gem|composer|dbshell|psql_history|sqlite_history|rediscli_history|viminfo|zsh_history|zshrc|zsh|lesshst|nano_history|python_history|sh_history|ksh_history|wget-hsts|Xauthority|rhosts|google_authenticator|gitconfig|gitignore|hg|bzr|svn|cvs|idea|env)\b[/\\]?|usr[/\\]local[/\\](?:apache|nginx|php|etc|lib|mysql)|opt[/\\](?:lampp|xampp|nginx|apache|tomcat)|tmp[/\\][\w.-]{2,40}|dev[/\\](?:null|tcp|shm|sd[a-z]|mem|random|zero)|web-inf[/\\]|meta-inf[/\\])/i;

export const pathTraversal: FamilyRules = {
  family: 'path-traversal',
  rules: [
    {
      weight: 86,
      needs: /\.\./,
      on: 'text',
      pattern:
        /(?:^|[^.\w])(?:\.{2,4}[/\\;%]{1,4}){2,}|\.{2,3};[/\\]|\.{4}[/\\]{2}|(?:\.{2,3}[/\\]{1,3}){1,}(?:etc|proc|windows|winnt|boot\.ini|win\.ini|web-inf|var|home|root|usr)\b|[/\\]\.{2,3}[/\\]\.{2,3}[/\\]|[\uff0f\u2215\u2216]\.\.|\.\.[\uff0f\u2215\u2216]/,
    },
    { weight: 85.5, on: 'text', pattern: OS_FILES },
    {
      weight: 75,
      on: 'text',
      pattern:
        /\bfile:\/{2,3}(?:[a-z]:|[\w.-]{0,20}\/)\S|\.(?:sql|bak|tar|db|dump)\.(?:zip|gz|tgz|tar|7z|rar|bz2|xz)\b|\bid_(?:rsa|dsa|ecdsa|ed25519)\b/,
    },
    {
      weight: 74,
      on: 'raw',
      pattern:
        /(?:%c0%ae|%252e|%e0%80%ae|%c0%af|%u2215|%u2216|%uff0e){1,}.{0,12}(?:\/|%2f|%5c|%c0|%25)|(?:%2e|\.){2}(?:%2f|%5c|%255c|%252f|%c0%af|%c1%9c|%u2215)(?:%2e|\.){2}/,
    },
  ],
};
