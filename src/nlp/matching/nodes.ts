/** Expressions as a net of nodes: each awaits one character, or passes on without any. */
import type { CharSet, Tree } from './pattern.ts';

/** A place in an expression: a character of `set` is awaited, or none (null), and `next` is where it goes on. */
export interface Node {
  readonly rule: number;
  readonly set: CharSet | null;
  /** Not passed behind a character of this set. */
  readonly notAfter: CharSet | null;
  readonly next: number[];
  /** The expression has fitted. */
  readonly fits: boolean;
}

/** The nodes of all trees, with those where a walk begins. The tree's index is the `rule` of its nodes. */
export function compile(trees: readonly Tree[]): { nodes: readonly Node[]; starts: readonly number[] } {
  const net = new Net();
  const starts = trees.flatMap((tree, rule) => net.compile(tree, [net.add({ rule, fits: true })], rule));
  return { nodes: net.nodes, starts };
}

class Net {
  readonly nodes: Node[] = [];

  add(node: Partial<Node> & { readonly rule: number }): number {
    return this.nodes.push({ set: null, notAfter: null, next: [], fits: false, ...node }) - 1;
  }

  /** Adds nodes for the tree, whose ends lead to `after`; gives where it begins. */
  compile(tree: Tree, after: number[], rule: number): number[] {
    switch (tree.kind) {
      case 'set':
        return [this.add({ rule, set: tree.set, next: after })];
      case 'not_after':
        return [this.add({ rule, notAfter: tree.set, next: after })];
      case 'choice':
        return tree.parts.flatMap((part) => this.compile(part, after, rule));
      case 'sequence':
        return tree.parts.reduceRight((so, part) => this.compile(part, so, rule), after);
      default:
        return this.#repeat(tree, after, rule);
    }
  }

  #repeat({ part, least, most }: Tree & { kind: 'repeat' }, after: number[], rule: number): number[] {
    let starts = after;
    if (most === Infinity) starts = this.#loop(part, after, rule);
    else
      for (let i = least; i < most; i++)
        starts = [this.add({ rule, next: [...this.compile(part, starts, rule), ...after] })];
    for (let i = 0; i < least; i++) starts = this.compile(part, starts, rule);
    return starts;
  }

  /** Any number of times, also none: the ends of the part lead back to where it begins. */
  #loop(part: Tree, after: readonly number[], rule: number): number[] {
    const next = [...after];
    const junction = this.add({ rule, next });
    next.push(...this.compile(part, [junction], rule));
    return [junction];
  }
}
