/** Faults of transport: what a server or a proxy answers instead of the answer. Rows F01–F16, F23 of docs/reliability.md. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { silentLog, type LogValue } from '../../src/effects.ts';
import { DEFAULT_SETTINGS, openSource, parseSource, type SearchSettings } from '../../src/extractors/source.ts';
import { type Answer, faultServer } from '../support/fault-server.ts';
import { fakeClock, HOSPITAL_KEYS, incompleteOf, keysOf, pull } from './fhir-server.ts';

const TOKEN = { auth: { kind: 'bearer', token: 'secret-token' } } as const;
/** The first page of one patient's observations. */
const SICK = { match: /\/Observation\?patient=p1&(?!.*_offset)/ };
const WITHOUT_SICK = HOSPITAL_KEYS.filter((key) => !key.startsWith('Observation/p1'));
const asked = (server: { seen: readonly { url: string }[] }): number =>
  server.seen.filter(({ url }) => SICK.match.test(url) && !url.includes('_summary')).length;
const limits = (some: Partial<SearchSettings['limits']>) => ({ limits: { ...DEFAULT_SETTINGS.limits, ...some } });

test('F01, quirk 14 429 with Retry-After in seconds is waited for each time, counted, and nothing is missing', async (t) => {
  const [clock, waits] = [fakeClock(), [] as (LogValue | undefined)[]];
  const server = await faultServer(t, [{ ...SICK, times: 2, status: 429, headers: { 'retry-after': '2' } }]);
  const log = {
    info: () => undefined,
    warn: (event: string, data?: Readonly<Record<string, LogValue>>) => void waits.push(event, data?.['code']),
  };
  const items = [];
  for await (const item of openSource(parseSource(server.base, { concurrency: 1 }), { clock, log }).receive())
    items.push(item);
  assert.deepEqual([keysOf(items), incompleteOf(items)], [HOSPITAL_KEYS, []]);
  assert.deepEqual(waits, ['extract.retry', 'http_429', 'extract.retry', 'http_429']);
  assert.ok(clock.waits.filter((wait) => wait >= 2000).length === 2, String(clock.waits));
});

for (const [what, status, retryAfter, atLeast] of [
  ['an HTTP date', 429, 'Mon, 01 Jan 2024 00:00:30 GMT', 20_000],
  ['a date in the past', 429, 'Mon, 01 Jan 2018 00:00:30 GMT', 1000],
  ['a date in three years', 503, 'Fri, 01 Jan 2027 00:00:30 GMT', 300_000],
  ['five hours', 503, '18000', 300_000],
  ['a negative number', 429, '-5', 1000],
  ['nonsense', 503, 'soon', 1000],
] as const) {
  test(`F02, quirk 14 ${status} with Retry-After as ${what}: a finite wait of one second to five minutes`, async (t) => {
    const clock = fakeClock();
    const server = await faultServer(t, [{ ...SICK, times: 2, status, headers: { 'retry-after': retryAfter } }]);
    const items = await pull(server.base, { concurrency: 1 }, clock);
    assert.deepEqual([keysOf(items), incompleteOf(items)], [HOSPITAL_KEYS, []]);
    assert.equal(asked(server), 3);
    assert.ok(
      clock.waits.every((wait) => wait >= 1 && wait <= 300_000),
      String(clock.waits),
    );
    assert.ok((clock.waits[0] ?? 0) >= atLeast && clock.waits.filter((wait) => wait >= 1000).length >= 2);
  });
}

test('F03 429 for ever is given up: that range is incomplete, the others are read', async (t) => {
  const server = await faultServer(t, [{ ...SICK, status: 429, headers: { 'retry-after': '1' } }]);
  const items = await pull(server.base);
  assert.deepEqual([keysOf(items), incompleteOf(items)], [WITHOUT_SICK, ['Observation p1 http_429']]);
  assert.equal(asked(server), DEFAULT_SETTINGS.limits.attempts);
});

for (const status of [500, 502, 503, 504, 408]) {
  test(`F04 ${status} once is tried again and nothing is missing`, async (t) => {
    const server = await faultServer(t, [{ ...SICK, times: 1, status, body: 'oops' }]);
    const items = await pull(server.base);
    assert.deepEqual([keysOf(items), incompleteOf(items)], [HOSPITAL_KEYS, []]);
  });
}

for (const [status, forms] of [
  [400, 2],
  [403, 1],
  [404, 1],
  [422, 2],
] as const) {
  test(`F05 ${status} is not tried again, its text is kept nowhere, and only that range is incomplete`, async (t) => {
    const body = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', diagnostics: 'Herr Muster' }] };
    const server = await faultServer(t, [{ match: /\/Observation\?(patient|subject)=(Patient%2F)?p1&/, status, body }]);
    const items = await pull(server.base);
    assert.deepEqual([keysOf(items), incompleteOf(items)], [WITHOUT_SICK, [`Observation p1 http_${status}`]]);
    assert.equal(server.seen.filter(({ url }) => /Observation.*p1&/.test(url)).length, forms);
    assert.ok(!JSON.stringify(items).includes('Muster'));
  });
}

const page = { resourceType: 'Bundle', entry: [] };
const outcome = { resourceType: 'OperationOutcome', issue: [{ severity: 'error' }] };
const INSTEAD: readonly (readonly [title: string, reason: string, answer: Answer])[] = [
  [
    'F06, quirk 15 a login page with 200',
    'html',
    { body: '<html>log in</html>', headers: { 'content-type': 'text/html' } },
  ],
  ['F06 a login page that is called JSON', 'html', { body: '<!DOCTYPE html><html></html>' }],
  ['F07 an OperationOutcome with 200', 'operation_outcome', { body: outcome }],
  ['F07 another resource than a Bundle', 'not_a_bundle', { body: { resourceType: 'Patient', id: 'x' } }],
  ['F07 null', 'not_fhir', { body: 'null' }],
  ['F07 a list', 'not_fhir', { body: '[]' }],
  ['F07 nothing at all', 'truncated', { body: '' }],
  ['F09 a connection that is reset', 'network', { reset: true }],
  ['F10 a body shorter than its Content-Length', 'truncated', { body: page, cutAt: -5 }],
  ['F11 a chunked body cut short', 'truncated', { body: page, cutAt: -5, framing: 'chunked' }],
  ['F12 a gzip cut short, its length fitting', 'truncated', { body: page, gzip: true, cutAt: -12, framing: 'fitted' }],
  [
    'F13 a body of HTTP/1.0 that ends with its connection, cut',
    'truncated',
    { body: page, cutAt: -5, framing: 'close' },
  ],
  ['F15 a server that says nothing', 'timeout', { body: page, delay: 1e9 }],
  ['F15 a byte now and then, without end', 'timeout', { drip: true }],
  ['B05 JSON that is no UTF-8 in a key of the page', 'not_fhir', { body: Buffer.from([0xff, 0xfe, 0x7b, 0x7d]) }],
  ['B16 a gzip of nothing but zeros', 'too_large', { body: ' '.repeat(2_000_000), gzip: true }],
  [
    'B16 compression upon compression',
    'content_encoding',
    { body: page, headers: { 'content-encoding': 'gzip, gzip' } },
  ],
  ['B16 a body over the limit', 'too_large', { body: `{"resourceType":"Bundle","x":"${'x'.repeat(600_000)}"}` }],
];
for (const [title, reason, answer] of INSTEAD) {
  test(`${title} is an error and no empty success; tried anew where it may pass, nothing is missing`, async (t) => {
    const never = { now: () => 0, sleep: () => new Promise<void>(() => undefined) };
    const timeoutMs = reason === 'timeout' ? 800 : 60_000;
    const settings = limits({ timeoutMs, attempts: 2, maxResponseBytes: 500_000 });
    const sick = await faultServer(t, [{ ...SICK, ...answer }], { clock: never });
    const items = await pull(sick.base, settings);
    assert.deepEqual([keysOf(items), incompleteOf(items)], [WITHOUT_SICK, [`Observation p1 ${reason}`]]);
    if (!/^(network|truncated|timeout)$/.test(reason)) return;
    const once = await faultServer(t, [{ ...SICK, ...answer, times: 1 }], { clock: never });
    const whole = await pull(once.base, settings);
    assert.deepEqual([keysOf(whole), incompleteOf(whole)], [HOSPITAL_KEYS, []]);
  });
}

test('quirk 16 an outcome among the entries of a page: a warning is nothing, an error makes the range incomplete', async (t) => {
  const entries = (severity: string) => ({
    resourceType: 'Bundle',
    entry: [{ search: { mode: 'outcome' }, resource: { resourceType: 'OperationOutcome', issue: [{ severity }] } }],
  });
  const server = await faultServer(t, [
    { match: /Encounter\?patient=p1/, body: entries('warning') },
    { match: /Encounter\?patient=p2/, body: entries('error') },
  ]);
  assert.deepEqual(incompleteOf(await pull(server.base)), ['Encounter p2 operation_outcome']);
});

test('a whole gzip is read although none was asked for', async (t) => {
  const server = await faultServer(t, [{ ...SICK, body: page, gzip: true }]);
  assert.deepEqual(incompleteOf(await pull(server.base)), []);
});

for (const status of [302, 307, 308]) {
  test(`F23 ${status} to the same origin is followed with the token; to another one only if allowed, and without`, async (t) => {
    const other = await faultServer(t);
    const moved = (location: string) => faultServer(t, [{ ...SICK, times: 1, status, headers: { location } }]);
    const near = await moved('/app/FHIR/r4/Observation?patient=p1&moved=1');
    assert.deepEqual(incompleteOf(await pull(near.base, TOKEN)), []);
    assert.ok(near.seen.every(({ authorization }) => authorization === 'Bearer secret-token'));
    const far = `${other.base}/Observation?patient=p1`;
    assert.deepEqual(incompleteOf(await pull((await moved(far)).base, TOKEN)), ['Observation p1 foreign_redirect']);
    assert.deepEqual(other.seen, []);
    const allowed = { ...TOKEN, allowedOrigins: [other.origin] };
    assert.deepEqual(incompleteOf(await pull((await moved(far)).base, allowed)), []);
    assert.ok(other.seen.length > 0 && other.seen.every(({ authorization }) => authorization === undefined));
  });
}

test('F23 redirects in a circle stop after three', async (t) => {
  const server = await faultServer(t, [
    { ...SICK, status: 302, headers: { location: '/app/FHIR/r4/Observation?patient=p1&_count=200' } },
  ]);
  assert.deepEqual(incompleteOf(await pull(server.base)), ['Observation p1 too_many_redirects']);
  assert.equal(asked(server), 4);
});

test('a server that refuses the credentials is one incomplete range over everything', async (t) => {
  const server = await faultServer(t, [{ status: 401, body: '{}' }]);
  assert.deepEqual(incompleteOf(await pull(server.base, TOKEN)), ['* - http_401']);
  assert.equal(server.seen.length, 1);
});

test('reading may stop early: what was not begun is not asked for', async (t) => {
  const server = await faultServer(t);
  const source = openSource(parseSource(server.base, { concurrency: 1 }), { clock: fakeClock(), log: silentLog });
  for await (const item of source.receive()) if (item.kind === 'resource') break;
  const early = server.seen.length;
  await pull(server.base, { concurrency: 1 });
  assert.ok(early < 15 && server.seen.length - early > 25, `${early} of ${server.seen.length - early} requests`);
});

test('F03 a server that goes down for good is not asked for every single range', async (t) => {
  const resources = Array.from({ length: 200 }, (_, n) => ({
    resourceType: 'Condition',
    id: `c${n}`,
    code: { coding: [{ code: 'C61' }] },
    subject: { reference: `Patient/p${n}` },
  }));
  const server = await faultServer(t, [{ match: /patient=|Patient/, status: 503 }], { resources, pageSize: 500 });
  const items = await pull(server.base, limits({ attempts: 2 }));
  const types = 12;
  const whoIsLinked = 1;
  assert.equal(incompleteOf(items).filter((reason) => reason.endsWith('http_503')).length, 200 * types + whoIsLinked);
  assert.ok(server.seen.length < 300, `${server.seen.length} requests`);
});

test('B16 a gzip bomb in a document is left after the limit, and the document says so', async (t) => {
  const document = {
    resourceType: 'DocumentReference',
    id: 'd',
    status: 'current',
    subject: { reference: 'Patient/p1' },
    content: [{ attachment: { url: '/docs/1', contentType: 'text/plain' } }],
  };
  const bomb = {
    headers: { 'content-encoding': 'gzip', 'content-type': 'text/plain' },
    body: gzipSync(' '.repeat(4e6)),
  };
  const resources = [{ resourceType: 'Patient', id: 'p1' }, document];
  const c61 = {
    resourceType: 'Condition',
    id: 'c',
    code: { coding: [{ code: 'C61' }] },
    subject: { reference: 'Patient/p1' },
  };
  const server = await faultServer(t, [{ match: /\/docs\/1/, ...bomb }], { resources: [...resources, c61] });
  assert.deepEqual(incompleteOf(await pull(server.base, limits({ maxResponseBytes: 1e6 }))), ['Binary p1 too_large']);
});
