/** Whose a record is: by identifiers, and by links between records of the same person. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReceivedResource } from '../../src/domain.ts';
import { canonicalOf, samePersons } from '../../src/store/identity.ts';
import { assignPatients, resourcesOf, storeResources } from '../../src/store/raw.ts';
import { freshWarehouse } from '../support/warehouse.ts';

type Resource = ReceivedResource['resource'];

const FOLDER = '/data/hospital';
const SERVER = 'https://fhir.hospital.example/r4';
const from = (source: string) => ({ source, seenAt: '2024-01-01T00:00:00.000Z' });
const received = (resource: Resource, fullUrl: string | null = null): ReceivedResource => ({
  kind: 'resource',
  resource,
  raw: JSON.stringify(resource),
  fullUrl,
  request: 'file#1',
});
const mrn = (value: string, system = 'urn:oid:1.2.3') => ({ system, value });
const patient = (id: string, ...identifier: object[]): Resource => ({ resourceType: 'Patient', id, identifier });
const observation = (subject: object): Resource => ({ resourceType: 'Observation', id: 'o', subject });

test('a subject by an identifier alone is the one patient who bears it, whichever comes first', async (t) => {
  for (const turn of [0, 1]) {
    const db = await freshWarehouse(t);
    const batch = [observation({ identifier: mrn('7') }), patient('p1', mrn('6'), mrn('7'))];
    storeResources(
      db,
      (turn === 0 ? batch : batch.toReversed()).map((one) => received(one)),
      from(SERVER),
    );
    assert.equal(assignPatients(db), 0);
    assert.deepEqual(
      resourcesOf(db, 'p1').map(({ type }) => type),
      ['Observation', 'Patient'],
    );
  }
});

test('a subject by an identifier waits for its patient over nights', async (t) => {
  const db = await freshWarehouse(t);
  storeResources(db, [received(observation({ identifier: mrn('7') }))], from(SERVER));
  assert.equal(assignPatients(db), 1);
  storeResources(db, [received(patient('p1', mrn('7')))], from(SERVER));
  assert.equal(assignPatients(db), 0);
});

test('B22 a subject by an identifier that two records bear is the person they are merged into, until they part', async (t) => {
  const db = await freshWarehouse(t);
  const link = [{ type: 'replaced-by', other: { reference: 'Patient/p2' } }];
  const first = (more: object, version: string): Resource => ({
    ...patient('p1', mrn('7')),
    meta: { versionId: version },
    ...more,
  });
  const store = (...all: readonly Resource[]): unknown =>
    storeResources(
      db,
      all.map((one) => received(one)),
      from(SERVER),
    );
  const typesOf = (id: string): string[] => resourcesOf(db, id).map(({ type }) => type);
  store(first({ link }, '1'), patient('p2', mrn('7')), observation({ identifier: mrn('7') }));
  assert.equal(assignPatients(db), 0);
  assert.deepEqual(typesOf('p2'), ['Observation', 'Patient', 'Patient']);
  store(first({}, '2'));
  assert.equal(assignPatients(db), 1);
  assert.deepEqual([typesOf('p1'), typesOf('p2')], [['Patient'], ['Patient']]);
});

for (const [what, subject, patients] of [
  ['that two patients bear', { identifier: mrn('7') }, [patient('p1', mrn('7')), patient('p2', mrn('7'))]],
  ['of another system', { identifier: mrn('7', 'urn:oid:9') }, [patient('p1', mrn('7'))]],
  ['that only begins alike', { identifier: mrn('7') }, [patient('p1', mrn('70'))]],
  [
    'that nobody bears',
    { identifier: mrn('7') },
    [patient('p1'), { resourceType: 'Patient', id: 'p2', identifier: mrn('7') }],
  ],
] as const) {
  test(`a subject by an identifier ${what} is counted as unknown, and nobody's`, async (t) => {
    const db = await freshWarehouse(t);
    const all: Resource[] = [observation(subject), ...patients];
    storeResources(
      db,
      all.map((one) => received(one)),
      from(SERVER),
    );
    assert.equal(assignPatients(db), 1);
    assert.ok(resourcesOf(db, 'p1').every(({ type }) => type === 'Patient'));
  });
}

test('a literal reference counts before an identifier, and an identifier of what is no patient not at all', async (t) => {
  for (const subject of [
    { reference: 'Patient/p2', identifier: mrn('7') },
    { type: 'Group', identifier: mrn('7') },
    { identifier: { value: '7' } },
  ]) {
    const db = await freshWarehouse(t);
    storeResources(db, [received(observation(subject)), received(patient('p1', mrn('7')))], from(SERVER));
    assignPatients(db);
    assert.deepEqual(
      resourcesOf(db, 'p1').map(({ type }) => type),
      ['Patient'],
    );
  }
});

const linked = (id: string, reference: string): Resource => ({
  resourceType: 'Patient',
  id,
  link: [{ other: { reference }, type: 'replaced-by' }],
});

for (const [source, reference, joined] of [
  [SERVER, 'Patient/p2', true],
  [SERVER, `${SERVER}/Patient/p2`, true],
  [SERVER, 'http://fhir.hospital.example/r4/Patient/p2', true],
  [`${SERVER}/$export`, `${SERVER}/Patient/p2`, true],
  [`${SERVER}/Group/prostate/$export`, `${SERVER}/Patient/p2`, true],
  [`${SERVER}/Patient/$export`, `${SERVER}/Patient/p2`, true],
  [SERVER, 'https://elsewhere.example/r4/Patient/p2', false],
  [`${SERVER}/$export`, 'https://elsewhere.example/r4/Patient/p2', false],
  [FOLDER, 'https://elsewhere.example/r4/Patient/p2', true],
] as const) {
  test(`a link to ${reference} in what came from ${source} ${joined ? 'joins' : 'does not join'} our own p2`, async (t) => {
    const db = await freshWarehouse(t);
    storeResources(db, [received(linked('p1', reference)), received(patient('p2'))], from(source));
    assignPatients(db);
    assert.equal(canonicalOf(db, 'p1'), joined ? 'p2' : 'p1');
    assert.equal(samePersons(db, new Set(['p1']), { source, links: 'own' })('p2'), joined);
  });
}

test('a link by the full URL of a record joins it, also where it is no address that is asked and became known later', async (t) => {
  const db = await freshWarehouse(t);
  const behindProxy = 'http://internal:8080/fhir/Patient/p2';
  storeResources(db, [received(linked('p1', behindProxy)), received(patient('p2'))], from(SERVER));
  assignPatients(db);
  assert.equal(canonicalOf(db, 'p1'), 'p1');
  storeResources(db, [received(patient('p2'), behindProxy)], from(SERVER));
  assignPatients(db);
  assert.equal(canonicalOf(db, 'p1'), 'p2');
});

for (const [base, joined] of [
  ['https://a.example/fhir', true],
  ['http://a.example/fhir', true],
  ['https://b.example/fhir', false],
] as const)
  test(`in a folder of patients from https://a.example/fhir a link to ${base}/Patient/p2 ${joined ? 'joins' : 'does not join'} our own p2`, async (t) => {
    const db = await freshWarehouse(t);
    const own = 'https://a.example/fhir/Patient';
    const other = { reference: `${base}/Patient/p2` };
    const one: Resource = { ...patient('p1'), link: [{ type: 'seealso', other }] };
    storeResources(db, [received(one, `${own}/p1`), received(patient('p2'), `${own}/p2`)], from(FOLDER));
    assignPatients(db);
    assert.equal(canonicalOf(db, 'p2'), joined ? 'p1' : 'p2');
  });
