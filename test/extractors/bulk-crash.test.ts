import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { bulkStorage } from '../../src/extractors/bulk/state.ts';
import {
  COMPLETE,
  firstItem,
  lines,
  night,
  observation,
  startBulk,
  statesOf,
  USUAL_KEYS,
} from '../support/bulk-server.ts';
import { tempDir } from '../support/temp.ts';
import { keysOf } from './fhir-server.ts';

const SEVEN = Array.from({ length: 7 }, (_, file) => ({
  type: 'Observation',
  text: lines(...Array.from({ length: 300 }, (_, line) => observation(`f${file}-${line}`))),
}));

for (const [share, etag] of [
  [0, true],
  [0.37, true],
  [0.37, false],
  [0.99, true],
] as const) {
  test(`F45 killed at ${share * 100} % of file 3 of 7${etag ? '' : ', without ETag'}: the next start gives the same, whole files are not fetched again`, async (t) => {
    const server = await startBulk(t);
    const folder = tempDir(t);
    server.files = SEVEN;
    server.pending = 0;
    const reached = Promise.withResolvers<void>();
    server.misbehave = ({ url }, response) => {
      if (!url.startsWith('/files/2')) return undefined;
      const text = SEVEN[2]?.text ?? '';
      response.writeHead(200, { 'content-length': text.length, ...(etag ? { etag: '"x"' } : {}) });
      response.flushHeaders();
      response.write(text.slice(0, Math.floor(text.length * share)) || text.slice(0, 1), () => reached.resolve());
      return null;
    };
    const script = path.join(import.meta.dirname, '..', 'support', 'bulk-child.ts');
    const child = spawn(process.execPath, [script, server.base, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    await reached.promise;
    child.kill('SIGKILL');
    await once(child, 'close');
    const place = path.join(folder, 'changes');
    const whole = readdirSync(place).filter((name) => name.endsWith('.ndjson'));
    assert.equal(whole.length, 2, 'what is not whole has no final name');
    server.misbehave = () => undefined;
    const before = server.paths().length;
    const items = await night(server.base, folder, { settings: { concurrency: 1 } });
    assert.equal(keysOf(items).length, 2100);
    assert.deepEqual(statesOf(items), COMPLETE);
    assert.deepEqual(server.paths().slice(before), [
      'GET /status/1',
      ...[2, 3, 4, 5, 6].map((file) => `GET /files/${file}`),
      'GET /fhir/Patient',
      'GET /fhir/Condition',
      'DELETE /status/1',
    ]);
    assert.ok(!existsSync(place));
  });
}

test('F45 stopped after everything is on disk, the next start gives it from there and asks the server nothing', async (t) => {
  const server = await startBulk(t);
  const folder = tempDir(t);
  server.pending = 0;
  let isNoted = false;
  server.misbehave = ({ method }) => {
    if (method === 'DELETE') isNoted = (bulkStorage(folder)('changes').load()?.complete?.files.length ?? 0) === 3;
    return undefined;
  };
  await firstItem(server.base, folder);
  assert.ok(isNoted, 'before the server may forget it, all of it is noted as being on disk');
  const before = server.asked.length;
  server.misbehave = () => ({ status: 500 });
  const items = await night(server.base, folder);
  assert.deepEqual([keysOf(items), statesOf(items)], [USUAL_KEYS, COMPLETE]);
  assert.equal(server.asked.length, before);
});
