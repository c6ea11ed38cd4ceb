/**
 * Which of many expressions can match at a place of a text? All are read as one automaton that takes a few characters
 * and tells the expressions that are still possible; its states are made when a text first leads to them.
 */
import { ALPHABET, END, OTHER } from './pattern.ts';
import type { Tree } from './pattern.ts';
import { compile } from './nodes.ts';
import type { Node } from './nodes.ts';

/** No longer walk than this from one place, so that the work stays linear in the text; what lives on is possible. */
const LONGEST_WALK = 40;
/** States kept: a text of noise must not fill the memory. */
const MOST_STATES = 8_000;

interface State {
  /** What the table holds for it: its row, or, where nothing is awaited any more, `OVER` minus its row. */
  readonly entry: number;
  /** Nodes that await a character. */
  readonly nodes: readonly number[];
  /** Expressions that have fitted on the way here. */
  readonly fitted: readonly number[];
  /** Expressions that have fitted or still may. */
  readonly possible: readonly number[];
}

const UNKNOWN = -1;
const OVER = -2;

export class Automaton {
  readonly #nodes: readonly Node[];
  readonly #starts: readonly number[];
  readonly #lists = new Map<string, readonly number[]>();
  readonly #columns: Uint8Array;
  readonly #width: number;
  /** The next states' entries: a row for each state, a column for each kind of character. */
  #table = new Int16Array(0);
  /** Entry of the first state, by the character before the place. */
  #first = new Int16Array(ALPHABET).fill(UNKNOWN);
  #states: State[] = [];
  #byKey = new Map<string, State>();

  constructor(trees: readonly Tree[]) {
    ({ nodes: this.#nodes, starts: this.#starts } = compile(trees));
    this.#columns = columnsOf(this.#nodes);
    this.#width = Math.max(...this.#columns) + 1;
  }

  /** Indexes, ascending, of the expressions that may match at `at`. Equal answers are the same array. */
  possibleAt(text: string, at: number): readonly number[] {
    let entry = this.#begin(at === 0 ? END : codeAt(text, at - 1));
    const limit = Math.min(at + LONGEST_WALK, text.length);
    for (let i = at; entry >= 0 && i < limit; i++) entry = this.#next(entry, codeAt(text, i));
    if (entry >= 0 && limit === text.length) entry = this.#next(entry, END);
    return (this.#states[entry >= 0 ? entry : OVER - entry] as State).possible;
  }

  #next(row: number, code: number): number {
    const next = this.#table[row * this.#width + (this.#columns[code] as number)] as number;
    return next === UNKNOWN ? this.#step(row, code) : next;
  }

  #begin(before: number): number {
    // Here, between two walks, no entry of a state that is forgotten is at hand.
    if (this.#states.length > MOST_STATES) this.#forget();
    const known = this.#first[before] as number;
    if (known !== UNKNOWN) return known;
    return (this.#first[before] = this.#stateOf(this.#closure(this.#starts, before), []).entry);
  }

  #forget(): void {
    this.#states = [];
    this.#byKey = new Map<string, State>();
    this.#first.fill(UNKNOWN);
    this.#table.fill(UNKNOWN);
  }

  #step(row: number, code: number): number {
    const from = this.#states[row] as State;
    const reached = from.nodes.flatMap((index) => {
      const { set, next } = this.#nodes[index] as Node;
      return set?.[code] === 1 ? next : [];
    });
    const all = this.#closure(reached, code);
    // Nothing follows the end.
    const to = this.#stateOf(code === END ? all.filter((index) => this.#nodes[index]?.fits) : all, from.fitted);
    this.#table[row * this.#width + (this.#columns[code] as number)] = to.entry;
    return to.entry;
  }

  /** What has fitted is not followed any further. */
  #stateOf(all: readonly number[], before: readonly number[]): State {
    const ruleOf = (index: number): number => (this.#nodes[index] as Node).rule;
    const fitted = ascending([...before, ...all.filter((index) => this.#nodes[index]?.fits).map(ruleOf)]);
    const done = new Set(fitted);
    const nodes = all.filter((index) => !done.has(ruleOf(index)));
    const key = `${nodes.join()}/${fitted.join()}`;
    const known = this.#byKey.get(key);
    if (known) return known;
    const row = this.#states.length;
    const possible = this.#shared(ascending([...fitted, ...nodes.map(ruleOf)]));
    const state: State = { entry: nodes.length > 0 ? row : OVER - row, nodes, fitted, possible };
    this.#byKey.set(key, state);
    this.#states.push(state);
    this.#makeRoom();
    return state;
  }

  #shared(list: readonly number[]): readonly number[] {
    const key = list.join();
    const known = this.#lists.get(key) ?? list;
    this.#lists.set(key, known);
    return known;
  }

  #makeRoom(): void {
    if (this.#states.length * this.#width <= this.#table.length) return;
    const larger = new Int16Array((this.#states.length + 100) * 2 * this.#width).fill(UNKNOWN);
    larger.set(this.#table);
    this.#table = larger;
  }

  /** The nodes that await a character or have fitted, reached without any further one. `before`: the last character. */
  #closure(reached: readonly number[], before: number): number[] {
    const seen = new Set<number>();
    const found: number[] = [];
    const visit = (index: number): void => {
      if (seen.has(index)) return;
      seen.add(index);
      const { set, next, fits, notAfter } = this.#nodes[index] as Node;
      if (notAfter?.[before] === 1) return;
      if (set !== null || fits) found.push(index);
      else next.forEach(visit);
    };
    reached.forEach(visit);
    return found.sort((a, b) => a - b);
  }
}

/** Characters that no node tells apart share a column of the table. */
function columnsOf(nodes: readonly Node[]): Uint8Array {
  const sets = new Set(nodes.flatMap(({ set, notAfter }) => [set, notAfter]).filter((set) => set !== null));
  const known = new Map<string, number>();
  return Uint8Array.from({ length: ALPHABET }, (_, code) => {
    const kind = Array.from(sets, (set) => set[code]).join('');
    const column = known.get(kind) ?? known.size;
    known.set(kind, column);
    return column;
  });
}

function codeAt(text: string, at: number): number {
  const char = text.charCodeAt(at);
  return char < OTHER ? char : OTHER;
}

function ascending(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}
