/** Finds resources with versions that nothing tells apart without walking over all that tell. */
import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  `create index resource_unversioned on resource (type, id, version_id, last_updated)
     where version_id is null and last_updated is null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
