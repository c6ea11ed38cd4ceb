import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { silentLog } from '../../src/effects.ts';
import { openSource, parseSource } from '../../src/extractors/source.ts';
import {
  fakeClock,
  HOSPITAL_KEYS,
  hospital,
  incompleteOf,
  type Json,
  keysOf,
  pull,
  rangesOf,
  type ServerOptions,
  startFhirServer,
} from './fhir-server.ts';

const TOKEN = { auth: { kind: 'bearer', token: 'secret-token' } } as const;

async function serve(t: TestContext, options: ServerOptions = {}) {
  const server = await startFhirServer({ resources: hospital(), ...options });
  t.after(() => server.close());
  return server;
}

test('a server gives the charts of candidates and of nobody else, every range announced and counted', async (t) => {
  const server = await serve(t);
  const items = await pull(server.base, TOKEN);
  assert.deepEqual(keysOf(items), HOSPITAL_KEYS);
  assert.deepEqual(incompleteOf(items), []);
  const observations = rangesOf(items).find((range) => range.type === 'Observation' && range.patient === 'p1');
  assert.deepEqual([observations?.announced, observations?.received], [5, 5]);
  assert.ok(server.seen.every(({ authorization }) => authorization === 'Bearer secret-token'));
  assert.ok(!server.seen.some(({ url }) => url.includes('p3')));
});

for (const [form, next] of [
  ['path-absolute', '{path}{query}'],
  ['relative', '{query}'],
  ['protocol-relative', '//{host}{path}{query}'],
  ['absolute', 'http://{host}{path}{query}'],
] as const) {
  test(`quirk 1 a next link is followed when it is ${form}`, async (t) => {
    const server = await serve(t, { next });
    assert.deepEqual(keysOf(await pull(server.base)), HOSPITAL_KEYS);
  });
}

test('basic credentials are sent as such', async (t) => {
  const server = await serve(t);
  await pull(server.base, { auth: { kind: 'basic', user: 'reader', password: 'größe:1' } });
  const sent = server.seen[0]?.authorization ?? '';
  assert.equal(Buffer.from(sent.replace('Basic ', ''), 'base64').toString('utf8'), 'reader:größe:1');
});

test('the text of a resource is kept as the server sent it', async (t) => {
  const raw =
    '{ "resourceType":"Observation", "id":"p2-o0","subject":{"reference":"Patient/p2"},"valueQuantity":{"value":1.10}}';
  const server = await serve(t, { raw: new Map([['p2-o0', raw]]) });
  const item = (await pull(server.base)).find((one) => one.kind === 'resource' && one.resource.id === 'p2-o0');
  assert.equal(item?.kind === 'resource' && item.raw, raw);
});

test('medications come by include, or are read one by one, each once', async (t) => {
  const administration = (id: string, medication: string): Json => ({
    resourceType: 'MedicationAdministration',
    id,
    subject: { reference: 'Patient/p1' },
    medicationReference: { reference: medication },
  });
  const resources = [
    ...hospital(),
    { resourceType: 'Medication', id: 'm1', code: { coding: [{ code: 'L01CD02' }] } },
    administration('a1', 'Medication/m1'),
    administration('a2', 'Medication/m1'),
    administration('a3', '#contained'),
  ];
  const server = await serve(t, { resources });
  const items = await pull(server.base);
  assert.equal(keysOf(items).filter((key) => key === 'Medication/m1').length, 1);
  assert.equal(server.seen.filter(({ url }) => url.endsWith('/Medication/m1')).length, 1);
  assert.deepEqual(incompleteOf(items), []);
});

test('a server that refuses _include is asked without it', async (t) => {
  const server = await serve(t, {
    misbehave: (request, response) => {
      if (!request.url?.includes('_include')) return false;
      response.writeHead(400).end('{"resourceType":"OperationOutcome"}');
      return true;
    },
  });
  assert.deepEqual(incompleteOf(await pull(server.base)), []);
});

test('a server that knows no patient parameter is asked by subject, and a refusal of both is reported once', async (t) => {
  const server = await serve(t, {
    misbehave: (request, response) => {
      if (!/[?&]patient=/.test(request.url ?? '') && !/Encounter/.test(request.url ?? '')) return false;
      response.writeHead(400).end('{"resourceType":"OperationOutcome"}');
      return true;
    },
  });
  const items = await pull(server.base);
  assert.deepEqual(keysOf(items), HOSPITAL_KEYS);
  assert.deepEqual(incompleteOf(items), ['Encounter p1 http_400', 'Encounter p2 http_400']);
});

test('candidates are found by drug, also where the drug is a Medication of its own', async (t) => {
  const resources: Json[] = [
    { resourceType: 'Patient', id: 'p9' },
    {
      resourceType: 'Medication',
      id: 'lu',
      code: { coding: [{ system: 'http://www.whocc.no/atc', code: 'V10XX05' }] },
    },
    {
      resourceType: 'MedicationAdministration',
      id: 'a9',
      subject: { reference: 'Patient/p9' },
      medicationReference: { reference: 'Medication/lu' },
    },
  ];
  const server = await serve(t, { resources });
  assert.deepEqual(keysOf(await pull(server.base)), ['Medication/lu', 'MedicationAdministration/a9', 'Patient/p9']);
});

test('quirk 21 a patient who is gone is reported as deleted', async (t) => {
  const server = await serve(t, {
    misbehave: (request, response) => {
      if (!request.url?.endsWith('/Patient/p2')) return false;
      response.writeHead(410).end('{"resourceType":"OperationOutcome"}');
      return true;
    },
  });
  const items = await pull(server.base);
  assert.deepEqual(
    items.flatMap((item) => (item.kind === 'deleted' ? [item.key.id] : [])),
    ['p2'],
  );
  assert.deepEqual(incompleteOf(items), []);
});

test('the same code in another system makes nobody a candidate', async (t) => {
  const condition = {
    resourceType: 'Condition',
    id: 'c',
    subject: { reference: 'Patient/p9' },
    code: { coding: [{ system: 'http://example.org/local', code: 'C61' }] },
  };
  const server = await serve(t, { resources: [{ resourceType: 'Patient', id: 'p9' }, condition] });
  assert.deepEqual(keysOf(await pull(server.base)), []);
});

test('B20 references to another server are counted, and neither asked there nor taken for our own', async (t) => {
  const other = await serve(t);
  const subject = { reference: 'Patient/p1' };
  const resources: Json[] = [
    ...hospital(),
    {
      resourceType: 'Condition',
      id: 'far',
      code: { coding: [{ code: 'C61' }] },
      subject: { reference: `${other.base}/Patient/p3` },
    },
    ...[`${other.base}/Medication/m`, 'medication/m', 'Medication/m/_history/2'].map((reference, n) => ({
      resourceType: 'MedicationAdministration',
      id: `a${n}`,
      subject,
      medicationReference: { reference },
    })),
    { resourceType: 'Medication', id: 'm', code: { coding: [{ code: 'L01CD02' }] } },
  ];
  const server = await serve(t, { resources });
  const items = await pull(server.base, TOKEN);
  assert.deepEqual(other.seen, []);
  assert.ok(!keysOf(items).includes('Patient/p3') && keysOf(items).includes('Medication/m'));
  assert.deepEqual(incompleteOf(items), [
    'Condition - candidate_without_patient',
    'Medication p1 unresolvable_reference',
    'Medication p1 unresolvable_reference',
  ]);
});

test('a candidate whose patient cannot be told is reported, not passed over', async (t) => {
  const condition = {
    resourceType: 'Condition',
    id: 'c',
    subject: { identifier: { value: 'x' } },
    code: { coding: [{ code: 'C61' }] },
  };
  const server = await serve(t, { resources: [condition] });
  assert.deepEqual(incompleteOf(await pull(server.base)), ['Condition - candidate_without_patient']);
});

test('B21 what names another patient, or none, is quarantined and never given to the one asked for', async (t) => {
  const stray = {
    resourceType: 'Observation',
    id: 'stray',
    subject: { reference: 'Patient/p3' },
    performer: [{ reference: 'Patient/p1' }],
  };
  const nobody = { resourceType: 'Observation', id: 'nobody', performer: [{ reference: 'Patient/p1' }] };
  const server = await serve(t, { resources: [...hospital(), stray, nobody] });
  const items = await pull(server.base);
  assert.deepEqual(keysOf(items), HOSPITAL_KEYS);
  assert.deepEqual(items.flatMap((item) => (item.kind === 'quarantined' ? [item.code] : [])).sort(), [
    'no_patient',
    'subject_mismatch',
  ]);
});

test('a server that ignores the patient parameter is found out', async (t) => {
  const strangers = [0, 1].map((n) => ({
    resourceType: 'Specimen',
    id: `s${n}`,
    subject: { reference: 'Patient/p3' },
    note: [{ text: 'x' }],
  }));
  const server = await serve(t, {
    misbehave: (request, response) => {
      if (!request.url?.includes('/Specimen?')) return false;
      response.end(JSON.stringify({ resourceType: 'Bundle', entry: strangers.map((resource) => ({ resource })) }));
      return true;
    },
  });
  const items = await pull(server.base);
  assert.deepEqual(incompleteOf(items), ['Specimen p1 filter_ignored', 'Specimen p2 filter_ignored']);
  assert.ok(!keysOf(items).some((key) => key.startsWith('Specimen')));
});

test('types that the server does not name are asked for once, and not for every patient', async (t) => {
  const rest = [
    { mode: 'server', resource: ['Patient', 'Condition', 'Observation', 'Procedure'].map((type) => ({ type })) },
  ];
  const server = await serve(t, {
    misbehave: (request, response) => {
      if (!request.url?.endsWith('/metadata')) return false;
      response.end(JSON.stringify({ resourceType: 'CapabilityStatement', rest }));
      return true;
    },
  });
  assert.deepEqual(keysOf(await pull(server.base)), HOSPITAL_KEYS);
  const asked = server.seen.map(({ url }) => url).filter((url) => /Medication|Specimen|Composition/.test(url));
  assert.ok(asked.every((url) => url.endsWith('?_count=1')) && new Set(asked).size === asked.length, String(asked));
});

test('results do not depend on the number of parallel requests', async (t) => {
  const server = await serve(t);
  const one = await pull(server.base, { concurrency: 1 }, fakeClock());
  const many = await pull(server.base, { concurrency: 16 }, fakeClock());
  // Two pulls may fall into different seconds of the server's clock.
  const timeless = (items: typeof one) => items.map((item) => ({ ...item, until: null }));
  assert.deepEqual(timeless(one), timeless(many));
});

test('an extraction tells how many charts are read, of how many, and nothing of whom', async (t) => {
  const server = await serve(t);
  const told: (readonly [number, number])[] = [];
  let ranges = 0;
  const effects = { clock: fakeClock(), log: silentLog, chartsRead: (...said: [number, number]) => told.push(said) };
  for await (const item of openSource(parseSource(server.base, { concurrency: 1 }), effects).receive())
    if (item.kind === 'range' && item.patient !== null) ranges++;
  assert.ok(told.every(([done, total], at) => total === 2 && done >= (told[at - 1]?.[0] ?? 0)));
  assert.deepEqual(told.at(-1), [2, 2]);
  // A chart is read when its last type is: half of the searches of two charts are one chart.
  assert.equal(told.filter(([done]) => done === 0).length, told.length / 2 - 1);
  assert.ok(ranges >= told.length);
});
