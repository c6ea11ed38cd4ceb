/** FHIR resources of one patient to dated facts, each with the element that says it. */
import { canonicalJson } from '../canonical.ts';
import type { Evidence, Fact, FhirResource, PatientId } from '../domain.ts';
import { keyText } from '../fhir.ts';
import { readActivity } from './structured/activity.ts';
import { readCastration } from './structured/castration.ts';
import { type Chart, keyOf, openChart } from './structured/chart.ts';
import { readCondition } from './structured/diagnosis.ts';
import { readReportConclusions } from './structured/gleason-report.ts';
import { readGleasonScores } from './structured/gleason.ts';
import { type Json, object } from './structured/json.ts';
import { MEDICATION_TYPES, readMedication } from './structured/medications.ts';
import { readMetastasisCondition, readMetastasisObservation, readReportCodes } from './structured/metastasis.ts';
import { readDeathObservation, readDischarge, readPatient } from './structured/patient.ts';
import type { FactProblem } from './structured/problem.ts';
import { dropImplausibleDates } from './structured/plausible.ts';
import { readPsa } from './structured/psa.ts';
import { readRltProcedures } from './structured/rlt-procedure.ts';
import { addTherapyHistory, readTherapyProcedure } from './structured/therapies.ts';
import { readTnm } from './structured/tnm.ts';

export type { FactProblem } from './structured/problem.ts';

export interface StructuredFacts {
  readonly facts: Fact[];
  readonly problems: FactProblem[];
}

type ResourceReader = (chart: Chart, resource: Json) => unknown;

const READERS: ReadonlyMap<unknown, readonly ResourceReader[]> = new Map<unknown, readonly ResourceReader[]>(
  Object.entries({
    Patient: [readPatient],
    Condition: [readCondition, readCastration, readMetastasisCondition],
    Observation: [readDeathObservation, readMetastasisObservation, readTnm, readPsa],
    Procedure: [readTherapyProcedure],
    Encounter: [readDischarge],
    DiagnosticReport: [readReportCodes],
    ...Object.fromEntries(MEDICATION_TYPES.map((type) => [type, [readMedication]])),
  }),
);

/** Readers that look at several resources together, in this order. */
const WHOLE: readonly ((chart: Chart) => void)[] = [
  readRltProcedures,
  readGleasonScores,
  readReportConclusions,
  readActivity,
  dropImplausibleDates,
  addTherapyHistory,
];

/**
 * All that the coded record says of one patient. `resources` are this patient's, in any order: the same resources give
 * the same facts, sorted. Nothing throws: what cannot be read is a counted problem, and the other resources still count.
 */
export function structuredFacts(patient: PatientId, resources: readonly FhirResource[]): StructuredFacts {
  const ordered = resources.filter((resource) => object(resource) !== null).sort(byKeyThenContent);
  const chart = openChart(patient, ordered);
  for (const resource of ordered) {
    for (const reader of READERS.get(resource.resourceType) ?? [])
      attempt(chart, resource, () => reader(chart, resource));
  }
  for (const reader of WHOLE) attempt(chart, null, () => reader(chart));
  return { facts: mergeEqual(chart.facts), problems: unique(chart.problems) };
}

function byKeyThenContent(a: FhirResource, b: FhirResource): number {
  const [x, y] = [keyText(keyOf(a)), keyText(keyOf(b))];
  if (x !== y) return x < y ? -1 : 1;
  return canonicalJson(a) < canonicalJson(b) ? -1 : 1;
}

function attempt(chart: Chart, resource: Json | null, read: () => unknown): void {
  try {
    read();
  } catch {
    chart.problem('bad_shape', resource, resource ? String(resource['resourceType']) : 'record');
  }
}

/** Facts that say the same are one, with the evidence of all; sorted by content. */
function mergeEqual(facts: readonly Fact[]): Fact[] {
  const byContent = new Map<string, { fact: Fact; evidence: Map<string, Evidence> }>();
  for (const fact of facts) {
    const content = canonicalJson({ ...fact, evidence: null });
    const entry = byContent.get(content) ?? { fact, evidence: new Map<string, Evidence>() };
    for (const piece of fact.evidence) entry.evidence.set(canonicalJson(piece), piece);
    byContent.set(content, entry);
  }
  return [...byContent]
    .map(([content, { fact, evidence }]) => ({
      sort: `${fact.kind} ${fact.date ?? '~'} ${content}`,
      fact: { ...fact, evidence: sorted(evidence) },
    }))
    .sort((a, b) => (a.sort < b.sort ? -1 : 1))
    .map(({ fact }) => fact);
}

function sorted(evidence: ReadonlyMap<string, Evidence>): Evidence[] {
  return [...evidence].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, piece]) => piece);
}

function unique(problems: readonly FactProblem[]): FactProblem[] {
  const byContent = new Map(problems.map((problem) => [canonicalJson(problem), problem] as const));
  return [...byContent].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, problem]) => problem);
}
