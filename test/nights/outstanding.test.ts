/** A document that cannot be read is outstanding by its name: asked for each night, and holding up nothing else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { retireResources } from '../../src/store/deletions.ts';
import { startRun } from '../../src/store/ledger.ts';
import { openRanges, recordRanges } from '../../src/store/ranges.ts';
import { storeResources } from '../../src/store/raw.ts';
import * as make from '../support/nights.ts';
import {
  admit,
  aDayLater,
  freshHash,
  hashOf,
  inside,
  type Json,
  night,
  rowsOf,
  startHospital,
} from '../support/nights.ts';
import { tempDir } from '../support/temp.ts';
import { freshWarehouse } from '../support/warehouse.ts';

const document = (id: string, of: string, url: string, more: Json = {}): Json => ({
  resourceType: 'DocumentReference',
  id,
  status: 'current',
  subject: { reference: `Patient/${of}` },
  date: '2020-02-02T10:00:00Z',
  content: [{ attachment: { contentType: 'text/plain', url } }],
  ...more,
});
const binary = (id: string): Json => ({
  resourceType: 'Binary',
  id,
  contentType: 'text/plain',
  data: Buffer.from('Lebermetastasen.').toString('base64'),
});
const openOf = (data: string): Promise<unknown[]> =>
  inside(data, (db) => openRanges(db).map(({ type, patient, part, reason }) => `${type} ${patient} ${part} ${reason}`));
const markOf = (data: string): Promise<string> =>
  inside(
    data,
    (db) =>
      db.sql
        .prepare("select at from watermark where type = 'DocumentReference' and patient = 'a'")
        .pluck()
        .get() as string,
  );
const isChartComplete = async (data: string, patient: string): Promise<unknown> =>
  (await rowsOf(data)).find((row) => row.patient === patient)?.cells['chart_complete']?.value;

for (const status of [503, 403])
  test(`an attachment that is refused with ${status} for ever is asked for each night by name, and the watermark moves`, async (t) => {
    const hospital = await startHospital(t);
    admit(hospital);
    hospital.put(document('d1', 'a', 'Binary/b1'));
    hospital.put(binary('b1'));
    hospital.habits = { ...hospital.habits, refuse: (asked) => (asked.startsWith('Binary/b1') ? status : null) };
    const data = tempDir(t);
    assert.equal((await night(data, hospital.base)).exitStatus, 3);
    const named = [`Binary a DocumentReference/d1 http_${status}`];
    assert.deepEqual(await openOf(data), named);
    const requests = await inside(data, (db) => openRanges(db).map(({ request }) => request));
    assert.deepEqual(requests, [`${hospital.base}/Binary/b1`], 'the ledger names what was asked for');
    const first = await markOf(data);
    assert.ok(first);

    // another document of the same patient comes and can be read: the first one is still outstanding
    aDayLater(hospital);
    hospital.put(document('d2', 'a', 'Binary/b2'));
    hospital.put(binary('b2'));
    hospital.requests.length = 0;
    const second = await night(data, hospital.base);
    assert.match(second.reasons.join('\n'), new RegExp(`Binary of .*: incomplete, http_${status} \\(1 range\\)`));
    assert.deepEqual(await openOf(data), named);
    assert.ok((await markOf(data)) > first, 'what else there is has been read, and is not read again');
    assert.equal(hospital.requests.filter((asked) => asked.startsWith('Binary/b1')).length, 1);
    assert.deepEqual([await isChartComplete(data, 'a'), await isChartComplete(data, 'b')], [0, 1]);

    aDayLater(hospital);
    hospital.habits = { ...hospital.habits, refuse: () => null };
    assert.equal((await night(data, hospital.base)).exitStatus, 0);
    assert.deepEqual(await openOf(data), []);
    assert.equal(await isChartComplete(data, 'a'), 1);
    assert.equal(await hashOf(data), await freshHash(t, hospital), 'and nothing is lost');
  });

test('a document that is deleted while it is outstanding is outstanding no more', async (t) => {
  const hospital = await startHospital(t);
  admit(hospital);
  hospital.put(document('d1', 'a', 'Binary/none'));
  const data = tempDir(t);
  await night(data, hospital.base);
  assert.deepEqual(await openOf(data), ['Binary a DocumentReference/d1 http_404']);
  aDayLater(hospital);
  hospital.delete('DocumentReference', 'd1');
  assert.equal((await night(data, hospital.base)).exitStatus, 0);
  assert.equal(await hashOf(data), await freshHash(t, hospital));
});

for (const status of [403, 404])
  test(`a Medication that is answered with ${status} is named by what refers to it, and holds up nothing`, async (t) => {
    const hospital = await startHospital(t);
    admit(hospital);
    hospital.put(make.drug('d-x', 'b', 'hidden', '2019-05-01'));
    hospital.habits = {
      ...hospital.habits,
      refuse: (asked) => (asked.startsWith('Medication/hidden') ? status : null),
    };
    const data = tempDir(t);
    assert.equal((await night(data, hospital.base)).exitStatus, 3);
    assert.deepEqual(await openOf(data), [`Medication b MedicationAdministration/d-x http_${status}`]);
    aDayLater(hospital);
    assert.equal((await night(data, hospital.base)).exitStatus, 3);
    assert.deepEqual(await openOf(data), [`Medication b MedicationAdministration/d-x http_${status}`]);
  });

test('of a resource that is retired, whatever says so, nothing is outstanding any more', async (t) => {
  const db = await freshWarehouse(t);
  const origin = {
    source: 'https://fhir.example/r4',
    run: 'r',
    at: '2024-01-01T00:00:00Z',
    seenAt: '2024-01-01T00:00:00Z',
  };
  startRun(db, { id: 'r', source: origin.source, studies: [], at: origin.at });
  for (const id of ['d1', 'd2']) {
    const resource = { ...document(id, 'a', 'Binary/none'), resourceType: 'DocumentReference', id };
    storeResources(db, [{ resource, raw: JSON.stringify(resource), fullUrl: null, request: 'x' }], origin);
    const said = { type: 'Binary', patient: 'a', part: `DocumentReference/${id}`, announced: 1, received: 0 };
    recordRanges(db, [{ ...said, state: 'incomplete', reason: 'http_404', request: 'x' }], origin);
  }
  retireResources(db, [{ key: { type: 'DocumentReference', id: 'd1' }, request: 'x' }], origin);
  assert.deepEqual(
    openRanges(db).map(({ part }) => part),
    ['DocumentReference/d2'],
  );
});
