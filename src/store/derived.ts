/** Facts, patient records, flags and cohort rows: replaced a patient at a time, in one transaction with their stage mark. */
import type { CellValue, CohortRow, Fact, Flag, PatientId } from '../domain.ts';
import type { PatientRecord } from '../facts/record.ts';
import { canonicalJson, sha256 } from '../canonical.ts';
import { type Database, all, get, prepared, run } from './database.ts';
import type { Warehouse } from './schema.ts';

type Db = Database<Warehouse>;

export interface DerivedPatient {
  readonly patient: PatientId;
  readonly facts: readonly Fact[];
  readonly problems: readonly { readonly code: string }[];
  readonly record: PatientRecord;
  readonly flags: readonly Flag[];
}

/** Writes everything derived of one patient in place of what there was. Belongs into the transaction of the stage. */
export function replaceDerived(db: Db, derived: DerivedPatient): void {
  const { patient } = derived;
  for (const table of ['fact', 'fact_problem', 'flag', 'record'] as const) {
    run(db, db.kysely.deleteFrom(table).where('patient', '=', patient));
  }
  const insert = db.sql.prepare('insert into fact (patient, position, kind, date, body) values (?, ?, ?, ?, ?)');
  derived.facts.forEach((fact, i) => insert.run(patient, i, fact.kind, fact.date, JSON.stringify(fact)));
  derived.problems.forEach((problem, position) =>
    run(
      db,
      db.kysely
        .insertInto('fact_problem')
        .values({ patient, position, code: problem.code, body: JSON.stringify(problem) }),
    ),
  );
  for (const flag of derived.flags) {
    const { id, topic, code, fingerprint } = flag;
    run(db, db.kysely.insertInto('flag').values({ id, patient, topic, code, fingerprint, body: JSON.stringify(flag) }));
  }
  const body = canonicalJson(derived.record);
  const cycles = JSON.stringify(derived.record.rlt.cycles);
  run(db, db.kysely.insertInto('record').values({ patient, hash: sha256(body), body, cycles }));
}

export interface PatientItem {
  readonly pid: number;
  readonly id: PatientId;
}

/** The internal number of a patient. */
export function patientById(db: Db, id: PatientId): PatientItem | undefined {
  return get(db, db.kysely.selectFrom('patient').select(['pid', 'id']).where('id', '=', id));
}

/** What stands for the content of a patient's record, without its text. */
export function recordHash(db: Db, patient: PatientId): string | undefined {
  return get(db, db.kysely.selectFrom('record').select('hash').where('patient', '=', patient))?.hash;
}

/** Content hashes of all patients' records. */
export function recordHashes(db: Db): { patient: PatientId; pid: number; hash: string }[] {
  const text = 'select r.patient, p.pid, r.hash from record r join patient p on p.id = r.patient order by r.patient';
  return prepared(db, text).all() as { patient: PatientId; pid: number; hash: string }[];
}

/** The record with its content hash. */
export function recordOf(db: Db, patient: PatientId): { hash: string; record: PatientRecord } | undefined {
  const row = get(db, db.kysely.selectFrom('record').select(['hash', 'body']).where('patient', '=', patient));
  return row && { hash: row.hash, record: JSON.parse(row.body) as PatientRecord };
}

/** The cycles of a patient's record alone: the record as a whole is long. */
export function cyclesOfRecord(db: Db, patient: PatientId): PatientRecord['rlt']['cycles'] {
  const cycles = prepared(db, 'select cycles from record indexed by record_cycles where patient = ?')
    .pluck()
    .get(patient) as string | undefined;
  return cycles === undefined ? [] : (JSON.parse(cycles) as PatientRecord['rlt']['cycles']);
}

/** Facts of a patient in the order they were derived. */
export function factsOf(db: Db, patient: PatientId): Fact[] {
  const query = db.kysely.selectFrom('fact').select('body').where('patient', '=', patient).orderBy('position');
  return all(db, query).map((row) => JSON.parse(row.body) as Fact);
}

/** What could not be read of the coded record, by code. */
export function problemSummary(db: Db): { code: string; problems: number }[] {
  return all(
    db,
    db.kysely
      .selectFrom('fact_problem')
      .select((e) => ['code', e.fn.countAll<number>().as('problems')])
      .groupBy('code')
      .orderBy('code'),
  );
}

/** All open questions, by patient and topic. */
export function allFlags(db: Db): Flag[] {
  return all(db, db.kysely.selectFrom('flag').select('body').orderBy('patient').orderBy('topic')).map(
    (row) => JSON.parse(row.body) as Flag,
  );
}

/** One open question. */
export function flagById(db: Db, id: string): Flag | undefined {
  const row = get(db, db.kysely.selectFrom('flag').select('body').where('id', '=', id));
  return row && (JSON.parse(row.body) as Flag);
}

export interface StoredStudy {
  readonly id: string;
  readonly hash: string;
  readonly definition: string;
  readonly place: string;
}

/** Keeps a study's definition as it was used. Rows of an earlier definition stay until they are made again. */
export function putStudy(db: Db, study: StoredStudy): void {
  run(
    db,
    db.kysely
      .insertInto('study')
      .values(study)
      .onConflict((c) => c.column('id').doUpdateSet(study)),
  );
}

/** Every study ever asked, as it was defined last. */
export function storedStudies(db: Db): StoredStudy[] {
  return all(db, db.kysely.selectFrom('study').selectAll().orderBy('id'));
}

/** Keeps a patient's row of a study, with the plain values beside the whole. */
export function putCohortRow(db: Db, row: CohortRow): void {
  const values = {
    study: row.study,
    patient: row.patient,
    eligible: row.eligible ? 1 : 0,
    excluded_by: row.excludedBy,
    body: JSON.stringify(row),
    cell_values: JSON.stringify(
      Object.fromEntries(Object.entries(row.cells).map(([name, { value }]) => [name, value])),
    ),
  };
  run(
    db,
    db.kysely
      .insertInto('cohort_row')
      .values(values)
      .onConflict((c) => c.columns(['study', 'patient']).doUpdateSet(values)),
  );
}

/** Every patient seen through the study, ordered by patient id. */
export function cohortRows(db: Db, study: string): CohortRow[] {
  const query = db.kysely.selectFrom('cohort_row').select('body').where('study', '=', study).orderBy('patient');
  return all(db, query).map((row) => JSON.parse(row.body) as CohortRow);
}

/** One of them who is in the cohort, with the values of his cells alone. */
export interface EligibleRow {
  readonly patient: PatientId;
  readonly eligible: true;
  readonly values: Readonly<Record<string, CellValue>>;
}

/** Those who are in the cohort. What proves a value is most of a row, and is left in the database. */
export function eligibleRows(db: Db, study: string): EligibleRow[] {
  const text = 'select patient, cell_values from cohort_row where study = ? and eligible = 1 order by patient';
  const rows = prepared(db, text).all(study) as { patient: PatientId; cell_values: string }[];
  return rows.map(({ patient, cell_values }) => ({
    patient,
    eligible: true,
    values: JSON.parse(cell_values) as EligibleRow['values'],
  }));
}

/** Of every patient seen through the study, which criterion excluded him. */
export function exclusions(db: Db, study: string): Pick<CohortRow, 'excludedBy'>[] {
  const text = 'select excluded_by as excludedBy from cohort_row where study = ?';
  return prepared(db, text).all(study) as Pick<CohortRow, 'excludedBy'>[];
}

/** How many patients are in the cohort. */
export function eligibleCount(db: Db, study: string): number {
  const query = db.kysely.selectFrom('cohort_row').select((e) => e.fn.countAll<number>().as('n'));
  return get(db, query.where('study', '=', study).where('eligible', '=', 1))?.n ?? 0;
}
