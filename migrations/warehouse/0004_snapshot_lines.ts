/** What the snapshots of a study are made of, a patient at a time, so that a night writes anew only what changed. */
import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  // the lines of the facts table, as JSON and as CSV; derived, and under pseudonyms
  `create table snapshot_lines (
     study text not null,
     patient text not null,
     input_hash text not null,
     lines text not null,
     csv text not null,
     primary key (study, patient)
   ) strict`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
