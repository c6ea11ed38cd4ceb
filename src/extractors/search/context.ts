/** What every part of one pull shares. */
import type { SearchSpec, SourceEffects } from '../source.ts';
import type { Received, ReceivedRange } from '../received.ts';
import type { Gateway } from './gateway.ts';

export interface Pull {
  readonly spec: SearchSpec;
  readonly effects: SourceEffects;
  readonly gateway: Gateway;
  /** Types that the server says it has; null where it does not say. */
  readonly offered: ReadonlySet<string> | null;
  /** Medications and Binaries already fetched in this pull, by `Type/id`. */
  readonly fetched: Set<string>;
}

/** URL below the FHIR base. Values are encoded here and nowhere else. */
export function fhirUrl(spec: SearchSpec, path: string, parameters: readonly (readonly [string, string])[] = []): URL {
  const url = new URL(`${spec.baseUrl}/${path}`);
  for (const [name, value] of parameters) url.searchParams.append(name, value);
  return url;
}

/** A range item; `reason` null = complete. */
export function rangeItem(range: Omit<ReceivedRange, 'kind' | 'state'>): ReceivedRange {
  return { kind: 'range', state: range.reason === null ? 'complete' : 'incomplete', ...range };
}

export function isOffered(pull: Pull, type: string): boolean {
  return pull.offered === null || pull.offered.has(type);
}

export function resourcesIn(items: readonly Received[]): number {
  return items.filter((item) => item.kind === 'resource').length;
}
