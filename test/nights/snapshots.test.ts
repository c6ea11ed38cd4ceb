/** What a night costs, and what it writes: the work of what changed, and the snapshot of a fresh full load. */
import assert from 'node:assert/strict';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { silentLog } from '../../src/effects.ts';
import { verifySnapshot } from '../../src/snapshot/verify.ts';
import type { LivingHospital } from '../support/living-hospital.ts';
import * as make from '../support/nights.ts';
import { admit, aDayLater, night, startHospital } from '../support/nights.ts';
import { tempDir } from '../support/temp.ts';

const KEY = 'pseudonym.key';
const withSnapshot = { snapshot: true } as const;

function folderOf(lines: readonly string[]): string {
  return /snapshot (\S+?)(?:,|$)/m.exec(lines.join('\n'))?.[1] ?? '';
}

/** Every file of a folder, by path. */
function bytesOf(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => path.join(entry.parentPath, entry.name)).sort();
  return new Map(paths.map((file) => [path.relative(folder, file), readFileSync(file, 'base64')]));
}

/** The snapshot that a warehouse filled afresh gives under the same pseudonym key. */
async function freshSnapshot(t: TestContext, hospital: LivingHospital, key: string): Promise<Map<string, string>> {
  const data = path.join(tempDir(t), 'data');
  mkdirSync(data);
  copyFileSync(key, path.join(data, KEY));
  return bytesOf(folderOf((await night(data, hospital.base, withSnapshot)).lines));
}

test('every night has the snapshot of a fresh full load, byte for byte', async (t) => {
  const hospital = await startHospital(t, { history: true });
  admit(hospital);
  const data = tempDir(t);
  const days: ((h: LivingHospital) => void)[] = [
    () => undefined,
    (h) => h.put(make.psa('new', 'a', 99, '2020-01-10')),
    (h) => h.put(make.therapy('t-c', 'c', '2020-01-21')),
    (h) => h.put(make.letter('l-b', 'b', 'Lebermetastasen. Gleason 4+5=9.')),
    (h) => h.delete('Procedure', 't-a'),
    (h) => h.put(make.therapy('t-a', 'a', '2020-01-20')),
  ];
  const folders = new Set<string>();
  for (const day of days) {
    aDayLater(hospital);
    day(hospital);
    const folder = folderOf((await night(data, hospital.base, withSnapshot)).lines);
    folders.add(folder);
    assert.deepEqual(verifySnapshot(folder).problems, []);
    assert.deepEqual(bytesOf(folder), await freshSnapshot(t, hospital, path.join(data, KEY)));
  }
  assert.ok(folders.size >= days.length - 1);
});

test('a night that brings nothing new writes no snapshot, and says since when the one that stands is there', async (t) => {
  const hospital = await startHospital(t, { history: true });
  admit(hospital);
  const data = tempDir(t);
  const first = folderOf((await night(data, hospital.base, withSnapshot)).lines);
  const { mtimeMs } = statSync(path.join(first, 'manifest.json'));
  aDayLater(hospital);
  const second = await night(data, hospital.base, withSnapshot);
  assert.equal(folderOf(second.lines), first);
  assert.match(second.lines.join('\n'), /, unchanged: written 20\d\d-/);
  assert.equal(statSync(path.join(first, 'manifest.json')).mtimeMs, mtimeMs);
  assert.equal(readdirSync(path.dirname(first)).length, 1);

  const csv = path.join(first, 'csv', 'cohort.csv');
  const [before, whole] = [bytesOf(first), readFileSync(csv)];
  chmodSync(csv, 0o600);
  writeFileSync(csv, 'subject_id\n');
  await assert.rejects(night(data, hospital.base, withSnapshot), /is damaged/, 'one that was changed is not kept');
  writeFileSync(csv, whole);
  assert.equal(folderOf((await night(data, hospital.base, withSnapshot)).lines), first);
  rmSync(first, { recursive: true });
  assert.deepEqual(
    bytesOf(folderOf((await night(data, hospital.base, withSnapshot)).lines)),
    before,
    'nor one that is gone',
  );
});

test('a step has the patients to do of whom something changed, and nobody else', async (t) => {
  const hospital = await startHospital(t, { history: true });
  admit(hospital);
  const data = tempDir(t);
  const done = new Map<unknown, unknown>();
  const info = (event: string, said: Readonly<Record<string, unknown>> = {}): void => {
    if (event === 'step') done.set(said['step'], said['items']);
  };
  const log = { ...silentLog, info };
  const steps = async (): Promise<unknown[]> => {
    await night(data, hospital.base, { log });
    return ['documents', 'annotate', 'facts', 'cohort'].map((step) => done.get(step));
  };
  assert.deepEqual(await steps(), [3, 3, 3, 3]);
  aDayLater(hospital);
  assert.deepEqual(await steps(), [0, 0, 0, 0]);
  hospital.put(make.psa('new', 'a', 99, '2020-01-10'));
  assert.deepEqual(await steps(), [1, 0, 1, 1]);
  hospital.put(make.letter('l-b', 'b', 'Lebermetastasen.'));
  assert.deepEqual(await steps(), [1, 1, 1, 1]);
  assert.deepEqual(await steps(), [0, 0, 0, 0]);
});
