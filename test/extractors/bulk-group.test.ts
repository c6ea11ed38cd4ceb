import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOTHING_KNOWN } from '../../src/extractors/known.ts';
import type { Received } from '../../src/extractors/source.ts';
import {
  type BulkServer,
  lines,
  night,
  type Night,
  patient,
  startBulk,
  statesOf,
  TIME,
} from '../support/bulk-server.ts';
import { tempDir } from '../support/temp.ts';
import { rangesOf } from './fhir-server.ts';

const GROUP = { bulk: { level: 'group' } } as const;
/** p1 was a member when the group was read last. */
const KNOWN: Night = { ...GROUP, since: TIME, members: ['p1'] };
const pasts = (items: readonly Received[]) =>
  rangesOf(items).flatMap(({ patient, since }) => (patient === null ? [] : [[patient, since]]));
const members = (items: readonly Received[]) => items.flatMap((item) => (item.kind === 'members' ? item.patients : []));
const exportsOf = (server: BulkServer): string[] =>
  server.paths().filter((asked) => asked.includes('$export') || asked.startsWith('DELETE'));

test('F30 the past of who joined while an export was being made is not taken for held: he was not in it', async (t) => {
  const server = await startBulk(t);
  const folder = tempDir(t);
  server.pending = Infinity;
  await night(server.base, folder, GROUP);
  server.pending = 0;
  server.members = ['p1', 'p2', 'p3'];
  const items = await night(server.base, folder, GROUP);
  assert.equal(exportsOf(server).filter((asked) => asked.startsWith('GET')).length, 1, 'the export of last night');
  assert.deepEqual(pasts(items), [
    ['p1', null],
    ['p2', null],
  ]);
  assert.deepEqual(members(items), ['p1', 'p2', 'p3']);
});

test('F30 where the members were not known at the kick-off, nobody is said to be in the export', async (t) => {
  const server = await startBulk(t);
  const folder = tempDir(t);
  server.pending = Infinity;
  server.members = null;
  await night(server.base, folder, GROUP);
  server.pending = 0;
  server.members = ['p1', 'p2'];
  assert.deepEqual(pasts(await night(server.base, folder, GROUP)), []);
});

test('F37 a whole export in the place of that of single members is waited for over nights, and not begun each night', async (t) => {
  const server = await startBulk(t);
  const folder = tempDir(t);
  server.members = ['p1', 'p2'];
  let isReady = false;
  server.misbehave = ({ method, url }) => {
    if (method === 'POST') return { status: 405 };
    if (url.includes('$export') && !url.includes('_since'))
      return { status: 202, headers: { 'content-location': '/status/whole', date: server.date } };
    return method === 'GET' && url === '/status/whole' && !isReady ? { status: 202 } : undefined;
  };
  const whole = (): number =>
    server.asked.filter(({ url }) => url.includes('$export') && !url.includes('_since')).length;
  await night(server.base, folder, KNOWN);
  assert.equal(whole(), 2, 'refused for single members, begun for all');
  await night(server.base, folder, KNOWN);
  isReady = true;
  server.members = ['p1', 'p2', 'p3'];
  const items = await night(server.base, folder, KNOWN);
  assert.equal(whole(), 2);
  assert.ok(Object.values(statesOf(items)).every((state) => state === 'complete'));
  assert.deepEqual(pasts(items), [
    ['p1', TIME],
    ['p2', null],
  ]);
});

test('a group whose members are of another server, or no patients, is not taken for a list of our own', async (t) => {
  for (const reference of ['https://elsewhere.example/fhir/Patient/p1', 'Practitioner/p1', 'urn:uuid:p1']) {
    const server = await startBulk(t);
    server.misbehave = ({ url }) =>
      url === '/fhir/Group/g' ? { body: { resourceType: 'Group', member: [{ entity: { reference } }] } } : undefined;
    const known = { ...NOTHING_KNOWN, patients: ['p1'], watermark: () => ({ at: TIME, fullAt: TIME }) };
    const items = await night(server.base, tempDir(t), { ...GROUP, known });
    assert.deepEqual(members(items), []);
    assert.doesNotMatch(server.asked.find(({ url }) => url.includes('$export'))?.url ?? '', /_since/);
  }
});

test('members that the group names by absolute references to its own server are its own', async (t) => {
  const server = await startBulk(t);
  server.files = [{ type: 'Patient', text: lines(patient('p1')) }];
  server.misbehave = ({ url }) =>
    url === '/fhir/Group/g'
      ? { body: { resourceType: 'Group', member: [{ entity: { reference: `${server.base}/Patient/p1/_history/2` } }] } }
      : undefined;
  assert.deepEqual(members(await night(server.base, tempDir(t), GROUP)), ['p1']);
});

for (const said of [{ status: 501 }, { status: 400 }, { body: { resourceType: 'Bundle' } }])
  test(`F30 where an export of single members is answered by ${JSON.stringify(said)}, the whole group is asked for`, async (t) => {
    const server = await startBulk(t);
    server.misbehave = ({ method }) => (method === 'POST' ? said : undefined);
    const items = await night(server.base, tempDir(t), KNOWN);
    assert.ok(Object.values(statesOf(items)).every((state) => state === 'complete'));
    assert.deepEqual(pasts(items), [
      ['p1', TIME],
      ['p2', null],
    ]);
  });

test('a server that refuses to be asked for changes is asked for everything, over nights where it takes so long', async (t) => {
  const server = await startBulk(t);
  const folder = tempDir(t);
  server.members = ['p1', 'p2'];
  server.misbehave = ({ url }) => (url.includes('_since') ? { status: 400 } : undefined);
  server.pending = Infinity;
  assert.ok(
    Object.values(statesOf(await night(server.base, folder, KNOWN))).every((s) => s.endsWith('export_pending')),
  );
  server.pending = 0;
  const items = await night(server.base, folder, KNOWN);
  assert.deepEqual(exportsOf(server), ['GET /fhir/Group/g/$export', 'GET /fhir/Group/g/$export', 'DELETE /status/1']);
  assert.ok(rangesOf(items).every(({ state, since }) => state === 'complete' && since === null));
  assert.deepEqual(pasts(items), [
    ['p1', null],
    ['p2', null],
  ]);
});

test('a server that refuses every export is asked for changes and for everything, and no more', async (t) => {
  const server = await startBulk(t);
  server.misbehave = ({ url }) => (url.includes('$export') ? { status: 403 } : undefined);
  const items = await night(server.base, tempDir(t), KNOWN);
  assert.ok(Object.values(statesOf(items)).every((state) => state === 'incomplete kick_off_http_403'));
  assert.equal(exportsOf(server).length, 2);
});

const told = (items: readonly Received[]) =>
  rangesOf(items).flatMap(({ type, scope, state, reason, announced, received }) =>
    type === 'Group' ? [[scope, state, reason, announced, received]] : [],
  );
const GROUP_OF = (more: object) => ({ body: { resourceType: 'Group', id: 'g', ...more } });
const listing = (...ids: readonly string[]) => ids.map((id) => ({ entity: { reference: `Patient/${id}` } }));

for (const [what, group, reason] of [
  ['names no members', {}, 'members_not_listed'],
  ['names fewer than it says that there are', { quantity: 3, member: listing('p1', 'p2') }, 'members_shortened'],
  ['is marked as shortened', { meta: { tag: [{ code: 'SUBSETTED' }] }, member: listing('p1') }, 'members_shortened'],
] as const)
  test(`F31 a group that ${what}: whether those left who came no more is told as unknown, and nobody is taken for gone`, async (t) => {
    for (const [held, expected] of [
      [[], []],
      [['p1', 'p2'], []],
      [['p1', 'p2', 'p3'], [['discovery', 'unknown', reason, 3, 2]]],
    ] as const) {
      const server = await startBulk(t);
      server.misbehave = ({ url }) => (url === '/fhir/Group/g' ? GROUP_OF(group) : undefined);
      const items = await night(server.base, tempDir(t), { ...GROUP, known: { ...NOTHING_KNOWN, held: () => held } });
      assert.deepEqual([told(items), members(items)], [expected, []]);
      assert.ok(rangesOf(items).every(({ type, state }) => type === 'Group' || state === 'complete'));
    }
  });

test('F31 a list of members that is cut without a sign is found out by who comes in the export', async (t) => {
  const server = await startBulk(t);
  server.members = ['p1'];
  const items = await night(server.base, tempDir(t), GROUP);
  assert.deepEqual([told(items), members(items)], [[['discovery', 'unknown', 'members_shortened', 2, 1]], []]);
});

test('F31 a record that comes only because it is linked to a member says nothing against the list', async (t) => {
  const server = await startBulk(t);
  server.members = ['p1'];
  const link = [{ type: 'replaced-by', other: { reference: 'Patient/p1' } }];
  const old = JSON.stringify({ resourceType: 'Patient', id: 'old', link });
  server.files = [{ type: 'Patient', text: lines(patient('p1'), old) }];
  const items = await night(server.base, tempDir(t), GROUP);
  assert.deepEqual([told(items), members(items)], [[], ['p1']]);
});

test('F31 a list that suddenly names less than half of the members of before takes nobody out', async (t) => {
  const before = Array.from({ length: 20 }, (_, n) => `p${n + 1}`);
  for (const [count, expected] of [
    [9, [['discovery', 'unknown', 'members_dropped', 20, 9]]],
    [10, []],
  ] as const) {
    const server = await startBulk(t);
    server.members = before.slice(0, count);
    const items = await night(server.base, tempDir(t), { ...GROUP, since: TIME, members: before });
    assert.deepEqual([told(items), members(items).length], [expected, expected.length === 0 ? 10 : 0]);
  }
});
