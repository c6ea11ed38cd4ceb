/** verify and diff: what a snapshot is worth, and what changed between two. */
import { EXIT } from '../errors.ts';
import { type CellChange, diffSnapshots } from '../snapshot/diff.ts';
import { verifySnapshot } from '../snapshot/verify.ts';
import type { Io } from './io.ts';
import { table } from './table.ts';

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

export async function diff(io: Io, a: string, b: string): Promise<number> {
  const result = diffSnapshots(a, b);
  for (const { what, a: before, b: after } of result.made) io.out(`${what}: ${before} -> ${after}`);
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

function changeRow(change: CellChange): string[] {
  return [
    change.subject,
    change.column,
    String(change.a ?? 'unknown'),
    String(change.b ?? 'unknown'),
    change.reasons.join(', '),
  ];
}
