import assert from 'node:assert/strict';
import { test } from 'node:test';
import BetterSqlite3 from 'better-sqlite3';
import { EXIT, diskFault, safeMessage } from '../src/errors.ts';

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return assert.fail('nothing was thrown');
}

test('a database that has no room says so in words, with what to do, and quotes no record', (t) => {
  const db = new BetterSqlite3(':memory:');
  t.after(() => db.close());
  db.exec('create table note (words text); pragma max_page_count = 2');
  const full = thrownBy(() => db.prepare('insert into note values (?)').run('Herr Geheim '.repeat(10_000)));
  const fault = diskFault(full);
  assert.deepEqual([fault?.message, fault?.exitStatus], ['no room on the disk (SQLITE_FULL)', EXIT.failed]);
  assert.match(fault?.remedy ?? '', /make room/);
  assert.equal(safeMessage(full), fault?.message);
});

test('a database that may only be read says so', (t) => {
  const db = new BetterSqlite3(':memory:');
  t.after(() => db.close());
  db.exec('create table note (words text); pragma query_only = 1');
  const refused = thrownBy(() => db.exec("insert into note values ('x')"));
  assert.equal(safeMessage(refused), 'a file or folder may not be read or written (SQLITE_READONLY)');
});

test('any other error is told by its kind alone', () => {
  assert.equal(diskFault(new TypeError('Herr Geheim')), null);
  assert.equal(safeMessage(new TypeError('Herr Geheim')), 'TypeError');
  assert.equal(safeMessage(Object.assign(new Error('Herr Geheim'), { code: 'EPIPE' })), 'Error EPIPE');
  assert.equal(safeMessage(null), 'error');
});
