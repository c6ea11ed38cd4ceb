/** An expression as a net: which of its characters can follow which, and which lie on a loop. */
import { compile } from '../../../src/nlp/matching/nodes.ts';
import type { Node } from '../../../src/nlp/matching/nodes.ts';
import { ALPHABET, parse } from '../../../src/nlp/matching/pattern.ts';
import type { CharSet } from '../../../src/nlp/matching/pattern.ts';

export interface Edge {
  readonly to: number;
  /** What may be read on the way. */
  readonly set: CharSet;
}

export type Edges = readonly (readonly Edge[])[];

/** Ways followed before an expression is given up as too large. */
const MOST_WAYS = 400_000;

/**
 * The edges from each node, one for every way, so that two ways are two edges; null where they are too many. Looks ahead
 * and back count as passed, back-references as any text. `search`: behind any text, as in a search over all places.
 */
export function edgesOf(source: string, anyCase: boolean, search: boolean): Edges | null {
  const { nodes, starts } = compile([parse(source, anyCase, Infinity)]);
  const any = { rule: 0, set: new Uint8Array(ALPHABET).fill(1), notAfter: null, fits: false };
  const all: readonly Node[] = search ? [...nodes, { ...any, next: [nodes.length, ...starts] }] : nodes;
  let ways = 0;
  const follow = (index: number, set: CharSet, path: readonly number[], edges: Edge[]): void => {
    if (path.includes(index) || ++ways > MOST_WAYS) return;
    const { set: awaited, notAfter, next } = all[index] as Node;
    const left = notAfter ? set.map((is, code) => (notAfter[code] === 1 ? 0 : is)) : set;
    if (!left.includes(1)) return;
    if (awaited) edges.push({ to: index, set: left });
    else for (const one of next) follow(one, left, [...path, index], edges);
  };
  const found = all.map(({ set, next }) => {
    const edges: Edge[] = [];
    if (set) for (const one of next) follow(one, set, [], edges);
    return edges;
  });
  return ways > MOST_WAYS ? null : found;
}

/** All nodes that can be reached from some. */
export function reachOf(edges: Edges, from: readonly number[]): ReadonlySet<number> {
  const seen = new Set<number>();
  const open = [...from];
  for (let node = open.pop(); node !== undefined; node = open.pop())
    for (const { to } of edges[node] ?? []) if (!seen.has(to)) open.push((seen.add(to), to));
  return seen;
}

/** Sets of nodes that lead round to each other, each set before those that it leads to. */
export function loopsOf(edges: Edges): number[][] {
  const reach = edges.map((_, node) => reachOf(edges, [node]));
  const loops: number[][] = [];
  for (const [node, reached] of reach.entries())
    if (reached.has(node) && !loops.some((loop) => loop.includes(node)))
      loops.push([...reached].filter((other) => reach[other]?.has(node)));
  // What leads on reaches more.
  const size = ([node]: readonly number[]): number => reach[node as number]?.size ?? 0;
  return loops.sort((a, b) => size(b) - size(a));
}
