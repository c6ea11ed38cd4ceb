/** Clauses: parts of a sentence that a contrast divides, so that what is denied in one may be said in the next. */
import { finder } from '../matching/finder.ts';
import type { Span } from '../types.ts';

const BREAK = finder(
  /(?:,? ?(?<![a-z])(?:(?:jedoch|aber)(?! nicht (?:[a-z]+ ){0,4}aus[gz])|sondern(?: auch)?|allerdings|dagegen|hingegen|wohingegen|wogegen|waehrend|wobei|but|however|although|though|whereas|while|yet|instead)(?![a-z])|;|->| - (?=[a-z])(?!(?:nach|unter|seit|jetzt|aktuell|inzwischen|mittlerweile|nun|zuletzt|nicht mehr|alle|diese|dort|now|after|since) )|\n *(?=[-*]))/g,
);

/** `lower`: the lower-case view. */
export function clausesOf(lower: string, sentence: Span): Span[] {
  const clauses: Span[] = [];
  let start = 0;
  for (const match of BREAK.all({ lower }, sentence.start, sentence.end)) {
    if (match.index <= start) continue;
    clauses.push({ start: sentence.start + start, end: sentence.start + match.index });
    start = match.index;
  }
  clauses.push({ start: sentence.start + start, end: sentence.end });
  return clauses;
}
