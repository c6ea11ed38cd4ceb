import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { chainHead, verifyChain } from '../../src/store/review-chain.ts';
import {
  appendDecision,
  appendRetraction,
  decisionOn,
  decisionsInForce,
  lastSeq,
  openReviewDb,
  readDecisions,
  recentDecisions,
  topicSeq,
} from '../../src/store/review-db.ts';
import type { NewDecision, ReviewDb } from '../../src/store/review-db.ts';
import { temporaryFolder } from './house.ts';

async function open(t: TestContext): Promise<{ db: ReviewDb; file: string }> {
  const file = path.join(temporaryFolder(t), 'review.db');
  const db = await openReviewDb(file);
  t.after(() => db.close());
  return { db, file };
}

const decision = (over: Partial<NewDecision> = {}): NewDecision => ({
  id: randomUUID(),
  patient: 'p1',
  topic: 'crpc_date',
  action: 'correct',
  value: { date: '2016-03' },
  comment: 'Brief vom 12.03.2019 maßgeblich',
  by: 'm.curie',
  at: '2026-11-24T09:00:00.000Z',
  fingerprint: 'f1',
  evidence: [
    {
      source: 'structured',
      resource: { type: 'Condition', id: 'c1' },
      path: 'Condition.onset',
      says: 'Z19.2 on 2016-03-01',
      rule: 'r',
    },
  ],
  shown: [{ title: 'Condition.onset', text: 'Z19.2 on 2016-03-01' }],
  seenSeq: 0,
  ...over,
});

test('a decision comes back as it was made, with the evidence that was seen', async (t) => {
  const { db } = await open(t);
  const made = decision();
  assert.deepEqual(appendDecision(db, made), { kind: 'appended', seq: 1 });
  const { seenSeq: _, shown: _shown, ...kept } = made;
  assert.deepEqual(decisionsInForce(db), [{ ...kept, seq: 1 }]);
  assert.deepEqual(decisionOn(db, 'p1', 'crpc_date'), { ...kept, seq: 1 });
  assert.equal(lastSeq(db), 1);
});

test('the file is readable by its owner alone', async (t) => {
  const { file } = await open(t);
  assert.equal(statSync(file).mode & 0o777, 0o600);
});

test('the latest decision on a question is in force; one taken back gives way to the one before', async (t) => {
  const { db } = await open(t);
  appendDecision(db, decision());
  appendDecision(db, decision({ action: 'reject', value: null, seenSeq: 1, by: 'l.meitner' }));
  assert.deepEqual(
    decisionsInForce(db).map((d) => [d.seq, d.action]),
    [[2, 'reject']],
  );
  assert.equal(
    appendRetraction(db, { id: randomUUID(), retracts: 2, by: 'm.curie', at: 'now' }),
    null,
    'only one’s own',
  );
  assert.equal(appendRetraction(db, { id: randomUUID(), retracts: 2, by: 'l.meitner', at: 'now' })?.seq, 2);
  assert.deepEqual(
    decisionsInForce(db).map((d) => d.seq),
    [1],
  );
  assert.equal(topicSeq(db, 'p1', 'crpc_date'), 3, 'an undo counts as news on the question');
  assert.deepEqual(
    decisionsInForce(db, 2).map((d) => d.seq),
    [2],
    'as of an earlier event number, for a snapshot that pinned it',
  );
  appendRetraction(db, { id: randomUUID(), retracts: 2, by: 'l.meitner', at: 'now' });
  assert.equal(lastSeq(db), 3, 'taken back once is taken back');
  assert.deepEqual(recentDecisions(db, 'l.meitner', '', 10), []);
});

test('the same UUID five times is one event; the same UUID with another answer is refused', async (t) => {
  const { db } = await open(t);
  const made = decision();
  const results = Array.from({ length: 5 }, () => appendDecision(db, made));
  assert.deepEqual(new Set(results.map((r) => r.kind === 'conflict' || r.seq)), new Set([1]));
  assert.deepEqual(appendDecision(db, { ...made, action: 'reject', value: null }), {
    kind: 'conflict',
    reason: 'id_reused',
  });
  assert.equal(lastSeq(db), 1);
});

test('an answer to a question that was answered meanwhile writes nothing', async (t) => {
  const { db } = await open(t);
  appendDecision(db, decision());
  assert.deepEqual(appendDecision(db, decision({ by: 'l.meitner' })), {
    kind: 'conflict',
    reason: 'decided_meanwhile',
  });
  assert.equal(lastSeq(db), 1);
});

test('no statement can change, remove, replace or slip in a row of the log', async (t) => {
  const { db } = await open(t);
  appendDecision(db, decision());
  db.sql.prepare(`insert into access (at, reviewer, what) values ('now', 'm.curie', 'queue')`).run();
  const row = db.sql.prepare<[], Record<string, unknown>>('select * from event').get() ?? {};
  const columns = Object.keys(row);
  const insert = (or: string, change: object) =>
    db.sql
      .prepare(`insert ${or} into event (${columns.join()}) values (${columns.map((c) => `$${c}`).join()})`)
      .run({ ...row, ...change });
  const forbidden: Record<string, () => unknown> = {
    update: () => db.sql.exec(`update event set reviewer = 'x'`),
    delete: () => db.sql.exec('delete from event'),
    replace: () => insert('or replace', { comment: 'x' }),
    'replace by id': () => insert('or replace', { seq: 2, comment: 'x' }),
    'a gap': () => insert('', { seq: 7, id: randomUUID() }),
    'a wrong link': () => insert('', { seq: 2, id: randomUUID(), prev_hash: 'x' }),
    'update of access': () => db.sql.exec(`update access set reviewer = 'x'`),
    'delete of access': () => db.sql.exec('delete from access'),
    'replace of access': () => db.sql.exec(`insert or replace into access (seq, at, what) values (1, 'x', 'queue')`),
  };
  for (const [what, attempt] of Object.entries(forbidden)) {
    assert.throws(attempt, /append-only|continue the chain/, what);
  }
  assert.deepEqual(db.sql.prepare('select * from event').all(), [row]);
});

test('the chain tells a flipped byte, a swapped row and a log that was cut short', async (t) => {
  const { db, file } = await open(t);
  for (const topic of ['crpc_date', 'gleason_initial', 'death_date']) appendDecision(db, decision({ topic }));
  const kept = chainHead(db);
  assert.deepEqual(verifyChain(db, kept), { intact: true, head: kept });
  await db.close();

  const bytes = readFileSync(file);
  const at = bytes.lastIndexOf(Buffer.from('maßgeblich'));
  assert.ok(at > 0);
  writeFileSync(file, bytes.with(at, (bytes[at] ?? 0) ^ 1));
  const flipped = await openReviewDb(file);
  const state = verifyChain(flipped);
  await flipped.close();
  assert.ok(!state.intact && state.reason === 'content', JSON.stringify(state));

  writeFileSync(file, bytes);
  const cut = await openReviewDb(file);
  cut.sql.exec('drop trigger event_no_delete; delete from event where seq = 3');
  assert.equal(verifyChain(cut).intact, true, 'a log that only ends earlier is whole in itself');
  assert.deepEqual(verifyChain(cut, kept), { intact: false, seq: 3, reason: 'missing' });
  cut.sql.exec('delete from event where seq = 2');
  cut.sql.exec('drop trigger event_no_update; update event set seq = 2 where seq = 1');
  assert.deepEqual(verifyChain(cut), { intact: false, seq: 1, reason: 'gap' });
  await cut.close();
});

test('a build reads the decisions without writing, and where nothing was decided yet finds none', async (t) => {
  const { db, file } = await open(t);
  assert.deepEqual(await readDecisions(`${file}.none`), { decisions: [], seq: 0 });
  appendDecision(db, decision());
  const read = await readDecisions(file);
  assert.deepEqual(read, { decisions: decisionsInForce(db), seq: 1 });
  const readonly = await openReviewDb(file, { readonly: true });
  assert.throws(() => appendDecision(readonly, decision({ topic: 'death_date' })), /readonly/);
  await readonly.close();
});

test('two processes that write at once lose nothing and break no chain', async (t) => {
  const { db, file } = await open(t);
  const other = await openReviewDb(file);
  t.after(() => other.close());
  for (let i = 0; i < 50; i++) {
    for (const [who, to] of [
      ['a', db],
      ['b', other],
    ] as const) {
      assert.equal(appendDecision(to, decision({ topic: `drug:${who}${i}`, by: who })).kind, 'appended');
    }
  }
  assert.deepEqual(verifyChain(db), { intact: true, head: chainHead(other) });
  assert.equal(decisionsInForce(other).length, 100);
});
