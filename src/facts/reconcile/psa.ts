/** The PSA series: laboratory and letters as one (clinical definition 3.5). */
import { compareDates, sameDate } from '../../calendar.ts';
import type { FactOf, PartialDate } from '../../domain.ts';
import type { PsaValue } from '../record.ts';
import { decidedBy, evidenceOf, isStructured } from './choose.ts';

type PsaFact = FactOf<'psa'>;

interface Measurement {
  date: PartialDate;
  readonly facts: PsaFact[];
  readonly against: PsaFact[];
}

/** Earliest first. Values without a date belong to no day and are left out. */
export function reconcilePsa(facts: readonly PsaFact[]): PsaValue[] {
  const measurements: Measurement[] = [];
  for (const { fact, date } of codedThenPrecise(facts)) {
    const same = measurements.find(
      (m) => sameDate(m.date, date) && isSameValue(m.facts[0], fact) && !bothTimed(m, fact),
    );
    const laboratory = measurements.find((m) => m.date === date && date.length === 10 && m.facts.some(isStructured));
    if (same) same.facts.push(fact);
    else if (laboratory && !isStructured(fact)) laboratory.against.push(fact);
    else measurements.push({ date, facts: [fact], against: [] });
  }
  return measurements
    .map(valueOf)
    .toSorted((a, b) => compareDates(a.date, b.date) || compareText(a.time, b.time) || a.value - b.value);
}

function codedThenPrecise(facts: readonly PsaFact[]): { fact: PsaFact; date: PartialDate }[] {
  return facts
    .flatMap((fact) => (fact.date === null ? [] : [{ fact, date: fact.date }]))
    .toSorted((a, b) => Number(isStructured(b.fact)) - Number(isStructured(a.fact)) || b.date.length - a.date.length);
}

function isSameValue(a: PsaFact | undefined, b: PsaFact): boolean {
  return a !== undefined && Math.abs(a.value - b.value) < 1e-9;
}

/** Two samples of one day, each with its time. */
function bothTimed({ facts }: Measurement, fact: PsaFact): boolean {
  return fact.time !== null && facts.some(({ time }) => time !== null && time !== fact.time);
}

function valueOf({ date, facts, against }: Measurement): PsaValue {
  const { value = 0 } = facts[0] ?? {};
  return {
    date,
    time: facts.find((fact) => fact.time !== null)?.time ?? null,
    value,
    comparator: facts[0]?.comparator ?? null,
    rule: 'psa_merged',
    decidedBy: decidedBy(facts),
    evidence: evidenceOf(facts),
    against: evidenceOf(against),
  };
}

const compareText = (a: string | null, b: string | null): number =>
  (a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0;
