import assert from 'node:assert/strict';
import { chmodSync, cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import BetterSqlite3 from 'better-sqlite3';
import { sha256 } from '../../src/canonical.ts';
import { sealOf } from '../../src/snapshot/manifest.ts';
import type { SnapshotManifest } from '../../src/snapshot/manifest.ts';
import { writeSnapshot } from '../../src/snapshot/write.ts';
import { verifySnapshot } from '../../src/snapshot/verify.ts';
import { temporaryFolder } from './folders.ts';
import { snapshotInput } from './fixture.ts';

function fresh(t: TestContext): string {
  const base = temporaryFolder(t);
  return path.join(base, writeSnapshot(snapshotInput(15), base).snapshot);
}

const codes = (dir: string): string[] => verifySnapshot(dir).problems.map(({ code, path: file }) => `${code} ${file}`);
const manifestOf = (dir: string): SnapshotManifest =>
  JSON.parse(readFileSync(path.join(dir, 'manifest.json'), 'utf8')) as SnapshotManifest;

function overwrite(dir: string, file: string, content: string | Uint8Array): void {
  chmodSync(path.join(dir, file), 0o600);
  writeFileSync(path.join(dir, file), content);
}

/** Changes a file and its entry in the manifest, and seals again: what a careful forger would do. */
function forge(dir: string, file: string, content: string | Uint8Array): void {
  overwrite(dir, file, content);
  const bytes = readFileSync(path.join(dir, file));
  const entry = { path: file, bytes: bytes.length, sha256: sha256(bytes) };
  const manifest = manifestOf(dir);
  const changed = { ...manifest, files: manifest.files.map((listed) => (listed.path === file ? entry : listed)) };
  overwrite(dir, 'manifest.json', JSON.stringify({ ...changed, seal: sealOf(changed) }));
}

test('one changed byte in any file is found', (t) => {
  const dir = fresh(t);
  for (const { path: file } of manifestOf(dir).files) {
    const bytes = readFileSync(path.join(dir, file));
    const broken = Uint8Array.from(bytes);
    broken[Math.floor(bytes.length / 2)] = (broken[Math.floor(bytes.length / 2)] ?? 0) ^ 1;
    overwrite(dir, file, broken);
    assert.ok(codes(dir).includes(`hash ${file}`), file);
    overwrite(dir, file, bytes);
  }
  assert.deepEqual(codes(dir), []);
});

test('missing, added, cut and linked files are found', (t) => {
  const dir = fresh(t);
  const kept = readFileSync(path.join(dir, 'csv/facts.csv'));
  rmSync(path.join(dir, 'csv/facts.csv'));
  assert.deepEqual(codes(dir), ['missing csv/facts.csv']);
  writeFileSync(path.join(dir, '../facts.csv'), kept);
  symlinkSync('../../facts.csv', path.join(dir, 'csv/facts.csv'));
  assert.deepEqual(codes(dir), ['not_a_file csv/facts.csv']);
  rmSync(path.join(dir, 'csv/facts.csv'));
  writeFileSync(path.join(dir, 'csv/facts.csv'), kept.subarray(0, 100));
  assert.deepEqual(codes(dir), ['size csv/facts.csv']);
  overwrite(dir, 'csv/facts.csv', kept);
  writeFileSync(path.join(dir, 'csv/notes.csv'), 'x');
  mkdirSync(path.join(dir, 'extra'));
  assert.deepEqual(codes(dir).sort(), ['unexpected csv/notes.csv', 'unexpected extra']);
});

test('an edited manifest is found: by its seal, and sealed again by the content hash in the name', (t) => {
  const dir = fresh(t);
  const manifest = manifestOf(dir);
  const edited = { ...manifest, data_cutoff: '2024-01-01' };
  overwrite(dir, 'manifest.json', JSON.stringify(edited));
  assert.ok(codes(dir).includes('seal manifest.json'));
  overwrite(dir, 'manifest.json', JSON.stringify({ ...edited, seal: sealOf(edited) }));
  assert.deepEqual(codes(dir), ['content manifest.json', 'tables_differ manifest']);
});

test('a table changed in one form, hash and seal made to fit, is found by the others and by the name', (t) => {
  const dir = fresh(t);
  const csv = readFileSync(path.join(dir, 'csv/attrition.csv'), 'utf8');
  forge(dir, 'csv/attrition.csv', csv.replace(',15\n', ',14\n'));
  assert.deepEqual(codes(dir), ['content manifest.json', 'tables_differ attrition']);

  const other = fresh(t);
  const db = new BetterSqlite3(readFileSync(path.join(other, 'cohort.sqlite')));
  db.exec('update cohort set os_days = os_days + 1 where rowid = 1; delete from cycles where rowid = 1');
  forge(other, 'cohort.sqlite', db.serialize());
  assert.deepEqual(codes(other), ['tables_differ cohort', 'rows cycles']);
});

test('a damaged database is reported as such', (t) => {
  const dir = fresh(t);
  forge(dir, 'cohort.sqlite', 'no database at all, but long enough to be taken for one by its name');
  assert.deepEqual(codes(dir), ['database cohort.sqlite']);
  const other = fresh(t);
  const bytes = Uint8Array.from(readFileSync(path.join(other, 'cohort.sqlite')));
  bytes.fill(0xa5, 8192, 12_288);
  forge(other, 'cohort.sqlite', bytes);
  assert.ok(codes(other).includes('database cohort.sqlite'));
});

test('a manifest that is no manifest, or points outside the folder, is refused as a whole', (t) => {
  const dir = fresh(t);
  const manifest = manifestOf(dir);
  const outside = { ...manifest, files: [{ path: '../../../etc/passwd', bytes: 1, sha256: '0'.repeat(64) }] };
  for (const text of ['', '{', '[]', '{"format":2}', JSON.stringify(outside)]) {
    overwrite(dir, 'manifest.json', text);
    assert.deepEqual(codes(dir), ['manifest manifest.json']);
    assert.equal(verifySnapshot(dir).manifest, null);
  }
});

test('a renamed snapshot is found, a copied one verifies', (t) => {
  const dir = fresh(t);
  const copy = path.join(temporaryFolder(t), path.basename(dir));
  cpSync(dir, copy, { recursive: true });
  assert.deepEqual(codes(copy), []);
  renameSync(dir, `${dir}-final`);
  assert.deepEqual(codes(`${dir}-final`), ['name manifest.json']);
});

test('a folder without a snapshot is an error with a remedy', (t) => {
  assert.throws(() => verifySnapshot(temporaryFolder(t)), { name: 'LutraError', code: 'not_found' });
});

test('verifying writes nothing', (t) => {
  const dir = fresh(t);
  chmodSync(dir, 0o550);
  assert.deepEqual(codes(dir), []);
  chmodSync(dir, 0o750);
});
