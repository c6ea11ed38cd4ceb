/**
 * The letters of a text, written out. `\p{L}` has some six hundred ranges, which are looked up anew for each place of each
 * expression that names it: most of what it costs to make an expression ready, and no note reaches all expressions at once.
 */

/** Exact up to U+00FF; beyond, where the view has folded what it could, the blocks of the alphabets and of the East. */
const LETTERS = 'a-zA-Zªµºß-öø-ÿÀ-ÖØ-Þ\\u0100-\\u02c1\\u0370-\\u1fff\\u2c00-\\u2dff\\u3040-\\ud7ff\\uf900-\\ufdff';

/** Of the same expression: its source with the letters written out. */
export function withLetters(source: string): string {
  if (!source.includes('\\p{L}')) return source;
  let inClass = false;
  return source.replace(/\\p\{L\}|\\[^]|[[\]]/g, (found) => {
    if (found === '\\p{L}') return inClass ? LETTERS : `[${LETTERS}]`;
    if (found === '[' || found === ']') inClass = found === '[';
    return found;
  });
}
