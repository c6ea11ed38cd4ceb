import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ReceivedResource } from '../../src/domain.ts';
import { COUNTS, warehouseCounts } from '../../src/store/counts.ts';
import { assignPatients, currentVersion, resourcesOf, storeResources } from '../../src/store/raw.ts';
import { freshWarehouse } from '../support/warehouse.ts';

type Resource = ReceivedResource['resource'];

const origin = { source: 'test', seenAt: '2024-01-01T00:00:00.000Z' };

function received(resource: Resource, fullUrl: string | null = null): ReceivedResource {
  return { kind: 'resource', resource, raw: JSON.stringify(resource), fullUrl, request: 'file#1' };
}

const patient = (id: string): Resource => ({ resourceType: 'Patient', id });
const psa = (value: number, meta: Record<string, string> = {}): Resource => ({
  resourceType: 'Observation',
  id: 'o1',
  meta,
  subject: { reference: 'Patient/p1' },
  valueQuantity: { value },
});

test('what comes again unchanged is counted as unchanged and kept once', async (t) => {
  const db = await freshWarehouse(t);
  assert.deepEqual(storeResources(db, [received(patient('p1')), received(psa(1))], origin), {
    stored: 2,
    unchanged: 0,
  });
  assert.deepEqual(storeResources(db, [received(patient('p1')), received(psa(1))], origin), {
    stored: 0,
    unchanged: 2,
  });
  assert.equal(db.sql.prepare('select count(*) from resource').pluck().get(), 2);
});

test('first and last time seen, source and request of every version are kept', async (t) => {
  const db = await freshWarehouse(t);
  storeResources(db, [received(psa(1))], origin);
  storeResources(db, [received(psa(1))], { source: 'test', seenAt: '2024-01-02T00:00:00.000Z' });
  const row = db.sql.prepare('select source, request, first_seen, last_seen from resource').get();
  assert.deepEqual(row, {
    source: 'test',
    request: 'file#1',
    first_seen: origin.seenAt,
    last_seen: '2024-01-02T00:00:00.000Z',
  });
});

test('B17 the newest version is current in whatever order versions arrive', async (t) => {
  const versions = [1, 2, 3, 4].map((n) =>
    psa(n, { lastUpdated: `2024-01-0${n}T10:00:00+01:00`, versionId: String(n) }),
  );
  const seed = Date.now();
  t.diagnostic(`seed ${seed}`);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(versions, { minLength: 4 }), async (order) => {
      const db = await freshWarehouse(t);
      for (const version of order) storeResources(db, [received(version)], origin);
      assert.equal(currentVersion(db, { type: 'Observation', id: 'o1' })?.version_id, '4');
      assert.equal(db.sql.prepare('select count(*) from resource where is_current = 1').pluck().get(), 1);
    }),
    { numRuns: 10, seed },
  );
});

test('B18 versions that nothing tells apart: the later receipt wins, also when the content returns to an earlier state', async (t) => {
  const db = await freshWarehouse(t);
  for (const value of [1, 2, 1]) storeResources(db, [received(psa(value))], origin);
  assignPatients(db);
  assert.deepEqual(resourcesOf(db, 'p1')[0]?.resource['valueQuantity'], { value: 1 });
});

test('B18 resources with versions that nothing tells apart are counted; a versionId or a lastUpdated tells', async (t) => {
  const db = await freshWarehouse(t);
  const conflicts = (): number => warehouseCounts(db).unversioned_conflict;
  storeResources(db, [received(psa(1)), received(psa(1))], origin);
  assert.equal(conflicts(), 0, 'the same content is the same version');
  for (const versionId of ['1', '2'])
    storeResources(db, [received({ ...psa(3), id: 'told', meta: { versionId } })], origin);
  assert.equal(conflicts(), 0);
  for (const value of [2, 1, 3]) storeResources(db, [received(psa(value))], origin);
  assert.equal(conflicts(), 1, 'one resource, however many versions of it');
  const plan = db.sql.prepare(`explain query plan ${COUNTS.unversioned_conflict}`).all() as { detail: string }[];
  assert.match(plan.map(({ detail }) => detail).join(), /COVERING INDEX resource_unversioned/);
});

test('a subject by urn:uuid is the patient of that full URL, whatever its id', async (t) => {
  const db = await freshWarehouse(t);
  const observation: Resource = { resourceType: 'Observation', id: 'o', subject: { reference: 'urn:uuid:aaa' } };
  storeResources(db, [received(observation), received(patient('real-id'), 'urn:uuid:aaa')], origin);
  assert.equal(assignPatients(db), 0);
  assert.deepEqual(
    resourcesOf(db, 'real-id').map((r) => r.type),
    ['Observation', 'Patient'],
  );
});

test('a subject that is not in the store is counted; a patient named only by others is a patient', async (t) => {
  const db = await freshWarehouse(t);
  const lost: Resource = { resourceType: 'Observation', id: 'x', subject: { reference: 'urn:uuid:nobody' } };
  storeResources(db, [received(psa(1)), received(lost)], origin);
  assert.equal(assignPatients(db), 1);
  assert.deepEqual(db.sql.prepare('select id from patient').pluck().all(), ['p1']);
});

test('medications and binaries come along with the resource that points to them', async (t) => {
  const db = await freshWarehouse(t);
  const statement: Resource = {
    resourceType: 'MedicationStatement',
    id: 's',
    subject: { reference: 'Patient/p1' },
    medicationReference: { reference: 'Medication/m' },
  };
  const document: Resource = {
    resourceType: 'DocumentReference',
    id: 'd',
    subject: { reference: 'Patient/p1' },
    content: [{ attachment: { url: 'Binary/b' } }],
  };
  const loose = [
    { resourceType: 'Medication', id: 'm' },
    { resourceType: 'Binary', id: 'b' },
    { resourceType: 'Binary', id: 'c' },
  ];
  storeResources(
    db,
    [statement, document, ...loose].map((r) => received(r)),
    origin,
  );
  assert.deepEqual(
    resourcesOf(db, 'p1').map((r) => `${r.type}/${r.id}`),
    ['Binary/b', 'DocumentReference/d', 'Medication/m', 'MedicationStatement/s'],
  );
});
