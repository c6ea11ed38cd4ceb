/** The flow of patients through a study's criteria. */
import type { AttritionStep, CohortRow } from '../domain.ts';
import type { Study } from './study.ts';

/**
 * One step a criterion after a first step with everybody. Each patient leaves at the first criterion that is not met, so
 * the excluded of all steps and those remaining at the last add up to the first step.
 */
export function attrition(study: Study, rows: readonly Pick<CohortRow, 'excludedBy'>[]): AttritionStep[] {
  const steps: AttritionStep[] = [
    { step: 0, criterion: 'all', label: 'Patients in the data', remaining: rows.length, excluded: 0 },
  ];
  let remaining = rows.length;
  study.criteria.forEach(({ id, label }, i) => {
    const excluded = rows.filter((row) => row.excludedBy === id).length;
    remaining -= excluded;
    steps.push({ step: i + 1, criterion: id, label, remaining, excluded });
  });
  return steps;
}
