import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { DICTIONARY } from '../../src/cohort/dictionary.ts';
import { writeSnapshot } from '../../src/snapshot/write.ts';
import { temporaryFolder } from './folders.ts';
import { snapshotInput } from './fixture.ts';

test('README.txt names only columns and tables that a snapshot has, and fits a terminal', (t) => {
  const base = temporaryFolder(t);
  const { snapshot, rows } = writeSnapshot(snapshotInput(3), base);
  const text = readFileSync(path.join(base, snapshot, 'README.txt'), 'utf8');
  const conventions = text.slice(text.indexOf('Conventions'));
  const known = new Set([...DICTIONARY.map(({ name }) => name), ...Object.keys(rows), 'conf_type', 'adtte_os']);
  const named = [...conventions.matchAll(/\b[a-z]+(?:_[a-z]+)+\b/g)].map(([word]) => word);
  assert.ok(named.length > 8);
  assert.deepEqual(
    named.filter((word) => !known.has(word)),
    [],
  );
  for (const line of text.split('\n')) assert.ok(line.length <= 120, line);
});
