/** PSA at index (clinical definition 3.5). */
import { boundsOf, daysBetween, imputeDay, precisionOf } from '../calendar.ts';
import type { Cell, DayDate } from '../domain.ts';
import type { PatientRecord, PsaValue } from '../facts/record.ts';
import { cell, derived, sourceOf, unknown } from './cells.ts';
import type { Study } from './study.ts';

type Window = Study['variables']['psa_index'];

export interface PsaAtIndex {
  readonly psa: PsaValue;
  readonly day: DayDate;
  /** index - day, in days. */
  readonly lag: number;
}

/**
 * The value closest to index within the window. Days before months (a month stands for its 15th, at most index); years
 * never. Of several on one day the earliest on the day of index, before the dose, else the latest.
 */
export function psaAtIndex(record: PatientRecord, index: DayDate, window: Window): PsaAtIndex | null {
  const candidates = record.psa
    .filter((psa) => precisionOf(psa.date) !== 'year')
    .map((psa) => place(psa, index))
    .filter(({ lag }) => -lag >= window.from_day && -lag <= window.to_day);
  return candidates.toSorted(order)[0] ?? null;
}

function place(psa: PsaValue, index: DayDate): PsaAtIndex {
  const conventional = imputeDay(psa.date);
  const day = conventional > index && boundsOf(psa.date).first <= index ? index : conventional;
  return { psa, day, lag: daysBetween(day, index) };
}

function order(a: PsaAtIndex, b: PsaAtIndex): number {
  const exact = b.psa.date.length - a.psa.date.length;
  if (exact !== 0) return exact;
  const distance = Math.abs(a.lag) - Math.abs(b.lag);
  if (distance !== 0) return distance;
  const [x, y] = [a.psa.time ?? '', b.psa.time ?? ''];
  if (x === y) return a.psa.value - b.psa.value;
  const earlier = x < y ? -1 : 1;
  return a.lag === 0 ? earlier : -earlier;
}

/** The `psa_*` columns. */
export function psaCells(record: PatientRecord, index: DayDate | null, window: Window): Record<string, Cell> {
  const found = index === null ? null : psaAtIndex(record, index, window);
  if (!found) {
    const names = ['psa_index', 'psa_index_date', 'psa_lag_days', 'psa_comparator'];
    return Object.fromEntries(names.map((name) => [name, unknown('psa_none_in_window')]));
  }
  const { psa, day, lag } = found;
  const basis = { rule: 'psa_closest_to_index', source: sourceOf(psa.decidedBy), evidence: psa.evidence };
  return {
    psa_index: cell(psa.value, basis),
    psa_index_date: cell(day, basis),
    psa_lag_days: derived(lag, 'psa_lag'),
    psa_comparator: psa.comparator === null ? unknown('psa_exact') : cell(psa.comparator, basis),
  };
}
