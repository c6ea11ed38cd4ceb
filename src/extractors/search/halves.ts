/**
 * The same search in two halves, by when things changed: what a server cut off without a word comes to light, and two
 * answers that are each smaller, and together the same, prove that nothing was.
 */
import { itemsOfBundle } from '../items.ts';
import type { FhirAnswer, Gateway } from './gateway.ts';

/** `more`: something came that the whole search did not give. `unknown`: the halves say nothing. */
export type Halves = 'same' | 'more' | 'unknown';

/** Sizes at which servers cut: round numbers and powers of two. */
const ROUND = /^(?:[1235]|15|25)0+$/;
const isPowerOfTwo = (n: number): boolean => Number.isInteger(Math.log2(n));

/** May an answer of so many be one that was cut? */
export function mayBeCut(matches: number): boolean {
  return matches >= 10 && (ROUND.test(String(matches)) || matches === 25 || matches === 15 || isPowerOfTwo(matches));
}

/** Asks for both halves of a search that was answered in one page. `times`: when each match changed, ms; NaN = not told. */
export async function byHalves(
  gateway: Gateway,
  search: URL,
  { ids, times }: { readonly ids: ReadonlySet<string>; readonly times: readonly number[] },
): Promise<Halves> {
  const pivot = middleOf(times);
  if (pivot === null) return 'unknown';
  const found = new Set<string>();
  for (const prefix of ['lt', 'ge']) {
    const url = new URL(search);
    url.searchParams.delete('_include');
    url.searchParams.append('_lastUpdated', `${prefix}${pivot}`);
    const half = await gateway.search(url).then(
      (answer) => matchesOf(answer, url),
      () => null,
    );
    if (half === null) return 'unknown';
    if (half.some((id) => !ids.has(id))) return 'more';
    if (half.length >= ids.size) return 'unknown';
    for (const id of half) found.add(id);
  }
  return found.size === ids.size ? 'same' : 'unknown';
}

/** A whole second with matches on both sides of it, as near to their middle as can be; null where there is none. */
function middleOf(times: readonly number[]): string | null {
  if (times.some((time) => !Number.isFinite(time))) return null;
  const seconds = times.map((time) => Math.floor(time / 1000)).sort((a, b) => a - b);
  const middle = seconds[Math.floor(seconds.length / 2)] ?? 0;
  const pivot = middle > (seconds[0] ?? 0) ? middle : seconds.find((second) => second > middle);
  return pivot === undefined ? null : new Date(pivot * 1000).toISOString();
}

function matchesOf({ bytes, layout }: FhirAnswer, url: URL): string[] {
  const type = url.pathname.split('/').at(-1) ?? '';
  return itemsOfBundle(bytes, layout, url.href).flatMap((item) =>
    item.kind === 'resource' && item.resource.resourceType === type ? [`${type}/${item.resource.id}`] : [],
  );
}
