import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Decision, Flag } from '../../src/domain.ts';
import { openDatabase } from '../../src/store/database.ts';
import { allFlags, cohortRows } from '../../src/store/derived.ts';
import { appendDecision, openReviewDb, readDecisions, topicSeq } from '../../src/store/review-db.ts';
import type { Warehouse } from '../../src/store/schema.ts';
import { lutraHere } from '../support/lutra.ts';
import { tempDir } from '../support/temp.ts';

const INPUT = path.join(import.meta.dirname, '..', 'cases', 'small-hospital', 'input');
const STUDY = 'uke-psma-rlt';

async function runOver(
  data: string,
): Promise<{ flags: Flag[]; gleason: { value: unknown; source: unknown; review: unknown } }> {
  const run = await lutraHere(['run', '--study', STUDY, '--source', INPUT, '--data', data]);
  assert.equal(run.status, 0, run.stderr);
  const db = await openDatabase<Warehouse>(path.join(data, 'warehouse.db'), {
    migrations: 'warehouse',
    readonly: true,
  });
  try {
    const cell = cohortRows(db, STUDY).find((row) => row.patient === 'conflict')?.cells['gleason_sum'];
    return { flags: allFlags(db), gleason: { value: cell?.value, source: cell?.source, review: cell?.review } };
  } finally {
    await db.close();
  }
}

async function decide(data: string, flag: Flag, action: 'correct' | 'reject' | 'not_documented'): Promise<void> {
  const db = await openReviewDb(path.join(data, 'review.db'));
  try {
    const { patient, topic, fingerprint, evidence } = flag;
    const value = action === 'correct' ? { primary: 4, secondary: 3, total: 7 } : null;
    const decision = {
      id: crypto.randomUUID(),
      patient,
      topic,
      action,
      value,
      comment: null,
      by: 'm.curie',
      fingerprint,
      evidence,
    };
    appendDecision(db, {
      ...decision,
      at: '2024-02-01T10:00:00.000Z',
      shown: [],
      seenSeq: topicSeq(db, patient, topic),
    });
  } finally {
    await db.close();
  }
}

const inForce = async (data: string): Promise<Decision[]> =>
  (await readDecisions(path.join(data, 'review.db'))).decisions;

test('a decision rules the next build, and every decision is in force after the warehouse is rebuilt from nothing', async (t) => {
  const data = tempDir(t);
  const first = await runOver(data);
  const flag = first.flags.find((f) => f.patient === 'conflict' && f.topic === 'gleason_initial');
  assert.ok(flag, 'the contradicting scores are no question');
  await decide(data, flag, 'correct');

  const second = await runOver(data);
  assert.deepEqual(second.gleason, { value: 7, source: 'human', review: 'decided' });
  const before = await inForce(data);

  for (const file of ['warehouse.db', 'warehouse.db-wal', 'warehouse.db-shm'])
    rmSync(path.join(data, file), { force: true });
  const third = await runOver(data);
  assert.deepEqual(third.gleason, second.gleason);
  assert.deepEqual(await inForce(data), before);
});

test('what a person calls undocumented is unknown, whatever the notes say; the latest decision stands', async (t) => {
  const data = tempDir(t);
  const flag = (await runOver(data)).flags.find((f) => f.topic === 'gleason_initial');
  assert.ok(flag);
  await decide(data, flag, 'correct');
  await decide(data, flag, 'not_documented');
  assert.equal((await runOver(data)).gleason.value, null);
});

test('a run opens review.db for reading only', async (t) => {
  const data = tempDir(t);
  await runOver(data);
  await assert.rejects(openReviewDb(path.join(data, 'review.db'), { readonly: true }), { code: 'not_found' });
});
