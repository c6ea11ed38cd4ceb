/**
 * Facts as a long table, one line for each piece of evidence. What could name a person stays in the warehouse: quotes,
 * coded content in words, reviewers; a line points to its note or resource by pseudonym, place and rule.
 */
import { canonicalJson } from '../canonical.ts';
import { precisionOf } from '../calendar.ts';
import type { CellValue, Evidence, Fact, FactKind, FactOf, PatientId } from '../domain.ts';
import type { Pseudonyms } from './pseudonym.ts';
import { columnsOf, compareText, table } from './tables.ts';
import type { Table } from './tables.ts';

/** The warehouse keeps lines under the same names (`snapshot_fact`). */
export const FACT_COLUMNS = columnsOf([
  'subject_id text Pseudonym of the patient',
  'fact integer Number of the fact within the patient',
  'kind text Kind of fact: activity (seen or treated), birth, castration_resistance, death, diagnosis (prostate cancer), drug, gleason, metastasis, other_subject (a letter names another person), psa, rlt_cycle, sex, therapy_history (a note tells what was given before, or that nothing was)',
  'date text When it holds, ISO 8601 at the precision stated; of a birth the year alone',
  'date_precision text day, month or year',
  'value text The value, or the main one of several',
  'detail text All values as JSON',
  'in_doubt boolean 1 = the rules ask a person to look',
  'source text note, structured or human; empty = no evidence kept',
  'source_ref text Kind and pseudonym of the note, resource or decision',
  'path text Element of the resource, as FHIRPath',
  'span_start integer First character of the quote in the note (UTF-16 code units)',
  'span_end integer Character after the quote',
  'rule text Rule that read it',
]);

/** Raised whenever the same facts would become other lines: lines that are kept are made anew then. */
export const LINES_VERSION = '2';

/** One patient's lines, which hang on nobody else: sorted by content, whatever order the facts came in. */
export function factLines(patient: PatientId, facts: readonly Fact[], names: Pseudonyms): Table['rows'] {
  const sorted = facts.map((fact) => linesOf(fact, names)).map((lines) => ({ lines, key: JSON.stringify(lines) }));
  sorted.sort((a, b) => compareText(a.key, b.key));
  const rows = sorted.flatMap(({ lines }, i) => lines.map((line) => [names.patient(patient), i + 1, ...line]));
  return table('facts', FACT_COLUMNS, rows).rows;
}

function linesOf(fact: Fact, names: Pseudonyms): CellValue[][] {
  const { patient: _patient, kind, date, evidence, doubt, ...values } = fact;
  // A full date of birth is of no use in a survival table and singles people out.
  const shown = kind === 'birth' ? (date?.slice(0, 4) ?? null) : date;
  const head = [kind, shown, shown === null ? null : precisionOf(shown), mainValue(fact), detailOf(values)];
  const shared = [...head, doubt === undefined ? 0 : 1];
  if (evidence.length === 0) return [[...shared, null, null, null, null, null, null]];
  const lines = evidence.map((item) => [...shared, ...evidenceCells(item, names)]);
  return lines.sort((a, b) => compareText(JSON.stringify(a), JSON.stringify(b)));
}

/** All values of a fact but the letter it names: a note is told by its pseudonym, with the evidence. */
function detailOf(values: object): string {
  return canonicalJson({ ...values, letter: undefined });
}

function evidenceCells(evidence: Evidence, names: Pseudonyms): CellValue[] {
  if (evidence.source === 'note') {
    const { note, start, end, rule } = evidence;
    return ['note', `note/${names.source('note', note)}`, null, start, end, rule];
  }
  if (evidence.source === 'structured') {
    const { type, id } = evidence.resource;
    return ['structured', `${type}/${names.source(type, id)}`, evidence.path, null, null, evidence.rule];
  }
  return ['human', `decision/${names.source('decision', evidence.decision)}`, null, null, null, null];
}

const MAIN_VALUE: { readonly [K in FactKind]: (fact: FactOf<K>) => string | null } = {
  birth: () => null,
  sex: (fact) => fact.value,
  death: (fact) => fact.reportedBy,
  activity: (fact) => fact.activity,
  diagnosis: (fact) => fact.certainty,
  castration_resistance: (fact) => fact.status,
  metastasis: (fact) => fact.site,
  gleason: (fact) => String(fact.total),
  rlt_cycle: (fact) => fact.agent,
  drug: (fact) => fact.drug,
  psa: (fact) => `${fact.comparator ?? ''}${fact.value}`,
  therapy_history: (fact) => fact.scope,
  other_subject: (fact) => fact.says,
};

function mainValue(fact: Fact): string | null {
  return (MAIN_VALUE[fact.kind] as (fact: Fact) => string | null)(fact);
}
