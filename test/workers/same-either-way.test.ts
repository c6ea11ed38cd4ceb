import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { systemClock } from '../../src/effects.ts';
import { enqueueRun, startWorker } from '../../workers/queues.ts';
import { lutra, lutraHere, startLutra } from '../support/lutra.ts';
import { startRedis } from '../support/redis.ts';
import { tempDir } from '../support/temp.ts';

const INPUT = path.join(import.meta.dirname, '..', 'cases', 'small-hospital', 'input');
const STUDY = ['--study', 'uke-psma-rlt'];

async function derivedHashOf(data: string): Promise<string> {
  const { stdout } = await lutraHere(['status', '--json', '--data', data]);
  return (JSON.parse(stdout) as { derived_hash: string }).derived_hash;
}

test('the same input gives the same derived data in one process and by two workers on a queue', async (t) => {
  const redis = { REDIS_URL: await startRedis(t) };
  const [inline, queued] = [tempDir(t), tempDir(t)];
  const here = await lutraHere(['run', ...STUDY, '--source', INPUT, '--data', inline]);
  assert.equal(here.status, 0, here.stderr);

  const workers = [1, 2].map(() => startLutra(['worker', '--data', queued], redis));
  const there = await lutra(['run', '--queue', ...STUDY, '--source', INPUT, '--data', queued], redis);
  for (const worker of workers) worker.child.kill('SIGTERM');
  for (const worker of workers)
    assert.equal((await worker.finished).status, 0, 'a worker ends its job and then with 0');
  assert.equal(there.status, 0, there.stderr);
  assert.equal(await derivedHashOf(queued), await derivedHashOf(inline));
});

test('a run repeated five times changes nothing; a stage left out and made up for gives the same', async (t) => {
  const [once, often, staged] = [tempDir(t), tempDir(t), tempDir(t)];
  await lutraHere(['run', ...STUDY, '--source', INPUT, '--data', once]);
  const hash = await derivedHashOf(once);
  for (let i = 0; i < 5; i++) await lutraHere(['run', ...STUDY, '--source', INPUT, '--data', often]);
  await lutraHere(['extract', '--source', INPUT, '--data', staged]);
  await lutraHere(['build', ...STUDY, '--data', staged]);
  await lutraHere(['annotate', '--data', staged]);
  await lutraHere(['build', ...STUDY, '--data', staged]);
  assert.equal(await derivedHashOf(often), hash);
  assert.equal(await derivedHashOf(staged), hash);
});

test('Redis holds ids and step names only', async (t) => {
  const url = await startRedis(t);
  const data = tempDir(t);
  const worker = startLutra(['worker', '--data', data], { REDIS_URL: url });
  await lutra(['run', '--queue', ...STUDY, '--source', INPUT, '--data', data], { REDIS_URL: url });
  worker.child.kill('SIGTERM');
  await worker.finished;
  const { dumpRedis } = await import('../support/redis-dump.ts');
  const dump = await dumpRedis(url);
  assert.match(dump, /advance/);
  assert.doesNotMatch(dump, /in-dead|planned-only|Gleason|Prostata|C61|small-hospital/);
});

test('without Redis a queued run and a worker say so at once, and make no data directory', async (t) => {
  const data = path.join(tempDir(t), 'data');
  for (const args of [['run', '--queue', ...STUDY, '--source', INPUT], ['worker']]) {
    const { status, stderr } = await lutra([...args, '--data', data], { REDIS_URL: 'redis://:geheim@127.0.0.1:1' });
    assert.equal(status, 1);
    assert.match(stderr, /no Redis answers\n {2}at: redis:\/\/127\.0\.0\.1:1\n {2}do: start Redis or set REDIS_URL/);
    assert.doesNotMatch(stderr, /geheim/);
    assert.ok(!existsSync(data), 'a data directory was made');
  }
});

test('a queued run asks for a worker where none is connected, and not while one is', async (t) => {
  const redis = { REDIS_URL: await startRedis(t) };
  const data = tempDir(t);
  const said: string[] = [];
  // A clock of which every look is a minute later: the hint is due at every look.
  let minutes = 0;
  const clock = { now: () => 60_000 * minutes++, sleep: () => systemClock.sleep(25) };
  const queued = ['run', '--queue', ...STUDY, '--source', INPUT, '--data', data];
  const hint = Promise.withResolvers<void>();
  const listen = (line: string): void => {
    said.push(line);
    if (line.startsWith('no worker')) hint.resolve();
  };
  const alone = lutraHere(queued, redis, { clock, err: listen });
  await hint.promise;
  const worker = startLutra(['worker', '--data', data], redis);
  assert.equal((await alone).status, 0);
  assert.equal(said.filter((line) => line.startsWith('no worker')).length, 1);

  const accompanied = await lutraHere(queued, redis, { clock });
  worker.child.kill('SIGTERM');
  await worker.finished;
  assert.equal(accompanied.status, 0);
  assert.doesNotMatch(accompanied.stderr, /no worker/);
});

test('a queued run that its workers cannot plan ends and says why', async (t) => {
  const redis = { REDIS_URL: await startRedis(t) };
  let minutes = 0;
  const clock = { now: () => 60_000 * minutes++, sleep: () => systemClock.sleep(25) };
  const elsewhere = startLutra(['worker', '--data', tempDir(t)], redis);
  const data = tempDir(t);
  const run = await lutraHere(['run', '--queue', ...STUDY, '--source', INPUT, '--data', data], redis, { clock });
  elsewhere.child.kill('SIGTERM');
  await elsewhere.finished;
  assert.equal(run.status, 1);
  assert.match(run.stdout + run.stderr, /a step could not be planned: .*run/);
});

test('a run that cannot be planned in any attempt is closed, and by one word that names nobody', async (t) => {
  const queue = { redisUrl: await startRedis(t), name: 'lutra', firstStep: 'extract' as const };
  const closed = Promise.withResolvers<string[]>();
  const worker = await startWorker(queue, {
    advance: () => Promise.reject(new Error('Müller, Hans')),
    batch: () => Promise.resolve(),
    nightly: () => Promise.resolve(''),
    giveUp: (run, reason) => closed.resolve([run, reason]),
  });
  await enqueueRun(queue, 'tonight');
  const [run, reason] = await closed.promise;
  await worker.close();
  assert.equal(run, 'tonight');
  assert.doesNotMatch(reason ?? '', /Müller/);
});

test('the nightly schedule is set, replaced and taken away', async (t) => {
  const env = { REDIS_URL: await startRedis(t) };
  const set = await lutra(['schedule', '--cron', '30 1 * * *', '--tz', 'Europe/Berlin'], env);
  assert.match(set.stdout, /next at \d{4}-\d{2}-\d{2} 01:30 there/);
  assert.equal((await lutra(['schedule', '--cron', '61 1 * * *'], env)).status, 2);
  assert.match((await lutra(['schedule', '--off'], env)).stdout, /is off/);
  assert.match((await lutra(['schedule', '--off'], env)).stdout, /there was no/);
});
