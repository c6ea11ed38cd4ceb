/**
 * Expressions searched in documents. All of them are looked for together in one pass over a document, which tells the few
 * places where each can begin; only there is the expression itself tried. What is found is what `matchAll` would find of
 * an expression that never fits nothing.
 */
import type { Document } from '../types.ts';
import { withLetters } from './letters.ts';
import { parse } from './pattern.ts';
import { firstFrom, isCut, Search } from './search.ts';

/** Searches the part `[start, end)` of a document as if it were a text of its own; `index` counts from its start. */
export interface Finder {
  all(doc: Searched, start?: number, end?: number): RegExpExecArray[];
  first(doc: Searched, start?: number, end?: number): RegExpExecArray | null;
  isIn(doc: Searched, start?: number, end?: number): boolean;
}

export type Searched = Pick<Document, 'lower'>;

const expressions = new Search();

/** Searches the lower-case view. */
export function finder(pattern: RegExp): Finder {
  const group = expressions.add([parse(pattern.source, pattern.ignoreCase)]);
  const sticky = new RegExp(withLetters(pattern.source), `${pattern.flags.replace(/[gy]/g, '')}y`);
  const search = ({ lower }: Searched, start: number, end: number, most: number): RegExpExecArray[] => {
    const found: RegExpExecArray[] = [];
    const places = expressions.placesIn(lower, group).at;
    let i = firstFrom(places, start);
    let place = isCut(lower, start) ? start : (places[i] ?? end);
    if (place >= end) return found;
    const part = start === 0 && end === lower.length ? lower : lower.slice(start, end);
    while (place < end) {
      sticky.lastIndex = place - start;
      const match = sticky.exec(part);
      if (match && found.push(match) >= most) break;
      const done = place + Math.max(1, match?.[0].length ?? 1);
      while ((places[i] ?? end) < done) i++;
      place = places[i] ?? end;
    }
    return found;
  };
  return {
    all: (doc, start = 0, end = doc.lower.length) => search(doc, start, end, Infinity),
    first: (doc, start = 0, end = doc.lower.length) => search(doc, start, end, 1)[0] ?? null,
    isIn: (doc, start = 0, end = doc.lower.length) => search(doc, start, end, 1).length > 0,
  };
}
