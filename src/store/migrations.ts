/** The schema of a database file: brought up to date by who writes, asked for by who only reads. */
import { promises as fs, readdirSync } from 'node:fs';
import path from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import type { Kysely } from 'kysely';
import { FileMigrationProvider, Migrator } from 'kysely/migration';
import { LutraError } from '../errors.ts';

export type SchemaName = 'warehouse' | 'review';

const FOLDER = path.join(import.meta.dirname, '..', '..', 'migrations');

/** Throws LutraError `store` for a file of a newer Lutra, or one whose schema cannot be brought to this one. */
export async function migrate<T>(
  sql: BetterSqlite3.Database,
  kysely: Kysely<T>,
  file: string,
  schema: SchemaName,
): Promise<void> {
  refuseNewer(sql, file, schema);
  const migrationFolder = path.join(FOLDER, schema);
  const migrator = new Migrator({ db: kysely, provider: new FileMigrationProvider({ fs, path, migrationFolder }) });
  const known = await migrator.getMigrations();
  if (known.length > 0 && known.every(({ executedAt }) => executedAt !== undefined)) return;
  // Kysely changes SQLite's tables outside a transaction: ours makes another process that opens the file wait for all.
  sql.exec('begin immediate');
  const { error } = await migrator.migrateToLatest();
  sql.exec(error ? 'rollback' : 'commit');
  if (error) {
    throw new LutraError('store', 'the database could not be brought to this version of Lutra', {
      place: file,
      remedy: 'restore a backup, or use the version of Lutra that wrote it',
      cause: error,
    });
  }
}

const BRINGS_UP_TO_DATE: Readonly<Record<SchemaName, string>> = {
  warehouse: 'bring it up to date with a run: "lutra run", or "lutra annotate" where no source is at hand',
  review: 'bring it up to date by starting "lutra review" once',
};

/** Throws LutraError `store` for a file of an older or newer Lutra: it would be read wrongly, and a reader changes nothing. */
export function expectSchema(sql: BetterSqlite3.Database, file: string, schema: SchemaName): void {
  refuseNewer(sql, file, schema);
  const done = new Set(executed(sql));
  if (migrationsOf(schema).every((name) => done.has(name))) return;
  throw new LutraError('store', 'the database was written by an older Lutra', {
    place: file,
    remedy: BRINGS_UP_TO_DATE[schema],
  });
}

function refuseNewer(sql: BetterSqlite3.Database, file: string, schema: SchemaName): void {
  const known = new Set(migrationsOf(schema));
  if (executed(sql).every((name) => known.has(name))) return;
  throw new LutraError('store', 'the database was written by a newer Lutra', {
    place: file,
    remedy: 'use that version, or a backup from before it',
  });
}

function migrationsOf(schema: SchemaName): string[] {
  return readdirSync(path.join(FOLDER, schema)).flatMap((name) => (name.endsWith('.ts') ? [name.slice(0, -3)] : []));
}

function executed(sql: BetterSqlite3.Database): string[] {
  const isThere = sql.prepare(`select 1 from sqlite_master where name = 'kysely_migration'`).get() !== undefined;
  return isThere ? (sql.prepare('select name from kysely_migration').pluck().all() as string[]) : [];
}
