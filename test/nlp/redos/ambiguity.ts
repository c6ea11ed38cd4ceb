/**
 * In how many ways can an expression read the same text? A search that backtracks tries them all, so its time depends on
 * this alone. Decided by the criterion of Weber and Seidl (1991) on the expression's net: two ways round one loop make the
 * number exponential; each pair of loops such that one text leads round either and from the first to the second adds a
 * power. Every doubt counts as a way, so the answer is an upper bound.
 */
import { ALPHABET } from '../../../src/nlp/matching/pattern.ts';
import type { CharSet } from '../../../src/nlp/matching/pattern.ts';
import { edgesOf, loopsOf, reachOf } from './net.ts';
import type { Edges } from './net.ts';

/** The text's length to this power bounds the steps; Infinity: exponential; NaN: too large to tell. */
export type Power = number;

export interface Powers {
  /** Of a try at one place. */
  readonly attempt: Power;
  /** Of a search over all places of a text. */
  readonly search: Power;
}

export function powersOf(source: string, flags = ''): Powers {
  const power = (search: boolean): Power => {
    const own = powerOf(edgesOf(source, flags.includes('i'), search));
    return looksIn(source).reduce((most, { body, repeated }) => {
      const { attempt } = powersOf(body, flags);
      // Behind a loop it is tried as often as the loop goes round, else a few times.
      return Math.max(most, repeated || search ? own + attempt : attempt);
    }, own);
  };
  return { attempt: power(false), search: power(true) };
}

interface Look {
  readonly body: string;
  readonly at: number;
  /** A loop stands before or around it. */
  repeated: boolean;
}

/** Looks ahead and back that stand in no other: they are tried by themselves. */
function looksIn(source: string): Look[] {
  const looks: Look[] = [];
  const open: { readonly at: number; readonly look: boolean }[] = [];
  let looped = false;
  for (const { 0: token, index } of source.matchAll(/\\[^]|\[(?:\\[^]|[^\]])*\]|\((?:\?<?[=!])?|\)|[*+]|\{\d+,\}/g)) {
    const end = index + token.length;
    if (token.startsWith('(')) open.push({ at: end, look: token.length > 1 });
    else if (token === ')') {
      const { at, look } = open.pop() as { at: number; look: boolean };
      if (look && !open.some((group) => group.look))
        looks.push({ body: source.slice(at, index), at, repeated: looped });
      if (/^[*+{]/.test(source.slice(end))) for (const one of looks) if (one.at >= at) one.repeated = true;
    } else if (/^[*+{]/.test(token) && !open.some((group) => group.look)) looped = true;
  }
  return looks;
}

/** One for a run over the text, more for what can be read in several ways; none where nothing repeats. */
function powerOf(edges: Edges | null): Power {
  if (!edges) return NaN;
  const loops = loopsOf(edges);
  if (loops.length === 0) return 0;
  const pairs = new Products(edges);
  if (loops.some((loop) => pairs.twoWaysRound(loop))) return pairs.isOver ? NaN : Infinity;
  // The most pairs in a row, of those that end with each loop.
  const most: number[] = [];
  for (const [i, second] of loops.entries())
    most[i] = loops.slice(0, i).reduce((best, first, k) => {
      if (!reachOf(edges, first).has(second[0] as number)) return best;
      const before = most[k] as number;
      return Math.max(best, before >= best && pairs.fromTo(first, second) ? before + 1 : before);
    }, 0);
  return pairs.isOver ? NaN : 1 + Math.max(...most);
}

/** Steps in products of the net with itself before an expression is given up as too large. */
const MOST_STEPS = 400_000;

class Products {
  readonly #edges: Edges;
  #steps = 0;

  constructor(edges: Edges) {
    this.#edges = edges;
  }

  get isOver(): boolean {
    return this.#steps > MOST_STEPS;
  }

  twoWaysRound(loop: readonly number[]): boolean {
    const inside = new Set(loop);
    const stays = (_: number, node: number): boolean => inside.has(node);
    const apart = (key: string): boolean => new Set(key.split(',')).size > 1;
    const pairs = [
      ...this.#reached(
        loop.map((node) => [node, node]),
        stays,
      ),
    ].filter(apart);
    return (
      loop.some((node) => this.#isDouble(node, inside)) ||
      pairs.some((pair) => [...this.#reached([pair.split(',').map(Number)], stays)].some((key) => !apart(key)))
    );
  }

  #isDouble(node: number, inside: ReadonlySet<number>): boolean {
    const edges = (this.#edges[node] ?? []).filter(({ to }) => inside.has(to));
    return edges.some((a, i) => edges.some((b, k) => k > i && a.to === b.to && share([a.set, b.set])));
  }

  /** Does one text lead round the first, round the second, and from the first to the second? */
  fromTo(first: readonly number[], second: readonly number[]): boolean {
    const [a, b] = [new Set(first), new Set(second)];
    const stays = (place: number, node: number): boolean =>
      (place === 0 ? a : place === 2 ? b : null)?.has(node) ?? true;
    return first.some((p) => second.some((q) => this.#reached([[p, p, q]], stays).has([p, q, q].join())));
  }

  /** All tuples of nodes that one text leads to from some tuples, each node as far as `may` lets it. */
  #reached(from: readonly (readonly number[])[], may: (place: number, node: number) => boolean): ReadonlySet<string> {
    const seen = new Set<string>();
    const open = [...from];
    for (let tuple = open.pop(); tuple && !this.isOver; tuple = open.pop())
      for (const next of this.#after(tuple, may)) if (!seen.has(next.join())) open.push((seen.add(next.join()), next));
    return seen;
  }

  #after(tuple: readonly number[], may: (place: number, node: number) => boolean): readonly (readonly number[])[] {
    let ways: { readonly nodes: readonly number[]; readonly sets: readonly CharSet[] }[] = [{ nodes: [], sets: [] }];
    for (const [place, node] of tuple.entries())
      ways = ways.flatMap(({ nodes, sets }) =>
        (this.#edges[node] ?? []).flatMap(({ to, set }) => {
          this.#steps++;
          return may(place, to) && share([...sets, set]) ? [{ nodes: [...nodes, to], sets: [...sets, set] }] : [];
        }),
      );
    return ways.map(({ nodes }) => nodes);
  }
}

function share(sets: readonly CharSet[]): boolean {
  for (let code = 0; code < ALPHABET; code++) if (sets.every((set) => set[code] === 1)) return true;
  return false;
}
