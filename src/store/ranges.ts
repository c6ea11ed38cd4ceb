/**
 * How far each source was read: the latest word on every range, and the watermarks. Both are written in the transaction
 * that stores the data they speak of; a watermark moves over complete ranges alone.
 */
import { type Database, all, prepared, run, transaction } from './database.ts';
import { recordsOf } from './identity.ts';
import type { RangeReport } from './ledger.ts';
import type { CompletenessTable, Warehouse, WatermarkTable } from './schema.ts';

type Db = Database<Warehouse>;

export interface RangeOrigin {
  readonly source: string;
  readonly run: string;
  readonly at: string;
}

const RANGE_KEY = ['source', 'scope', 'type', 'patient', 'part'] as const;
const RANGE_SAYS = ['since', 'until', 'state', 'reason', 'announced', 'received', 'request', 'run', 'at'] as const;
const MARK_KEY = ['source', 'scope', 'type', 'patient'] as const;
const MARK_SAYS = ['at', 'full_at', 'run'] as const;

/** Text of "insert, or say it anew where the key is there". Written as often as there are ranges: one text, no builder. */
function upsert(table: string, key: readonly string[], says: readonly string[]): string {
  const columns = [...key, ...says];
  const anew = says.map((column) => `${column} = excluded.${column}`);
  return `insert into ${table} (${columns.join(', ')}) values (${columns.map((column) => `@${column}`).join(', ')})
    on conflict (${key.join(', ')}) do update set ${anew.join(', ')}`;
}
const PUT_RANGE = upsert('completeness', RANGE_KEY, RANGE_SAYS);
const PUT_MARK = upsert('watermark', MARK_KEY, MARK_SAYS);
const GET_MARK = `select * from watermark where source = @source and scope = @scope and type = @type and patient = @patient`;
// Left to itself SQLite walks all ranges of the source.
const FORGET_PARTS = `delete from completeness indexed by completeness_patient
  where patient = @patient and source = @source and part = @type and run != @run`;

/** Records ranges; the latest word on a range stands, and moves its watermark where it is complete up to a known time. */
export function recordRanges(db: Db, ranges: readonly RangeReport[], origin: RangeOrigin): void {
  transaction(db, () => {
    for (const range of ranges) {
      const row = rowOf(range, origin);
      prepared(db, PUT_RANGE).run(row);
      if (row.state === 'complete' && row.until !== null) moveWatermark(db, row, row.until);
    }
  });
}

function rowOf(range: RangeReport, origin: RangeOrigin): CompletenessTable {
  const { scope = 'chart', type, patient, part = '', since = null, until = null } = range;
  const { state, reason, announced, received, request } = range;
  const when = { source: origin.source, run: origin.run, at: origin.at };
  const answer = { state, reason, announced, received, request };
  return { ...when, scope, type, patient: patient ?? '', part, since, until, ...answer };
}

/** Forwards only: a source whose clock was set back is asked again from where it was. */
function moveWatermark(db: Db, row: CompletenessTable, until: string): void {
  const { source, scope, type, patient, since, run } = row;
  const before = watermarkOf(db, row);
  if (before && Date.parse(before.at) > Date.parse(until)) return;
  // What hung on this range and was missing last time has been asked for again with it.
  if (patient !== '' && since === null) prepared(db, FORGET_PARTS).run({ source, patient, type, run });
  const fullAt = since === null ? until : (before?.full_at ?? until);
  const mark: WatermarkTable = { source, scope, type, patient, at: until, run, full_at: fullAt };
  prepared(db, PUT_MARK).run(mark);
}

type RangeKey = Pick<WatermarkTable, 'source' | 'scope' | 'type' | 'patient'>;

export function watermarkOf(db: Db, { source, scope, type, patient }: RangeKey): WatermarkTable | undefined {
  return prepared(db, GET_MARK).get({ source, scope, type, patient }) as WatermarkTable | undefined;
}

/** At the end of a run that read its source to the end: forgets parts that do not exist any more. */
export function forgetOldParts(db: Db, { source, run: runId }: RangeOrigin): void {
  const old = db.kysely.deleteFrom('completeness').where('source', '=', source).where('run', '!=', runId);
  run(db, old.where('patient', '=', ''));
}

/** Patients whose charts were read from a source before. */
export function patientsReadFrom(db: Db, source: string): string[] {
  return db.sql
    .prepare<[string], string>(
      `select distinct patient from completeness where source = ? and scope = 'chart' and patient != '' order by patient`,
    )
    .pluck()
    .all(source);
}

/** Ranges that are not complete, with the exact request of each. */
export function openRanges(db: Db): CompletenessTable[] {
  const open = db.kysely.selectFrom('completeness').selectAll().where('state', '!=', 'complete');
  return all(db, open.orderBy('source').orderBy('scope').orderBy('type').orderBy('patient').orderBy('part'));
}

/**
 * Was the chart of a patient read to its end: 1; is a range of it open: 0; null where that is not known. Looks at all
 * ranges of all sources that his resources came from: his own, those of every record merged into his, and those of files.
 */
export function chartComplete(db: Db, patient: string): 0 | 1 | null {
  const records = recordsOf(db, patient);
  const worst = db.sql
    .prepare<unknown[], { incomplete: number; unknown: number; ranges: number }>(
      `select coalesce(sum(state = 'incomplete'), 0) as incomplete, coalesce(sum(state = 'unknown'), 0) as unknown, count(*) as ranges
       from completeness where scope = 'chart'
         and source in (select source from resource where patient = ? and is_current = 1)
         and patient in ('', ${records.map(() => '?').join(', ')})`,
    )
    .get(patient, ...records);
  if (!worst || worst.ranges === 0) return null;
  if (worst.incomplete > 0) return 0;
  return worst.unknown > 0 ? null : 1;
}

export interface ChartCounts {
  complete: number;
  incomplete: number;
  unknown: number;
}

/** Charts counted by how far they were read. */
export function chartCounts(db: Db): ChartCounts {
  const counts: ChartCounts = { complete: 0, incomplete: 0, unknown: 0 };
  for (const { id } of all(db, db.kysely.selectFrom('patient').select('id'))) {
    const state = chartComplete(db, id);
    counts[state === 1 ? 'complete' : state === 0 ? 'incomplete' : 'unknown']++;
  }
  return counts;
}

export interface WatermarkSummary {
  readonly source: string;
  readonly scope: string;
  readonly type: string;
  readonly ranges: number;
  readonly oldest: string;
  readonly newest: string;
  readonly oldest_full: string;
}

/** Watermarks by source and type: the oldest is what the next night starts from. */
export function watermarks(db: Pick<Db, 'sql'>): WatermarkSummary[] {
  return db.sql
    .prepare<[], WatermarkSummary>(
      `select source, scope, type, count(*) as ranges, min(at) as oldest, max(at) as newest, min(full_at) as oldest_full
       from watermark group by source, scope, type order by source, scope, type`,
    )
    .all();
}
