import assert from 'node:assert/strict';
import type http from 'node:http';
import { test, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { silentLog } from '../../src/effects.ts';
import { DEFAULT_SETTINGS, openSource, parseSource } from '../../src/extractors/source.ts';
import {
  fakeClock,
  HOSPITAL_KEYS,
  hospital,
  incompleteOf,
  keysOf,
  type Misbehave,
  pull,
  send,
  type ServerOptions,
  startFhirServer,
} from './fhir-server.ts';

const TOKEN = { auth: { kind: 'bearer', token: 'secret-token' } } as const;
const SICK = /\/Observation\?patient=p1&/;
const WITHOUT_SICK = HOSPITAL_KEYS.filter((key) => !key.startsWith('Observation/p1'));

async function serve(t: TestContext, options: ServerOptions = {}) {
  const server = await startFhirServer({ resources: hospital(), ...options });
  t.after(() => server.close());
  return server;
}

/** Misbehaves on the first page of one search, the first `count` times. */
const sick =
  (count: number, answer: (response: http.ServerResponse, request: http.IncomingMessage) => void): Misbehave =>
  (request, response, times) => {
    if (!SICK.test(request.url ?? '') || request.url?.includes('_offset') || times >= count) return false;
    answer(response, request);
    return true;
  };

for (const [what, retryAfter, atLeast] of [
  ['seconds', '7', 7000],
  ['an HTTP date', 'Mon, 01 Jan 2024 00:00:30 GMT', 20_000],
  ['a date in the past', 'Mon, 01 Jan 2018 00:00:30 GMT', 1000],
  ['a date in three years', 'Fri, 01 Jan 2027 00:00:30 GMT', 300_000],
  ['nonsense', 'soon', 1000],
] as const) {
  test(`429 with Retry-After as ${what} is waited for and asked again`, async (t) => {
    const clock = fakeClock();
    const server = await serve(t, {
      misbehave: sick(2, (response) => send(response, '{}', 429, { 'retry-after': retryAfter })),
    });
    const items = await pull(server.base, { concurrency: 1 }, clock);
    assert.deepEqual(keysOf(items), HOSPITAL_KEYS);
    assert.deepEqual(incompleteOf(items), []);
    assert.ok(
      clock.waits.length >= 2 && clock.waits.every((wait) => wait >= 1 && wait <= 300_000),
      String(clock.waits),
    );
    assert.ok((clock.waits[0] ?? 0) >= atLeast, `${clock.waits[0]} ms`);
  });
}

for (const status of [500, 502, 503, 504, 408]) {
  test(`${status} once is tried again and nothing is missing`, async (t) => {
    const server = await serve(t, { misbehave: sick(1, (response) => send(response, 'oops', status)) });
    const items = await pull(server.base);
    assert.deepEqual([keysOf(items), incompleteOf(items)], [HOSPITAL_KEYS, []]);
  });
}

test('429 for ever makes that range incomplete, and the others are read', async (t) => {
  const server = await serve(t, {
    misbehave: sick(Infinity, (response) => send(response, '{}', 429, { 'retry-after': '1' })),
  });
  const items = await pull(server.base);
  assert.deepEqual([keysOf(items), incompleteOf(items)], [WITHOUT_SICK, ['Observation p1 http_429']]);
  assert.equal(server.seen.filter(({ url }) => SICK.test(url)).length, DEFAULT_SETTINGS.limits.attempts);
});

for (const status of [403, 404, 422]) {
  test(`${status} is not tried again, and only that range is incomplete`, async (t) => {
    const server = await serve(t, {
      misbehave: sick(Infinity, (response) => send(response, '{"resourceType":"OperationOutcome"}', status)),
    });
    const items = await pull(server.base);
    assert.deepEqual([keysOf(items), incompleteOf(items)], [WITHOUT_SICK, [`Observation p1 http_${status}`]]);
    assert.equal(server.seen.filter(({ url }) => SICK.test(url)).length, 1);
  });
}

function cutGzip(response: http.ServerResponse): void {
  const packed = gzipSync(page.repeat(20)).subarray(0, -12);
  const headers = { 'content-type': 'application/fhir+json', 'content-encoding': 'gzip' };
  response.writeHead(200, { ...headers, 'content-length': packed.length });
  response.end(packed);
}

const page = JSON.stringify({ resourceType: 'Bundle', entry: [] });
for (const [what, reason, answer] of [
  ['a login page with 200', 'html', (r) => send(r, '<html>log in</html>', 200, { 'content-type': 'text/html' })],
  [
    'an OperationOutcome with 200',
    'operation_outcome',
    (r) => send(r, '{"resourceType":"OperationOutcome","issue":[{"severity":"error"}]}'),
  ],
  ['another resource than a Bundle', 'not_a_bundle', (r) => send(r, '{"resourceType":"Patient","id":"x"}')],
  ['null', 'not_fhir', (r) => send(r, 'null')],
  ['a list', 'not_fhir', (r) => send(r, '[]')],
  ['JSON that ends too early', 'truncated', (r) => send(r, page.slice(0, -2))],
  [
    'a body shorter than its Content-Length',
    'truncated',
    (r) => (r.writeHead(200, { 'content-length': 999 }), r.write(page), setImmediate(() => r.destroy())),
  ],
  ['a gzip cut short', 'truncated', cutGzip],
  ['a connection that is reset', 'network', (r) => r.destroy()],
  [
    'a bundle with an error outcome',
    'operation_outcome',
    (r) =>
      send(
        r,
        '{"resourceType":"Bundle","entry":[{"search":{"mode":"outcome"},"resource":{"resourceType":"OperationOutcome","issue":[{"severity":"error"}]}}]}',
      ),
  ],
] as readonly (readonly [string, string, (response: http.ServerResponse) => unknown])[]) {
  test(`${what} is an error, not an empty success`, async (t) => {
    const server = await serve(t, { misbehave: sick(Infinity, answer) });
    const items = await pull(server.base);
    assert.deepEqual([keysOf(items), incompleteOf(items)], [WITHOUT_SICK, [`Observation p1 ${reason}`]]);
  });
}

test('a whole gzip is read although none was asked for', async (t) => {
  const server = await serve(t, {
    misbehave: (request, response) => {
      if (!SICK.test(request.url ?? '')) return false;
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(page));
      return true;
    },
  });
  assert.deepEqual(incompleteOf(await pull(server.base)), []);
});

test('a response larger than the limit is given up', async (t) => {
  const server = await serve(t, {
    misbehave: sick(Infinity, (response) => send(response, `{"resourceType":"Bundle","x":"${'x'.repeat(100_000)}"}`)),
  });
  const limits = { ...DEFAULT_SETTINGS.limits, maxResponseBytes: 50_000 };
  assert.deepEqual(incompleteOf(await pull(server.base, { limits })), ['Observation p1 too_large']);
});

test('a server that says nothing is given up after the time limit', async (t) => {
  const server = await serve(t, { misbehave: sick(Infinity, () => undefined) });
  const limits = { ...DEFAULT_SETTINGS.limits, timeoutMs: 150, attempts: 2 };
  assert.deepEqual(incompleteOf(await pull(server.base, { limits })), ['Observation p1 timeout']);
});

test('a next link to another origin is not followed: that server sees no connection and no token', async (t) => {
  const evil = await serve(t);
  const server = await serve(t, { next: `${evil.origin}{path}{query}` });
  const items = await pull(server.base, TOKEN);
  assert.deepEqual(evil.seen, []);
  assert.deepEqual(incompleteOf(items), ['Observation p1 foreign_link']);
  assert.deepEqual(
    keysOf(items),
    HOSPITAL_KEYS.filter((key) => !/p1-o[234]/.test(key)),
  );
});

test('a next link to itself, or back to an earlier page, stops', async (t) => {
  for (const next of ['{path}?patient=p1&_count=200&round=1', '{path}?patient=p1&_count=200']) {
    const server = await serve(t, { next });
    assert.deepEqual(incompleteOf(await pull(server.base)), ['Observation p1 loop']);
  }
});

test('endless pages end at the page limit', async (t) => {
  let count = 0;
  const server = await serve(t, {
    misbehave: (request, response) => {
      if (!SICK.test(request.url ?? '')) return false;
      send(
        response,
        JSON.stringify({
          resourceType: 'Bundle',
          link: [{ relation: 'next', url: `?patient=p1&_count=200&n=${count++}` }],
        }),
      );
      return true;
    },
  });
  const limits = { ...DEFAULT_SETTINGS.limits, maxPages: 50 };
  assert.deepEqual(incompleteOf(await pull(server.base, { limits })), ['Observation p1 page_limit']);
});

test('pages that vanish on the way make the search start over', async (t) => {
  const server = await serve(t, {
    misbehave: (request, response, times) => {
      if (!/Observation\?patient=p1.*_offset=4/.test(request.url ?? '') || times > 0) return false;
      send(response, '{"resourceType":"OperationOutcome"}', 410);
      return true;
    },
  });
  const items = await pull(server.base);
  assert.deepEqual([keysOf(items), incompleteOf(items)], [HOSPITAL_KEYS, []]);
});

test('fewer resources than announced make the range incomplete', async (t) => {
  const server = await serve(t, {
    misbehave: sick(Infinity, (response) => send(response, '{"resourceType":"Bundle","total":3,"entry":[]}')),
  });
  assert.deepEqual(incompleteOf(await pull(server.base)), ['Observation p1 fewer_than_announced']);
});

test('a redirect on the same origin is followed with the token, one to another origin is not followed', async (t) => {
  const evil = await serve(t);
  for (const [target, reasons] of [
    ['/app/FHIR/r4/Observation?patient=p1&moved=1', []],
    [`${evil.base}/Observation?patient=p1`, ['Observation p1 foreign_redirect']],
  ] as const) {
    const server = await serve(t, {
      misbehave: sick(1, (response) => response.writeHead(307, { location: target }).end()),
    });
    assert.deepEqual(incompleteOf(await pull(server.base, TOKEN)), reasons);
    assert.ok(server.seen.every(({ authorization }) => authorization === 'Bearer secret-token'));
  }
  assert.deepEqual(evil.seen, []);
});

test('an allowed origin is asked, and gets no credentials', async (t) => {
  const other = await serve(t);
  const server = await serve(t, {
    misbehave: sick(1, (response) =>
      response.writeHead(302, { location: `${other.base}/Observation?patient=p1` }).end(),
    ),
  });
  const items = await pull(server.base, { ...TOKEN, allowedOrigins: [other.origin] });
  assert.deepEqual(incompleteOf(items), []);
  assert.ok(other.seen.length > 0 && other.seen.every(({ authorization }) => authorization === undefined));
});

test('redirects in a circle stop', async (t) => {
  const server = await serve(t, {
    misbehave: sick(Infinity, (response, request) => response.writeHead(302, { location: request.url ?? '' }).end()),
  });
  assert.deepEqual(incompleteOf(await pull(server.base)), ['Observation p1 too_many_redirects']);
});

test('a server that refuses the credentials is one incomplete range over everything', async (t) => {
  const server = await serve(t, { misbehave: (_request, response) => (send(response, '{}', 401), true) });
  assert.deepEqual(incompleteOf(await pull(server.base, TOKEN)), ['* - http_401']);
  assert.equal(server.seen.length, 1);
});

test('a server that is not there is one incomplete range over everything', async (t) => {
  const server = await serve(t);
  await server.close();
  assert.deepEqual(incompleteOf(await pull(server.base)), ['* - network']);
});

test('reading may stop early: what was not begun is not asked for', async (t) => {
  const server = await serve(t);
  const source = openSource(parseSource(server.base, { concurrency: 1 }), { clock: fakeClock(), log: silentLog });
  for await (const item of source.receive()) if (item.kind === 'resource') break;
  const early = server.seen.length;
  await pull(server.base, { concurrency: 1 });
  assert.ok(early < 15 && server.seen.length - early > 25, `${early} of ${server.seen.length - early} requests`);
});

test('a server that goes down for good is not asked for every single range', async (t) => {
  const resources = Array.from({ length: 200 }, (_, n) => ({
    resourceType: 'Condition',
    id: `c${n}`,
    code: { coding: [{ code: 'C61' }] },
    subject: { reference: `Patient/p${n}` },
  }));
  const server = await serve(t, {
    resources,
    pageSize: 500,
    misbehave: (request, response) =>
      /patient=|Patient/.test(request.url ?? '') ? (send(response, '', 503), true) : false,
  });
  const items = await pull(server.base, { limits: { ...DEFAULT_SETTINGS.limits, attempts: 2 } });
  assert.equal(incompleteOf(items).filter((reason) => reason.endsWith('http_503')).length, 200 * 12);
  assert.ok(server.seen.length < 300, `${server.seen.length} requests`);
});
