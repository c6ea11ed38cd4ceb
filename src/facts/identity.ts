/** What contradicts itself where several patient records stand for one person. Reported, never settled silently. */
import { canonicalJson } from '../canonical.ts';
import type { Decision, FhirResource, PatientId } from '../domain.ts';
import { keyOf } from './structured/chart.ts';
import type { FactProblem } from './structured/problem.ts';

/** Elements of a Patient of which one person has one alone. */
const ONE_ALONE = ['birthDate', 'gender', 'deceasedDateTime'] as const;

/** Elements in which the records of one person differ; where one of them is silent there is no contradiction. */
export function identityProblems(resources: readonly FhirResource[]): FactProblem[] {
  const records = resources.filter((resource) => resource.resourceType === 'Patient');
  return ONE_ALONE.flatMap((element): FactProblem[] => {
    const stated = records.filter((record) => typeof record[element] === 'string' && record[element] !== 'unknown');
    const values = new Set(stated.map((record) => record[element]));
    if (values.size < 2) return [];
    const path = `Patient.${element}`;
    return stated.map((record) => ({ code: 'identity_conflict', resource: keyOf(record), path }));
  });
}

/**
 * Decisions on several records of one person as decisions on the canonical one: the latest on each topic is in force.
 * `conflicts` names the topics on which people said different things.
 */
export function mergeDecisions(
  patient: PatientId,
  decisions: readonly Decision[],
): { decisions: Decision[]; conflicts: FactProblem[] } {
  const byTopic = Map.groupBy(
    decisions.toSorted((a, b) => a.seq - b.seq),
    ({ topic }) => topic,
  );
  const merged: Decision[] = [];
  const conflicts: FactProblem[] = [];
  for (const [topic, said] of byTopic) {
    const latest = said.at(-1);
    if (latest) merged.push({ ...latest, patient });
    if (new Set(said.map(({ value }) => canonicalJson(value))).size > 1)
      conflicts.push({ code: 'decision_conflict', resource: { type: 'Patient', id: patient }, path: topic });
  }
  return { decisions: merged.sort((a, b) => a.seq - b.seq), conflicts };
}
