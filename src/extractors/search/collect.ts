/** What a walk keeps of what it finds: whole items for a chart, no more than names where a search goes over everybody. */
import type { Item } from '../items.ts';
import type { ReceivedQuarantined, ReceivedResource } from '../received.ts';

export type Found = Exclude<Item, { kind: 'outcome' }>;

/** Begun anew with each walk of a search. */
export interface Collector {
  add(item: Found): void;
}

/** Keeps everything, each version of a resource once: pages that shift while walking repeat entries. */
export class WholeItems implements Collector {
  readonly items: Found[] = [];
  /** Text of each resource as last seen. */
  readonly #seen = new Map<string, string>();

  add(item: Found): void {
    if (item.kind === 'resource') {
      const key = `${item.resource.resourceType}/${item.resource.id}`;
      if (this.#seen.get(key) === item.raw) return;
      this.#seen.set(key, item.raw);
    }
    this.items.push(item);
  }
}

type Resource = ReceivedResource['resource'];

/** Keeps a name for each resource of a type, as `choose` gives it: memory grows with names, not with resources. */
export class Names implements Collector {
  readonly names = new Set<string>();
  readonly unreadable: ReceivedQuarantined[] = [];
  readonly #type: string;
  readonly #choose: (resource: Resource) => string | null;

  constructor(type: string, choose: (resource: Resource) => string | null) {
    this.#type = type;
    this.#choose = choose;
  }

  add(item: Found): void {
    if (item.kind === 'quarantined') this.unreadable.push(item);
    if (item.kind !== 'resource' || item.resource.resourceType !== this.#type) return;
    const name = this.#choose(item.resource);
    if (name !== null) this.names.add(name);
  }
}
