/** Patient records -> one cohort row a patient and study. */
import { COHORT_VERSION, evaluate } from '../../src/cohort/evaluate.ts';
import type { Study } from '../../src/cohort/study.ts';
import { contentHash, sha256 } from '../../src/canonical.ts';
import { putCohortRow, recordHash, recordHashes, recordOf } from '../../src/store/derived.ts';
import { chartComplete, chartStates } from '../../src/store/ranges.ts';
import { type PatientState, inputHashes, isUpToDate, markDone } from '../../src/store/stages.ts';
import type { RunContext } from '../context.ts';
import type { Step } from '../step.ts';
import { type Write, eachPatient } from './patients.ts';

export const cohortStep: Step = {
  id: 'cohort',
  batch: 200,
  items: duePatients,
  perform: (context, items, onDone) => eachPatient(context, items, onDone, evaluatePatient),
};

/** A study is the same for every patient of a run. */
const studyHashes = new WeakMap<Study, string>();

function hashOf(study: Study): string {
  const hash = studyHashes.get(study) ?? contentHash(study);
  studyHashes.set(study, hash);
  return hash;
}

/** Name of the stage that makes a study's rows. */
export const cohortStage = (study: Pick<Study, 'id'>): string => `cohort:${study.id}`;
const inputHashOf = (study: Study, record: string, complete: 0 | 1 | null): string =>
  sha256(`${COHORT_VERSION} ${hashOf(study)} ${record} ${complete}`);

/** Patients whose record, or how far their chart was read, is not what a study's row was made of; by internal number. */
function duePatients({ db, studies }: RunContext): string[] {
  const stateOf = chartStates(db);
  const made = studies.map((study) => ({ study, hashes: inputHashes(db, cohortStage(study)) }));
  return recordHashes(db)
    .filter(({ patient, hash }) =>
      made.some(({ study, hashes }) => hashes.get(patient) !== inputHashOf(study, hash, stateOf(patient))),
    )
    .map(({ pid }) => String(pid));
}

function evaluatePatient(context: RunContext, { id: patient }: PatientState): Write {
  const hash = recordHash(context.db, patient);
  if (hash === undefined) return null;
  const chart = { complete: chartComplete(context.db, patient) };
  const due = context.studies.flatMap((study) => {
    const inputHash = inputHashOf(study, hash, chart.complete);
    return isUpToDate(context.db, cohortStage(study), patient, inputHash) ? [] : [{ study, inputHash }];
  });
  const stored = due.length === 0 ? undefined : recordOf(context.db, patient);
  if (!stored) return null;
  const rows = due.map((one) => ({ ...one, row: evaluate(one.study, stored.record, chart) }));
  return () => {
    for (const { study, inputHash, row } of rows) {
      putCohortRow(context.db, row);
      markDone(context.db, cohortStage(study), patient, inputHash);
    }
  };
}
