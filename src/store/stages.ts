/** Which item of which stage was made from which input: how a run finds what it has to do, and nothing else. */
import type { PatientId } from '../domain.ts';
import { type Database, prepared } from './database.ts';
import type { Warehouse } from './schema.ts';

type Db = Pick<Database<Warehouse>, 'sql'>;

/** How often something of a patient changed, kept by the database itself. Equal counters, equal content; not the other way round. */
export interface PatientState {
  readonly pid: number;
  readonly id: PatientId;
  readonly raw: number;
  readonly notes: number;
  readonly annotations: number;
}

const STATE = 'select pid, id, raw, notes, annotations from patient';

/** The patient behind an internal number, as job payloads carry it. */
export function patientState(db: Db, pid: number): PatientState | undefined {
  return prepared(db, `${STATE} where pid = ?`).get(pid) as PatientState | undefined;
}

/**
 * Patients of whom a stage has seen something else than what there is now, by internal number. `seenOf` puts into words
 * all that the stage's input hangs on: the counters it reads and the versions in use.
 */
export function duePatients(db: Db, stage: string, seenOf: (state: PatientState) => string): number[] {
  const text = `select p.pid, p.id, p.raw, p.notes, p.annotations, s.seen from patient p
    left join stage_state s on s.stage = ? and s.item = p.id order by p.id`;
  const rows = prepared(db, text).all(stage) as (PatientState & { seen: string | null })[];
  return rows.filter((row) => row.seen !== seenOf(row)).map(({ pid }) => pid);
}

/** Is the item's result made of exactly this input? */
export function isUpToDate(db: Db, stage: string, item: string, inputHash: string): boolean {
  const row = prepared(db, 'select input_hash from stage_state where stage = ? and item = ?').get(stage, item);
  return (row as { input_hash: string } | undefined)?.input_hash === inputHash;
}

/** Input hashes of everything that a stage made, by item. */
export function inputHashes(db: Db, stage: string): Map<string, string> {
  const rows = prepared(db, 'select item, input_hash from stage_state where stage = ?').all(stage);
  return new Map((rows as { item: string; input_hash: string }[]).map((row) => [row.item, row.input_hash]));
}

/**
 * Written in the same transaction as the result, so that a kill in between leaves neither. `seen`, where the stage finds
 * its patients by it, as it was before the input was read: what changed meanwhile makes the patient due again.
 */
export function markDone(db: Db, stage: string, item: string, inputHash: string, seen = ''): void {
  const text = `insert into stage_state (stage, item, input_hash, seen) values (?, ?, ?, ?)
    on conflict (stage, item) do update set input_hash = excluded.input_hash, seen = excluded.seen`;
  prepared(db, text).run(stage, item, inputHash, seen);
}
