/** What the steps that go patient by patient have in common. */
import type { PatientId } from '../../src/domain.ts';
import { transaction } from '../../src/store/database.ts';
import { allPatients, patientByNumber } from '../../src/store/derived.ts';
import type { RunContext } from '../context.ts';

/** Every patient of the warehouse, by internal number. */
export function patientItems(context: RunContext): string[] {
  return allPatients(context.db).map((patient) => String(patient.pid));
}

/** What a patient's work leaves to be written; null when all is up to date. */
export type Write = (() => void) | null;

/**
 * Works through the patients and writes what came of it in one transaction at the end: a kill in between leaves none of
 * the batch, and the disk is asked to sync once.
 */
export async function eachPatient(
  context: RunContext,
  items: readonly string[],
  onDone: () => void,
  work: (context: RunContext, patient: PatientId) => Promise<Write> | Write,
): Promise<void> {
  const writes: (() => void)[] = [];
  for (const item of items) {
    const patient = patientByNumber(context.db, Number(item));
    const write = patient === undefined ? null : await work(context, patient);
    if (write) writes.push(write);
    onDone();
  }
  if (writes.length > 0) transaction(context.db, () => writes.forEach((write) => write()));
}
