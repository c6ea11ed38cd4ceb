/**
 * Table 1 of one cohort: what the published study reports of each cohort, with the denominator of every percentage.
 * It describes; it compares nothing: the design of the study allows no comparison between its cohorts.
 */
import { DAYS_PER_MONTH } from '../calendar.ts';
import type { CellValue } from '../domain.ts';
import { quartiles } from './quantiles.ts';
import type { QuantileType } from './quantiles.ts';
import type { Observation } from './risk-set.ts';
import { kaplanMeier, medianSurvival } from './survival.ts';
import type { ConfType } from './survival.ts';

/** Values of one patient by column name of the data dictionary; null or absent = unknown. */
export type PlainRow = Readonly<Record<string, CellValue>>;

/** One line. A count line has `n`, `denom`, `pct`; a line of values has quartiles; survival has a median and interval. */
export interface Table1Row {
  readonly row: string;
  readonly label: string;
  /** Patients counted, or (lines of values) patients with a value. */
  readonly n: number;
  /** Patients that the line is about. */
  readonly denom: number;
  /** Patients of the cohort of whom the line's variable is unknown; lines of survival: who are not in the curve. */
  readonly n_missing: number;
  /** 100 n / denom, unrounded; null where the line is no share or nobody is in the denominator. */
  readonly pct: number | null;
  readonly median: number | null;
  readonly q1: number | null;
  readonly q3: number | null;
  /** Definition of the quartiles (R's types); null where there are none. */
  readonly quantile_type: QuantileType | null;
  readonly ci_lower: number | null;
  readonly ci_upper: number | null;
  readonly conf_type: ConfType | null;
}

/** The lines of Table 1, in order. Ids are stable: files and reports refer to them. */
export function table1(rows: readonly PlainRow[], options: { quantileType?: QuantileType } = {}): Table1Row[] {
  const type = options.quantileType ?? 7;
  return [
    count('n', 'Patients', rows.length, rows.length, 0),
    values(rows, 'age_index', 'Age at index, years', type),
    values(rows, 'mo_dx_to_index', 'Months from initial diagnosis to index', type),
    values(rows, 'mo_mcrpc_to_index', 'Months from mCRPC diagnosis to index', type),
    ...agents(rows, 'taxane', 'Prior taxanes'),
    ...agents(rows, 'arpi', 'Prior ARPIs'),
    values(rows, 'psa_index', 'PSA at index, ng/mL', type),
    psaBeyond(rows, 'below', '<', 'PSA at index reported as below a limit'),
    psaBeyond(rows, 'above', '>', 'PSA at index reported as above a limit'),
    ...shares(rows, 'gleason_8_10', 'Gleason 8-10 at initial diagnosis', 'known'),
    ...shares(rows, 'met_bone', 'Bone metastases up to index', 'assessed'),
    ...shares(rows, 'met_liver', 'Liver metastases up to index', 'assessed'),
    ...shares(rows, 'met_ln', 'Lymph node metastases (regional or distant) up to index', 'assessed'),
    ...shares(rows, 'met_lung', 'Lung metastases up to index', 'assessed'),
    ...survival(rows),
  ];
}

const BARE = {
  pct: null,
  median: null,
  q1: null,
  q3: null,
  quantile_type: null,
  ci_lower: null,
  ci_upper: null,
  conf_type: null,
} as const;

function count(row: string, label: string, n: number, denom: number, missing: number): Table1Row {
  return { ...BARE, row, label, n, denom, n_missing: missing, pct: denom === 0 ? null : (100 * n) / denom };
}

function numbers(rows: readonly PlainRow[], column: string): number[] {
  return rows.map((row) => row[column]).filter((value) => typeof value === 'number');
}

function values(rows: readonly PlainRow[], column: string, label: string, type: QuantileType): Table1Row {
  const { n, ...three } = quartiles(numbers(rows, column), type);
  const missing = rows.length - n;
  return { ...BARE, ...three, row: column, label, n, denom: n, n_missing: missing, quantile_type: type };
}

/** Number of distinct agents before index over patients whose prior therapy is known (clinical definition 3.3). */
function agents(rows: readonly PlainRow[], kind: 'taxane' | 'arpi', label: string): Table1Row[] {
  const known = numbers(rows, `n_${kind}_agents`);
  const unknown = rows.length - known.length;
  const share = (id: string, words: string, keep: (n: number) => boolean): Table1Row =>
    count(`${kind}_${id}`, `${label}: ${words}, of those known`, known.filter(keep).length, known.length, unknown);
  return [
    share('0', '0', (n) => n === 0),
    share('1', '1', (n) => n === 1),
    share('2plus', '2 or more', (n) => n >= 2),
    count(`${kind}_unknown`, `${label}: unknown`, unknown, rows.length, unknown),
  ];
}

/** Values such as "<0.1" enter the quartiles as 0.1; these lines say how many there are. */
function psaBeyond(rows: readonly PlainRow[], id: string, sign: string, label: string): Table1Row {
  const known = rows.filter((row) => typeof row['psa_index'] === 'number');
  const beyond = known.filter((row) => String(row['psa_comparator'] ?? '').startsWith(sign));
  return count(`psa_index_${id}`, label, beyond.length, known.length, rows.length - known.length);
}

/** Patients with the finding, over all (as published) and over those of whom the record says either way. */
function shares(rows: readonly PlainRow[], column: string, label: string, known: 'known' | 'assessed'): Table1Row[] {
  const said = numbers(rows, column);
  const present = said.filter((value) => value === 1).length;
  const missing = rows.length - said.length;
  return [
    count(column, `${label}, of all`, present, rows.length, missing),
    count(`${column}_${known}`, `${label}, of those ${known}`, present, said.length, missing),
  ];
}

/**
 * Patients with follow-up: days from index, whether it ended in death, and the day from which they were under observation;
 * others are counted as missing.
 */
export function observationsOf(rows: readonly PlainRow[]): Observation[] {
  return rows.flatMap(({ os_days: time, os_event: event, entry_days: entry }) =>
    typeof time === 'number' && (event === 0 || event === 1)
      ? [{ time, event, entry: typeof entry === 'number' ? entry : 0 }]
      : [],
  );
}

function survival(rows: readonly PlainRow[]): Table1Row[] {
  const observed = observationsOf(rows);
  const reversed = observed.map((person): Observation => ({ ...person, event: person.event === 1 ? 0 : 1 }));
  const { n, events, entries, neverAtRisk } = kaplanMeier(observed);
  const missing = rows.length - n;
  const line = (id: string, label: string, people: Observation[], conf: ConfType): Table1Row => {
    const { estimate, lower, upper } = medianSurvival(kaplanMeier(people, conf));
    const interval = { median: months(estimate), ci_lower: months(lower), ci_upper: months(upper) };
    return { ...BARE, row: id, label, n, denom: n, n_missing: missing, ...interval, conf_type: conf };
  };
  const unknown = rows.length - observed.length;
  return [
    count('os_events', 'Deaths during follow-up', events, n, missing),
    count('os_delayed_entry', 'First seen after index, at risk from then on', entries.length, n, missing),
    count('os_never_at_risk', 'Not seen before the end of follow-up, left out', neverAtRisk, observed.length, unknown),
    line('os_median_log_log', 'Median overall survival from index, months (CI log-log)', observed, 'log-log'),
    line('os_median_log', 'Median overall survival from index, months (CI log)', observed, 'log'),
    line('follow_up', 'Median follow-up, months (reverse Kaplan-Meier)', reversed, 'log-log'),
  ];
}

const months = (days: number | null): number | null => (days === null ? null : days / DAYS_PER_MONTH);
