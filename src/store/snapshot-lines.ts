/** Lines of the facts table as they went into a study's last snapshot, kept a patient at a time. */
import type { PatientId } from '../domain.ts';
import { type Database, prepared } from './database.ts';
import type { Warehouse } from './schema.ts';

type Db = Pick<Database<Warehouse>, 'sql'>;

export interface KeptLines {
  readonly patient: PatientId;
  /** Of everything that they were made from. */
  readonly input_hash: string;
  readonly lines: string;
  readonly csv: string;
}

export function keptLines(db: Db, study: string): Map<PatientId, KeptLines> {
  const text = 'select patient, input_hash, lines, csv from snapshot_lines where study = ?';
  return new Map((prepared(db, text).all(study) as KeptLines[]).map((row) => [row.patient, row]));
}

export function keepLines(db: Db, study: string, { patient, input_hash, lines, csv }: KeptLines): void {
  const text = 'insert or replace into snapshot_lines (study, patient, input_hash, lines, csv) values (?, ?, ?, ?, ?)';
  prepared(db, text).run(study, patient, input_hash, lines, csv);
}

export function dropLines(db: Db, study: string, patient: PatientId): void {
  prepared(db, 'delete from snapshot_lines where study = ? and patient = ?').run(study, patient);
}
