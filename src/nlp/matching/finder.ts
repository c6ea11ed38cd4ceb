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

export type Searched = Pick<Document, 'view' | 'lower'>;
type Text = 'view' | 'lower';

/** Places by expression, ascending. */
type Places = readonly (readonly number[])[];

const patterns: RegExp[] = [];
let automaton: Automaton | null = null;
/** Of the text searched last: all concepts ask for one document before the next is read. */
let last: { readonly text: string; readonly places: Places } | null = null;

/** Of the lower-case view. */
export function finder(pattern: RegExp): Finder {
  return register(pattern, 'lower');
}

/** Of the view with its capitals. */
export function viewFinder(pattern: RegExp): Finder {
  return register(pattern, 'view');
}

function register(pattern: RegExp, text: Text): Finder {
  const flags = [...new Set(`${pattern.flags.replace('g', '')}y`)].join('');
  // Places are found in the lower-case view, where a capital stands as its small letter.
  const index =
    patterns.push(text === 'view' ? new RegExp(pattern.source, `${pattern.flags.replace('i', '')}i`) : pattern) - 1;
  automaton = null;
  const sticky = new RegExp(pattern.source, flags);
  const global = new RegExp(pattern.source, flags.replace('y', 'g'));
  const search = (doc: Searched, start: number, end: number, most: number): RegExpExecArray[] => {
    const whole = doc[text];
    if (!isApart(whole, start, end)) return plainly(global, whole.slice(start, end), most);
    const places = placesOf(doc)[index] as readonly number[];
    const found: RegExpExecArray[] = [];
    let part: string | null = null;
    let done = start;
    for (let i = firstFrom(places, start); i < places.length; i++) {
      const place = places[i] as number;
      if (place >= end) break;
      if (place < done) continue;
      part ??= start === 0 && end === whole.length ? whole : whole.slice(start, end);
      sticky.lastIndex = place - start;
      const match = sticky.exec(part);
      if (!match) continue;
      found.push(match);
      if (found.length >= most) break;
      done = place + Math.max(1, match[0].length);
    }
    return found;
  };
  return {
    all: (doc, start = 0, end = doc.lower.length) => search(doc, start, end, Infinity),
    first: (doc, start = 0, end = doc.lower.length) => search(doc, start, end, 1)[0] ?? null,
    isIn: (doc, start = 0, end = doc.lower.length) => search(doc, start, end, 1).length > 0,
  };
}

/** Blanks or nothing on both sides: what stands outside cannot rule out what stands inside. */
function isApart(text: string, start: number, end: number): boolean {
  return (start === 0 || isBlank(text.charCodeAt(start - 1))) && (end >= text.length || isBlank(text.charCodeAt(end)));
}

function isBlank(code: number): boolean {
  return code === 32 || code === 10;
}

function plainly(global: RegExp, text: string, most: number): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  for (const match of text.matchAll(global)) {
    found.push(match);
    if (found.length >= most) break;
  }
  return found;
}

function placesOf(doc: Searched): Places {
  if (!automaton) {
    automaton = new Automaton(patterns.map((pattern) => parse(pattern.source, pattern.ignoreCase)));
    last = null;
  }
  if (last?.text !== doc.lower) last = { text: doc.lower, places: search(automaton, doc.lower) };
  return last.places;
}

function search(all: Automaton, lower: string): Places {
  const places: number[][] = patterns.map(() => []);
  for (let at = 0; at < lower.length; at++) {
    const possible = all.possibleAt(lower, at);
    for (const index of possible) (places[index] as number[]).push(at);
  }
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
