/** What the store holds of a source, as the extractors ask for it. */
import type { Known } from '../../src/extractors/source.ts';
import type { Database } from '../../src/store/database.ts';
import { patientsReadFrom, watermarkOf } from '../../src/store/ranges.ts';
import type { Warehouse } from '../../src/store/schema.ts';

export function knownOf(db: Database<Warehouse>, source: string): Known {
  const ids = db.sql
    .prepare<[string, string, string], string>(
      // Left to itself SQLite walks all resources of the type.
      `select id from resource indexed by resource_named
       where named_patient = ? and type = ? and source = ? and is_current = 1 order by id`,
    )
    .pluck();
  const holder = db.sql.prepare<[string, string, string], { patient: string | null }>(
    'select named_patient as patient from resource where type = ? and id = ? and source = ? and is_current = 1',
  );
  return {
    patients: patientsReadFrom(db, source),
    watermark: (type, patient) => {
      const mark = watermarkOf(db, { source, scope: 'chart', type, patient: patient ?? '' });
      return mark ? { at: mark.at, fullAt: mark.full_at } : null;
    },
    deletionsUntil: (type) => watermarkOf(db, { source, scope: 'deletions', type, patient: '' })?.at ?? null,
    ids: (type, patient) => ids.all(patient, type, source),
    holder: ({ type, id }) => holder.get(type, id, source) ?? null,
  };
}
