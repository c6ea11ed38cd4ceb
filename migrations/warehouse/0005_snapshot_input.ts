/** A snapshot knows what it was made of: a night that would make it of the same again writes nothing. */
import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  // hash of the input, and when it was first written; empty = not known of snapshots before this
  `alter table snapshot add column input text not null default ''`,
  `alter table snapshot add column since text not null default ''`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
