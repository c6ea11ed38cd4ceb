import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { cancer, type Json, night, patient, psa } from '../support/nights.ts';
import { tempDir } from '../support/temp.ts';

const write = (folder: string, resources: readonly Json[]): void =>
  writeFileSync(path.join(folder, 'record.ndjson'), resources.map((one) => JSON.stringify(one)).join('\n'));

test('B18 the run report counts resources with versions that nothing tells apart, and says which one counts', async (t) => {
  const [folder, data] = [tempDir(t), tempDir(t)];
  const others = [patient('a'), cancer('c-a', 'a')];
  write(folder, [...others, psa('x', 'a', 10, '2020-01-01')]);
  const first = await night(data, folder);
  write(folder, [...others, psa('x', 'a', 11, '2020-01-01')]);
  const second = await night(data, folder);
  const said = (lines: readonly string[]): string[] => lines.filter((line) => line.includes('tells apart'));
  assert.deepEqual(said(first.lines), []);
  assert.deepEqual(said(second.lines), [
    '1 resources with versions that nothing tells apart (unversioned_conflict): of each the last received counts',
  ]);
});
