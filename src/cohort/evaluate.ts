/** One patient seen through one study: index date, every column, eligibility. Pure. */
import { DAYS_PER_MONTH, completedYears, daysBetween, imputeDay, precisionOf } from '../calendar.ts';
import { shortId } from '../canonical.ts';
import type { Cell, CohortRow, DayDate, PartialDate, Resolved, Topic } from '../domain.ts';
import type { PatientRecord } from '../facts/record.ts';
import { type DatedDay, cell, derived, reviewOf, sourceOf, unknown, yesNo } from './cells.ts';
import { criterionOutcome } from './criteria.ts';
import { DICTIONARY, REVIEWED_VARIABLES } from './dictionary.ts';
import { type DiseaseDates, diseaseDates } from './disease-dates.ts';
import { entryDays, followUpCells } from './follow-up.ts';
import { type IndexEvent, indexEvent } from './index-event.ts';
import { metastasisCells } from './metastases.ts';
import { priorTherapyCells } from './prior-therapy.ts';
import { psaCells } from './psa.ts';
import { qaFlags } from './quality.ts';
import type { Study } from './study.ts';

/** Raised when the same record and study would give another row, or the same rows another table or curve. */
export const COHORT_VERSION = '2';

/** How far the patient's chart was read: 1 to its end, 0 with a part missing, null not known. */
export interface ChartState {
  readonly complete: 0 | 1 | null;
}

/** The row of a patient, eligible or not. Criteria are all evaluated; the first that is not met excludes. */
export function evaluate(study: Study, record: PatientRecord, chart: ChartState = { complete: null }): CohortRow {
  const index = indexEvent(study, record, diseaseDates(record, null).mcrpc?.day ?? null);
  const dates = diseaseDates(record, index?.day ?? null);
  const cells = inOrder({
    ...valueCells(study, record, index, dates),
    chart_complete: derived(chart.complete, 'chart_complete'),
  });
  const criteria = study.criteria.map((criterion) =>
    criterionOutcome(criterion, { study, record, index, dates, cells }),
  );
  const excludedBy = criteria.find((outcome) => !outcome.met)?.id ?? null;
  return { study: study.id, patient: record.patient, eligible: excludedBy === null, excludedBy, criteria, cells };
}

function valueCells(
  study: Study,
  record: PatientRecord,
  index: IndexEvent | null,
  dates: DiseaseDates,
): Record<string, Cell> {
  const day = index?.day ?? null;
  const cells: Record<string, Cell> = {
    cohort_id: derived(study.cohort, 'study'),
    subject_id: derived(shortId('subject', study.cohort, record.patient), 'pseudonym'),
    ...indexCells(record, index),
    ...dateCells(record, day, dates),
    ...gleasonCells(record),
    ...priorTherapyCells(study, record, day),
    n_rlt_cycles: cyclesCell(record),
    ...psaCells(record, day, study.variables.psa_index),
    ...metastasisCells(record, day, study.variables),
    ...followUpCells(study, record, day),
  };
  const flags = qaFlags(record, index, dates, cells);
  cells['qa_flags'] = derived(flags.length > 0 ? flags.join(' ') : null, 'qa_flags');
  for (const name of REVIEWED_VARIABLES) {
    cells[`${name}_source`] = derived(cells[name]?.source ?? null, 'value_source');
    cells[`${name}_review`] = derived(cells[name]?.review ?? 'none', 'review_state');
  }
  return cells;
}

/** The cells in the order of the dictionary. */
function inOrder(cells: Readonly<Record<string, Cell>>): Record<string, Cell> {
  return Object.fromEntries(DICTIONARY.map(({ name }) => [name, cells[name] ?? unknown('not_made')]));
}

function indexCells(record: PatientRecord, index: IndexEvent | null): Record<string, Cell> {
  if (!index) {
    const names = ['index_date', 'index_date_prec', 'index_evidence', 'age_index', 'entry_days'];
    return Object.fromEntries(names.map((name) => [name, unknown('no_index_event')]));
  }
  const { rule, source, evidence, day, stated, kind, topics } = index;
  const birth = record.birth && imputeDay(record.birth.value);
  const age = birth === null || birth > day ? null : completedYears(birth, day);
  return {
    index_date: cell(day, { rule, source, evidence, review: reviewOf(record, topics) }),
    index_date_prec: derived(precisionOf(stated), 'date_precision'),
    index_evidence: derived(kind, 'index_evidence'),
    age_index: cell(age, {
      rule: 'age_completed_years',
      source: record.birth ? sourceOf(record.birth.decidedBy) : null,
      evidence: record.birth?.evidence ?? [],
    }),
    entry_days: derived(kind === 'NOTE' ? entryDays(record, day) : 0, 'entry_days'),
  };
}

function dateCells(record: PatientRecord, index: DayDate | null, dates: DiseaseDates): Record<string, Cell> {
  const { dx, mcrpc, firstMetastasis: site } = dates;
  const resistance = record.castrationResistance?.date ?? null;
  const precision = (value: typeof dx): Cell => derived(value && precisionOf(value.stated), 'date_precision');
  const imputed = (value: typeof dx): Cell =>
    derived(yesNo(value && precisionOf(value.stated) !== 'day'), 'date_imputed');
  const months = (from: DayDate | undefined): Cell => derived(monthsBetween(from ?? null, index), 'months_to_index');
  const mcrpcCell = dateCell(record, mcrpc, resistance, ['crpc_date']);
  return {
    dx_date: dateCell(record, dx, record.diagnosis?.date ?? null, ['initial_diagnosis_date']),
    dx_date_prec: precision(dx),
    dx_imputed: imputed(dx),
    mcrpc_date: site
      ? { ...mcrpcCell, rule: 'mcrpc_first_metastasis', evidence: [...site.evidence, ...mcrpcCell.evidence] }
      : mcrpcCell,
    mcrpc_date_prec: precision(mcrpc),
    mcrpc_imputed: imputed(mcrpc),
    mcrpc_tier: derived(resistance?.tier ?? null, 'crpc_tier'),
    mo_dx_to_index: months(dx?.day),
    mo_mcrpc_to_index: months(mcrpc?.day),
  };
}

function dateCell(
  record: PatientRecord,
  value: DatedDay | null,
  resolved: Resolved<PartialDate> | null,
  topics: readonly Topic[],
): Cell {
  return cell(value?.day ?? null, {
    rule: resolved?.rule ?? 'not_dated',
    source: value && resolved ? sourceOf(resolved.decidedBy) : null,
    evidence: resolved?.evidence ?? [],
    review: reviewOf(record, topics),
  });
}

/** Unrounded; null for a negative span, which `qa_flags` names. */
function monthsBetween(from: DayDate | null, to: DayDate | null): number | null {
  if (from === null || to === null) return null;
  const days = daysBetween(from, to);
  return days < 0 ? null : days / DAYS_PER_MONTH;
}

function gleasonCells(record: PatientRecord): Record<string, Cell> {
  const { gleason } = record;
  const review = reviewOf(record, ['gleason_initial']);
  const basis = gleason
    ? { rule: gleason.rule, source: sourceOf(gleason.decidedBy), evidence: gleason.evidence, review }
    : { rule: 'gleason_not_recorded', source: null, evidence: [], review };
  const total = gleason?.value.total ?? null;
  return {
    gleason_sum: cell(total, basis),
    isup_gg: derived(gleason?.value.gradeGroup ?? null, 'isup_grade_group'),
    gleason_8_10: derived(yesNo(total === null ? null : total >= 8), 'gleason_8_10'),
    gleason_source: derived(gleason?.from ?? null, 'gleason_source'),
  };
}

function cyclesCell(record: PatientRecord): Cell {
  const { count } = record.rlt;
  const { rule, evidence } = count;
  return cell(count.value, { rule, source: evidence.length > 0 ? sourceOf(count.decidedBy) : 'derived', evidence });
}
