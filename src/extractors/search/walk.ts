/** One search, page by page, to its end. Following `next` is ours: the client's own way sends tokens to strangers. */
import { itemsOfBundle, type Item } from '../items.ts';
import type { ReceivedResource } from '../received.ts';
import { Fault, faultOfError } from './fault.ts';
import type { FhirAnswer, Gateway } from './gateway.ts';

export interface Walked {
  /** Everything on the pages that could be read, matches and includes, each version of a resource once. */
  readonly items: readonly Item[];
  /** Distinct matches. */
  readonly matches: number;
  /** `Bundle.total` of the first page; null where the server does not say. */
  readonly announced: number | null;
  /** Why the walk is not complete; null where it is. */
  readonly reason: string | null;
}

/** How often a walk starts over: its pages vanished on the way, or it found fewer than announced. */
const MAX_RESTARTS = 2;

/**
 * Walks a search. Never rejects for what the server does: what was read before a fault is given, with the reason. Pages
 * that vanish (410, 404: the server forgot the search) and counts that fall short make it start over. A page on which no
 * match was `asked` for ends it: the server ignores the question, and would send everything it has.
 */
export async function walk(
  gateway: Gateway,
  url: URL,
  maxPages: number,
  asked: (resource: ReceivedResource['resource']) => boolean = () => true,
): Promise<Walked> {
  for (let restarts = 0; ; restarts++) {
    const pages = new Pages(asked);
    const reason = await follow(gateway, url, maxPages, pages).catch((error: unknown) => faultOfError(error).code);
    const gone = pages.count > 0 && (reason === 'http_410' || reason === 'http_404');
    const short = reason === null && pages.announced !== null && pages.ids.size < pages.announced;
    if ((gone && restarts < MAX_RESTARTS) || (short && restarts === 0)) continue;
    return {
      items: pages.items,
      matches: pages.ids.size,
      announced: pages.announced,
      reason: reason ?? (short ? 'fewer_than_announced' : null),
    };
  }
}

class Pages {
  readonly items: Item[] = [];
  readonly ids = new Set<string>();
  /** Text of each resource as last seen: pages that shift while walking repeat entries. */
  readonly #seen = new Map<string, string>();
  readonly #asked: (resource: ReceivedResource['resource']) => boolean;
  announced: number | null = null;
  count = 0;

  constructor(asked: (resource: ReceivedResource['resource']) => boolean) {
    this.#asked = asked;
  }

  /** Takes a page in and gives its next link as written. Throws Fault. */
  add({ bytes, layout }: FhirAnswer, request: string): string | null {
    if (layout.type === 'OperationOutcome') throw new Fault('operation_outcome');
    if (layout.type !== 'Bundle') throw new Fault('not_a_bundle');
    if (this.count++ === 0) this.announced = layout.total;
    let failed = false;
    const matches: boolean[] = [];
    for (const item of itemsOfBundle(bytes, layout, request)) {
      if (item.kind === 'outcome') failed ||= item.failed;
      else this.#keep(item);
      if (item.kind === 'resource' && item.mode !== 'include') matches.push(this.#asked(item.resource));
    }
    if (failed) throw new Fault('operation_outcome');
    if (matches.length > 0 && !matches.includes(true)) throw new Fault('filter_ignored');
    return layout.next;
  }

  #keep(item: Exclude<Item, { kind: 'outcome' }>): void {
    if (item.kind !== 'resource') {
      this.items.push(item);
      return;
    }
    const key = `${item.resource.resourceType}/${item.resource.id}`;
    if (item.mode !== 'include') this.ids.add(key);
    if (this.#seen.get(key) === item.raw) return;
    this.#seen.set(key, item.raw);
    this.items.push(item);
  }
}

async function follow(gateway: Gateway, start: URL, maxPages: number, pages: Pages): Promise<string | null> {
  const visited = new Set<string>();
  let url = start;
  for (;;) {
    if (visited.has(url.href)) return 'loop';
    if (visited.size >= maxPages) return 'page_limit';
    visited.add(url.href);
    const answer = await gateway.getFhir(url);
    const next = pages.add(answer, start.href);
    if (next === null) return null;
    url = gateway.origins.resolve(next, answer.url);
  }
}
