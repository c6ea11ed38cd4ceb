/** A facts table that is taken over from night to night is the one that would be made at once, and costs what changed. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import type { Fact, PatientId } from '../../src/domain.ts';
import { FACT_COLUMNS } from '../../src/snapshot/facts-table.ts';
import type { SnapshotInput } from '../../src/snapshot/input.ts';
import { joinParquet, parquetFile, toParquet } from '../../src/snapshot/parquet.ts';
import { columnsOf } from '../../src/snapshot/tables.ts';
import { verifySnapshot } from '../../src/snapshot/verify.ts';
import { writeSnapshot } from '../../src/snapshot/write.ts';
import type { Database } from '../../src/store/database.ts';
import type { Warehouse } from '../../src/store/schema.ts';
import { freshWarehouse } from '../support/warehouse.ts';
import { KEY, byPatient, factsOf, patientId, snapshotInput } from './fixture.ts';
import { filesBelow, temporaryFolder } from './folders.ts';

const SEED = Number(process.env['LUTRA_SEED'] ?? Date.now() % 1_000_000);
const TABLES_KEPT = ['snapshot_patient', 'snapshot_fact', 'snapshot_part'];

type Db = Database<Warehouse>;

/** A cohort in which some of 60 patients are, each with facts of one of several versions; a version is a PSA value. */
function cohortOf(warehouse: Db, versions: ReadonlyMap<number, number>, key = KEY): SnapshotInput {
  const whole = snapshotInput(60, { warehouse, pseudonymKey: key });
  const members = new Set([...versions.keys()].map(patientId));
  const facts = [...versions].flatMap(([i, value]) =>
    factsOf(patientId(i), '2020-01-01').map((fact): Fact => (fact.kind === 'psa' ? { ...fact, value } : fact)),
  );
  return { ...whole, rows: whole.rows.filter(({ patient }) => members.has(patient)), facts: byPatient(facts) };
}

function filesOf(t: TestContext, input: SnapshotInput): Map<string, Buffer> {
  const base = temporaryFolder(t);
  const dir = path.join(base, writeSnapshot(input, base).snapshot);
  assert.deepEqual(verifySnapshot(dir).problems, []);
  return filesBelow(dir);
}

function differing(a: ReadonlyMap<string, Buffer>, b: ReadonlyMap<string, Buffer>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((file) => !a.get(file)?.equals(b.get(file) ?? Buffer.of()));
}

test('after any nights on which patients join, leave and change, a snapshot has the bytes of one made at once', async (t) => {
  t.diagnostic(`seed ${SEED}`);
  const night = fc.record({
    versions: fc.array(fc.tuple(fc.nat({ max: 59 }), fc.nat({ max: 3 })), { maxLength: 60 }),
    key: fc.constantFrom(KEY, KEY, `${KEY}!`),
  });
  const property = fc.asyncProperty(fc.array(night, { minLength: 2, maxLength: 4 }), async (nights) => {
    const grown = await freshWarehouse(t);
    for (const { versions, key } of nights) {
      const fresh = await freshWarehouse(t);
      const [a, b] = [grown, fresh].map((db) => filesOf(t, cohortOf(db, new Map(versions), key)));
      assert.ok(a && b);
      assert.deepEqual(differing(a, b), []);
    }
  });
  await fc.assert(property, { seed: SEED, numRuns: 8, endOnFailure: true });
});

test('only facts of patients of whom something changed are read', async (t) => {
  const warehouse = await freshWarehouse(t);
  const read: PatientId[] = [];
  const night = (versions: ReadonlyMap<number, number>): PatientId[] => {
    const input = cohortOf(warehouse, versions);
    const facts = input.facts.map((one) => ({ ...one, read: () => (read.push(one.patient), one.read()) }));
    writeSnapshot({ ...input, facts }, temporaryFolder(t));
    return read.splice(0).sort();
  };
  const everybody = new Map(Array.from({ length: 60 }, (_, i) => [i, 0]));
  assert.equal(night(everybody).length, 60);
  assert.deepEqual(night(new Map([...everybody, [7, 1], [30, 2]])), [patientId(7), patientId(30)]);
  assert.deepEqual(night(new Map([...everybody, [7, 1], [30, 2]])), []);
});

test('of a patient who is in the cohort no more nothing is kept', async (t) => {
  const warehouse = await freshWarehouse(t);
  const counts = (): number[] =>
    TABLES_KEPT.map((table) => warehouse.sql.prepare(`select count(*) from ${table}`).pluck().get() as number);
  writeSnapshot(cohortOf(warehouse, new Map([[1, 0]])), temporaryFolder(t));
  assert.deepEqual(counts(), [1, 5, 1]);
  writeSnapshot(cohortOf(warehouse, new Map([[2, 0]])), temporaryFolder(t));
  assert.deepEqual(counts(), [1, 5, 1]);
  warehouse.sql.prepare('delete from snapshot_patient where patient = ?').run(patientId(1));
  assert.deepEqual(counts(), [1, 5, 1], 'who is kept is the one who came');
  warehouse.sql.prepare('delete from snapshot_patient where patient = ?').run(patientId(2));
  assert.deepEqual(counts(), [0, 0, 0], 'nor of one who is deleted: lines and Parquet go with him');
});

test('the warehouse keeps lines under the names of the facts table', async (t) => {
  const { sql } = await freshWarehouse(t);
  const columns = (sql.pragma('table_info(snapshot_fact)') as { name: string }[]).map(({ name }) => name);
  const [study, subject, line, ...values] = columns;
  assert.deepEqual([study, line], ['study', 'line']);
  assert.deepEqual(
    [subject, ...values],
    FACT_COLUMNS.map(({ name }) => name),
  );
});

test('Parquet files joined are one that holds their rows in order; one alone is itself', async () => {
  const columns = columnsOf(['name text A name', 'day date A day', 'n integer A number', 'x real A value']);
  const rows = Array.from({ length: 50_000 }, (_, i) => [
    i % 5 === 0 ? null : `${'a long name '.repeat(10)}${i}`,
    i % 7 === 0 ? null : '2020-02-29',
    i,
    i % 3 === 0 ? null : i / 7,
  ]);
  const parts = [rows.slice(0, 3), rows.slice(3, 40_000), rows.slice(40_000)];
  const files = parts.map((part) => toParquet({ columns, rows: part }));
  for (const file of files) assert.ok(Buffer.from(joinParquet(columns, [file])).equals(file));
  const joined = Uint8Array.from(joinParquet(columns, files)).buffer;
  assert.ok(parquetMetadata(joined).row_groups.length >= parts.length);
  const whole = Uint8Array.from(parquetFile({ name: 'x', columns, rows })).buffer;
  assert.deepEqual(await parquetReadObjects({ file: joined }), await parquetReadObjects({ file: whole }));
  const none = Uint8Array.from(joinParquet(columns, [])).buffer;
  assert.deepEqual(await parquetReadObjects({ file: none }), []);
});
