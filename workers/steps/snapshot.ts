/** Cohort rows -> a frozen snapshot of each study. */
import path from 'node:path';
import { contentHash, sha256 } from '../../src/canonical.ts';
import { attrition } from '../../src/cohort/attrition.ts';
import { DICTIONARY } from '../../src/cohort/dictionary.ts';
import { COHORT_VERSION } from '../../src/cohort/evaluate.ts';
import { type Study, loadStudy } from '../../src/cohort/study.ts';
import { kaplanMeier } from '../../src/cohort/survival.ts';
import { observationsOf, table1 } from '../../src/cohort/table1.ts';
import type { PatientId } from '../../src/domain.ts';
import { FACTS_VERSION } from '../../src/facts/reconcile.ts';
import { RULES_VERSION } from '../../src/nlp/annotate.ts';
import type { CompletenessLine, SnapshotCycle, SnapshotInput } from '../../src/snapshot/input.ts';
import { LINES_VERSION } from '../../src/snapshot/facts-table.ts';
import { pseudonyms } from '../../src/snapshot/pseudonym.ts';
import { isUntouched } from '../../src/snapshot/verify.ts';
import { writeSnapshot } from '../../src/snapshot/write.ts';
import { cyclesOfRecord, eligibleRows, exclusions, factsOf, storedStudies } from '../../src/store/derived.ts';
import { type CompletenessSummary, completeness, recordSnapshot, snapshotMadeOf } from '../../src/store/ledger.ts';
import { pseudonymKey } from '../../src/store/pseudonym-key.ts';
import type { SnapshotTable } from '../../src/store/schema.ts';
import { inputHashes } from '../../src/store/stages.ts';
import { CODE_VERSION } from '../version.ts';
import type { RunContext } from '../context.ts';
import type { Step } from '../step.ts';
import { cohortStage } from './cohort.ts';

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

/** Where the study was asked of no patient there is nothing to freeze: a table of nobody would look like an answer. */
function freeze(context: RunContext, studyId: string): void {
  const { db } = context;
  const stored = storedStudies(db).find((study) => study.id === studyId);
  if (!stored) return;
  if (exclusions(db, studyId).length === 0) {
    context.log.warn('snapshot.no_patients', { run: context.run, study: studyId });
    return;
  }
  const dataDir = path.dirname(db.sql.name);
  const frozen: Frozen = {
    study: loadStudy(stored.definition, stored.place),
    text: stored.definition,
    key: pseudonymKey(dataDir),
    completeness: completeness(db).filter(isShown).map(shownRange),
  };
  const input = inputHash(context, frozen);
  const outDir = path.join(dataDir, 'snapshots');
  const before = snapshotMadeOf(db, studyId, input);
  // By its name: the data directory may have been moved, or be a copy.
  const there = before && { ...before, folder: path.join(outDir, path.basename(before.folder)) };
  const isThere = there !== undefined && isUntouched(there.folder, there.content_hash);
  const { folder, content_hash } = isThere ? there : write(context, frozen, outDir);
  const at = new Date(context.clock.now()).toISOString();
  recordSnapshot(db, { study: studyId, folder, content_hash, run: context.run, at, input });
  const said = { run: context.run, study: studyId, snapshot: path.basename(folder) };
  context.log.info('snapshot', isThere ? { ...said, unchanged_since: there.since } : said);
}

/** What is frozen, beside the rows. */
interface Frozen {
  readonly study: Study;
  readonly text: string;
  readonly key: string;
  readonly completeness: readonly CompletenessLine[];
}

const VERSIONS = { code: CODE_VERSION, rules: RULES_VERSION, facts: FACTS_VERSION, cohort: COHORT_VERSION } as const;

/** Hash of everything that decides what the snapshot holds, of each patient by what his facts and his row were made of. */
function inputHash({ db, reviewSeq }: RunContext, { study, text, key, completeness }: Frozen): string {
  const facts = inputHashes(db, 'facts');
  const rows = inputHashes(db, cohortStage(study));
  const patients = [...rows].map(([patient, row]) => `${patient} ${row} ${facts.get(patient) ?? ''}`);
  const { keyId } = pseudonyms(key, study.id);
  const made = [VERSIONS, LINES_VERSION, text, keyId, reviewSeq, completeness];
  return contentHash([...made, sha256(patients.sort().join('\n'))]);
}

function write(context: RunContext, frozen: Frozen, outDir: string): Pick<SnapshotTable, 'folder' | 'content_hash'> {
  const { snapshot, content_hash } = writeSnapshot(snapshotInput(context, frozen), outDir);
  return { folder: path.join(outDir, snapshot), content_hash };
}

function snapshotInput(context: RunContext, { study, text, key, completeness }: Frozen): SnapshotInput {
  const { db } = context;
  const eligible = eligibleRows(db, study.id);
  const patients = eligible.map(({ patient }) => patient);
  const plain = eligible.map(({ values }) => values);
  const observed = observationsOf(plain);
  const made = inputHashes(db, 'facts');
  return {
    study: { id: study.id, title: study.title, text },
    columns: DICTIONARY,
    rows: eligible,
    attrition: attrition(study, exclusions(db, study.id)),
    table1: table1(plain),
    km: [kaplanMeier(observed, 'log-log'), kaplanMeier(observed, 'log')],
    cycles: patients.flatMap((patient) => cyclesOf(db, patient)),
    facts: patients.map((patient) => ({
      patient,
      input: made.get(patient) ?? '',
      read: () => factsOf(db, patient),
    })),
    warehouse: db,
    completeness,
    versions: VERSIONS,
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

function cyclesOf(db: RunContext['db'], patient: PatientId): SnapshotCycle[] {
  return cyclesOfRecord(db, patient).map(({ number, date, end, agent, activityGbq, status, countable }) => {
    return { patient, number, date, end, agent, activityGbq, status, countable };
  });
}
