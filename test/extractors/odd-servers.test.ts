/** Servers that answer in their own way: nothing is lost without a word, and nothing harmless is called incomplete. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answer, faultServer } from '../support/fault-server.ts';
import {
  HOSPITAL_KEYS,
  hospital,
  incompleteOf,
  type Json,
  keysOf,
  pull,
  rangesOf,
  startFhirServer,
} from './fhir-server.ts';

const observation = (id: string): Json => ({ resourceType: 'Observation', id, subject: { reference: 'Patient/p1' } });
const bundle = (resources: readonly Json[], more: Json = {}): Json => ({
  resourceType: 'Bundle',
  entry: resources.map((resource) => ({ resource, search: { mode: 'match' } })),
  ...more,
});
const MANY = Array.from({ length: 7 }, (_, n) => observation(`m${n}`));
/** A server that gives at most three, and neither a next link nor a total. */
const CUT: Answer = {
  match: /Observation\?patient=p1/,
  body: ({ url }) => bundle(MANY.slice(0, Math.min(3, Number(/_count=(\d+)/.exec(url ?? '')?.[1] ?? 3)))),
};
const COUNT = { match: /Observation\?patient=p1&_summary=count/ };
const ofP1 = (items: Parameters<typeof incompleteOf>[0]): string[] =>
  incompleteOf(items).filter((range) => range.startsWith('Observation p1'));

test('quirk 5, quirk 6 pages cut without a next link and without a total are found out, and the range is incomplete', async (t) => {
  const server = await faultServer(t, [{ ...COUNT, status: 400, body: {} }, CUT]);
  assert.deepEqual(ofP1(await pull(server.base)), ['Observation p1 end_unproven']);
});

test('quirk 5, quirk 6 where the server counts by itself, what was cut is told from what was whole', async (t) => {
  const cut = await faultServer(t, [{ ...COUNT, body: { resourceType: 'Bundle', total: 7 } }, CUT]);
  assert.deepEqual(ofP1(await pull(cut.base)), ['Observation p1 fewer_than_announced']);
  const whole = await faultServer(t, [{ ...COUNT, body: { resourceType: 'Bundle', total: 3 } }, CUT]);
  assert.deepEqual(ofP1(await pull(whole.base)), []);
});

test('quirk 20 a total is not needed of a server that pages, nor of one that gives all at once', async (t) => {
  const three = MANY.slice(0, 3);
  const match = /Observation\?patient=p1/;
  const paging: Answer = {
    match,
    body: ({ url }) =>
      /_count=1(&|$)/.test(url ?? '')
        ? bundle(three.slice(0, 1), { link: [{ relation: 'next', url: '?n=1' }] })
        : bundle(three),
  };
  for (const answer of [paging, { match, body: bundle(three) }])
    assert.deepEqual(ofP1(await pull((await faultServer(t, [answer])).base)), []);
});

/** A server that gives at most `cap`, whatever it is asked, and tells no total and no next page. */
const capped = (held: number, cap: number, isSearchable: boolean, more: Answer[] = []): Answer[] => [
  ...more,
  {
    match: /Observation\?patient=p1/,
    body: ({ url }) => {
      const changed = (n: number): string => new Date(Date.UTC(2024, 0, 1, 0, n)).toISOString();
      const all = Array.from({ length: held }, (_, n) => ({
        ...observation(`n${n}`),
        meta: { lastUpdated: changed(n) },
      }));
      const [, prefix, time = ''] = /_lastUpdated=(lt|ge)([^&]+)/.exec(decodeURIComponent(url ?? '')) ?? [];
      const fits = (at: string): boolean => !isSearchable || prefix === undefined || at < time === (prefix === 'lt');
      return bundle(all.filter(({ meta }) => fits(meta.lastUpdated)).slice(0, cap));
    },
  },
];
const statesOf = async (base: string): Promise<unknown> =>
  rangesOf(await pull(base))
    .filter(({ type, patient }) => type === 'Observation' && patient === 'p1')
    .map(({ state, reason }) => ({ state, reason }));

test('quirk 5 of a server that caps its answers and tells nothing, halves prove what was cut and what was whole', async (t) => {
  const cut = await faultServer(t, capped(23, 20, true));
  assert.deepEqual(await statesOf(cut.base), [{ state: 'incomplete', reason: 'end_unproven' }]);
  const whole = await faultServer(t, capped(20, 50, true));
  assert.deepEqual(await statesOf(whole.base), [{ state: 'complete', reason: null }]);
  const other = await faultServer(t, capped(13, 50, false));
  assert.deepEqual(await statesOf(other.base), [{ state: 'complete', reason: null }]);
});

test('quirk 5 where such a server does not look at _lastUpdated either, the range is unknown, not complete', async (t) => {
  const unknown = [{ state: 'unknown', reason: 'end_unknown' }];
  const server = await faultServer(t, capped(23, 20, false));
  assert.deepEqual(await statesOf(server.base), unknown);
  const refusing = capped(23, 20, true, [{ match: /_lastUpdated/, status: 400, body: {} }]);
  assert.deepEqual(await statesOf((await faultServer(t, refusing)).base), unknown);
});

const GIVEN: Json = {
  resourceType: 'MedicationAdministration',
  id: 'given',
  subject: { reference: 'Patient/p1' },
  medicationReference: { reference: 'Medication/m' },
};
const MEDICATION: Json = { resourceType: 'Medication', id: 'm' };
const WITH_DRUG = [...hospital(), GIVEN, MEDICATION];
const DRUG_KEYS = [...HOSPITAL_KEYS, 'Medication/m', 'MedicationAdministration/given'].sort();

for (const status of [400, 422, 501])
  test(`a server that refuses _include with ${status} is asked without it`, async (t) => {
    const refusing = { match: /_include/, status, body: { resourceType: 'OperationOutcome' } };
    const items = await pull((await faultServer(t, [refusing], { resources: WITH_DRUG })).base);
    assert.deepEqual([keysOf(items), incompleteOf(items)], [DRUG_KEYS, []]);
  });

test('quirk 17 a total that counts what is included as well is checked without _include', async (t) => {
  const counting = { match: /Administration\?patient=p1.*_include/, body: bundle([GIVEN, MEDICATION], { total: 2 }) };
  const items = await pull((await faultServer(t, [counting], { resources: WITH_DRUG })).base);
  assert.deepEqual([[...new Set(keysOf(items))], incompleteOf(items)], [DRUG_KEYS, []]);
});

test('a server that searches by POST alone gives everything', async (t) => {
  const resources = hospital();
  const server = await startFhirServer({
    resources,
    misbehave: (request, response) => {
      if (request.method !== 'GET' || !/\/[A-Z]\w+\?/.test(request.url ?? '')) return false;
      response.writeHead(405).end();
      return true;
    },
  });
  t.after(() => server.close());
  const items = await pull(server.base);
  assert.deepEqual([keysOf(items), incompleteOf(items)], [HOSPITAL_KEYS, []]);
});

test('a server that does not know the parameter medication makes nobody a candidate', async (t) => {
  const lutetium = { ...MEDICATION, code: { coding: [{ system: 'http://www.whocc.no/atc', code: 'V10XX05' }] } };
  const stranger = {
    ...GIVEN,
    id: 'other',
    subject: { reference: 'Patient/p9' },
    medicationReference: { reference: 'Medication/x' },
  };
  const everybody = { match: /Administration\?medication=/, body: bundle([GIVEN, stranger], { total: 2 }) };
  const resources = [...hospital(), GIVEN, lutetium, stranger, { resourceType: 'Patient', id: 'p9' }];
  const items = await pull((await faultServer(t, [everybody], { resources })).base);
  assert.deepEqual([keysOf(items), incompleteOf(items)], [DRUG_KEYS, []]);
});

for (const data of ['', null])
  test(`a document whose data is ${JSON.stringify(data)} is fetched from its URL`, async (t) => {
    const attachment = { contentType: 'text/plain', url: 'Binary/b', data };
    const letter = {
      resourceType: 'DocumentReference',
      id: 'd',
      subject: { reference: 'Patient/p1' },
      content: [{ attachment }],
    };
    const resources = [...hospital(), letter, { resourceType: 'Binary', id: 'b', data: 'QnJpZWY=' }];
    const items = await pull((await faultServer(t, [], { resources })).base);
    assert.ok(keysOf(items).includes('Binary/b'));
  });

test('types that the CapabilityStatement leaves out are read where the server has them', async (t) => {
  const statement = { resourceType: 'CapabilityStatement', rest: [{ resource: [{ type: 'Patient' }] }] };
  const server = await faultServer(t, [{ match: /metadata$/, body: statement }], { resources: WITH_DRUG });
  const items = await pull(server.base);
  assert.deepEqual([keysOf(items), incompleteOf(items)], [DRUG_KEYS, []]);
});
