/** A look at a script's text for the modules it names: no parse, for reachability and the order of work. */

const TOKEN = /\/\/|\/\*|['"]|\b(?:import|from|require)\b/g;
const NAMED = /\s*(?:\.async)?\s*\(?\s*(?:\/\*[^*\n]*\*\/\s*)?(['"`])([^'"`\n$]{1,300})(\1|\$\{)(\s*\+)?/y;
const COMPUTED = /\s*\(\s*[\w$[({]/y;
const PATH = /^(?!.*\/\/)[\w@./-]*\/[\w@./-]+$/;

/**
 * The specifiers of every import, re-export, `require` and dynamic import that is not commented out, once each. A path
 * that is only begun (`'./pages/' + name`) ends in `*`; where one is computed altogether, every string of the text that
 * looks like a path is given, for it may be that.
 */
export function specifiersIn(text: string): readonly string[] {
  const found = new Set<string>();
  const paths: string[] = [];
  let computed = false;
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
    } else if (token === '"' || token === "'") {
      next = endOfString(text, at);
      if (next - at < 200 && PATH.test(text.slice(at + 1, next - 1))) paths.push(text.slice(at + 1, next - 1));
    } else if (text[at - 1] !== '.') {
      NAMED.lastIndex = next;
      COMPUTED.lastIndex = next;
      const named = NAMED.exec(text);
      if (named) {
        const begun = named[3] !== named[1] || (named[4] !== undefined && token !== 'from');
        if (!begun) found.add(named[2]!);
        else if (named[2]!.includes('/')) found.add(`${named[2]!.slice(0, named[2]!.lastIndexOf('/') + 1)}*`);
        next = NAMED.lastIndex;
      } else if (token !== 'from' && COMPUTED.test(text)) computed = true;
    }
    TOKEN.lastIndex = next;
  }
  if (computed) for (const path of paths) found.add(path);
  return [...found];
}

const STRING = /\/\/|\/\*|['"`]/g;

/** Every string of a script or of JSON that is not commented out and holds no space, without its quotes. */
export function stringsIn(text: string): readonly string[] {
  const found = new Set<string>();
  STRING.lastIndex = 0;
  for (let match = STRING.exec(text); match; match = STRING.exec(text)) {
    const at = match.index;
    let next = STRING.lastIndex;
    if (match[0] === '//' || match[0] === '/*') {
      const end = text.indexOf(match[0] === '//' ? '\n' : '*/', at);
      next = end < 0 ? text.length : end + 1;
    } else {
      next = endOfString(text, at);
      const inside = text.slice(at + 1, next - 1);
      if (inside.length < 200 && inside !== '' && !/\s/.test(inside)) found.add(inside);
    }
    STRING.lastIndex = next;
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
