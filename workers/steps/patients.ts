/** What the steps that go patient by patient have in common. */
import { transaction } from '../../src/store/database.ts';
import { type PatientState, duePatients, isUpToDate, markDone, patientState } from '../../src/store/stages.ts';
import type { RunContext } from '../context.ts';

/** What a patient's work leaves to be written; null when all is up to date. */
export type Write = (() => void) | null;

/** A stage of which each patient's result is made of what is counted in his state. */
export interface PatientStage {
  readonly stage: string;
  /** All that the input hangs on, in words: where they are the same as last time, nothing is read. */
  readonly seenOf: (context: RunContext, state: PatientState) => string;
  /** Content hash of the input: where it is the same as last time, nothing is done. */
  readonly inputHash: (context: RunContext, state: PatientState) => string;
  readonly work: (context: RunContext, state: PatientState) => Promise<() => void> | (() => void);
}

/** Patients of whom anything changed since the stage saw them last, by internal number. */
export function dueItems(context: RunContext, { stage, seenOf }: PatientStage): string[] {
  return duePatients(context.db, stage, (state) => seenOf(context, state)).map(String);
}

/** Does a stage for some patients: what is up to date by its content is left alone. */
export function performStage(
  context: RunContext,
  items: readonly string[],
  onDone: () => void,
  { stage, seenOf, inputHash, work }: PatientStage,
): Promise<void> {
  return eachPatient(context, items, onDone, async (_context, state) => {
    const seen = seenOf(context, state);
    const hash = inputHash(context, state);
    const write = isUpToDate(context.db, stage, state.id, hash) ? null : await work(context, state);
    return () => {
      write?.();
      markDone(context.db, stage, state.id, hash, seen);
    };
  });
}

/**
 * Works through the patients and writes what came of it in one transaction at the end: a kill in between leaves none of
 * the batch, and the disk is asked to sync once.
 */
export async function eachPatient(
  context: RunContext,
  items: readonly string[],
  onDone: () => void,
  work: (context: RunContext, state: PatientState) => Promise<Write> | Write,
): Promise<void> {
  const writes: (() => void)[] = [];
  for (const item of items) {
    const state = patientState(context.db, Number(item));
    const write = state === undefined ? null : await work(context, state);
    if (write) writes.push(write);
    onDone();
  }
  if (writes.length > 0) transaction(context.db, () => writes.forEach((write) => write()));
}
