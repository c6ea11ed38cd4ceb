/** Re-checks a snapshot: every file against its hash, the tables against each other, the name against the content. */
import { lstatSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { sha256 } from '../canonical.ts';
import { LutraError } from '../errors.ts';
import { toCsv } from './csv.ts';
import { contentHashOf, isNamedAfter, manifestTable, readManifest, sealOf } from './manifest.ts';
import type { SnapshotManifest } from './manifest.ts';
import { readTables } from './sqlite.ts';
import { compareText } from './tables.ts';

export type ProblemCode =
  | 'manifest'
  | 'seal'
  | 'name'
  | 'content'
  | 'missing'
  | 'unexpected'
  | 'not_a_file'
  | 'size'
  | 'hash'
  | 'database'
  | 'rows'
  | 'tables_differ';

export interface SnapshotProblem {
  readonly code: ProblemCode;
  /** File below the snapshot, or table. */
  readonly path: string;
  readonly detail: string;
}

export interface Verification {
  /** null where it cannot be read. */
  readonly manifest: SnapshotManifest | null;
  readonly problems: readonly SnapshotProblem[];
}

/**
 * Everything that is wrong with the snapshot, an empty list where nothing is. Throws LutraError `not_found` where there
 * is no snapshot at all.
 */
export function verifySnapshot(dir: string): Verification {
  let manifest: SnapshotManifest;
  try {
    manifest = readManifest(dir);
  } catch (error) {
    if (!(error instanceof LutraError) || error.code !== 'corrupt') throw error;
    return { manifest: null, problems: [{ code: 'manifest', path: 'manifest.json', detail: error.message }] };
  }
  const files = new Map<string, Uint8Array>();
  const problems = [
    ...manifestProblems(manifest, dir),
    ...unexpectedFiles(manifest, dir),
    ...manifest.files.flatMap((file) => fileProblems(file, dir, files)),
    ...databaseProblems(manifest, files.get('cohort.sqlite')),
  ];
  return { manifest, problems };
}

/**
 * Is the snapshot there, under this content hash, and every file byte for byte as it was written? What the tables say was
 * compared when they were written; `verifySnapshot` does so again.
 */
export function isUntouched(dir: string, contentHash: string): boolean {
  let manifest: SnapshotManifest;
  try {
    manifest = readManifest(dir);
  } catch {
    return false;
  }
  const problems = [
    ...manifestProblems(manifest, dir),
    ...unexpectedFiles(manifest, dir),
    ...manifest.files.flatMap((file) => fileProblems(file, dir, new Map())),
  ];
  return problems.length === 0 && manifest.content_hash === contentHash;
}

function manifestProblems(manifest: SnapshotManifest, dir: string): SnapshotProblem[] {
  const { snapshot, content_hash, files, seal, ...head } = manifest;
  const problem = (code: ProblemCode, detail: string): SnapshotProblem => ({ code, path: 'manifest.json', detail });
  const hashes = new Map(files.map((file) => [file.path, file.sha256]));
  const content = contentHashOf(head, (file) => hashes.get(file));
  return [
    ...(sealOf(manifest) === seal ? [] : [problem('seal', 'the manifest has been changed')]),
    ...(content === content_hash ? [] : [problem('content', 'the content hash is not that of the tables listed')]),
    ...(isNamedAfter(snapshot, content_hash) && path.basename(path.resolve(dir)) === snapshot
      ? []
      : [problem('name', `the folder's name is not that of the snapshot, ${snapshot}`)]),
  ];
}

function unexpectedFiles(manifest: SnapshotManifest, dir: string): SnapshotProblem[] {
  const known = new Set(['manifest.json', ...manifest.files.map((file) => file.path)]);
  const folders = new Set(manifest.files.map((file) => path.posix.dirname(file.path)));
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .map((entry) => ({ entry, name: path.relative(dir, path.join(entry.parentPath, entry.name)) }))
    .filter(({ entry, name }) => (entry.isDirectory() ? !folders.has(name) : !known.has(name)))
    .map(({ name }) => ({ code: 'unexpected', path: name, detail: 'not part of the snapshot' }));
}

function fileProblems(
  file: SnapshotManifest['files'][number],
  dir: string,
  found: Map<string, Uint8Array>,
): SnapshotProblem[] {
  const problem = (code: ProblemCode, detail: string): SnapshotProblem[] => [{ code, path: file.path, detail }];
  const stat = lstatSync(path.join(dir, file.path), { throwIfNoEntry: false });
  if (!stat) return problem('missing', 'listed in the manifest, not there');
  if (!stat.isFile()) return problem('not_a_file', 'a link or folder stands in its place');
  const bytes = readFileSync(path.join(dir, file.path));
  found.set(file.path, bytes);
  if (bytes.length !== file.bytes) return problem('size', `${bytes.length} bytes, not ${file.bytes}`);
  return sha256(bytes) === file.sha256 ? [] : problem('hash', 'the content has been changed');
}

/** The database is read from the bytes that were hashed: nothing is written beside the file. */
function databaseProblems(manifest: SnapshotManifest, bytes: Uint8Array | undefined): SnapshotProblem[] {
  if (!bytes) return [];
  const problem = (code: ProblemCode, path: string, detail: string): SnapshotProblem => ({ code, path, detail });
  let db: BetterSqlite3.Database | null = null;
  try {
    db = new BetterSqlite3(Buffer.from(bytes));
    if (db.pragma('integrity_check', { simple: true }) !== 'ok') {
      return [problem('database', 'cohort.sqlite', 'SQLite finds the file damaged')];
    }
    return tableProblems(manifest, db);
  } catch {
    return [problem('database', 'cohort.sqlite', 'SQLite cannot read the file')];
  } finally {
    db?.close();
  }
}

function tableProblems(manifest: SnapshotManifest, db: BetterSqlite3.Database): SnapshotProblem[] {
  const tables = new Map(readTables(db).map((table) => [table.name, table]));
  const csv = new Map(manifest.files.map((file) => [file.path, file.sha256]));
  const { snapshot, content_hash, files: _files, seal: _seal, ...head } = manifest;
  const stored = db.prepare('select item, value from manifest order by item').raw().all();
  const wanted = manifestTable(snapshot, content_hash, head).rows.toSorted((a, b) => compareText(`${a[0]}`, `${b[0]}`));
  const same = JSON.stringify(stored) === JSON.stringify(wanted);
  return [
    ...(same ? [] : [{ code: 'tables_differ' as const, path: 'manifest', detail: 'not what manifest.json says' }]),
    ...Object.entries(manifest.rows).flatMap(([name, rows]): SnapshotProblem[] => {
      const table = tables.get(name);
      if (table?.rows.length !== rows) {
        return [{ code: 'rows', path: name, detail: `${table?.rows.length ?? 'no'} rows, the manifest says ${rows}` }];
      }
      const equal = sha256(toCsv(table)) === csv.get(`csv/${name}.csv`);
      return equal ? [] : [{ code: 'tables_differ', path: name, detail: 'cohort.sqlite and csv/ do not say the same' }];
    }),
  ];
}
