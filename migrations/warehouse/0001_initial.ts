/** The warehouse as first shipped. Frozen: later changes are later migrations. */
import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  // raw: everything received, every version, as received
  `create table resource (
     rid integer primary key,
     type text not null,
     id text not null,
     hash text not null,
     version_id text,
     last_updated text,
     body text not null,
     full_url text,
     subject_ref text,
     named_patient text,
     patient text,
     source text not null,
     request text not null,
     first_seen text not null,
     last_seen text not null,
     gone_since text,
     is_current integer not null check (is_current in (0, 1)),
     unique (type, id, hash)
   ) strict`,
  `create unique index resource_current on resource (type, id) where is_current = 1`,
  `create index resource_patient on resource (patient, type) where is_current = 1`,
  `create index resource_named on resource (named_patient) where is_current = 1`,
  `create index resource_source on resource (source, type) where is_current = 1`,
  `create index resource_full_url on resource (full_url) where full_url is not null`,
  // resources that a patient's resources need but that name no patient themselves (Medication, Binary)
  `create table link (
     rid integer not null references resource (rid),
     type text not null,
     id text not null,
     primary key (rid, type, id)
   ) strict, without rowid`,
  // what a source said that it holds no more; lifted where it gives the resource again
  `create table tombstone (
     type text not null,
     id text not null,
     at text not null,
     source text not null,
     reason text not null check (reason in ('deleted', 'moved', 'left_group')),
     deleted_at text,
     request text not null,
     lifted_at text,
     primary key (type, id, at)
   ) strict, without rowid`,
  `create table patient (pid integer primary key, id text not null unique) strict`,
  // patient records that stand for the same person as another one
  `create table identity (id text primary key, canonical text not null) strict, without rowid`,
  `create index identity_canonical on identity (canonical)`,
  // the ledger: what was asked for, what came, what was set aside
  `create table run (
     id text primary key,
     source text,
     studies text not null,
     state text not null check (state in ('running', 'complete', 'incomplete', 'failed')),
     started_at text not null,
     finished_at text,
     reasons text not null
   ) strict`,
  `create table quarantine (
     source text not null,
     request text not null,
     hash text not null,
     code text not null,
     detail text not null,
     first_seen text not null,
     last_seen text not null,
     primary key (source, request, hash, code)
   ) strict, without rowid`,
  `create table completeness (
     source text not null,
     scope text not null check (scope in ('chart', 'discovery', 'deletions')),
     type text not null,
     patient text not null,
     part text not null,
     since text,
     until text,
     state text not null check (state in ('complete', 'incomplete', 'unknown')),
     reason text,
     announced integer,
     received integer not null,
     request text not null,
     run text not null references run (id),
     at text not null,
     primary key (source, scope, type, patient, part)
   ) strict, without rowid`,
  `create index completeness_patient on completeness (patient, source)`,
  // up to when, by the source's own clock, a range was read without a hole
  `create table watermark (
     source text not null,
     scope text not null,
     type text not null,
     patient text not null,
     at text not null,
     full_at text not null,
     run text not null references run (id),
     primary key (source, scope, type, patient)
   ) strict, without rowid`,
  // derived: always rebuildable
  `create table stage_state (
     stage text not null,
     item text not null,
     input_hash text not null,
     primary key (stage, item)
   ) strict, without rowid`,
  `create table note (
     id text primary key,
     patient text not null,
     date text,
     kind text,
     language text,
     method text not null,
     sources text not null,
     text text not null,
     hash text not null
   ) strict`,
  `create index note_patient on note (patient)`,
  `create table document_without_text (
     patient text not null,
     resource text not null,
     attachment integer not null,
     reason text not null,
     content_type text,
     covered integer not null check (covered in (0, 1)),
     primary key (patient, resource, attachment)
   ) strict, without rowid`,
  `create table annotation (
     note text primary key,
     patient text not null,
     rules text not null,
     body text not null
   ) strict`,
  `create index annotation_patient on annotation (patient)`,
  `create table fact (
     patient text not null,
     position integer not null,
     kind text not null,
     date text,
     body text not null,
     primary key (patient, position)
   ) strict, without rowid`,
  `create table fact_problem (
     patient text not null,
     position integer not null,
     code text not null,
     body text not null,
     primary key (patient, position)
   ) strict, without rowid`,
  `create table record (patient text primary key, hash text not null, body text not null) strict`,
  `create table flag (
     id text primary key,
     patient text not null,
     topic text not null,
     code text not null,
     fingerprint text not null,
     body text not null
   ) strict`,
  `create index flag_patient on flag (patient)`,
  `create table study (id text primary key, hash text not null, definition text not null, place text not null) strict`,
  // frozen cohorts that were written; the folders are the truth
  `create table snapshot (
     study text not null,
     folder text not null,
     content_hash text not null,
     run text not null references run (id),
     at text not null,
     primary key (study, folder)
   ) strict, without rowid`,
  `create table cohort_row (
     study text not null,
     patient text not null,
     eligible integer not null check (eligible in (0, 1)),
     excluded_by text,
     body text not null,
     primary key (study, patient)
   ) strict`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
