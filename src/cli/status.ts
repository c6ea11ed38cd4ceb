/** status: complete, or what is missing and why. */
import { EXIT } from '../errors.ts';
import { derivedHash } from '../store/content-hash.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { problemSummary } from '../store/derived.ts';
import { documentsWithoutText } from '../store/documents.ts';
import { goneSummary } from '../store/deletions.ts';
import { completeness, lastRun, quarantineSummary } from '../store/ledger.ts';
import { chartCounts, openRanges, watermarks } from '../store/ranges.ts';
import { warehouseCounts } from '../store/counts.ts';
import type { Warehouse } from '../store/schema.ts';
import { reasonOf } from '../extractors/reasons.ts';
import type { Io } from './io.ts';
import { warehouseFile } from './options.ts';
import { table } from './table.ts';
import type { Options } from './verb.ts';

export async function status(io: Io, options: Options): Promise<number> {
  const db = await openDatabase<Warehouse>(warehouseFile(options), { migrations: 'warehouse', readonly: true });
  try {
    const report = read(db);
    if (options['json'] === true) io.out(JSON.stringify(report, null, 1));
    else print(io, report);
    return report.complete ? EXIT.done : EXIT.incomplete;
  } finally {
    await db.close();
  }
}

type StatusReport = ReturnType<typeof read>;

function read(db: Database<Warehouse>) {
  const run = lastRun(db);
  const open = openRanges(db);
  return {
    complete: run?.state === 'complete' && open.length === 0,
    last_run: run
      ? {
          id: run.id,
          state: run.state,
          started_at: run.started_at,
          finished_at: run.finished_at,
          reasons: JSON.parse(run.reasons) as string[],
        }
      : null,
    ranges: completeness(db),
    /** Every open range with the exact request, what was announced, what came, and when. */
    open_ranges: open,
    charts: chartCounts(db),
    watermarks: watermarks(db),
    gone: goneSummary(db),
    counts: warehouseCounts(db),
    quarantine: quarantineSummary(db),
    documents_without_text: documentsWithoutText(db),
    problems: problemSummary(db),
    derived_hash: derivedHash(db),
  };
}

/** What to do about the last run. */
const NEXT: Readonly<Record<string, string>> = {
  none: 'start with "lutra run"',
  running: 'it is still at work, or was stopped; after a stop "lutra run" goes on from there',
  incomplete: 'mend what is named where you can, then "lutra run" again: it reads what is missing (--json names it)',
  failed: 'mend what is named, then "lutra run" again',
};

function print(io: Io, report: StatusReport): void {
  printRun(io, report);
  printReceived(io, report);
  printStored(io, report);
  io.out('');
  io.out(`derived_hash ${report.derived_hash}`);
}

function printRun(io: Io, { complete, last_run: run }: StatusReport): void {
  io.out(complete ? 'complete' : 'NOT complete');
  const times = run && `${run.started_at} to ${run.finished_at ?? '(not finished)'}`;
  io.out(run ? `last run ${run.id}: ${run.state}, ${times}` : 'no run yet');
  for (const reason of run?.reasons ?? []) io.out(`  ${reason}`);
  const next = NEXT[run?.state ?? 'none'];
  if (next !== undefined) io.out(next);
}

/** What came from the sources, what did not, and up to when nothing is missing. */
function printReceived(io: Io, report: StatusReport): void {
  const { charts, ranges, watermarks, gone } = report;
  io.out(`charts: ${charts.complete} complete, ${charts.incomplete} incomplete, ${charts.unknown} unknown`);
  const received = ['source', 'of', 'type', 'state', 'reason', 'ranges', 'received'];
  const cells = fields('source', 'scope', 'type', 'state', 'reason', 'ranges', 'received');
  section(io, 'received', received, ranges, cells);
  section(io, 'what the reasons mean', ['reason', 'meaning', 'what to do'], reasonsIn(report), (reason) => {
    const known = reasonOf(reason);
    return [reason, known?.says ?? '', known?.remedy ?? 'nothing: the next run tries again'];
  });
  const marks = ['source', 'of', 'type', 'ranges', 'oldest', 'newest', 'oldest whole read'];
  const times = fields('source', 'scope', 'type', 'ranges', 'oldest', 'newest', 'oldest_full');
  section(io, 'read without a hole up to', marks, watermarks, times);
  section(io, 'gone', ['why', 'resources'], gone, (g) => [inWords(g.reason), String(g.resources)]);
}

/** What the warehouse holds, and what of it is in doubt. */
function printStored(io: Io, report: StatusReport): void {
  const counts = Object.entries(report.counts);
  section(io, 'warehouse', ['what', 'n'], counts, ([what, n]) => [inWords(what), String(n)]);
  section(io, 'set aside (quarantine)', ['code', 'items'], report.quarantine, fields('code', 'items'));
  const unread = report.documents_without_text;
  section(io, 'documents without text', ['reason', 'documents'], unread, fields('reason', 'documents'));
  section(io, 'problems in structured data', ['code', 'n'], report.problems, fields('code', 'problems'));
}

/** The named fields of a row as cells; null = empty. */
function fields<K extends string>(...names: K[]): (row: Readonly<Record<K, string | number | null>>) => string[] {
  return (row) => names.map((name) => String(row[name] ?? ''));
}

const inWords = (code: string): string => code.replaceAll('_', ' ');

function reasonsIn(report: StatusReport): string[] {
  return [
    ...new Set(report.ranges.flatMap(({ state, reason }) => (state === 'complete' ? [] : (reason ?? [])))),
  ].sort();
}

function section<T>(io: Io, title: string, head: string[], rows: readonly T[], cells: (row: T) => string[]): void {
  if (rows.length === 0) return;
  io.out(`\n${title}`);
  for (const line of table(head, rows.map(cells))) io.out(`  ${line}`);
}
