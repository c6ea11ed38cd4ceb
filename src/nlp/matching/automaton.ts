/**
 * Which of many expressions can match at a place of a text? All are read as one automaton that takes a few characters
 * and tells the expressions that are still possible; its states are made when a text first leads to them.
 */
import { ALPHABET, codeOf, END } from './pattern.ts';
import type { CharSet, Tree } from './pattern.ts';
import { compile } from './nodes.ts';
import type { Node } from './nodes.ts';

/** No longer walk than this from one place, so that the work stays linear in the text; what lives on is possible. */
const LONGEST_WALK = 40;
/** States kept: a text of noise must not fill the memory. Three hundred notes of many writers lead to about half as many. */
const MOST_STATES = 24_000;

/** A text as an automaton reads it: the column of each character, with one of `END` before and behind. */
type Columns = Uint8Array;

interface State {
  /** What the table holds for it: its row, or, where nothing is awaited any more, `OVER` minus its row. */
  readonly entry: number;
  /** Nodes that await a character, ascending. */
  readonly nodes: readonly number[];
  /** Expressions that have fitted on the way here. */
  readonly fitted: readonly number[];
}

const UNKNOWN = -1;
const OVER = -2;
const NONE: readonly number[] = [];

export class Automaton {
  readonly #nodes: readonly Node[];
  readonly #starts: readonly number[];
  readonly #lists = new Map<string, readonly number[]>();
  /** The column of each character, and for each column a character that stands for all that share it. */
  readonly #columns: Uint8Array;
  readonly #codes: readonly number[];
  readonly #width: number;
  /** The set that each node awaits a character of, by number; of each set, column by column, whether it holds it. */
  readonly #awaited: Int32Array;
  readonly #holds: Uint8Array;
  /** The next states' entries: a row for each state, a column for each kind of character. */
  #table = new Int16Array(0);
  /** Entry of the first state, by the column of the character before the place. */
  readonly #first: Int16Array;
  /** Entry of the state behind the first character, by the columns of the character before the place and of that at it. */
  readonly #second: Int16Array;
  #states: State[] = [];
  /** For each state the expressions that have fitted or still may. */
  #possible: (readonly number[])[] = [];
  #byKey = new Map<number, readonly State[]>();
  /** When each node was last reached: at which closure. */
  readonly #reached: Int32Array;
  #closures = 0;
  /** The text read last; longer than it where a longer one was read before. */
  #text: Columns = new Uint8Array(0);

  constructor(trees: readonly Tree[]) {
    ({ nodes: this.#nodes, starts: this.#starts } = compile(trees));
    ({ columns: this.#columns, codes: this.#codes } = columnsOf(this.#nodes));
    this.#width = this.#codes.length;
    ({ awaited: this.#awaited, holds: this.#holds } = setsOf(this.#nodes, this.#codes));
    this.#first = new Int16Array(this.#width).fill(UNKNOWN);
    this.#second = new Int16Array(this.#width ** 2).fill(UNKNOWN);
    this.#reached = new Int32Array(this.#nodes.length);
  }

  /** Makes ready for `possibleAt`. */
  read(text: string): void {
    if (this.#text.length < text.length + 2) this.#text = new Uint8Array(text.length + 2);
    const [columns, read] = [this.#columns, this.#text];
    read[0] = columns[END] as number;
    for (let i = 0; i < text.length; i++) read[i + 1] = columns[codeOf(text.charCodeAt(i))] as number;
    read[text.length + 1] = columns[END] as number;
  }

  /** Indexes, ascending, of the expressions that may match at `at` of the text read last. Equal answers are the same array. */
  possibleAt(at: number): readonly number[] {
    const [text, width] = [this.#text, this.#width];
    // Here, between two walks, no entry of a state that is forgotten is at hand.
    if (this.#states.length > MOST_STATES) this.#forget();
    const [before, first] = [text[at] as number, text[at + 1] as number];
    let entry = this.#second[before * width + first] as number;
    if (entry === UNKNOWN) entry = this.#begin(before, first);
    const limit = at + LONGEST_WALK;
    for (let i = at + 2; entry >= 0 && i <= limit; i++) {
      const column = text[i] as number;
      const next = this.#table[entry * width + column] as number;
      entry = next === UNKNOWN ? this.#step(entry, column) : next;
    }
    return this.#possible[entry >= 0 ? entry : OVER - entry] as readonly number[];
  }

  /** Entry of the state behind the first character. */
  #begin(before: number, first: number): number {
    let entry = this.#first[before] as number;
    if (entry === UNKNOWN) {
      const reached: number[] = [];
      this.#closures++;
      this.#follow(this.#starts, this.#codes[before] as number, reached);
      entry = this.#first[before] = this.#stateOf(reached, NONE).entry;
    }
    const second = entry < 0 ? entry : this.#step(entry, first);
    this.#second[before * this.#width + first] = second;
    return second;
  }

  #forget(): void {
    this.#states = [];
    this.#possible = [];
    this.#byKey = new Map<number, readonly State[]>();
    this.#first.fill(UNKNOWN);
    this.#second.fill(UNKNOWN);
    this.#table.fill(UNKNOWN);
  }

  #step(row: number, column: number): number {
    const { nodes, fitted } = this.#states[row] as State;
    const code = this.#codes[column] as number;
    const reached: number[] = [];
    this.#closures++;
    for (const index of nodes)
      if (this.#holds[(this.#awaited[index] as number) * this.#width + column] === 1)
        this.#follow((this.#nodes[index] as Node).next, code, reached);
    // Nothing follows the end.
    const to = this.#stateOf(code === END ? reached.filter((index) => this.#nodes[index]?.fits) : reached, fitted);
    this.#table[row * this.#width + column] = to.entry;
    return to.entry;
  }

  /** What has fitted is not followed any further. */
  #stateOf(reached: readonly number[], before: readonly number[]): State {
    const fitting = reached.filter((index) => this.#nodes[index]?.fits);
    const fitted = fitting.length === 0 ? before : ascending([...before, ...this.#rulesOf(fitting)]);
    const nodes = ascending(
      fitted.length === 0 ? reached : reached.filter((index) => !fitted.includes((this.#nodes[index] as Node).rule)),
    );
    const key = hashOf(fitted, hashOf(nodes));
    const alike = this.#byKey.get(key) ?? [];
    const known = alike.find((state) => isSame(state.nodes, nodes) && isSame(state.fitted, fitted));
    if (known) return known;
    const row = this.#states.length;
    const state: State = { entry: nodes.length > 0 ? row : OVER - row, nodes, fitted };
    this.#byKey.set(key, [...alike, state]);
    this.#states.push(state);
    this.#possible.push(this.#shared(ascending([...fitted, ...this.#rulesOf(nodes)])));
    this.#makeRoom();
    return state;
  }

  /** The expressions that the nodes belong to; those of one lie side by side. */
  #rulesOf(nodes: readonly number[]): number[] {
    const rules: number[] = [];
    for (const index of nodes) {
      const { rule } = this.#nodes[index] as Node;
      if (rules.at(-1) !== rule) rules.push(rule);
    }
    return rules;
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

  /** Adds the nodes that await a character or have fitted, reached without any further one. `before`: the last character. */
  #follow(nodes: readonly number[], before: number, found: number[]): void {
    for (const index of nodes) {
      if (this.#reached[index] === this.#closures) continue;
      this.#reached[index] = this.#closures;
      const { set, next, fits, notAfter } = this.#nodes[index] as Node;
      if (notAfter?.[before] === 1) continue;
      if (set !== null || fits) found.push(index);
      else this.#follow(next, before, found);
    }
  }
}

/** Characters that no node tells apart share a column of the table; the end has one of its own. */
function columnsOf(nodes: readonly Node[]): { columns: Uint8Array; codes: number[] } {
  const sets = new Set(nodes.flatMap(({ set, notAfter }) => [set, notAfter]).filter((set) => set !== null));
  const known = new Map<string, number>();
  const codes: number[] = [];
  const columns = Uint8Array.from({ length: ALPHABET }, (_, code) => {
    const kind = Array.from(sets, (set) => set[code]).join('') + (code === END ? 'end' : '');
    const column = known.get(kind) ?? codes.push(code) - 1;
    known.set(kind, column);
    return column;
  });
  return { columns, codes };
}

/** The sets that nodes await; where one awaits none, its number is that of none. */
function setsOf(nodes: readonly Node[], codes: readonly number[]): { awaited: Int32Array; holds: Uint8Array } {
  const numbers = new Map<CharSet, number>();
  for (const { set } of nodes) if (set && !numbers.has(set)) numbers.set(set, numbers.size);
  const holds = Uint8Array.from([...numbers.keys()].flatMap((set) => codes.map((code) => set[code] as number)));
  return { awaited: Int32Array.from(nodes, ({ set }) => (set ? (numbers.get(set) as number) : numbers.size)), holds };
}

/** In order, each once. */
function ascending(numbers: readonly number[]): readonly number[] {
  for (let i = 1; i < numbers.length; i++)
    if ((numbers[i - 1] as number) >= (numbers[i] as number)) return [...new Set(numbers)].sort((a, b) => a - b);
  return numbers;
}

function hashOf(numbers: readonly number[], seed = 0): number {
  return numbers.reduce((hash, number) => (Math.imul(hash, 31) + number) | 0, (seed + 1) * 17);
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((number, i) => number === b[i]);
}
