/** Derived rows of patients of whom nothing is left: deleted, moved, merged into another, out of the group. */
import { type Database, transaction } from './database.ts';
import type { Warehouse } from './schema.ts';

const OF_PATIENT = [
  'note',
  'document_without_text',
  'annotation',
  'fact',
  'fact_problem',
  'record',
  'flag',
  'cohort_row',
  'snapshot_patient',
];

/** Removes every trace of them from what is derived; gives how many they were. What people decided is not touched. */
export function vanishPatients(db: Database<Warehouse>): number {
  return transaction(db, () => {
    const gone = db.sql
      .prepare<[], string>(
        `select id from patient where not exists
           (select 1 from resource where resource.patient = patient.id and resource.is_current = 1)`,
      )
      .pluck()
      .all();
    for (const id of gone) {
      for (const table of OF_PATIENT) db.sql.prepare(`delete from ${table} where patient = ?`).run(id);
      db.sql.prepare('delete from stage_state where item = ?').run(id);
      db.sql.prepare('delete from patient where id = ?').run(id);
    }
    return gone.length;
  });
}
