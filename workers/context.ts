/** What every step of a run has in hand. */
import path from 'node:path';
import type { Decision, PatientId } from '../src/domain.ts';
import type { Clock, Log, ProgressUnits } from '../src/effects.ts';
import type { Settings } from '../src/config.ts';
import { type Study, loadStudy } from '../src/cohort/study.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { storedStudies } from '../src/store/derived.ts';
import { runById } from '../src/store/ledger.ts';
import { readDecisions } from '../src/store/review-db.ts';
import type { Warehouse } from '../src/store/schema.ts';
import { LutraError } from '../src/errors.ts';

export interface Effects {
  readonly clock: Clock;
  readonly log: Log;
  /** Called as a step goes on; `total` null where it cannot be known. */
  readonly progress: (step: string, done: number, total: number | null, units?: ProgressUnits) => void;
}

export interface RunContext extends Effects {
  readonly run: string;
  /** Folder or base URL, without credentials; null for a run over what is stored. */
  readonly source: string | null;
  readonly studies: readonly Study[];
  readonly settings: Settings;
  readonly db: Database<Warehouse>;
  readonly decisions: ReadonlyMap<PatientId, readonly Decision[]>;
  readonly reviewSeq: number;
}

/** A data directory as a run uses it: it writes the warehouse, and can only read what people decided. */
export interface DataStores {
  readonly warehouse: Database<Warehouse>;
  readonly reviewFile: string;
  close(): Promise<void>;
}

/** Opens a data directory for writing, making and migrating what is not there. Throws as `openDatabase` does. */
export async function openStores(dataDir: string): Promise<DataStores> {
  const warehouse = await openDatabase<Warehouse>(path.join(dataDir, 'warehouse.db'), { migrations: 'warehouse' });
  return { warehouse, reviewFile: path.join(dataDir, 'review.db'), close: () => warehouse.close() };
}

/** The context of a run that the ledger knows; reads decisions as they stand now. */
export async function contextOf(
  run: string,
  stores: DataStores,
  settings: Settings,
  effects: Effects,
): Promise<RunContext> {
  const row = runById(stores.warehouse, run);
  if (!row) throw new LutraError('not_found', `no run "${run}" in this data directory`);
  const wanted = new Set(row.studies.split(',').filter(Boolean));
  const studies = storedStudies(stores.warehouse)
    .filter((study) => wanted.has(study.id))
    .map((study) => loadStudy(study.definition, study.place));
  const { decisions, seq } = await readDecisions(stores.reviewFile);
  return {
    run,
    source: row.source,
    studies,
    settings,
    db: stores.warehouse,
    decisions: Map.groupBy(decisions, (decision) => decision.patient),
    reviewSeq: seq,
    clock: effects.clock,
    log: effects.log,
    progress: effects.progress,
  };
}
