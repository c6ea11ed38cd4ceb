/** Patient records -> one cohort row a patient and study. */
import { COHORT_VERSION, evaluate } from '../../src/cohort/evaluate.ts';
import type { Study } from '../../src/cohort/study.ts';
import { contentHash } from '../../src/canonical.ts';
import { putCohortRow, recordHash, recordOf } from '../../src/store/derived.ts';
import { chartComplete } from '../../src/store/ranges.ts';
import { isUpToDate, markDone } from '../../src/store/stages.ts';
import type { RunContext } from '../context.ts';
import type { Step } from '../step.ts';
import { type Write, eachPatient, patientItems } from './patients.ts';

export const cohortStep: Step = {
  id: 'cohort',
  batch: 200,
  items: (context) => (context.studies.length === 0 ? [] : patientItems(context)),
  perform: (context, items, onDone) => eachPatient(context, items, onDone, evaluatePatient),
};

/** A study is the same for every patient of a run. */
const studyHashes = new WeakMap<Study, string>();

function hashOf(study: Study): string {
  const hash = studyHashes.get(study) ?? contentHash(study);
  studyHashes.set(study, hash);
  return hash;
}

function evaluatePatient(context: RunContext, patient: string): Write {
  const hash = recordHash(context.db, patient);
  if (hash === undefined) return null;
  const chart = { complete: chartComplete(context.db, patient) };
  const due = context.studies.flatMap((study) => {
    const stage = `cohort:${study.id}`;
    const inputHash = contentHash([COHORT_VERSION, hashOf(study), hash, chart]);
    return isUpToDate(context.db, stage, patient, inputHash) ? [] : [{ study, stage, inputHash }];
  });
  const stored = due.length === 0 ? undefined : recordOf(context.db, patient);
  if (!stored) return null;
  const rows = due.map((one) => ({ ...one, row: evaluate(one.study, stored.record, chart) }));
  return () => {
    for (const { stage, inputHash, row } of rows) {
      putCohortRow(context.db, row);
      markDone(context.db, stage, patient, inputHash);
    }
  };
}
