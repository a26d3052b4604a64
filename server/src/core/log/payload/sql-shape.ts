/**
 * Tells text that could stand in an SQL statement from prose that happens to hold its words and quotes. In SQL, operands
 * do not follow one another without something between them; in prose they do nothing else. The text is read three times: as
 * it is, and as what follows an open single or double quote, for that is where an injected value stands.
 */

const KEYWORDS = new Set(
  (
    'select from where and or xor not like rlike regexp glob ilike is in between union all distinct distinctrow having ' +
    'group order by limit offset asc desc as on join left right inner outer cross natural using into values insert update ' +
    'delete set drop table database create alter case when then else end exists any some null div mod collate escape ' +
    'sounds similar to procedure analyse waitfor delay exec execute declare begin if elseif while print truncate ' +
    'top into outfile dumpfile with interval binary cast convert match against except intersect minus returning for do call'
  ).split(' '),
);
const LONGEST = 2000;
const TOKEN =
  /\s+|(--|#|\/\*)|(\d[\d.]*(?:e\d{1,3})?(?![a-z_])|0x[0-9a-f]+)|(@{0,2}[a-z_$\u0080-\uffff][\w$.\u0080-\uffff]*|\d+[a-z_]\w*)|(<=>|<>|!=|>=|<=|==|\|\||&&|<<|>>|[=<>+\-*/%&|^~!])|([(),;.:{}[\]?\\])|(['"`])/y;

type Operand = 'value' | 'word' | 'string';

/** Whether lower-case text (comments already blanks) can be SQL behind an open quote of some kind, or none. */
export function readsLikeSql(text: string): boolean {
  const part = text.slice(0, LONGEST);
  return ['', "'", '"'].some((open) => (open === '' || part.includes(open)) && fits(part, open));
}

function fits(text: string, open: string): boolean {
  let at = 0;
  let before: Operand | undefined;
  if (open !== '') {
    at = closing(text, 0, open) + 1;
    before = 'string';
  }
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text);
    if (token === null) {
      at++;
      continue;
    }
    at = TOKEN.lastIndex;
    const [, comment, number, word, operator, sign, quote] = token;
    if (comment !== undefined) return true;
    if (operator !== undefined || sign !== undefined) {
      before = sign === ')' ? 'value' : undefined;
      continue;
    }
    let operand: Operand;
    if (quote !== undefined) {
      at = closing(text, at, quote) + 1;
      // What follows the value closes the quote it was broken out of, and no other.
      if (at > text.length && quote !== open) return false;
      operand = 'string';
    } else if (number !== undefined) operand = 'value';
    else if (word !== undefined) {
      if (KEYWORDS.has(word)) {
        before = undefined;
        continue;
      }
      // `70s` and `11x14` are no names of SQL.
      if (/^\d/.test(word)) return false;
      operand = 'word';
    } else continue;
    if (before !== undefined) return false;
    before = operand;
  }
  return true;
}

/** Where a string ends, its quote doubled or escaped within; the text's end for one that is left open. */
function closing(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) {
      if (text[at + 1] !== quote || from === at) return at;
      at++;
    }
  }
  return text.length;
}

const PHRASES = /^(["'])[a-z][\w' ]{0,60}\1(?:[ ,+&-]{1,4}["']?[\w']{0,40}["']?){0,20}$/;

/**
 * Whether what leads to the first quote is no value that was broken out of: a sentence or a product's name of several
 * words, an address with a query of its own; or whether the quotes hold the phrases of a search.
 */
export function beginsWithProse(text: string): boolean {
  const quote = text.search(/['"`]/);
  if (PHRASES.test(text) || (quote > 0 && /\?[\w[\]]{1,40}=/.test(text.slice(0, quote)))) return true;
  return quote > 0 && (text.slice(0, quote).match(/[a-z\u0080-\uffff]{2,}[\s+,-]/g)?.length ?? 0) >= 2;
}
