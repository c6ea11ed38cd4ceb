import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import BetterSqlite3 from 'better-sqlite3';
import { parquetReadObjects } from 'hyparquet';
import type { LutraError } from '../../src/errors.ts';
import type { SnapshotInput } from '../../src/snapshot/input.ts';
import { writeSnapshot } from '../../src/snapshot/write.ts';
import { verifySnapshot } from '../../src/snapshot/verify.ts';
import { filesBelow, temporaryFolder } from './folders.ts';
import { KEY, SECRET_QUOTE, byPatient, cohortRow, patientId, snapshotInput } from './fixture.ts';

const TABLES = ['attrition', 'cohort', 'completeness', 'cycles', 'data_dictionary', 'facts', 'km_curve', 'table1'];
const child = path.join(import.meta.dirname, 'child.ts');

/** Compares by name first, so that a difference is not shown as two megabytes. */
function assertSameFiles(a: Map<string, Buffer>, b: Map<string, Buffer>): void {
  assert.deepEqual([...a.keys()], [...b.keys()]);
  assert.deepEqual(
    [...a.keys()].filter((file) => !a.get(file)?.equals(b.get(file) as Buffer)),
    [],
  );
}

test('a snapshot is a folder named by study, date and content, with every table in three forms, read-only', (t) => {
  const base = temporaryFolder(t);
  const { snapshot, rows } = writeSnapshot(snapshotInput(30), base);
  assert.match(snapshot, /^uke-psma-rlt-2023-06-30-[0-9a-f]{12}$/);
  assert.deepEqual(readdirSync(base), [snapshot]);
  const files = [...filesBelow(path.join(base, snapshot)).keys()];
  const forms = ['csv', 'parquet'].flatMap((form) => TABLES.map((table) => `${form}/${table}.${form}`));
  assert.deepEqual(files, [...forms, 'README.txt', 'cohort.sqlite', 'manifest.json', 'report.html'].sort());
  for (const file of files) assert.equal(statSync(path.join(base, snapshot, file)).mode & 0o777, 0o440, file);
  assert.deepEqual(Object.keys(rows).sort(), TABLES);
  assert.deepEqual(verifySnapshot(path.join(base, snapshot)).problems, []);
});

test('the same input gives the same bytes, whatever order it comes in', (t) => {
  const [a, b] = [temporaryFolder(t), temporaryFolder(t)];
  const input = snapshotInput(40);
  const reversed: SnapshotInput = {
    ...input,
    rows: input.rows.toReversed(),
    facts: byPatient(
      input.facts
        .flatMap(({ read }) => read())
        .map((fact) => ({ ...fact, evidence: fact.evidence.toReversed() }))
        .toReversed(),
    ),
    cycles: input.cycles.toReversed(),
    completeness: input.completeness.toReversed(),
  };
  const [first, second] = [writeSnapshot(input, a), writeSnapshot(reversed, b)];
  assert.equal(first.snapshot, second.snapshot);
  assertSameFiles(filesBelow(a), filesBelow(b));
});

test('the same input gives the same bytes in any time zone, locale and process', (t) => {
  const here = temporaryFolder(t);
  writeSnapshot(snapshotInput(25), here);
  const zones = [
    { TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8' },
    { TZ: 'America/St_Johns', LC_ALL: 'de_DE.UTF-8' },
  ];
  for (const zone of zones) {
    const there = temporaryFolder(t);
    const run = spawnSync(process.execPath, [child, there, '25'], {
      env: { ...process.env, ...zone },
      encoding: 'utf8',
    });
    assert.equal(run.status, 0, run.stderr);
    assertSameFiles(filesBelow(here), filesBelow(there));
  }
});

test('what changes the content changes the name: a cell, a version, a decision, the key', (t) => {
  const base = temporaryFolder(t);
  const input = snapshotInput(12);
  const changed: Partial<SnapshotInput>[] = [
    {},
    { rows: [...input.rows.slice(1), cohortRow(patientId(0), { os_days: 1, os_event: 1 })] },
    { versions: { ...input.versions, rules: 'rules-2' } },
    { reviewSeq: 13 },
    { pseudonymKey: `${KEY}!` },
    { study: { ...input.study, text: 'id: uke-psma-rlt\n' } },
    { smallCells: 11 },
  ];
  const names = changed.map((change) => writeSnapshot({ ...input, ...change }, base).snapshot);
  assert.equal(new Set(names).size, changed.length);
});

test('SQLite, CSV and Parquet say the same, and Parquet has dates and numbers as such', async (t) => {
  const base = temporaryFolder(t);
  const { snapshot } = writeSnapshot(snapshotInput(60), base);
  const files = filesBelow(path.join(base, snapshot));
  const db = new BetterSqlite3(files.get('cohort.sqlite'));
  for (const table of TABLES) {
    const bytes = files.get(`parquet/${table}.parquet`) as Buffer;
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
    const parquet = (await parquetReadObjects({ file })).map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([k, v]) => [k, v instanceof Date ? v.toISOString().slice(0, 10) : (v ?? null)]),
      ),
    );
    assert.deepEqual(parquet, db.prepare(`select * from ${table}`).all(), table);
  }
  const typed = await parquetReadObjects({
    file: new Uint8Array(files.get('parquet/cohort.parquet') as Buffer).buffer,
  });
  assert.ok(typed.every((row) => row['index_date'] instanceof Date && typeof row['age_index'] === 'number'));
});

test('adtte_os follows CDISC: CNSR is 1 - os_event, time in days without +1', (t) => {
  const base = temporaryFolder(t);
  const { snapshot } = writeSnapshot(snapshotInput(50), base);
  const db = new BetterSqlite3(path.join(base, snapshot, 'cohort.sqlite'), { readonly: true });
  const wrong = db
    .prepare(
      `select count(*) from cohort join adtte_os on USUBJID = subject_id where CNSR + os_event <> 1 or AVAL <> os_days
       or AVALU <> 'DAYS' or PARAMCD <> 'OS' or ADT <> os_end_date or STARTDT <> index_date
       or (CNSR = 0) <> (EVNTDESC is not null) or ENTRY <> entry_days or (CNSR = 1) <> (CNSDTDSC is not null)`,
    )
    .pluck();
  assert.equal(wrong.get(), 0);
  assert.equal(db.prepare('select count(*) from adtte_os').pluck().get(), 50);
  db.close();
});

test('no patient id, note id, resource id, quote, reviewer or full date of birth leaves with a snapshot', async (t) => {
  const base = temporaryFolder(t);
  const { snapshot } = writeSnapshot(snapshotInput(40), base);
  const files = filesBelow(path.join(base, snapshot));
  const forbidden = ['patient-mrn', 'note-of', 'procedure-of', 'Mustermann', SECRET_QUOTE, '1950-03', KEY];
  for (const [name, bytes] of files) {
    const text = name.endsWith('.parquet')
      ? JSON.stringify(await parquetReadObjects({ file: new Uint8Array(bytes).buffer }), (_k, v: unknown) =>
          typeof v === 'bigint' ? Number(v) : v,
        )
      : bytes.toString('latin1');
    assert.deepEqual(
      forbidden.filter((word) => text.includes(word)),
      [],
      name,
    );
  }
});

test('only eligible patients are in any table', (t) => {
  const base = temporaryFolder(t);
  const { snapshot, rows } = writeSnapshot(snapshotInput(17), base);
  assert.deepEqual([rows['cohort'], rows['cycles'], rows['facts']], [17, 17, 17 * 5]);
  const db = new BetterSqlite3(path.join(base, snapshot, 'cohort.sqlite'), { readonly: true });
  for (const table of ['cycles', 'facts']) {
    const strangers = db.prepare(
      `select count(*) from ${table} where subject_id not in (select subject_id from cohort)`,
    );
    assert.equal(strangers.pluck().get(), 0);
  }
  db.close();
});

test('every column of every table is explained in the data dictionary', (t) => {
  const base = temporaryFolder(t);
  const { snapshot } = writeSnapshot(snapshotInput(3), base);
  const db = new BetterSqlite3(path.join(base, snapshot, 'cohort.sqlite'), { readonly: true });
  for (const table of TABLES) {
    const columns = db.prepare('select name from pragma_table_info(?)').pluck().all(table);
    const explained = db.prepare('select column_name from data_dictionary where table_name = ? and label <> ?');
    assert.deepEqual(explained.pluck().all(table, ''), columns, table);
  }
  db.close();
});

test('a cohort of nobody makes a snapshot that verifies', (t) => {
  const base = temporaryFolder(t);
  const { snapshot, rows } = writeSnapshot(snapshotInput(0), base);
  assert.equal(rows['cohort'], 0);
  assert.deepEqual(verifySnapshot(path.join(base, snapshot)).problems, []);
});

test('an identical snapshot is kept as it is; a damaged one under the same name stops the run', (t) => {
  const base = temporaryFolder(t);
  const first = writeSnapshot(snapshotInput(10), base);
  const dir = path.join(base, first.snapshot);
  const before = statSync(path.join(dir, 'cohort.sqlite'));
  assert.deepEqual(writeSnapshot(snapshotInput(10), base), first);
  assert.equal(statSync(path.join(dir, 'cohort.sqlite')).ino, before.ino);
  chmodSync(path.join(dir, 'csv/cohort.csv'), 0o600);
  writeFileSync(path.join(dir, 'csv/cohort.csv'), 'subject_id\n');
  assert.throws(
    () => writeSnapshot(snapshotInput(10), base),
    (error: LutraError) => error.code === 'snapshot' && error.remedy !== null,
  );
});

test('names that would leave the folder, dates that do not exist, weak keys and wrong cells are refused before anything is written', (t) => {
  const base = path.join(temporaryFolder(t), 'snapshots');
  const good = snapshotInput(5);
  const ids = ['../../etc/x', '..\\..', '/tmp/x', 'a\u0000b', '%2e%2e', '', 'x'.repeat(300), 'UKE', 'a b'];
  const bad: [Partial<SnapshotInput>, string][] = [
    ...ids.map((id): [Partial<SnapshotInput>, string] => [{ study: { ...good.study, id } }, 'usage']),
    [{ date: '2023-02-30' }, 'usage'],
    [{ date: '../x' }, 'usage'],
    [{ dataCutoff: '2023-06' }, 'usage'],
    [{ smallCells: 2 }, 'usage'],
    [{ smallCells: 11 }, 'usage'],
    [{ pseudonymKey: 'short' }, 'config'],
    [{ rows: [cohortRow('p', { index_date: '2023-06' })] }, 'internal'],
    [{ rows: [cohortRow('p', { os_days: 1.5 })] }, 'internal'],
    [{ rows: [cohortRow('p', { psa_index: Number.NaN })] }, 'internal'],
    [{ rows: [cohortRow('p', { met_bone: 2 })] }, 'internal'],
  ];
  for (const [change, code] of bad) {
    assert.throws(
      () => writeSnapshot({ ...good, ...change }, base),
      { name: 'LutraError', code },
      JSON.stringify(change).slice(0, 80),
    );
  }
  assert.equal(existsSync(base), false);
});
