/**
 * Expressions searched in documents. All of them are looked for together in one pass over a document, which tells the few
 * places where each can begin; only there is the expression itself tried. What is found is what `matchAll` would find of
 * an expression that never fits nothing.
 */
import type { Document } from '../types.ts';
import { Automaton } from './automaton.ts';
import { parse } from './pattern.ts';

/** Searches the part `[start, end)` of a document as if it were a text of its own; `index` counts from its start. */
export interface Finder {
  all(doc: Searched, start?: number, end?: number): RegExpExecArray[];
  first(doc: Searched, start?: number, end?: number): RegExpExecArray | null;
  isIn(doc: Searched, start?: number, end?: number): boolean;
}

export type Searched = Pick<Document, 'lower'>;

/** Places by expression, ascending. */
type Places = readonly (readonly number[] | undefined)[];

const NONE: readonly number[] = [];

const patterns: RegExp[] = [];
let automaton: Automaton | null = null;
/** Of the text searched last: all concepts ask for one document before the next is read. */
let last: { readonly text: string; readonly places: Places } | null = null;

/** Searches the lower-case view. */
export function finder(pattern: RegExp): Finder {
  const index = patterns.push(pattern) - 1;
  automaton = null;
  const sticky = new RegExp(pattern.source, `${pattern.flags.replace(/[gy]/g, '')}y`);
  const search = ({ lower }: Searched, start: number, end: number, most: number): RegExpExecArray[] => {
    const found: RegExpExecArray[] = [];
    const places = placesIn(lower)[index] ?? NONE;
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

/** What stands before such a part may have ruled out a place at its start, where the part alone has nothing before. */
function isCut(lower: string, start: number): boolean {
  if (start === 0) return false;
  const before = lower.charCodeAt(start - 1);
  return before !== 32 && before !== 10;
}

function placesIn(lower: string): Places {
  if (!automaton) {
    automaton = new Automaton(patterns.map((pattern) => parse(pattern.source, pattern.ignoreCase)));
    last = null;
  }
  if (last?.text !== lower) last = { text: lower, places: search(automaton, lower) };
  return last.places;
}

function search(all: Automaton, lower: string): Places {
  const places: (number[] | undefined)[] = Array.from({ length: patterns.length });
  all.read(lower);
  for (let at = 0; at < lower.length; at++) for (const index of all.possibleAt(at)) (places[index] ??= []).push(at);
  return places;
}

/** Index of the first place at or behind `start`. */
function firstFrom(places: readonly number[], start: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] as number) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
