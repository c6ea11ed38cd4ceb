/** From the input to the tables of the snapshot: pseudonyms put in, order fixed, everything of other patients left out. */
import { canonicalJson } from '../canonical.ts';
import { DAYS_PER_MONTH } from '../calendar.ts';
import type { CellValue, ColumnDefinition } from '../domain.ts';
import type { SnapshotInput, SnapshotRow } from './input.ts';
import { factsTable } from './kept-facts.ts';
import type { Pseudonyms } from './pseudonym.ts';
import { columnsOf, compareText, table } from './tables.ts';
import type { Column, KeptTable, Table } from './tables.ts';

const SUBJECT: ColumnDefinition = {
  name: 'subject_id',
  type: 'text',
  unit: null,
  label: 'Pseudonym of the patient',
  codes: null,
  derivation: 'HMAC-SHA-256 of study and patient id under the key of the hospital, first 20 hex digits',
  missing: 'never',
};

/** All tables but `manifest`, in a fixed order. */
export function tablesOf(input: SnapshotInput, names: Pseudonyms): (Table | KeptTable)[] {
  const rows = input.rows.filter(({ eligible }) => eligible);
  const patients = new Set(rows.map(({ patient }) => patient));
  const columns = dictionaryOf(input.columns);
  const tables = [
    cohortTable(columns, rows, names),
    attritionTable(input),
    table1Table(input),
    kmTable(input),
    cyclesTable(input, patients, names),
    factsTable(input, patients, names),
    completenessTable(input),
  ];
  return [...tables, dictionaryTable(columns, tables)];
}

/** The dictionary as the snapshot keeps it: `subject_id` is made here, whatever the cohort put in its place. */
export function dictionaryOf(columns: readonly ColumnDefinition[]): ColumnDefinition[] {
  const known = columns.some(({ name }) => name === SUBJECT.name);
  const listed = known ? columns : [SUBJECT, ...columns];
  return listed.map((column) => (column.name === SUBJECT.name ? SUBJECT : column));
}

function cohortTable(columns: readonly ColumnDefinition[], rows: readonly SnapshotRow[], names: Pseudonyms): Table {
  const cells = (row: SnapshotRow): CellValue[] =>
    columns.map(({ name }) => (name === SUBJECT.name ? names.patient(row.patient) : (row.values[name] ?? null)));
  const at = columns.findIndex(({ name }) => name === SUBJECT.name);
  const sorted = rows.map(cells).sort((a, b) => compareText(String(a[at]), String(b[at])));
  return table('cohort', columns, sorted);
}

function attritionTable(input: SnapshotInput): Table {
  const columns = columnsOf([
    'step integer Order of the criterion, 0 = all candidates where counted',
    'criterion text Id of the criterion in the study file',
    'label text The criterion in words',
    'remaining integer Patients left after it',
    'excluded integer Patients for whom it is the first criterion not met',
  ]);
  return table('attrition', columns, cellsOf(columns, input.attrition));
}

function table1Table(input: SnapshotInput): Table {
  const columns = columnsOf([
    'position integer Order of the line',
    'row text Id of the line',
    'label text The line in words',
    'n integer Patients counted; in lines of values: with a value',
    'denom integer Patients the line is about',
    'n_missing integer Patients of the cohort of whom it is unknown; in lines of survival: who are not in the curve',
    'pct real 100 n / denom, unrounded',
    'median real Median, unrounded',
    'q1 real First quartile, unrounded',
    'q3 real Third quartile, unrounded',
    'quantile_type integer Definition of the quartiles, as in R',
    'ci_lower real Lower limit of the 95 % interval of the median',
    'ci_upper real Upper limit',
    'conf_type text Transform of the interval, as in R',
  ]);
  const lines = input.table1.map((line, i) => ({ position: i + 1, ...line }));
  return table('table1', columns, cellsOf(columns, lines));
}

function kmTable(input: SnapshotInput): Table {
  const columns = columnsOf([
    'conf_type text Transform of the band, as in R',
    'time_days integer Days from index',
    'time_months real The same in months of 30.4375 days',
    'n_risk integer Patients at risk just before: seen by then, not yet dead or censored',
    'n_event integer Deaths',
    'n_censor integer Censored',
    'surv real Share alive (Kaplan-Meier)',
    'std_err real Standard error of surv (Greenwood)',
    'lower real Lower 95 % limit',
    'upper real Upper 95 % limit',
  ]);
  const lines = input.km.flatMap(({ confType, points }) =>
    points.map(({ time, ...point }) => {
      return { conf_type: confType, time_days: time, time_months: time / DAYS_PER_MONTH, ...point };
    }),
  );
  return table('km_curve', columns, cellsOf(columns, lines));
}

function cyclesTable(input: SnapshotInput, patients: ReadonlySet<string>, names: Pseudonyms): Table {
  const columns = columnsOf([
    'subject_id text Pseudonym of the patient',
    'cycle_number integer Number of the cycle as documented',
    'date text Day of administration, ISO 8601 at the precision stated',
    'end_date text Last day, where one record covers a course of several cycles',
    'agent text Radioligand',
    'activity_gbq real Activity, GBq; of a course the sum',
    'status text given, planned or cancelled',
    'countable boolean 0 = a course: it dates the first cycle and does not tell how many there were',
  ]);
  const lines = input.cycles
    .filter(({ patient }) => patients.has(patient))
    .map((c) => [
      names.patient(c.patient),
      c.number,
      c.date,
      c.end,
      c.agent,
      c.activityGbq,
      c.status,
      c.countable ? 1 : 0,
    ]);
  return table('cycles', columns, inOrder(lines, 0, 2, 1));
}

function completenessTable(input: SnapshotInput): Table {
  const columns = columnsOf([
    'source text Where the data came from',
    'type text FHIR resource type',
    'state text complete, incomplete or unknown',
    'reason text Why it is not complete',
    'ranges integer Ranges (a type, or a type of one patient) in this state',
    'received integer Resources received in them',
  ]);
  return table('completeness', columns, inOrder(cellsOf(columns, input.completeness), 0, 1, 2, 3));
}

function dictionaryTable(
  cohort: readonly ColumnDefinition[],
  tables: readonly Pick<Table, 'name' | 'columns'>[],
): Table {
  const columns = columnsOf([
    'table_name text Table',
    'position integer Order of the column',
    'column_name text Column',
    'type text text, integer, real, boolean (0/1) or date (ISO 8601)',
    'unit text Unit',
    'label text Meaning',
    'codes text Permitted values and their meaning, as JSON',
    'derivation text How it is made',
    'missing text What a missing value means',
  ]);
  const described = [...tables, { name: 'data_dictionary', columns }];
  const lines = described.flatMap(({ name, columns }) =>
    columns.map((column, i) => {
      const defined = name === 'cohort' ? cohort[i] : undefined;
      const codes = defined?.codes ? canonicalJson(defined.codes) : null;
      const words = [column.label, codes, defined?.derivation ?? null, defined?.missing ?? null];
      return [name, i + 1, column.name, column.type, defined?.unit ?? null, ...words];
    }),
  );
  return table('data_dictionary', columns, lines);
}

/** Objects whose fields are named as the columns, as lines. */
function cellsOf(columns: readonly Column[], objects: readonly object[]): CellValue[][] {
  return objects.map((object) => columns.map(({ name }) => (object as Record<string, CellValue>)[name] ?? null));
}

/** Lines by the named cells, then as a whole, so that equal content has one order. */
function inOrder(lines: readonly (readonly CellValue[])[], ...by: readonly number[]): (readonly CellValue[])[] {
  const keyed = lines.map((line) => ({ line, key: JSON.stringify([...by.map((i) => sortable(line[i])), line]) }));
  return keyed.sort((a, b) => compareText(a.key, b.key)).map(({ line }) => line);
}

const sortable = (value: CellValue | undefined): string =>
  typeof value === 'number' ? String(value).padStart(12, '0') : (value ?? '');
