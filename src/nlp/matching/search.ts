/**
 * Groups of expressions looked for together: one pass over a text tells for each group the places where one of its
 * expressions may begin, and which. What is not told cannot begin there; what is told has still to be tried.
 */
import { Automaton } from './automaton.ts';
import type { Tree } from './pattern.ts';

/** Of one group: places, ascending, and for each the indexes, ascending, of what may begin. */
export interface Places {
  readonly at: number[];
  readonly able: (readonly number[])[];
}

const NOWHERE: Places = { at: [], able: [] };

interface Share {
  readonly group: number;
  readonly able: readonly number[];
}

export class Search {
  readonly #trees: Tree[] = [];
  /** For each tree its group, and its index there. */
  readonly #members: (readonly [group: number, index: number])[] = [];
  #groups = 0;
  #automaton: Automaton | null = null;
  /** What is possible at a place, by group. */
  readonly #shares = new Map<readonly number[], readonly Share[]>();
  /** Of the text searched last: all concepts ask for one document before the next is read. */
  #last: { text: string; readonly places: readonly (Places | undefined)[] } | null = null;

  /** A group more; its number is what `placesIn` asks for. */
  add(trees: readonly Tree[]): number {
    const group = this.#groups++;
    for (const [index, tree] of trees.entries()) {
      this.#trees.push(tree);
      this.#members.push([group, index]);
    }
    this.#automaton = null;
    return group;
  }

  placesIn(text: string, group: number): Places {
    if (!this.#automaton) {
      this.#automaton = new Automaton(this.#trees);
      this.#shares.clear();
      this.#last = null;
    }
    if (this.#last?.text !== text) this.#last = { text, places: this.#search(this.#automaton, text) };
    // Of two strings of the same letters the one asked for next is kept, so that it need not be compared letter by letter.
    this.#last.text = text;
    return this.#last.places[group] ?? NOWHERE;
  }

  #search(all: Automaton, text: string): readonly (Places | undefined)[] {
    const places: (Places | undefined)[] = Array.from({ length: this.#groups });
    all.read(text);
    for (let at = 0; at < text.length; at++) {
      const possible = all.possibleAt(at);
      if (possible.length === 0) continue;
      for (const { group, able } of this.#sharesOf(possible)) {
        const ofGroup = (places[group] ??= { at: [], able: [] });
        ofGroup.at.push(at);
        ofGroup.able.push(able);
      }
    }
    return places;
  }

  #sharesOf(possible: readonly number[]): readonly Share[] {
    const known = this.#shares.get(possible);
    if (known) return known;
    const byGroup = new Map<number, number[]>();
    for (const tree of possible) {
      const [group, index] = this.#members[tree] as readonly [number, number];
      byGroup.set(group, [...(byGroup.get(group) ?? []), index]);
    }
    const shares = Array.from(byGroup, ([group, able]) => ({ group, able }));
    this.#shares.set(possible, shares);
    return shares;
  }
}

/** Index of the first place at or behind `start`. */
export function firstFrom(places: readonly number[], start: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] as number) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Does a part of a text begin behind anything but a blank? What stands there may have ruled out a place at the start of the
 * part, which by itself has nothing before.
 */
export function isCut(text: string, start: number): boolean {
  if (start === 0) return false;
  const before = text.charCodeAt(start - 1);
  return before !== 32 && before !== 10;
}
