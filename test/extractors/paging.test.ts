/** Following a search through its pages. Rows F21–F27 and the quirks of paging of docs/reliability.md. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { DEFAULT_SETTINGS } from '../../src/extractors/source.ts';
import { Origins } from '../../src/extractors/search/links.ts';
import { type Answer, faultServer } from '../support/fault-server.ts';
import {
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
const PAGES = '/app/FHIR/r4/Observation?patient=p1';
const limits = (maxPages: number) => ({ limits: { ...DEFAULT_SETTINGS.limits, maxPages } });

/** A patient's observation `o{n}`, and a page with some of them. */
const observation = (n: number, more: Json = {}): Json => ({
  resourceType: 'Observation',
  id: `o${n}`,
  status: 'final',
  subject: { reference: 'Patient/p1' },
  ...more,
});
const pageOf = (observations: readonly Json[], next: string | null, more: Json = {}): Json => ({
  resourceType: 'Bundle',
  type: 'searchset',
  link: next === null ? [] : [{ relation: 'next', url: next }],
  entry: observations.map((resource) => ({ resource, search: { mode: 'match' } })),
  ...more,
});
/** Scripted pages of that search: the first under the URL that is asked, the others by `page=`. */
const pages = (...list: readonly Json[]): Answer[] =>
  list.map((body, n) => ({ match: n === 0 ? /Observation\?patient=p1&_count/ : new RegExp(`page=${n}$`), body }));
const observationsOf = (items: Parameters<typeof keysOf>[0]): string =>
  keysOf(items)
    .filter((key) => key.startsWith('Observation/o'))
    .map((key) => key.slice('Observation/'.length))
    .join(' ');
/** The state of the one range under test. */
const stateOf = (items: Parameters<typeof keysOf>[0]): unknown[] =>
  rangesOf(items)
    .filter((range) => range.type === 'Observation' && range.patient === 'p1')
    .map(({ state, reason }) => reason ?? state);

test('F21, quirk 2 a next link to another origin is not followed: that server sees no connection and no token', async (t) => {
  const evil = await faultServer(t);
  const server = await faultServer(t, [], { next: `${evil.origin}{path}{query}` });
  const items = await pull(server.base, TOKEN);
  assert.deepEqual(evil.seen, []);
  assert.deepEqual(incompleteOf(items), ['Observation p1 foreign_link']);
  assert.deepEqual(
    keysOf(items),
    HOSPITAL_KEYS.filter((key) => !/p1-o[234]/.test(key)),
  );
});

const FROM = 'https://fhir.example.org/r4/Observation?patient=1';
for (const [link, expected] of [
  ['https://fhir.example.org/r4/Observation?page=2', 'https://fhir.example.org/r4/Observation?page=2'],
  ['HTTPS://FHIR.Example.ORG:443/r4?page=2', 'https://fhir.example.org/r4?page=2'],
  ['//fhir.example.org/r4?page=2', 'https://fhir.example.org/r4?page=2'],
  ['/r4?page=2', 'https://fhir.example.org/r4?page=2'],
  ['?page=2', 'https://fhir.example.org/r4/Observation?page=2'],
  ['https://fhir.example.org@evil.test/r4', 'foreign_link'],
  ['https://user:pw@fhir.example.org/r4', 'foreign_link'],
  ['https://fhir.example.org.evil.test/r4', 'foreign_link'],
  ['https://fhir.example.org./r4', 'foreign_link'],
  ['https://fhir.example.org%2eevil.test/r4', 'foreign_link'],
  ['http://fhir.example.org/r4', 'foreign_link'],
  ['https://fhir.example.org:8443/r4', 'foreign_link'],
  ['https://fhir.example.org:443:443/r4', 'bad_link'],
  ['//evil.test/r4', 'foreign_link'],
  ['\\\\evil.test/r4', 'bad_link'],
  ['/\\evil.test/r4', 'bad_link'],
  ['/\t/evil.test/r4', 'bad_link'],
  ['ht\ntps://evil.test/r4', 'bad_link'],
  ['http://2130706433/r4', 'foreign_link'],
  ['http://0x7f.1/r4', 'foreign_link'],
  ['http://[::ffff:127.0.0.1]/r4', 'foreign_link'],
  ['http://169.254.169.254/latest/meta-data', 'foreign_link'],
  ['https://fhir.exаmple.org/r4', 'foreign_link'],
  ['file:///etc/passwd', 'foreign_link'],
  ['javascript:alert(1)', 'foreign_link'],
] as const) {
  test(`F22 the link ${JSON.stringify(link)} leads to ${expected}`, () => {
    const origins = new Origins('https://fhir.example.org/r4', []);
    const resolved = (): string => origins.resolve(link, FROM).href;
    if (expected.startsWith('https:')) assert.equal(resolved(), expected);
    else assert.throws(resolved, { code: expected });
  });
}

const PUBLIC = 'https://fhir.public.example:8443/r4';
test('quirk 2 links under the public base of a server behind a proxy are followed below the base that is asked', async (t) => {
  const resources = hospital().map((one) =>
    one['id'] === 'c1' ? { ...one, subject: { reference: `${PUBLIC}/Patient/p1` } } : one,
  );
  const answers = [{ match: /Condition\?patient=p1/, body: pageOf([], null) }];
  const server = await faultServer(t, answers, { resources, next: `${PUBLIC}/Observation{query}` });
  const items = await pull(server.base, { ...TOKEN, publicBase: PUBLIC });
  assert.equal(keysOf(items).filter((key) => key.startsWith('Observation/p1')).length, 5);
  assert.deepEqual(incompleteOf(items), []);
  for (const publicBase of [null, 'https://fhir.public.example/r4', `${PUBLIC}4`]) {
    const refused = incompleteOf(await pull(server.base, { ...TOKEN, publicBase }));
    assert.ok(refused.includes('Condition - candidate_without_patient'), String(publicBase));
  }
});

test('F24, quirk 18 a next link to itself, or to and fro between two pages, stops', async (t) => {
  for (const next of ['{path}?patient=p1&_count=200&round=1', '{path}?patient=p1&_count=200']) {
    const server = await faultServer(t, [], { next });
    assert.deepEqual(incompleteOf(await pull(server.base)), ['Observation p1 loop']);
  }
});

test('F24 endless pages end at the page limit', async (t) => {
  let count = 0;
  const endless = {
    match: /Observation\?patient=p1&/,
    body: () => pageOf([observation(count)], `?patient=p1&_count=200&n=${count++}`),
  };
  const server = await faultServer(t, [endless]);
  assert.deepEqual(incompleteOf(await pull(server.base, limits(1000))), ['Observation p1 page_limit']);
  assert.equal(count, 1000);
});

test('F24, quirk 4 pages without any entry that never end stop after some hundred of them', async (t) => {
  let count = 0;
  const endless = { match: /Observation\?patient=p1&/, body: () => pageOf([], `?patient=p1&_count=200&n=${count++}`) };
  assert.deepEqual(incompleteOf(await pull((await faultServer(t, [endless])).base)), ['Observation p1 loop']);
  assert.ok(count < 300, String(count));
});

for (const status of [410, 404, 400, 422]) {
  test(`F25, quirk 7, quirk 9 ${status} on a later page makes the search start over, at most twice`, async (t) => {
    const late = { match: /Observation\?patient=p1.*_offset=4/, status, body: { resourceType: 'OperationOutcome' } };
    const once = await pull((await faultServer(t, [{ ...late, times: 1 }])).base);
    assert.deepEqual([keysOf(once), incompleteOf(once)], [HOSPITAL_KEYS, []]);
    const server = await faultServer(t, [late]);
    assert.deepEqual(incompleteOf(await pull(server.base)), [`Observation p1 http_${status}`]);
    assert.equal(server.seen.filter(({ url }) => late.match.test(url)).length, 3);
  });
}

test('F26 a page that comes again, and resources on two pages, are counted once', async (t) => {
  const [a, b, c] = [0, 1, 2].map((n) => observation(n)) as [Json, Json, Json];
  const server = await faultServer(
    t,
    pages(pageOf([a, b], `${PAGES}&page=1`), pageOf([b, a], `${PAGES}&page=2`), pageOf([c, b], null, { total: 3 })),
  );
  const items = await pull(server.base);
  assert.deepEqual([observationsOf(items), stateOf(items)], ['o0 o1 o2', ['complete']]);
});

test('F26 two versions of a resource on two pages are both received and counted as one resource', async (t) => {
  const version = (n: number): Json => observation(0, { meta: { versionId: `${n}` } });
  const total = { total: 2 };
  const list = pages(pageOf([version(1)], `${PAGES}&page=1`, total), pageOf([version(2)], null, total));
  const items = await pull((await faultServer(t, list)).base);
  assert.deepEqual([observationsOf(items), stateOf(items)], ['o0 o0', ['fewer_than_announced']]);
});

/** The hospital, with its observations of p1 changed when the second page is asked for the first `times` times. */
async function shifting(t: TestContext, times: number, change: (resources: Json[]) => void) {
  const resources = hospital();
  let left = times;
  const server = await startFhirServer({
    resources,
    misbehave: (request) => {
      if (/p1.*_offset=2/.test(request.url ?? '') && left-- > 0) change(resources);
      return false;
    },
  });
  t.after(() => server.close());
  return pull(server.base);
}
const firstOf = (resources: readonly Json[]): number => resources.findIndex(({ id }) => String(id).startsWith('p1-o'));

test('F27, quirk 8 a resource that goes while pages are read shifts the others: they are read anew, none is missing', async (t) => {
  const items = await shifting(t, 1, (resources) => void resources.splice(firstOf(resources), 1));
  assert.deepEqual(stateOf(items), ['complete']);
  for (const n of [1, 2, 3, 4]) assert.ok(keysOf(items).includes(`Observation/p1-o${n}`), `${n}`);
});

test('F27, quirk 8 a resource that comes while pages are read is found, and nothing twice', async (t) => {
  const fresh = { resourceType: 'Observation', id: 'p1-new', subject: { reference: 'Patient/p1' } };
  const items = await shifting(t, 1, (resources) => void resources.splice(firstOf(resources), 0, fresh));
  assert.deepEqual(stateOf(items), ['complete']);
  const keys = keysOf(items).filter((key) => key.startsWith('Observation/p1'));
  assert.deepEqual(keys, [...new Set(keys)]);
  assert.equal(keys.length, 6);
});

test('F27 pages that shift in every walk make the range incomplete as unstable', async (t) => {
  const items = await shifting(t, 9, (resources) => void resources.splice(firstOf(resources), 1));
  assert.deepEqual(stateOf(items), ['unstable']);
});

const TOTALS: readonly (readonly [what: string, total: NonNullable<ServerOptions['total']>, state: string])[] = [
  ['is not told', () => undefined, 'complete'],
  ['is told on the last page alone', (matches, offset) => (offset === 4 ? matches : undefined), 'complete'],
  ['is an estimate until the last page', (matches, offset) => (offset < 4 ? 7 : matches), 'complete'],
  ['is too low', () => 1, 'complete'],
  ['is too high', (matches) => matches + 1, 'fewer_than_announced'],
];
for (const [what, total, state] of TOTALS) {
  test(`F27, quirk 20 a total that ${what}: all five are received, the range is ${state}`, async (t) => {
    const resources = hospital().filter(({ id }) => !/^(?:p[23]-o|r2)/.test(String(id)));
    const server = await faultServer(t, [], { resources, total });
    const items = await pull(server.base);
    assert.deepEqual(stateOf(items), [state]);
    assert.equal(keysOf(items).filter((key) => key.startsWith('Observation/p1')).length, 5);
  });
}

test('quirk 4, quirk 19 empty pages with a next link, in the middle or after the last one, lose nothing', async (t) => {
  const list = pages(
    pageOf([observation(0)], `${PAGES}&page=1`),
    pageOf([], `${PAGES}&page=2`),
    pageOf([observation(1)], `${PAGES}&page=3`),
    { resourceType: 'Bundle', total: 2 },
  );
  const items = await pull((await faultServer(t, list)).base);
  assert.deepEqual([observationsOf(items), stateOf(items)], ['o0 o1', ['complete']]);
});

test('quirk 5, quirk 6 pages that end before as many came as were announced make the range incomplete', async (t) => {
  const list = pages(pageOf([observation(0)], `${PAGES}&page=1`, { total: 5 }), pageOf([observation(1)], null));
  const server = await faultServer(t, list);
  const items = await pull(server.base);
  assert.deepEqual([observationsOf(items), stateOf(items)], ['o0 o1', ['fewer_than_announced']]);
  assert.equal(server.seen.filter(({ url }) => url.endsWith('page=1')).length, 2, 'walked twice');
});

test('quirk 10 the pages of one search are asked one after the other, and never more requests than allowed', async (t) => {
  const open = new Map<string, number>();
  let [most, mostOfOne] = [0, 0];
  const server = await startFhirServer({
    resources: hospital(),
    pageSize: 1,
    misbehave: (request, response) => {
      const search = (request.url ?? '').replace(/&?_offset.*/, '');
      open.set(search, (open.get(search) ?? 0) + 1);
      most = Math.max(
        most,
        [...open.values()].reduce((a, b) => a + b),
      );
      mostOfOne = Math.max(mostOfOne, open.get(search) ?? 0);
      response.on('finish', () => open.set(search, (open.get(search) ?? 0) - 1));
      return false;
    },
  });
  t.after(() => server.close());
  assert.deepEqual(keysOf(await pull(server.base, { concurrency: 3 })), HOSPITAL_KEYS);
  assert.ok(most <= 3 && mostOfOne === 1, `${most}, ${mostOfOne} of one search`);
});

test('quirk 11 long lists are asked in parts whose URLs stay below 2 kB', async (t) => {
  const id = (n: number): string => `${n}`.padStart(4, '0').repeat(16);
  const ids = Array.from({ length: 70 }, (_, n) => id(n));
  const code = { coding: [{ system: 'http://www.whocc.no/atc', code: 'V10XX05' }] };
  const resources = ids.map((one) => ({ resourceType: 'Medication', id: one, code }));
  const server = await faultServer(t, [], { resources, pageSize: 100 });
  await pull(server.base);
  const urls = server.seen.map(({ url }) => url);
  assert.ok(urls.every((url) => url.length < 2000));
  for (const one of ids) assert.ok(urls.some((url) => url.includes('/MedicationAdministration?') && url.includes(one)));
});

test('quirk 17 included resources do not stand in for missing matches, whatever the server calls them', async (t) => {
  for (const mode of ['match', 'include', undefined]) {
    const entry = [observation(0), { resourceType: 'Medication', id: 'm' }].map((resource) => ({
      resource,
      search: { mode },
    }));
    const server = await faultServer(t, pages({ resourceType: 'Bundle', total: 2, entry }));
    assert.deepEqual(stateOf(await pull(server.base)), ['fewer_than_announced'], String(mode));
  }
});

test('quirk 21 a Medication that is gone (410) is reported as deleted, and no range is incomplete for it', async (t) => {
  const administration = {
    resourceType: 'MedicationAdministration',
    id: 'a',
    subject: { reference: 'Patient/p1' },
    medicationReference: { reference: 'Medication/gone' },
  };
  const answers = [{ match: /Medication\/gone/, status: 410 }];
  const items = await pull((await faultServer(t, answers, { resources: [...hospital(), administration] })).base);
  assert.deepEqual(
    items.flatMap((item) => (item.kind === 'deleted' ? [item.key] : [])),
    [{ type: 'Medication', id: 'gone' }],
  );
  assert.deepEqual(incompleteOf(items), []);
});
