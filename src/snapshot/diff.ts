/** What changed from one snapshot of a study to another, and why, as far as the two can tell. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { canonicalJson } from '../canonical.ts';
import type { CellValue } from '../domain.ts';
import { LutraError } from '../errors.ts';
import { completenessOf, readManifest } from './manifest.ts';
import type { SnapshotManifest } from './manifest.ts';
import { readTables } from './sqlite.ts';
import { compareText } from './tables.ts';
import type { Table } from './tables.ts';

export interface SnapshotDiff {
  readonly a: string;
  readonly b: string;
  /** What differs in how the two were made: study file, versions, data cut-off, decisions. */
  readonly made: readonly { readonly what: string; readonly a: string; readonly b: string }[];
  readonly rows: {
    readonly added: readonly RowChange[];
    readonly removed: readonly RowChange[];
    readonly changed: readonly CellChange[];
    readonly unchanged: number;
  };
  /** Lines of completeness that are not in both alike; the number of resources received, null = no such line. */
  readonly completeness: readonly CompletenessChange[];
  /** Changed cells by column, most first. */
  readonly columns: readonly { readonly column: string; readonly cells: number }[];
  readonly dictionary: readonly { readonly column: string; readonly change: 'added' | 'removed' | 'redefined' }[];
}

export interface CompletenessChange {
  readonly source: string;
  readonly type: string;
  readonly state: string;
  readonly reason: string | null;
  readonly a: number | null;
  readonly b: number | null;
}

export interface RowChange {
  readonly subject: string;
  readonly reasons: readonly string[];
}

export interface CellChange extends RowChange {
  readonly column: string;
  readonly a: CellValue;
  readonly b: CellValue;
}

type Row = Readonly<Record<string, CellValue>>;

/**
 * Compares two snapshot folders. A reason is `facts: <kinds>` (the patient's facts of these kinds differ), `decision`
 * (a person decided meanwhile) or one of `made` (`study`, `rules`, `data_cutoff` …); a reason says what could have done
 * it, not that nothing else did. Throws LutraError `not_found`, `corrupt`, or `usage` for snapshots of two studies or
 * pseudonym keys.
 */
export function diffSnapshots(dirA: string, dirB: string): SnapshotDiff {
  const [a, b] = [open(dirA), open(dirB)];
  checkComparable(a.manifest, b.manifest);
  const made = madeDifferently(a.manifest, b.manifest);
  const reasons = reasonsFor(
    a,
    b,
    made.map(({ what }) => what),
  );
  const [rowsA, rowsB] = [bySubject(a), bySubject(b)];
  const only = (rows: Map<string, Row>, others: Map<string, Row>): RowChange[] =>
    [...rows.keys()]
      .filter((subject) => !others.has(subject))
      .map((subject) => ({ subject, reasons: reasons(subject) }));
  const changed = [...rowsA].flatMap(([subject, row]) => cellChanges(subject, row, rowsB.get(subject), reasons));
  const touched = new Set(changed.map(({ subject }) => subject));
  const counts = Map.groupBy(changed, ({ column }) => column);
  return {
    a: a.manifest.snapshot,
    b: b.manifest.snapshot,
    made,
    completeness: completenessChanges(a.manifest, b.manifest),
    rows: {
      added: only(rowsB, rowsA),
      removed: only(rowsA, rowsB),
      changed,
      unchanged: [...rowsA.keys()].filter((subject) => rowsB.has(subject) && !touched.has(subject)).length,
    },
    columns: [...counts].map(([column, cells]) => ({ column, cells: cells.length })).sort((x, y) => y.cells - x.cells),
    dictionary: dictionaryChanges(a, b),
  };
}

interface Opened {
  readonly manifest: SnapshotManifest;
  readonly tables: ReadonlyMap<string, Table>;
}

function open(dir: string): Opened {
  const manifest = readManifest(dir);
  const file = path.join(dir, 'cohort.sqlite');
  let db: BetterSqlite3.Database | null = null;
  try {
    db = new BetterSqlite3(readFileSync(file));
    return { manifest, tables: new Map(readTables(db).map((table) => [table.name, table])) };
  } catch (cause) {
    throw new LutraError('corrupt', 'cohort.sqlite cannot be read', {
      place: file,
      remedy: 'run "lutra verify" on the snapshot',
      cause,
    });
  } finally {
    db?.close();
  }
}

function checkComparable(a: SnapshotManifest, b: SnapshotManifest): void {
  const refuse = (why: string): never => {
    throw new LutraError('usage', why, { remedy: 'give two snapshots of one study, made in one hospital' });
  };
  if (a.study.id !== b.study.id) refuse('the snapshots are of different studies');
  if (a.pseudonym_key_id !== b.pseudonym_key_id) {
    refuse('the snapshots were made with different pseudonym keys: their rows cannot be matched');
  }
}

function madeDifferently(a: SnapshotManifest, b: SnapshotManifest): SnapshotDiff['made'] {
  const items = (m: SnapshotManifest): Record<string, string> => ({
    study: m.study.hash,
    ...m.versions,
    data_cutoff: m.data_cutoff,
    decisions: String(m.review_seq),
  });
  const [before, after] = [items(a), items(b)];
  const differ = Object.entries(before)
    .map(([what, value]) => ({ what, a: value, b: after[what] ?? '' }))
    .filter((item) => item.a !== item.b);
  if (canonicalJson(a.completeness) === canonicalJson(b.completeness)) return differ;
  return [...differ, { what: 'completeness', a: completenessOf(a), b: completenessOf(b) }];
}

function completenessChanges(a: SnapshotManifest, b: SnapshotManifest): CompletenessChange[] {
  const lines = (m: SnapshotManifest): Map<string, number> =>
    new Map(
      m.completeness.map(({ source, type, state, reason, received }) => [
        JSON.stringify([source, type, state, reason]),
        received,
      ]),
    );
  const [before, after] = [lines(a), lines(b)];
  return [...new Set([...before.keys(), ...after.keys()])].sort(compareText).flatMap((key) => {
    const [source, type, state, reason] = JSON.parse(key) as [string, string, string, string | null];
    const change = { source, type, state, reason, a: before.get(key) ?? null, b: after.get(key) ?? null };
    return change.a === change.b ? [] : [change];
  });
}

function objects(opened: Opened, name: string): Row[] {
  const table = opened.tables.get(name);
  const names = table?.columns.map((column) => column.name) ?? [];
  return (table?.rows ?? []).map((row) => Object.fromEntries(names.map((column, i) => [column, row[i] ?? null])));
}

function bySubject(opened: Opened): Map<string, Row> {
  return new Map(objects(opened, 'cohort').map((row) => [String(row['subject_id']), row]));
}

function cellChanges(
  subject: string,
  a: Row,
  b: Row | undefined,
  reasons: (subject: string) => readonly string[],
): CellChange[] {
  if (!b) return [];
  return Object.keys(a)
    .filter((column) => column in b && a[column] !== b[column])
    .map((column) => ({ subject, column, a: a[column] ?? null, b: b[column] ?? null, reasons: reasons(subject) }));
}

/** Reasons for one patient: the patient's own facts and decisions first, then what holds for everybody. */
function reasonsFor(a: Opened, b: Opened, made: readonly string[]): (subject: string) => readonly string[] {
  const [factsA, factsB] = [factsBySubject(a), factsBySubject(b)];
  const [rowsA, rowsB] = [bySubject(a), bySubject(b)];
  const known = new Map<string, readonly string[]>();
  return (subject) => {
    const found = known.get(subject);
    if (found) return found;
    const [before, after] = [factsA.get(subject), factsB.get(subject)];
    // Facts of a patient are in a snapshot only where the patient is in the cohort.
    const kinds = before && after ? differingKinds(before, after) : [];
    const decided = decidedMeanwhile(rowsA.get(subject), rowsB.get(subject));
    const reasons = [
      ...(kinds.length > 0 ? [`facts: ${kinds.join(', ')}`] : []),
      ...(decided ? ['decision'] : []),
      ...made.filter((what) => what !== 'decisions' || !decided),
    ];
    known.set(subject, reasons);
    return reasons;
  };
}

/** Has a value of the row come under a person's decision, or out of one? */
function decidedMeanwhile(before: Row | undefined, after: Row | undefined): boolean {
  if (!before || !after) return false;
  return Object.keys(before)
    .filter((column) => /_(source|review)$/.test(column) && before[column] !== after[column])
    .some((column) => [before[column], after[column]].some((value) => value === 'human' || value === 'decided'));
}

function factsBySubject(opened: Opened): Map<string, Row[]> {
  return Map.groupBy(objects(opened, 'facts'), (row) => String(row['subject_id']));
}

function differingKinds(before: readonly Row[], after: readonly Row[]): string[] {
  const byKind = (rows: readonly Row[]): Map<string, string> =>
    new Map([...Map.groupBy(rows, (row) => String(row['kind']))].map(([kind, list]) => [kind, content(list)]));
  const content = (list: readonly Row[]): string =>
    list
      .map(({ fact: _number, ...rest }) => canonicalJson(rest))
      .sort()
      .join('\n');
  const [x, y] = [byKind(before), byKind(after)];
  return [...new Set([...x.keys(), ...y.keys()])].filter((kind) => x.get(kind) !== y.get(kind)).sort();
}

function dictionaryChanges(a: Opened, b: Opened): SnapshotDiff['dictionary'] {
  const definitions = (opened: Opened): Map<string, string> =>
    new Map(
      objects(opened, 'data_dictionary').map(({ position: _position, ...row }) => [
        `${row['table_name']}.${row['column_name']}`,
        canonicalJson(row),
      ]),
    );
  const [before, after] = [definitions(a), definitions(b)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((column) => before.get(column) !== after.get(column))
    .map((column) => ({
      column,
      change: !before.has(column)
        ? ('added' as const)
        : !after.has(column)
          ? ('removed' as const)
          : ('redefined' as const),
    }));
}
