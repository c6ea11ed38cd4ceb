/** What every part of one pull shares. */
import type { PatientId } from '../../domain.ts';
import { ownPath } from '../../fhir.ts';
import type { SearchSpec, SourceEffects } from '../source-spec.ts';
import type { Received, ReceivedRange } from '../received.ts';
import type { Known } from '../known.ts';
import { faultOfError } from './fault.ts';
import type { Gateway } from './gateway.ts';

/** How changes are asked for: of several patients at once, of one, or not at all: charts as a whole. */
export type Manner = 'lists' | 'single' | 'whole';

export interface Pull {
  readonly spec: SearchSpec;
  readonly effects: SourceEffects;
  readonly gateway: Gateway;
  /** Types that the server says it has; null where it does not say. */
  readonly offered: ReadonlySet<string> | null;
  /** Types whose history (deletions among it) the server offers. */
  readonly histories: ReadonlySet<string>;
  /** The server's clock when the pull began; null where it does not tell. */
  readonly startedAt: string | null;
  readonly known: Known;
  /** Everybody whose chart is read tonight. */
  readonly members: Set<PatientId>;
  /** Whom tonight's search found. */
  readonly candidates: ReadonlySet<PatientId>;
  /** Tonight's search for candidates was answered to its end and found what a living server has. */
  readonly trusted: boolean;
  /** The server was seen to take several patients, parted by commas, as any of them. */
  readonly lists: boolean;
  /** Medications and Binaries already asked for in this pull, by `Type/id`, with why each could not be read. */
  readonly fetched: Map<string, Promise<string | null>>;
  /** How changes of a type may be asked for, as far as it was found out. */
  readonly manners: Map<string, Promise<Manner>>;
  /** Types for which the server was seen to ignore `_lastUpdated`. */
  readonly sinceIgnored: Set<string>;
}

/** URL below the FHIR base. Values are encoded here and nowhere else. */
export function fhirUrl(
  spec: Pick<SearchSpec, 'baseUrl'>,
  path: string,
  parameters: readonly (readonly [string, string])[] = [],
): URL {
  const url = new URL(`${spec.baseUrl}/${path}`);
  for (const [name, value] of parameters) url.searchParams.append(name, value);
  return url;
}

/** A range item; `reason` null = complete. Whether anything is missing behind an end that nobody proves is not known. */
export function rangeItem(range: Omit<ReceivedRange, 'kind' | 'state'>): ReceivedRange {
  const open = range.reason === 'end_unknown' ? 'unknown' : 'incomplete';
  return { kind: 'range', state: range.reason === null ? 'complete' : open, ...range };
}

/** A literal reference relative to this server's base; null where it points to another server. */
export function ownReference({ spec }: Pull, reference: string): string | null {
  return ownPath(spec, reference);
}

/** Is a time that the server once told later than what it tells now, by more than what is asked for twice anyway? */
export function isAhead({ spec, startedAt }: Pull, at: string): boolean {
  return startedAt !== null && Date.parse(at) - spec.increments.overlapMs > Date.parse(startedAt);
}

/** Changes since when are asked for, a mark being this: less the overlap; null, all of them, where the mark is ahead of the server's clock. */
export function sinceMark(pull: Pull, at: string): string | null {
  return isAhead(pull, at) ? null : new Date(Date.parse(at) - pull.spec.increments.overlapMs).toISOString();
}

/** May the type be asked for? A server that names no types is asked for all. */
export function isOffered(pull: Pull, type: string): boolean {
  return pull.offered === null || pull.offered.has(type);
}

/**
 * Fetches what several patients may need once in a pull. What could not be read is missing for each of them. Gives
 * whether this call fetched it, and why it is missing.
 */
export async function fetchOnce(
  pull: Pick<Pull, 'fetched'>,
  key: string,
  fetch: () => Promise<void>,
): Promise<{ isFirst: boolean; fault: string | null }> {
  const before = pull.fetched.get(key);
  if (before) return { isFirst: false, fault: await before };
  const outcome = fetch().then(
    () => null,
    (error: unknown) => faultOfError(error).code,
  );
  pull.fetched.set(key, outcome);
  return { isFirst: true, fault: await outcome };
}

/** How many of the items are resources. */
export function resourcesIn(items: readonly Received[]): number {
  return items.filter((item) => item.kind === 'resource').length;
}
