/** What a run comes to: the one answer for the morning. */
import type { Clock } from '../src/effects.ts';
import { EXIT } from '../src/errors.ts';
import { warehouseCounts } from '../src/store/counts.ts';
import type { Database } from '../src/store/database.ts';
import { eligibleCount, exclusions } from '../src/store/derived.ts';
import { finishRun, openCompleteness, quarantineSummary, runById, snapshotsOfRun } from '../src/store/ledger.ts';
import type { RunTable, Warehouse } from '../src/store/schema.ts';
import type { RunContext } from './context.ts';

export interface RunReport {
  readonly run: string;
  readonly state: RunTable['state'];
  /** What there is now, a line each. */
  readonly lines: readonly string[];
  /** Each reason why the run is not complete, in words. */
  readonly reasons: readonly string[];
  readonly exitStatus: number;
}

/**
 * Closes a run in the ledger and gives its report. It is incomplete when a range of its source is not complete; items in
 * quarantine are told, but lie in the data, not in the run.
 */
export function closeRun(context: RunContext, failures: readonly string[] = []): RunReport {
  const gaps = openCompleteness(context.db).map(
    (r) =>
      `${r.type === '*' ? 'all types' : r.type} of ${r.source}: ${r.state}, ${r.reason ?? 'no reason given'} (${r.ranges === 1 ? '1 range' : `${r.ranges} ranges`})`,
  );
  const reasons = [...failures, ...gaps];
  const state = failures.length > 0 ? 'failed' : gaps.length > 0 ? 'incomplete' : 'complete';
  finishRun(context.db, context.run, { state, reasons, at: new Date(context.clock.now()).toISOString() });
  context.log.info('run', { run: context.run, state, reasons: reasons.length });
  return lastWords(context.db, context.run);
}

/** Closes a run that cannot go on: it never got to its first step, or a step could not be planned. */
export function abandonRun(db: Database<Warehouse>, run: string, reason: string, clock: Clock): void {
  finishRun(db, run, { state: 'failed', reasons: [reason], at: new Date(clock.now()).toISOString() });
}

/** The report of a run that the ledger has closed. */
export function lastWords(db: Database<Warehouse>, run: string): RunReport {
  const row = runById(db, run);
  const state = row?.state ?? 'failed';
  const reasons = JSON.parse(row?.reasons ?? '[]') as string[];
  const studies = (row?.studies ?? '').split(',').filter(Boolean);
  const exitStatus = { complete: EXIT.done, incomplete: EXIT.incomplete, failed: EXIT.failed, running: EXIT.failed }[
    state
  ];
  return {
    run,
    state,
    reasons,
    exitStatus,
    lines: [...warehouseLines(db), ...studies.flatMap((s) => studyLines(db, run, s))],
  };
}

function warehouseLines(db: Database<Warehouse>): string[] {
  const n = warehouseCounts(db);
  const aside = quarantineSummary(db).map((q) => `${q.items} ${q.code}`);
  return [
    `${n.patients} patients, ${n.resources} resources, ${n.notes} notes, ${n.facts} facts, ${n.flags} flags for review`,
    ...(n.unversioned_conflict > 0
      ? [
          `${n.unversioned_conflict} resources with versions that nothing tells apart (unversioned_conflict): of each the last received counts`,
        ]
      : []),
    ...(aside.length > 0 ? [`set aside: ${aside.join(', ')}`] : []),
  ];
}

function studyLines(db: Database<Warehouse>, run: string, study: string): string[] {
  const folders = snapshotsOfRun(db, run).filter((snapshot) => snapshot.study === study);
  if (exclusions(db, study).length === 0) {
    const why = warehouseCounts(db).patients === 0 ? 'no patient in the data' : 'not built yet ("lutra build" does it)';
    return [`${study}: ${why}, so there is no snapshot`];
  }
  return [
    `${study}: ${eligibleCount(db, study)} patients in the cohort`,
    ...folders.map((s) => `  snapshot ${s.folder}${s.since === s.at ? '' : `, unchanged: written ${s.since}`}`),
  ];
}
