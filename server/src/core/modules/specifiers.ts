/** A look at a script's text for the modules it names: no parse, for reachability and the order of work. */

const TOKEN = /\/\/|\/\*|['"]|\b(?:import|from|require)\b/g;
const CALL = /\s*(?:\(\s*)?(?:\/\*[^*\n]*\*\/\s*)?(['"`])([^'"`\n$]{1,300})\1/y;
const CALL_ASYNC = /\s*(?:\.async)?\s*\(\s*(['"`])([^'"`\n$]{1,300})\1/y;

/** The specifiers of every import, re-export, `require` and dynamic import that is written out and not commented out, once each. */
export function specifiersIn(text: string): readonly string[] {
  const found = new Set<string>();
  let openComment = false;
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const at = match.index;
    const token = match[0];
    let next = TOKEN.lastIndex;
    if (token === '//') {
      // Inside a pattern such as /https?:\/\// it is no comment; the rest of that line names no module either.
      const end = text.indexOf('\n', at);
      next = end < 0 ? text.length : end;
    } else if (token === '/*') {
      const end = openComment ? -1 : text.indexOf('*/', at + 2);
      if (end < 0) openComment = true;
      else next = end + 2;
    } else if (token === '"' || token === "'") next = endOfString(text, at);
    else {
      const pattern = token === 'require' ? CALL_ASYNC : CALL;
      pattern.lastIndex = next;
      const named = text[at - 1] === '.' ? null : pattern.exec(text);
      if (named) {
        found.add(named[2]!);
        next = pattern.lastIndex;
      }
    }
    TOKEN.lastIndex = next;
  }
  return [...found];
}

/** Past the closing quote; the end of the line where there is none. */
function endOfString(text: string, start: number): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at++) {
    const unit = text[at];
    if (unit === quote) return at + 1;
    if (unit === '\n') return at;
    if (unit === '\\') at++;
  }
  return text.length;
}
