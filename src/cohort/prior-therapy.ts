/** Taxanes and ARPIs begun before index (clinical definition 3.3). Unknown is never zero. */
import { addDays, boundsOf, imputeDay } from '../calendar.ts';
import type { Cell, DayDate, Evidence } from '../domain.ts';
import { ARPIS, TAXANES } from '../domain.ts';
import type { DrugExposure, PatientRecord } from '../facts/record.ts';
import { cell, derived, reviewOf, sourceOf, strongest, unknown } from './cells.ts';
import type { Study } from './study.ts';

/** A letter written within so many days after index and listing earlier therapy describes the time before index. */
const LETTER_DAYS = 14;

type Before = 'before' | 'not_before' | 'unclear';

/** Was the drug begun before index? Unclear where only later documents say that it was given. */
export function begunBefore(drug: DrugExposure, index: DayDate): Before {
  if (drug.status !== 'given') return 'not_before';
  if (drug.start !== null) {
    const { first, last } = boundsOf(drug.start);
    if (last < index) return 'before';
    if (first >= index) return 'not_before';
    return imputeDay(drug.start) < index || startedByDocument(drug, index) ? 'before' : 'not_before';
  }
  if (drug.end !== null && boundsOf(drug.end).first < index) return 'before';
  if (drug.givenBy === null) return 'unclear';
  return boundsOf(drug.givenBy).last <= addDays(index, LETTER_DAYS) ? 'before' : 'unclear';
}

function startedByDocument(drug: DrugExposure, index: DayDate): boolean {
  return drug.givenBy !== null && boundsOf(drug.givenBy).last <= index;
}

/** The drug columns, `n_*_agents` and `*_cat`. */
export function priorTherapyCells(study: Study, record: PatientRecord, index: DayDate | null): Record<string, Cell> {
  const { taxane, arpi } = study.variables.prior_therapy;
  return {
    ...classCells('taxane', TAXANES, taxane, record, index),
    ...classCells('arpi', ARPIS, arpi, record, index),
  };
}

function classCells(
  group: 'taxane' | 'arpi',
  all: readonly string[],
  counted: readonly string[],
  record: PatientRecord,
  index: DayDate | null,
): Record<string, Cell> {
  const cover = index === null ? null : coverage(record, group);
  const cells = Object.fromEntries(all.map((drug) => [drug, drugCell(drug, record, index, cover)]));
  const count = countCell(counted, cells, record);
  const { value } = count;
  const category = value === null ? 'unknown' : Number(value) >= 2 ? '>=2' : String(value);
  return {
    ...cells,
    [`n_${group}_agents`]: count,
    [`${group}_cat`]: derived(index === null ? null : category, 'prior_agents_grouped'),
  };
}

function drugCell(name: string, record: PatientRecord, index: DayDate | null, cover: Evidence[] | null): Cell {
  if (index === null) return unknown('prior_drug_without_index');
  const review = reviewOf(record, [`drug:${name}`]);
  const exposure = record.drugs.find((drug) => drug.drug === name);
  if (exposure?.status === 'given') {
    const when = begunBefore(exposure, index);
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
 * treatment records, or any given agent of the class. Null = the record covers no earlier therapy.
 */
function coverage(record: PatientRecord, group: 'taxane' | 'arpi'): Evidence[] | null {
  const histories = record.therapyHistory.filter(({ scope }) => scope === group || scope === 'systemic');
  const treated = record.drugs.filter(
    (drug) => drug.status === 'given' && (drug.class === group || drug.evidence.some((e) => e.source === 'structured')),
  );
  const evidence = [...histories, ...treated].flatMap((entry) => entry.evidence.slice(0, 1));
  return histories.length + treated.length > 0 ? evidence : null;
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
