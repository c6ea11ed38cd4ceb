/**
 * Opening SQLite: the one place that sets and asserts how Lutra's files behave. Kysely builds typed SQL; better-sqlite3
 * runs it synchronously, so that a write is one immediate transaction and never spans an `await`.
 */
import { chmodSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { Compilable } from 'kysely';
import { LutraError } from '../errors.ts';
import { type SchemaName, expectSchema, migrate } from './migrations.ts';

export interface Database<T> {
  readonly sql: BetterSqlite3.Database;
  /** Builds queries; run them with `all`, `get` and `run`. */
  readonly kysely: Kysely<T>;
  close(): Promise<void>;
}

/** SQLite before 3.51.3 can corrupt a WAL database that two connections write (the WAL-reset bug). */
const OLDEST_SQLITE = [3, 51, 3] as const;
const WAL_ATTEMPTS = 500;

/**
 * Opens (and, unless `readonly`, creates and migrates) a database file with mode 0600.
 * Throws LutraError `environment` for an unfit SQLite, `store` for a file that cannot be opened or
 * is of another Lutra, `not_found` and `corrupt` for one that is missing or damaged.
 */
export async function openDatabase<T>(
  file: string,
  options: { migrations: SchemaName; readonly?: boolean },
): Promise<Database<T>> {
  const readonly = options.readonly ?? false;
  if (readonly) expectDatabase(file);
  if (!readonly) makeFolder(path.dirname(file));
  const sql = openFile(file, readonly);
  const kysely = new Kysely<T>({ dialect: new SqliteDialect({ database: sql }) });
  const database = { sql, kysely, close: () => kysely.destroy() };
  try {
    if (!readonly) await useWal(sql);
    setPragmas(sql);
    if (readonly) expectSchema(sql, file, options.migrations);
    else {
      chmodSync(file, 0o600);
      await migrate(sql, kysely, file, options.migrations);
    }
  } catch (error) {
    await database.close();
    throw damaged(error, file);
  }
  return database;
}

/** Throws LutraError `not_found` where there is no such file; where it may not be looked for, the error of the system. */
export function expectDatabase(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })) return;
  throw new LutraError('not_found', 'no database here yet', {
    place: file,
    remedy: 'name the data directory with --data, or run "lutra run" or "lutra extract" first',
  });
}

/** SQLite's word that a file is broken or no database at all, as an error with a remedy; others as they are. */
function damaged(error: unknown, file: string): unknown {
  const code = (error as { code?: unknown }).code;
  if (code !== 'SQLITE_NOTADB' && code !== 'SQLITE_CORRUPT') return error;
  return new LutraError('corrupt', 'the file is damaged or no database', {
    place: file,
    remedy: 'move it away; a warehouse is rebuilt by a run, review.db comes back from its backup',
    cause: error,
  });
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new LutraError('store', 'cannot make the data directory', {
      place: folder,
      remedy: 'name another with --data, or check who may write there',
      cause,
    });
  }
}

function openFile(file: string, readonly: boolean): BetterSqlite3.Database {
  try {
    return new BetterSqlite3(file, { readonly, fileMustExist: readonly });
  } catch (cause) {
    throw new LutraError('store', 'cannot open the database file', {
      place: file,
      remedy: 'check path, owner and free space',
      cause,
    });
  }
}

/** Turning a new file to WAL does not wait for another process that is doing the same; so it is tried again. */
async function useWal(sql: BetterSqlite3.Database): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      sql.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'SQLITE_BUSY' || attempt === WAL_ATTEMPTS) throw error;
      await setTimeout(10);
    }
  }
}

function setPragmas(sql: BetterSqlite3.Database): void {
  const version = sql.prepare<[], { v: string }>('select sqlite_version() as v').get()?.v ?? '0';
  if (isOlder(version.split('.').map(Number), OLDEST_SQLITE)) {
    throw new LutraError('environment', `SQLite ${version} has the WAL-reset defect`, {
      remedy: 'reinstall with "npm ci"',
    });
  }
  for (const setting of [
    'synchronous = FULL',
    'foreign_keys = ON',
    'busy_timeout = 10000',
    'trusted_schema = OFF',
    'cell_size_check = ON',
    'secure_delete = ON',
    'temp_store = MEMORY',
    'cache_size = -65536',
  ]) {
    sql.pragma(setting);
  }
}

function isOlder(version: readonly number[], wanted: readonly number[]): boolean {
  for (const [i, part] of wanted.entries()) {
    if ((version[i] ?? 0) !== part) return (version[i] ?? 0) < part;
  }
  return false;
}

/** A query bound to its row type, as Kysely's builders are. */
type Query<R> = Compilable<R>;

const statements = new WeakMap<BetterSqlite3.Database, Map<string, BetterSqlite3.Statement>>();
/** Texts that are kept: a list of values of every length has a text for each. */
const MAX_STATEMENTS = 500;

/** A statement of a text that is fixed: made once, for it costs more than most of what it does. */
export function prepared(db: Pick<Database<never>, 'sql'>, text: string): BetterSqlite3.Statement {
  const known = statements.get(db.sql) ?? new Map<string, BetterSqlite3.Statement>();
  statements.set(db.sql, known);
  const before = known.get(text);
  if (before) return before;
  const made = db.sql.prepare(text);
  if (known.size >= MAX_STATEMENTS) known.clear();
  known.set(text, made);
  return made;
}

/** All rows of a query. */
export function all<R>(db: Pick<Database<never>, 'sql'>, query: Query<R>): R[] {
  const compiled = query.compile();
  return prepared(db, compiled.sql).all(...compiled.parameters) as R[];
}

/** The first row of a query, or undefined. */
export function get<R>(db: Pick<Database<never>, 'sql'>, query: Query<R>): R | undefined {
  const compiled = query.compile();
  return prepared(db, compiled.sql).get(...compiled.parameters) as R | undefined;
}

/** Runs a statement; gives the number of rows it changed. */
export function run(db: Pick<Database<never>, 'sql'>, query: Query<unknown>): number {
  const compiled = query.compile();
  return prepared(db, compiled.sql).run(...compiled.parameters).changes;
}

/** Runs `work` in one immediate transaction: all of it or nothing, never a busy error halfway. */
export function transaction<R>(db: Pick<Database<never>, 'sql'>, work: () => R): R {
  return db.sql.transaction(work).immediate();
}
