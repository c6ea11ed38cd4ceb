/** How much there is of everything. */
import type { Database } from './database.ts';
import type { Warehouse } from './schema.ts';

export const COUNTS = {
  patients: 'select count(*) from patient',
  resources: 'select count(*) from resource where is_current = 1',
  resource_versions: 'select count(*) from resource',
  resources_without_known_patient:
    'select count(*) from resource where is_current = 1 and patient is null and subject_ref is not null',
  /** Resources of which two versions are held that have neither a versionId nor a lastUpdated: the last received counts. */
  unversioned_conflict: `select count(*) from (select 1 from resource where version_id is null and last_updated is null
    group by type, id having count(*) > 1)`,
  notes: 'select count(*) from note',
  annotations: 'select count(*) from annotation',
  /** By the position of each patient's last one: to count them SQLite would walk over all their texts. */
  facts: 'select coalesce(sum((select max(position) + 1 from fact where patient = record.patient)), 0) from record',
  flags: 'select count(*) from flag',
  cohort_rows: 'select count(*) from cohort_row',
  eligible: 'select count(*) from cohort_row where eligible = 1',
} as const;

/** Each of `COUNTS`. */
export function warehouseCounts(db: Pick<Database<Warehouse>, 'sql'>): Record<keyof typeof COUNTS, number> {
  const entries = Object.entries(COUNTS).map(([name, query]) => [name, db.sql.prepare(query).pluck().get() as number]);
  return Object.fromEntries(entries) as Record<keyof typeof COUNTS, number>;
}
