import assert from 'node:assert/strict';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import {
  COMPLETE,
  lines,
  night,
  observation,
  patient,
  startBulk,
  statesOf,
  TIME,
  USUAL,
  USUAL_KEYS,
} from '../support/bulk-server.ts';
import { NOTHING_KNOWN } from '../../src/extractors/known.ts';
import { tempDir } from '../support/temp.ts';
import { fakeClock, keysOf, rangesOf } from './fhir-server.ts';

test('an export is kicked off, waited for, downloaded, checked, read and only then deleted at the server', async (t) => {
  const server = await startBulk(t);
  const folder = tempDir(t);
  const clock = fakeClock();
  server.pending = 3;
  const items = await night(server.base, folder, { clock });
  assert.deepEqual([keysOf(items), statesOf(items)], [USUAL_KEYS, COMPLETE]);
  assert.deepEqual(
    rangesOf(items).map(({ type, announced, received, since, until }) => [type, announced, received, since, until]),
    [
      ['Patient', 2, 2, null, TIME],
      ['Observation', 3, 3, null, TIME],
      ['Condition', 0, 0, null, TIME],
    ],
  );
  assert.deepEqual(clock.waits, [2000, 2000, 2000], 'as Retry-After says');
  const paths = server.paths();
  assert.equal(paths[0], 'GET /fhir/$export');
  assert.equal(paths.at(-1), 'DELETE /status/1');
  assert.ok(server.asked.every(({ headers }) => headers.authorization === 'Bearer secret-token'));
  assert.equal(server.asked[0]?.headers['prefer'], 'respond-async, handling=lenient');
  assert.equal(server.asked[0]?.url, '/fhir/$export?_type=Patient%2CObservation%2CCondition');
  assert.ok(items.every((item) => !('request' in item) || !item.request.includes('sig=')));
  assert.deepEqual(readdirSync(folder), [], 'nothing of it stays on disk');
});

test('the next night asks for changes alone, at the level that was chosen', async (t) => {
  for (const [level, place] of [
    ['system', '/fhir/$export'],
    ['patient', '/fhir/Patient/$export'],
    ['group', '/fhir/Group/g/$export'],
  ] as const) {
    const server = await startBulk(t);
    const items = await night(server.base, tempDir(t), { bulk: { level }, since: TIME, members: ['p1', 'p2'] });
    const url = new URL(server.asked.find(({ url }) => url.includes('$export'))?.url ?? '', server.origin);
    assert.deepEqual([url.pathname, url.searchParams.get('_since')], [place, TIME]);
    assert.ok(rangesOf(items).every(({ since }) => since === TIME));
  }
});

for (const [what, retryAfter, expected] of [
  ['seconds', '7', 7000],
  ['an HTTP date', 'Mon, 01 Jan 2024 00:00:30 GMT', 30_000],
  ['a date in the past', 'Mon, 01 Jan 2018 00:00:30 GMT', 1000],
  ['a date in three years', 'Fri, 01 Jan 2027 00:00:30 GMT', 300_000],
] as const) {
  test(`F02 a status with Retry-After as ${what} is asked again after ${expected} ms`, async (t) => {
    const server = await startBulk(t);
    const clock = fakeClock();
    let polls = 0;
    server.misbehave = ({ url }) =>
      url === '/status/1' && polls++ === 0 ? { status: 202, headers: { 'retry-after': retryAfter } } : undefined;
    server.pending = 0;
    assert.deepEqual(keysOf(await night(server.base, tempDir(t), { clock })), USUAL_KEYS);
    assert.deepEqual(clock.waits, [expected]);
  });
}

test('packed files are read whether a header says so or only their bytes', async (t) => {
  const server = await startBulk(t);
  const packed = gzipSync(lines(patient('p1')));
  server.files = [{ type: 'Patient', text: packed, count: 1 }];
  for (const headers of [{ 'content-encoding': 'gzip' }, {}]) {
    server.misbehave = ({ url }) => (url.startsWith('/files/') ? { body: packed, headers } : undefined);
    server.pending = 0;
    assert.deepEqual(keysOf(await night(server.base, tempDir(t))), ['Patient/p1']);
  }
});

for (const [row, what, text, count, reason] of [
  ['F12', 'a gzip cut short', gzipSync(lines(patient('p1'))).subarray(0, -12), null, 'truncated_gzip'],
  ['F14', 'a file cut inside its last line', lines(patient('p1')).slice(0, -10), null, 'truncated'],
  ['F06', 'a login page', '<html>log in</html>', null, 'html'],
  ['F42', 'a file with fewer lines than announced', lines(patient('p1')), 2, 'count_mismatch'],
  ['F42', 'a file with more lines than announced', lines(patient('p1')), 0, 'count_mismatch'],
] as const) {
  test(`${row} ${what} is fetched once more, then rejected as a whole, and only its type is incomplete`, async (t) => {
    const server = await startBulk(t);
    server.files = [{ type: 'Patient', text, count }, ...USUAL.slice(1)];
    const items = await night(server.base, tempDir(t));
    assert.deepEqual(
      keysOf(items),
      USUAL_KEYS.filter((key) => key.startsWith('Observation')),
    );
    assert.deepEqual(statesOf(items), { ...COMPLETE, Patient: `incomplete ${reason}` });
    assert.equal(rangesOf(items).find(({ type }) => type === 'Patient')?.until, null);
    assert.equal(server.paths().filter((asked) => asked === 'GET /files/0').length, 2);
  });
}

for (const [count, state] of [
  [null, 'unknown unverified'],
  [1, 'complete'],
] as const) {
  test(`F13 a file that ends with its connection is ${state} with count ${count}`, async (t) => {
    const server = await startBulk(t);
    server.files = [{ type: 'Patient', text: lines(patient('p1')), count }];
    server.misbehave = ({ url }, response) => {
      if (!url.startsWith('/files/0')) return undefined;
      response.socket?.end(`HTTP/1.0 200 OK\r\ncontent-type: application/fhir+ndjson\r\n\r\n${lines(patient('p1'))}`);
      return null;
    };
    assert.deepEqual(statesOf(await night(server.base, tempDir(t))), { ...COMPLETE, Patient: state });
  });
}

test('a download that breaks off is taken up where it ended', async (t) => {
  const server = await startBulk(t);
  const text = lines(...Array.from({ length: 20_000 }, (_, n) => observation(`o${n}`)));
  server.files = [{ type: 'Observation', text }];
  const etag = '"v1"';
  server.misbehave = ({ url, headers }, response) => {
    if (!url.startsWith('/files/0')) return undefined;
    const from = Number(/bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0);
    const end = Math.min(text.length, from + 600_000);
    const range = from > 0 ? { 'content-range': `bytes ${from}-${text.length - 1}/${text.length}` } : {};
    response.writeHead(from > 0 ? 206 : 200, { etag, 'content-length': text.length - from, ...range });
    response.write(text.slice(from, end), () => (end < text.length ? response.socket?.end() : response.end()));
    return null;
  };
  assert.equal(keysOf(await night(server.base, tempDir(t))).length, 20_000);
  const asked = server.asked.filter(({ url }) => url.startsWith('/files/0'));
  assert.ok(asked.length > 2);
  assert.ok(
    asked.slice(1).every(({ headers }) => headers['if-range'] === etag && /^bytes=\d+-$/.test(headers.range ?? '')),
  );
});

test('a server that answers a Range with everything is read from the start', async (t) => {
  const server = await startBulk(t);
  const text = lines(...Array.from({ length: 2000 }, (_, n) => observation(`o${n}`)));
  server.files = [{ type: 'Observation', text }];
  let times = 0;
  server.misbehave = ({ url }, response) => {
    if (!url.startsWith('/files/0') || times++ > 0) return undefined;
    response.writeHead(200, { etag: '"v1"', 'content-length': text.length });
    response.write(text.slice(0, 1000), () => response.destroy());
    return null;
  };
  const items = await night(server.base, tempDir(t));
  assert.deepEqual([keysOf(items).length, statesOf(items)], [2000, COMPLETE]);
});

const deletion = (...urls: readonly string[]): string =>
  lines(
    JSON.stringify({
      resourceType: 'Bundle',
      type: 'transaction',
      entry: urls.map((url) => ({ request: { method: 'DELETE', url } })),
    }),
  );

test('F32 resources in a deleted file are told as deleted, after everything else', async (t) => {
  const server = await startBulk(t);
  server.files.push({ role: 'deleted', type: 'Bundle', text: deletion('Patient/p9', 'Observation/o9') });
  const items = await night(server.base, tempDir(t), { since: TIME });
  const kinds = items.map((item) => (item.kind === 'deleted' ? `${item.key.type}/${item.key.id}` : item.kind));
  assert.deepEqual(kinds.slice(0, 7), [...Array<string>(5).fill('resource'), 'Patient/p9', 'Observation/o9']);
  assert.deepEqual(statesOf(items), COMPLETE);
});

test('F32 a deleted file that cannot be read leaves every type incomplete', async (t) => {
  const server = await startBulk(t);
  server.files.push({ role: 'deleted', type: 'Bundle', text: '{"resourceType":' });
  const items = await night(server.base, tempDir(t), { since: TIME });
  assert.deepEqual(new Set(Object.values(statesOf(items))), new Set(['incomplete deleted_truncated']));
});

for (const [answer, keys, deleted, state] of [
  [{ body: JSON.parse(patient('p1')) as unknown }, ['Patient/p1', 'Patient/p2'], 0, 'complete'],
  [{ status: 410 }, ['Patient/p2'], 1, 'complete'],
  [{ status: 403 }, ['Patient/p2'], 0, 'incomplete exported_and_deleted_http_403'],
] as const) {
  test(`F33 a resource both exported and deleted is read alone: ${JSON.stringify(answer)} decides`, async (t) => {
    const server = await startBulk(t);
    server.files = [USUAL[0] ?? assert.fail(), { role: 'deleted', type: 'Bundle', text: deletion('Patient/p1') }];
    server.misbehave = ({ url }) => (url === '/fhir/Patient/p1' ? answer : undefined);
    const items = await night(server.base, tempDir(t), { since: TIME });
    assert.deepEqual(keysOf(items), keys);
    assert.equal(items.filter(({ kind }) => kind === 'deleted').length, deleted);
    assert.equal(statesOf(items)['Patient'], state);
  });
}

test('F30 a patient who joined the group is exported with his whole past, the others with their changes', async (t) => {
  const server = await startBulk(t);
  server.members = ['p1', 'p2', 'p3'];
  const items = await night(server.base, tempDir(t), { bulk: { level: 'group' }, since: TIME, members: ['p1', 'p2'] });
  const [changes, joiners] = server.asked.filter(({ url }) => url.includes('$export'));
  assert.deepEqual([changes?.method, joiners?.method, joiners?.url], ['GET', 'POST', '/fhir/Group/g/$export']);
  const { parameter } = JSON.parse(joiners?.body ?? '') as { parameter: { name: string; valueReference?: unknown }[] };
  assert.deepEqual(
    parameter.filter(({ name }) => name === 'patient').map(({ valueReference }) => valueReference),
    [{ reference: 'Patient/p3' }],
  );
  assert.ok(parameter.every(({ name }) => name !== '_since'));
  assert.deepEqual(
    items.filter(({ kind }) => kind === 'members'),
    [{ kind: 'members', patients: ['p1', 'p2', 'p3'], links: 'both' }],
  );
});

test('F30 where single members cannot be exported, the whole group is, without _since', async (t) => {
  const server = await startBulk(t);
  server.members = ['p1', 'p2'];
  server.misbehave = ({ method }) => (method === 'POST' ? { status: 405 } : undefined);
  const items = await night(server.base, tempDir(t), { bulk: { level: 'group' }, since: TIME, members: ['p1'] });
  const asked = server.asked.filter(({ url }) => url.includes('$export')).map(({ method, url }) => `${method} ${url}`);
  assert.equal(asked.length, 3);
  assert.doesNotMatch(asked.at(-1) ?? '', /_since|POST/);
  assert.deepEqual(statesOf(items), COMPLETE);
});

test('F30 where the members are not known, everything is asked for', async (t) => {
  const server = await startBulk(t);
  server.members = null;
  const items = await night(server.base, tempDir(t), { bulk: { level: 'group' }, since: TIME, members: ['p1'] });
  const asked = server.asked.filter(({ url }) => url.includes('$export'));
  assert.equal(asked.length, 1);
  assert.doesNotMatch(asked[0]?.url ?? '', /_since/);
  assert.ok(items.every(({ kind }) => kind !== 'members'));
});

test('F30 who left the group and came back is exported with his whole past', async (t) => {
  const server = await startBulk(t);
  const day = (at: string) => ({ at, fullAt: '2023-12-30T00:00:00Z' });
  const known = {
    ...NOTHING_KNOWN,
    patients: ['p1', 'p2'],
    watermark: (_type: string, id: string) => day(id === 'p2' ? '2023-12-30T00:00:00Z' : TIME),
  };
  const items = await night(server.base, tempDir(t), { bulk: { level: 'group' }, known });
  const joiners = server.asked.find(({ method }) => method === 'POST')?.body ?? '';
  assert.match(joiners, /Patient\/p2/);
  assert.doesNotMatch(joiners, /Patient\/p1/);
  const marks = rangesOf(items).filter(({ patient }) => patient !== null);
  assert.deepEqual(
    marks.map(({ type, patient, since, until }) => [type, patient, since, until]),
    [
      ['Patient', 'p1', TIME, TIME],
      ['Patient', 'p2', null, TIME],
    ],
  );
});

test('a night looks back by the overlap from the type that is furthest behind, and asks for everything when a comparison is due', async (t) => {
  const behind = { at: '2023-12-31T12:00:00Z', fullAt: '2023-12-30T00:00:00Z' };
  const ahead = { at: TIME, fullAt: '2023-12-30T00:00:00Z' };
  const known = { ...NOTHING_KNOWN, watermark: (type: string) => (type === 'Observation' ? behind : ahead) };
  for (const [fullCompareMs, since] of [
    [7 * 86_400_000, '2023-12-31T06:00:00.000Z'],
    [86_400_000, null],
  ] as const) {
    const server = await startBulk(t);
    const increments = { overlapMs: 6 * 3_600_000, fullCompareMs };
    await night(server.base, tempDir(t), { known, settings: { increments } });
    assert.equal(new URL(server.asked[0]?.url ?? '', server.origin).searchParams.get('_since'), since);
  }
});

test('F30 members are not told while something of the export is missing', async (t) => {
  const server = await startBulk(t);
  server.files = [{ type: 'Patient', text: lines(patient('p1')), count: 7 }];
  const items = await night(server.base, tempDir(t), { bulk: { level: 'group' }, since: TIME, members: [] });
  assert.ok(items.every(({ kind }) => kind !== 'members'));
});

test('files of an export can be read by nobody else while they are on disk', async (t) => {
  const server = await startBulk(t);
  const folder = tempDir(t);
  let modes: number[] = [];
  server.misbehave = ({ method }) => {
    if (method !== 'DELETE') return undefined;
    const place = path.join(folder, 'changes');
    assert.ok(existsSync(path.join(place, 'export.json')));
    modes = readdirSync(place).map((name) => statMode(path.join(place, name)));
    modes.push(statMode(place) & 0o077);
    return undefined;
  };
  await night(server.base, folder);
  assert.ok(modes.length >= 4 && modes.every((mode) => (mode & 0o077) === 0));
});

function statMode(file: string): number {
  return statSync(file).mode & 0o777;
}
