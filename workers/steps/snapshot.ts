/** Cohort rows -> a frozen snapshot of each study. */
import path from 'node:path';
import { attrition } from '../../src/cohort/attrition.ts';
import { DICTIONARY } from '../../src/cohort/dictionary.ts';
import { COHORT_VERSION } from '../../src/cohort/evaluate.ts';
import { type Study, loadStudy } from '../../src/cohort/study.ts';
import { kaplanMeier } from '../../src/cohort/survival.ts';
import { type PlainRow, observationsOf, table1 } from '../../src/cohort/table1.ts';
import type { CohortRow, PatientId } from '../../src/domain.ts';
import { FACTS_VERSION } from '../../src/facts/reconcile.ts';
import { RULES_VERSION } from '../../src/nlp/annotate.ts';
import type { CompletenessLine, SnapshotCycle, SnapshotInput } from '../../src/snapshot/input.ts';
import { pseudonyms } from '../../src/snapshot/pseudonym.ts';
import { writeSnapshot } from '../../src/snapshot/write.ts';
import { cohortRows, cyclesOfRecord, storedStudies } from '../../src/store/derived.ts';
import { type CompletenessSummary, completeness, recordSnapshot } from '../../src/store/ledger.ts';
import { pseudonymKey } from '../../src/store/pseudonym-key.ts';
import { CODE_VERSION } from '../version.ts';
import type { RunContext } from '../context.ts';
import type { Step } from '../step.ts';
import { cohortLines } from './lines.ts';

export const snapshotStep: Step = {
  id: 'snapshot',
  batch: 1,
  items: (context) => context.studies.map((study) => study.id),
  perform: async (context, items, onDone) => {
    for (const id of items) {
      freeze(context, id);
      onDone();
    }
  },
};

function freeze(context: RunContext, studyId: string): void {
  const stored = storedStudies(context.db).find((study) => study.id === studyId);
  if (!stored) return;
  const dataDir = path.dirname(context.db.sql.name);
  const outDir = path.join(dataDir, 'snapshots');
  const input = snapshotInput(
    context,
    loadStudy(stored.definition, stored.place),
    stored.definition,
    pseudonymKey(dataDir),
  );
  const manifest = writeSnapshot(input, outDir);
  const at = new Date(context.clock.now()).toISOString();
  const row = { study: studyId, folder: path.join(outDir, manifest.snapshot), content_hash: manifest.content_hash };
  recordSnapshot(context.db, { ...row, run: context.run, at });
  context.log.info('snapshot', { run: context.run, study: studyId, snapshot: manifest.snapshot });
}

function snapshotInput(context: RunContext, study: Study, text: string, key: string): SnapshotInput {
  const { db } = context;
  const rows = cohortRows(db, study.id);
  const eligible = rows.filter((row) => row.eligible);
  const patients = eligible.map(({ patient }) => patient);
  const plain = eligible.map(plainRow);
  const observed = observationsOf(plain);
  return {
    study: { id: study.id, title: study.title, text },
    columns: DICTIONARY,
    rows: eligible,
    attrition: attrition(study, rows),
    table1: table1(plain),
    km: [kaplanMeier(observed, 'log-log'), kaplanMeier(observed, 'log')],
    cycles: patients.flatMap((patient) => cyclesOf(db, patient)),
    facts: [],
    lines: cohortLines(db, study.id, patients, pseudonyms(key, study.id)),
    completeness: completeness(db).filter(isShown).map(shownRange),
    versions: { code: CODE_VERSION, rules: RULES_VERSION, facts: FACTS_VERSION, cohort: COHORT_VERSION },
    dataCutoff: study.follow_up.data_cutoff,
    reviewSeq: context.reviewSeq,
    pseudonymKey: key,
  };
}

/** Read on behalf of other resources, as often as one of those was new: how often depends on the nights before. */
const ON_BEHALF: ReadonlySet<string> = new Set(['Medication', 'Binary']);

/** Charts, and whatever else is not complete. */
function isShown({ scope, type, state }: CompletenessSummary): boolean {
  return state !== 'complete' || (scope === 'chart' && !ON_BEHALF.has(type));
}

/** A folder by its own name: where it lies on this machine is no part of what the snapshot is made of. */
function shownRange(range: CompletenessSummary): CompletenessLine {
  const { scope: _scope, ...shown } = range;
  return { ...shown, source: URL.canParse(range.source) ? range.source : path.basename(range.source) };
}

function plainRow(row: CohortRow): PlainRow {
  return Object.fromEntries(Object.entries(row.cells).map(([name, cell]) => [name, cell.value]));
}

function cyclesOf(db: RunContext['db'], patient: PatientId): SnapshotCycle[] {
  return cyclesOfRecord(db, patient).map(({ number, date, end, agent, activityGbq, status, countable }) => {
    return { patient, number, date, end, agent, activityGbq, status, countable };
  });
}
