/**
 * Did a walk see everything, where the answers themselves do not say so? Some servers cut a result without a next link, and
 * servers that page by offset skip what moves onto a page that was read already.
 */
import type { EntryLayout } from '../bundle-layout.ts';
import type { Ends, Gateway } from './gateway.ts';
import { byHalves, mayBeCut } from './halves.ts';

/** What a walk to its end saw. */
export interface Walk {
  /** Distinct matches. */
  readonly ids: ReadonlySet<string>;
  readonly announced: number | null;
  /** When each match on the first page changed, ms; NaN where it does not say. */
  readonly times: readonly number[];
  /** Matches on each page. */
  readonly sizes: readonly number[];
  /** The server's clock when it was asked first. */
  readonly at: string | null;
}

/**
 * Did anything come or change since the walk began? What goes changes the announced number, unless something else came
 * at the same time; and what came says when it did. Asked of walks over several pages only; no answer is a no, and so is
 * that of a server which does not look at `_lastUpdated` and counts all of them.
 */
export async function hasChanged(gateway: Gateway, search: URL, { at, sizes, announced }: Walk): Promise<boolean> {
  if (at === null || announced === null || sizes.length < 2) return false;
  const changed = await count(gateway, search, [['_lastUpdated', `ge${at}`]]);
  return changed !== null && changed > 0 && changed < announced;
}

/**
 * Why the end of a search may not be its end; null where nothing speaks against it. Where no total was told, and the last
 * page is full or the server does not say on a page that there are more, it is asked for the number alone.
 */
export async function doubtOfEnd(gateway: Gateway, search: URL, walk: Walk): Promise<string | null> {
  if (walk.announced !== null || walk.ids.size === 0) return null;
  const ends = walk.sizes.length > 1 ? 'told' : await endsOf(gateway, search, walk.ids.size);
  if (ends === 'told' && !isFull(search, walk)) return null;
  const total = await count(gateway, search);
  if (total === null && ends === 'untold') return 'end_unproven';
  if (total === null)
    return ends === 'unknown' && mayBeCut(walk.ids.size) ? doubtByHalves(gateway, search, walk) : null;
  return total > walk.ids.size ? 'fewer_than_announced' : null;
}

/** A server that neither looks at `_count` nor counts gave as many as one that cuts would. */
async function doubtByHalves(gateway: Gateway, search: URL, walk: Walk): Promise<string | null> {
  const halves = await byHalves(gateway, search, walk);
  return halves === 'same' ? null : halves === 'more' ? 'end_unproven' : 'end_unknown';
}

/** How many match, by the server's own count; null where it does not say. */
async function count(
  gateway: Gateway,
  search: URL,
  more: readonly (readonly [string, string])[] = [],
): Promise<number | null> {
  const url = new URL(search);
  for (const name of ['_count', '_include']) url.searchParams.delete(name);
  for (const [name, value] of [...more, ['_summary', 'count'] as const]) url.searchParams.set(name, value);
  return (await orNull(gateway.search(url)))?.layout.total ?? null;
}

/** More may have been cut off where the last page holds as much as a page can. */
function isFull(search: URL, { sizes }: Walk): boolean {
  const last = sizes.at(-1) ?? 0;
  const most = Math.max(...sizes.slice(0, -1), 0);
  return sizes.length > 1 ? last >= most : last >= Number(search.searchParams.get('_count') ?? Infinity);
}

/** Asked for one of several, does the server tell that there are more? Found out once for each type. */
function endsOf(gateway: Gateway, search: URL, matches: number): Promise<Ends> {
  const known = gateway.ends.get(search.pathname);
  if (known || matches < 2) return known ?? Promise.resolve('told');
  const url = new URL(search);
  url.searchParams.set('_count', '1');
  const asked = orNull(gateway.search(url)).then((answer): Ends => {
    if (answer === null || answer.layout.next !== null || (answer.layout.total ?? 0) > 1) return 'told';
    return answer.layout.entries.filter(isMatch).length === 1 ? 'untold' : 'unknown';
  });
  gateway.ends.set(search.pathname, asked);
  return asked;
}

const isMatch = ({ mode }: EntryLayout): boolean => mode === null || mode === 'match';

/** A check that is not answered says nothing. */
function orNull<T>(answer: Promise<T>): Promise<T | null> {
  return answer.catch(() => null);
}
