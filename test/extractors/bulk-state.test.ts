import assert from 'node:assert/strict';
import { appendFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { bulkStorage, type ExportState, type LocalFile } from '../../src/extractors/bulk/state.ts';
import { tempDir } from '../support/temp.ts';

const BEGUN: ExportState = { key: 'k', statusUrl: '/s', requestedAt: null, members: null, files: [], complete: null };
const file = (n: number, name = `${n}.ndjson`): LocalFile => ({
  role: 'output',
  type: 'Observation',
  ordinal: n,
  key: `key-${n}`,
  name,
  etag: null,
  count: null,
  isVerified: true,
  request: 'https://files.example/f',
});

test('noting a file of an export writes that file alone, however many were noted before', (t) => {
  const state = bulkStorage(tempDir(t))('changes');
  state.save(BEGUN);
  const size = (): number =>
    readdirSync(state.directory).reduce((sum, name) => sum + statSync(path.join(state.directory, name)).size, 0);
  const written = Array.from({ length: 9 }, (_, n) => {
    const before = size();
    state.note(file(n));
    return size() - before;
  });
  assert.equal(new Set(written).size, 1, String(written));
  assert.deepEqual(
    state.load()?.files,
    Array.from({ length: 9 }, (_, n) => file(n)),
  );
});

test('F45 a note that a crash cut short is passed over, and those before and behind it stand', (t) => {
  const state = bulkStorage(tempDir(t))('changes');
  state.save(BEGUN);
  state.note(file(1));
  appendFileSync(path.join(state.directory, 'files.jsonl'), `\n${JSON.stringify(file(2)).slice(0, -20)}`);
  state.note(file(3));
  assert.deepEqual(state.load()?.files, [file(1), file(3)]);
});

test('a file that is fetched anew stands in the place of the old one, and no note outlives its export', (t) => {
  const state = bulkStorage(tempDir(t))('changes');
  state.save({ ...BEGUN, files: [file(1)] });
  state.note(file(1, '1.ndjson.gz'));
  assert.deepEqual(state.load()?.files, [file(1, '1.ndjson.gz')]);
  state.save({ ...BEGUN, key: 'another' });
  assert.deepEqual(state.load()?.files, []);
});
