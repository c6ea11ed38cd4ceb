import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { NOTHING_KNOWN } from '../../src/extractors/known.ts';
import {
  allIncomplete,
  type BulkServer,
  COMPLETE,
  firstItem,
  type Night,
  night,
  startBulk,
  statesOf,
  TIME,
} from '../support/bulk-server.ts';
import { tempDir } from '../support/temp.ts';
import type { Said } from '../support/web.ts';
import { rangesOf } from './fhir-server.ts';

const found = (...subjects: readonly string[]): Said => ({
  body: {
    resourceType: 'Bundle',
    type: 'searchset',
    entry: subjects.map((subject, at) => ({
      resource: { resourceType: 'Condition', id: `c${at}`, subject: { reference: subject } },
    })),
  },
});
const counted = (total: number): Said => ({ body: { resourceType: 'Bundle', type: 'searchset', total } });

const searches = (server: BulkServer): string[] =>
  server.asked.map(({ url }) => url).filter((url) => url.startsWith('/fhir/Condition'));
const HELD = { ...NOTHING_KNOWN, holds: (type: string) => type === 'Condition' };

/** What the ledger says of Condition, which the export leaves out, where a search for it is answered like this. */
async function conditionOf(t: TestContext, server: BulkServer, said: Said, options: Night = {}): Promise<string> {
  server.misbehave = ({ url }) => (url.startsWith('/fhir/Condition') ? said : undefined);
  const { Condition, ...others } = statesOf(await night(server.base, tempDir(t), options));
  assert.deepEqual(others, { Patient: 'complete', Observation: 'complete' });
  return Condition ?? '';
}

const GROUP = { bulk: { level: 'group' } } as const;
const PATIENT = { bulk: { level: 'patient' } } as const;
const LEFT_OUT = 'incomplete left_out';
const UNPROVEN = 'unknown absence_unproven';
const GONE: Said = { status: 404, body: { resourceType: 'OperationOutcome', issue: [] } };

for (const [what, said, firstNight, whereHeld] of [
  ['finds one', found('Patient/p1'), LEFT_OUT, LEFT_OUT],
  ['finds one that names nobody', found('Group/g'), LEFT_OUT, LEFT_OUT],
  ['counts some and sends none', counted(3), LEFT_OUT, LEFT_OUT],
  ['finds none', counted(0), 'complete', UNPROVEN],
  ['finds none and says no total', found(), 'complete', UNPROVEN],
  ['is not known', GONE, 'complete', UNPROVEN],
  ['is not allowed', { status: 403 }, 'complete', UNPROVEN],
  ['gives a web page', { body: '<html>log in</html>' }, 'complete', UNPROVEN],
  ['fails', { status: 503 }, UNPROVEN, UNPROVEN],
] as const) {
  test(`F42 a type that the manifest leaves out, where a search ${what}: ${firstNight}, and ${whereHeld} where some is held`, async (t) => {
    const server = await startBulk(t);
    assert.equal(await conditionOf(t, server, said), firstNight);
    server.pending = 0;
    assert.equal(await conditionOf(t, server, said, { known: HELD }), whereHeld);
  });
}

test('F42 a type that is left out and not known to be empty moves no watermark; what came is given', async (t) => {
  for (const said of [found('Patient/p1'), { status: 503 }]) {
    const server = await startBulk(t);
    server.misbehave = ({ url }) => (url.startsWith('/fhir/Condition') ? said : undefined);
    const items = await night(server.base, tempDir(t));
    assert.equal(rangesOf(items).find(({ type }) => type === 'Condition')?.until, null);
    assert.equal(rangesOf(items).find(({ type }) => type === 'Observation')?.until, TIME);
    assert.equal(items.filter(({ kind }) => kind === 'resource').length, 5);
  }
});

test('F42 of a group only what belongs to a member proves that a type was left out', async (t) => {
  for (const [said, expected] of [
    [found('Patient/p2'), LEFT_OUT],
    [found('Patient/p7', 'Patient/p8'), 'complete'],
    [found('Group/g'), 'complete'],
    [counted(1200), 'complete'],
  ] as const) {
    const server = await startBulk(t);
    assert.equal(await conditionOf(t, server, said, GROUP), expected);
    assert.deepEqual(searches(server), ['/fhir/Condition?patient=p1%2Cp2&_count=5']);
  }
});

test('F42 a large group is asked for in searches of a bounded length, until one finds something', async (t) => {
  const server = await startBulk(t);
  server.members = Array.from({ length: 3000 }, (_, n) => `member-${String(n).padStart(4, '0')}`);
  const isTheirs = (url: string): boolean => url.includes('member-0777');
  server.misbehave = ({ url }) =>
    url.startsWith('/fhir/Condition') ? (isTheirs(url) ? found('Patient/member-0777') : counted(0)) : undefined;
  assert.equal(statesOf(await night(server.base, tempDir(t), GROUP))['Condition'], LEFT_OUT);
  assert.ok(searches(server).every((url) => url.length < 2048));
  assert.deepEqual(searches(server).map(isTheirs).filter(Boolean), [true]);
  assert.ok(isTheirs(searches(server).at(-1) ?? ''), 'no more is asked once it is known');
});

test('F42 of a group whose members are not known nothing can be asked', async (t) => {
  const server = await startBulk(t);
  server.members = null;
  assert.equal(await conditionOf(t, server, found('Patient/p1'), GROUP), 'complete');
  assert.deepEqual(searches(server), []);
});

test('F42 of all patients a resource that names one proves that a type was left out, a number does not', async (t) => {
  for (const [said, expected] of [
    [found('Group/g', 'Patient/p2'), LEFT_OUT],
    [found('Group/g'), 'complete'],
    [found('https://elsewhere.example/fhir/Patient/p1'), 'complete'],
    [counted(7), 'complete'],
  ] as const)
    assert.equal(await conditionOf(t, await startBulk(t), said, PATIENT), expected);
});

test('F42 where changes alone are asked for, a type without a file is what is to be expected', async (t) => {
  const server = await startBulk(t);
  const mark = { at: TIME, fullAt: TIME };
  const known = { ...HELD, watermark: () => mark };
  assert.equal(await conditionOf(t, server, found('Patient/p1'), { known }), 'complete');
  assert.deepEqual(searches(server), []);
});

test('F42 of who joined a group his own records are asked for, and what others hold says nothing of his', async (t) => {
  for (const [said, expected] of [
    [counted(0), 'complete'],
    [found('Patient/p1'), 'complete'],
    [found('Patient/p2'), LEFT_OUT],
  ] as const) {
    const server = await startBulk(t);
    const known = {
      ...HELD,
      patients: ['p1'],
      watermark: (_type: string, id: string | null) => (id === 'p2' ? null : { at: TIME, fullAt: TIME }),
    };
    assert.equal(await conditionOf(t, server, said, { ...GROUP, known }), expected);
    assert.deepEqual(searches(server), ['/fhir/Condition?patient=p2&_count=5']);
  }
});

test('F42 a client that may not search is refused once, not once a type', async (t) => {
  const server = await startBulk(t);
  server.misbehave = ({ url }) => (/^\/fhir\/(?!\$)/.test(url) ? { status: 403 } : undefined);
  const types = ['Patient', 'Observation', 'Condition', 'Procedure', 'Encounter'];
  const items = await night(server.base, tempDir(t), { bulk: { types } });
  assert.ok(Object.values(statesOf(items)).every((state) => state === 'complete'));
  assert.equal(server.paths().filter((asked) => /GET \/fhir\/[A-Z]/.test(asked)).length, 1);
});

test('F42 a type of which the server says that it failed is not asked for again', async (t) => {
  const server = await startBulk(t);
  const issue = [{ severity: 'error', code: 'processing', diagnostics: 'Condition cannot be exported' }];
  const text = `${JSON.stringify({ resourceType: 'OperationOutcome', issue })}\n`;
  server.files.push({ role: 'error', type: 'OperationOutcome', text });
  assert.equal(await conditionOf(t, server, found('Patient/p1')), 'incomplete operation_outcome');
  assert.deepEqual(searches(server), []);
});

test('F42 an export whose types are all left out but one empty one is no answer, whatever could not be asked', async (t) => {
  const server = await startBulk(t);
  server.files = [{ type: 'Patient', text: '' }];
  server.misbehave = ({ url }) => (/^\/fhir\/[A-Z]/.test(url) ? { status: 503 } : undefined);
  assert.deepEqual(statesOf(await night(server.base, tempDir(t))), allIncomplete('empty_export'));
});

test('F42 what was learned of a type that is left out is kept with the export', async (t) => {
  const server = await startBulk(t);
  const folder = tempDir(t);
  server.misbehave = ({ url }) => (url.startsWith('/fhir/Condition') ? found('Patient/p1') : undefined);
  await firstItem(server.base, folder);
  const before = server.asked.length;
  assert.deepEqual(statesOf(await night(server.base, folder)), { ...COMPLETE, Condition: LEFT_OUT });
  assert.equal(server.asked.length, before);
});
