import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { LutraError } from '../../src/errors.ts';
import { derivedHash } from '../../src/store/content-hash.ts';
import { openDatabase } from '../../src/store/database.ts';
import { finishRun, lastRun, quarantine, quarantineSummary, startRun } from '../../src/store/ledger.ts';
import { recordRanges } from '../../src/store/ranges.ts';
import { tempDir } from '../support/temp.ts';
import { freshWarehouse } from '../support/warehouse.ts';

test('every connection writes durably and checks foreign keys', async (t) => {
  const db = await freshWarehouse(t);
  const settings = ['journal_mode', 'synchronous', 'foreign_keys', 'trusted_schema', 'secure_delete'];
  assert.deepEqual(
    settings.map((name) => db.sql.pragma(name, { simple: true })),
    ['wal', 2, 1, 0, 1],
  );
});

test('database files are for their owner only', async (t) => {
  const db = await freshWarehouse(t);
  assert.equal(statSync(db.sql.name).mode & 0o777, 0o600);
});

test('opening for reading what is not there says so and makes nothing', async (t) => {
  const file = path.join(tempDir(t), 'none.db');
  await assert.rejects(openDatabase(file, { migrations: 'warehouse', readonly: true }), { code: 'not_found' });
  assert.throws(() => statSync(file));
});

test('a file of an older Lutra is not read but by who brings it up to date; one of a newer is refused by all', async (t) => {
  const { sql } = await freshWarehouse(t);
  const open = (readonly: boolean): Promise<unknown> => openDatabase(sql.name, { migrations: 'warehouse', readonly });
  sql.prepare(`insert into kysely_migration (name, timestamp) values ('9999_later', '2030-01-01')`).run();
  for (const readonly of [true, false])
    await assert.rejects(open(readonly), { code: 'store', message: 'the database was written by a newer Lutra' });
  sql.prepare(`delete from kysely_migration where name > '0001_initial'`).run();
  await assert.rejects(open(true), {
    code: 'store',
    message: 'the database was written by an older Lutra',
    remedy: /^bring it up to date with a run/,
  });
});

test('a file that is no database is refused without being touched', async (t) => {
  const file = path.join(tempDir(t), 'warehouse.db');
  writeFileSync(file, 'not a database at all, but long enough to be looked at as one'.repeat(20));
  await assert.rejects(openDatabase(file, { migrations: 'warehouse' }), LutraError);
});

test('the derived hash of an empty warehouse does not change from file to file', async (t) => {
  assert.equal(derivedHash(await freshWarehouse(t)), derivedHash(await freshWarehouse(t)));
});

test('the ledger keeps the last word on a range and counts what was set aside once', async (t) => {
  const db = await freshWarehouse(t);
  startRun(db, { id: 'r1', source: 'here', studies: ['s'], at: '2024-01-01T00:00:00Z' });
  const origin = { source: 'here', run: 'r1', at: '2024-01-01T00:00:00Z' };
  const range = {
    type: 'Patient',
    patient: null,
    state: 'incomplete',
    reason: 'http_429',
    announced: null,
    received: 3,
    request: 'x',
  } as const;
  recordRanges(db, [range], origin);
  recordRanges(db, [{ ...range, state: 'complete', reason: null, received: 5 }], origin);
  assert.deepEqual(db.sql.prepare('select state, received from completeness').all(), [
    { state: 'complete', received: 5 },
  ]);
  const item = { code: 'not_json', request: 'f#1', hash: 'h', detail: 'no JSON' } as const;
  for (const seenAt of ['2024-01-01', '2024-01-02']) quarantine(db, [item], { source: 'here', seenAt });
  assert.deepEqual(quarantineSummary(db), [{ code: 'not_json', items: 1 }]);
  finishRun(db, 'r1', { state: 'complete', reasons: [], at: '2024-01-01T01:00:00Z' });
  assert.equal(lastRun(db)?.state, 'complete');
});
