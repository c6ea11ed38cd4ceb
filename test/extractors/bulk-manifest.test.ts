/** Manifests in parts, and where they lie. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  allIncomplete,
  COMPLETE,
  lines,
  manifestOf,
  night,
  observation,
  startBulk,
  statesOf,
  TIME,
  USUAL_KEYS,
} from '../support/bulk-server.ts';
import { tempDir } from '../support/temp.ts';
import { keysOf, rangesOf } from './fhir-server.ts';

test('F38 a status that sends on to the manifest is followed at the server itself, and not without end', async (t) => {
  for (const [to, states, keys] of [
    ['/result/manifest', COMPLETE, USUAL_KEYS],
    ['https://elsewhere.example/manifest', allIncomplete('foreign_link'), []],
    ['/status/1', allIncomplete('too_many_redirects'), []],
  ] as const) {
    const server = await startBulk(t);
    server.misbehave = ({ method, url }) => {
      if (method !== 'GET') return undefined;
      if (url === '/result/manifest') return { body: manifestOf(server) };
      return url === '/status/1' ? { status: 303, headers: { location: to } } : undefined;
    };
    const items = await night(server.base, tempDir(t));
    assert.deepEqual([keysOf(items), statesOf(items)], [keys, states]);
  }
});

for (const [second, until] of [
  ['2023-06-01T00:00:00+02:00', '2023-05-31T22:00:00.000Z'],
  ['2024-01-01T00:00:00Z', TIME],
  [undefined, TIME],
  ['yesterday', null],
] as const)
  test(`F46 a manifest of which a later part says it holds up to ${second} is believed up to ${until}`, async (t) => {
    const server = await startBulk(t);
    server.misbehave = ({ method, url }) => {
      if (method !== 'GET') return undefined;
      if (url === '/status/1')
        return { body: { ...manifestOf(server), link: [{ relation: 'next', url: '/status/2' }] } };
      return url === '/status/2' ? { body: { ...manifestOf(server), transactionTime: second } } : undefined;
    };
    const items = await night(server.base, tempDir(t));
    assert.deepEqual(new Set(rangesOf(items).map((range) => range.until)), new Set([until]));
  });

test('F41 an error that lies among the data, and not in the list of errors, names the types that it is about', async (t) => {
  const server = await startBulk(t);
  const issue = [{ severity: 'error', code: 'exception', diagnostics: 'Condition could not be read' }];
  const text = lines(JSON.stringify({ resourceType: 'OperationOutcome', issue }));
  server.files.push({ type: 'OperationOutcome', text });
  const items = await night(server.base, tempDir(t), { since: TIME });
  assert.deepEqual(statesOf(items), { ...COMPLETE, Condition: 'incomplete operation_outcome' });
});

test('F46 relative addresses of files are those below the part of the manifest that names them', async (t) => {
  const server = await startBulk(t);
  server.pending = 0;
  const page = (n: number, next?: string) => ({
    body: {
      ...manifestOf(server),
      output: [{ type: 'Observation', url: 'files/one.ndjson', count: 1 }],
      link: next === undefined ? [] : [{ relation: 'next', url: next }],
      part: n,
    },
  });
  server.misbehave = ({ method, url }) => {
    if (method !== 'GET') return undefined;
    if (url === '/status/1') return page(1, '/pages/2/manifest');
    if (url === '/pages/2/manifest') return page(2, '../3/manifest');
    if (url === '/pages/3/manifest') return page(3);
    const at = ['/status/files/one.ndjson', '/pages/2/files/one.ndjson', '/pages/3/files/one.ndjson'].indexOf(url);
    return at < 0 ? undefined : { body: lines(observation(`o${at}`)) };
  };
  const items = await night(server.base, tempDir(t));
  assert.deepEqual(
    [keysOf(items), statesOf(items)],
    [['Observation/o0', 'Observation/o1', 'Observation/o2'], COMPLETE],
  );
});
