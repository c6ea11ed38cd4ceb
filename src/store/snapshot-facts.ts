/** The facts table of a study's last snapshot: lines and CSV of each patient, Parquet of each part of them. */
import type { CellValue, PatientId } from '../domain.ts';
import { type Database, prepared } from './database.ts';
import type { Warehouse } from './schema.ts';

type Db = Pick<Database<Warehouse>, 'sql'>;
type Line = readonly CellValue[];

export interface KeptPatient {
  readonly patient: PatientId;
  /** His pseudonym. */
  readonly subject: string;
  /** Of everything that his lines were made from. */
  readonly input_hash: string;
  /** The lines as CSV, without header. */
  readonly csv: Uint8Array;
}

export interface KeptPart {
  /** First and last pseudonym. */
  readonly first: string;
  readonly last: string;
  /** Of the inputs of everybody in it. */
  readonly input_hash: string;
  /** How many. */
  readonly lines: number;
  readonly parquet: Uint8Array;
}

/** Columns of a line after the pseudonym, as the facts table has them. */
const LINE_COLUMNS = `fact, kind, date, date_precision, value, detail, in_doubt, source, source_ref, path, span_start,
  span_end, rule`;

/** The lines of a study in the order of the facts table: takes the study. */
export const LINES_OF_STUDY = `select subject_id, ${LINE_COLUMNS} from main.snapshot_fact where study = ?
  order by subject_id, line`;

/** Input hashes of the patients of whom lines are kept. */
export function keptPatients(db: Db, study: string): Map<PatientId, string> {
  const rows = prepared(db, 'select patient, input_hash from snapshot_patient where study = ?').raw().all(study);
  return new Map(rows as [PatientId, string][]);
}

/** Keeps a patient's lines, each beginning with his pseudonym, in place of those of before. */
export function keepPatient(db: Db, study: string, kept: KeptPatient, lines: readonly Line[]): void {
  forgetPatient(db, study, kept.patient);
  const text = 'insert into snapshot_patient (study, patient, subject, input_hash, csv) values (?, ?, ?, ?, ?)';
  prepared(db, text).run(study, kept.patient, kept.subject, kept.input_hash, kept.csv);
  const insert = prepared(
    db,
    `insert into snapshot_fact (study, line, subject_id, ${LINE_COLUMNS})
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const [i, line] of lines.entries()) insert.run(study, i, ...line);
}

/** Also his lines, and the part that he is in: the database does so itself. */
export function forgetPatient(db: Db, study: string, patient: PatientId): void {
  prepared(db, 'delete from snapshot_patient where study = ? and patient = ?').run(study, patient);
}

/** Input hashes of the parts that are kept, by their first pseudonym. */
export function keptParts(db: Db, study: string): Map<string, string> {
  const rows = prepared(db, 'select first, input_hash from snapshot_part where study = ?').raw().all(study);
  return new Map(rows as [string, string][]);
}

/** Keeps a part with its Parquet, in place of one that begins with the same pseudonym. */
export function keepPart(db: Db, study: string, { first, last, input_hash, lines, parquet }: KeptPart): void {
  const text =
    'insert or replace into snapshot_part (study, first, last, input_hash, lines, parquet) values (?, ?, ?, ?, ?, ?)';
  prepared(db, text).run(study, first, last, input_hash, lines, parquet);
}

/** Forgets the part that begins with this pseudonym. */
export function forgetPart(db: Db, study: string, first: string): void {
  prepared(db, 'delete from snapshot_part where study = ? and first = ?').run(study, first);
}

/** The lines of the subjects from first to last, in the order of the facts table. */
export function linesBetween(db: Db, study: string, first: string, last: string): Line[] {
  const text = `select subject_id, ${LINE_COLUMNS} from snapshot_fact where study = ? and subject_id between ? and ?
    order by subject_id, line`;
  return prepared(db, text).raw().all(study, first, last) as Line[];
}

/** Lines of all parts. */
export function countLines(db: Db, study: string): number {
  return prepared(db, 'select coalesce(sum(lines), 0) from snapshot_part where study = ?').pluck().get(study) as number;
}

/** CSV of each patient, in the order of the facts table. */
export function csvOfPatients(db: Db, study: string): Uint8Array[] {
  const text = 'select csv from snapshot_patient where study = ? order by subject';
  return prepared(db, text).pluck().all(study) as Uint8Array[];
}

/** Parquet of each part, in the order of the facts table. */
export function parquetOfParts(db: Db, study: string): Uint8Array[] {
  return prepared(db, 'select parquet from snapshot_part where study = ? order by first')
    .pluck()
    .all(study) as Uint8Array[];
}
