import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bulkStorage } from '../../src/extractors/bulk/state.ts';
import { LutraError } from '../../src/errors.ts';
import {
  allIncomplete,
  type BulkServer,
  COMPLETE,
  fileOf,
  lines,
  manifestOf,
  night,
  startBulk,
  statesOf,
  TIME,
  USUAL_KEYS,
} from '../support/bulk-server.ts';
import { tempDir } from '../support/temp.ts';
import { startWeb } from '../support/web.ts';
import { fakeClock, keysOf, rangesOf } from './fhir-server.ts';

const kickOffs = (server: BulkServer): number => server.paths().filter((asked) => asked.includes('$export')).length;
const stored = (folder: string) => bulkStorage(folder)('changes').load();

/** A night that ends while the export is still being made. */
async function pendingNight(server: BulkServer, folder: string): Promise<void> {
  server.pending = Infinity;
  assert.deepEqual(statesOf(await night(server.base, folder)), allIncomplete('export_pending'));
}

test('F35 a kick-off refused because an older export runs is waited for, and no second one is started', async (t) => {
  const server = await startBulk(t);
  const clock = fakeClock();
  let times = 0;
  server.misbehave = ({ url }) =>
    url.includes('$export') && times++ < 2 ? { status: 429, headers: { 'retry-after': '120' } } : undefined;
  assert.deepEqual(statesOf(await night(server.base, tempDir(t), { clock })), COMPLETE);
  assert.deepEqual(clock.waits.slice(0, 2), [120_000, 120_000]);
  assert.equal(kickOffs(server), 3);
});

test('F35 where it is our own export of last night that runs, its stored status URL is asked and none is begun', async (t) => {
  const server = await startBulk(t);
  const folder = tempDir(t);
  await pendingNight(server, folder);
  server.pending = 0;
  server.misbehave = ({ url }) => (url.includes('$export') ? { status: 429 } : undefined);
  assert.deepEqual(statesOf(await night(server.base, folder)), COMPLETE);
  assert.equal(kickOffs(server), 1);
});

test('F36 after a crash between kick-off and its answer, the next night begins one export and waits its turn', async (t) => {
  const server = await startBulk(t);
  const folder = tempDir(t);
  await pendingNight(server, folder);
  const before = stored(folder) ?? assert.fail();
  bulkStorage(folder)('changes').save({ ...before, statusUrl: null });
  server.pending = 0;
  let orphanRuns = true;
  const kicks = kickOffs(server);
  server.misbehave = ({ url }) => {
    if (!url.includes('$export') || !orphanRuns) return undefined;
    orphanRuns = false;
    return { status: 429 };
  };
  assert.deepEqual(statesOf(await night(server.base, folder)), COMPLETE);
  assert.equal(kickOffs(server) - kicks, 2, 'one refused, one accepted');
});

test('F36 an export that is known and wanted no more is deleted at the server before another is begun', async (t) => {
  const server = await startBulk(t);
  const folder = tempDir(t);
  await pendingNight(server, folder);
  server.pending = 0;
  const before = server.paths().length;
  await night(server.base, folder, { since: TIME });
  assert.deepEqual(server.paths().slice(before, before + 2), ['DELETE /status/1', 'GET /fhir/$export']);
});

test('F37 an export that is not ready in time is incomplete; its status URL is kept and asked the next night', async (t) => {
  const server = await startBulk(t);
  const folder = tempDir(t);
  const clock = fakeClock();
  const start = clock.now();
  server.pending = Infinity;
  const items = await night(server.base, folder, { clock, bulk: { maxExportWaitMs: 60_000 } });
  assert.deepEqual([keysOf(items), statesOf(items)], [[], allIncomplete('export_pending')]);
  assert.ok(rangesOf(items).every(({ until }) => until === null));
  assert.ok(clock.now() - start <= 60_000);
  assert.equal(stored(folder)?.statusUrl, server.statusUrl);
  assert.ok(!server.paths().includes('DELETE /status/1'));
  server.pending = 0;
  assert.deepEqual(keysOf(await night(server.base, folder)), USUAL_KEYS);
  assert.equal(kickOffs(server), 1);
});

test('F38 a status of 500 that says transient is asked again; any other fails the export', async (t) => {
  for (const [code, expected] of [
    ['transient', COMPLETE],
    ['exception', allIncomplete('export_failed')],
  ] as const) {
    const server = await startBulk(t);
    const folder = tempDir(t);
    let times = 0;
    server.misbehave = ({ method, url }) =>
      method === 'GET' && url === '/status/1' && times++ === 0
        ? { status: 500, body: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code }] } }
        : undefined;
    assert.deepEqual(statesOf(await night(server.base, folder)), expected);
    assert.equal(stored(folder), null, 'a failed export is not asked for again');
  }
});

for (const status of [404, 410]) {
  test(`F39 a status URL that is ${status} the next night leads to one new export`, async (t) => {
    const server = await startBulk(t);
    const folder = tempDir(t);
    await pendingNight(server, folder);
    server.pending = 0;
    let gone = true;
    server.misbehave = ({ method, url }) => {
      if (method !== 'GET' || url !== '/status/1' || !gone) return undefined;
      gone = false;
      return { status };
    };
    assert.deepEqual(keysOf(await night(server.base, folder)), USUAL_KEYS);
    assert.equal(kickOffs(server), 2);
    assert.equal(stored(folder), null);
  });
}

test('F39 an export that is always gone is begun twice and no more', async (t) => {
  const server = await startBulk(t);
  server.misbehave = ({ url }) => (url === '/status/1' ? { status: 404 } : undefined);
  assert.deepEqual(statesOf(await night(server.base, tempDir(t))), allIncomplete('export_gone'));
  assert.equal(kickOffs(server), 2);
});

for (const status of [403, 404, 410]) {
  test(`F40 links that answer ${status} are fetched anew once, and files on disk not downloaded again`, async (t) => {
    const server = await startBulk(t);
    server.pending = 0;
    let dead = false;
    server.misbehave = ({ url }) => {
      if (url.startsWith('/status/') && dead) server.mark = 'b';
      if (!url.startsWith('/files/2') || server.mark === 'b') return undefined;
      dead = true;
      return { status };
    };
    assert.deepEqual(keysOf(await night(server.base, tempDir(t))), USUAL_KEYS);
    const files = server.asked.filter(({ url }) => url.startsWith('/files/')).map(({ url }) => url);
    assert.deepEqual(files.toSorted(), ['/files/0?sig=a', '/files/1?sig=a', '/files/2?sig=a', '/files/2?sig=b']);
    assert.equal(kickOffs(server), 1);
  });
}

test('F40 where the fresh links have other paths, the server says by ETag that a file still stands', async (t) => {
  const server = await startBulk(t);
  server.pending = 0;
  server.misbehave = ({ url, headers }) => {
    if (url.startsWith('/status/') && server.paths().includes('GET /a/1')) server.mark = 'b';
    const [, mark, at] = /^\/([ab])\/(\d)$/.exec(url) ?? [];
    if (!at || !mark) {
      server.manifest = { output: outputs(server) };
      return undefined;
    }
    if (mark === 'a' && at === '1') return { status: 410 };
    const etag = `"file${at}"`;
    if (headers['if-none-match'] === etag) return { status: 304, headers: { etag } };
    return { body: server.files[Number(at)]?.text, headers: { etag } };
  };
  const outputs = ({ origin, mark }: BulkServer) =>
    server.files.map(({ type }, at) => ({ type, url: `${origin}/${mark}/${at}`, count: at === 2 ? 1 : 2 }));
  assert.deepEqual(keysOf(await night(server.base, tempDir(t))), USUAL_KEYS);
  assert.equal(kickOffs(server), 1);
  const again = server.asked.filter(({ url }) => url === '/b/0' || url === '/b/2');
  assert.deepEqual(again.map(({ headers }) => String(headers['if-none-match'])).toSorted(), ['"file0"', '"file2"']);
});

test('F40 links that stay dead lead to one new export, then to an incomplete type', async (t) => {
  const server = await startBulk(t);
  server.pending = 0;
  server.misbehave = ({ url }) => (url.startsWith('/files/0') ? { status: 410 } : undefined);
  const items = await night(server.base, tempDir(t));
  assert.deepEqual(statesOf(items), { ...COMPLETE, Patient: 'incomplete http_410' });
  assert.equal(kickOffs(server), 2);
  assert.equal(server.paths().filter((asked) => asked === 'GET /status/1').length, 4);
});

test('a file server in trouble: the type is incomplete tonight, and the next night fetches that file alone', async (t) => {
  const server = await startBulk(t);
  const folder = tempDir(t);
  server.pending = 0;
  server.misbehave = ({ url }) => (url.startsWith('/files/0') ? { status: 503 } : undefined);
  assert.deepEqual(statesOf(await night(server.base, folder)), { ...COMPLETE, Patient: 'incomplete http_503' });
  assert.ok(!server.paths().includes('DELETE /status/1'));
  server.misbehave = () => undefined;
  const before = server.paths().length;
  assert.deepEqual(keysOf(await night(server.base, folder)), USUAL_KEYS);
  assert.deepEqual(server.paths().slice(before), [
    'GET /status/1',
    'GET /files/0',
    'GET /fhir/Condition',
    'DELETE /status/1',
  ]);
});

const outcome = (severity: string, diagnostics: string): string =>
  lines(JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ severity, code: 'processing', diagnostics }] }));

for (const [severity, diagnostics, expected] of [
  ['error', 'Failed to export 3 Observation resources', { ...COMPLETE, Observation: 'incomplete operation_outcome' }],
  ['fatal', 'disk full', allIncomplete('operation_outcome')],
  ['warning', 'Observation is slow', COMPLETE],
  ['information', 'Observation took 3 s', COMPLETE],
] as const) {
  test(`F41 an error file with ${severity} "${diagnostics}" moves the watermarks of the unharmed types alone`, async (t) => {
    const server = await startBulk(t);
    server.files.push({ role: 'error', type: 'OperationOutcome', text: outcome(severity, diagnostics) });
    const items = await night(server.base, tempDir(t));
    assert.deepEqual([keysOf(items), statesOf(items)], [USUAL_KEYS, expected]);
    for (const { state, until } of rangesOf(items)) assert.equal(until, state === 'complete' ? TIME : null);
  });
}

for (const [what, manifest, expected] of [
  ['without output', { output: undefined }, allIncomplete('bad_manifest')],
  ['with an output that is no list', { output: {} }, allIncomplete('bad_manifest')],
  ['with an output without URL', { output: [{ type: 'Patient' }] }, allIncomplete('bad_manifest')],
  [
    'with a count that is no number',
    { output: [{ type: 'Patient', url: 'x', count: 'two' }] },
    allIncomplete('bad_manifest'),
  ],
  ['with a null among its files', { output: [null] }, allIncomplete('bad_manifest')],
  ['without transactionTime', { transactionTime: undefined }, allIncomplete('no_transaction_time')],
  ['with nonsense for transactionTime', { transactionTime: 'soon' }, allIncomplete('no_transaction_time')],
  ['with a date for transactionTime', { transactionTime: '2023-12-31' }, allIncomplete('no_transaction_time')],
  ['with an empty output', { output: [] }, allIncomplete('empty_export')],
] as const) {
  test(`F42 a manifest ${what}: ${Object.values(expected)[0]}`, async (t) => {
    const server = await startBulk(t);
    server.manifest = manifest;
    assert.deepEqual(statesOf(await night(server.base, tempDir(t))), expected);
  });
}

test('F08 an export without a single resource is complete where changes were asked for, and no answer where everything was', async (t) => {
  for (const [since, expected] of [
    [TIME, COMPLETE],
    [null, allIncomplete('empty_export')],
  ] as const) {
    const server = await startBulk(t);
    server.files = [];
    assert.deepEqual(statesOf(await night(server.base, tempDir(t), { since })), expected);
  }
});

test('F42 a transactionTime in the future counts up to the kick-off by the server clock alone', async (t) => {
  const server = await startBulk(t);
  server.manifest = { transactionTime: '2031-01-01T00:00:00+01:00' };
  const items = await night(server.base, tempDir(t));
  assert.deepEqual(new Set(rangesOf(items).map(({ until }) => until)), new Set(['2023-12-31T23:01:00.000Z']));
});

test('F42 a URL that is named twice is downloaded and read once', async (t) => {
  const server = await startBulk(t);
  server.manifest = { output: [0, 0, 1].map((at) => ({ type: 'Patient', url: `/files/${at}`, count: 2 })) };
  const items = await night(server.base, tempDir(t));
  assert.equal(server.paths().filter((asked) => asked === 'GET /files/0').length, 1);
  assert.equal(keysOf(items).length, 4);
});

test('F42 files that differ in their query alone are different files', async (t) => {
  const server = await startBulk(t);
  server.manifest = { output: [0, 1, 2].map((at) => ({ type: 'Patient', url: `/download?file=${at}` })) };
  server.misbehave = ({ url }) => (url.startsWith('/download') ? fileOf(server, `/files/${url.at(-1)}`) : undefined);
  assert.deepEqual(keysOf(await night(server.base, tempDir(t))), USUAL_KEYS);
});

test('F42 a type that FHIR does not know is a range of its own that is not complete; its lines are named one by one', async (t) => {
  const server = await startBulk(t);
  server.files.push({ type: 'PatientSecret', text: lines('{"resourceType":"PatientSecret","id":"x"}') });
  const items = await night(server.base, tempDir(t));
  assert.deepEqual(statesOf(items), { ...COMPLETE, '*': 'incomplete unknown_type' });
  assert.deepEqual(
    items.flatMap((item) => (item.kind === 'quarantined' ? [item.code] : [])),
    ['unknown_type'],
  );
});

test('F46 a manifest in parts is read to its end, and nothing is given on where a part fails', async (t) => {
  const rows: [number, Record<string, string>, string[]][] = [
    [200, COMPLETE, USUAL_KEYS],
    [500, allIncomplete('export_failed'), []],
    [404, allIncomplete('export_gone'), []],
  ];
  for (const [status, expected, keys] of rows) {
    const server = await startBulk(t);
    server.pending = 0;
    server.misbehave = ({ method, url }) => {
      const whole = manifestOf(server);
      const [first, ...rest] = whole['output'] as unknown[];
      if (method === 'GET' && url === '/status/1')
        return { body: { ...whole, output: [first], link: [{ relation: 'next', url: '/status/1/part2' }] } };
      if (url !== '/status/1/part2') return undefined;
      return status === 200 ? { body: { ...whole, output: rest } } : { status };
    };
    const items = await night(server.base, tempDir(t));
    assert.deepEqual([keysOf(items), statesOf(items)], [keys, expected]);
  }
});

test('F46 a manifest whose parts go round in a circle is refused', async (t) => {
  const server = await startBulk(t);
  server.manifest = { link: [{ relation: 'next', url: '/status/1' }] };
  assert.deepEqual(statesOf(await night(server.base, tempDir(t))), allIncomplete('loop'));
});

test('F05 a kick-off that is refused is not tried again, and the export of last night stays as it is', async (t) => {
  const server = await startBulk(t);
  server.misbehave = ({ url }) => (url.includes('$export') ? { status: 403 } : undefined);
  assert.deepEqual(statesOf(await night(server.base, tempDir(t))), allIncomplete('kick_off_http_403'));
  assert.equal(kickOffs(server), 1);
});

test('F17 a token that expires between two files is renewed once', async (t) => {
  const server = await startBulk(t);
  let issued = 0;
  const tokens = await startWeb(t, () => ({ body: { access_token: `token${++issued}`, expires_in: 300 } }));
  server.misbehave = ({ url, headers }) =>
    url.startsWith('/files/') && headers.authorization === 'Bearer token1' ? { status: 401 } : undefined;
  const auth = {
    kind: 'oauth',
    clientId: 'lutra',
    clientSecret: 's',
    tokenUrl: tokens.origin,
    scope: null,
    secretIn: 'header',
  } as const;
  assert.deepEqual(keysOf(await night(server.base, tempDir(t), { settings: { auth } })), USUAL_KEYS);
  assert.equal(tokens.asked.length, 2);
});

test('F18 a client that is refused ends the run with a message, and the export of last night is kept', async (t) => {
  const server = await startBulk(t);
  const folder = tempDir(t);
  await pendingNight(server, folder);
  const tokens = await startWeb(t, () => ({ status: 400, body: { error: 'invalid_client' } }));
  const auth = {
    kind: 'oauth',
    clientId: 'lutra',
    clientSecret: 's',
    tokenUrl: tokens.origin,
    scope: null,
    secretIn: 'header',
  } as const;
  await assert.rejects(
    night(server.base, folder, { settings: { auth } }),
    (error) => error instanceof LutraError && /invalid_client/.test(error.message),
  );
  assert.equal(stored(folder)?.statusUrl, server.statusUrl);
});
