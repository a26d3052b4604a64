import type { FamilyRules } from './schema.ts';

/** Script in markup. Plain formatting tags with nothing else are somebody's rich text and no match. */
export const xss: FamilyRules = {
  family: 'xss',
  rules: [
    {
      weight: 93,
      needs: /</,
      on: 'markup',
      pattern:
        /<\/?\s{0,4}(?:\w{1,10}:)?script\b|<\/?(?:iframe|frameset|frame|object|embed|applet|isindex|marquee|bgsound|svg|math|xml|xss|vmlframe|layer|ilayer|event-source|animate|set|listing|plaintext|template|noscript|portal)\b|<(?:meta|link|base)\b[^>]{1,80}?(?:http-equiv|href|content|rel)|<\?import\b|<!(?:entity|attlist|element)\b|<\s{0,4}x:\s?script/,
    },
    {
      weight: 92,
      needs: /=/,
      on: 'markup',
      pattern:
        /<[a-z!/?][^<]{0,300}?[\s"'`/\x00-\x20]on[a-z]{3,24}[\s\x00-\x20]{0,6}=|(?:^|["'`\s/>;&\x0b-])on(?:abort|afterprint|animation\w{3,9}|before\w{3,20}|begin|blur|bounce|canplay|change|click|close|contextmenu|copy|cut|dblclick|drag\w{0,5}|drop|end|error|finish|focus\w{0,3}|formdata|hashchange|input|invalid|key(?:down|press|up)|load\w{0,8}|message|mouse\w{2,6}|page(?:hide|show)|paste|play\w{0,3}|pointer\w{2,12}|popstate|progress|propertychange|readystatechange|repeat|reset|resize|scroll\w{0,3}|search|select\w{0,6}|show|start|storage|submit|toggle|touch\w{3,6}|transition\w{3,6}|unload|wheel|webkit\w{4,24}|ended|activate|filterchange|rowexit|beforeunload|seek\w{0,9}|zoom)[\s\x00-\x20]{0,6}=(?:\s{0,4}[^\s=&]|\s{0,4}=)/,
    },
    {
      weight: 91,
      needs: /:/,
      on: 'markup',
      pattern:
        /(?:^|["'`=(\s>;,:/&])(?:j\s{0,3}a\s{0,3}v\s{0,3}a\s{0,3}|v\s{0,3}b\s{0,3}|live|j)script\s{0,3}:\s{0,4}[^\sa-z]|(?:java|vb|live)script:(?:[a-z_$][\w$.]{0,40}\s{0,4}[(`=[;]|\/\/|\\|%|&|"|'|\w{1,20}\\)|data:\s{0,4}(?:text\/(?:html|xml|javascript)|image\/svg\+xml|application\/(?:xhtml|xml|javascript))|\bfeed:javascript|\bmocha:/,
    },
    {
      weight: 88,
      needs: /[([`=.]/,
      on: 'markup',
      pattern:
        /\b(?:alert|confirm|prompt|eval|settimeout|setinterval|print)\s{0,4}(?:\?\.\s{0,2})?(?:\(|`)[^)]{0,120}(?:\)|`|$)|\b(?:document|window|self|top|parent|this|frames|globalthis|location)\s{0,4}(?:\/\*[^*]{0,20}\*\/)?\[\s{0,4}(?:\/\*[^*]{0,20}\*\/)?['"`\\(/[]|\bdocument\.(?:cookie|write|location|domain|body|getelement|createelement|url|referrer)|\b(?:inner|outer)html\b\s{0,3}=|\bwindow\.(?:location|name|open|onerror|alert)|\blocation\.(?:href|hash|replace|assign)\b|\.(?:fromcharcode|innerhtml)\b|\bfromcharcode\b|\bnew (?:function|image)\s{0,3}\(|\b(?:string|unescape)\.(?:fromcharcode)|\bxmlhttprequest\b|\bexecscript\b/,
    },
    {
      weight: 87,
      needs: /[=(:@+'\xa2\xbc\xbe\\]|-moz|\xbcscript/,
      on: 'markup',
      pattern:
        /<[a-z!/?][^<>]{0,200}?(?:style|src|href|xlink:href|action|formaction|background|data|dynsrc|lowsrc|srcdoc|poster|fscommand|datasrc|folder|from|to|values)[\s\x00-\x20]{0,6}=[^<]{0,24}?(?:javascript|vbscript|data:|expression|url\s{0,3}\(|&#|\\|behaviou?r|-moz-binding|@import|x:x|xx:xx|#default)|\bexpression\s{0,4}(?:\/\*[^*]{0,20}\*\/)?\(|-moz-binding|@import\s{0,3}['"]|\bbehaviou?r\s{0,3}:\s{0,3}url|\+adw-|\+acq-|\bev:(?:event|handler)\s{0,3}=|\\x(?:bc|be)\w|[\xa2\xbc\xbe]script|¼script|\\xbc\/?script/,
    },
    {
      weight: 72,
      needs: /</,
      on: 'markup',
      pattern:
        /<(?:style|img|image|body|html|input|form|button|video|audio|source|textarea|keygen|select|details|a(?! href=["'](?:https?:\/)?\/[\w./?=-]{0,200}["']>)|div|span|table|td|br|bgsound|x|b|i|p|title|label|isindex|canvas|area|map|picture|track|dialog|head|br|hr|ins|del)[\s/\x00-\x20"'`][^<]{0,200}?(?:=|>|$)[^<]{0,80}?(?:[`(]|&lpar|\\|javascript|alert|confirm|expression|xss|src\s{0,2}=\s{0,2}[x`#]|\bon\w)/,
    },
    {
      weight: 66,
      needs: /[<>]/,
      on: 'markup',
      pattern:
        /<(?:img|image|style|input|form|button|body|html|link|meta|base|video|audio|source|details|textarea|keygen)\b[^>]{0,200}(?:>|$)|<!--|-->|<!\[cdata\[|<!doctype|<!\s{0,3}["'=]|<\/?\w{1,12}[/\x0b\x0c]\w|<[a-z]{1,20}\s[^>]{0,40}["'`]>\s{0,3}</,
    },
    {
      weight: 64,
      needs: /[[{!]/,
      on: 'text',
      pattern: /\[\]\[[^\]]{0,60}\]|\(!\[\]\+|!\+\[\]|\+!\+\[\]|\]\(\)\[|\(\[\]\[|\{\}\[['"]/,
    },
    {
      weight: 60,
      needs: /[>'"`]/,
      on: 'markup',
      pattern: /(?:^|['"`]\s{0,3}>|['"`])\s{0,4}[-+*;]\s{0,4}(?:alert|confirm|prompt)\b|['"`]?>\s{0,4}<\/?[a-z!]/,
    },
    {
      weight: 86,
      on: 'markup',
      pattern:
        /(?:^|["'`\s/<])on[a-z]{3,48}\s{0,4}=\s{0,4}(?:=|$)|["'`\s]formaction\s{0,3}=|<\s?(?:f o r m|d i a l o g|s c r i p t|i f r a m e)|\bdocument\s{0,3}(?:\/\*[^*]{0,20}\*\/)?\)?\s{0,3}(?:\/\*[^*]{0,20}\*\/)?\s{0,3}(?:\.|\[)\s{0,6}(?:\/\*[^*]{0,20}\*\/)?['"\s]{0,4}(?:cookie|write|location|domain)|\b(?:atob|btoa)\s{0,3}\(|\bdata:\s{0,3},\s{0,3}</,
    },
  ],
};
