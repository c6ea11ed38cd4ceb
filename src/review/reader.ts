/** What the review page reads of the warehouse. The caller gives it; every call shows the warehouse as it is now. */
import type { Fact, Flag, PartialDate, PatientId } from '../domain.ts';

/** A flag without its evidence: what the queue needs. */
export type QueueFlag = Omit<Flag, 'evidence'>;

export interface ReviewNote {
  readonly id: string;
  readonly patient: PatientId;
  readonly date: PartialDate | null;
  /** What kind of document the hospital says it is. */
  readonly kind: string | null;
  readonly text: string;
}

export interface ReviewReader {
  /** Every flag that the rules raise now, decided or not. */
  flags(): readonly QueueFlag[];
  flag(id: string): Flag | null;
  note(id: string): ReviewNote | null;
  /** All facts of a patient, each with its evidence: the timeline, and what was read from each quote. */
  facts(patient: PatientId): readonly Fact[];
  /** The record under which a patient record is read now: itself, unless it was merged into another. */
  canonicalOf(record: PatientId): PatientId;
}
