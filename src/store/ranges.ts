/**
 * How far each source was read: the latest word on every range, and the watermarks. Both are written in the transaction
 * that stores the data they speak of; a watermark moves over complete ranges alone.
 */
import type { PatientId, ReceivedRange, ResourceKey } from '../domain.ts';
import { parseReference } from '../fhir.ts';
import { type Database, all, prepared, run, transaction } from './database.ts';
import { canonicalOf, recordsOf } from './identity.ts';
import { forgetOldLists, listOf, membersOf } from './lists.ts';
import type { CompletenessTable, Warehouse, WatermarkTable } from './schema.ts';

type Db = Database<Warehouse>;
type Range = Omit<ReceivedRange, 'kind'>;

export interface RangeOrigin {
  readonly source: string;
  readonly run: string;
  readonly at: string;
}

const RANGE_KEY = ['source', 'scope', 'type', 'patient', 'part'] as const;
const LIST_KEY = ['source', 'type', 'list'] as const;
const RANGE_SAYS = ['since', 'until', 'state', 'reason', 'announced', 'received', 'request', 'run', 'at'] as const;
const MARK_KEY = ['source', 'scope', 'type', 'patient'] as const;
const MARK_SAYS = ['at', 'full_at', 'run'] as const;

/** Number of the last word on any list: what is said by itself now is later than that. */
const LAST_SEQ = `coalesce((select seq from sqlite_sequence where name = 'list_range'), 0)`;

/** Text of "insert, or say it anew where the key is there". Written as often as there are ranges: one text, no builder. */
function upsert(table: string, key: readonly string[], says: readonly string[]): string {
  const columns = [...key, ...says];
  const anew = [...says, 'seq'].map((column) => `${column} = excluded.${column}`);
  return `insert into ${table} (${columns.join(', ')}, seq) values (${columns.map((column) => `@${column}`).join(', ')}, ${LAST_SEQ})
    on conflict (${key.join(', ')}) do update set ${anew.join(', ')}`;
}
const PUT_RANGE = upsert('own_range', RANGE_KEY, RANGE_SAYS);
const PUT_MARK = upsert('own_mark', MARK_KEY, MARK_SAYS);
const LIST_MARK_SAYS = ['at', 'run'] as const;
const PUT_LIST_MARK = upsert('list_mark', LIST_KEY, LIST_MARK_SAYS);
const LIST_COLUMNS = [...LIST_KEY, ...RANGE_SAYS];
// Replaced, not updated: the new word gets a new number.
const PUT_LIST = `insert or replace into list_range (${LIST_COLUMNS.join(', ')}) values (${LIST_COLUMNS.map((column) => `@${column}`).join(', ')})`;
const GET_LIST_MARK = 'select at from list_mark where source = @source and type = @type and list = @list';
const GET_MARK = `select * from watermark where source = @source and scope = @scope and type = @type and patient = @patient`;
// Left to itself SQLite walks all ranges of the source.
const FORGET_PARTS = `delete from own_range indexed by completeness_patient
  where patient = @patient and source = @source and run != @run
    and (part = @type or (part > @type || '/' and part < @type || '0'))`;

/** Records ranges; the latest word on a range stands, and moves its watermark where it is complete up to a known time. */
export function recordRanges(db: Db, ranges: readonly Range[], origin: RangeOrigin): void {
  transaction(db, () => {
    for (const range of ranges) {
      const row = rowOf(range, origin);
      if (range.patients !== undefined) recordList(db, row, range.patients);
      else {
        prepared(db, PUT_RANGE).run(row);
        if (row.state === 'complete' && row.until !== null) moveWatermark(db, row, row.until);
      }
    }
  });
}

/** One row for all of them. Of whom nothing is known by himself it says nothing: an increment is no beginning. */
function recordList(db: Db, row: CompletenessTable, patients: readonly PatientId[]): void {
  const { scope: _scope, patient: _patient, part: _part, ...says } = row;
  const named = { ...says, list: listOf(db, patients) };
  prepared(db, PUT_LIST).run(named);
  if (row.state !== 'complete' || row.until === null) return;
  const before = prepared(db, GET_LIST_MARK).get(named) as { at: string } | undefined;
  if (before && Date.parse(before.at) > Date.parse(row.until)) return;
  const { source, type, list, run } = named;
  prepared(db, PUT_LIST_MARK).run({ source, type, list, run, at: new Date(row.until).toISOString() });
}

function rowOf(range: Range, origin: RangeOrigin): CompletenessTable {
  const { scope = 'chart', type, patient, part = '', since = null, until = null } = range;
  const { state, reason, announced, received, request } = range;
  const when = { source: origin.source, run: origin.run, at: origin.at };
  const answer = { state, reason, announced, received, request };
  return { ...when, scope, type, patient: patient ?? '', part, since, until, ...answer };
}

/** Forwards only, unless all was read: a source whose clock was set back is asked again from where it was. */
function moveWatermark(db: Db, row: CompletenessTable, until: string): void {
  const { source, scope, type, patient, since, run } = row;
  const before = watermarkOf(db, row);
  if (before && since !== null && Date.parse(before.at) > Date.parse(until)) return;
  // What hung on this range and was missing last time has been asked for again with it.
  if (patient !== '' && since === null) prepared(db, FORGET_PARTS).run({ source, patient, type, run });
  const fullAt = since === null ? until : (before?.full_at ?? until);
  const mark: WatermarkTable = { source, scope, type, patient, at: until, run, full_at: fullAt };
  prepared(db, PUT_MARK).run(mark);
}

type RangeKey = Pick<WatermarkTable, 'source' | 'scope' | 'type' | 'patient'>;

/** How far one range was read, by the source's clock; undefined where it never was to its end. */
export function watermarkOf(db: Db, { source, scope, type, patient }: RangeKey): WatermarkTable | undefined {
  return prepared(db, GET_MARK).get({ source, scope, type, patient }) as WatermarkTable | undefined;
}

/** The watermarks of one type of every patient: as `watermarkOf` gives them one by one, in two walks. */
export function watermarksOf(
  db: Db,
  source: string,
  type: string,
): Map<PatientId, Pick<WatermarkTable, 'at' | 'full_at'>> {
  const own = prepared(db, OWN_MARKS).all({ source, type }) as OwnMark[];
  const marks = new Map(own.map((mark) => [mark.patient, mark]));
  for (const { seq, list, at } of prepared(db, LIST_MARKS).all({ source, type }) as ListMark[]) {
    for (const patient of membersOf(db, list)) {
      const mark = marks.get(patient);
      if (mark && seq > mark.seq && at > mark.at) mark.at = at;
    }
  }
  return marks;
}

interface OwnMark {
  readonly patient: PatientId;
  at: string;
  readonly full_at: string;
  readonly seq: number;
}
type ListMark = Pick<OwnMark, 'at' | 'seq'> & { readonly list: number };
const OWN_MARKS = `select patient, at, full_at, seq from own_mark
  where source = @source and scope = 'chart' and type = @type and patient != ''`;
const LIST_MARKS = 'select seq, list, at from list_mark where source = @source and type = @type';

/** At the end of a run that read its source to the end: forgets parts and lists that do not exist any more. */
export function forgetOldParts(db: Db, { source, run: runId }: RangeOrigin): void {
  const old = db.kysely.deleteFrom('own_range').where('source', '=', source).where('run', '!=', runId);
  run(db, old.where('patient', '=', ''));
  forgetOldLists(db);
}

/** Patients whose charts were read from a source before. */
export function patientsReadFrom(db: Db, source: string): string[] {
  return db.sql
    .prepare<[string], string>(
      `select distinct patient from own_range where source = ? and scope = 'chart' and patient != '' order by patient`,
    )
    .pluck()
    .all(source);
}

/** What resources of a source point to and what could not be read: open parts that bear a resource's name. */
export function outstandingOf(
  db: Db,
  source: string,
): { type: string; patient: PatientId; key: ResourceKey; reason: string | null }[] {
  const text = `select type, patient, part, reason from own_range
    where source = ? and scope = 'chart' and state != 'complete' and patient != '' and part like '%/%' order by patient, part`;
  const rows = prepared(db, text).all(source) as Pick<CompletenessTable, 'type' | 'patient' | 'part' | 'reason'>[];
  return rows.flatMap(({ part, ...said }) => {
    const key = parseReference(part);
    return key ? [{ ...said, key }] : [];
  });
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

/** `chartComplete` of every patient of the warehouse, looking one by one only at those of whom something is open. */
export function chartStates(db: Db): (patient: PatientId) => 0 | 1 | null {
  const everybody = Map.groupBy(prepared(db, RANGES_OF_ALL).all() as SourceRange[], ({ source }) => source);
  const own = new Set((prepared(db, OWN_RANGES).all() as OwnRange[]).map(keyOf));
  const open = new Set((prepared(db, OPEN_PATIENTS).pluck().all() as PatientId[]).map((id) => canonicalOf(db, id)));
  const states = new Map<PatientId, 0 | 1>();
  for (const [patient, rows] of Map.groupBy(prepared(db, SOURCES).all() as OwnRange[], (row) => row.patient)) {
    const shared = rows.flatMap(({ source }) => everybody.get(source) ?? []);
    const isSimple = !open.has(patient) && shared.every(({ state }) => state === 'complete');
    const isKnown = isSimple && (shared.length > 0 || rows.some((row) => own.has(keyOf(row))));
    const state = isKnown ? 1 : chartComplete(db, patient);
    if (state !== null) states.set(patient, state);
  }
  return (patient) => states.get(patient) ?? null;
}

interface SourceRange {
  readonly source: string;
  readonly state: CompletenessTable['state'];
}
interface OwnRange {
  readonly source: string;
  readonly patient: PatientId;
}
const keyOf = ({ source, patient }: OwnRange): string => `${patient} ${source}`;
const RANGES_OF_ALL = `select source, state from own_range where scope = 'chart' and patient = ''`;
const OWN_RANGES = `select distinct patient, source from own_range where scope = 'chart' and patient != ''`;
const SOURCES =
  'select patient, source from resource where is_current = 1 and patient is not null group by patient, source';
// What is open may have been made up for by a later word: that is looked at one by one.
const OPEN_PATIENTS = `select patient from own_range where scope = 'chart' and state != 'complete' and patient != ''
  union select m.patient from list_range l cross join patient_list_member m on m.list = l.list where l.state != 'complete'`;

export interface ChartCounts {
  complete: number;
  incomplete: number;
  unknown: number;
}

/** Charts counted by how far they were read. */
export function chartCounts(db: Db): ChartCounts {
  const counts: ChartCounts = { complete: 0, incomplete: 0, unknown: 0 };
  const stateOf = chartStates(db);
  for (const { id } of all(db, db.kysely.selectFrom('patient').select('id'))) {
    const state = stateOf(id);
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
