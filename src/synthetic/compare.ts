/** Computed against true, patient by patient and variable by variable. */
import type { CohortRow } from '../domain.ts';
import type { Truth, TruthValue } from './truth.ts';

export interface Difference {
  readonly patient: string;
  /** Column of the cohort table, or `eligible` / `excluded_by`. */
  readonly variable: string;
  readonly truth: TruthValue;
  readonly computed: TruthValue;
  /** Of a decoy: why it is there. */
  readonly reason: string | null;
}

export interface Comparison {
  readonly patients: number;
  /** Values compared, eligibility among them. */
  readonly values: number;
  readonly differences: readonly Difference[];
}

/** A number may differ by rounding of the last bits, nothing else may. */
const TOLERANCE = 1e-9;

/** Every patient of the truth against his row; one without a row differs in `eligible`. */
export function compareWithTruth(truth: readonly Truth[], rows: readonly CohortRow[]): Comparison {
  const byPatient = new Map(rows.map((row) => [row.patient, row]));
  const compared = truth.map((expected) => comparePatient(expected, byPatient.get(expected.patient)));
  const known = new Set(truth.map(({ patient }) => patient));
  const strangers = rows
    .filter((row) => !known.has(row.patient))
    .map((row): Difference => difference(row.patient, 'eligible', 'no such patient', flag(row.eligible), null));
  return {
    patients: truth.length,
    values: compared.reduce((sum, { values }) => sum + values, 0),
    differences: [...compared.flatMap(({ differences }) => differences), ...strangers],
  };
}

const difference = (
  patient: string,
  variable: string,
  truth: TruthValue,
  computed: TruthValue,
  reason: string | null,
): Difference => ({ patient, variable, truth, computed, reason });
const flag = (eligible: boolean | undefined): TruthValue => (eligible === undefined ? 'missing' : Number(eligible));

function comparePatient(expected: Truth, row: CohortRow | undefined): { values: number; differences: Difference[] } {
  const { patient, reason } = expected;
  const pairs: [string, TruthValue, TruthValue][] = [
    ['eligible', Number(expected.eligible), flag(row?.eligible)],
    ['excluded_by', expected.excluded_by, row?.excludedBy ?? null],
  ];
  const sameFate = row?.eligible === true && expected.eligible;
  for (const [name, value] of Object.entries((sameFate ? expected.values : null) ?? {}))
    pairs.push([name, value, row?.cells[name]?.value ?? null]);
  const differences = pairs
    .filter(([, truth, computed]) => !same(truth, computed))
    .map(([name, truth, computed]) => difference(patient, name, truth, computed, reason));
  return { values: pairs.length, differences };
}

function same(a: TruthValue, b: TruthValue): boolean {
  return typeof a === 'number' && typeof b === 'number'
    ? Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a))
    : a === b;
}

/** Differences a variable, most first. */
export function countByVariable(differences: readonly Difference[]): { variable: string; n: number }[] {
  const counts = Map.groupBy(differences, ({ variable }) => variable);
  return [...counts]
    .map(([variable, list]) => ({ variable, n: list.length }))
    .sort((a, b) => b.n - a.n || (a.variable < b.variable ? -1 : 1));
}
