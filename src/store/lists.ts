/** Patients who were asked for together: a list is named by its hash, so that the same patients are one list every night. */
import type { PatientId } from '../domain.ts';
import { contentHash } from '../canonical.ts';
import { type Database, prepared } from './database.ts';
import type { Warehouse } from './schema.ts';

type Db = Pick<Database<Warehouse>, 'sql'>;

const FIND = 'select list from patient_list where hash = ?';
const PUT = 'insert into patient_list (hash) values (?) returning list';
const PUT_MEMBER = 'insert into patient_list_member (patient, list) values (?, ?)';
const MEMBERS = 'select patient from patient_list_member where list = ?';

/** The number of a list, made where it is new. */
export function listOf(db: Db, patients: readonly PatientId[]): number {
  const hash = contentHash([...patients].sort());
  const known = prepared(db, FIND).get(hash) as { list: number } | undefined;
  if (known) return known.list;
  const { list } = prepared(db, PUT).get(hash) as { list: number };
  for (const patient of new Set(patients)) prepared(db, PUT_MEMBER).run(patient, list);
  return list;
}

/** The patients of a list. */
export function membersOf(db: Db, list: number): PatientId[] {
  return (prepared(db, MEMBERS).all(list) as { patient: PatientId }[]).map(({ patient }) => patient);
}

/**
 * Text that forgets what a list says no more, looking from the list's own patients (`cross join`: SQLite would walk all
 * ranges of the type): `ofRange` narrows what was said of a patient by himself, `later` what came after.
 */
const forget = (table: string, own: string, ofRange: string, later: string): string =>
  `delete from ${table} where not exists (
     select 1 from patient_list_member m cross join ${own} o
       on o.source = ${table}.source and o.scope = 'chart' and o.type = ${table}.type and o.patient = m.patient ${ofRange}
     where m.list = ${table}.list and o.seq < ${table}.seq and not exists (
       select 1 from patient_list_member other join ${table} later
         on later.list = other.list and later.source = ${table}.source and later.type = ${table}.type
       where other.patient = m.patient and later.seq > ${table}.seq ${later}))`;
const FORGET_RANGES = forget('list_range', 'own_range', "and o.part = ''", '');
// Forwards only, also where the source's clock was set back: the furthest mark stays.
const FORGET_MARKS = forget('list_mark', 'own_mark', '', 'and later.at >= list_mark.at');
const UNUSED = 'list not in (select list from list_range union select list from list_mark)';

/**
 * Forgets what was said of a list where something later was said of each of its patients, or they are not read any more;
 * and the lists of which nothing is said.
 */
export function forgetOldLists(db: Db): void {
  const texts = [
    FORGET_RANGES,
    FORGET_MARKS,
    ...['patient_list_member', 'patient_list'].map((table) => `delete from ${table} where ${UNUSED}`),
  ];
  for (const text of texts) prepared(db, text).run();
}
