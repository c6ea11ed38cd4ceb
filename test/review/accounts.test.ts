import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { LutraError } from '../../src/errors.ts';
import {
  addUser,
  checkPassword,
  disableUser,
  sessionOf,
  setPassword,
  startSession,
} from '../../src/store/review-accounts.ts';
import { openReviewDb } from '../../src/store/review-db.ts';
import { PASSWORD, temporaryFolder } from './house.ts';

async function open(t: TestContext) {
  const file = path.join(temporaryFolder(t), 'review.db');
  const db = await openReviewDb(file);
  t.after(() => db.close());
  return { db, file };
}

const LIMITS = { idleMs: 900_000, absoluteMs: 36_000_000 };

test('a password opens its own account alone, in either Unicode form, to its last character', async (t) => {
  const { db } = await open(t);
  const long = 'ä'.repeat(1000);
  await addUser(db, 'Jörg', long);
  assert.equal(await checkPassword(db, 'Jörg'.normalize('NFD'), long.normalize('NFD')), 'Jörg');
  assert.equal(await checkPassword(db, 'Jörg', `${long.slice(0, -1)}a`), null);
  assert.equal(await checkPassword(db, 'nobody', long), null);
  assert.equal(await checkPassword(db, 'nobody', ''), null);
});

test('neither a password nor a session token can be read from the file', async (t) => {
  const { db, file } = await open(t);
  await addUser(db, 'm.curie', PASSWORD);
  const token = startSession(db, 'm.curie', 0);
  db.sql.pragma('wal_checkpoint(truncate)');
  const bytes = readFileSync(file);
  assert.equal(bytes.includes(PASSWORD), false);
  assert.equal(bytes.includes(token), false);
});

test('two accounts with one password have different hashes', async (t) => {
  const { db } = await open(t);
  await addUser(db, 'a', PASSWORD);
  await addUser(db, 'b', PASSWORD);
  const rows = db.sql.prepare<[], { hash: string; salt: string }>('select hash, salt from account').all();
  assert.equal(new Set(rows.flatMap((row) => [row.hash, row.salt])).size, 4);
});

test('an unfit name or password, and a name that is taken, are refused with a remedy', async (t) => {
  const { db } = await open(t);
  await addUser(db, 'm.curie', PASSWORD);
  const refused: readonly (readonly [string, string])[] = [
    ['m.curie', PASSWORD],
    ['', PASSWORD],
    ['a b', PASSWORD],
    ['a\r\nb', PASSWORD],
    ['-x', PASSWORD],
    ['x'.repeat(65), PASSWORD],
    ['new', 'too short'],
    ['new', 'x'.repeat(1025)],
  ];
  for (const [name, password] of refused) {
    await assert.rejects(
      addUser(db, name, password),
      (e) => e instanceof LutraError && e.exitStatus === 2 && e.remedy !== null,
    );
  }
});

test('a session ends when idle, at its absolute limit, and with its account', async (t) => {
  const { db } = await open(t);
  await addUser(db, 'm.curie', PASSWORD);
  const begin = () => startSession(db, 'm.curie', 0);
  const idle = begin();
  assert.equal(sessionOf(db, idle, 899_000, LIMITS)?.account, 'm.curie');
  assert.equal(sessionOf(db, idle, 1_790_000, LIMITS)?.account, 'm.curie', 'a request keeps it alive');
  assert.equal(sessionOf(db, idle, 2_700_000, LIMITS), null);
  assert.equal(sessionOf(db, idle, 0, LIMITS), null, 'and it does not come back');

  const busy = begin();
  for (let now = 0; now <= LIMITS.absoluteMs; now += 600_000) assert.ok(sessionOf(db, busy, now, LIMITS));
  assert.equal(sessionOf(db, busy, LIMITS.absoluteMs + 1, LIMITS), null);

  const shut = begin();
  disableUser(db, 'm.curie');
  assert.equal(sessionOf(db, shut, 1, LIMITS), null);
  assert.equal(await checkPassword(db, 'm.curie', PASSWORD), null);
  await setPassword(db, 'm.curie', 'another long password');
  assert.equal(await checkPassword(db, 'm.curie', 'another long password'), 'm.curie');
  assert.throws(() => disableUser(db, 'nobody'), LutraError);
});
