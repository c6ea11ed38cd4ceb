/**
 * All that an expression finds in a text. The same as `matchAll`, which makes a new expression of it at each call: on texts
 * as short as a line that costs more than the search.
 */

/** `pattern` has the flag `g` and fits no empty text. */
export function matchesOf(pattern: RegExp, text: string): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) found.push(match);
  return found;
}

/** The first of them. */
export function firstMatchOf(pattern: RegExp, text: string): RegExpExecArray | null {
  pattern.lastIndex = 0;
  return pattern.exec(text);
}
