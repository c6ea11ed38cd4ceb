/** Clauses: parts of a sentence that a contrast divides, so that what is denied in one may be said in the next. */
import type { Span } from '../types.ts';

const BREAK =
  /(?:,? ?(?<![a-z])(?:jedoch|aber|sondern(?: auch)?|allerdings|dagegen|hingegen|wohingegen|wogegen|waehrend|wobei|but|however|although|though|whereas|while|yet|instead)(?![a-z])|;|->| - (?=[a-z])|\n *(?=[-*]))/g;

/** `lower`: the lower-case view. */
export function clausesOf(lower: string, sentence: Span): Span[] {
  const text = lower.slice(sentence.start, sentence.end);
  const clauses: Span[] = [];
  let start = 0;
  for (const match of text.matchAll(BREAK)) {
    if (match.index <= start) continue;
    clauses.push({ start: sentence.start + start, end: sentence.start + match.index });
    start = match.index;
  }
  clauses.push({ start: sentence.start + start, end: sentence.end });
  return clauses;
}
