/** What the facts table of a study's last snapshot was made of, in the forms in which the next one takes it over. */
import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  'drop table snapshot_lines',
  // who is in it; all of it is derived, and what could leave is under pseudonyms
  `create table snapshot_patient (
     study text not null,
     patient text not null,
     subject text not null,
     input_hash text not null,
     csv blob not null,
     primary key (study, patient),
     unique (study, subject)
   ) strict`,
  `create table snapshot_fact (
     study text not null,
     subject_id text not null,
     line integer not null,
     fact integer,
     kind text,
     date text,
     date_precision text,
     value text,
     detail text,
     in_doubt integer,
     source text,
     source_ref text,
     path text,
     span_start integer,
     span_end integer,
     rule text,
     primary key (study, subject_id, line)
   ) strict, without rowid`,
  // Parquet of the subjects from first to last
  `create table snapshot_part (
     study text not null,
     first text not null,
     last text not null,
     input_hash text not null,
     lines integer not null,
     parquet blob not null,
     primary key (study, first)
   ) strict`,
  // Whoever is forgotten leaves nothing behind.
  `create trigger snapshot_patient_deleted after delete on snapshot_patient begin
     delete from snapshot_fact where study = old.study and subject_id = old.subject;
     delete from snapshot_part where study = old.study and old.subject between first and last;
   end`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
