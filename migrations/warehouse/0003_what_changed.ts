/**
 * Counters by which a stage sees which patients changed, without reading anything of those who did not. Triggers keep them:
 * whatever writes a resource, a note or an annotation, the counter of its patient moves in the same transaction.
 */
import { type Kysely, sql } from 'kysely';

/** The patient of a resource, and those whose resources point to it. */
const touch = (row: 'new' | 'old'): string =>
  `update patient set raw = raw + 1 where id = ${row}.patient or id in
     (select r.patient from link l join resource r on r.rid = l.rid and r.is_current = 1 where l.id = ${row}.id)`;

const counted = (table: 'note' | 'annotation'): string[] =>
  [
    ['insert', 'new'],
    ['update', 'new'],
    ['delete', 'old'],
  ].map(
    ([event, row]) => `create trigger ${table}_${event} after ${event} on ${table} begin
      update patient set ${table}s = ${table}s + 1 where id = ${row}.patient; end`,
  );

const STATEMENTS = [
  // how often the patient's resources, notes and annotations changed
  ...['raw', 'notes', 'annotations'].map(
    (counter) => `alter table patient add column ${counter} integer not null default 0`,
  ),
  // what the counters were, and which versions were in use, when the item was last found to be up to date
  `alter table stage_state add column seen text not null default ''`,
  `create index link_target on link (id)`,
  `create trigger resource_insert after insert on resource when new.is_current = 1 begin ${touch('new')}; end`,
  `create trigger resource_update after update of is_current, patient on resource
     when old.is_current is not new.is_current or old.patient is not new.patient
     begin ${touch('old')}; ${touch('new')}; end`,
  ...counted('note'),
  ...counted('annotation'),
  // what is asked of every patient every night, without a look at the resources' texts
  `drop index resource_named`,
  `create index resource_named on resource (named_patient, type, source, id) where is_current = 1`,
  `drop index resource_patient`,
  `create index resource_patient on resource (patient, source, type) where is_current = 1`,
  `create index own_range_open on own_range (source, scope) where state != 'complete'`,
  `create index resource_without_patient on resource (subject_ref) where patient is null`,
  `create index resource_without_name on resource (subject_ref) where named_patient is null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
