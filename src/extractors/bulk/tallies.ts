/** How far each type of an export could be read. */
import { RESOURCE_TYPES } from '../../../vocabulary/resource-types.ts';
import type { ReceivedRange } from '../received.ts';
import type { LocalFile, Missing } from './state.ts';

interface Tally {
  announced: number | null;
  received: number;
  /** Why it is not known whether it is whole; null where that is proved. */
  doubt: string | null;
  reason: string | null;
}

export class Tallies {
  readonly #types = new Map<string, Tally>();
  /** Why no type is complete. */
  #overall: string | null = null;

  constructor(types: readonly string[]) {
    for (const type of types) this.#of(type);
  }

  /** Notes a file that is about to be read. */
  announce({ type, count, isVerified }: LocalFile): void {
    const tally = this.#of(type);
    tally.announced = count === null || tally.announced === null ? null : tally.announced + count;
    if (!isVerified) tally.doubt ??= 'unverified';
    if (!RESOURCE_TYPES.has(type)) tally.reason ??= 'unknown_type';
  }

  received(type: string): void {
    this.#of(type).received++;
  }

  /** Notes that something of a type, or of every type (`*`), is missing or may be. */
  miss({ type, reason, isUnknown = false }: Missing): void {
    if (type === '*') this.#overall ??= reason;
    else if (isUnknown) this.#of(type).doubt ??= reason;
    else this.#of(type).reason ??= reason;
  }

  /** Was no resource given? */
  get isEmpty(): boolean {
    return [...this.#types.values()].every(({ received }) => received === 0);
  }

  get isComplete(): boolean {
    return this.#overall === null && [...this.#types.values()].every((tally) => stateOf(tally).state === 'complete');
  }

  /** One range a type: asked from `since`, read up to `until` where it is complete. */
  ranges(request: string, since: string | null, until: string | null): ReceivedRange[] {
    return [...this.#types].map(([type, tally]) => {
      const { state, reason } = this.#overall === null ? stateOf(tally) : incomplete(tally.reason ?? this.#overall);
      const { announced, received } = tally;
      const end = state === 'complete' ? until : null;
      // `*` alone would say that the source as a whole could not be asked.
      const part = type === '*' ? { part: 'unknown_type' } : {};
      return {
        kind: 'range',
        type,
        patient: null,
        ...part,
        since,
        until: end,
        state,
        reason,
        announced,
        received,
        request,
      };
    });
  }

  /** What is no R4 resource type is one range for all of it. */
  #of(type: string): Tally {
    const name = RESOURCE_TYPES.has(type) ? type : '*';
    const found = this.#types.get(name) ?? { announced: 0, received: 0, doubt: null, reason: null };
    this.#types.set(name, found);
    return found;
  }
}

const incomplete = (reason: string) => ({ state: 'incomplete' as const, reason });

/** What nothing proves to be whole is not known to be: it moves no watermark, and is no error either. */
function stateOf({ reason, doubt }: Tally): Pick<ReceivedRange, 'state' | 'reason'> {
  if (reason !== null) return incomplete(reason);
  return doubt === null ? { state: 'complete', reason: null } : { state: 'unknown', reason: doubt };
}
