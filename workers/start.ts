/** Beginning a run: its row in the ledger and the studies as they are defined now. */
import { randomUUID } from 'node:crypto';
import { sha256 } from '../src/canonical.ts';
import { loadStudy } from '../src/cohort/study.ts';
import type { Clock } from '../src/effects.ts';
import { putStudy } from '../src/store/derived.ts';
import { startRun } from '../src/store/ledger.ts';
import type { DataStores } from './context.ts';

/** A study definition as text, and where it was read. */
export interface StudySource {
  readonly text: string;
  readonly place: string;
}

/** Gives the id of the new run. Throws LutraError `study` before anything is written when a definition is wrong. */
export function beginRun(
  stores: DataStores,
  start: { source: string | null; studies: readonly StudySource[] },
  clock: Clock,
): string {
  const studies = start.studies.map(({ text, place }) => ({ ...loadStudy(text, place), text, place }));
  for (const { id, text, place } of studies)
    putStudy(stores.warehouse, { id, hash: sha256(text), definition: text, place });
  const id = randomUUID();
  const at = new Date(clock.now()).toISOString();
  startRun(stores.warehouse, { id, source: start.source, studies: studies.map((study) => study.id), at });
  return id;
}
