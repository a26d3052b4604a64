import { isCommand } from './commands.ts';
import type { FamilyRules } from './schema.ts';

/** A word that may be a command; which ones are is decided by name. */
const WORD = '([a-z][\\w.+-]{0,40})';

const SEPARATOR = '(?:;|\\|{1,2}|&{1,2}|`|\\$\\(|\\n|\\r|<\\(|>\\(|\\{)';

/** Commands that are words of everyday English as well, followed by more words: a sentence behind a semicolon. */
const SENTENCE =
  /^(?=[^|&`$]{0,400};\s{1,4})[^|&`$]{0,400};\s{1,4}(?:sudo |exec )?(?:time|more|less|set|call|control|watch|cut|sort|split|join|paste|type|which|make|find|users|last|who|w|host|at|date|file|head|tail|touch|kill|mount|source|strings|screen|start|net|tree|move|copy|route|links|fetch|comm|view|exec|test|top|nice|trap|service|stat|groups|expr|script|look|watch|as|ip|fish|dash|python|ruby|node|lua|go|echo|mail|print|export|finger|alias|vol|ver|at|export|id|shutdown|halt|reboot|explorer|hh|sh|dir) [a-z]{2,24}(?:$|[ .,!?])/;

/** Commands to a shell, to PowerShell, to cmd. */
export const rce: FamilyRules = {
  family: 'rce',
  rules: [
    {
      weight: 89,
      names: isCommand,
      needs: /[;|&`$\n\r<>{(]/,
      unless: SENTENCE,
      on: 'shell',
      pattern: new RegExp(
        `${SEPARATOR}[\\s!({,]{0,8}(?:[\\w.]{1,20}=\\S{0,20}\\s{1,3})?(?:sudo |command |builtin |exec |nohup |time |env |busybox |xargs |timeout \\S{1,6} )?(?:[~./\\\\\\w*?-]{0,40}[/\\\\])?${WORD}(?=$|[\\s;|&<>\`)},/$(])`,
        'g',
      ),
    },
    {
      weight: 88,
      needs: /[$<>(){}%]|cmd|command|\bif\b|nc|\/dev/,
      on: 'shell',
      pattern:
        /\$\{?ifs\b|\$\(\(?[^)]{1,80}\)|<\([^)]{1,60}\)|>\([^)]{1,60}\)|\(\)\s?\{\s?:?;?|\$\{[#!@*?0-9_]{1,3}\}|\$\{\w{1,24}[:%#/^,][^}]{0,40}\}|\{,?[\w-]{2,20},[\w/.-]{1,40}\}|\b(?:cmd|command\.com)(?:\.exe)?\s{1,3}\/[ck]\b|\/dev\/(?:tcp|udp|shm)\/|\bfor\s{1,4}(?:\/[dflr]\s{1,4}.{0,24}?)?%{1,2}\w\s{1,4}in\s{1,4}\(|\bif\s{1,4}(?:\/i\s{1,4})?(?:not\s{1,4})?(?:exist|defined|errorlevel|cmdextversion)\b|\b(?:nc|ncat)\s{1,4}-[a-z]{0,4}[elv]/,
    },
    {
      weight: 88,
      needs: /-/,
      on: 'shell',
      pattern:
        /\b(?:invoke|get|set|new|start|stop|out|write|remove|copy|import|export|add|clear|convertto|convertfrom|test|select|where|foreach|format|enable|disable|restart|register|read|measure|join|split|resolve|rename|push|pop|move|limit|group|compare|complete|checkpoint|wait|update|unregister|undo|trace|tee|suspend|sort|show|send|save|restore|resume|reset|repair|receive|enter|exit|disconnect|connect|debug|use)-(?:expression|webrequest|restmethod|command|item\w{0,10}|process|service|object|childitem|content|location|host|output|file|string|variable|alias|wmi\w{2,12}|cim\w{2,12}|event\w{0,12}|computer\w{0,10}|job|module|psdrive|psprovider|pssession\w{0,12}|psdebug|acl|date|culture|credential|history|help|member|path|location|null|random|unique|xml|csv|json|html|table|list|wide|custom|printer|gridview|type|timespan|tracesource|executionpolicy|authenticodesignature|counter|pfxcertificate|hotfix|uiculture|transcript|sleep|transaction|controlpanelitem|clipboard|aduser|service)\b/,
    },
    {
      weight: 86,
      needs: /\//,
      on: 'shell',
      pattern:
        /(?:^|[\s=;|&`(<>'"])(?:~|[\w.*?-]{0,20})?\/?(?:usr\/)?(?:local\/)?s?bin\/[\w?*[\]-]{2,24}|\/\?{2,}\/|\/(?:bin|usr|etc)\/[\w]{0,12}[?*][\w?*]{0,12}|\/[b?][i?][n?]\/[\w?*]{2,12}|\/e\?c\/|\/et\$/,
    },
    {
      weight: 87.5,
      on: 'shell',
      pattern:
        /^['"]?\s?(?:sudo |time |env |exec |command )?(?:ifconfig|uname -|whoami|netstat|nslookup \S|chmod [0-7u+]|chown \S+:|useradd |lsof|crontab -|busybox |tcpdump|traceroute |systeminfo|tasklist|ipconfig|cmd\.exe|powershell|bitsadmin|certutil|wmic |lastlog|printenv|(?:wget|curl) (?:-|https?:|\S{1,60}[./:])|gunzip -|zstdcat |(?:ba|da|k|z|c|tc)?sh -[a-z]|python[\d.]{0,5} -c|perl -[e|n|i]|php -r|ruby -e|node -e|cat \/|cat \S+\.\w+$|ls -[a-z]|ls \/|ps -[aef]|rm -[rf]|id -[a-z]|nc -[a-z]|tail -|head -|find \/|grep -|awk ['"{]|sed -|tar -|echo \$|alias \S{1,20}(?:=| \S{1,20}=)|cscli |base64 -|env -|xargs |kill -|ssh \S+@|scp \S+@|docker (?:run|exec|ps)|kubectl |dig \S|ping -[cn] )/,
    },
    {
      weight: 82,
      names: isCommand,
      needs: /\s/,
      on: 'shell',
      pattern: new RegExp(
        `(?:^|${SEPARATOR})\\s{0,4}${WORD}\\s{1,4}(?:-{1,2}[a-z]|/[a-z]\\b|/|\\.{1,2}/|~|\\$|["'\`<>|]|https?:|\\S{0,40}[*?]|\\S{1,40}[.:/@])`,
        'g',
      ),
    },
    {
      weight: 87,
      on: 'text',
      pattern:
        /[\w/]\$(?:@|\*|_\w{0,8}|\{\w{0,8}\}|[0-9])[\w/]|\w\\\n\w|(?:\/|\b)[a-z]{1,6}(?:''|""|\\)[a-z]{1,6}\b.{0,20}\/|\b[a-z](?:\^[a-z]){2,}|\b\w(?:"\^?"|'')\w{1,8}\s/,
    },
    {
      weight: 83,
      needs: /[\r\n]/,
      on: 'text',
      pattern:
        /[\r\n]\s{0,4}(?:(?:top|uidl|list|retr|dele|rset|noop|stat|apop|user|pass|auth|capa) ?\d{0,6}\b|(?:helo|ehlo|mail from|rcpt to|vrfy|expn|data|rset|bdat|starttls|etrn)\b|\w{1,8} (?:select|examine|create|delete|rename|subscribe|fetch|store|copy|uid|login|capability|status|append|expunge|list|lsub)\b|a\d{2,4} \w)/,
    },
    {
      weight: 80,
      on: 'text',
      pattern:
        /(?:^|[\s;|&])!(?:-?\d+|\w{1,10}:|\?\w|!|#)|~[+-](?:$|\d|\/)|~\d{1,2}(?:$|\/)|^\s?\.(?:system|shell|import|open|load|output|read|once|excel) |;\s?\.(?:system|shell|import|open|load|output|read) /,
    },
    {
      weight: 62,
      names: isCommand,
      needs: /[;|&`\n]/,
      unless: SENTENCE,
      on: 'shell',
      pattern: new RegExp(`[;|&\`\\n]\\s{0,4}${WORD}(?![\\w\\x80-\\uffff])`, 'g'),
    },
    {
      weight: 85,
      names: isCommand,
      needs: /\s/,
      on: 'shell',
      pattern: new RegExp(
        `(?:^|[;|&])\\s{0,4}(?:strace|nohup|time|sudo|env|nice|doas|setsid|stdbuf|timeout \\S{1,6});?\\s{1,4}(?:-\\S{1,12}\\s{1,3}){0,3}${WORD}(?=$|[\\s;|&])`,
        'g',
      ),
    },
    {
      weight: 84.5,
      pattern:
        /(?:;|\\n)['"\s]{0,3}\.\s{0,2}\\?['"]?(?:shell|system|databases|sh|tables|schema|dump|import|open|load|read|output)\b|\$shell\b|&&\$\w/,
    },
  ],
};
