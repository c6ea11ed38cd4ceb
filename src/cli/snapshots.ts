/** snapshots, verify and diff: which there are, what one is worth, and what changed between two. */
import path from 'node:path';
import { EXIT } from '../errors.ts';
import { type CellChange, type CompletenessChange, diffSnapshots } from '../snapshot/diff.ts';
import { type ListedSnapshot, listSnapshots } from '../snapshot/list.ts';
import { compareText } from '../snapshot/tables.ts';
import { verifySnapshot } from '../snapshot/verify.ts';
import { openDatabase } from '../store/database.ts';
import { writtenSnapshots } from '../store/ledger.ts';
import type { Warehouse } from '../store/schema.ts';
import type { Io } from './io.ts';
import { dataDir, warehouseFile } from './options.ts';
import { table } from './table.ts';
import type { Options } from './verb.ts';

/** Every snapshot of the data directory, by study and time of writing. Exit status 1 when one of them is not sound. */
export async function snapshots(io: Io, options: Options): Promise<number> {
  const time = await writingTimes(options);
  const dir = path.join(dataDir(options), 'snapshots');
  const listed = listSnapshots(dir).map((one) => ({ ...one, written: time.get(one.snapshot) ?? null }));
  const keyOf = ({ study, written }: (typeof listed)[number]): string => `${study ?? ''} ${written ?? ''}`;
  listed.sort((a, b) => compareText(keyOf(a), keyOf(b)));
  if (options['json'] === true) io.out(JSON.stringify(listed, null, 1));
  else if (listed.length === 0) io.out(`no snapshots in ${dir}; "lutra snapshot" or "lutra run" writes one`);
  else for (const line of table(LISTED, listed.map(listedCells))) io.out(line);
  return listed.every(({ problems }) => problems === 0) ? EXIT.done : EXIT.failed;
}

/** By the folder's name: the data directory may have been moved. */
async function writingTimes(options: Options): Promise<ReadonlyMap<string, string>> {
  const db = await openDatabase<Warehouse>(warehouseFile(options), { migrations: 'warehouse', readonly: true });
  try {
    return new Map(writtenSnapshots(db).map(({ folder, since }) => [path.basename(folder), since]));
  } finally {
    await db.close();
  }
}

const LISTED = ['study', 'data cut-off', 'written', 'patients', 'data', 'files', 'snapshot'];

function listedCells(one: ListedSnapshot & { readonly written: string | null }): string[] {
  const files = one.problems === 0 ? 'sound' : `NOT sound: ${one.problems}`;
  const written = one.written?.slice(0, 16).replace('T', ' ').concat(' UTC') ?? '?';
  const [study, cutoff, completeness] = [one.study, one.data_cutoff, one.completeness].map((said) => said ?? '?');
  return [study ?? '?', cutoff ?? '?', written, String(one.patients ?? '?'), completeness ?? '?', files, one.snapshot];
}

/** Exit status 1 when anything about the snapshot is not as its manifest says. */
export async function verify(io: Io, dir: string): Promise<number> {
  const { manifest, problems } = verifySnapshot(dir);
  for (const { code, path, detail } of problems) io.out(`${code}: ${path}: ${detail}`);
  if (problems.length > 0) {
    io.out(`NOT sound: ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`);
    return EXIT.failed;
  }
  io.out(
    `sound: ${manifest?.snapshot ?? dir}, ${manifest?.files.length ?? 0} files, content ${manifest?.content_hash ?? ''}`,
  );
  return EXIT.done;
}

const SHOWN = 50;

/** Prints what changed between two snapshots and why, patients up to a number. */
export async function diff(io: Io, a: string, b: string): Promise<number> {
  const result = diffSnapshots(a, b);
  for (const { what, a: before, b: after } of result.made) io.out(`${what}: ${before} -> ${after}`);
  if (result.completeness.length > 0)
    for (const line of table(RECEIVED, result.completeness.map(receivedRow))) io.out(`  ${line}`);
  for (const { column, change } of result.dictionary) io.out(`column ${column}: ${change}`);
  const { added, removed, changed, unchanged } = result.rows;
  io.out(
    `${added.length} patients added, ${removed.length} removed, ${changed.length} cells changed, ${unchanged} patients unchanged`,
  );
  for (const { column, cells } of result.columns) io.out(`  ${column}: ${cells} cells`);
  const rows = [
    ...added.map((row) => [row.subject, 'added', '', '', row.reasons.join(', ')]),
    ...removed.map((row) => [row.subject, 'removed', '', '', row.reasons.join(', ')]),
    ...changed.map(changeRow),
  ];
  if (rows.length > 0)
    for (const line of table(['patient', 'what', 'before', 'after', 'because'], rows.slice(0, SHOWN))) io.out(line);
  if (rows.length > SHOWN) io.out(`… and ${rows.length - SHOWN} more`);
  return EXIT.done;
}

const RECEIVED = ['source', 'type', 'state', 'reason', 'received before', 'after'];

function receivedRow({ source, type, state, reason, a, b }: CompletenessChange): string[] {
  return [source, type, state, reason ?? '', String(a ?? ''), String(b ?? '')];
}

function changeRow(change: CellChange): string[] {
  return [
    change.subject,
    change.column,
    String(change.a ?? 'unknown'),
    String(change.b ?? 'unknown'),
    change.reasons.join(', '),
  ];
}
