/** What is read of everybody, in indexes of its own: in the rows it lies behind long texts, which SQLite would walk over. */
import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  `create index record_cycles on record (patient, cycles)`,
  `create index cohort_row_values on cohort_row (study, eligible, patient, cell_values)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
