/** What the store holds of a source, as the extractors ask for it. */
import type { Known } from '../../src/extractors/source.ts';
import type { Database } from '../../src/store/database.ts';
import { linksFrom } from '../../src/store/identity.ts';
import { outstandingOf, patientsReadFrom, watermarkOf, watermarksOf } from '../../src/store/ranges.ts';
import { heldResource } from '../../src/store/raw.ts';
import type { Warehouse } from '../../src/store/schema.ts';

/** Who was read before and who is linked, as of the beginning; all else as of when it is asked, watermarks a type at a time. */
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
  const holds = db.sql
    .prepare<[string, string], number>(
      'select exists (select 1 from resource where source = ? and type = ? and is_current = 1)',
    )
    .pluck();
  const patientsHeld = db.sql
    .prepare<[string], string>(
      `select id from resource where source = ? and type = 'Patient' and is_current = 1 order by id`,
    )
    .pluck();
  // Asked of every patient, type by type: one type is held at a time, however many patients there are.
  let held: { readonly type: string; readonly marks: ReturnType<typeof watermarksOf> } | null = null;
  const ofType = (type: string): ReturnType<typeof watermarksOf> => {
    if (held?.type !== type) held = { type, marks: watermarksOf(db, source, type) };
    return held.marks;
  };
  const links = linksFrom(db, source);
  return {
    patients: patientsReadFrom(db, source),
    watermark: (type, patient) => {
      const mark = patient ? ofType(type).get(patient) : watermarkOf(db, { source, scope: 'chart', type, patient: '' });
      return mark ? { at: mark.at, fullAt: mark.full_at } : null;
    },
    deletionsUntil: (type) => watermarkOf(db, { source, scope: 'deletions', type, patient: '' })?.at ?? null,
    links: (patient) => links.get(patient) ?? [],
    held: () => patientsHeld.all(source),
    ids: (type, patient) => ids.all(patient, type, source),
    holds: (type) => holds.get(source, type) === 1,
    outstanding: outstandingOf(db, source),
    resource: ({ type, id }) => heldResource(db, source, { type, id }),
    holder: ({ type, id }) => holder.get(type, id, source) ?? null,
  };
}
