import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { faultOfError } from '../../src/extractors/search/fault.ts';
import { reasonOf } from '../../src/extractors/reasons.ts';
import {
  allIncomplete,
  type BulkServer,
  COMPLETE,
  fileOf,
  lines,
  observation,
  manifestOf,
  night,
  patient,
  startBulk,
  statesOf,
  TIME,
  USUAL_KEYS,
} from '../support/bulk-server.ts';
import { tempDir } from '../support/temp.ts';
import { startWeb } from '../support/web.ts';
import { fakeClock, keysOf, rangesOf } from './fhir-server.ts';

const bundle = (...entry: readonly unknown[]): string =>
  lines(JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }));
const removal = (url: string): string => bundle({ request: { method: 'DELETE', url } });

const withDeleted = (server: BulkServer, text: string): void =>
  void server.files.push({ role: 'deleted', type: 'Bundle', text, count: null });

for (const [what, text] of [
  ['relative', () => removal('Patient/p9')],
  ['from the root', () => removal('/Patient/p9')],
  ['absolute', ({ base }) => removal(`${base}/Patient/p9`)],
  ['absolute by https', ({ base }) => removal(`${base.replace('http:', 'https:')}/Patient/p9`)],
  ['with a version', () => removal('Patient/p9/_history/3')],
  [
    'beside the resource itself',
    () => bundle({ request: { method: 'DELETE', url: 'Patient/p9' }, resource: JSON.parse(patient('p9')) }),
  ],
] as readonly [string, (server: BulkServer) => string][]) {
  test(`F32 a deletion is understood where its URL is ${what}`, async (t) => {
    const server = await startBulk(t);
    withDeleted(server, text(server));
    const items = await night(server.base, tempDir(t), { since: TIME });
    assert.deepEqual(
      items.flatMap((item) => (item.kind === 'deleted' ? [item.key] : [])),
      [{ type: 'Patient', id: 'p9' }],
    );
    assert.deepEqual(statesOf(items), COMPLETE);
  });
}

test('F32 a deletion by the public address of the server is understood', async (t) => {
  const server = await startBulk(t);
  withDeleted(server, removal('https://fhir.hospital.example/r4/Patient/p9'));
  const settings = { publicBase: 'https://fhir.hospital.example/r4' };
  const items = await night(server.base, tempDir(t), { since: TIME, settings });
  assert.equal(items.filter(({ kind }) => kind === 'deleted').length, 1);
});

for (const [what, text] of [
  ['of another server', removal('https://elsewhere.example/fhir/Patient/p1')],
  ['by a condition', removal('Patient?identifier=1')],
  ['of what is no resource', removal('Patients/p1')],
  ['without a request', bundle({ fullUrl: 'Patient/p1' })],
  ['that is a PUT', bundle({ request: { method: 'PUT', url: 'Patient/p1' } })],
  ['that is null', bundle(null)],
  ['that is no Bundle', lines(patient('p1'))],
  ['that is no JSON', lines('{"resourceType":"Bundle", "entry": [')],
] as const) {
  test(`F32 a deletion ${what} deletes nothing, is named, and no type is complete: the record might be kept for ever`, async (t) => {
    const server = await startBulk(t);
    withDeleted(server, text + removal('Patient/p9'));
    const items = await night(server.base, tempDir(t), { since: TIME });
    assert.deepEqual(
      items.flatMap((item) => (item.kind === 'deleted' ? [item.key.id] : [])),
      ['p9'],
    );
    assert.equal(items.filter(({ kind }) => kind === 'quarantined').length, 1);
    assert.deepEqual(statesOf(items), allIncomplete('deleted_unreadable_items'));
    assert.deepEqual(keysOf(items), USUAL_KEYS);
  });
}

for (const [what, text] of [
  ['an error message as JSON', '{"error":"the link has expired"}\n'],
  ['a list', `[${patient('p1')}]`],
  ['a web page that begins with blanks', ' <html>\n<body>log in</body>\n</html>\n'],
  ['text in UTF-16', Buffer.from(`\ufeff${lines(patient('p1'))} `, 'utf16le')],
  ['a file packed twice', gzipSync(Buffer.concat([gzipSync(lines(patient('p1'))), Buffer.from('\n')]))],
] as const) {
  test(`F14 ${what} in the place of a file is no empty export of its type`, async (t) => {
    const server = await startBulk(t);
    server.files[0] = { type: 'Patient', text, count: null };
    const { Patient, ...others } = statesOf(await night(server.base, tempDir(t)));
    assert.match(Patient ?? '', /^incomplete (not_ndjson|truncated)$/);
    assert.deepEqual(others, { Observation: 'complete', Condition: 'complete' });
  });
}

test('F42 a file that holds nothing of its type, such as a Binary around it, is not that type', async (t) => {
  const server = await startBulk(t);
  const data = Buffer.from(lines(patient('p1'), patient('p2'))).toString('base64');
  const binary = { resourceType: 'Binary', id: 'b', contentType: 'application/fhir+ndjson', data };
  server.files[0] = { type: 'Patient', text: JSON.stringify(binary), count: null };
  assert.deepEqual(statesOf(await night(server.base, tempDir(t))), { ...COMPLETE, Patient: 'incomplete other_type' });
});

test('one line of a file that is no JSON is named, and the others are received', async (t) => {
  const server = await startBulk(t);
  server.files[0] = { type: 'Patient', text: lines(patient('p1'), '{"resourceType":', patient('p2')) };
  const items = await night(server.base, tempDir(t));
  assert.deepEqual([keysOf(items), statesOf(items)], [USUAL_KEYS, COMPLETE]);
  assert.equal(items.filter(({ kind }) => kind === 'quarantined').length, 1);
});

for (const [what, said, reason, words] of [
  ['answered at once', { body: { resourceType: 'Bundle' } }, 'not_started', /instead of beginning one/],
  ['answered by a web page', { body: '<html>' }, 'not_started', /instead of beginning one/],
  ['redirected', { status: 307, headers: { location: '/x' } }, 'kick_off_http_307', /status 307/],
  ['not offered', { status: 501 }, 'kick_off_http_501', /status 501/],
] as const) {
  test(`a kick-off that is ${what} says so in words`, async (t) => {
    const server = await startBulk(t);
    server.misbehave = ({ url }) => (url.includes('$export') ? said : undefined);
    assert.deepEqual(statesOf(await night(server.base, tempDir(t))), allIncomplete(reason));
    assert.match(reasonOf(reason)?.says ?? '', words);
  });
}

for (const [what, said, reason, words] of [
  ['a web page', { body: ' <html>log in</html>' }, 'html', /web page/],
  ['a redirect to nowhere', { status: 303 }, 'status_http_303', /status 303/],
  ['a refusal', { status: 403 }, 'status_http_403', /status 403/],
  ['another resource', { body: { resourceType: 'OperationOutcome', issue: [] } }, 'bad_manifest', /manifest/],
] as const) {
  test(`${what} in the place of the manifest is told as such, and the next night begins anew`, async (t) => {
    const server = await startBulk(t);
    const folder = tempDir(t);
    server.misbehave = ({ method, url }) => (method === 'GET' && url === '/status/1' ? said : undefined);
    assert.deepEqual(statesOf(await night(server.base, folder)), allIncomplete(reason));
    assert.match(reasonOf(reason)?.says ?? '', words);
    server.misbehave = () => undefined;
    assert.deepEqual(keysOf(await night(server.base, folder)), USUAL_KEYS);
  });
}

test('what a manifest writes as null it does not say', async (t) => {
  const server = await startBulk(t);
  const output = server.files.map(({ type }, at) => ({ type, url: `/files/${at}`, count: null }));
  server.manifest = { output, deleted: null, error: null, link: null };
  assert.deepEqual(keysOf(await night(server.base, tempDir(t))), USUAL_KEYS);
});

test('a transactionTime with an offset without colon is the instant that it says', async (t) => {
  const server = await startBulk(t);
  server.manifest = { transactionTime: '2024-01-01T00:00:00.000+0100' };
  const items = await night(server.base, tempDir(t));
  assert.deepEqual(new Set(rangesOf(items).map(({ until }) => until)), new Set([TIME]));
});

test('F46 parts of a manifest that lead on without end and name nothing new are refused', async (t) => {
  const server = await startBulk(t);
  server.pending = 0;
  server.manifest = { link: [{ relation: 'next', url: 'more/next' }] };
  assert.deepEqual(statesOf(await night(server.base, tempDir(t))), allIncomplete('loop'));
  assert.ok(server.asked.length < 200);
});

test('F46 a file that is named in two parts of a manifest is read once', async (t) => {
  const server = await startBulk(t);
  server.pending = 0;
  server.misbehave = ({ method, url }) => {
    if (method !== 'GET' || !url.startsWith('/status/1')) return undefined;
    const link = url === '/status/1' ? [{ relation: 'next', url: '/status/1?part=2' }] : [];
    return { body: { ...manifestOf(server), link } };
  };
  assert.deepEqual(keysOf(await night(server.base, tempDir(t))), USUAL_KEYS);
});

test('F42 a file in an envelope without an id is no empty type, in an export of changes neither', async (t) => {
  const server = await startBulk(t);
  const data = Buffer.from(lines(observation('o1'))).toString('base64');
  const text = lines(JSON.stringify({ resourceType: 'Binary', contentType: 'application/fhir+ndjson', data }));
  server.files = [{ type: 'Observation', text }];
  const items = await night(server.base, tempDir(t), { since: TIME });
  assert.deepEqual(statesOf(items), { ...COMPLETE, Observation: 'incomplete unreadable_items' });
});

test('F43 a manifest that does not say whether its files need the token: another host that is allowed gets none', async (t) => {
  const server = await startBulk(t);
  const host = await startWeb(t, ({ url }) => fileOf(server, url));
  server.fileOrigin = host.origin;
  server.manifest = { requiresAccessToken: undefined };
  const items = await night(server.base, tempDir(t), { settings: { allowedOrigins: [host.origin] } });
  assert.deepEqual(keysOf(items), USUAL_KEYS);
  assert.ok(host.asked.length === 3 && host.asked.every(({ headers }) => headers.authorization === undefined));
});

for (const status of [401, 503]) {
  test(`F17 a download that is taken up again and answered by ${status} goes on behind what is there`, async (t) => {
    const server = await startBulk(t);
    const text = lines(...Array.from({ length: 20_000 }, (_, n) => patient(`p${n}`)));
    server.files = [{ type: 'Patient', text }];
    const half = Math.floor(text.length / 2);
    let turn = 0;
    server.misbehave = ({ url, headers }, response) => {
      if (!url.startsWith('/files/0')) return undefined;
      turn++;
      if (turn === 2) return { status };
      const from = Number(/bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0);
      const range = from > 0 ? { 'content-range': `bytes ${from}-${text.length - 1}/${text.length}` } : {};
      response.writeHead(from > 0 ? 206 : 200, { etag: '"v1"', 'content-length': text.length - from, ...range });
      if (turn > 1) response.end(text.slice(from));
      else response.write(text.slice(0, half), () => response.socket?.end());
      return null;
    };
    const tokens = await startWeb(t, () => ({ body: { access_token: 'one', expires_in: 300 } }));
    const client = { clientId: 'lutra', clientSecret: 's', tokenUrl: tokens.origin, scope: null } as const;
    const settings = { auth: { kind: 'oauth', secretIn: 'header', ...client } } as const;
    assert.equal(keysOf(await night(server.base, tempDir(t), { settings })).length, 20_000);
    const asked = server.asked.filter(({ url }) => url.startsWith('/files/0'));
    assert.equal(asked.length, 3);
    assert.match(asked.at(-1)?.headers.range ?? '', /^bytes=[1-9]\d*-$/);
  });
}

test('F42 a transactionTime in the future, of a server that tells no clock, counts up to our own at the kick-off', async (t) => {
  const server = await startBulk(t);
  server.manifest = { transactionTime: '2031-01-01T00:00:00Z' };
  server.misbehave = ({ url }, response) => {
    if (url.includes('$export')) response.sendDate = false;
    return url.includes('$export') ? { status: 202, headers: { 'content-location': '/status/1' } } : undefined;
  };
  const items = await night(server.base, tempDir(t), { clock: fakeClock(Date.parse(TIME)) });
  assert.deepEqual(new Set(rangesOf(items).map(({ until }) => until)), new Set([TIME]));
});

for (const code of ['ENOSPC', 'EDQUOT', 'EROFS', 'EIO'])
  test(`a disk that gives ${code} is not called a connection that failed`, () => {
    const error = Object.assign(new Error('write'), { code });
    assert.equal(faultOfError(error).code, 'disk');
    assert.match(reasonOf('disk')?.remedy ?? '', /data directory/);
  });
