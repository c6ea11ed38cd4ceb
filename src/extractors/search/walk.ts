/** One search, page by page, to its end. Following `next` is ours: the client's own way sends tokens to strangers. */
import type { Places } from '../../fhir.ts';
import { itemsOfBundle } from '../items.ts';
import { isByIdentifier, ofThisServer } from '../own.ts';
import type { ReceivedResource } from '../received.ts';
import type { Collector, Found } from './collect.ts';
import { doubtOfEnd, hasChanged } from './ending.ts';
import { Fault, faultOfError } from './fault.ts';
import type { FhirAnswer, Gateway } from './gateway.ts';

export interface Walking<C extends Collector> {
  readonly maxPages: number;
  /** Takes what can be read on the pages, matches and includes. */
  readonly collect: () => C;
  /** Was this match asked for? Everything by default. */
  readonly asked?: (resource: ReceivedResource['resource']) => boolean;
  /** The server's addresses, where what names a patient by another one is to be set aside. Null by default: nothing is. */
  readonly places?: Places | null;
}

export interface Walked<C extends Collector> {
  readonly found: C;
  /** Distinct matches. */
  readonly matches: number;
  /** `Bundle.total` of the last page that tells it; null where the server does not say. */
  readonly announced: number | null;
  /** The server's clock when it was asked first. */
  readonly at: string | null;
  /** The search as the server says that it understood it (`self` of the first page). */
  readonly self: string | null;
  /** Why the walk is not complete; null where it is. */
  readonly reason: string | null;
}

/** How often a walk starts over because its pages vanished on the way. */
const MAX_RESTARTS = 2;
/** How often a search is walked to its end: for each doubt that a walk may leave. */
const MAX_WALKS = { fewer_than_announced: 2, unstable: 3 } as const;
type Doubt = keyof typeof MAX_WALKS;
/** Servers that look through many resources send pages without any; so many in a row have no end. */
const MAX_EMPTY_PAGES = 200;
/** A later page that is refused with one of these: the server forgot the search (410), its page or its page token. */
const VANISHED: ReadonlySet<string | null> = new Set(['http_400', 'http_404', 'http_410', 'http_422']);

/**
 * Walks a search. Never rejects for what the server does: what was read before a fault is given, with the reason. It
 * starts over where pages vanish and where fewer came than announced. Where pages may have shifted under the walk (the
 * announced number changed, a resource came twice, or no number says that all came), only a second walk that finds the
 * same is believed. A page on which no match was `asked` for ends it: the server ignores the question, and would send
 * everything it has.
 */
export async function walk<C extends Collector>(
  gateway: Gateway,
  url: URL,
  { maxPages, collect, asked = () => true, places = null }: Walking<C>,
): Promise<Walked<C>> {
  let before: Pages | null = null;
  for (let restarts = 0, walks = 1; ;) {
    const found = collect();
    const pages = new Pages(url, { asked, places }, found);
    const reason = await followPages(gateway, url, maxPages, (answer) => pages.add(answer, url.href)).catch(
      (error: unknown) => faultOfError(error).code,
    );
    const gone = pages.sizes.length > 0 && VANISHED.has(reason);
    if (gone && restarts++ < MAX_RESTARTS) continue;
    if (reason === null && !pages.shifted) pages.shifted = await hasChanged(gateway, url, pages);
    const doubt = reason === null ? doubtOf(pages, before) : null;
    if (doubt !== null && walks++ < MAX_WALKS[doubt]) {
      before = pages;
      continue;
    }
    return {
      found,
      matches: pages.ids.size,
      announced: pages.announced,
      at: pages.at,
      self: pages.self,
      reason: reason ?? doubt ?? (await doubtOfEnd(gateway, url, pages)),
    };
  }
}

/** Why a walk that reached its end may not have found everything; null where nothing speaks against it. */
function doubtOf(pages: Pages, before: Pages | null): Doubt | null {
  if (pages.announced !== null && pages.ids.size < pages.announced) return 'fewer_than_announced';
  const unproven = pages.shifted || (pages.sizes.length > 1 && pages.announced === null);
  return unproven && !(before && sameSet(before.ids, pages.ids)) ? 'unstable' : null;
}

const sameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((id) => b.has(id));

class Pages {
  readonly ids = new Set<string>();
  readonly #found: Collector;
  readonly #places: Places | null;
  readonly #asked: (resource: ReceivedResource['resource']) => boolean;
  /** What is searched: some servers call an included resource a match. */
  readonly #type: string;
  announced: number | null = null;
  at: string | null = null;
  self: string | null = null;
  /** The announced number changed from page to page, a resource came twice, or one changed on the way. */
  shifted = false;
  /** When each match on the first page changed, ms; NaN where it does not say. */
  readonly times: number[] = [];
  /** Matches on each page. */
  readonly sizes: number[] = [];
  #empty = 0;

  constructor(
    search: URL,
    { asked, places }: Required<Pick<Walking<Collector>, 'asked' | 'places'>>,
    found: Collector,
  ) {
    this.#places = places;
    this.#found = found;
    this.#type = search.pathname.split('/').at(-1) ?? '';
    this.#asked = asked;
  }

  /** Takes a page in and gives its next link as written. Throws Fault. */
  add({ bytes, layout, date }: FhirAnswer, request: string): string | null {
    if (layout.type === 'OperationOutcome') throw new Fault('operation_outcome');
    if (layout.type !== 'Bundle') throw new Fault('not_a_bundle');
    if (this.sizes.length === 0) [this.at, this.self] = [date, layout.self];
    this.#note(layout.total);
    let failed = false;
    const matches: Match[] = [];
    let [size, foreign] = [0, 0];
    for (const one of itemsOfBundle(bytes, layout, request)) {
      const item = this.#places === null ? one : ofThisServer(this.#places, one);
      if (item !== one) foreign++;
      if (item.kind === 'outcome') failed ||= item.failed;
      else if (this.#keep(item)) size++;
      if (item.kind === 'resource' && item.mode !== 'include')
        matches.push({ isAsked: this.#asked(item.resource), isByIdentifier: isByIdentifier(item.resource) });
    }
    if (failed) throw new Fault('operation_outcome');
    throwWhereNothingFits(matches, foreign);
    this.sizes.push(size);
    this.#empty = layout.entries.length === 0 ? this.#empty + 1 : 0;
    if (this.#empty > MAX_EMPTY_PAGES) throw new Fault('loop');
    return layout.next;
  }

  #note(total: number | null): void {
    if (total === null) return;
    this.shifted ||= this.announced !== null && total !== this.announced;
    this.announced = total;
  }

  /** Gives whether it is a match. */
  #keep(item: Found): boolean {
    this.#found.add(item);
    if (item.kind !== 'resource' || item.mode === 'include' || item.resource.resourceType !== this.#type) return false;
    const key = `${this.#type}/${item.resource.id}`;
    this.shifted ||= this.ids.has(key);
    this.ids.add(key);
    if (this.sizes.length === 0) this.times.push(changedAt(item.resource));
    return true;
  }
}

function changedAt(resource: ReceivedResource['resource']): number {
  const { lastUpdated } = (resource['meta'] ?? {}) as { lastUpdated?: unknown };
  return typeof lastUpdated === 'string' ? Date.parse(lastUpdated) : NaN;
}

interface Match {
  readonly isAsked: boolean;
  /** It names its patient, but by an identifier alone. */
  readonly isByIdentifier: boolean;
}

/** A page on which nothing belongs to whom was asked for. `foreign`: how much of it names patients of another server. */
function throwWhereNothingFits(matches: readonly Match[], foreign: number): void {
  if (matches.some(({ isAsked }) => isAsked) || matches.length + foreign === 0) return;
  if (matches.length === 0) throw new Fault('foreign_subject');
  throw new Fault(matches.every((match) => match.isByIdentifier) ? 'subject_by_identifier' : 'filter_ignored');
}

/** Follows `next` from page to page; `add` takes a page and gives its next link. Gives why it stopped early. */
export async function followPages(
  gateway: Gateway,
  start: URL,
  maxPages: number,
  add: (answer: FhirAnswer) => string | null,
): Promise<string | null> {
  const visited = new Set<string>();
  let url = start;
  for (;;) {
    if (visited.has(url.href)) return 'loop';
    if (visited.size >= maxPages) return 'page_limit';
    visited.add(url.href);
    const answer = await gateway.search(url);
    const next = add(answer);
    if (next === null) return null;
    url = gateway.origins.resolve(next, answer.url);
  }
}
