import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { type BulkServer, lines, observation, patient, startBulk } from '../support/bulk-server.ts';
import { goneSummary } from '../../src/store/deletions.ts';
import { lutraHere } from '../support/lutra.ts';
import { inside } from '../support/nights.ts';
import { tempDir } from '../support/temp.ts';

/** A data directory that is filled by the exports of a server's group. */
async function hospital(t: TestContext, compareDays = 365) {
  const server = await startBulk(t);
  const dir = tempDir(t);
  const config = path.join(dir, 'c.yaml');
  const bulk = '{level: group, group_id: g, types: [Patient, Observation]}';
  writeFileSync(
    config,
    `fhir:\n  mode: bulk\n  overlap_hours: 0\n  full_compare_days: ${compareDays}\n  bulk: ${bulk}\n`,
  );
  /** The night `day` days after the first, a week ago. */
  const night = async (day: number) => {
    const time = timeOf(day);
    server.date = new Date(Date.parse(time) + 60_000).toUTCString();
    server.pending = 0;
    server.manifest = { transactionTime: time };
    const before = server.asked.length;
    const args = ['extract', '--data', dir, '--source', server.base, '--config', config];
    const { status, stderr } = await lutraHere(args);
    return { status, stderr, asked: exportsOf(server, before) };
  };
  return { server, dir, night };
}

const FIRST = Date.now() - 7 * 86_400_000;
const timeOf = (day: number): string => new Date(FIRST + day * 86_400_000).toISOString();

const exportsOf = (server: BulkServer, from: number): string[] =>
  server.asked
    .slice(from)
    .filter(({ url }) => url.includes('$export'))
    .map(({ method, url }) => `${method} ${new URL(url, server.origin).searchParams.get('_since')}`);

test('F30 nights of bulk export: everything, then changes, with the whole past of who joined; a hole holds the watermark', async (t) => {
  const { server, dir, night } = await hospital(t);
  assert.deepEqual(await night(0), { status: 0, stderr: '', asked: ['GET null'] });
  assert.ok(!existsSync(path.join(dir, 'bulk', 'changes')));
  assert.deepEqual((await night(1)).asked, [`GET ${timeOf(0)}`]);
  server.members = ['p1', 'p2', 'p3'];
  server.files = [
    { type: 'Patient', text: lines(patient('p3')) },
    { type: 'Observation', text: lines(observation('o9')), count: 2 },
  ];
  const holed = await night(2);
  assert.deepEqual([holed.status, holed.asked], [3, [`GET ${timeOf(1)}`, 'POST null']]);
  server.files = [{ type: 'Patient', text: lines(patient('p3')) }];
  const again = await night(3);
  assert.deepEqual([again.status, again.asked], [0, [`GET ${timeOf(1)}`, 'POST null']]);
  assert.deepEqual((await night(4)).asked, [`GET ${timeOf(3)}`]);
});

const observations = (count: number): string => lines(...Array.from({ length: count }, (_, n) => observation(`o${n}`)));
const goneFrom = (dir: string) => inside(dir, goneSummary);

test('F32 what a whole export holds no more is marked and counted, though the server tells of no deletions', async (t) => {
  const { server, dir, night } = await hospital(t, 0);
  const [patients = assert.fail()] = server.files;
  server.files = [patients, { type: 'Observation', text: observations(5) }];
  await night(0);
  server.files = [patients, { type: 'Observation', text: observations(4) }];
  assert.deepEqual(await night(1), { status: 0, stderr: '', asked: ['GET null'] });
  assert.deepEqual(await goneFrom(dir), [{ reason: 'gone from the source', resources: 1 }]);
  server.files = [patients, { type: 'Observation', text: observations(5) }];
  await night(2);
  assert.deepEqual(await goneFrom(dir), [], 'what comes again is there again');
});

test('F08 a whole export that lost most of a type fails the run, and keeps what was there', async (t) => {
  const { server, dir, night } = await hospital(t, 0);
  const [patients = assert.fail()] = server.files;
  server.files = [patients, { type: 'Observation', text: observations(40) }];
  await night(0);
  server.files = [patients, { type: 'Observation', text: observations(3) }];
  assert.equal((await night(1)).status, 3);
  assert.deepEqual(await goneFrom(dir), [{ reason: 'gone from the source', resources: 37 }]);
});

test('what an export of changes, or one with a hole, does not hold is not called gone', async (t) => {
  const changes = await hospital(t);
  await changes.night(0);
  changes.server.files = [];
  assert.deepEqual((await changes.night(1)).asked, [`GET ${timeOf(0)}`]);
  assert.deepEqual(await goneFrom(changes.dir), []);
  const holed = await hospital(t, 0);
  await holed.night(0);
  holed.server.files = [
    holed.server.files[0] ?? assert.fail(),
    { type: 'Observation', text: observations(1), count: 2 },
  ];
  assert.equal((await holed.night(1)).status, 3);
  assert.deepEqual(await goneFrom(holed.dir), []);
});

test('B20 a record that moves to a patient of another server goes from what is current, by name', async (t) => {
  const { server, dir, night } = await hospital(t);
  const [patients = assert.fail()] = server.files;
  server.files = [patients, { type: 'Observation', text: lines(observation('o1'), observation('o2')) }];
  await night(0);
  const moved = {
    ...(JSON.parse(observation('o1')) as object),
    subject: { reference: 'https://b.example/Patient/p1' },
  };
  server.files = [{ type: 'Observation', text: lines(JSON.stringify(moved), observation('o2')) }];
  assert.equal((await night(1)).status, 0);
  assert.deepEqual(await goneFrom(dir), [{ reason: 'moved', resources: 1 }]);
  server.files = [{ type: 'Observation', text: lines(observation('o1')) }];
  await night(2);
  assert.deepEqual(await goneFrom(dir), [], 'what comes back is there again');
});
