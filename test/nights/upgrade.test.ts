/** A warehouse as it was first shipped, with data in it, goes on under the code of today. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import * as initial from '../../migrations/warehouse/0001_initial.ts';
import { openDatabase } from '../../src/store/database.ts';
import type { Warehouse } from '../../src/store/schema.ts';
import * as make from '../support/nights.ts';
import { admit, aDayLater, freshHash, hashOf, night, startHospital } from '../support/nights.ts';
import { tempDir } from '../support/temp.ts';

const TABLES = `select name from main.sqlite_master
  where type = 'table' and name not like 'kysely_%' and name not like 'sqlite_%' order by rowid`;

/** A warehouse of the first migration alone, with what `from` holds in all tables and columns that were there then. */
async function asFirstShipped(from: string, to: string): Promise<void> {
  const sql = new BetterSqlite3(path.join(to, 'warehouse.db'));
  const kysely = new Kysely({ dialect: new SqliteDialect({ database: sql }) });
  const provider = { getMigrations: () => Promise.resolve({ '0001_initial': initial }) };
  const { error } = await new Migrator({ db: kysely, provider }).migrateToLatest();
  assert.equal(error, undefined);
  sql.prepare('attach ? as now').run(path.join(from, 'warehouse.db'));
  for (const table of sql.prepare(TABLES).pluck().all() as string[]) {
    const names = (schema: string): string[] =>
      (sql.pragma(`${schema}.table_info(${table})`) as { name: string }[]).map(({ name }) => name);
    const now = new Set(names('now'));
    const columns = names('main').filter((name) => now.has(name));
    sql.exec(`insert into main.${table} (${columns.join(', ')}) select ${columns.join(', ')} from now.${table}`);
  }
  await kysely.destroy();
}

test('a warehouse of the first version, with data, is brought up to date and goes on by increment: as one filled afresh', async (t) => {
  const hospital = await startHospital(t);
  admit(hospital);
  const [today, old] = [tempDir(t), tempDir(t)];
  await night(today, hospital.base);
  await asFirstShipped(today, old);

  aDayLater(hospital);
  hospital.put(make.psa('psa-a-3', 'a', 1234, '2020-01-04'));
  hospital.put(make.letter('l-b', 'b', 'Lebermetastasen.'));
  hospital.delete('Procedure', 't-b');
  hospital.put(make.patient('c', { link: [{ other: { reference: 'Patient/a' }, type: 'replaced-by' }] }));
  hospital.requests.length = 0;
  const report = await night(old, hospital.base, { snapshot: true });
  assert.deepEqual(report.reasons, []);
  assert.ok(
    hospital.requests.some((request) => /^Observation\?patient=.*_lastUpdated=ge/.test(request)),
    'its watermarks hold',
  );
  assert.equal(await hashOf(old), await freshHash(t, hospital));

  aDayLater(hospital);
  hospital.put(make.psa('psa-c-9', 'c', 7, '2020-01-09'));
  assert.deepEqual((await night(old, hospital.base)).reasons, []);
  assert.equal(await hashOf(old), await freshHash(t, hospital));
});

test('values and cycles that an older warehouse kept in long texts alone are those that are kept beside them today', async (t) => {
  const hospital = await startHospital(t);
  admit(hospital);
  const [today, old] = [tempDir(t), tempDir(t)];
  await night(today, hospital.base);
  await asFirstShipped(today, old);
  const kept = async (data: string): Promise<unknown[]> => {
    const db = await openDatabase<Warehouse>(path.join(data, 'warehouse.db'), { migrations: 'warehouse' });
    const texts = db.sql
      .prepare<[], string>('select cell_values from cohort_row union all select cycles from record order by 1')
      .pluck()
      .all();
    await db.close();
    return texts.map((text) => JSON.parse(text) as unknown);
  };
  const now = await kept(today);
  assert.ok(now.some((one) => Array.isArray(one) && one.length > 0));
  assert.deepEqual(await kept(old), now);
});
