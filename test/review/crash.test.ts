import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { test } from 'node:test';
import { addUser } from '../../src/store/review-accounts.ts';
import { verifyChain } from '../../src/store/review-chain.ts';
import { findEvent, openReviewDb } from '../../src/store/review-db.ts';
import { hospital } from './hospital.ts';
import { NAME, painted, PASSWORD, post, signIn, temporaryFolder } from './house.ts';

const ROUNDS = 12;
const SERVE = new URL('serve.ts', import.meta.url).pathname;

async function serve(file: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [SERVE, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, url: line.toString().trim() };
}

test('kill -9 at any moment keeps every acknowledged decision and leaves no half of one', async (t) => {
  const file = path.join(temporaryFolder(t), 'review.db');
  const made = await openReviewDb(file);
  await addUser(made, NAME, PASSWORD);
  await made.close();
  const { flags } = hospital().store;
  const acknowledged: string[] = [];
  let cookie = '';
  for (let round = 0; round < ROUNDS; round++) {
    const { child, url } = await serve(file);
    t.after(() => child.kill('SIGKILL'));
    cookie ||= await signIn({ url });
    const forms = await Promise.all(
      flags.map(async ({ id }) => ({ flag: id, form: await painted({ url }, id, cookie) })),
    );
    // all twelve are sent at once; the process dies at the acknowledgement whose turn it is
    let answered = 0;
    const sent = forms.map(async ({ flag, form }) => {
      const answer = await post(
        `${url}/question/${flag}`,
        { ...form, action: round % 2 === 0 ? 'confirm' : 'reject' },
        { cookie },
      ).catch(() => null);
      if (answer?.status === 303) acknowledged.push(form.id);
      if (++answered === round + 1) child.kill('SIGKILL');
    });
    await Promise.all([...sent, once(child, 'exit')]);
  }
  assert.ok(acknowledged.length >= ROUNDS, `${acknowledged.length} acknowledged`);
  const db = await openReviewDb(file);
  t.after(() => db.close());
  assert.deepEqual(
    acknowledged.filter((id) => findEvent(db, id) === undefined),
    [],
  );
  assert.equal(verifyChain(db).intact, true);
  assert.equal(db.sql.pragma('integrity_check', { simple: true }), 'ok');
});
