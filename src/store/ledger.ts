/** The ledger: runs, what each range of a source gave, and what was set aside. */
import type { ReceivedQuarantined } from '../domain.ts';
import { type Database, all, get, prepared, run, transaction } from './database.ts';
import type { CompletenessTable, QuarantineTable, RunTable, SnapshotTable, Warehouse } from './schema.ts';

type Db = Database<Warehouse>;

/** Enters a run as running. Times are ISO 8601. */
export function startRun(
  db: Db,
  start: { id: string; source: string | null; studies: readonly string[]; at: string },
): void {
  run(
    db,
    db.kysely.insertInto('run').values({
      id: start.id,
      source: start.source,
      studies: start.studies.join(','),
      state: 'running',
      started_at: start.at,
      finished_at: null,
      reasons: '[]',
    }),
  );
}

/** Closes a run with its state, and why it is not complete, in words. */
export function finishRun(
  db: Db,
  id: string,
  end: { state: RunTable['state']; reasons: readonly string[]; at: string },
): void {
  const values = { state: end.state, reasons: JSON.stringify(end.reasons), finished_at: end.at };
  run(db, db.kysely.updateTable('run').set(values).where('id', '=', id));
}

/** The run of this id. */
export function runById(db: Db, id: string): RunTable | undefined {
  return get(db, db.kysely.selectFrom('run').selectAll().where('id', '=', id));
}

/** The run that was started last. */
export function lastRun(db: Db): RunTable | undefined {
  return get(db, db.kysely.selectFrom('run').selectAll().orderBy('started_at', 'desc').orderBy('id', 'desc').limit(1));
}

/** Keeps what was set aside: one row for the same content from the same place, with when it was first and last seen. */
export function quarantine(
  db: Db,
  items: readonly Omit<ReceivedQuarantined, 'kind'>[],
  origin: { source: string; seenAt: string },
): void {
  transaction(db, () => {
    for (const item of items) {
      const row: QuarantineTable = {
        source: origin.source,
        request: item.request,
        hash: item.hash,
        code: item.code,
        detail: item.detail,
        first_seen: origin.seenAt,
        last_seen: origin.seenAt,
      };
      run(
        db,
        db.kysely
          .insertInto('quarantine')
          .values(row)
          .onConflict((c) =>
            c.columns(['source', 'request', 'hash', 'code']).doUpdateSet({ last_seen: origin.seenAt }),
          ),
      );
    }
  });
}

export interface CompletenessSummary {
  readonly source: string;
  readonly scope: CompletenessTable['scope'];
  readonly type: string;
  readonly state: CompletenessTable['state'];
  readonly reason: string | null;
  readonly ranges: number;
  readonly received: number;
}

/** Is a chart open, by what was said of it itself or of a list? */
const IS_CHART_OPEN = `select exists (select 1 from own_range where scope = 'chart' and patient != '' and state != 'complete')
  or exists (select 1 from list_range where state != 'complete')`;
const SUMMARY = (of: 'completeness' | 'own_range'): string =>
  `select source, scope, type, state, reason, count(*) as ranges,
     sum(case when scope = 'chart' and patient != '' and part = '' and state = 'complete'
         then (select count(*) from resource r where r.named_patient = ${of}.patient and r.type = ${of}.type
                 and r.source = ${of}.source and r.is_current = 1)
         else received end) as received
   from ${of} group by source, scope, type, state, reason order by source, scope, type, state, reason`;

/**
 * Ranges counted by source, type, state and reason. `received` of a complete chart is what is held of it, so that it does
 * not depend on how it came. Where no chart is open a later word of a list changes nothing here, and is not looked for.
 */
export function completeness(db: Pick<Db, 'sql'>): CompletenessSummary[] {
  const isAnyOpen = prepared(db, IS_CHART_OPEN).pluck().get() === 1;
  return prepared(db, SUMMARY(isAnyOpen ? 'completeness' : 'own_range')).all() as CompletenessSummary[];
}

/** Those of them that are not complete. Where nothing is open, no range is looked at. */
export function openCompleteness(db: Pick<Db, 'sql'>): CompletenessSummary[] {
  const isAnyOpen = prepared(
    db,
    `select exists (select 1 from own_range where state != 'complete') or exists (select 1 from list_range where state != 'complete')`,
  ).pluck();
  return isAnyOpen.get() === 0 ? [] : completeness(db).filter(({ state }) => state !== 'complete');
}

export interface QuarantineSummary {
  readonly code: string;
  readonly items: number;
}

/** How much was set aside, by code. */
export function quarantineSummary(db: Db): QuarantineSummary[] {
  return all(
    db,
    db.kysely
      .selectFrom('quarantine')
      .select((e) => ['code', e.fn.countAll<number>().as('items')])
      .groupBy('code')
      .orderBy('code'),
  );
}

/** Remembers a snapshot; writing the same one again changes nothing but what it was last made of, and by whom. */
export function recordSnapshot(db: Db, snapshot: Omit<SnapshotTable, 'since'>): void {
  const row = { ...snapshot, since: snapshot.at };
  run(
    db,
    db.kysely
      .insertInto('snapshot')
      .values(row)
      .onConflict((c) => c.columns(['study', 'folder']).doUpdateSet(snapshot)),
  );
}

/** The snapshot of a study that was made of exactly this, the latest where there are several. */
export function snapshotMadeOf(db: Db, study: string, input: string): SnapshotTable | undefined {
  const made = db.kysely.selectFrom('snapshot').selectAll().where('study', '=', study).where('input', '=', input);
  return get(db, made.orderBy('at', 'desc').limit(1));
}

/** Folders of all snapshots that were written from this data directory, with the time of the writing. */
export function writtenSnapshots(db: Db): Pick<SnapshotTable, 'folder' | 'since'>[] {
  return all(db, db.kysely.selectFrom('snapshot').select(['folder', 'since']).orderBy('since'));
}

/** The snapshots that a run asked for, written by it or found unchanged. */
export function snapshotsOfRun(db: Db, runId: string): SnapshotTable[] {
  return all(db, db.kysely.selectFrom('snapshot').selectAll().where('run', '=', runId).orderBy('study'));
}
