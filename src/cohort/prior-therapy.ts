/** Taxanes and ARPIs begun before index (clinical definition 3.3). Unknown is never zero. */
import { addDays, boundsOf, imputeDay } from '../calendar.ts';
import type { Cell, DayDate, Evidence } from '../domain.ts';
import { ARPIS, TAXANES } from '../domain.ts';
import type { DrugExposure, PatientRecord, TherapyHistory } from '../facts/record.ts';
import { cell, derived, reviewOf, sourceOf, strongest, unknown } from './cells.ts';
import type { Study } from './study.ts';

/** A therapy history older than this before index does not cover the time up to index. */
const HISTORY_DAYS = 365;

type Before = 'before' | 'not_before' | 'unclear';

/**
 * Was the drug begun before index? Unclear where only later documents say that it was given; one up to `graceDays` after
 * index describes the time before it.
 */
export function begunBefore(drug: DrugExposure, index: DayDate, graceDays: number): Before {
  if (drug.status !== 'given') return 'not_before';
  if (drug.start !== null) {
    const { first, last } = boundsOf(drug.start);
    if (last < index) return 'before';
    if (first >= index) return 'not_before';
    return imputeDay(drug.start) < index || startedByDocument(drug, index) ? 'before' : 'not_before';
  }
  if (drug.end !== null && boundsOf(drug.end).first < index) return 'before';
  if (drug.givenBy === null) return 'unclear';
  return boundsOf(drug.givenBy).last <= addDays(index, graceDays) ? 'before' : 'unclear';
}

function startedByDocument(drug: DrugExposure, index: DayDate): boolean {
  return drug.givenBy !== null && boundsOf(drug.givenBy).last <= index;
}

/** The drug columns, `n_*_agents` and `*_cat`. */
export function priorTherapyCells(study: Study, record: PatientRecord, index: DayDate | null): Record<string, Cell> {
  const { prior_therapy: counted, document_grace_days: graceDays } = study.variables;
  return {
    ...classCells('taxane', TAXANES, counted.taxane, { record, index, graceDays }),
    ...classCells('arpi', ARPIS, counted.arpi, { record, index, graceDays }),
  };
}

interface View {
  readonly record: PatientRecord;
  readonly index: DayDate | null;
  readonly graceDays: number;
}

function classCells(
  group: 'taxane' | 'arpi',
  all: readonly string[],
  counted: readonly string[],
  view: View,
): Record<string, Cell> {
  const { record, index } = view;
  const cover = index === null ? null : coverage(record, group, index);
  const cells = Object.fromEntries(all.map((drug) => [drug, drugCell(drug, view, cover)]));
  const count = countCell(counted, cells, record);
  const { value } = count;
  const category = value === null ? 'unknown' : Number(value) >= 2 ? '>=2' : String(value);
  return {
    ...cells,
    [`n_${group}_agents`]: count,
    [`${group}_cat`]: derived(index === null ? null : category, 'prior_agents_grouped'),
  };
}

function drugCell(name: string, { record, index, graceDays }: View, cover: Evidence[] | null): Cell {
  if (index === null) return unknown('prior_drug_without_index');
  const review = reviewOf(record, [`drug:${name}`]);
  const exposure = record.drugs.find((drug) => drug.drug === name);
  if (exposure?.status === 'given') {
    const when = begunBefore(exposure, index, graceDays);
    const basis = { source: sourceOf(exposure.decidedBy), evidence: exposure.evidence, review };
    if (when === 'before') return cell(1, { rule: 'prior_drug_begun_before_index', ...basis });
    if (when === 'unclear') return cell(null, { rule: 'prior_drug_start_unclear', ...basis, source: null });
    if (cover) return cell(0, { rule: 'prior_drug_begun_after_index', ...basis });
  }
  if (!cover) return cell(null, { rule: 'prior_therapy_not_covered', source: null, evidence: [], review });
  return cell(0, { rule: 'prior_drug_not_in_history', source: coverSource(cover), evidence: cover, review });
}

function coverSource(cover: readonly Evidence[]): Cell['source'] {
  return strongest(cover.map((e) => (e.source === 'note' ? 'note' : e.source)));
}

/**
 * What makes the absence of a drug mean that it was not given: a therapy history or an explicit "none" in a note, coded
 * treatment by index, or an agent of the class begun by index. Null = the record covers no earlier therapy.
 */
function coverage(record: PatientRecord, group: 'taxane' | 'arpi', index: DayDate): Evidence[] | null {
  const histories = record.therapyHistory.filter(
    (history) => (history.scope === group || history.scope === 'systemic') && reachesIndex(history, index),
  );
  const treated = record.drugs.filter((drug) => {
    const since = drug.start ?? drug.givenBy;
    const isBegun = since !== null && boundsOf(since).first <= index;
    return drug.status === 'given' && isBegun && (drug.class === group || isCodedTreatment(drug));
  });
  const evidence = [...histories, ...treated].flatMap((entry) => entry.evidence.slice(0, 1));
  return histories.length + treated.length > 0 ? evidence : null;
}

/** A note tells what was before it, for a year to come; coded treatment shows that treatment is coded from then on. */
function reachesIndex({ until, evidence }: TherapyHistory, index: DayDate): boolean {
  if (until === null) return false;
  if (evidence.some((e) => e.source === 'structured')) return boundsOf(until).first <= index;
  return boundsOf(until).last >= addDays(index, -HISTORY_DAYS);
}

/** Androgen deprivation alone does not show that other treatment would be recorded. */
function isCodedTreatment(drug: DrugExposure): boolean {
  return drug.class !== 'adt' && drug.evidence.some((e) => e.source === 'structured');
}

function countCell(counted: readonly string[], cells: Readonly<Record<string, Cell>>, record: PatientRecord): Cell {
  const own = counted.flatMap((drug) => cells[drug] ?? []);
  const review = reviewOf(
    record,
    counted.map((drug) => `drug:${drug}`),
  );
  if (own.some((c) => c.value === null))
    return cell(null, { rule: 'prior_agents_unknown', source: null, evidence: [], review });
  const given = own.filter((c) => c.value === 1);
  const sources = (given.length > 0 ? given : own).map((c) => c.source);
  const source = (['human', 'structured', 'machine'] as const).find((s) => sources.includes(s)) ?? null;
  const evidence = (given.length > 0 ? given : own.slice(0, 1)).flatMap((c) => c.evidence);
  return cell(given.length, { rule: 'prior_agents_counted', source, evidence, review });
}
