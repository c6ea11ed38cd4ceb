/** What a snapshot reads of everybody of the cohort each time, beside the long texts that prove it. */
import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  // the value of each cell of `body`, by column
  `alter table cohort_row add column cell_values text not null default '{}'`,
  `update cohort_row set cell_values =
     (select json_group_object(key, value -> '$.value') from json_each(body, '$.cells'))`,
  // the cycles of `body`
  `alter table record add column cycles text not null default '[]'`,
  `update record set cycles = coalesce(body -> '$.rlt.cycles', '[]')`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
