/** What earlier nights received of an export: from when changes are asked for, and whose past is held already. */
import type { PatientId } from '../../domain.ts';
import type { Known } from '../known.ts';
import type { BulkSpec } from '../source-spec.ts';

export interface Before {
  /** Null = everything is asked for: the first night, a new type, or a comparison that is due. */
  readonly since: string | null;
  readonly members: readonly PatientId[];
}

/** The watermark of a type over all patients is held under no patient. */
const EVERYBODY: PatientId = '';

/**
 * One export asks for all types, so the type that is furthest behind sets `_since`, less the overlap for late commits. A
 * member's past is held only where he was a member up to then: who left and came back is asked for as a whole.
 */
export function receivedBefore(spec: BulkSpec, known: Known, now: number): Before {
  const marks = spec.types.map((type) => known.watermark(type, EVERYBODY));
  const found = marks.filter((mark) => mark !== null);
  if (found.length < marks.length || found.length === 0) return { since: null, members: [] };
  const { overlapMs, fullCompareMs } = spec.increments;
  const isDue = found.some(({ fullAt }) => now - Date.parse(fullAt) >= fullCompareMs);
  const floor = Math.min(...found.map(({ at }) => Date.parse(at)));
  return {
    since: isDue ? null : new Date(floor - overlapMs).toISOString(),
    members: known.patients.filter((id) => Date.parse(known.watermark('Patient', id)?.at ?? '') >= floor),
  };
}
